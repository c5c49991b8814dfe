"""A case as it stands at one moment, held in memory and asked by every route."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from khabar.base.ids import stable_id
from khabar.base.names import fold_name
from khabar.record.card import ClaimKey
from khabar.record.claim import Claim, ClaimId, Reading
from khabar.record.codes import EntityKind
from khabar.record.decision import Anchor, Decision, DecisionId, DecisionKind
from khabar.record.event import Change, Event, EventId, SourceNote
from khabar.record.ledger import AccessEntry, ControlEntry, TalksTrack
from khabar.record.lookup import EntityIndex
from khabar.record.report import ReportId
from khabar.store import Store
from khabar.web.selection import Selection
from khabar.web.shapes import ReviewState

__all__ = ["Snapshot", "claim_of", "load_snapshot"]

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
        decisions: In the order they were taken.
    """

    revision: str
    readings: Mapping[ReportId, Reading]
    events: tuple[Event, ...]
    notes: Mapping[ReportId, SourceNote]
    control: tuple[ControlEntry, ...]
    access: tuple[AccessEntry, ...]
    talks: tuple[TalksTrack, ...]
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]
    _entities: dict[ReportId, EntityIndex] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[EventId, Event]:
        """Events by id."""
        return {event.id: event for event in self.events}

    @cached_property
    def event_of(self) -> dict[ClaimKey, Event]:
        """Event of each mention."""
        return {m.key: event for event in self.events for m in event.mentions}

    @cached_property
    def claims(self) -> dict[ClaimKey, Claim]:
        """Every claim."""
        return {
            ClaimKey(report, claim.id): claim
            for report, reading in self.readings.items()
            for claim in reading.claims
        }

    @cached_property
    def keys_of(self) -> dict[ClaimId, list[ClaimKey]]:
        """Claims by id alone: the same text in two reports has the same ids."""
        found: dict[ClaimId, list[ClaimKey]] = defaultdict(list)
        for key in self.claims:
            found[key.claim].append(key)
        return found

    @cached_property
    def undone(self) -> frozenset[DecisionId]:
        """Decisions that were taken back."""
        return frozenset(
            DecisionId(one.value) for one in self.decisions if one.kind is DecisionKind.UNDO
        )

    @cached_property
    def holding(self) -> tuple[Decision, ...]:
        """Decisions that hold: not taken back, and not taking back."""
        return tuple(
            one
            for one in self.decisions
            if one.id not in self.undone and one.kind is not DecisionKind.UNDO
        )

    @cached_property
    def states(self) -> dict[str, tuple[ReviewState, str]]:
        """State of review and its reason, by claim id."""
        found: dict[str, tuple[ReviewState, str]] = {}
        for one in self.holding:
            state = _STATES.get(one.kind)
            if state is not None:
                found |= {claim_of(anchor): (state, one.why) for anchor in one.anchors}
        return found

    @cached_property
    def withheld(self) -> tuple[str, ...]:
        """Names that a decision withholds, longest first."""
        names: set[str] = set()
        for one in self.holding:
            if one.kind is DecisionKind.REDACT:
                for anchor in one.anchors:
                    names |= self._names_at(anchor)
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    @cached_property
    def said(self) -> dict[EventId, str]:
        """Folded words that are said of each event: its sentences and names."""
        return {event.id: self._said(event) for event in self.events}

    def entities(self, report: ReportId) -> EntityIndex:
        """Return the entities of a report.

        Args:
            report: Which.

        Returns:
            Its index.
        """
        if report not in self._entities:
            self._entities[report] = EntityIndex.of(self.readings[report])
        return self._entities[report]

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
        states = {self.state(mention.key.claim) for mention in event.mentions}
        if len(states) == 1:
            return states.pop()
        return "unseen" if "unseen" in states else "edited"

    def choose(self, selection: Selection) -> list[Event]:
        """Return the events that are selected, in order.

        Args:
            selection: Which.

        Returns:
            All of them, whatever the page.
        """
        whole = not selection.words
        return [
            event
            for event in self.events
            if selection.holds(
                event,
                review=self.event_state(event) if selection.review else "",
                said="" if whole else self.said[event.id],
            )
        ]

    def _said(self, event: Event) -> str:
        words: dict[str, None] = {}
        for mention in event.mentions:
            claim = self.claims.get(mention.key)
            if claim is not None:
                reading = self.readings[mention.key.report]
                sentence = reading.sentences[claim.sentence].span
                words.setdefault(fold_name(sentence.quote(reading.report.text)))
        names = [one.name for one in (*event.actors, *event.recipients)]
        names += [place.name for place in event.places]
        return " ".join((*words, *map(fold_name, names)))

    def _names_at(self, anchor: Anchor) -> set[str]:
        names = {anchor.quote}
        for reading in self.readings.values():
            if reading.report.text_sha256 != anchor.text_sha256:
                continue
            for entity in reading.entities:
                if entity.kind is EntityKind.PERSON and any(
                    span.overlaps(anchor.span) for span in entity.mentions
                ):
                    names.add(entity.name)
        return {name for name in names if len(name) > 1}


def claim_of(anchor: Anchor) -> str:
    """Return the id of the claim whose trigger an anchor is.

    Args:
        anchor: Words of a text.

    Returns:
        The id that such a claim has.
    """
    start, end = anchor.span.start, anchor.span.end
    return stable_id("claim", anchor.text_sha256, str(start), str(end))


def load_snapshot(store: Store) -> Snapshot:
    """Return a case as it stands.

    Args:
        store: Open.

    Returns:
        The snapshot.

    Raises:
        StoreError: The case cannot be read.
    """
    shelf = store.situation
    told = shelf.told()
    readings: Iterable[Reading] = store.readings()
    return Snapshot(
        revision=f"{shelf.inputs()} {told.at.isoformat() if told else ''}",
        readings={reading.report.id: reading for reading in readings},
        events=tuple(shelf.events()),
        notes={note.report: note for note in shelf.sources()},
        control=tuple(shelf.control()),
        access=tuple(shelf.access()),
        talks=tuple(shelf.talks()),
        changes=tuple(shelf.changes()),
        decisions=shelf.decisions(),
    )
