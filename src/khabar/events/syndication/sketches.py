"""FracMinHash: the same small part of the shingles of every report, as columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.events.syndication.own_words import split_batches
from khabar.events.syndication.shingles import Shingles, hash_shingles

__all__ = ["COARSE", "FINE", "UNKNOWN_DAY", "Sketches", "join_sketches", "make_sketches"]

COARSE: Final = (16, 4)
"""One shingle in 16 is kept of reports of 200 words and more, one in 4 of shorter ones."""
FINE: Final = (4, 1)
"""For cases of a laptop: a copy of three sentences is never missed by chance."""
_LONG: Final = 200  # words
_BATCH: Final = 300_000  # letters hashed at a time: the arrays stay in the cache

UNKNOWN_DAY: Final = np.iinfo(np.int32).min
"""Stands for the day of a report that has none."""


@dataclass(frozen=True, slots=True)
class Sketches:
    """Sketches of many reports, a row each, as plain columns.

    Attributes:
        days: Days since 1970-01-01, or ``UNKNOWN_DAY``; shape ``(reports,)``.
        scales: One in how many shingles was kept; shape ``(reports,)``.
        starts: Where each sketch begins in ``hashes``, and the end; shape ``(reports + 1,)``.
        hashes: Kept hashes, each once a report, ascending inside it.
    """

    days: NDArray[np.int32]
    scales: NDArray[np.uint8]
    starts: NDArray[np.int64]
    hashes: NDArray[np.uint64]

    def __len__(self) -> int:
        """Return the number of reports."""
        return len(self.days)


def make_sketches(
    texts: Iterable[str], *, days: Iterable[int], scales: tuple[int, int] = COARSE
) -> Sketches:
    """Sketch texts; a map over reports.

    Args:
        texts: Own words of reports (``own_text``).
        days: Day of each, or ``UNKNOWN_DAY``.
        scales: One in how many shingles is kept of long and of short texts.

    Returns:
        One row a text, in order.
    """
    kept_scales, sizes, hashes = [], [], []
    for batch in split_batches(iter(texts), letters=_BATCH):
        found = hash_shingles(batch)
        scale = np.where(found.words < _LONG, scales[1], scales[0]).astype(np.uint8)
        kept, counts = _keep(found, scale)
        kept_scales.append(scale)
        sizes.append(counts)
        hashes.append(kept)
    return Sketches(
        np.fromiter(days, dtype=np.int32),
        np.concatenate([np.zeros(0, np.uint8), *kept_scales]),
        np.concatenate([np.zeros(1, np.int64), *sizes]).cumsum(),
        np.concatenate([np.zeros(0, np.uint64), *hashes]),
    )


def join_sketches(parts: Iterable[Sketches]) -> Sketches:
    """Return the rows of several parts, one part after the other."""
    kept = list(parts)
    sizes = [np.diff(part.starts) for part in kept]
    return Sketches(
        np.concatenate([np.zeros(0, np.int32), *(part.days for part in kept)]),
        np.concatenate([np.zeros(0, np.uint8), *(part.scales for part in kept)]),
        np.concatenate([np.zeros(1, np.int64), *sizes]).cumsum(),
        np.concatenate([np.zeros(0, np.uint64), *(part.hashes for part in kept)]),
    )


def _keep(
    found: Shingles, scales: NDArray[np.uint8]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the hashes below 2^64 / scale, each once a text, and how many each text has."""
    sizes = np.diff(found.starts)
    text_of = np.repeat(np.arange(len(sizes)), sizes)
    most = np.uint64(2**64 - 1) // scales.astype(np.uint64)
    small = found.hashes <= most[text_of]
    hashes, text_of = found.hashes[small], text_of[small]
    order = np.lexsort((hashes, text_of))
    hashes, text_of = hashes[order], text_of[order]
    fresh = np.ones(len(hashes), dtype=np.bool_)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (text_of[1:] != text_of[:-1])
    counts = np.bincount(text_of[fresh], minlength=len(sizes))
    return hashes[fresh], counts.astype(np.int64)
