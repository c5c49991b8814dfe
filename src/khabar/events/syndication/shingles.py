"""Texts to hashes of three words in a row, many texts at a time, the same on every machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.events.syndication.own_words import BREAK, fold_words_of

__all__ = ["SHINGLE", "Shingles", "hash_shingles"]

SHINGLE: Final = 3
"""Words in a shingle. Longer ones lose copies in which every tenth word was changed."""

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_IS_WORD: Final = np.zeros(256, dtype=np.bool_)
_IS_WORD[[*range(ord("0"), ord("9") + 1), *range(ord("a"), ord("z") + 1)]] = True
_IS_WORD[0x80:] = True  # bytes of letters beyond ASCII
_MASKS: Final = np.array([(1 << (8 * k)) - 1 for k in range(9)], dtype=np.uint64)
_PADDING: Final = 32  # bytes read behind the last word
_ODD: Final = tuple(
    np.uint64(number)
    for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
)


@dataclass(frozen=True, slots=True)
class Shingles:
    """Hashes of the shingles of several texts.

    Attributes:
        hashes: All of them, text by text, in order of the text; shape ``(n,)``.
        starts: Where each text begins in ``hashes``, and the end; shape ``(texts + 1,)``.
        words: Words of each text; shape ``(texts,)``.
        at: Number of each shingle's first word in its text; shape ``(n,)``.
    """

    hashes: Hashes
    starts: Places
    words: Places
    at: Places

    def of(self, text: int) -> Hashes:
        """Return the hashes of one text, in order.

        Args:
            text: Its number.
        """
        return self.hashes[self.starts[text] : self.starts[text + 1]]


def hash_shingles(texts: Sequence[str]) -> Shingles:
    """Hash three words in a row, at every word of every text.

    A word counts with its first 24 bytes in UTF-8 and its length.

    Args:
        texts: Texts with breaks; a few hundred at a time are fastest.

    Returns:
        One hash a shingle; the same words give the same hash in any run.
    """
    folded = [fold_words_of(text).encode("utf-8", "surrogatepass") for text in texts]
    blob = b"\x00".join(folded) + b"\x00" * _PADDING
    ends = np.cumsum([len(one) + 1 for one in folded], dtype=np.int64)
    buffer = np.frombuffer(blob, dtype=np.uint8)
    edges = np.flatnonzero(np.diff(_IS_WORD[buffer].view(np.int8), prepend=np.int8(0)))
    starts, stops = edges[0::2], edges[1::2]
    text_of = np.searchsorted(ends, starts, side="right")
    words = np.bincount(text_of, minlength=len(texts)).astype(np.int64)
    if len(starts) < SHINGLE:
        return Shingles(
            np.zeros(0, np.uint64), np.zeros(len(texts) + 1, np.int64), words, np.zeros(0, np.int64)
        )
    breaks = np.cumsum(buffer == ord(BREAK), dtype=np.int32)[starts]
    whole = np.flatnonzero(breaks[: 1 - SHINGLE] == breaks[SHINGLE - 1 :])
    word = _hash_words(blob, starts, stops - starts)
    hashes = _mix(word[whole] * _ODD[0] + word[whole + 1] * _ODD[1] + word[whole + 2] * _ODD[2])
    counts = np.bincount(text_of[whole], minlength=len(texts))
    first = np.concatenate(([0], np.cumsum(words)))[text_of[whole]]
    return Shingles(hashes, np.concatenate(([0], np.cumsum(counts))), words, whole - first)


def _hash_words(blob: bytes, starts: Places, lengths: Places) -> Hashes:
    """Return a hash for each word, from its bytes and its length."""
    at_byte = np.ndarray((len(blob) - 7,), dtype="<u8", buffer=blob, strides=(1,))
    hashes = lengths.astype(np.uint64) * _ODD[3]
    for part in range(3):
        size = np.clip(lengths - 8 * part, 0, 8)
        eight = at_byte[np.minimum(starts + 8 * part, len(at_byte) - 1)] & _MASKS[size]
        hashes = (hashes ^ eight) * _ODD[part]
        hashes ^= hashes >> np.uint64(29)
    return hashes


def _mix(hashes: Hashes) -> Hashes:
    """Spread hashes evenly over 64 bits (the last steps of splitmix64)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
