"""Scores of groupings, on groupings small enough to count by hand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar_benchmarks.coref import b_cubed, ceaf_e, conll_f1, muc

TRUE = {1: "a", 2: "a", 3: "a", 4: "b"}


def test_the_true_grouping_scores_one() -> None:
    assert conll_f1(TRUE, TRUE) == pytest.approx(1.0)


def test_scores_are_those_counted_by_hand() -> None:
    mine = {1: "x", 2: "x", 3: "y", 4: "y"}
    assert muc(mine, TRUE) == pytest.approx((1 / 2, 1 / 2))
    assert b_cubed(mine, TRUE) == pytest.approx((3 / 4, 2 / 3))
    assert ceaf_e(mine, TRUE) == pytest.approx(((0.8 + 2 / 3) / 2,) * 2)


@given(st.lists(st.integers(0, 3), min_size=5, max_size=5), st.permutations(range(4)))
def test_the_best_match_of_groups_is_found(mine: list[int], names: list[int]) -> None:
    true = {0: 0, 1: 0, 2: 1, 3: 2, 4: 3}
    found = dict(enumerate(mine))
    sets = [{m for m, g in found.items() if g == n} for n in range(4)]
    gold = [{m for m, g in true.items() if g == n} for n in range(4)]
    best = max(
        sum(2 * len(a & b) / max(1, len(a) + len(b)) for a, b in zip(sets, order, strict=True))
        for order in itertools.permutations(gold)
    )
    precision, recall = ceaf_e({m: names[g] for m, g in found.items()}, true)
    assert precision * sum(map(bool, sets)) == pytest.approx(best)
    assert recall * 4 == pytest.approx(best)
