"""Weights of kinds, sectors and countries: ``python -m khabar_training.actors --data DIR``.

Every annotated entity of the training reports is one example. Kinds and sectors are fitted
together by maximum likelihood with a quadratic pull towards nothing; countries as a choice
among the countries that anything in the report speaks for. How much the reader's own guess
counts cannot be fitted here, because the reader has learned these reports by heart: two
numbers are chosen on events/dev and written/dev, which it has not seen.
"""

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from khabar.mentions.reader import EmbeddedReader
from khabar.record.codes import EntityKind, Sector
from khabar.reference.actors import open_registry
from khabar.resolve.actors.choosing import CLASSES, OTHERS, add_others, class_of, share_out
from khabar.resolve.actors.clues import Clues, find_clues
from khabar.resolve.actors.countries import FEATURES, NONE, Table
from khabar.resolve.places import PlaceResolver
from khabar_benchmarks.gold_graph import read_gold_graph

__all__ = ["Example", "fit_countries", "fit_kinds", "main", "read_examples"]

Floats = NDArray[np.float32]

_TRAIN: Final = ("events/train", "written/train")
_KINDS: Final = tuple(EntityKind)
_SECTORS: Final = (None, *Sector)
_SILENT: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY, EntityKind.COUNTRY})
_LEAST: Final = 6  # entities that a mark must stand at, in three reports
_PULL: Final = 4.0
_DROP: Final = 0.1  # weights below say nothing worth keeping
_STEPS: Final = 100
_RATE: Final = 0.08
_READER: Final = {"kind": 0.4, "sector": 0.5}  # chosen on events/dev and written/dev
_NONE_AT: Final = 0.7  # chosen on events/train


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated entity.

    Attributes:
        report: Id of its report.
        kind: Its kind.
        sector: Its sector; ``None`` when not annotated.
        country: Its country; empty when not annotated.
        clues: What the resolver sees.
    """

    report: str
    kind: EntityKind
    sector: Sector | None
    country: str
    clues: Clues


def read_examples(rows: Iterator[Mapping[str, Any]]) -> Iterator[Example]:
    """Make examples of annotated reports.

    Args:
        rows: Rows of an event corpus.

    Yields:
        One example for each entity that has words.
    """
    reader, places, registry = EmbeddedReader(), PlaceResolver(), open_registry()
    for row in rows:
        gold = read_gold_graph(row, reader=reader)
        owner = {tuple(spans): id_ for id_, spans in gold.chains.items()}
        links, _ = places.resolve_places(gold.report, graph=gold.graph)
        for clues in find_clues(gold.report, graph=gold.graph, places=links, registry=registry):
            spans = tuple(mention.span for mention in clues.described.group.mentions)
            if spans in owner:
                entity = row["entities"][owner[spans]]
                sector = Sector(entity["sector"]) if entity.get("sector") else None
                kind, country = EntityKind(entity["kind"]), entity.get("country") or ""
                yield Example(row["id"], kind, sector, country, clues)


class _Marks:
    """Marks of all examples as one sparse table."""

    def __init__(self, examples: Sequence[Example], vocabulary: Sequence[str]) -> None:
        places = {mark: number for number, mark in enumerate(vocabulary)}
        rows = [
            [places[m] for m in sorted(e.clues.evidence.marks) if m in places] for e in examples
        ]
        sizes = np.array([len(row) for row in rows])
        self._columns = np.array([column for row in rows for column in row])
        owners = np.repeat(np.arange(len(rows)), sizes)
        self._starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        order = np.argsort(self._columns, kind="stable")
        self._owners = owners[order]
        self._present, self._firsts = np.unique(self._columns[order], return_index=True)
        self._size = len(vocabulary)

    def times(self, weights: Floats) -> Floats:
        """Return ``[examples, columns]``; every example has the mark ``always``."""
        return np.asarray(np.add.reduceat(weights[self._columns], self._starts, axis=0))

    def transposed_times(self, errors: Floats) -> Floats:
        """Return ``[marks, columns]``."""
        sums = np.zeros((self._size, errors.shape[1]), dtype=np.float32)
        sums[self._present] = np.add.reduceat(errors[self._owners], self._firsts, axis=0)
        return sums


class _Sayings:
    """What rules say about all examples, as one sparse table."""

    def __init__(self, examples: Sequence[Example]) -> None:
        columns = {code: place for place, code in enumerate((*_KINDS, *_SECTORS))}
        said = [
            (number, rule, columns[code])
            for number, example in enumerate(examples)
            for rule, code in sorted(example.clues.evidence.sayings)
        ]
        self.rules = sorted({rule for _, rule, _ in said})
        self._cells = (np.array([n for n, _, _ in said]), np.array([c for _, _, c in said]))
        self._rules = np.array([self.rules.index(rule) for _, rule, _ in said])

    def add(self, sums: Floats, weights: Floats) -> None:
        """Add what the rules say to ``[examples, columns]``."""
        np.add.at(sums, self._cells, weights[self._rules])

    def slope(self, errors: Floats) -> Floats:
        """Return the slope of each rule's weight."""
        sums = np.bincount(self._rules, errors[self._cells], len(self.rules))
        return np.asarray(sums, dtype=np.float32)


