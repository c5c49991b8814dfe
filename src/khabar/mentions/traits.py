"""What the reader takes each actor or place for: kinds and sectors, word by word."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from khabar.models.network import Labels
from khabar.record.codes import EntityKind, Sector

__all__ = ["Likely", "log_traits", "mean_traits"]

Floats = npt.NDArray[np.float32]
Likely = tuple[tuple[tuple[EntityKind, float], ...], tuple[tuple[Sector, float], ...]]
"""Natural log-probabilities of kinds and of sectors."""


def log_traits(logits: Floats, kinds: int) -> Floats:
    """Return log-probabilities of kinds and of sectors.

    Args:
        logits: ``[words, kinds + sectors]``.
        kinds: How many of the columns are kinds.

    Returns:
        The same shape; kinds and sectors sum to one each.
    """
    parts = (logits[:, :kinds], logits[:, kinds:])
    return np.concatenate([_log_softmax(part) for part in parts], axis=1)


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def mean_traits(rows: Sequence[Floats], labels: Labels) -> Likely:
    """Return what the words of one chain say together.

    Args:
        rows: Log-probabilities of the head word of each mention.
        labels: Names of the columns.

    Returns:
        Mean log-probability of each kind and each sector; the column for no sector is
        left out.
    """
    mean = np.mean(rows, axis=0).tolist()
    kinds, sectors = _codes(labels.kinds, labels.sectors)
    told = zip(sectors, mean[len(kinds) :], strict=True)
    return (
        tuple(zip(kinds, mean[: len(kinds)], strict=True)),
        tuple((sector, value) for sector, value in told if sector is not None),
    )


@cache
def _codes(
    kinds: tuple[str, ...], sectors: tuple[str, ...]
) -> tuple[tuple[EntityKind, ...], tuple[Sector | None, ...]]:
    return tuple(map(EntityKind, kinds)), tuple(Sector(one) if one else None for one in sectors)
