"""What a stage left out, and why."""

from dataclasses import dataclass
from enum import StrEnum

from khabar.record.span import Span

__all__ = ["DropReason", "Dropped"]


class DropReason(StrEnum):
    """Why something did not make it into the record. A closed list."""

    LOW_PROBABILITY = "low-probability"
    OVERLAPS_BETTER = "overlaps-better"
    UNREADABLE_TEXT = "unreadable-text"
    TOO_LONG_SENTENCE = "too-long-sentence"
    NO_CALENDAR_VALUE = "no-calendar-value"
    NOT_IN_GAZETTEER = "not-in-gazetteer"
    NOT_AN_ACTOR = "not-an-actor"
    AMBIGUOUS = "ambiguous"
    IMPOSSIBLE_DATE = "impossible-date"
    UNPARSED_NUMBER = "unparsed-number"
    HEADING = "heading"
    TAKEN_BACK = "taken-back"
    NOT_ENGLISH = "not-english"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something left out of the record. Shown in the ledger, never lost.

    Attributes:
        what: The kind of thing: ``trigger``, ``place``, ``time``, ``argument`` ...
        span: Where it stands in the text; ``None`` when it has no words.
        reason: One of the closed list.
        detail: A short sentence for people; may be empty.
    """

    what: str
    span: Span | None
    reason: DropReason
    detail: str = ""
