"""Stretches of numbers (half-open) and of days (both ends included).

Offsets and days follow different customs on purpose: an offset interval ends before its
``end``, as slices do; a day interval ends on its ``last`` day, as people say it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

__all__ = [
    "Days",
    "Interval",
    "contains",
    "count_covered",
    "count_days",
    "days_apart",
    "days_overlap",
    "find_gaps",
    "hull_days",
    "intersect",
    "intersect_days",
    "merge_intervals",
    "overlaps",
    "share_days",
]

Interval = tuple[int, int]
"""``(start, end)``, half-open, ``start < end``."""

_ONE_DAY: Final = 1


class Days(NamedTuple):
    """The days from ``first`` to ``last``, both included; ``first`` is not after ``last``."""

    first: date
    last: date


def overlaps(left: Interval, right: Interval) -> bool:
    """Return whether the two intervals share at least one number."""
    return left[0] < right[1] and right[0] < left[1]


def contains(outer: Interval, inner: Interval) -> bool:
    """Return whether every number of ``inner`` lies in ``outer``."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def intersect(left: Interval, right: Interval) -> Interval | None:
    """Return what the two intervals share.

    Args:
        left: One interval.
        right: The other.

    Returns:
        The shared interval; ``None`` when they share nothing.
    """
    start, end = max(left[0], right[0]), min(left[1], right[1])
    return (start, end) if start < end else None


def merge_intervals(intervals: Iterable[Interval], *, within: int = 0) -> tuple[Interval, ...]:
    """Join intervals that overlap or touch; order and repetition make no difference.

    Args:
        intervals: In any order.
        within: Intervals this many numbers apart, or fewer, are joined as well; 0 or more.

    Returns:
        Sorted intervals, each more than ``within`` after the one before.
    """
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1] + within:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def find_gaps(intervals: Iterable[Interval], *, inside: Interval) -> tuple[Interval, ...]:
    """Return the parts of ``inside`` that no interval covers.

    Args:
        intervals: In any order; they may reach outside ``inside``.
        inside: The interval to look in.

    Returns:
        Sorted, not touching each other.
    """
    gaps: list[Interval] = []
    position, limit = inside
    for start, end in merge_intervals(intervals):
        if position < min(start, limit):
            gaps.append((position, min(start, limit)))
        position = max(position, end)
    if position < limit:
        gaps.append((position, limit))
    return tuple(gaps)


def count_covered(intervals: Iterable[Interval]) -> int:
    """Return how many numbers lie in at least one interval."""
    return sum(end - start for start, end in merge_intervals(intervals))


def count_days(days: Days) -> int:
    """Return how many days the interval has, both ends counted; 1 or more."""
    return (days.last - days.first).days + _ONE_DAY


def days_overlap(left: Days, right: Days) -> bool:
    """Return whether the two intervals share at least one day."""
    return left.first <= right.last and right.first <= left.last


def days_apart(left: Days, right: Days) -> int:
    """Return the distance between two day intervals.

    Args:
        left: One interval.
        right: The other.

    Returns:
        Days from the end of the earlier to the start of the later: 0 when they share a
        day, 1 when one starts on the day after the other ends.
    """
    return max(0, (left.first - right.last).days, (right.first - left.last).days)


def intersect_days(left: Days, right: Days) -> Days | None:
    """Return the days in both intervals.

    Args:
        left: One interval.
        right: The other.

    Returns:
        The shared days; ``None`` when they share none.
    """
    if not days_overlap(left, right):
        return None
    return Days(max(left.first, right.first), min(left.last, right.last))


def hull_days(left: Days, right: Days) -> Days:
    """Return the shortest interval with every day of both, and all days between them."""
    return Days(min(left.first, right.first), max(left.last, right.last))


def share_days(left: Days, right: Days) -> float:
    """Return how far two day intervals agree.

    Args:
        left: One interval.
        right: The other.

    Returns:
        Days in both over days in either, in [0, 1]; 1 is the same interval.
    """
    shared = intersect_days(left, right)
    if shared is None:
        return 0.0
    both = count_days(shared)
    return both / (count_days(left) + count_days(right) - both)
