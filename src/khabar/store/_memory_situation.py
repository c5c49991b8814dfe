"""The situation of a store in memory (see ``SituationShelf`` for what each method does)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from khabar.base.ids import stable_id
from khabar.record.card import ClaimCard, ClaimKey
from khabar.record.claim import Reading
from khabar.record.decision import Decision, DecisionId, Orphan, keep_bearing
from khabar.record.deck import Deck
from khabar.record.errors import StoreMissingError
from khabar.record.event import Change, Event, EventId, Field, Situation, SourceNote
from khabar.record.ledger import AccessEntry, ControlEntry, TalksTrack
from khabar.record.report import ReportId
from khabar.record.standing import Standing, Telling
from khabar.store._ids import follow, made_id_name
from khabar.store.derivation import Derivation
from khabar.store.rows import ClaimQuery
from khabar.store.shelf import Found, Told

__all__ = ["MemoryShelf"]

_EMPTY = Situation(sources=(), events=(), control=(), access=(), talks=())
Current = Callable[[str | None], list[tuple[str, Reading]]]
Matching = Callable[[ClaimQuery], Iterator[ClaimKey]]


class MemoryShelf:
    """Keeps the situation in dictionaries."""

    def __init__(
        self, *, current: Current, matching: Matching, switch: Callable[[str], int]
    ) -> None:
        """Begin empty.

        Args:
            current: The derivation and reading of each report in order of arrival, as if a
                derivation were switched to.
            matching: The claims that match a query.
            switch: Switches to a derivation.
        """
        self._current = current
        self._matching = matching
        self._switch = switch
        self._decks: dict[tuple[ReportId, str], tuple[str, tuple[ClaimCard, ...]]] = {}
        self._situation = _EMPTY
        self._told: Told | None = None
        self._compared = b""
        self._leads: dict[EventId, tuple[EventId | None, datetime]] = {}
        self._changes: list[Change] = []
        self._decisions: dict[DecisionId, Decision] = {}
        self._orphans: tuple[Orphan, ...] = ()

    def inputs(self, *, switching: str | None = None) -> str:
        """Return a digest of the current readings and of the decisions that bear on the telling."""
        told = [f"{reading.report.id} {made}" for made, reading in self._current(switching)]
        decided = sorted(one.id for one in keep_bearing(self._decisions.values()))
        return stable_id("inputs", *told, "|", *decided)

    def told(self) -> Told | None:
        """Return the last telling."""
        return self._told

    def arrivals(self) -> Mapping[ReportId, int]:
        """Return the number of each report in the order they were added."""
        return {reading.report.id: at for at, (_, reading) in enumerate(self._current(None))}

    def names(self) -> Mapping[ReportId, str]:
        """Return what to call reports whose id was made of their content."""
        reports = (reading.report for _, reading in self._current(None))
        named = ((report.id, made_id_name(report.id, origin=report.origin)) for report in reports)
        return {report: name for report, name in named if name}

    def undealt(self, made_by: str, *, switching: str | None = None) -> tuple[ReportId, ...]:
        """Return the reports whose reading has no cards by a derivation."""
        return tuple(
            reading.report.id
            for made, reading in self._current(switching)
            if self._decks.get((reading.report.id, made), ("", ()))[0] != made_by
        )

    def deal(
        self,
        decks: Mapping[ReportId, tuple[ClaimCard, ...]],
        *,
        made_by: Derivation,
        at: datetime,
        switching: str | None = None,
    ) -> None:
        """Keep the cards of readings."""
        del at
        for made, reading in self._current(switching):
            if reading.report.id in decks:
                self._decks[reading.report.id, made] = (made_by.id, decks[reading.report.id])

    def decks(
        self, *, switching: str | None = None, texts: Collection[str] | None = None
    ) -> Iterator[Deck]:
        """Yield the decks of current readings."""
        for made, reading in self._current(switching):
            dealt = self._decks.get((reading.report.id, made))
            if dealt is not None and (texts is None or reading.report.text_sha256 in texts):
                yield Deck(reading.report, dealt[1])

    def standing(self) -> Standing:
        """Return the ids as they are."""
        return Standing.of(
            self._situation.events,
            redirects={old: new for old, (new, _) in self._leads.items() if new is not None},
            retracted=(old for old, (new, _) in self._leads.items() if new is None),
        )

    def compared(self) -> bytes:
        """Return the pairs that were compared for the last telling."""
        return self._compared

    def put(
        self,
        telling: Telling,
        *,
        inputs: str,
        made_by: Derivation,
        at: datetime,
        orphans: Iterable[Orphan] = (),
        switching: str | None = None,
        compared: bytes = b"",
    ) -> int:
        """Make a situation the one that is told."""
        moved = 0 if switching is None else self._switch(switching)
        self._situation = telling.situation
        self._leads.update({old: (new, at) for old, new in telling.redirects.items()})
        self._leads.update(dict.fromkeys(telling.retracted, (None, at)))
        for old in telling.revived:
            del self._leads[old]
        self._changes += (replace(change, at=at) for change in telling.changes)
        self._orphans = tuple(orphans)
        self._compared = compared
        self._told = Told(inputs, made_by.id, at, moved, len(telling.changes))
        return moved

    def sources(self) -> Iterator[SourceNote]:
        """Yield where each report comes from."""
        yield from self._situation.sources

    def events(
        self, query: ClaimQuery | None = None, /, *, differing: Collection[Field] | None = None
    ) -> Iterator[Event]:
        """Yield events of which at least one claim matches."""
        query = query or ClaimQuery()
        keys = set(self._matching(replace(query, limit=None)))
        events = (
            event
            for event in self._situation.events
            if any(mention.key in keys for mention in event.mentions)
            and (differing is None or any(one.field in differing for one in event.contradictions))
        )
        for at, event in enumerate(events):
            if at == query.limit:
                return
            yield event

    def event(self, event: EventId, /) -> Found:
        """Return what an event id stands for."""
        standing = {one.id: one for one in self._situation.events}
        if event in standing:
            return Found(event, standing[event], None)
        if event not in self._leads:
            what = f"no event {event!r} in this case"
            raise StoreMissingError(what)
        last = follow(event, leads={old: new for old, (new, _) in self._leads.items()})
        return Found(event, None if last is None else standing[last], self._leads[event][1])

    def control(self) -> Iterator[ControlEntry]:
        """Yield who holds what."""
        yield from self._situation.control

    def access(self) -> Iterator[AccessEntry]:
        """Yield what gets in and out."""
        yield from self._situation.access

    def talks(self) -> Iterator[TalksTrack]:
        """Yield who talks with whom."""
        yield from self._situation.talks

    def changes(self, *, since: datetime | None = None) -> Iterator[Change]:
        """Yield the change feed."""
        yield from (change for change in self._changes if since is None or change.at >= since)

    def decide(self, decisions: Iterable[Decision], /) -> int:
        """Keep decisions that are not there yet."""
        before = len(self._decisions)
        for decision in decisions:
            self._decisions.setdefault(decision.id, decision)
        return len(self._decisions) - before

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision."""
        return tuple(sorted(self._decisions.values(), key=lambda one: (one.at, one.id)))

    def orphans(self) -> tuple[Orphan, ...]:
        """Return the anchors that hold nowhere."""
        return tuple(sorted(self._orphans, key=lambda one: (one.decision, one.position)))
