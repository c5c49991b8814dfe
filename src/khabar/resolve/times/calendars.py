"""Days of other calendars, and feasts that move."""

from datetime import date, timedelta
from typing import Final

__all__ = ["easter_sunday", "hijri_day", "solar_day", "solar_month", "thanksgiving_day"]

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
        day: 1 to 31.

    Returns:
        The Gregorian day.

    Raises:
        ValueError: There is no such day, or the year is outside the range.
    """
    if not (1243 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= 31):
        msg = f"not a Solar Hijri date we can place: year {year}, month {month}, day {day}"
        raise ValueError(msg)
    since = (year - 1243) * 365 + _leap_days(year) + min(month - 1, 6) * 31
    return date(1864, 3, 20) + timedelta(days=since + max(month - 7, 0) * 30 + day - 1)


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


def thanksgiving_day(year: int) -> date:
    """Return the fourth Thursday of November.

    Args:
        year: Gregorian year.

    Returns:
        The day.
    """
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
