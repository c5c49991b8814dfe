"""Ledgers: who holds what, what gets in and out, who talks with whom. Derived; always citing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.record.report import ReportId
from khabar.record.span import Span

__all__ = [
    "AccessEntry",
    "AccessState",
    "Cite",
    "ControlEntry",
    "ControlState",
    "Deadline",
    "Good",
    "Stated",
    "TalksStep",
    "TalksTrack",
]


@dataclass(frozen=True, slots=True, order=True)
class Cite:
    """Words that something rests on.

    Attributes:
        report: The report.
        span: The words in it.
    """

    report: ReportId
    span: Span


class ControlState(StrEnum):
    """How a place is held, according to the claimants."""

    HELD = "held"
    TAKEN = "taken"  # newly held
    LOST = "lost"  # the holder left or was driven out
    CONTESTED = "contested"
    CLAIMED = "claimed"  # said by the holder's own side alone
    UNKNOWN = "unknown"


class AccessState(StrEnum):
    """Whether something gets through."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Good(StrEnum):
    """What gets in or out, or does not."""

    ENTRY = "entry"
    EXIT = "exit"
    FOOD = "food"
    WATER = "water"
    POWER = "power"
    MEDICAL = "medical"
    TELECOM = "telecom"
    AID = "aid"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlEntry:
    """Somebody holds a place, according to somebody.

    Attributes:
        place: As shown.
        place_key: Row of the gazetteer, else ``~`` and the folded name.
        holder: As shown; empty when nobody is named.
        holder_key: Row of the registry, else ``~`` and the folded name.
        state: How.
        first: Day since when, or the earliest such day; ``None`` when unknown.
        last: Day until when; ``None`` when it goes on or is unknown.
        claimants: Who says so, as shown.
        disputed_by: Who says otherwise, as shown.
        newest: Day of the newest source; ``None`` when unknown.
        cites: The words, in order.
        first_by: Latest day since when, where the claimants tell no exact one: 31 December for
            "since 2014"; ``None`` when it is ``first``, or unknown.
    """

    place: str
    place_key: str
    holder: str
    holder_key: str
    state: ControlState
    first: date | None
    last: date | None
    claimants: tuple[str, ...]
    disputed_by: tuple[str, ...]
    newest: date | None
    cites: tuple[Cite, ...]
    first_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEntry:
    """Something gets through to a place or does not, according to somebody.

    Attributes:
        place: As shown.
        place_key: Row of the gazetteer, else ``~`` and the folded name.
        what: Which way or good.
        state: Whether it gets through.
        first: Day since when, or the earliest such day; ``None`` when unknown.
        last: Day until when; ``None`` when it goes on or is unknown.
        restricted_by: Who restricts it, as shown.
        claimants: Who says so, as shown.
        newest: Day of the newest source; ``None`` when unknown.
        cites: The words, in order.
        first_by: Latest day since when, where the claimants tell no exact one: 31 December for
            "since 2014"; ``None`` when it is ``first``, or unknown.
    """

    place: str
    place_key: str
    what: Good
    state: AccessState
    first: date | None
    last: date | None
    restricted_by: tuple[str, ...]
    claimants: tuple[str, ...]
    newest: date | None
    cites: tuple[Cite, ...]
    first_by: date | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A demand, condition, offer or rejection.

    Attributes:
        by: Who stated it, as shown.
        what: The words.
        day: When; ``None`` when unknown.
        cites: Where.
    """

    by: str
    what: str
    day: date | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class TalksStep:
    """A dated turn of talks.

    Attributes:
        day: ``None`` when unknown.
        status: ``announced``, ``under way``, ``held``, ``agreed``, ``no agreement``,
            ``broken off``, ``rejected``, ``suspended`` or ``denied``; of the truce that came
            of them ``in force`` or ``broken``.
        report: Who reports it.
        cite: The words.
    """

    day: date | None
    status: str
    report: ReportId
    cite: Cite


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which somebody wants something done.

    Attributes:
        by: Who set it, as shown.
        what: The words: what is asked, or what it is asked on pain of.
        day: Its last day.
        cites: Where.
    """

    by: str
    what: str
    day: date
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalksTrack:
    """One line of negotiation.

    Attributes:
        parties: As shown.
        venue: As shown; empty when unknown.
        mediators: As shown.
        demands: What each side asks for.
        conditions: What each side makes its consent hang on.
        offers: What each side offers.
        rejections: What each side turned down.
        deadlines: By when each side wants something done, in order of days.
        outcome: Status of the last step that ended a round; empty when none did.
        steps: In order of days.
        next: Words of the next step announced; empty when none is.
        claimants: Who says so, as shown.
        newest: Day of the newest source; ``None`` when unknown.
        cites: The words, in order.
    """

    parties: tuple[str, ...]
    venue: str
    mediators: tuple[str, ...]
    demands: tuple[Stated, ...]
    conditions: tuple[Stated, ...]
    offers: tuple[Stated, ...]
    rejections: tuple[Stated, ...]
    outcome: str
    steps: tuple[TalksStep, ...]
    next: str
    claimants: tuple[str, ...]
    newest: date | None
    cites: tuple[Cite, ...]
    deadlines: tuple[Deadline, ...] = ()
