"""Which triggers of a report tell of one occurrence: what two of them have in common."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from khabar.mentions.links import REACH, number_values, unit_rows
from khabar.models.occurrences import OccurrenceInputs

__all__ = [
    "FILLING",
    "IDENTITY_FEATURES",
    "OccurrenceDraft",
    "Part",
    "describe_occurrences",
    "score_occurrences",
]

Floats = npt.NDArray[np.float32]

FILLING: Final = ("actor", "recipient", "place", "source")
"""Roles whose fillers the second pass sees."""

IDENTITY_FEATURES: Final = (
    "second pass",
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

_SEGMENT: Final = 160  # triggers seen at once; a report of 400 words has some thirty
_STEP: Final = 80
_NEVER_SEEN: Final = -4.0  # log-odds of two triggers that share no segment
_ROOT: Final = 5  # letters of a word that its noun and its verb mostly share
_SHORT: Final = 2  # letters of words that tell nothing


@dataclass(frozen=True, slots=True)
class Part:
    """What fills a role of a trigger.

    Attributes:
        vector: Coreference vector of the surest filler's head, any length.
        p: Probability of that filler in [0, 1]; 0 where nothing fills the role.
        words: Folded words of all fillers.
    """

    vector: Floats
    p: float
    words: frozenset[str]


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
        traits: What the other heads say of it.
        fillers: Numbers of the entity clusters of its actors and recipients.
        places: Numbers of the entity clusters of its places.
        parts: What fills each role of ``FILLING``.
        times: Folded words of its times.
    """

    word: str
    type: str
    mode: str
    status: str
    sentence: int
    vector: Floats
    traits: Floats
    fillers: frozenset[int]
    places: frozenset[int]
    parts: Mapping[str, Part]
    times: frozenset[str]


def score_occurrences(
    occurrences: Sequence[OccurrenceDraft], *, second: Callable[[OccurrenceInputs], Floats]
) -> list[Floats]:
    """Return the pair features of every trigger with the triggers before it.

    Args:
        occurrences: In order of their triggers.
        second: The second pass: log-odds ``[N, N]`` of N triggers.

    Returns:
        For each trigger ``[pairs, len(IDENTITY_FEATURES)]``; the pairs are the up to ``REACH``
        triggers before it, the nearest last.
    """
    if not occurrences:
        return []
    seen = _look_twice(occurrences, second)
    unit = unit_rows([one.vector for one in occurrences])
    word = number_values([one.word for one in occurrences])
    kind = number_values([one.type for one in occurrences])
    mode = number_values([one.mode for one in occurrences])
    status = number_values([one.status for one in occurrences])
    sentence = np.array([one.sentence for one in occurrences], dtype=np.float32)
    rows = []
    for i, one in enumerate(occurrences):
        before = slice(max(0, i - REACH), i)
        earlier = occurrences[before]
        shared = [min(2, len(one.fillers & other.fillers)) for other in earlier]
        rival = [
            bool(one.places and other.places and one.places.isdisjoint(other.places))
            for other in earlier
        ]
        same_type = kind[before] == kind[i]
        columns = (
            seen[i],
            unit[before] @ unit[i],
            word[before] == word[i],
            same_type,
            same_type & (mode[before] == mode[i]),
            status[before] == status[i],
            np.log1p(np.abs(sentence[before] - sentence[i])),
            sentence[before] == sentence[i],
            np.array(shared, dtype=np.float32),
            np.array(rival, dtype=bool),
        )
        rows.append(np.stack(columns, 1).astype(np.float32))
    return rows


def _look_twice(
    occurrences: Sequence[OccurrenceDraft], second: Callable[[OccurrenceInputs], Floats]
) -> list[Floats]:
    """Return what the second pass says of each trigger and those before it in its reach."""
    count = len(occurrences)
    rows = [np.full(min(i, REACH), _NEVER_SEEN, dtype=np.float32) for i in range(count)]
    for start in range(0, max(1, count - _STEP), _STEP):
        segment = occurrences[start : start + _SEGMENT]
        if len(segment) > 1:
            logits = second(describe_occurrences(segment))
            for place in range(1, len(segment)):
                told = logits[place, max(0, place - REACH) : place]
                rows[start + place][-len(told) :] = told
    return rows


