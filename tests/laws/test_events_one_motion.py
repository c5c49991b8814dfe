"""Reports one by one, in any order, in batches or all at once: the same situation."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.demo_case import START, add_readings, case_of, read_demo, told
from khabar.filing import bring_up_to_date, is_up_to_date, retell
from khabar.record.claim import Reading
from khabar.record.event import EventId
from khabar.store import Store, open_store

quick = settings(max_examples=4, deadline=None)


def _ids(store: Store) -> set[EventId]:
    return {event.id for event in store.situation.events()}


def _assert_same(left: Store, right: Store) -> None:
    one, two = left.situation, right.situation
    assert {told(event) for event in one.events()} == {told(event) for event in two.events()}
    assert list(one.control()) == list(two.control())
    assert list(one.access()) == list(two.access())
    assert list(one.talks()) == list(two.talks())
    assert set(one.sources()) == set(two.sources())


def _cut(readings: Sequence[Reading], at: Sequence[int]) -> list[Sequence[Reading]]:
    edges = [0, *sorted(at), len(readings)]
    return [readings[first:last] for first, last in pairwise(edges)]


@quick
@given(
    order=st.permutations(range(9)),
    cuts=st.lists(st.integers(0, 9), max_size=3),
)
def test_order_and_batches_make_no_difference_but_to_ids(order: list[int], cuts: list[int]) -> None:
    readings = read_demo()[:9]
    whole = case_of(readings)
    _assert_same(case_of(*_cut([readings[at] for at in order], cuts)), whole)


def test_one_by_one_is_as_all_at_once() -> None:
    readings = read_demo()
    step_by_step = case_of(*([reading] for reading in readings))
    _assert_same(step_by_step, case_of(readings))
    created = {change.event for change in step_by_step.situation.changes()}
    for event in created:
        found = step_by_step.situation.event(event)
        assert found.event is not None or found.since is not None
    assert _ids(step_by_step) <= created


@quick
@given(cuts=st.lists(st.integers(0, 9), max_size=3))
def test_an_id_that_stood_once_is_never_unresolvable(cuts: list[int]) -> None:
    store = open_store("memory://")
    seen: set[EventId] = set()
    for number, batch in enumerate(_cut(read_demo()[:9], cuts)):
        add_readings(store, batch)
        retell(store, at=START + timedelta(hours=number))
        seen |= _ids(store)
        for event in seen:
            store.situation.event(event)


def test_telling_again_moves_nothing() -> None:
    store = case_of(read_demo())
    before = list(store.situation.events())
    assert is_up_to_date(store)
    assert bring_up_to_date(store, at=START) is None
    retold = retell(store, at=START + timedelta(days=1), anew=True)
    assert not retold.changes
    assert list(store.situation.events()) == before


def test_a_run_killed_before_linking_is_made_good_by_the_next() -> None:
    readings = read_demo()
    store = case_of(readings[:7])
    add_readings(store, readings[7:])  # and then the process dies
    assert not is_up_to_date(store)
    assert bring_up_to_date(store, at=START + timedelta(days=1)) is not None
    _assert_same(store, case_of(readings))
