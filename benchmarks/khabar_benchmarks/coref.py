"""MUC, B-cubed and CEAF-e of a grouping of mentions, and their mean: the CoNLL score."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["b_cubed", "ceaf_e", "conll_f1", "f1", "muc"]

Groups = Mapping[Any, Hashable]


def conll_f1(predicted: Groups, gold: Groups) -> float:
    """Return the mean F1 of MUC, B-cubed and CEAF-e.

    Args:
        predicted: Group of each mention found; those of no other mention may be left out.
        gold: True group of each mention.
    """
    return float(np.mean([f1(*measure(predicted, gold)) for measure in (muc, b_cubed, ceaf_e)]))


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean; 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(predicted: Groups, gold: Groups) -> tuple[float, float]:
    """Return precision and recall of the links that hold groups together."""
    return _links(predicted, gold), _links(gold, predicted)


def _links(held: Groups, judge: Groups) -> float:
    right = total = 0
    for members in _sets(held):
        parts = {judge[m] for m in members if m in judge}
        loose = sum(m not in judge for m in members)
        total += len(members) - 1
        right += len(members) - len(parts) - loose
    return right / total if total else 0.0


def b_cubed(predicted: Groups, gold: Groups) -> tuple[float, float]:
    """Return precision and recall mention by mention."""
    return _share(predicted, gold), _share(gold, predicted)


def _share(held: Groups, judge: Groups) -> float:
    others = {m: members for members in _sets(judge) for m in members}
    total = 0.0
    for members in _sets(held):
        total += sum(
            len(members & others[m]) / len(members) if m in others else 0.0 for m in members
        )
    return total / len(held) if held else 0.0


def ceaf_e(predicted: Groups, gold: Groups) -> tuple[float, float]:
    """Return precision and recall of the best one-to-one match of groups.

    Groups that share no mention never match, so every connected part is solved alone.
    """
    mine, true = _sets(predicted), _sets(gold)
    home = {m: number for number, members in enumerate(true) for m in members}
    table: dict[int, dict[int, float]] = {}
    for number, members in enumerate(mine):
        for other in {home[m] for m in members if m in home}:
            shared = len(members & true[other])
            table.setdefault(number, {})[other] = 2 * shared / (len(members) + len(true[other]))
    total = sum(_best_match(part) for part in _parts(table))
    return total / max(1, len(mine)), total / max(1, len(true))


def _parts(table: dict[int, dict[int, float]]) -> Iterable[list[tuple[int, dict[int, float]]]]:
    """Yield rows that share columns together."""
    rows = dict(table)
    by_column: dict[int, set[int]] = defaultdict(set)
    for row, columns in table.items():
        for column in columns:
            by_column[column].add(row)
    while rows:
        waiting, found = [next(iter(rows))], []
        while waiting:
            row = waiting.pop()
            if row in rows:
                found.append((row, rows.pop(row)))
                waiting += [r for column in table[row] for r in by_column[column]]
        yield found


def _best_match(part: list[tuple[int, dict[int, float]]]) -> float:
    """Return the greatest sum of a matching, by the Hungarian method."""
    columns = sorted({column for _, row in part for column in row})
    size = max(len(part), len(columns))
    cost = np.zeros((size, size))
    for number, (_, row) in enumerate(part):
        for column, value in row.items():
            cost[number, columns.index(column)] = -value
    match = _assign(cost)
    return float(-sum(cost[row, column] for row, column in enumerate(match)))


def _assign(cost: npt.NDArray[np.float64]) -> list[int]:
    """Return the column of each row that makes the sum least (Jonker and Volgenant)."""
    size = len(cost)
    row_price, column_price = np.zeros(size + 1), np.zeros(size + 1)
    taken, way = np.zeros(size + 1, dtype=int), np.zeros(size + 1, dtype=int)
    for row in range(1, size + 1):
        taken[0], here = row, 0
        least, used = np.full(size + 1, np.inf), np.zeros(size + 1, dtype=bool)
        while True:
            used[here] = True
            gap = cost[taken[here] - 1] - row_price[taken[here]] - column_price[1:]
            better = ~used[1:] & (gap < least[1:])
            least[1:][better], way[1:][better] = gap[better], here
            free = np.where(used[1:], np.inf, least[1:])
            following = int(free.argmin()) + 1
            step = least[following]
            row_price[taken[used]] += step
            column_price[used] -= step
            least[1:][~used[1:]] -= step
            here = following
            if taken[here] == 0:
                break
        while here:
            taken[here], here = taken[way[here]], int(way[here])
    match = [0] * size
    for column in range(1, size + 1):
        match[taken[column] - 1] = column - 1
    return match


def _sets(groups: Groups) -> list[set[Any]]:
    found: dict[Hashable, set[Any]] = defaultdict(set)
    for item, group in groups.items():
        found[group].add(item)
    return list(found.values())
