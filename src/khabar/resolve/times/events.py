"""When an event happened, from the times that belong to it."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from khabar.record.codes import Status
from khabar.record.span import Span
from khabar.record.time import TimeBasis, TimeExpression, TimexType, When

__all__ = ["event_time", "event_value", "resolve_when"]

_TOLD_AS_PAST: Final = frozenset({Status.ACTUAL, Status.NEGATED, Status.HISTORICAL})
_AHEAD: Final = frozenset({Status.FUTURE, Status.HYPOTHETICAL})
_SINCE: Final = re.compile(r"\bsince\b", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\s*(?:until|till|up to|to)\b", re.IGNORECASE)
_BEGAN: Final = re.compile(r"\b(?:began|begun|started|launched|from)\b", re.IGNORECASE)
_WEEKDAY: Final = re.compile(
    r"(?:early |late |mid |on )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)?(?:['’]s)?",
    re.IGNORECASE,
)
_LONGEST: Final = 2000  # units; longer lengths date nothing in a news report
_PART: Final = re.compile(r"T[A-Z]{2}$")
_NAMED: Final = re.compile(r"-(?:SP|SU|FA|WI|WE|Q\d|H\d)$|^\d{2,3}$|_REF$")
_CALENDAR: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")
_LENGTH: Final = re.compile(r"P(T?)(\d+|X)([SMHDWQY])")


def resolve_when(
    times: Sequence[TimeExpression], *, published: date | None, status: Status
) -> When:
    """Return the days on which an event happened.

    The most exact of the event's own times decides. Without one, the report only bounds
    it: what is told as past happened by the day of publication, what lies ahead after it.

    Args:
        times: Times that belong to the event, in order; may be empty.
        published: Day of publication; ``None`` when unknown.
        status: Whether it happened, goes on or is to come.

    Returns:
        The interval and how we know it; never the publication date itself unless the
        report says so.
    """
    dated = [each for each in times if each.first is not None or each.last is not None]
    if dated:
        best = min(dated, key=_width)
        return When(best.first, best.last, best.basis, best.span)
    if published is None:
        return When(None, None, TimeBasis.UNKNOWN, None)
    if status in _AHEAD:
        return When(published, None, TimeBasis.DATELINE, None)
    return When(None, published, TimeBasis.DATELINE, None)


def _width(time: TimeExpression) -> tuple[bool, int]:
    """Return how inexact a time is: open ones last, then by days."""
    if time.first is None or time.last is None:
        return (True, 0)
    return (False, (time.last - time.first).days)


def event_value(
    time: TimeExpression,
    *,
    text: str,
    argument: Span,
    published: date | None,
    status: Status,
) -> str:
    """Return a time as the codebook writes it for an event.

    Parts of the day fall away; seasons, decades and weekends become intervals; a length
    becomes the days it covers before the report.

    Args:
        time: A time inside or around the argument.
        text: Full text of the report.
        argument: The words that date the event ("since the coup in March 2011").
        published: Day of publication; ``None`` when unknown.
        status: Status of the event; what goes on has no end.

    Returns:
        ISO 8601, empty when the time has no day.
    """
    return event_time(time, text=text, argument=argument, published=published, status=status).value


def event_time(
    time: TimeExpression,
    *,
    text: str,
    argument: Span,
    published: date | None,
    status: Status,
) -> TimeExpression:
    """Return a time as it dates an event: its words, codebook value, first and last day.

    Args:
        time: A time inside or around the argument.
        text: Full text of the report.
        argument: The words that date the event.
        published: Day of publication; ``None`` when unknown.
        status: Status of the event; it can move a weekday to its side of the report.

    Returns:
        The time with the argument as its span and days that agree with its value.
    """
    time = _toward(time, words=time.span.quote(text), published=published, status=status)
    value = _codebook_value(time, lead=argument.quote(text), published=published, status=status)
    left, bar, right = value.partition("/")
    first, last = time.first, time.last
    if bar:
        first = _bound(left, last=False) if left else None
        last = _bound(right, last=True) if right else None
    return replace(time, span=argument, value=value, first=first, last=last)


def _bound(value: str, *, last: bool) -> date | None:
    """Return the first or last day of a year, month or day; ``None`` without a year."""
    digits = value.partition("T")[0]
    if not _CALENDAR.fullmatch(digits):
        return None
    year, month, day = (int(each) for each in (digits + "-00-00").split("-")[:3])
    month = month or (12 if last else 1)
    return date(year, month, day or (monthrange(year, month)[1] if last else 1))


def _codebook_value(
    time: TimeExpression, *, lead: str, published: date | None, status: Status
) -> str:
    """Return the value of a time that already lies on its side of the report."""
    value = _PART.sub("", time.value)
    if time.type is TimexType.DURATION:
        return _length_value(time, published=published, status=status)
    if value.endswith("/") and not _SINCE.search(lead):
        value = value[:-1]
    if value and "/" not in value and time.first is not None and _is_named(time, value):
        value = _interval(time, value)
    if not value or value.startswith("P") or "/" in value:
        return "" if value.startswith("P") else value
    if _SINCE.search(lead) or (status is Status.ONGOING and _BEGAN.search(lead)):
        return f"{value}/"
    return f"/{value}" if _UNTIL.match(lead) else value


def _toward(
    time: TimeExpression, *, words: str, published: date | None, status: Status
) -> TimeExpression:
    """Return a weekday moved to the side of the publication date where the event lies."""
    day = time.first
    if published is None or day is None or day != time.last or not _WEEKDAY.fullmatch(words):
        return time
    if status is Status.FUTURE and day < published:
        return _moved(time, day + timedelta(days=7))
    if status in _TOLD_AS_PAST and day > published:
        return _moved(time, day - timedelta(days=7))
    return time


def _moved(time: TimeExpression, to: date) -> TimeExpression:
    """Return the same words for another day."""
    return replace(time, value=f"{to}{time.value[10:]}", first=to, last=to)


def _is_named(time: TimeExpression, value: str) -> bool:
    """Return whether the codebook writes a value by its days instead."""
    return bool(_NAMED.search(value)) or ("-W" in value and time.first == time.last)


def _interval(time: TimeExpression, value: str) -> str:
    """Return first and last day of a named stretch, as exact as it is."""
    first, last = time.first, time.last
    if first is None or last is None:
        return ""
    if first == last:
        return first.isoformat()
    if value.endswith("-WE"):
        return f"{first}/{last}"
    cut = 4 if value.isdigit() else 7
    return f"{first.isoformat()[:cut]}/{last.isoformat()[:cut]}"


def _length_value(time: TimeExpression, *, published: date | None, status: Status) -> str:
    """Return the stretch that a length covers before the day of publication."""
    match = _LENGTH.match(time.value)
    if match is None:
        return ""
    clock, unit = bool(match[1]), match[3]
    cut = 10 if clock or unit in "DW" else 7 if unit in "MQ" else 4
    if time.first is not None and time.last is not None:
        return f"{time.first.isoformat()[:cut]}/{time.last.isoformat()[:cut]}"
    if published is None or match[2] == "X" or int(match[2]) > _LONGEST:
        return ""
    ahead = status in _AHEAD
    edge = _away(published, int(match[2]) * (1 if ahead else -1), unit, clock=clock)
    near, far = published.isoformat()[:cut], edge.isoformat()[:cut]
    if status is Status.ONGOING:
        return f"{far}/"
    return f"{near}/{far}" if ahead else f"{far}/{near}"


def _away(start: date, count: int, unit: str, *, clock: bool) -> date:
    """Return the day some units from another; hours count whole days, at least one."""
    if clock or unit in "DW":
        days = count * (7 if unit == "W" else 1)
        if clock:
            days = (1 if count > 0 else -1) * max(1, abs(count) // 24) if unit == "H" else 0
        return start + timedelta(days=days)
    months = count * {"M": 1, "Q": 3, "Y": 12}[unit]
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(min(max(year, 1), 9999), month + 1, 1)
