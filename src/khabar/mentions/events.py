"""Triggers with their labels and role edges, from the scores of one window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from khabar.mentions.sequence import Run, find_trigger_runs, softmax
from khabar.mentions.services import MODES, is_said_not_to, read_services
from khabar.models.calibration import Calibration
from khabar.models.network import Labels, Scores, Tensors

__all__ = ["ArgumentDraft", "EventDecoder", "EventDraft", "Frame", "find_extent"]

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

_CARRIED: Final = "carried:"
_DEAD: Final = frozenset({"dead", "deaths", "fatalities"})
_COUNTED: Final = 4  # words from a number to who is dead: "17 of its soldiers dead"
_COUNTED_THRESHOLD: Final = 0.15  # over it 17 of 24 are triggers in reports not learned from
_COUNTED_P: Final = 0.7
_SMALL: Final = frozenset("- her his its n't not our their the to".split())
"""Words that tell nothing by themselves: 1 of 13 that the network takes for triggers is one."""
_FAINT: Final = -8.0  # logit below which an edge is not even calibrated


@dataclass(frozen=True, slots=True)
class Frame:
    """Which rows of a window are which sentence.

    Attributes:
        rows: Half-open row ranges of the window's sentences, in order; row 0 is ROOT.
        own: First sentence whose results are kept.
        shift: Added to a row to get the report-wide number of its word.
    """

    rows: tuple[tuple[int, int], ...]
    own: int
    shift: int


@dataclass(frozen=True, slots=True)
class ArgumentDraft:
    """An edge, in report-wide word numbers; ``last`` is inclusive."""

    label: str
    head: int
    first: int
    last: int
    p: float
    carried: bool


@dataclass(frozen=True, slots=True)
class EventDraft:
    """A trigger and its edges, in report-wide word numbers, with its vectors.

    ``identity`` is what tells occurrences apart; ``traits`` are the trigger's mean scores of
    roles, statuses, modes and trigger tags, one after the other.
    """

    first: int
    last: int
    sentence: int  # counted inside the window
    type: str
    mode: str
    status: str
    p: float
    p_status: float
    arguments: tuple[ArgumentDraft, ...]
    identity: Floats
    traits: Floats
    outdone: tuple[ArgumentDraft, ...] = ()  # edges over which a surer one lies


def find_extent(scores: Scores, head: int, rows: tuple[int, int]) -> tuple[int, int]:
    """Return the rows from the first to the last word of what ``head`` heads.

    Args:
        scores: Of the window.
        head: Row of the head word.
        rows: Half-open rows of its sentence.

    Returns:
        First and last row, both inclusive, around ``head``.
    """
    start, end = rows
    pointer = scores.point_head[head]
    first = start + int((scores.point_first[start : head + 1] @ pointer).argmax())
    last = head + int((scores.point_last[head:end] @ pointer).argmax())
    return first, last


class EventDecoder:
    """Reads the event heads of one window."""

    def __init__(self, labels: Labels, tensors: Tensors, calibration: Calibration) -> None:
        """Prepare the role tensor as two matrix products.

        Args:
            labels: Label lists of the model.
            tensors: Scorers outside the network.
            calibration: Temperatures and thresholds.
        """
        self._labels = labels
        self._calibration = calibration
        role = tensors.role  # [labels, d + 1, d + 1]
        self._width = role.shape[1]
        self._role = np.ascontiguousarray(role.transpose(1, 0, 2).reshape(self._width, -1))
        self._bias = tensors.role_bias
        self._carried = np.array([label.startswith(_CARRIED) for label in labels.arguments])
        self._mode_of: dict[str, list[int]] = {}
        for number, label in enumerate(labels.modes):
            self._mode_of.setdefault(label.split("/")[0], []).append(number)
        fitted = [calibration.arguments[label] for label in labels.arguments]
        self._slope = np.array([one.slope for one in fitted], dtype=np.float32)
        self._offset = np.array([one.offset for one in fitted], dtype=np.float32)
        self._threshold = np.array([one.threshold for one in fitted], dtype=np.float32)

    def find_events(
        self, scores: Scores, frame: Frame, words: Sequence[str]
    ) -> tuple[list[EventDraft], list[Run]]:
        """Return the events of the window's own sentences.

        Args:
            scores: Of the window.
            frame: Which rows are which sentence.
            words: All words of the report.

        Returns:
            Events in order, and near misses as runs of report-wide word numbers.
        """
        found: list[tuple[int, Run, bool]] = []
        missed: list[Run] = []
        for number in range(frame.own, len(frame.rows)):
            start, end = frame.rows[number]
            counted = self._counted_dead(scores, frame, number, words)
            runs, faint = find_trigger_runs(
                scores.trigger[start:end],
                self._labels.triggers,
                temperature=self._calibration.triggers,
                threshold=np.where(
                    counted, np.float32(_COUNTED_THRESHOLD), self._calibration.trigger_threshold
                ),
            )
            shift = start + frame.shift
            small = [r for r in runs if r.first == r.last and words[r.first + shift] in _SMALL]
            runs = [run for run in runs if run not in small]
            missed += [
                Run(r.first + shift, r.last + shift, r.label, r.p)
                for r in sorted(faint + small, key=lambda run: run.first)
            ]
            fitted = self._calibration.events
            runs = [
                replace(r, p=max(fitted.probability(r.p), _COUNTED_P if counted[r.first] else 0.0))
                for r in runs
            ]
            runs, served = read_services(words[start + frame.shift : end + frame.shift], runs)
            for run in runs:
                row = replace(run, first=run.first + start, last=run.last + start)
                found.append((number, row, run.first in served))
        if not found:
            return [], missed
        edges = self.score_edges(scores, [run for _, run, _ in found])
        events = [
            self._event(scores, frame, number, run, edge)
            for (number, run, _), edge in zip(found, edges, strict=True)
        ]
        return [
            _as_served(event, frame, words) if served else event
            for event, (_, _, served) in zip(events, found, strict=True)
        ], missed

    def _counted_dead(
        self, scores: Scores, frame: Frame, number: int, words: Sequence[str]
    ) -> Bools:
        """Return which words of a sentence tell of dead who are counted: "leaving 37 dead".

        The network, which reads "37 killed" well, passes over half of them.
        """
        start, end = frame.rows[number]
        numeral = self._labels.upos.index("NUM")
        near = np.zeros(end - start, dtype=bool)
        for row in range(start, end):
            if words[row + frame.shift].lower() in _DEAD:
                before = scores.upos[max(start, row - _COUNTED) : row]
                near[row - start] = bool((before == numeral).any())
        return near

    def score_edges(self, scores: Scores, runs: Sequence[Run]) -> Floats:
        """Return raw edge logits ``[triggers, words, labels]``.

        Args:
            scores: Of the window.
            runs: Triggers, in rows of the window.
        """
        left = np.stack([_mean(scores.role_event, r) for r in runs])
        left = np.concatenate([left, np.ones((len(runs), 1), dtype=np.float32)], 1)
        mixed = (left @ self._role).reshape(len(runs), len(self._bias), self._width)
        right = scores.role_arg
        edges = mixed[:, :, :-1] @ right.T + mixed[:, :, -1:]
        return np.asarray(edges.transpose(0, 2, 1) + self._bias, dtype=np.float32)

    def _event(
        self, scores: Scores, frame: Frame, number: int, run: Run, edges: Floats
    ) -> EventDraft:
        numbers = self._mode_of[run.label]
        modes = softmax(_mean(scores.mode, run)[numbers], temperature=self._calibration.modes)
        mode = self._labels.modes[numbers[int(modes.argmax())]]
        kept, outdone = _without_rivals(self._arguments(scores, frame, number, edges))
        statuses = softmax(_mean(scores.status, run), temperature=self._calibration.statuses)
        return EventDraft(
            first=run.first + frame.shift,
            last=run.last + frame.shift,
            sentence=number,
            type=run.label,
            mode=mode.partition("/")[2],
            status=self._labels.statuses[int(statuses.argmax())],
            p=run.p,
            p_status=float(statuses.max()),
            arguments=tuple(kept),
            identity=_mean(scores.identity, run),
            traits=np.concatenate([
                _mean(told, run)
                for told in (scores.role_event, scores.status, scores.mode, scores.trigger)
            ]),
            outdone=tuple(outdone),
        )

    def _arguments(
        self, scores: Scores, frame: Frame, number: int, edges: Floats
    ) -> list[ArgumentDraft]:
        """Return the edges over their thresholds."""
        start, end = frame.rows[number]
        allowed = edges > _FAINT
        allowed[0] = False
        allowed[1:start, ~self._carried] = False
        allowed[end:, ~self._carried] = False
        allowed[start:end, self._carried] = False
        rows, columns = np.nonzero(allowed)
        logits = edges[rows, columns] * self._slope[columns] + self._offset[columns]
        probable = 1.0 / (1.0 + np.exp(-logits))
        sure = probable >= self._threshold[columns]
        kept: list[ArgumentDraft] = []
        for row, column, p in zip(
            rows[sure].tolist(), columns[sure].tolist(), probable[sure].tolist(), strict=True
        ):
            label = self._labels.arguments[column]
            first, last = find_extent(scores, row, frame.rows[_sentence_of(frame, row)])
            kept.append(
                ArgumentDraft(
                    label=label.removeprefix(_CARRIED),
                    head=row + frame.shift,
                    first=first + frame.shift,
                    last=last + frame.shift,
                    p=p,
                    carried=label.startswith(_CARRIED),
                )
            )
        return kept


def _as_served(event: EventDraft, frame: Frame, words: Sequence[str]) -> EventDraft:
    """Return what became of a service: withheld or open, and so unless words deny it."""
    start, end = (row + frame.shift for row in frame.rows[event.sentence])
    told = is_said_not_to(words[start:end], event.first - start)
    status = "actual" if event.status == "negated" and not told else event.status
    return replace(event, mode=MODES[event.type], status=status)


def _mean(rows: Floats, run: Run) -> Floats:
    """Return the mean of a run's rows; nearly every trigger is one word."""
    alone = run.first == run.last
    return np.asarray(rows[run.first] if alone else rows[run.first : run.last + 1].mean(0))


def _sentence_of(frame: Frame, row: int) -> int:
    return next(i for i, (start, end) in enumerate(frame.rows) if start <= row < end)


def _without_rivals(
    drafts: list[ArgumentDraft],
) -> tuple[list[ArgumentDraft], list[ArgumentDraft]]:
    """Return the edges kept, and those outdone.

    Of overlapping edges with one label the surest is kept; an edge into another sentence
    only where the event's own has none.
    """
    kept: list[ArgumentDraft] = []
    outdone: list[ArgumentDraft] = []
    for draft in sorted(drafts, key=lambda d: (d.carried, -d.p, d.first)):
        same = [other for other in kept if other.label == draft.label]
        over = any(draft.first <= other.last and other.first <= draft.last for other in same)
        (outdone if over or (draft.carried and same) else kept).append(draft)
    return sorted(kept, key=lambda d: (d.first, d.last, d.label)), outdone
