"""Which mentions mean the same actor or place, and which triggers the same occurrence.

Both read left to right: a mention joins the cluster of its best earlier partner, when the
pair's probability reaches the threshold. The pair scorer is logistic; its weights are
fitted by ``training/`` and kept in ``calibration.json``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from khabar.base.names import fold_name
from khabar.models.calibration import LinkWeights

__all__ = [
    "COREF_FEATURES",
    "IDENTITY_FEATURES",
    "MentionDraft",
    "OccurrenceDraft",
    "cluster",
    "score_mentions",
    "score_occurrences",
]

Floats = npt.NDArray[np.float32]

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
)

IDENTITY_FEATURES: Final = (
    "network",
    "same word",
    "same type",
    "same mode",
    "same status",
    "sentences apart",
    "same sentence",
    "shared fillers",
    "rival places",
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
    """

    words: tuple[str, ...]
    head: str
    proper: bool
    kind: str
    sentence: int
    position: int
    vector: Floats
    events: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class OccurrenceDraft:
    """A trigger to link.

    Attributes:
        word: Folded trigger words.
        type: Event type.
        mode: Mode; may be empty.
        status: Status.
        sentence: Number of its sentence in the report.
        vector: From the network's identity head.
        fillers: Numbers of the entity clusters of its actors and recipients.
        places: Numbers of the entity clusters of its places.
    """

    word: str
    type: str
    mode: str
    status: str
    sentence: int
    vector: Floats
    fillers: frozenset[int]
    places: frozenset[int]


def _cosines(vectors: Sequence[Floats], one: Floats) -> Floats:
    matrix = np.stack(vectors)
    norms = np.linalg.norm(matrix, axis=1) * np.linalg.norm(one) + 1e-9
    return np.asarray(matrix @ one / norms, dtype=np.float32)


def score_mentions(mention: MentionDraft, earlier: Sequence[MentionDraft]) -> Floats:
    """Return the features ``[len(earlier), len(COREF_FEATURES)]`` of a mention's pairs."""
    cosines = _cosines([other.vector for other in earlier], mention.vector)
    return np.array(
        [
            _mention_features(mention, other, float(cosine))
            for other, cosine in zip(earlier, cosines, strict=True)
        ],
        dtype=np.float32,
    )


def _mention_features(a: MentionDraft, b: MentionDraft, cosine: float) -> list[float]:
    pronoun_a, pronoun_b = a.head in PRONOUNS, b.head in PRONOUNS
    names = not pronoun_a and not pronoun_b
    common = bool(set(a.words) & set(b.words))
    return [
        cosine,
        float(names and a.words == b.words),
        float(names and a.head == b.head),
        float(names and (a.head in b.words or b.head in a.words)),
        float(names and not common),
        float(pronoun_a != pronoun_b),
        float(pronoun_a and pronoun_b),
        float(pronoun_a and a.head == b.head),
        float(names and a.proper and b.proper and not common),
        float(a.kind == b.kind == "person" and a.proper and b.proper and not common),
        float(a.kind == b.kind),
        float(np.log1p(abs(a.sentence - b.sentence))),
        float(bool(a.events & b.events)),
    ]


def score_occurrences(one: OccurrenceDraft, earlier: Sequence[OccurrenceDraft]) -> Floats:
    """Return the features ``[len(earlier), len(IDENTITY_FEATURES)]`` of a trigger's pairs."""
    cosines = _cosines([other.vector for other in earlier], one.vector)
    rows = []
    for other, cosine in zip(earlier, cosines, strict=True):
        rows.append([
            float(cosine),
            float(one.word == other.word),
            float(one.type == other.type),
            float(one.type == other.type and one.mode == other.mode),
            float(one.status == other.status),
            float(np.log1p(abs(one.sentence - other.sentence))),
            float(one.sentence == other.sentence),
            float(min(2, len(one.fillers & other.fillers))),
            float(bool(one.places and other.places and not one.places & other.places)),
        ])
    return np.array(rows, dtype=np.float32)


def cluster(
    features: Sequence[Floats], names: Sequence[str], *, link: LinkWeights
) -> tuple[list[int], list[float]]:
    """Put every item into a cluster.

    Args:
        features: For each item its pairs with up to ``REACH`` items before it,
            ``[pairs, features]``, the nearest last; empty for the first.
        names: Feature names in column order.
        link: The pair scorer.

    Returns:
        Cluster number of each item, and the probability of the link that put it there
        (1 for founders).
    """
    weights = np.array([link.weights.get(name, 0.0) for name in names], dtype=np.float32)
    clusters: list[int] = []
    sureness: list[float] = []
    found = 0
    for item, rows in enumerate(features):
        best = -1.0
        partner = -1
        if len(rows):
            p = 1.0 / (1.0 + np.exp(-(rows @ weights + link.bias)))
            partner, best = _best_partner(p, clusters[item - len(rows) : item])
        if best >= link.threshold:
            clusters.append(partner)
            sureness.append(best)
        else:
            clusters.append(found)
            sureness.append(1.0)
            found += 1
    return clusters, sureness


def _best_partner(p: Floats, clusters: Sequence[int]) -> tuple[int, float]:
    """Return the earlier cluster that fits best: mean of its best and its average pair."""
    members: dict[int, list[float]] = {}
    for number, value in zip(clusters, p, strict=True):
        members.setdefault(number, []).append(float(value))
    rated = {n: 0.5 * max(v) + 0.5 * sum(v) / len(v) for n, v in members.items()}
    best = max(rated, key=lambda n: (rated[n], -n))
    return best, rated[best]


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """Return a word as links compare it; the same few thousand words come all day."""
    return fold_name(word)
