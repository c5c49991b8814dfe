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
from khabar.resolve.times import values

__all__ = ["event_time", "event_value", "last_day", "resolve_when", "spanning_time"]

_TOLD_AS_PAST: Final = frozenset({Status.ACTUAL, Status.NEGATED, Status.HISTORICAL})
_AHEAD: Final = frozenset({Status.FUTURE, Status.HYPOTHETICAL})
_GOING_ON: Final = _AHEAD | {Status.ONGOING}
_SINCE: Final = re.compile(r"\bsince\b", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\s*(?:until|till|up to|to)\b", re.IGNORECASE)
_BEGAN: Final = re.compile(r"\b(?:began|begun|started|launched|from)\b", re.IGNORECASE)
_WEEKDAY: Final = re.compile(
    r"(?:early |late |mid |on )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+)?(?:['’]s)?",
    re.IGNORECASE,
)
_LIMIT: Final = re.compile(r"\s*(?:by|before|within)\b", re.IGNORECASE)
_BY: Final = re.compile(r"\s*(?:by|no later than|not later than)\b", re.IGNORECASE)
_OVERNIGHT: Final = re.compile("overnight", re.IGNORECASE)
_NTH: Final = re.compile(r"the\s+\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
_AGO: Final = re.compile(r"\bago$", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"\b(?:after|before|later|earlier|afterwards?)$", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NAME: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEARLESS: Final = re.compile(
    rf"(?:the\s+|early\s+|late\s+|mid-)*(?:{_NAME}(?:\s+\d{{1,2}})?|\d{{1,2}}\s+{_NAME})",
    re.IGNORECASE,
)
_MONTH_DAY: Final = re.compile(
    rf"(?:the\s+)?(?:{_NAME}\s+\d{{1,2}}|\d{{1,2}}\s+{_NAME})", re.IGNORECASE
)
_PAIR: Final = 2
_AND: Final = re.compile(
    r"\s*(?:and|or|,|/|and\s+(?:continued|into|on)(?:\s+on)?)\s*", re.IGNORECASE
)
_FEW: Final = 3  # years; so many are counted in months
_LONGEST: Final = 2000  # units; longer lengths date nothing in a news report
_PART: Final = re.compile(r"T[A-Z]{2}(?=/|$)")
_FROM: Final = re.compile(r"(?:from|starting|beginning|effective)\b", re.IGNORECASE)
_ROLLING: Final = re.compile(
    r"\b(?:the|this)\s+(?:past|last)\s+(week|month|year)$|\bpast\s+(week|month|year)$",
    re.IGNORECASE,
)
_STALE: Final = timedelta(days=7)  # what goes on since an older day has not ended there
_NAMED: Final = re.compile(r"-(?:SP|SU|FA|WI|WE|Q\d|H\d)$|^\d{2,3}$|_REF$")
_CALENDAR: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")
_LENGTH: Final = re.compile(r"P(T?)(\d+|X)([SMHDWQY])")


def resolve_when(
    times: Sequence[TimeExpression], *, published: date | None, status: Status
) -> When:
    """Return the days on which an event happened.

    The most exact of the event's own times decides, among several the first; a length ("for
    six months") only where no other does. Without one, the report only bounds it: what is told
    as past happened by the day of publication, what lies ahead after it.

    Args:
        times: Times that belong to the event, the nearest to its words first; may be empty.
        published: Day of publication; ``None`` when unknown.
        status: Whether it happened, goes on or is to come.

    Returns:
        The interval and how we know it; never the publication date itself unless the
        report says so.
    """
    dated = [each for each in times if each.first is not None or each.last is not None]
    if dated:
        best = min(dated, key=_width)
        return When(best.first, best.last, best.basis, best.span, _first_by(best))
    if published is None:
        return When(None, None, TimeBasis.UNKNOWN, None)
    if status in _AHEAD:
        return When(published, None, TimeBasis.DATELINE, None)
    return When(None, published, TimeBasis.DATELINE, None)


def _first_by(time: TimeExpression) -> date | None:
    """Return the latest day on which what is told with "since" can have begun.

    It is the last day of the year or month that the value names; ``None`` for a day.
    """
    if time.first is None or time.last is not None or not time.value.endswith("/"):
        return None
    end = _bound(time.value.rstrip("/").rpartition("/")[2], last=True)
    return end if end is not None and end > time.first else None


def _width(time: TimeExpression) -> tuple[bool, bool, int]:
    """Return how inexact a time is: lengths last, then open ones, then by days."""
    is_length = time.type is TimexType.DURATION
    if time.first is None or time.last is None:
        return (is_length, True, 0)
    return (is_length, False, (time.last - time.first).days)


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
    words = time.span.quote(text)
    lead = argument.quote(text)
    side = _side(status, lead, time, published)
    time = _toward(time, words=words, published=published, status=side)
    if status is Status.HISTORICAL and _is_yearless(time, words):
        return replace(time, span=argument, value=f"--{time.value[5:]}", first=None, last=None)
    if time.type is TimexType.DURATION and _RELATIVE.search(words):
        value = _beside_value(time, published)
    else:
        value = _rolling(time, lead=lead, published=published) or _codebook_value(
            time, lead=lead, published=published, status=status
        )
    if side in _TOLD_AS_PAST and _OVERNIGHT.fullmatch(words) and _DAY.fullmatch(value):
        value = f"{date.fromisoformat(value) - timedelta(days=1)}/{value}"
    left, bar, right = value.partition("/")
    if left == right:
        value, bar = left, ""
    first, last = time.first, time.last
    if bar:
        first = _narrow(time, left) if left else None
        last = _bound(right, last=True) if right else None
    elif _BY.match(lead) is not None and last is not None:
        first = min(published, last) if published is not None and status in _AHEAD else None
    return replace(time, span=argument, value=value, first=first, last=last)


def _side(status: Status, lead: str, time: TimeExpression, published: date | None) -> Status:
    """Return the status that says on which side of the report a time lies.

    "Until Friday" bounds what is told as past and can still lie ahead; what may happen "by
    Friday" has not happened yet.
    """
    if _UNTIL.match(lead) is not None and status is not Status.FUTURE:
        ahead = published is not None and time.first is not None and time.first > published
        return Status.ONGOING if ahead or status is not Status.HYPOTHETICAL else Status.FUTURE
    if status is Status.HYPOTHETICAL and _LIMIT.match(lead) is not None:
        return Status.FUTURE
    return status


def _is_yearless(time: TimeExpression, words: str) -> bool:
    """Return whether background is dated by day and month alone: "the 7 October attack".

    The nearest such day is a guess that holds for news, not for what is recalled.
    """
    return (
        time.basis is TimeBasis.RESOLVED
        and _DAY.fullmatch(time.value) is not None
        and _MONTH_DAY.fullmatch(words) is not None
    )


def _beside_value(time: TimeExpression, published: date | None) -> str:
    """Return the day of "two hours later"; longer counts need the day they start from."""
    day = time.last or published
    return str(day) if time.value.startswith("PT") and day is not None else ""


def spanning_time(
    times: Sequence[TimeExpression], *, text: str, argument: Span
) -> TimeExpression | None:
    """Return "on Monday and Tuesday" as one time from the first to the last of them.

    Args:
        times: The times inside the argument, in order.
        text: Full text of the report.
        argument: The words that date the event.

    Returns:
        The whole stretch; ``None`` when the times are not of one kind, side by side.
    """
    left, right = times[0], times[-1]
    if len(times) != _PAIR or left.granularity != right.granularity or "/" in left.value:
        return None
    link = text[left.span.end : right.span.start]
    if left.span.end <= argument.start or _AND.fullmatch(link) is None:
        return None
    if left.first is None or right.last is None or left.first >= right.last:
        return None
    return replace(
        right,
        span=Span(left.span.start, right.span.end),
        value=f"{_PART.sub('', left.value)}/{_PART.sub('', right.value)}",
        first=left.first,
    )


def _narrow(time: TimeExpression, value: str) -> date | None:
    """Return the first day of a value, or of the part that the words name: "since late August"."""
    first, last = _bound(value, last=False), _bound(value, last=True)
    own = time.first
    if own is None or first is None or last is None or time.value != f"{value}/":
        return first
    return own if first <= own <= last else first


def last_day(value: str) -> date | None:
    """Return the last day of a year, month or day in ISO 8601; ``None`` for anything else."""
    return _bound(value, last=True)


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
    if _SINCE.search(lead) or (status in _GOING_ON and _FROM.match(lead)):
        return f"{value}/"
    if _UNTIL.match(lead):
        return f"/{value}"
    return f"{value}/" if status is Status.ONGOING and _is_begun(time, lead, published) else value


def _is_begun(time: TimeExpression, lead: str, published: date | None) -> bool:
    """Return whether what goes on began at this time rather than stands at it."""
    if _BEGAN.search(lead) is not None:
        return True
    if _AGO.search(lead) is not None:
        return False
    return published is not None and time.last is not None and time.last < published - _STALE


def _rolling(time: TimeExpression, *, lead: str, published: date | None) -> str:
    """Return "over the past week" as the days up to the report; empty for other words."""
    match = _ROLLING.search(lead)
    if match is None or published is None or "/" in time.value:
        return ""
    unit = (match[1] or match[2])[0].upper()
    cut = 10 if unit == "W" else 7
    edge = _away(published, -1, unit, clock=False)
    return f"{edge.isoformat()[:cut]}/{published.isoformat()[:cut]}"


def _toward(
    time: TimeExpression, *, words: str, published: date | None, status: Status
) -> TimeExpression:
    """Return a weekday or yearless date moved to the side of the report where it lies."""
    day = time.first
    if published is None or day is None or time.basis is not TimeBasis.RESOLVED:
        return time
    if _YEARLESS.fullmatch(words):
        return _toward_year(time, published=published, status=status)
    if _NTH.fullmatch(words):
        return _toward_month(time, published=published, status=status)
    if day != time.last or not _WEEKDAY.fullmatch(words):
        return time
    if status in _AHEAD and day < published:
        return _moved(time, day + timedelta(days=7))
    if status in _TOLD_AS_PAST and day > published:
        return _moved(time, day - timedelta(days=7))
    return time


def _toward_year(time: TimeExpression, *, published: date, status: Status) -> TimeExpression:
    """Return a month or day of a month in the year before or after, if it has to be."""
    first, last = time.first, time.last
    if first is None or last is None or _CALENDAR.fullmatch(time.value) is None:
        return time
    ahead = status is Status.FUTURE and last < published
    if not ahead and not (status in _TOLD_AS_PAST and first > published + timedelta(days=1)):
        return time
    year = first.year + (1 if ahead else -1)
    value = f"{year:04d}{time.value[4:]}"
    try:
        return replace(
            time, value=value, first=_bound(value, last=False), last=_bound(value, last=True)
        )
    except ValueError:  # 29 February
        return time


def _toward_month(time: TimeExpression, *, published: date, status: Status) -> TimeExpression:
    """Return "the 30th" a month on or back, if it has to be."""
    day = time.first
    if day is None or _DAY.fullmatch(time.value) is None:
        return time
    if status is Status.FUTURE and day < published:
        return _moved(time, values.shift(day, 1, "M"))
    if status in _TOLD_AS_PAST and day > published + timedelta(days=1):
        return _moved(time, values.shift(day, -1, "M"))
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
    if match[2] == "X":
        return _vague_value(time, clock=clock, unit=unit, published=published, status=status)
    cut = 10 if clock or unit in "DW" else 7 if unit in "MQ" or int(match[2]) <= _FEW else 4
    if time.first is not None and time.last is not None:
        near, far = time.last.isoformat()[:cut], time.first.isoformat()[:cut]
        return f"{far}/" if status is Status.ONGOING else _stretch(far, near)
    if published is None or int(match[2]) > _LONGEST:
        return ""
    ahead = status in _AHEAD
    edge = _away(published, int(match[2]) * (1 if ahead else -1), unit, clock=clock)
    near, far = published.isoformat()[:cut], edge.isoformat()[:cut]
    if status is Status.ONGOING:
        return f"{far}/"
    return _stretch(near, far) if ahead else _stretch(far, near)


def _stretch(first: str, last: str) -> str:
    """Return an interval, or the one value when both ends are the same."""
    return first if first == last else f"{first}/{last}"


def _vague_value(
    time: TimeExpression, *, clock: bool, unit: str, published: date | None, status: Status
) -> str:
    """Return "in recent days" as the month of the report, "recent months" as three."""
    base = published if time.last is None and time.first is None else (time.last or time.first)
    if published is None or base is None:
        return ""
    if clock:
        return base.isoformat()
    if unit in "DW":
        return published.isoformat()[:7]
    if unit != "M":
        return ""
    edge = _away(published, 3 if status in _AHEAD else -3, unit, clock=False).isoformat()[:7]
    first, last = sorted((edge, published.isoformat()[:7]))
    return f"{first}/" if status is Status.ONGOING else f"{first}/{last}"


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
