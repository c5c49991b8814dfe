"""Which mentions mean the same actor or place, and how mentions and triggers are linked.

Both are read left to right: a mention joins the cluster of its best earlier partner, when the
pair's probability reaches the threshold. The pair scorer is logistic; its weights are
fitted by ``training/`` and kept in ``calibration.json``.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
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
    modifiers = [set(one.words) - {one.head} for one in mentions]
    rows = []
    for i, one in enumerate(mentions):
        before = slice(max(0, i - REACH), i)
        earlier = mentions[before]
        own, sets = set(one.words), [set(other.words) for other in earlier]
        common = np.array([not own.isdisjoint(words) for words in sets], dtype=bool)
        inside = np.array(
            [
                one.head in words or other.head in own
                for other, words in zip(earlier, sets, strict=True)
            ],
            dtype=bool,
        )
        event = np.array([bool(one.events & other.events) for other in earlier], dtype=bool)
        names = ~pronoun[before] & ~pronoun[i]
        same = names & (same_head[before] == same_head[i])
        shares = np.array(
            [_common_share(modifiers[i], other) for other in modifiers[before]], dtype=np.float32
        )
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


def _common_share(left: set[str], right: set[str]) -> float:
    """Return the share of common words; 1 when there are none at all."""
    union = left | right
    return len(left & right) / len(union) if union else 1.0


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
            rivals = {n for n, other in enumerate(held) if are_rivals(own, other)}
            partner, best = _best_partner(p, clusters[item - len(rows) : item], rivals=rivals)
        if best >= link.threshold:
            held[partner] = united(held[partner], own)
        else:
            partner, best = len(held), 1.0
            held.append(own)
        clusters.append(partner)
        sureness.append(best)
    return clusters, sureness


def _best_partner(
    p: Floats, clusters: Sequence[int], *, rivals: AbstractSet[int]
) -> tuple[int, float]:
    """Return the earlier cluster that fits best: mean of its best and its average pair.

    Minus one, and a probability of minus one, when all are rivals.
    """
    members: dict[int, list[float]] = {}
    for number, value in zip(clusters, p, strict=True):
        if number not in rivals:
            members.setdefault(number, []).append(float(value))
    if not members:
        return -1, -1.0
    rated = {n: 0.5 * max(v) + 0.5 * sum(v) / len(v) for n, v in members.items()}
    best = max(rated, key=lambda n: (rated[n], -n))
    return best, rated[best]


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """Return a word as links compare it; the same few thousand words come all day."""
    return fold_name(word)
