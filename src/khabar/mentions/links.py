"""Which mentions mean the same actor or place, and how mentions and triggers are linked.

Both are read left to right: a mention joins the cluster of its best earlier partner, when the
pair's probability reaches the threshold. The pair scorer is logistic; its weights are
fitted by ``training/`` and kept in ``calibration.json``.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from khabar.base.names import fold_name
from khabar.mentions.marks import Marks, are_rivals, united
from khabar.models.calibration import LinkWeights

__all__ = [
    "COREF_FEATURES",
    "REACH",
    "MentionDraft",
    "cluster",
    "number_values",
    "score_mentions",
    "unit_rows",
]

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

REACH: Final = 150  # earlier mentions compared; keeps long reports linear

PRONOUNS: Final = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves "
    "we us our ours ourselves i me my mine you your who whom whose which that those these".split()
)

COREF_FEATURES: Final = (
    "network",
    "same words",
    "same head",
    "head inside other",
    "no common word",
    "either pronoun",
    "both pronouns",
    "same pronoun",
    "both names, no common word",
    "both persons, no common word",
    "same kind",
    "sentences apart",
    "same event",
    "second is new",
    "second is known",
    "same head, second is new",
    "same head, second is known",
    "same head, other words differ",
    "share of common words",
)


@dataclass(frozen=True, slots=True)
class MentionDraft:
    """A filler to link: words, head, what it looks like.

    Attributes:
        words: Folded words of the mention.
        head: Folded head word.
        proper: It holds a proper noun.
        kind: Likeliest entity kind.
        sentence: Number of its sentence in the report.
        position: Report-wide number of its head word.
        vector: From the network's coreference head, any length; it is normalised here.
        events: Triggers it hangs on: two fillers of one event are seldom the same.
        marks: What sets it apart from others.
        definite: How it is introduced: 1 as known ("the", "their"), -1 as new ("a", "two"),
            0 when it does not say.
    """

    words: tuple[str, ...]
    head: str
    proper: bool
    kind: str
    sentence: int
    position: int
    vector: Floats
    events: frozenset[tuple[int, int]]
    marks: Marks
    definite: int


def score_mentions(mentions: Sequence[MentionDraft]) -> list[Floats]:
    """Return the pair features of every mention with the mentions before it.

    Args:
        mentions: In order of their head words.

    Returns:
        For each mention ``[pairs, len(COREF_FEATURES)]``; the pairs are the up to ``REACH``
        mentions before it, the nearest last.
    """
    if not mentions:
        return []
    unit = unit_rows([one.vector for one in mentions])
    same_words = number_values([one.words for one in mentions])
    same_head = number_values([one.head for one in mentions])
    kind = number_values([one.kind for one in mentions])
    pronoun = np.array([one.head in PRONOUNS for one in mentions])
    proper = np.array([one.proper for one in mentions])
    person = np.array([one.kind == "person" for one in mentions])
    sentence = np.array([one.sentence for one in mentions], dtype=np.float32)
    seen = _Seen()
    rows = []
    for i, one in enumerate(mentions):
        before = slice(max(0, i - REACH), i)
        own = set(one.words)
        common = seen.words.count(own, before) > 0
        inside = (seen.words.count({one.head}, before) + seen.heads.count(own, before)) > 0
        event = seen.events.count(one.events, before) > 0
        shares = seen.share(own - {one.head}, before)
        seen.add(one)
        names = ~pronoun[before] & ~pronoun[i]
        same = names & (same_head[before] == same_head[i])
        both_proper = proper[before] & proper[i]
        columns = (
            unit[before] @ unit[i],
            names & (same_words[before] == same_words[i]),
            same,
            names & inside,
            names & ~common,
            pronoun[before] != pronoun[i],
            pronoun[before] & pronoun[i],
            pronoun[before] & pronoun[i] & (same_head[before] == same_head[i]),
            names & both_proper & ~common,
            person[before] & person[i] & both_proper & ~common,
            kind[before] == kind[i],
            np.log1p(np.abs(sentence[before] - sentence[i])),
            event,
            *_introduced(one.definite, names=names, same=same, shares=shares),
        )
        rows.append(np.stack(columns, 1).astype(np.float32))
    return rows


def _introduced(
    definite: int, *, names: Bools, same: Bools, shares: Floats
) -> tuple[Bools | Floats, ...]:
    """Return the columns on how the second mention is introduced and what it adds."""
    new, known = definite < 0, definite > 0
    return (
        names & new,
        names & known,
        same & new,
        same & known,
        same & (shares == 0),
        np.where(names, shares, 0).astype(np.float32),
    )


class _Index:
    """Which of the mentions read so far have a value: most pairs have nothing in common."""

    def __init__(self) -> None:
        self._having: dict[Hashable, list[int]] = defaultdict(list)

    def add(self, number: int, values: Iterable[Hashable]) -> None:
        for value in values:
            self._having[value].append(number)

    def count(self, values: Iterable[Hashable], before: slice) -> npt.NDArray[np.int64]:
        """Return how many of the values each mention of a range has."""
        counts = [0] * (before.stop - before.start)
        for value in values:
            for number in reversed(self._having.get(value, ())):
                if number < before.start:
                    break
                counts[number - before.start] += 1
        return np.array(counts, dtype=np.int64)


@dataclass(slots=True)
class _Seen:
    """The mentions read so far, by what they have."""

    words: _Index = field(default_factory=_Index)
    heads: _Index = field(default_factory=_Index)
    events: _Index = field(default_factory=_Index)
    modifiers: _Index = field(default_factory=_Index)
    sizes: list[int] = field(default_factory=list)

    def add(self, mention: MentionDraft) -> None:
        number, words = len(self.sizes), set(mention.words)
        self.words.add(number, words)
        self.heads.add(number, [mention.head])
        self.events.add(number, mention.events)
        self.modifiers.add(number, words - {mention.head})
        self.sizes.append(len(words - {mention.head}))

    def share(self, modifiers: set[str], before: slice) -> Floats:
        """Return the share of common modifiers; 1 where there are none at all."""
        common = self.modifiers.count(modifiers, before)
        union = np.array(self.sizes[before], dtype=np.int64) + len(modifiers) - common
        shares = np.where(union > 0, common / np.maximum(union, 1), 1.0)
        return shares.astype(np.float32)


def unit_rows(vectors: Sequence[Floats]) -> Floats:
    """Return vectors of length 1, so that products are cosines."""
    matrix = np.stack(vectors)
    norms = np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9
    return np.asarray(matrix / norms, dtype=np.float32)


def number_values(values: Sequence[object]) -> npt.NDArray[np.int64]:
    """Return the same number for the same value."""
    found: dict[object, int] = {}
    return np.array([found.setdefault(value, len(found)) for value in values], dtype=np.int64)


def cluster(
    features: Sequence[Floats],
    names: Sequence[str],
    *,
    link: LinkWeights,
    marks: Sequence[Marks] = (),
) -> tuple[list[int], list[float]]:
    """Put every item into a cluster.

    Args:
        features: For each item its pairs with up to ``REACH`` items before it,
            ``[pairs, features]``, the nearest last; empty for the first.
        names: Feature names in column order.
        link: The pair scorer.
        marks: What sets items apart; rivals never share a cluster. Empty when nothing does.

    Returns:
        Cluster number of each item, and the probability of the link that put it there
        (1 for founders).
    """
    weights = np.array([link.weights.get(name, 0.0) for name in names], dtype=np.float32)
    clusters: list[int] = []
    sureness: list[float] = []
    held: list[Marks] = []
    for item, rows in enumerate(features):
        own: Marks = marks[item] if marks else {}
        best = -1.0
        partner = -1
        if len(rows):
            p = 1.0 / (1.0 + np.exp(-(rows @ weights + link.bias)))
            for number, rating in _rated(p, clusters[item - len(rows) : item]):
                if rating < link.threshold:
                    break
                if not are_rivals(own, held[number]):
                    partner, best = number, rating
                    break
        if partner >= 0:
            held[partner] = united(held[partner], own)
        else:
            partner, best = len(held), 1.0
            held.append(own)
        clusters.append(partner)
        sureness.append(best)
    return clusters, sureness


def _rated(p: Floats, clusters: Sequence[int]) -> list[tuple[int, float]]:
    """Return earlier clusters, the best first: by the mean of its best and its average pair."""
    sums = np.bincount(clusters, weights=p)
    highest = np.zeros(len(sums))
    np.maximum.at(highest, clusters, p)
    numbers = np.flatnonzero(sums)
    ratings = 0.5 * highest[numbers] + 0.5 * sums[numbers] / np.bincount(clusters)[numbers]
    order = np.lexsort((numbers, -ratings))
    return list(zip(numbers[order].tolist(), ratings[order].tolist(), strict=True))


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """Return a word as links compare it; the same few thousand words come all day."""
    return fold_name(word)
