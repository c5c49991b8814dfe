"""Dependency trees from head scores: one root, no cycles."""

import numpy as np
import numpy.typing as npt

__all__ = ["find_tree", "is_tree"]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def is_tree(heads: Ints) -> bool:
    """Return whether heads form a tree with one root.

    Args:
        heads: ``[n + 1]``; word 0 is ROOT and its own entry is ignored.
    """
    up: list[int] = heads.tolist()
    return up[1:].count(0) == 1 and _find_cycle(up) is None


def find_tree(scores: Floats) -> Ints:
    """Return the best tree with a single root.

    Args:
        scores: ``[n + 1, n + 1]``: row dependent, column head; 0 is ROOT.

    Returns:
        Heads ``[n + 1]``; entry 0 is 0.

    Source: Chu and Liu 1965, Edmonds 1967; single root by trying the words that
    lose least as the root (Zmigrod et al. 2020 show that one may suffice). No tree under a root
    beats the best heads of all words with that root, so what cannot win is not tried.
    """
    heads: Ints = scores.argmax(1).astype(np.int64)
    heads[0] = 0
    if is_tree(heads):
        return heads
    size = len(scores)
    work = scores.astype(np.float64).copy()
    np.fill_diagonal(work, -np.inf)
    work[0] = -np.inf
    highest = work[1:, 1:].max(1, initial=-np.inf)
    loss = work[1:, 0] - highest
    best: Ints = heads
    best_score = -np.inf
    for root in 1 + np.argsort(-loss)[: min(3, size - 1)]:
        others = np.arange(1, size) != root
        if work[root, 0] + highest.sum(where=others) < best_score:
            break
        rooted = work.copy()
        rooted[:, 0] = -1e9
        rooted[root, 0] = work[root, 0]
        rooted[root, 1:] = -np.inf
        tree = _edmonds(rooted)
        total = float(rooted[np.arange(1, size), tree[1:]].sum())
        if total > best_score:
            best, best_score = tree, total
    return best


def _edmonds(scores: npt.NDArray[np.float64]) -> Ints:
    """Return the best arborescence from 0; cycles are contracted one by one."""
    size = len(scores)
    heads = np.zeros(size, dtype=np.int64)
    heads[1:] = scores[1:].argmax(1)
    cycle = _find_cycle(heads.tolist())
    if cycle is None:
        return heads
    inside = np.zeros(size, dtype=bool)
    ring = np.array(cycle)
    inside[ring] = True
    outside = np.flatnonzero(~inside)
    kept = scores[ring, heads[ring]]
    entering = scores[np.ix_(ring, outside)] - kept[:, None]
    enter_by = entering.argmax(0)
    leaving = scores[np.ix_(outside, ring)]
    leave_by = leaving.argmax(1)
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = entering[enter_by, np.arange(len(outside))]
    small[:-1, -1] = leaving[np.arange(len(outside)), leave_by]
    small[0] = -np.inf
    solved = _edmonds(small)
    for place, word in enumerate(outside):
        if word == 0:
            continue
        head = int(solved[place])
        heads[word] = cycle[leave_by[place]] if head == len(outside) else outside[head]
    entry = int(solved[-1])
    heads[cycle[enter_by[entry]]] = outside[entry]
    return heads


def _find_cycle(heads: list[int]) -> list[int] | None:
    """Return the words of a cycle, or nothing."""
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = heads[node]
        if node and seen[node] == start:
            cycle = [node]
            step = heads[node]
            while step != node:
                cycle.append(step)
                step = heads[step]
            return cycle
    return None
