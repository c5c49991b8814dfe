"""When: expressions of time as read, and the days they mean."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from khabar.record.errors import RecordError
from khabar.record.score import Score
from khabar.record.span import Span

__all__ = ["EventTimes", "Granularity", "TimeBasis", "TimeExpression", "TimexType", "When"]

_GRAINS: Final = (  # first match wins; of an interval the last end decides
    (re.compile(r".*_REF$"), "vague"),
    (re.compile(r"P"), "length"),
    (re.compile(r".*T"), "time"),
    (re.compile(r"\d{2}$"), "century"),
    (re.compile(r"\d{3}$"), "decade"),
    (re.compile(r"\d{4}$"), "year"),
    (re.compile(r".*-H\d$"), "half-year"),
    (re.compile(r".*-Q[\dX]$"), "quarter"),
    (re.compile(r".*-(?:SP|SU|FA|WI)$"), "season"),
    (re.compile(r".*W[\dX]+-WE$"), "weekend"),
    (re.compile(r".*W[\dX]{2}$"), "week"),
    (re.compile(r"(?:\d{4}|-|XXXX)-[\dX]{2}$"), "month"),
    (re.compile(r"."), "day"),
)


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Granularity(StrEnum):
    """How fine a time is told."""

    TIME = "time"  # a clock time or a part of a day
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half-year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    LENGTH = "length"  # "three days": how long, not when
    VAGUE = "vague"  # "now", "recently", "in the future"
    UNKNOWN = "unknown"  # no value


class TimeBasis(StrEnum):
    """How we know when something happened."""

    STATED = "stated"  # "on 27 August 2021"
    RESOLVED = "resolved"  # "on Friday", read against the published date
    CONTEXT = "context"  # no words of its own; a time told beside it in the story bounds it
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
        score: Why the words have this value, and how sure; ``None`` when it was not weighed.
    """

    span: Span
    type: TimexType
    value: str
    first: date | None
    last: date | None
    basis: TimeBasis
    score: Score | None = None

    @property
    def granularity(self) -> Granularity:
        """How fine the value is; of an interval its last end that is told."""
        value = self.value.rstrip("/").rpartition("/")[2]
        found = (grain for pattern, grain in _GRAINS if pattern.match(value))
        return Granularity(next(found, "unknown"))


@dataclass(frozen=True, slots=True)
class When:
    """The days on which something happened, both ends included.

    Attributes:
        first: Earliest possible day; ``None`` when open or unknown.
        last: Latest possible day, not before ``first``; ``None`` when open or unknown.
        basis: How we know.
        span: The words we read it from, those of another sentence for context; ``None``
            exactly for dateline and unknown.
        first_by: Latest day on which it can have begun, later than ``first`` and not after
            ``last``: 31 December for "since 2014"; ``None`` when it is ``first`` itself, or
            when no more is told than the two ends.

    Raises:
        RecordError: The days are out of order, or basis and span disagree.
    """

    first: date | None
    last: date | None
    basis: TimeBasis
    span: Span | None
    first_by: date | None = None

    def __post_init__(self) -> None:
        """Refuse days out of order and words without a basis in the text."""
        if self.first is not None and self.last is not None and self.last < self.first:
            msg = f"time ends ({self.last}) before it starts ({self.first})"
            raise RecordError(msg)
        if self.first_by is not None and not (
            self.first is not None and self.first < self.first_by <= (self.last or date.max)
        ):
            msg = f"begun by {self.first_by} is not within {self.first} and {self.last}"
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
