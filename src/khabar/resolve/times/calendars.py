"""Days of other calendars, and feasts that move."""

from datetime import date, timedelta
from typing import Final

__all__ = [
    "easter_sunday",
    "eastern_easter",
    "hebrew_day",
    "hijri_day",
    "hijri_month",
    "nth_weekday",
    "solar_day",
    "solar_month",
]

_HIJRI_EPOCH: Final = date(622, 7, 19)  # 1 Muharram 1, tabular, civil epoch, Gregorian


def hijri_day(year: int, month: int, day: int) -> date:
    """Return the day of a tabular Hijri date; sightings can differ by a day.

    Args:
        year: Hijri year, 1 or more.
        month: 1 for Muharram to 12.
        day: 1 to 30.

    Returns:
        The Gregorian day.

    Raises:
        ValueError: There is no such day.
    """
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= 30):
        msg = f"not a Hijri date: year {year}, month {month}, day {day}"
        raise ValueError(msg)
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + day - 1
    return _HIJRI_EPOCH + timedelta(days=days)


def solar_day(year: int, month: int, day: int) -> date:
    """Return the day of a Solar Hijri date (Iran and Afghanistan), 1243 to 1472.

    Args:
        year: Solar Hijri year.
        month: 1 for Hamal (Farvardin) to 12.
        day: 1 to 31; to 30 from the seventh month on; the last has 29, or 30 in a leap year.

    Returns:
        The Gregorian day.

    Raises:
        ValueError: There is no such day, or the year is outside the range.
    """
    if not (1243 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= _solar_days(year, month)):
        msg = f"not a Solar Hijri date we can place: year {year}, month {month}, day {day}"
        raise ValueError(msg)
    since = (year - 1243) * 365 + _leap_days(year) + min(month - 1, 6) * 31
    return date(1864, 3, 20) + timedelta(days=since + max(month - 7, 0) * 30 + day - 1)


def _solar_days(year: int, month: int) -> int:
    """Return how many days a Solar Hijri month has."""
    if month < 12:
        return 31 if month <= 6 else 30
    return 30 if _is_leap(year) else 29


def _leap_days(year: int) -> int:
    """Return the leap days between 1 Hamal 1243 and 1 Hamal of ``year``."""
    return sum(_is_leap(each) for each in range(1243, year))


def _is_leap(year: int) -> bool:
    """Return whether a Solar Hijri year of the range has 366 days (33-year rule)."""
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def solar_month(year: int, month: int) -> tuple[date, date]:
    """Return first and last day of a Solar Hijri month.

    Args:
        year: Solar Hijri year.
        month: 1 to 12.

    Returns:
        The two Gregorian days.

    Raises:
        ValueError: There is no such month, or the year is outside the range.
    """
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    return solar_day(year, month, 1), solar_day(*after, 1) - timedelta(days=1)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the western churches.

    Args:
        year: Gregorian year, 1583 or later.

    Returns:
        The day.
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def eastern_easter(year: int) -> date:
    """Return Easter Sunday of the eastern churches (Julian rule), 1900 to 2099.

    Args:
        year: Gregorian year.

    Returns:
        The Gregorian day.
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def nth_weekday(year: int, month: int, *, weekday: int, nth: int) -> date:
    """Return a day such as the fourth Thursday of November.

    Args:
        year: Gregorian year.
        month: 1 to 12.
        weekday: 0 for Monday to 6.
        nth: 1 for the first to 4; -1 for the last.

    Returns:
        The day.
    """
    if nth < 0:
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def hijri_month(year: int, month: int) -> tuple[date, date]:
    """Return first and last day of a tabular Hijri month.

    Args:
        year: Hijri year, 1 or more.
        month: 1 to 12.

    Returns:
        The two Gregorian days.

    Raises:
        ValueError: There is no such month.
    """
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    return hijri_day(year, month, 1), hijri_day(*after, 1) - timedelta(days=1)


_HEBREW_EPOCH: Final = -1373427  # proleptic Gregorian ordinal of the day before 1 Tishri, year 1


def _hebrew_new_year(year: int) -> int:
    """Return the ordinal of 1 Tishri of a Hebrew year."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = months * 29 + parts // 25920
    return _HEBREW_EPOCH + (day + 1 if (3 * (day + 1)) % 7 < 3 else day)


def _hebrew_start(year: int) -> int:
    """Return the ordinal of 1 Tishri with the delays that keep years of a right length."""
    before, this, after = (_hebrew_new_year(each) for each in (year - 1, year, year + 1))
    if after - this == 356:
        return this + 2
    return this + 1 if this - before == 382 else this


def hebrew_day(year: int, month: int, day: int) -> date:
    """Return the day of a Gregorian year on which a Hebrew date falls.

    Args:
        year: Gregorian year.
        month: 1 for Nisan, 3 for Sivan, 7 for Tishri, 9 for Kislev; others are refused.
        day: Day of the month.

    Returns:
        The Gregorian day.

    Raises:
        ValueError: The month is not one that feasts need.
    """
    start = _hebrew_start(year + 3761)  # 1 Tishri in the autumn of ``year``
    long = _hebrew_start(year + 3762) - start in (355, 385)
    offsets = {1: -177, 3: -118, 7: 0, 9: 60 if long else 59}
    if month not in offsets:
        msg = f"no feast of ours falls into Hebrew month {month} (expected 1, 3, 7 or 9)"
        raise ValueError(msg)
    return date.fromordinal(start + offsets[month] + day - 1)
