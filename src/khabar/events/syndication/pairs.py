"""Which sketches share enough to be looked at: a kernel over columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.events.syndication.sketches import UNKNOWN_DAY, Sketches

__all__ = ["WITHIN_DAYS", "Pairs", "find_pairs"]

WITHIN_DAYS: Final = 14
"""A report printed more than two weeks after another is no reprint of the day's news."""

_LEAST_SHARED: Final = 2  # hashes; one alone is a phrase
_LEAST_CONTAINED: Final = 0.2  # of the smaller sketch; the exact check asks for more
_COMMON: Final = 64  # reports; what more of them share is a phrase, or a wire all carry
_EARLIER: Final = 12  # reports before it that share a hash and that a report is compared with
_EARLIER_COMMON: Final = 2  # the same for a common hash

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows.

    Attributes:
        left: Row that comes first by day and number; shape ``(pairs,)``.
        right: Row that comes after it.
        shared: How many kept hashes they share.
    """

    left: Numbers
    right: Numbers
    shared: Numbers


def find_pairs(sketches: Sketches, *, within_days: int = WITHIN_DAYS) -> Pairs:
    """Find the pairs of reports that may be copies, without comparing all with all.

    Days are gone through in windows, so that memory follows the reports of a few weeks.
    Inside a window a report is compared with the nearest before it that share a hash: a
    wire that hundreds print costs no more than its length, and chains of copies lead to
    its source.

    Args:
        sketches: All reports, in any order.
        within_days: Most days between two; a report without a day is compared with all.

    Returns:
        Each pair once.
    """
    found = [
        _pairs_among(sketches, rows, fresh=fresh, within_days=within_days)
        for rows, fresh in _windows(sketches.days.astype(np.int64), within_days)
    ]
    none = np.zeros(0, np.int64)
    return Pairs(
        np.concatenate([none, *(pairs.left for pairs in found)]),
        np.concatenate([none, *(pairs.right for pairs in found)]),
        np.concatenate([none, *(pairs.shared for pairs in found)]),
    )


def _windows(days: Numbers, within_days: int) -> Iterator[tuple[Numbers, NDArray[np.bool_]]]:
    """Yield rows by day, and which of them are new; pairs among the others were seen before."""
    order = np.lexsort((np.arange(len(days)), days))
    undated = int(np.searchsorted(days[order], UNKNOWN_DAY, side="right"))
    always, dated = order[:undated], order[undated:]
    if len(always):
        yield always, np.ones(len(always), np.bool_)
    step = max(1, within_days)
    blocks = (days[dated] - (days[dated[0]] if len(dated) else 0)) // step
    edges = np.flatnonzero(np.diff(blocks, prepend=-1))
    stops = [*edges[1:], len(dated)] if len(dated) else []
    for number, (start, stop) in enumerate(zip(edges, stops, strict=True)):
        before = number and blocks[edges[number - 1]] == blocks[start] - 1
        first = edges[number - 1] if before else start
        rows = np.concatenate((always, dated[first:stop]))
        yield rows, np.arange(len(rows)) >= len(always) + start - first


def _pairs_among(
    sketches: Sketches, rows: Numbers, *, fresh: NDArray[np.bool_], within_days: int
) -> Pairs:
    """Return the pairs among rows sorted by day whose later one is fresh."""
    sizes = np.diff(sketches.starts)[rows]
    at = np.repeat(sketches.starts[rows] - np.cumsum(sizes) + sizes, sizes)
    hashes = sketches.hashes[at + np.arange(len(at))]
    left, right = _neighbours(hashes, np.repeat(np.arange(len(rows)), sizes))
    days = sketches.days[rows].astype(np.int64)
    near = (days[right] - days[left] <= within_days) | (days[left] == UNKNOWN_DAY)
    kept = near & fresh[right]
    keys, shared = np.unique(left[kept] * len(rows) + right[kept], return_counts=True)
    left, right = keys // max(1, len(rows)), keys % max(1, len(rows))
    smaller = _smaller_sizes(sketches, rows[left], rows[right])
    likely = (shared >= _LEAST_SHARED) & (shared >= _LEAST_CONTAINED * smaller)
    return Pairs(rows[left][likely], rows[right][likely], shared[likely].astype(np.int64))


def _neighbours(hashes: NDArray[np.uint64], ranks: Numbers) -> tuple[Numbers, Numbers]:
    """Return the pairs of ranks that share a hash and stand near each other in its list."""
    order = np.argsort(hashes, kind="stable")  # ranks stay ascending inside a hash
    hashes, ranks = hashes[order], ranks[order]
    begins = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))[: len(hashes)])
    sizes = np.diff(np.append(begins, len(hashes)))
    several = np.repeat(sizes > 1, sizes)
    hashes, ranks = hashes[several], ranks[several]
    common = np.repeat(sizes > _COMMON, sizes)[several]
    lefts, rights = [], []
    for gap in range(1, _EARLIER + 1):
        same = hashes[gap:] == hashes[:-gap]
        if gap > _EARLIER_COMMON:
            same &= ~common[gap:]
        lefts.append(ranks[:-gap][same])
        rights.append(ranks[gap:][same])
    return np.concatenate(lefts), np.concatenate(rights)


def _smaller_sizes(sketches: Sketches, left: Numbers, right: Numbers) -> Numbers:
    """Return the size of the smaller sketch of each pair, both at the coarser scale."""
    sizes = np.diff(sketches.starts)
    scale = np.uint64(max(1, int(sketches.scales.max(initial=1))))
    coarse = sketches.hashes <= np.uint64(2**64 - 1) // scale
    total = np.concatenate(([0], np.cumsum(coarse)))
    at_coarse = total[sketches.starts[1:]] - total[sketches.starts[:-1]]
    mixed = sketches.scales[left] != sketches.scales[right]
    one = np.where(mixed, at_coarse[left], sizes[left])
    two = np.where(mixed, at_coarse[right], sizes[right])
    return np.minimum(one, two)
