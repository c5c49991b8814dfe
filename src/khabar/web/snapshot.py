"""A case as it stands at one moment, held in memory and asked by every route."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
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
from khabar.store import Store
from khabar.web.selection import Selection
from khabar.web.shapes import ReviewState

__all__ = ["Snapshot", "load_snapshot"]

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
    rulings: Rulings = NOTHING_RULED
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

    def event_states(self, event: Event) -> frozenset[str]:
        """Return every state that an event is found under.

        Args:
            event: Which.

        Returns:
            Its state of review, and ``flagged``, ``sealed`` or ``sensitive`` where it is.
        """
        found = {str(self.event_state(event))}
        if self.remarks:
            found |= {"flagged"} if self.is_flagged(event) else set()
            found |= {"sensitive"} if self.is_sensitive(event) else set()
            found |= {"sealed"} if self.seal_of(event) else set()
        return frozenset(found)

    def is_flagged(self, event: Event) -> bool:
        """Return whether a flag holds on a claim of an event."""
        return any(mention.key.claim in self.remarks.flagged for mention in event.mentions)

    def is_sensitive(self, event: Event) -> bool:
        """Return whether a claim of an event, or its report, is marked as sensitive."""
        return any(self.claim_is_sensitive(mention.key) for mention in event.mentions)

    def claim_is_sensitive(self, key: ClaimKey) -> bool:
        """Return whether a claim or its report is marked as sensitive."""
        if not self.remarks:
            return False
        told = self.readings[key.report].report.text_sha256
        return self.remarks.is_sensitive(key.claim, text_sha256=told)

    def cite_is_sensitive(self, cite: Cite) -> bool:
        """Return whether a cite is to a sensitive report, or into the words of such a claim."""
        if not self.remarks:
            return False
        reading = self.readings[cite.report]
        told = reading.report.text_sha256
        return self.remarks.is_sensitive(None, text_sha256=told) or any(
            one.trigger.overlaps(cite.span) and self.remarks.is_sensitive(one.id, text_sha256=told)
            for one in reading.claims
        )

    def seal_of(self, event: Event) -> Decision | None:
        """Return the seal on an event, if one of its claims is under one."""
        found = (self.remarks.seal_of(mention.key.claim) for mention in event.mentions)
        return next((one for one in found if one is not None), None)

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
                states=self.event_states(event) if selection.review else frozenset(),
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


def load_snapshot(store: Store, *, lookups: Lookups | None = None) -> Snapshot:
    """Return a case as it stands.

    Args:
        store: Open.
        lookups: Where rows stand that a decision names.

    Returns:
        The snapshot.

    Raises:
        StoreError: The case cannot be read.
    """
    shelf = store.situation
    told = shelf.told()
    rulings = load_rulings(store, lookups=lookups)
    correct = partial(rulings.corrections.correct, keeps_rejected=True)
    readings: Iterable[Reading] = map(correct, store.readings())
    return Snapshot(
        revision=f"{shelf.inputs()} {told.at.isoformat() if told else ''}",
        readings={reading.report.id: reading for reading in readings},
        events=tuple(shelf.events()),
        notes={note.report: note for note in shelf.sources()},
        control=tuple(shelf.control()),
        access=tuple(shelf.access()),
        talks=tuple(shelf.talks()),
        changes=tuple(shelf.changes()),
        decisions=rulings.decisions,
        rulings=rulings,
    )
