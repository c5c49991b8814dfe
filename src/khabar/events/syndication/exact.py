"""Two reports side by side: how much of each stands in the other, word for word."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.events.syndication.shingles import SHINGLE, Shingles

__all__ = ["Overlap", "is_copy", "is_sibling", "measure_overlap"]

_LEAST_CONTAINED: Final = 0.45
"""Of the shingles of the smaller report; tuned on nine kinds of edited copies (see copies)."""
_FEWEST_SHINGLES: Final = 8  # with fewer of its own, a report is all quotation: nothing to tell by
_SIBLING: Final = 0.1  # share of passages of their own from which both reports have a source
_PASSAGE: Final = 15  # words in a row that the other does not have: a passage of its own
_LEAST_SAME: Final = 0.7  # of the later report's own words, when both are of one outlet
_MOST_NEW: Final = 0.2  # share of such passages up to which an outlet's later report is the same


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two reports have in common.

    Attributes:
        contained: Share of the smaller report's shingles that the other has, in [0, 1].
        common: How many shingles both have.
        left_share: Share of the left report's own words that stand in the right one.
        right_share: Share of the right report's own words that stand in the left one.
        left_new: Share of the left report's words in passages that the right one lacks.
        right_new: Share of the right report's words in passages that the left one lacks.
    """

    contained: float
    common: int
    left_share: float
    right_share: float
    left_new: float
    right_new: float


def measure_overlap(shingles: Shingles, left: int, right: int) -> Overlap:
    """Compare two texts shingle by shingle.

    Args:
        shingles: Shingles of all texts that are compared.
        left: Number of one text.
        right: Number of the other.

    Returns:
        Shares; all 0 when one of them has no shingle.
    """
    one, two = _distinct(shingles.of(left)), _distinct(shingles.of(right))
    both = np.concatenate((one, two))
    both.sort()
    common = both[1:][both[1:] == both[:-1]]
    smaller = min(len(one), len(two))
    left_share, left_new = _covered(shingles, left, common)
    right_share, right_new = _covered(shingles, right, common)
    return Overlap(
        contained=len(common) / smaller if smaller else 0.0,
        common=len(common),
        left_share=left_share,
        right_share=right_share,
        left_new=left_new,
        right_new=right_new,
    )


def is_copy(overlap: Overlap, *, share: float, new: float, same_outlet: bool) -> bool:
    """Return whether the later of two reports was made from the earlier.

    Two reports of one outlet share their background paragraphs and their turns of phrase.
    The later is a copy only when most of it stands in the earlier and it brings no passages
    of its own; otherwise it goes on with the story.

    Args:
        overlap: What they have in common.
        share: Share of the later report's own words that stand in the earlier one.
        new: Share of the later report's words in passages that the earlier one lacks.
        same_outlet: Both are known to be of one outlet.
    """
    if overlap.common < _FEWEST_SHINGLES or overlap.contained < _LEAST_CONTAINED:
        return False
    return not same_outlet or (share >= _LEAST_SAME and new <= _MOST_NEW)


def is_sibling(overlap: Overlap) -> bool:
    """Return whether both reports have passages of their own: both drew on something else.

    Args:
        overlap: What they have in common.
    """
    return min(overlap.left_new, overlap.right_new) >= _SIBLING


def _distinct(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return hashes sorted, each once (``np.unique`` spends more on its options)."""
    ordered = np.sort(hashes)
    fresh = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def _covered(shingles: Shingles, text: int, common: NDArray[np.uint64]) -> tuple[float, float]:
    """Return the share of words inside common shingles, and of those in long gaps."""
    words = int(shingles.words[text])
    if not words:
        return 0.0, 0.0
    hashes = shingles.of(text)
    place = np.searchsorted(common, hashes)
    is_common = np.append(common, np.uint64(0))[place] == hashes if len(common) else hashes < 0
    at = shingles.at[shingles.starts[text] : shingles.starts[text + 1]][is_common]
    covered = np.zeros(words + 2, dtype=np.bool_)
    for step in range(SHINGLE):
        covered[at + step + 1] = True
    covered[0] = covered[-1] = True
    gaps = np.diff(np.flatnonzero(covered)) - 1
    return float(covered[1:-1].mean()), float(gaps[gaps >= _PASSAGE].sum() / words)