class _Adam:
    """Steps for one array."""

    def __init__(self, array: Floats) -> None:
        self.array = array
        self._mean, self._square = np.zeros_like(array), np.zeros_like(array)

    def step(self, slope: Floats, *, number: int, rate: float) -> None:
        """Move against the slope; ``number`` counts from 1."""
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.01 * (slope * slope - self._square)
        mean = self._mean / (1 - 0.9**number)
        self.array -= rate * mean / (np.sqrt(self._square / (1 - 0.99**number)) + 1e-6)


def fit_kinds(examples: Sequence[Example]) -> dict[str, Any]:
    """Fit what each mark says about kinds and sectors.

    Args:
        examples: Annotated entities.

    Returns:
        The ``kinds`` part of ``weights.json``.
    """
    vocabulary = _vocabulary(examples)
    table, size = _Marks(examples, vocabulary), len(_KINDS)
    rows = _Adam(np.zeros((len(vocabulary), size + len(_SECTORS)), dtype=np.float32))
    sayings = _Sayings(examples)
    rules = _Adam(np.zeros(len(sayings.rules), dtype=np.float32))
    pairs = _Adam(np.zeros((size, len(_SECTORS)), dtype=np.float32))
    kinds = np.array([_KINDS.index(e.kind) for e in examples])
    sectors = np.array([_sector_column(e) for e in examples])
    for number in range(1, _STEPS + 1):
        sums = table.times(rows.array)
        sayings.add(sums, rules.array)
        errors = _softmax(sums[:, :size, None] + sums[:, None, size:] + pairs.array)
        errors -= _targets(errors, kinds, sectors)
        flat = np.concatenate([errors.sum(2), errors.sum(1)], axis=1)
        rate = _RATE * (1 - 0.9 * number / _STEPS)
        rows.step(table.transposed_times(flat) + _PULL * rows.array, number=number, rate=rate)
        rules.step(sayings.slope(flat) + 0.1 * _PULL * rules.array, number=number, rate=rate)
        pairs.step(errors.sum(0) + 0.1 * _PULL * pairs.array, number=number, rate=rate)
    return {
        "kinds": [str(kind) for kind in _KINDS],
        "sectors": [str(sector or "") for sector in _SECTORS],
        "reader": _READER,
        "rules": {n: round(float(w), 3) for n, w in zip(sayings.rules, rules.array, strict=True)},
        "pairs": [[round(float(cell), 2) for cell in row] for row in pairs.array],
        "marks": dict(_sparse(vocabulary, rows.array)),
    }


def _vocabulary(examples: Sequence[Example]) -> list[str]:
    counts: Counter[str] = Counter()
    reports: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        counts.update(example.clues.evidence.marks)
        for mark in example.clues.evidence.marks:
            reports[mark].add(example.report)
    return sorted(m for m, count in counts.items() if count >= _LEAST and len(reports[m]) >= 3)


def _sector_column(example: Example) -> int:
    """Return the column of the sector; -1 when any sector may be right."""
    if example.sector is None and example.kind not in _SILENT:
        return -1
    return _SECTORS.index(example.sector)


def _softmax(odds: Floats) -> Floats:
    raised = np.exp(odds - odds.max(axis=(1, 2), keepdims=True))
    return np.asarray(raised / raised.sum(axis=(1, 2), keepdims=True))


