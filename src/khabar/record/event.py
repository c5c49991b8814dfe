"""Events: what claims of many reports say of the same occurrence, and the situation they make."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from khabar.record.card import CardParty, CardPlace, ClaimKey, OriginKind
from khabar.record.codes import EventType, QuantityKind, Status
from khabar.record.ledger import AccessEntry, Cite, ControlEntry, TalksTrack
from khabar.record.report import ReportId
from khabar.record.score import Score

__all__ = [
    "Change",
    "ChangeKind",
    "Contradiction",
    "Event",
    "EventId",
    "Field",
    "Join",
    "Mention",
    "Origin",
    "Situation",
    "SourceNote",
    "Toll",
    "Variant",
]

EventId = NewType("EventId", str)


class Field(StrEnum):
    """A field of an event that sources can tell differently, most severe first."""

    STATUS = "status"
    KILLED = "killed"
    INJURED = "injured"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    PLACE = "place"
    DATE = "date"
    DISPLACED = "displaced"
    COUNT = "count"  # any other quantity


class ChangeKind(StrEnum):
    """What happened to an event."""

    CREATED = "created"
    UPDATED = "updated"
    MERGED = "merged"
    SPLIT = "split"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """Where a report comes from.

    Attributes:
        report: The report.
        outlet: As given.
        copy_of: The report it reprints; ``None`` when it stands on its own.
        p: Probability in [0, 1] that it is a reprint of that report; 0 when of none.
        share: Share of its own words that stand in the other, in [0, 1].
        credits: Agencies and outlets that it credits, as shown.
        quotes: Outlets whose words it passes on, as shown.
    """

    report: ReportId
    outlet: str
    copy_of: ReportId | None
    p: float
    share: float
    credits: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Something that an event is independently known from.

    Attributes:
        name: As shown.
        kind: What it is.
        reports: Reports that rest on it, reprints included, in order.
    """

    name: str
    kind: OriginKind
    reports: tuple[ReportId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One value that sources give to a field.

    Attributes:
        value: As shown.
        low: Least, for counts; ``None`` when open below or no count.
        high: Most, for counts; ``None`` when open above or no count.
        according_to: Who says so, as shown.
        cites: Where it is said.
        newest: Day of the newest report that says so; ``None`` when unknown.
    """

    value: str
    low: int | None
    high: int | None
    according_to: tuple[str, ...]
    cites: tuple[Cite, ...]
    newest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A field that sources tell differently.

    Attributes:
        field: Which field.
        values: The rival values, best supported first; at least two.
        reconcilable: One value can hold inside another (12 inside "at least 10").
    """

    field: Field
    values: tuple[Variant, ...]
    reconcilable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """What all sources together say of one count.

    Attributes:
        kind: What is counted.
        low: Least that any origin's latest figure gives; ``None`` when none is bounded below.
        high: Most that any origin's latest figure gives; ``None`` when none is bounded above.
        best: An estimate where ``rule`` gives one; ``None`` otherwise.
        rule: How ``best`` was found, in words; empty when there is none.
        variants: All figures, those replaced by a later one of the same origin included.
    """

    kind: QuantityKind
    low: int | None
    high: int | None
    best: int | None
    rule: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """Why two claims are held to be about the same occurrence.

    Attributes:
        left: One claim.
        right: The other.
        score: Parts in log-odds, base 2; a person's decision is a part of its own.
    """

    left: ClaimKey
    right: ClaimKey
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A claim as part of an event.

    Attributes:
        key: Which claim.
        cite: Report and trigger.
        type: Event type that this claim gives.
        status: Status that this claim gives.
        sources: Who says so, from the outlet inwards, as shown.
    """

    key: ClaimKey
    cite: Cite
    type: EventType
    status: Status
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An occurrence, with every variant of every field and who says which.

    Attributes:
        id: Follows the earliest-arrived mention.
        founder: That mention.
        type: Event type most mentions give.
        modes: Modes given, most frequent first.
        status: Status that the best supported mentions give.
        first: Earliest day; ``None`` when unknown or open.
        last: Latest day; ``None`` when unknown or open (it goes on).
        places: Most supported first.
        actors: Most supported first.
        recipients: Most supported first.
        mentions: By report and position.
        reports: Reports with a mention, reprints included, in order.
        origins: Independent origins.
        tolls: Counts.
        contradictions: Most severe first.
        joins: Why the mentions are one event.
    """

    id: EventId
    founder: ClaimKey
    type: EventType
    modes: tuple[str, ...]
    status: Status
    first: date | None
    last: date | None
    places: tuple[CardPlace, ...]
    actors: tuple[CardParty, ...]
    recipients: tuple[CardParty, ...]
    mentions: tuple[Mention, ...]
    reports: tuple[ReportId, ...]
    origins: tuple[Origin, ...]
    tolls: tuple[Toll, ...]
    contradictions: tuple[Contradiction, ...]
    joins: tuple[Join, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the change feed.

    Attributes:
        at: When, UTC.
        kind: What happened.
        event: To which event.
        into: Where its id leads now; empty unless merged.
        what: The fields that moved.
    """

    at: datetime
    kind: ChangeKind
    event: EventId
    into: EventId | None
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything the reports of a case say together.

    Attributes:
        sources: One note a report, in order of arrival.
        events: By first day (unknown last) and id.
        control: Who holds what.
        access: Who and what can get in and out.
        talks: Who is talking with whom.
    """

    sources: tuple[SourceNote, ...]
    events: tuple[Event, ...]
    control: tuple[ControlEntry, ...]
    access: tuple[AccessEntry, ...]
    talks: tuple[TalksTrack, ...]
