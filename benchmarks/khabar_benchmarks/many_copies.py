"""Near-duplicates among as many invented documents as one likes."""

import random
import resource
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter, process_time
from typing import Final

import numpy as np

from khabar.events.syndication import (
    Pairs,
    Sketches,
    find_pairs,
    join_sketches,
    make_sketches,
)
from khabar.events.syndication.exact import is_copy, measure_overlap
from khabar.events.syndication.shingles import hash_shingles

__all__ = ["measure_many"]

_VOCABULARY: Final = 60_000
_WORDS: Final = (120, 260)
_COPIED: Final = 0.1  # of the documents are copies of one before them
_EDITED: Final = 0.05  # of a copy's words are others
_DAYS: Final = 365
_CHECKED: Final = 2_000  # pairs compared at a time
_SHARE: Final = 20_000  # documents made and sketched at a time

_Spent = tuple[float, float]
"""Seconds of the clock, and of the processor."""


def measure_many(documents: int, *, processes: int = 2, seed: int = 1) -> dict[str, float]:
    """Sketch documents and find the copies among them.

    Making the documents is not counted.

    Args:
        documents: How many.
        processes: How many sketch at a time.
        seed: Of the documents.

    Returns:
        Seconds of the three steps on that many processes (by the clock, which other work on the
        machine slows, and of the processor), recall, and memory in MB.
    """
    shares = [
        (start, min(_SHARE, documents - start), seed) for start in range(0, documents, _SHARE)
    ]
    with ProcessPoolExecutor(max_workers=processes) as pool:
        parts = list(pool.map(_sketch_share, shares))
        started, spent = perf_counter(), process_time()
        pairs = find_pairs(join_sketches(part[0] for part in parts))
        pairing, pairing_cpu = perf_counter() - started, process_time() - spent
        inside = [_pairs_inside(pairs, share) for share in shares]
        checks = list(pool.map(_check_share, shares, inside))
    sketching, sketching_cpu = (sum(part[1][k] for part in parts) / processes for k in (0, 1))
    checking, checking_cpu = (sum(check[0][k] for check in checks) / processes for k in (0, 1))
    made = {pair for part in parts for pair in part[2]}
    held = {pair for _, found in checks for pair in found}
    return {
        "documents": float(documents),
        "sketching_s": sketching,
        "pairing_s": pairing,
        "checking_s": checking,
        "together_s": sketching + pairing + checking,
        "together_cpu_s_a_core": sketching_cpu + pairing_cpu + checking_cpu,
        "recall": len(made & held) / max(1, len(made)),
        "candidates": float(len(pairs.left)),
        "copies held": float(len(held)),
        "copies made": float(len(made)),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _pairs_inside(pairs: Pairs, share: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Return the pairs of which both documents are of one share, as all copies are."""
    start, count, _ = share
    inside = (np.minimum(pairs.left, pairs.right) >= start) & (
        np.maximum(pairs.left, pairs.right) < start + count
    )
    return list(zip(pairs.left[inside].tolist(), pairs.right[inside].tolist(), strict=True))


def _check_share(
    share: tuple[int, int, int], pairs: list[tuple[int, int]]
) -> tuple[_Spent, list[tuple[int, int]]]:
    """Return the seconds that the exact check of some pairs took, and those that are copies."""
    start, count, seed = share
    texts, _, _ = _documents(start, count, seed=seed)
    started, spent = perf_counter(), process_time()
    held: list[tuple[int, int]] = []
    for first in range(0, len(pairs), _CHECKED):
        part = pairs[first : first + _CHECKED]
        rows = sorted({row for pair in part for row in pair})
        number = {row: at for at, row in enumerate(rows)}
        shingles = hash_shingles([texts[row - start] for row in rows])
        for one, two in part:
            overlap = measure_overlap(shingles, number[one], number[two])
            if is_copy(overlap, share=1.0, new=0.0, same_outlet=False):
                held.append((min(one, two), max(one, two)))
    return (perf_counter() - started, process_time() - spent), held


def _sketch_share(share: tuple[int, int, int]) -> tuple[Sketches, _Spent, list[tuple[int, int]]]:
    """Return the sketches of some documents, the seconds they took, and the copies made."""
    start, count, seed = share
    texts, days, copies = _documents(start, count, seed=seed)
    started, spent = perf_counter(), process_time()
    sketches = make_sketches(iter(texts), days=days)
    return sketches, (perf_counter() - started, process_time() - spent), copies


def _documents(
    start: int, count: int, *, seed: int
) -> tuple[list[str], list[int], list[tuple[int, int]]]:
    """Invent documents whose words are as unevenly frequent as those of English."""
    rng = random.Random(seed * 1_000_003 + start)
    words = _words(seed)
    chance = np.random.default_rng(seed * 7 + start)
    texts: list[str] = []
    days: list[int] = []
    copies: list[tuple[int, int]] = []
    for at in range(count):
        if at and rng.random() < _COPIED:
            source = rng.randrange(at)
            kept = texts[source].split()
            for _ in range(int(len(kept) * _EDITED)):
                kept[rng.randrange(len(kept))] = words[rng.randrange(len(words))]
            texts.append(" ".join(kept))
            days.append(days[source] + rng.randrange(4))
            copies.append((start + source, start + at))
            continue
        size = rng.randint(*_WORDS)
        ranks = np.minimum(chance.zipf(1.25, size) - 1, _VOCABULARY - 1)
        texts.append(" ".join(words[rank] for rank in ranks))
        days.append(rng.randrange(_DAYS))
    return texts, days, copies


def _words(seed: int) -> list[str]:
    """Return invented words, the frequent ones short."""
    rng = random.Random(seed)
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    return [
        "".join(rng.choices(syllables, k=1 + at.bit_length() // 5)) for at in range(_VOCABULARY)
    ]