def _targets(shares: Floats, kinds: NDArray[Any], sectors: NDArray[Any]) -> Floats:
    """Return what the shares should be; where any sector may be right, those of now count."""
    wanted = np.zeros_like(shares)
    known, open_ = np.flatnonzero(sectors >= 0), np.flatnonzero(sectors < 0)
    wanted[known, kinds[known], sectors[known]] = 1.0
    now = shares[open_, kinds[open_], 1:]
    wanted[open_, kinds[open_], 1:] = now / now.sum(axis=1, keepdims=True)
    return wanted


def _sparse(vocabulary: Sequence[str], rows: Floats) -> Iterator[tuple[str, list[int]]]:
    for mark, row in zip(vocabulary, rows, strict=True):
        cells = [(int(c), round(100 * float(row[c]))) for c in np.flatnonzero(abs(row) >= _DROP)]
        if cells:
            yield mark, [number for cell in cells for number in cell]


def fit_countries(examples: Sequence[Example]) -> dict[str, Any]:
    """Fit what each comparison says about a country.

    Args:
        examples: Annotated entities.

    Returns:
        The ``countries`` part of ``weights.json``.
    """
    first = _by_class(examples, [e.clues.countries for e in examples], names=(*FEATURES, *NONE))
    tables: list[Table] = []
    for _, mates in groupby(examples, key=lambda example: example.report):
        own = list(mates)
        classes = [class_of(example.kind) for example in own]
        guesses = [
            share_out(e.clues.countries, first[group])
            for e, group in zip(own, classes, strict=True)
        ]
        tables.extend(add_others([e.clues.countries for e in own], classes, guesses))
    last = _by_class(examples, tables, names=(*FEATURES, *NONE, *OTHERS))
    return {"first": first, "last": last, "none_at": _NONE_AT}


def _by_class(
    examples: Sequence[Example], tables: Sequence[Table], *, names: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Fit weights for each group of kinds; examples whose country nothing names teach nothing."""
    place = {name: number for number, name in enumerate(names)}
    cells, owners, right, groups = [], [], [], []
    usable = [(e, t) for e, t in zip(examples, tables, strict=True) if e.country in t]
    for number, (example, table) in enumerate(usable):
        for code, values in table.items():
            row = np.zeros(len(names), dtype=np.float32)
            for name, value in values.items():
                row[place[name]] = value
            cells.append(row)
            owners.append(number)
            right.append(code == example.country)
            groups.append(CLASSES.index(class_of(example.kind)))
    fitted = _fit_choice(np.array(cells), np.array(owners), np.array(right), np.array(groups))
    return {
        group: {n: round(float(w), 3) for n, w in zip(names, fitted[0] + row, strict=True)}
        for group, row in zip(CLASSES[1:], fitted[1:], strict=True)
    }


def _fit_choice(
    cells: Floats, owners: NDArray[Any], right: NDArray[Any], groups: NDArray[Any]
) -> Floats:
    """Fit weights for all groups of kinds, row 0, and what each group adds."""
    weights = _Adam(np.zeros((len(CLASSES), cells.shape[1]), dtype=np.float32))
    starts = np.unique(owners, return_index=True)[1]
    for number in range(1, 3 * _STEPS + 1):
        odds = (cells * (weights.array[0] + weights.array[groups])).sum(axis=1)
        raised = np.exp(odds - np.maximum.reduceat(odds, starts)[owners])
        shares = raised / np.add.reduceat(raised, starts)[owners]
        slopes = (shares - right)[:, None] * cells
        slope = np.stack([
            slopes.sum(axis=0),
            *(slopes[groups == group].sum(axis=0) for group in range(1, len(CLASSES))),
        ]).astype(np.float32)
        pull = np.full((len(CLASSES), 1), _PULL, dtype=np.float32)
        pull[0] *= 0.1
        rate = 0.05 * (1 - 0.3 * number / _STEPS)
        weights.step(slope + pull * weights.array, number=number, rate=rate)
    return weights.array


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit all weights and write the file that ships.

    Args:
        arguments: Command line; ``None`` takes the process's own.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--into", type=Path, required=True, help="weights.json to write")
    options = parser.parse_args(arguments)
    examples: list[Example] = []
    for name in _TRAIN:
        with gzip.open(options.data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            examples.extend(read_examples(json.loads(line) for line in lines))
    content = {"kinds": fit_kinds(examples), "countries": fit_countries(examples)}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    options.into.write_text(text.replace('],"', '],\n"') + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(examples)} entities, {len(content['kinds']['marks'])} marks\n")


if __name__ == "__main__":
    main()
