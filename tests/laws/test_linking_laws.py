"""Linking: the same groups whatever order, batches or company the reports come in."""

import itertools
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.events.linking import link_cards
from khabar.events.linking.clustering import NEVER, cluster

Scores = Mapping[tuple[int, int], float]

scores_of_eight = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-9, 9).map(float),
)


def obvious(count: int, scores: Scores, *, threshold: float, unseen: float) -> set[frozenset[int]]:
    """Join the best two clusters, looking at every pair every time."""
    found = [frozenset({n}) for n in range(count)]

    def mean(one: frozenset[int], two: frozenset[int]) -> float:
        pairs = [(min(a, b), max(a, b)) for a in one for b in two]
        return unseen + sum(scores.get(pair, unseen) - unseen for pair in pairs) / len(pairs)

    while len(found) > 1:
        best = min(
            itertools.combinations(sorted(found, key=min), 2),
            key=lambda pair: (-mean(*pair), min(pair[0]), min(pair[1])),
        )
        if mean(*best) <= threshold:
            break
        found = [one for one in found if one not in best] + [best[0] | best[1]]
    return set(found)


@given(scores_of_eight)
def test_clusters_are_those_of_the_slow_way(scores: Scores) -> None:
    fast = cluster(8, scores=scores, threshold=0.0, unseen=-4.0)
    assert set(map(frozenset, fast)) == obvious(8, scores, threshold=0.0, unseen=-4.0)


@given(scores_of_eight, st.permutations(range(8)))
def test_the_order_of_pairs_makes_no_difference(scores: Scores, order: list[int]) -> None:
    again = dict(sorted(scores.items(), key=lambda item: order[item[0][0]]))
    once = cluster(8, scores=scores, threshold=0.0, unseen=-4.0)
    assert cluster(8, scores=again, threshold=0.0, unseen=-4.0) == once


@given(scores_of_eight, st.integers(0, 3), st.integers(4, 7))
def test_what_a_person_joined_is_one_and_what_was_parted_is_not(
    scores: Scores, left: int, right: int
) -> None:
    joined = cluster(8, scores=scores, must=[(left, right)], threshold=0.0, unseen=-4.0)
    assert any({left, right} <= set(one) for one in joined)
    parted = cluster(8, scores={**scores, (left, right): NEVER}, threshold=0.0, unseen=-4.0)
    assert not any({left, right} <= set(one) for one in parted)


def test_no_cards_make_no_groups() -> None:
    assert link_cards((), notes=()) == ()


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(12)))
def test_reports_one_by_one_in_any_order_give_the_same_groups(order: list[int]) -> None:
    from helpers.linked_cards import news

    cards = news()
    once = link_cards(cards, notes=())
    assert link_cards([cards[n] for n in order], notes=()) == once
    assert sorted(key for group in once for key in group.keys) == sorted(c.key for c in cards)
