"""One moment of a case, read once and shared by all requests until the case changes.

Events are in memory, in columns too; readings are opened when they are asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from khabar.base.names import fold_name
from khabar.record.card import ClaimKey
from khabar.record.claim import Claim, ClaimId, Reading
from khabar.record.decision import Decision, DecisionId, DecisionKind
from khabar.record.event import Change, Event, EventId, SourceNote
from khabar.record.ledger import AccessEntry, Cite, ControlEntry, TalksTrack
from khabar.record.lookup import EntityIndex
from khabar.record.report import ReportId
from khabar.review import Lookups, Redaction, Remarks, claim_of, find_holding
from khabar.reviewed import NOTHING_RULED, Rulings, load_rulings
from khabar.store import ClaimHead, ReportRow, Store
from khabar.web.index import EventIndex, index_events
from khabar.web.selection import Selection
from khabar.web.shapes import ReviewState
from khabar.web.shelving import Shelving
from khabar.web.words import WordIndex

__all__ = ["Claims", "Snapshot", "find_revision", "load_snapshot"]

_STATES: Final[dict[DecisionKind, ReviewState]] = {
    DecisionKind.ACCEPT: "accepted",
    DecisionKind.REJECT: "rejected",
    DecisionKind.EDIT: "edited",
    DecisionKind.LINK: "edited",
}


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Everything the routes ask for, as it was told last.

    Attributes:
        revision: Another one as soon as the case has changed.
        readings: Current readings by report.
        events: Standing events, in order.
        notes: Where each report comes from.
        control: Who holds what.
        access: What gets in and out.
        talks: Who talks with whom.
        changes: The change feed, oldest first.
        decisions: In the order they were taken, where their words stand now.
        rulings: What they change; the readings are corrected, rejected claims stay in them.
        reports: The reports in few words, by id, in order.
        heads: The claims in few words.
        words: Makes the index of their words.
    """

    revision: str
    readings: Shelving
    events: tuple[Event, ...]
    notes: Mapping[ReportId, SourceNote]
    control: tuple[ControlEntry, ...]
    access: tuple[AccessEntry, ...]
    talks: tuple[TalksTrack, ...]
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]
    rulings: Rulings = NOTHING_RULED
    reports: Mapping[ReportId, ReportRow] = field(default_factory=dict)
    heads: Mapping[ClaimKey, ClaimHead] = field(default_factory=dict)
    words: Callable[[], WordIndex]

    @classmethod
    def alone(cls, reading: Reading) -> "Snapshot":
        """Return a snapshot of one reading that is in no case.

        Args:
            reading: Of one report.

        Returns:
            Without events.
        """
        report = reading.report.id
        return cls(
            revision="",
            readings=Shelving({report: None}, load=lambda _: reading),
            events=(),
            notes={},
            control=(),
            access=(),
            talks=(),
            changes=(),
            decisions=(),
            words=lambda: WordIndex(()),
        )

    @cached_property
    def index(self) -> EventIndex:
        """Events in columns."""
        return index_events(self.events)

    @cached_property
    def by_id(self) -> dict[EventId, Event]:
        """Events by id."""
        return {event.id: event for event in self.events}

    @cached_property
    def event_at(self) -> dict[ClaimKey, int]:
        """Position of the event of each mention."""
        return {m.key: at for at, event in enumerate(self.events) for m in event.mentions}

    @cached_property
    def claims(self) -> "Claims":
        """Every claim."""
        return Claims(self.readings)

    @cached_property
    def keys_of(self) -> dict[ClaimId, list[ClaimKey]]:
        """Claims by id alone: the same text in two reports has the same ids."""
        found: dict[ClaimId, list[ClaimKey]] = defaultdict(list)
        for key in self.heads:
            found[key.claim].append(key)
        return dict(found)

    @cached_property
    def undone(self) -> frozenset[DecisionId]:
        """Decisions that were taken back."""
        return frozenset(
            DecisionId(one.value) for one in self.decisions if one.kind is DecisionKind.UNDO
        )

    @cached_property
    def holding(self) -> tuple[Decision, ...]:
        """Decisions that hold: not taken back, and not taking back."""
        return find_holding(self.decisions)

    @cached_property
    def states(self) -> dict[str, tuple[ReviewState, str]]:
        """State of review, who decided and why, by claim id."""
        found: dict[str, tuple[ReviewState, str]] = {}
        for one in self.holding:
            state = _STATES.get(one.kind)
            if state is not None:
                why = f"{one.by}: {one.why}" if one.why else one.by
                found |= {claim_of(anchor): (state, why) for anchor in one.anchors}
        return found

    @property
    def remarks(self) -> Remarks:
        """What people wrote beside the record."""
        return self.rulings.remarks

    @property
    def withheld(self) -> Redaction:
        """Covers the names that a decision withholds."""
        return self.rulings.redaction

    @cached_property
    def sensitive_reports(self) -> frozenset[ReportId]:
        """Reports that are marked as sensitive as a whole."""
        return frozenset(
            report
            for text, reports in self.rulings.reports_of.items()
            if self.remarks.is_sensitive(None, text_sha256=text)
            for report in reports
        )

    @cached_property
    def touched(self) -> Mapping[int, frozenset[str]]:
        """States of the events that anybody decided about, by position."""
        names = {*map(ClaimId, self.states), *self.remarks.claims}
        keys = (key for name in names for key in self.keys_of.get(name, ()))
        found = {self.event_at[key] for key in keys if key in self.event_at}
        if self.sensitive_reports:
            numbers = self.index.reports.find(self.sensitive_reports)
            held = enumerate(self.index.reports.held)
            found |= {at for at, reports in held if not numbers.isdisjoint(reports)}
        return {at: self._states_of(self.events[at]) for at in found}

    def event_of(self, key: ClaimKey) -> Event | None:
        """Return the event that a claim tells.

        Args:
            key: Which claim.

        Returns:
            ``None`` when it tells none.
        """
        at = self.event_at.get(key)
        return None if at is None else self.events[at]

    def entities(self, report: ReportId) -> EntityIndex:
        """Return the entities of a report.

        Args:
            report: Which.

        Returns:
            Its index.
        """
        return self.readings.open(report).entities

    def state(self, claim: str) -> ReviewState:
        """Return the state of review of a claim.

        Args:
            claim: Its id.

        Returns:
            ``unseen`` until somebody decided.
        """
        return self.states.get(claim, ("unseen", ""))[0]

    def event_state(self, event: Event) -> ReviewState:
        """Return the state of review of an event: that of its mentions when they agree.

        Args:
            event: Which.

        Returns:
            ``unseen`` while a mention is.
        """
        if not self.states:
            return "unseen"
        states = {self.state(mention.key.claim) for mention in event.mentions}
        if len(states) == 1:
            return states.pop()
        return "unseen" if "unseen" in states else "edited"

    def is_flagged(self, event: Event) -> bool:
        """Return whether a flag holds on a claim of an event."""
        return any(mention.key.claim in self.remarks.flagged for mention in event.mentions)

    def is_sensitive(self, event: Event) -> bool:
        """Return whether a claim of an event, or its report, is marked as sensitive."""
        if not self.remarks:
            return False
        return any(self.claim_is_sensitive(mention.key) for mention in event.mentions)

    def claim_is_sensitive(self, key: ClaimKey) -> bool:
        """Return whether a claim or its report is marked as sensitive."""
        if not self.remarks:
            return False
        beside = self.remarks.of_claim(key.claim)
        marked = any(one.kind is DecisionKind.SENSITIVE for one in beside)
        return marked or key.report in self.sensitive_reports

    def cite_is_sensitive(self, cite: Cite) -> bool:
        """Return whether a cite is to a sensitive report, or into the words of such a claim."""
        if not self.remarks:
            return False
        return cite.report in self.sensitive_reports or any(
            one.trigger.overlaps(cite.span)
            and self.claim_is_sensitive(ClaimKey(cite.report, one.id))
            for one in self.readings[cite.report].claims
        )

    def seal_of(self, event: Event) -> Decision | None:
        """Return the seal on an event, if one of its claims is under one."""
        found = (self.remarks.seal_of(mention.key.claim) for mention in event.mentions)
        return next((one for one in found if one is not None), None)

    def select(self, selection: Selection) -> Sequence[int]:
        """Return the positions of the events that are selected, in order.

        Args:
            selection: Which.

        Returns:
            All of them, whatever the page.
        """
        states = self.touched if selection.review else {}
        return self.index.choose(selection, states=states, said=self._said)

    def choose(self, selection: Selection) -> list[Event]:
        """Return the events that are selected, in order.

        Args:
            selection: Which.

        Returns:
            All of them, whatever the page.
        """
        return [self.events[at] for at in self.select(selection)]

    def _states_of(self, event: Event) -> frozenset[str]:
        """Return every state that an event is found under."""
        found = {str(self.event_state(event))}
        found |= {"flagged"} if self.is_flagged(event) else set()
        found |= {"sensitive"} if self.is_sensitive(event) else set()
        found |= {"sealed"} if self.seal_of(event) else set()
        return frozenset(found)

    def _said(self, words: tuple[str, ...]) -> set[int]:
        """Return the events of which all words are said: in sentences, or as names.

        Withheld names find nothing.
        """
        found: set[int] | None = None
        for word in words:
            events = set() if self._is_withheld(word) else self._say(word)
            found = events if found is None else found & events
        return found or set()

    def _say(self, word: str) -> set[int]:
        index, words = self.index, self.words()
        at, keys = self.event_at, words.keys
        found = {at[keys[one]] for one in set(words.find(word)) if keys[one] in at}
        for names in (index.actors, index.places):
            called = {n for n, name in enumerate(names.folded) if f" {word}" in f" {name}"}
            if called:
                found |= {e for e, held in enumerate(names.held) if not called.isdisjoint(held)}
        return found

    def _is_withheld(self, word: str) -> bool:
        if not self.withheld:
            return False
        names = (fold_name(name).split() for name in self.withheld.names)
        return any(part.startswith(word) for parts in names for part in parts)


