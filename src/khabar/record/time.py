"""When: expressions of time as read, and the days they mean."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.record.errors import RecordError
from khabar.record.span import Span

__all__ = ["EventTimes", "TimeBasis", "TimeExpression", "TimexType", "When"]


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimeBasis(StrEnum):
    """How we know when something happened."""

    STATED = "stated"  # "on 27 August 2021"
    RESOLVED = "resolved"  # "on Friday", read against the published date
    DATELINE = "dateline"  # the text gives no time; the report's date bounds it
    UNKNOWN = "unknown"  # no time in the text and no published date


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of text that names a time.

    Attributes:
        span: The words.
        type: TIMEX3 type.
        value: ISO 8601 (``2021-08-27``, ``2021-08``, ``2021-W34``, ``2021-08-23/``, ``P3D``,
            ``--09-20`` when the year is unknown, ``-W-5`` for a Friday of an unknown week), with
            the letters of TIMEX3 where ISO has none (``1998-FA``, ``2021-08-27TNI``,
            ``2021-W34-WE``, ``PXD``, ``PRESENT_REF``); empty when it cannot be resolved.
        first: First day it can mean; ``None`` when unknown or open.
        last: Last day it can mean; ``None`` when unknown or open.
        basis: Stated in the text, or resolved against the published date.
    """

    span: Span
    type: TimexType
    value: str
    first: date | None
    last: date | None
    basis: TimeBasis


@dataclass(frozen=True, slots=True)
class When:
    """The days on which something happened, both ends included.

    Attributes:
        first: Earliest possible day; ``None`` when open or unknown.
        last: Latest possible day, not before ``first``; ``None`` when open or unknown.
        basis: How we know.
        span: The words we read it from; ``None`` exactly for dateline and unknown.

    Raises:
        RecordError: The days are out of order, or basis and span disagree.
    """

    first: date | None
    last: date | None
    basis: TimeBasis
    span: Span | None

    def __post_init__(self) -> None:
        """Refuse days out of order and words without a basis in the text."""
        if self.first is not None and self.last is not None and self.last < self.first:
            msg = f"time ends ({self.last}) before it starts ({self.first})"
            raise RecordError(msg)
        wordless = self.basis in (TimeBasis.DATELINE, TimeBasis.UNKNOWN)
        if (self.span is None) != wordless:
            msg = f"basis {self.basis} does not agree with span {self.span}"
            raise RecordError(msg)


@dataclass(frozen=True, slots=True)
class EventTimes:
    """When one event of a mention graph happened.

    Attributes:
        times: The expressions that date it, with values as the codebook writes them.
        when: The days it happened on.
    """

    times: tuple[TimeExpression, ...]
    when: When
