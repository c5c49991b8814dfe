"""Since when something has been so, as exactly as it is told and no more."""

from calendar import monthrange
from datetime import date
from typing import Final

__all__ = ["tell_since"]

_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)


def tell_since(first: date, *, first_by: date | None) -> str:
    """Return since when something has been so.

    Args:
        first: The day on which it began, or the earliest such day.
        first_by: The latest such day; ``None`` when ``first`` is the day.

    Returns:
        ``since 2018-08-26``, ``since November 2020``, ``since 2014``, or
        ``since some day from 2018-08-20 to 2018-08-31``.
    """
    if first_by is None:
        return f"since {first}"
    whole = first.day == 1 and first_by.day == monthrange(first_by.year, first_by.month)[1]
    ends = whole and first.year == first_by.year
    if ends and first.month == first_by.month:
        return f"since {_MONTHS[first.month - 1]} {first.year}"
    if ends and (first.month, first_by.month) == (1, len(_MONTHS)):
        return f"since {first.year}"
    return f"since some day from {first} to {first_by}"