class Claims:
    """Every claim, found in the reading it stands in."""

    def __init__(self, readings: Shelving) -> None:
        """Look in some readings.

        Args:
            readings: Of all reports.
        """
        self._readings = readings

    def __getitem__(self, key: ClaimKey) -> Claim:
        """Return a claim; ``KeyError`` when there is none."""
        return self._readings.open(key.report).claims[key.claim]

    def get(self, key: ClaimKey) -> Claim | None:
        """Return a claim, if there is one."""
        if key.report not in self._readings:
            return None
        return self._readings.open(key.report).claims.get(key.claim)


def find_revision(store: Store) -> str:
    """Return what is another one as soon as the case has changed.

    Args:
        store: Open.

    Returns:
        The revision.

    Raises:
        StoreError: The case cannot be read.
    """
    told = store.situation.told()
    return f"{store.situation.inputs()} {told.at.isoformat() if told else ''}"


def load_snapshot(
    store: Store,
    *,
    load: Callable[[ReportId], Reading],
    lookups: Lookups | None = None,
    words: Callable[[], WordIndex],
) -> Snapshot:
    """Return a case as it stands.

    Args:
        store: Open.
        load: Reads the current reading of a report, from any thread.
        lookups: Where rows stand that a decision names.
        words: Makes the index of words when first asked.

    Returns:
        The snapshot.

    Raises:
        StoreError: The case cannot be read.
    """
    shelf = store.situation
    rulings = load_rulings(store, lookups=lookups)

    def open_reading(report: ReportId) -> Reading:
        return rulings.corrections.correct(load(report), keeps_rejected=True)

    reports = {row.id: row for row in store.reports()}
    return Snapshot(
        revision=find_revision(store),
        readings=Shelving(reports, load=open_reading),
        events=tuple(shelf.events()),
        notes={note.report: note for note in shelf.sources()},
        control=tuple(shelf.control()),
        access=tuple(shelf.access()),
        talks=tuple(shelf.talks()),
        changes=tuple(shelf.changes()),
        decisions=rulings.decisions,
        rulings=rulings,
        reports=reports,
        heads=_heads(store, rulings=rulings, load=open_reading),
        words=words,
    )


def _heads(
    store: Store, *, rulings: Rulings, load: Callable[[ReportId], Reading]
) -> dict[ClaimKey, ClaimHead]:
    """Return the claims in few words, those that people changed as they are now."""
    found = {ClaimKey(head.report, head.id): head for head in store.heads()}
    changed = (rulings.reports_of.get(text, ()) for text in rulings.corrections.changes)
    for report in {one for reports in changed for one in reports}:
        for claim in load(report).claims:
            key = ClaimKey(report, claim.id)
            if key in found:
                found[key] = found[key]._replace(
                    type=claim.type,
                    status=claim.status,
                    first=claim.when.first,
                    last=claim.when.last,
                    p=claim.p,
                )
    return found
