"""A tree has one root, no cycles, and no other such tree scores higher."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.mentions.syntax import find_tree, is_tree


def score_matrices(words: int) -> st.SearchStrategy[np.ndarray]:
    size = words + 1
    row = st.lists(st.integers(-20, 20), min_size=size, max_size=size)
    return st.lists(row, min_size=size, max_size=size).map(
        lambda rows: np.array(rows, dtype=np.float32)
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 4).flatmap(score_matrices))
def test_the_tree_is_a_best_tree_for_its_root(scores: np.ndarray) -> None:
    size = len(scores)
    heads = find_tree(scores)
    assert is_tree(heads)

    def total(tree: tuple[int, ...]) -> float:
        return float(sum(scores[word, head] for word, head in enumerate(tree, start=1)))

    trees = [
        tree
        for tree in product(range(size), repeat=size - 1)
        if all(head != word for word, head in enumerate(tree, start=1))
        and is_tree(np.array((0, *tree)))
    ]
    mine = tuple(int(head) for head in heads[1:])
    root = mine.index(0)
    rooted = [tree for tree in trees if tree[root] == 0]
    assert total(mine) == max(total(tree) for tree in rooted)
    if size <= 4:  # all words are tried as root up to three words
        assert total(mine) == max(total(tree) for tree in trees)


def test_a_cycle_is_not_a_tree() -> None:
    assert not is_tree(np.array([0, 2, 1]))
    assert not is_tree(np.array([0, 0, 0]))
    assert is_tree(np.array([0, 2, 0]))
