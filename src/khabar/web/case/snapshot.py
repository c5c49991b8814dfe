"""One moment of a case, read once and shared by all requests until the case changes.

Events are in memory, in columns too; readings are opened when they are asked for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from khabar.base.names import fold_name
from khabar.record.card import ClaimKey
from khabar.record.claim import Claim, ClaimId, Reading
from khabar.record.decision import Decision, DecisionId, DecisionKind
from khabar.record.event import Change, Event, EventId, Field, SourceNote
from khabar.record.ledger import AccessEntry, Cite, ControlEntry, TalksTrack
from khabar.record.lookup import EntityIndex
from khabar.record.report import ReportId
from khabar.review import Redaction, Remarks, claim_of, find_holding
from khabar.reviewed import NOTHING_RULED, Rulings
from khabar.store import ClaimQuote, ReportRow
from khabar.web.case.heads import ClaimIndex
from khabar.web.case.index import EventIndex, index_events
from khabar.web.case.keeping import Keeping
from khabar.web.case.selection import Selection
from khabar.web.case.shelving import Shelving
from khabar.web.case.words import WordIndex
from khabar.web.shapes.shared import ReviewState, Situation

__all__ = ["Claims", "Snapshot"]

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
        quotes: Finds the words of some claims without opening their readings.
        kept: What was told last of selections.
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
    heads: ClaimIndex = field(default_factory=lambda: ClaimIndex(()))
    words: Callable[[], WordIndex]
    quotes: Callable[[Iterable[ClaimKey]], Mapping[ClaimKey, ClaimQuote]]
    kept: Keeping[Situation] = field(default_factory=lambda: Keeping(32))

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
            quotes=lambda _: {},
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
    def claims_of(self) -> list[tuple[int, ...]]:
        """Positions of the claims of each event."""
        at = self.heads.at
        return [tuple(at[m.key] for m in event.mentions if m.key in at) for event in self.events]

    @cached_property
    def event_at(self) -> list[int]:
        """Position of the event of each claim; -1 where it tells none."""
        found = [-1] * len(self.heads.heads)
        for event, claims in enumerate(self.claims_of):
            for claim in claims:
                found[claim] = event
        return found

    @cached_property
    def claims(self) -> "Claims":
        """Every claim."""
        return Claims(self.readings)

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
        claims = (at for name in names for at in self.heads.by_id.get(name, ()))
        found = {self.event_at[at] for at in claims} - {-1}
        if self.sensitive_reports:
            numbers = self.index.reports.find(self.sensitive_reports)
            held = enumerate(self.index.reports.held)
            found |= {at for at, reports in held if not numbers.isdisjoint(reports)}
        return {at: self._states_of(self.events[at]) for at in found}

    @cached_property
    def gravity(self) -> "dict[int, Gravity]":
        """The gravest contradiction of each disputed event, by position."""
        fields = {field: rank for rank, field in enumerate(Field)}
        return {
            at: min(
                Gravity(
                    field=fields[one.field],
                    reconcilable=one.reconcilable,
                    reports=-len(event.reports),
                    mention=event.mentions[0].key,
                    event=event.id,
                    at=place,
                )
                for place, one in enumerate(event.contradictions)
            )
            for at, event in enumerate(self.events)
            if event.contradictions
        }

    def event_of(self, key: ClaimKey) -> Event | None:
        """Return the event that a claim tells.

        Args:
            key: Which claim.

        Returns:
            ``None`` when it tells none.
        """
        claim = self.heads.at.get(key)
        at = -1 if claim is None else self.event_at[claim]
        return None if at < 0 else self.events[at]

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

    def choose_claims(self, selection: Selection) -> Iterable[int]:
        """Return the claims of the events that are selected, in order.

        Args:
            selection: Which.

        Returns:
            Their positions.
        """
        chosen = self.select(selection)
        found = chain.from_iterable(map(self.claims_of.__getitem__, chosen))
        return self.heads.choose(found, selection)

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
        index, at = self.index, self.event_at
        found = {at[claim] for claim in self.words().find(word)} - {-1}
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


class Gravity(NamedTuple):
    """How grave a contradiction is; the least is the gravest.

    Attributes:
        field: Rank of its field.
        reconcilable: One value can hold inside another.
        reports: How many tell the event, negative.
        mention: The first of the event: unlike its id, it stays when a decision is undone.
        event: Which event.
        at: Which of its contradictions.
    """

    field: int
    reconcilable: bool
    reports: int
    mention: ClaimKey
    event: EventId
    at: int


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
