"""Which kind and sector an actor is: all evidence in one score."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from khabar.record.codes import EntityKind, Sector
from khabar.record.score import Part, Score
from khabar.resolve.actors.evidence import Evidence
from khabar.resolve.actors.mentions import Group
from khabar.resolve.actors.weights import Floats, KindWeights

__all__ = ["Verdict", "judge_kind"]

_SHOWN: Final = 6  # parts told one by one
_LOG_TWO: Final = 0.6931471805599453


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an actor or place most likely is.

    Attributes:
        kind: Its kind.
        sector: Its sector; ``None`` for places and for countries that only hold events.
        p: Probability in [0, 1] of the kind.
        score: Why this kind and not the second.
    """

    kind: EntityKind
    sector: Sector | None
    p: float
    score: Score


def judge_kind(evidence: Evidence, *, group: Group, weights: KindWeights) -> Verdict:
    """Weigh the evidence on an actor with what the reader takes it for.

    Kind and sector are chosen together: each has its own weights, and pairs that do not go
    together weigh against both.

    Args:
        evidence: From ``find_evidence``.
        group: The actor's mentions, with the reader's guesses.
        weights: Learned weights.

    Returns:
        The likeliest kind, and the likeliest sector of that kind.
    """
    marks = [mark for mark in sorted(evidence.marks) if mark in weights.places]
    size = len(weights.kinds)
    own = weights.rows[[weights.places[mark] for mark in marks]]
    extra = {"rules": _rules_row(evidence, weights), "reader": _reader_row(group, weights)}
    sums = own.sum(axis=0) + sum(extra.values())
    odds = sums[:size, None] + sums[None, size:] + weights.pairs
    raised = np.exp(odds - odds.max())
    kinds = raised.sum(axis=1) / raised.sum()
    best, second = (int(place) for place in np.argsort(-kinds, kind="stable")[:2])
    chances = raised[best].tolist()
    spoken = (place for place, sector in enumerate(weights.sectors) if sector is not None)
    sector = weights.sectors[max(spoken, key=chances.__getitem__)]
    p = float(kinds[best])
    total = float(np.log2(max(kinds[best], 1e-9)) - np.log2(max(1.0 - kinds[best], 1e-9)))
    shares = dict(zip(marks, (own[:, best] - own[:, second]) / _LOG_TWO, strict=True))
    shares |= {name: (row[best] - row[second]) / _LOG_TWO for name, row in extra.items()}
    named = str(weights.kinds[best])
    score = Score(_parts({k: float(v) for k, v in shares.items()}, named, total))
    return Verdict(weights.kinds[best], sector, p, score)


def _rules_row(evidence: Evidence, weights: KindWeights) -> Floats:
    row = np.zeros(weights.rows.shape[1], dtype=np.float32)
    codes: tuple[EntityKind | Sector | None, ...] = (*weights.kinds, *weights.sectors)
    for rule, code in sorted(evidence.sayings):
        row[codes.index(code)] += weights.rules.get(rule, 0.0)
    return row


def _reader_row(group: Group, weights: KindWeights) -> Floats:
    kinds, sectors = dict(group.kinds), dict(group.sectors)
    told = [weights.reader_kind * kinds.get(kind, 0.0) for kind in weights.kinds]
    told += [
        weights.reader_sector * sectors.get(sector, 0.0) if sector is not None else 0.0
        for sector in weights.sectors
    ]
    return np.array(told, dtype=np.float32)


def _parts(shares: dict[str, float], kind: str, total: float) -> tuple[Part, ...]:
    """Return the weightiest marks one by one and the rest together; they add up to ``total``."""
    loudest = sorted(shares, key=lambda mark: -abs(shares[mark]))[:_SHOWN]
    parts = []
    for mark in loudest:
        feature, _, value = mark.partition("=")
        parts.append(Part(feature, value, kind, round(shares[mark], 3)))
    rest = total - sum(part.weight for part in parts)
    return (*parts, Part("other marks", "", kind, rest))
