"""Laws of intervals, against sets of numbers and of days: slow and obvious."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from khabar.base.intervals import (
    Days,
    Interval,
    contains,
    count_covered,
    count_days,
    days_apart,
    days_overlap,
    find_gaps,
    hull_days,
    intersect,
    intersect_days,
    merge_intervals,
    overlaps,
    share_days,
)

_INTERVALS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda at: (at[0], sum(at)))
_MANY = st.lists(_INTERVALS, max_size=8)
_DAYS = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(
    lambda at: Days(_day(at[0]), _day(sum(at)))
)


def _day(number: int) -> date:
    return date(2021, 8, 1) + timedelta(days=number)


def _numbers(intervals: Iterable[Interval]) -> set[int]:
    return {number for start, end in intervals for number in range(start, end)}


def _days(days: Days) -> set[date]:
    return {days.first + timedelta(days=n) for n in range((days.last - days.first).days + 1)}


@given(_INTERVALS, _INTERVALS)
def test_two_intervals_relate_as_their_numbers_do(left: Interval, right: Interval) -> None:
    ours, theirs = _numbers([left]), _numbers([right])
    shared = intersect(left, right)
    assert overlaps(left, right) == bool(ours & theirs)
    assert contains(left, right) == (theirs <= ours)
    assert _numbers([shared] if shared else []) == ours & theirs


@given(_MANY, st.integers(0, 5), st.randoms(use_true_random=False))
def test_merging_ignores_order_and_repetition(
    intervals: list[Interval], within: int, random: Random
) -> None:
    shuffled = [*intervals, *intervals]
    random.shuffle(shuffled)
    merged = merge_intervals(intervals, within=within)
    assert merge_intervals(shuffled, within=within) == merged
    assert merge_intervals(merged, within=within) == merged


@given(_MANY, st.integers(0, 5))
def test_merged_intervals_keep_every_number_and_their_distance(
    intervals: list[Interval], within: int
) -> None:
    merged = merge_intervals(intervals, within=within)
    assert _numbers(intervals) <= _numbers(merged)
    assert all(left[1] + within < right[0] for left, right in pairwise(merged))
    assert _numbers(merge_intervals(intervals)) == _numbers(intervals)


@given(_MANY, _INTERVALS)
def test_gaps_are_what_nothing_covers(intervals: list[Interval], inside: Interval) -> None:
    gaps = find_gaps(intervals, inside=inside)
    assert _numbers(gaps) == _numbers([inside]) - _numbers(intervals)
    assert merge_intervals(gaps) == gaps
    assert count_covered([*gaps, *intervals]) == len(_numbers([inside, *intervals]))


@given(_DAYS, _DAYS)
def test_day_intervals_relate_as_their_days_do(left: Days, right: Days) -> None:
    ours, theirs = _days(left), _days(right)
    shared = intersect_days(left, right)
    assert count_days(left) == len(ours)
    assert days_overlap(left, right) == bool(ours & theirs)
    assert (_days(shared) if shared else set()) == ours & theirs
    assert days_apart(left, right) == min(abs((a - b).days) for a in ours for b in theirs)


@given(_DAYS, _DAYS)
def test_the_hull_is_the_shortest_interval_around_both(left: Days, right: Days) -> None:
    hull = hull_days(left, right)
    both = _days(left) | _days(right)
    assert (hull.first, hull.last) == (min(both), max(both))


@given(_DAYS, _DAYS)
def test_agreement_is_symmetric_and_whole_only_for_the_same_days(left: Days, right: Days) -> None:
    share = share_days(left, right)
    assert share == share_days(right, left)
    assert share == len(_days(left) & _days(right)) / len(_days(left) | _days(right))
    assert (share == 1.0) == (left == right)
