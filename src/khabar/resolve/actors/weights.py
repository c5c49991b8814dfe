"""Learned weights of kinds, sectors and countries; fitted by ``khabar_training.actors``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khabar.record.codes import EntityKind, Sector
from khabar.record.errors import KnowledgeError

__all__ = ["CountryWeights", "Floats", "KindWeights", "Weights", "open_weights"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class KindWeights:
    """What each mark says about kinds and sectors, as natural log-odds.

    Attributes:
        kinds: Kinds in column order.
        sectors: Sectors in column order after the kinds; ``None`` stands for no sector.
        rows: ``[marks, kinds + sectors]``.
        places: Row of each mark.
        rules: How much the kind or sector counts that a rule gives.
        pairs: ``[kinds, sectors]``: how well each two go together.
        reader_kind: How much the reader's log-probabilities of kinds count.
        reader_sector: The same for sectors.
    """

    kinds: tuple[EntityKind, ...]
    sectors: tuple[Sector | None, ...]
    rows: Floats
    places: Mapping[str, int]
    rules: Mapping[str, float]
    pairs: Floats
    reader_kind: float
    reader_sector: float


@dataclass(frozen=True, slots=True)
class CountryWeights:
    """What each comparison says about a country, as natural log-odds.

    Attributes:
        first: By group of kinds, then by feature; each actor alone.
        last: The same with what the first guesses for the others add.
        none_at: Least probability at which no country is said.
    """

    first: Mapping[str, Mapping[str, float]]
    last: Mapping[str, Mapping[str, float]]
    none_at: float


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was learned about actors.

    Attributes:
        kinds: Kinds and sectors.
        countries: Countries.
    """

    kinds: KindWeights
    countries: CountryWeights


@cache
def open_weights() -> Weights:
    """Return the weights that ship with Khabar, read once.

    Returns:
        The weights.

    Raises:
        KnowledgeError: The file is damaged.
    """
    file = files("khabar.resolve.actors") / "weights.json"
    try:
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        countries = CountryWeights(**content["countries"])
        return Weights(_kind_weights(content["kinds"]), countries)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        msg = f"weights of actors cannot be read: {error!r}"
        raise KnowledgeError(msg, where="weights.json", do="install khabar again") from error


def _kind_weights(content: Mapping[str, Any]) -> KindWeights:
    kinds = tuple(EntityKind(kind) for kind in content["kinds"])
    sectors = tuple(Sector(sector) if sector else None for sector in content["sectors"])
    marks: dict[str, list[int]] = content["marks"]
    rows = np.zeros((len(marks), len(kinds) + len(sectors)), dtype=np.float32)
    for row, cells in zip(rows, marks.values(), strict=True):
        row[cells[::2]] = np.array(cells[1::2], dtype=np.float32) / 100
    return KindWeights(
        kinds=kinds,
        sectors=sectors,
        rows=rows,
        places={mark: number for number, mark in enumerate(marks)},
        rules=content["rules"],
        pairs=np.array(content["pairs"], dtype=np.float32),
        reader_kind=content["reader"]["kind"],
        reader_sector=content["reader"]["sector"],
    )