def describe_occurrences(occurrences: Sequence[OccurrenceDraft]) -> OccurrenceInputs:
    """Return what the second pass sees of some triggers.

    Args:
        occurrences: In order of their triggers, at least one.
    """
    vectors = np.stack([np.concatenate([o.vector, o.traits]) for o in occurrences])
    fillers = {role: _filler_vectors(occurrences, role) for role in FILLING}
    sentences = np.array([o.sentence for o in occurrences], dtype=np.float32)
    return OccurrenceInputs(
        triggers=vectors.astype(np.float32),
        fillers=np.concatenate(list(fillers.values()), 1).astype(np.float32),
        sentences=sentences,
        pairs=np.stack([*_common(occurrences), *_common_parts(occurrences, fillers)], -1),
    )


def _filler_vectors(occurrences: Sequence[OccurrenceDraft], role: str) -> Floats:
    """Return vectors as long as their fillers are sure, ``[N, d]``."""
    parts = [one.parts[role] for one in occurrences]
    p = np.array([part.p for part in parts], dtype=np.float32)
    return unit_rows([part.vector for part in parts]) * p[:, None]


def _common(occurrences: Sequence[OccurrenceDraft]) -> list[Floats]:
    """Return what triggers have in common but for what fills their roles."""
    unit = unit_rows([one.vector for one in occurrences])
    sentence = np.array([one.sentence for one in occurrences], dtype=np.float32)
    order = np.arange(len(occurrences), dtype=np.float32)
    apart = np.abs(sentence[:, None] - sentence[None, :])
    modes = [(o.type, o.mode) if o.mode else (o.type, n) for n, o in enumerate(occurrences)]
    return [
        unit @ unit.T,
        _equal([one.word for one in occurrences]),
        _equal([one.word.rpartition(" ")[2][:_ROOT] for one in occurrences]),
        _equal([one.type for one in occurrences]),
        _equal(modes),
        _equal([one.status for one in occurrences]),
        np.log1p(apart),
        (apart == 0).astype(np.float32),
        np.log1p(np.abs(order[:, None] - order[None, :])),
    ]


def _common_parts(
    occurrences: Sequence[OccurrenceDraft], fillers: Mapping[str, Floats]
) -> list[Floats]:
    """Return how alike the fillers of two triggers are, by vector and by word."""
    columns = []
    units = {role: vectors / _lengths(vectors)[:, None] for role, vectors in fillers.items()}
    told = {role: (_lengths(vectors) > _TINY) for role, vectors in fillers.items()}
    for role in FILLING[:3]:
        both = (told[role][:, None] & told[role][None, :]).astype(np.float32)
        columns += [units[role] @ units[role].T * both, both]
    crossed = units["actor"] @ units["recipient"].T
    crossed *= told["actor"][:, None] & told["recipient"][None, :]
    columns.append(np.maximum(crossed, crossed.T))
    for words in (
        *([one.parts[role].words for one in occurrences] for role in FILLING[:3]),
        [one.times for one in occurrences],
    ):
        columns += _overlaps(words)
    return columns


_TINY: Final = 1e-6


def _lengths(vectors: Floats) -> Floats:
    return np.asarray(np.linalg.norm(vectors, axis=1) + _TINY / 10, dtype=np.float32)


def _equal(values: Sequence[object]) -> Floats:
    numbers = number_values(values)
    return np.asarray(numbers[:, None] == numbers[None, :], dtype=np.float32)


def _overlaps(sets: Sequence[frozenset[str]]) -> tuple[Floats, Floats]:
    """Return the share of the smaller set that two have in common, and where it is none."""
    kept = [frozenset(word for word in words if len(word) > _SHORT) for words in sets]
    names = {word: n for n, word in enumerate(sorted(frozenset().union(*kept)))}
    has = np.zeros((len(kept), max(1, len(names))), dtype=np.float32)
    for row, words in enumerate(kept):
        has[row, [names[word] for word in words]] = 1.0
    size = has.sum(1)
    smaller = np.minimum(size[:, None], size[None, :])
    common = has @ has.T
    share = common / np.maximum(smaller, 1.0)
    return share, ((common == 0) & (smaller > 0)).astype(np.float32)
