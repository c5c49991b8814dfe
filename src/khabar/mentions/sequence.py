"""Tag sequences from per-word logits: names (BIOES) and triggers (BIO)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["NameDecoder", "Run", "find_trigger_runs", "softmax"]

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``first`` to ``last`` (inclusive) with one label.

    Attributes:
        first: First word.
        last: Last word.
        label: Class.
        p: Probability in [0, 1].
    """

    first: int
    last: int
    label: str
    p: float


def softmax(logits: Floats, *, temperature: float = 1.0) -> Floats:
    """Return probabilities along the last axis."""
    scaled = logits / temperature
    shifted = np.exp(scaled - scaled.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)


class NameDecoder:
    """Constrained Viterbi over BIOES tags."""

    def __init__(self, tags: Sequence[str]) -> None:
        """Prepare the allowed transitions.

        Args:
            tags: ``O`` and ``B-``, ``I-``, ``E-``, ``S-`` of each class.
        """
        self._tags = tuple(tags)
        allowed = [[_may_follow(left, right) for right in tags] for left in tags]
        self._step = np.where(np.array(allowed), 0.0, -1e4).astype(np.float32)
        opens = [_may_follow("O", tag) for tag in tags]
        closes = [_may_follow(tag, "O") for tag in tags]
        self._start = np.where(np.array(opens), 0.0, -1e4).astype(np.float32)
        self._end = np.where(np.array(closes), 0.0, -1e4).astype(np.float32)

    def find_runs(self, logits: Floats, *, temperature: float) -> list[Run]:
        """Return the names of one sentence.

        Args:
            logits: ``[words, tags]`` of this sentence alone.
            temperature: Divides the logits; fitted on dev so that ``p`` is a probability.

        Returns:
            Names in order, not overlapping.
        """
        path = logits.argmax(-1)
        if not path.any():
            return []
        if not self._is_valid(path):
            path = self._viterbi(logits)
        probabilities = softmax(logits, temperature=temperature)
        runs: list[Run] = []
        first = 0
        for word, number in enumerate(path):
            tag = self._tags[number]
            if tag[0] in "BS":
                first = word
            if tag[0] in "ES":
                own = probabilities[np.arange(first, word + 1), path[first : word + 1]]
                runs.append(Run(first, word, tag[2:], float(own.min())))
        return runs

    def _is_valid(self, path: npt.NDArray[np.intp]) -> bool:
        steps = self._step[path[:-1], path[1:]].sum()
        return bool(steps + self._start[path[0]] + self._end[path[-1]] == 0.0)

    def _viterbi(self, logits: Floats) -> npt.NDArray[np.intp]:
        best = logits[0] + self._start
        back = np.zeros(logits.shape, dtype=np.intp)
        for word in range(1, len(logits)):
            scores = best[:, None] + self._step
            back[word] = scores.argmax(0)
            best = scores.max(0) + logits[word]
        path = np.zeros(len(logits), dtype=np.intp)
        path[-1] = (best + self._end).argmax()
        for word in range(len(logits) - 1, 0, -1):
            path[word - 1] = back[word, path[word]]
        return path


def _may_follow(left: str, right: str) -> bool:
    """Return whether BIOES tag ``right`` may stand after ``left``."""
    inside = left[0] in "BI"
    if inside:
        return right[0] in "IE" and right[2:] == left[2:]
    return right[0] in "OBS"


def find_trigger_runs(
    logits: Floats, tags: Sequence[str], *, temperature: float, threshold: float | Floats
) -> tuple[list[Run], list[Run]]:
    """Return the triggers of one sentence.

    Args:
        logits: ``[words, tags]`` of this sentence alone; tags are ``O``, ``B-T``, ``I-T`` ...
        tags: In pairs ``B-T``, ``I-T`` after ``O``.
        temperature: Divides the logits.
        threshold: A word is in a trigger when this probability is reached; of all words, or
            of each ``[words]``.

    Returns:
        Triggers, and near misses (half the threshold reached), both in order.
    """
    probabilities = softmax(logits, temperature=temperature)
    begin, inside = probabilities[:, 1::2], probabilities[:, 2::2]
    by_type = begin + inside
    present = by_type.sum(-1)
    best = by_type.argmax(-1)
    runs: list[Run] = []
    missed: list[Run] = []
    last_in = -2
    needed = np.broadcast_to(threshold, present.shape)
    for word in np.flatnonzero(present >= needed / 2):
        if present[word] < needed[word]:
            label = tags[1 + 2 * best[word]][2:]
            missed.append(Run(int(word), int(word), label, float(present[word])))
            continue
        goes_on = last_in == word - 1 and inside[word].sum() > begin[word].sum()
        last_in = int(word)
        if goes_on:
            held = runs[-1]
            runs[-1] = Run(held.first, int(word), held.label, held.p)
            continue
        label = tags[1 + 2 * best[word]][2:]
        runs.append(Run(int(word), int(word), label, float(by_type[word, best[word]])))
    return runs, missed
