"""Temperatures, thresholds and link weights, fitted on the dev documents."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from khabar.mentions.events import EventDecoder
from khabar.mentions.sequence import Run, find_trigger_runs, softmax
from khabar.mentions.windows import cut_windows
from khabar.models.calibration import Calibration, LinkWeights, Platt
from khabar.models.network import MAX_PIECES_IN_WINDOW, Labels, Network, Scores
from khabar_training.corpora import Document
from khabar_training.export import write_digests
from khabar_training.labels import ARGUMENTS, CARRIED
from khabar_training.near import solve_near

__all__ = ["calibrate", "default_calibration", "fit_logistic", "write_calibration"]

Floats = npt.NDArray[np.float64]

_LEAST_CARRIED = 0.2  # F1 alone would take 0.1: too many wrong perpetrators for one right
_FEW = 25  # positives below which a label borrows the fit of all labels


def default_calibration() -> Calibration:
    """Return what an uncalibrated model starts with."""
    plain = {label: Platt(1.0, 0.0, 0.5) for label in (*ARGUMENTS, *CARRIED)}
    link = LinkWeights({"network": 4.0, "same words": 3.0}, -4.0, 0.5)
    return Calibration(1.0, 1.0, 0.5, Platt(1.0, 0.0, 0.5), 1.0, 1.0, plain, link, link)


def write_calibration(calibration: Calibration, folder: Path) -> None:
    """Write ``calibration.json`` and renew the manifest of a model folder."""
    text = json.dumps(asdict(calibration), indent=1)
    (folder / "calibration.json").write_text(text + "\n", encoding="utf-8")
    write_digests(folder)


def fit_logistic(features: Floats, target: Floats, *, l2: float = 1.0) -> tuple[Floats, float]:
    """Return weights and bias of a logistic regression.

    Args:
        features: ``[n, k]``.
        target: ``[n]`` of 0 and 1.
        l2: Strength of the pull of the weights (not the bias) towards 0.
    """
    x = np.concatenate([features, np.ones((len(features), 1))], 1)
    firm = np.array([*np.full(features.shape[1], l2), 1e-6])
    w = solve_near(x, target, center=np.zeros(x.shape[1]), firm=firm)
    return w[:-1], float(w[-1])


def _best_temperature(logits: npt.NDArray[np.floating[Any]], gold: npt.NDArray[np.int64]) -> float:
    """Return the temperature of least negative log-likelihood, on a grid."""

    def loss(temperature: float) -> float:
        p = softmax(logits.astype(np.float32), temperature=temperature)
        return float(-np.log(p[np.arange(len(gold)), gold] + 1e-9).mean())

    return min((round(float(t), 2) for t in np.arange(0.6, 2.6, 0.05)), key=loss)


@dataclass(slots=True)
class _Read:
    """A window of a document with its scores."""

    document: Document
    scores: Scores
    rows: list[tuple[int, int]]
    own: int
    shift: int


def _read_windows(
    network: Network, documents: Sequence[Document], *, budget: int, context: int
) -> Iterator[_Read]:
    for document in documents:
        words = [s.words for s in document.sentences]
        costs = [network.count_pieces(sentence) for sentence in words]
        starts = np.cumsum([0, *(len(s) for s in words)])
        for window in cut_windows(costs, budget=budget, context=context):
            if sum(costs[window.first : window.end]) > MAX_PIECES_IN_WINDOW:
                continue
            scores = network.run(words[window.first : window.end])
            base = int(starts[window.first])
            rows = [
                (int(starts[n]) - base + 1, int(starts[n + 1]) - base + 1)
                for n in range(window.first, window.end)
            ]
            yield _Read(document, scores, rows, window.own - window.first, base - 1)


def calibrate(
    folder: Path,
    *,
    events: Sequence[Document],
    names: Sequence[Document],
    budget: int,
    context: int,
) -> Calibration:
    """Fit everything but the links and write it into the model folder.

    Args:
        folder: A model folder.
        events: Dev documents of the event corpora.
        names: Dev documents of the names corpus.
        budget: Sub-words of a window.
        context: Of these for left context.

    Returns:
        The calibration.
    """
    network = Network(folder)
    plain = default_calibration()
    reads = list(_read_windows(network, events, budget=budget, context=context))
    triggers, threshold = _fit_triggers(network.labels, reads)
    modes, statuses, arguments = _fit_labels(network, reads)
    fitted = Calibration(
        names=_fit_names(network, names, budget=budget, context=context),
        triggers=triggers,
        trigger_threshold=threshold,
        events=_fit_events(network.labels, reads, temperature=triggers, threshold=threshold),
        modes=modes,
        statuses=statuses,
        arguments=arguments,
        coref=plain.coref,
        identity=plain.identity,
    )
    write_calibration(fitted, folder)
    return fitted


def _fit_names(
    network: Network, documents: Sequence[Document], *, budget: int, context: int
) -> float:
    number = {label: i for i, label in enumerate(network.labels.names)}
    logits, gold = [], []
    for read in _read_windows(network, documents, budget=budget, context=context):
        tags = [tag for s in read.document.sentences for tag in s.names or ()]
        for start, end in read.rows[read.own :]:
            logits.append(read.scores.names[start:end])
            gold += [number[tag] for tag in tags[start + read.shift : end + read.shift]]
    return _best_temperature(np.concatenate(logits), np.array(gold))


def _fit_triggers(labels: Labels, reads: Sequence[_Read]) -> tuple[float, float]:
    """Return temperature and the threshold of best word-level trigger F1."""
    number = {label: i for i, label in enumerate(labels.triggers)}
    logits, gold = [], []
    for read in reads:
        tags: dict[int, int] = {}
        for event in read.document.events or ():
            tags[event.first] = number[f"B-{event.type}"]
            tags.update(
                dict.fromkeys(range(event.first + 1, event.last + 1), number[f"I-{event.type}"])
            )
        for start, end in read.rows[read.own :]:
            logits.append(read.scores.trigger[start:end])
            gold += [tags.get(row + read.shift, 0) for row in range(start, end)]
    stacked, truth = np.concatenate(logits), np.array(gold)
    temperature = _best_temperature(stacked, truth)
    present = 1.0 - softmax(stacked, temperature=temperature)[:, 0]
    return temperature, _best_threshold(present.astype(np.float64), truth > 0)


def _fit_events(
    labels: Labels, reads: Sequence[_Read], *, temperature: float, threshold: float
) -> Platt:
    """Return what makes the probability of a found trigger that of an event of its type."""
    logits, right = [], []
    for read in reads:
        gold = {
            word: event.type
            for event in read.document.events or ()
            for word in range(event.first, event.last + 1)
        }
        for start, end in read.rows[read.own :]:
            runs, _ = find_trigger_runs(
                read.scores.trigger[start:end],
                labels.triggers,
                temperature=temperature,
                threshold=threshold,
            )
            for run in runs:
                words = range(run.first, run.last + 1)
                types = {gold.get(word + start + read.shift) for word in words}
                logits.append(math.log(max(run.p, 1e-6) / max(1 - run.p, 1e-6)))
                right.append(float(run.label in types))
    return _platt(np.array(logits), np.array(right))


def _best_threshold(p: Floats, positive: npt.NDArray[np.bool_]) -> float:
    def f1(threshold: float) -> float:
        kept = p >= threshold
        return float(2 * (kept & positive).sum() / max(1, kept.sum() + positive.sum()))

    return max((round(float(t), 2) for t in np.arange(0.1, 0.9, 0.02)), key=f1)


def _fit_labels(network: Network, reads: Sequence[_Read]) -> tuple[float, float, dict[str, Platt]]:
    """Return mode and status temperatures and the fits of all argument labels, at gold triggers."""
    labels = network.labels
    decoder = EventDecoder(labels, network.tensors, default_calibration())
    mode_number = {label: i for i, label in enumerate(labels.modes)}
    types = np.array([label.split("/")[0] for label in labels.modes])
    mode_rows: list[Any] = []
    status_rows: list[Any] = []
    mode_gold: list[int] = []
    status_gold: list[int] = []
    points: dict[str, tuple[list[Any], list[Any]]] = {label: ([], []) for label in labels.arguments}
    for read in reads:
        for event in read.document.events or ():
            run = _own_run(read, event.first, event.last, event.type)
            if run is None:
                continue
            words = slice(run.first, run.last + 1)
            label = f"{event.type}/{event.mode}" if event.mode else event.type
            logits = read.scores.mode[words].mean(0)
            if label in mode_number:
                mode_rows.append(np.where(types == event.type, logits, -1e4))
                mode_gold.append(mode_number[label])
            status_rows.append(read.scores.status[words].mean(0))
            status_gold.append(labels.statuses.index(event.status))
            edges = decoder.score_edges(read.scores, [run])[0]
            _collect_edges(read, event, run, edges=edges, labels=labels, points=points)
    return (
        _best_temperature(np.stack(mode_rows), np.array(mode_gold)),
        _best_temperature(np.stack(status_rows), np.array(status_gold)),
        _fit_arguments(points),
    )


def _own_run(read: _Read, first: int, last: int, label: str) -> Run | None:
    start = read.rows[read.own][0]
    end = read.rows[-1][1]
    if start <= first - read.shift and last - read.shift < end:
        return Run(first - read.shift, last - read.shift, label, 1.0)
    return None


def _collect_edges(
    read: _Read,
    event: Any,
    run: Run,
    *,
    edges: npt.NDArray[np.float32],
    labels: Labels,
    points: dict[str, tuple[list[Any], list[Any]]],
) -> None:
    """Add (logit, is gold) for the best word of every gold span and every word outside them.

    A gold span counts once, at its best-scoring word, since its head is not annotated.
    """
    start, end = next(rows for rows in read.rows if rows[0] <= run.first < rows[1])
    for column, label in enumerate(labels.arguments):
        if label.startswith("carried:"):
            role = label.removeprefix("carried:")
            inside = [
                (a.first - read.shift, a.last - read.shift)
                for other in read.document.events or ()
                for a in other.arguments
                if a.first >= 0
                and any(
                    b.label == role and b.first < 0 and b.entity == a.entity
                    for b in event.arguments
                )
            ]
            allowed = [r for s, e in read.rows for r in range(s, e) if not start <= r < end]
        else:
            inside = [
                (a.first - read.shift, a.last - read.shift)
                for a in event.arguments
                if a.label == label and a.first >= 0
            ]
            allowed = list(range(start, end))
        logits, gold = points[label]
        covered = set()
        for first, last in set(inside):
            span = [row for row in range(first, last + 1) if row in set(allowed)]
            if span:
                logits.append(float(edges[span, column].max()))
                gold.append(1.0)
                covered.update(span)
        for row in allowed:
            if row not in covered:
                logits.append(float(edges[row, column]))
                gold.append(0.0)


def _fit_arguments(points: dict[str, tuple[list[Any], list[Any]]]) -> dict[str, Platt]:
    everything = [
        np.array(part)
        for part in zip(
            *(
                (logit, positive)
                for logits, gold in points.values()
                for logit, positive in zip(logits, gold, strict=True)
            ),
            strict=True,
        )
    ]
    shared = _platt(everything[0], everything[1])
    fitted = {}
    for label, (logits, gold) in points.items():
        x, y = np.array(logits), np.array(gold)
        own = _platt(x, y) if y.sum() >= _FEW else shared
        least = _LEAST_CARRIED if label in CARRIED else 0.0
        fitted[label] = replace(own, threshold=max(own.threshold, least))
    return fitted


def _platt(logits: Floats, gold: Floats) -> Platt:
    weights, bias = fit_logistic(logits[:, None], gold, l2=0.01)
    p = 1.0 / (1.0 + np.exp(-(logits * weights[0] + bias)))
    return Platt(round(float(weights[0]), 4), round(bias, 4), _best_threshold(p, gold > 0))
