"""Average linkage of scored pairs: exact, and the same whatever order the pairs came in."""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Final

__all__ = ["NEVER", "cluster"]

NEVER: Final = -1e6  # log-odds of a pair that a person has told apart


def cluster(
    count: int,
    *,
    scores: Mapping[tuple[int, int], float],
    must: Iterable[tuple[int, int]] = (),
    threshold: float,
    unseen: float,
) -> tuple[tuple[int, ...], ...]:
    """Join the two nearest clusters again and again while their pairs, on average, agree.

    Args:
        count: How many items.
        scores: Log-odds of pairs, lower number first.
        must: Pairs that are one, whatever their score.
        threshold: Mean log-odds that two clusters need; not below ``unseen``.
        unseen: Log-odds of the pairs not in ``scores``; not above 0.

    Returns:
        Clusters in order of their first item; items in order.
    """
    return _Linkage(count, scores, must, threshold, unseen).run()


class _Linkage:
    """Clusters with the sums of their pairs; a cluster is named by its first item."""

    def __init__(
        self,
        count: int,
        scores: Mapping[tuple[int, int], float],
        must: Iterable[tuple[int, int]],
        threshold: float,
        unseen: float,
    ) -> None:
        self._threshold, self._unseen = threshold, unseen
        self._members: dict[int, list[int]] = {n: [n] for n in range(count)}
        self._sums: list[dict[int, float]] = [{} for _ in range(count)]
        for (left, right), score in sorted(scores.items()):
            self._sums[left][right] = self._sums[right][left] = score - unseen
        home = list(range(count))
        for left, right in sorted(must):
            one, two = sorted((_root(home, left), _root(home, right)))
            if one != two:
                home[two] = one
                self._join(one, two)

    def run(self) -> tuple[tuple[int, ...], ...]:
        """Join until no two clusters agree."""
        heap = [
            (-mean, left, right)
            for left, sums in enumerate(self._sums)
            for right in sums
            if left < right and (mean := self._mean(left, right)) > self._threshold
        ]
        heapify(heap)
        while heap:
            mean, left, right = heappop(heap)
            alive = left in self._members and right in self._members
            if not alive or right not in self._sums[left] or -mean != self._mean(left, right):
                continue
            self._join(left, right)
            for other in self._sums[left]:
                if (now := self._mean(left, other)) > self._threshold:
                    heappush(heap, (-now, min(left, other), max(left, other)))
        return tuple(tuple(sorted(self._members[first])) for first in sorted(self._members))

    def _mean(self, left: int, right: int) -> float:
        pairs = len(self._members[left]) * len(self._members[right])
        return self._unseen + self._sums[left][right] / pairs

    def _join(self, left: int, right: int) -> None:
        """Move everything of the right cluster into the left one."""
        self._members[left] += self._members.pop(right)
        self._sums[left].pop(right, None)
        for other, total in sorted(self._sums[right].items()):
            if other != left:
                self._sums[left][other] = self._sums[left].get(other, 0.0) + total
                self._sums[other][left] = self._sums[left][other]
                self._sums[other].pop(right)
        self._sums[right] = {}


def _root(home: list[int], item: int) -> int:
    while home[item] != item:
        item = home[item]
    return item
