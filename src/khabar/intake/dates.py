"""Days of publication: as given by callers and as set in datelines."""

import re
from datetime import date
from typing import Final

from khabar.record.errors import FailureReason, InputError

__all__ = ["EARLIEST", "LATEST", "DatedStretch", "check_day", "find_day", "parse_day"]

EARLIEST: Final = date(1600, 1, 1)
"""No newspaper is older (Relation, Strasbourg, 1605)."""

LATEST: Final = date(2100, 1, 1)
"""Refused from here on even when the caller does not say what day it is."""

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s+)?"

_CLOCK: Final = (
    r"(?:,?\s+(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s+(?:GMT|UTC|Z|[A-Z]{1,3}T|[+-]\d{2}:?\d{2})\b)?)?"
)

DAY: Final = re.compile(
    rf"{_WEEKDAY}(?:"
    r"(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})\b\.?,?"
    r"(?:\s+(?P<y1>\d{4}|\d{2}(?=\s*\()))?"
    rf"|(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>\d{{4}}))?"
    r"|(?P<d3>\d{1,2})[-./](?P<m3>\d{1,2})[-./](?P<y3>\d{4})"
    rf")(?!\d){_CLOCK}",
    re.IGNORECASE,
)
"""A day as newspapers set it, with or without weekday and year."""

_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?=T\d|$)")

DatedStretch = tuple[int | None, int, int]
"""Year (``None`` when not set), month, day."""


def find_day(match: re.Match[str]) -> DatedStretch | None:
    """Return year, month and day of a ``DAY`` match.

    Args:
        match: Of ``DAY``, or of a pattern that holds it.

    Returns:
        The parts, or nothing when no calendar has such a day or it may be one of two.
    """
    if match["iso"]:
        year, month, day = (int(part) for part in re.split("[-/]", match["iso"]))
    elif match["d3"]:
        day, month, year = int(match["d3"]), int(match["m3"]), int(match["y3"])
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month and "." not in match[0]:
            return None  # 3/4/2019 is in March or in April
    else:
        which = "1" if match["d1"] else "2"
        day, month = int(match[f"d{which}"]), _MONTHS[match[f"m{which}"].lower()]
        year = int(match[f"y{which}"] or 0)
        if match[f"y{which}"] and year < 100:
            year += 1900 if year >= 70 else 2000
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return (year or None, month, day)


def parse_day(text: str, *, where: str, today: date | None) -> date:
    """Return the day that a caller or a file's own field gives.

    Args:
        text: ISO 8601, with hyphens or without (a time after it is ignored), or a day as
            newspapers set it.
        where: Field or option, for the message.
        today: A later day is refused.

    Returns:
        The day.

    Raises:
        InputError: It is not a day, or no report was published on it.
    """
    match = DAY.match(_COMPACT.sub(r"\1-\2-\3", text.strip(), count=1))
    parts = find_day(match) if match is not None else None
    if parts is None or parts[0] is None:
        what = f"not a day: {text[:40]!r}"
        raise InputError(what, reason=FailureReason.BAD_DATE, where=where, do="give YYYY-MM-DD")
    return check_day(date(parts[0], parts[1], parts[2]), where=where, today=today)


def check_day(day: date, *, where: str, today: date | None) -> date:
    """Return the day when a report can have been published on it.

    Args:
        day: Day of publication.
        where: Field or option, for the message.
        today: A later day is refused; ``None`` refuses from ``LATEST`` on.

    Returns:
        ``day``.

    Raises:
        InputError: It is before newspapers, or has not come yet.
    """
    if day < EARLIEST:
        what = f"no report was published on {day}: newspapers began in 1605"
    elif day >= LATEST or (today is not None and day > today):
        what = f"{day} has not come yet"
    else:
        return day
    do = "correct the date, or leave it out"
    raise InputError(what, reason=FailureReason.BAD_DATE, where=where, do=do)
