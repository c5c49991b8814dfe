"""Weights of the place ranker, fitted on annotated places: ``python -m khabar_training.places``.

Each name of a report is one example: its candidates and "no row" share the probability; the
rows near the annotated point are right. Hand-set weights are the prior, so that a feature
the corpora cannot teach (datelines, outlets) keeps its weight.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from khabar.base.geodesy import Point, distance_km
from khabar.record.report import Report, ReportId
from khabar.record.span import Span
from khabar.reference.gazetteer import Gazetteer, open_gazetteer
from khabar.resolve.places.ranking import (
    ALONE,
    FEATURES,
    NONE,
    Floats,
    Table,
    share_out,
    weigh_alone,
    weigh_none,
    weigh_together,
)
from khabar.resolve.places.scene import PlaceScene, find_peoples, gather_scene
from khabar_training.corpora import read_rows

__all__ = ["Example", "fit_places", "main", "read_examples", "read_names"]

_CORPORA: Final = ("geovirus", "lgl")
_NAMES: Final = ("af", "cd", "sd", "sy", "ua")  # files of gazetteer_wof
_COUNTRIES: Final = {
    "af": "Afghanistan", "cd": "Congo", "sd": "Sudan", "sy": "Syria", "ua": "Ukraine",
}  # fmt: skip
_NAMES_FROM: Final = 10_000  # people; smaller places are seldom in the news
_NAME_STRIDE: Final = 4  # one name in so many
_NEAR_KM: Final = 161.0
_BLUR_KM: Final = 60.0  # among rows that are near enough, the nearer is righter
_STEPS: Final = 400
_RATE: Final = 0.05
_PULL: Final = 0.004  # towards the prior; per name
_UNKNOWN_SHARES: Final = (0.15, 0.4, 0.9)  # of the names of a report that no row is left for
_POORER_WEIGHT: Final = 0.25  # of such a report beside the one with all rows
_HELD: Final = {  # times the pull: the corpora have hardly any, or are local American news
    "Khabar's own row": 50.0,
    "capital": 50.0,
}


@dataclass(slots=True)
class Example:
    """One report: its candidates and which of them are right.

    Attributes:
        scene: Its places.
        table: Their candidates.
        alone: Features ``(candidates, len(ALONE))``.
        none: Features of "no row", ``(groups, len(NONE))``.
        right: How right each candidate is, in [0, 1].
        right_none: Groups for which no candidate is right.
        weight: Mentions of each group; 0 for those without an annotated point.
        is_poorer: Some of its names have lost the right row.
    """

    scene: PlaceScene
    table: Table
    alone: Floats
    none: Floats
    right: Floats
    right_none: Floats
    weight: Floats
    is_poorer: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the weights and write them.

    Args:
        arguments: Command line without the program's name.

    Returns:
        Exit code, 0.
    """
    parser = argparse.ArgumentParser(description=__doc__, prog="khabar_training.places")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--prior", type=Path, required=True, help="weights set by hand")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args(arguments)
    prior = json.loads(options.prior.read_text(encoding="utf-8"))
    examples = {name: list(read_examples(options.data, name)) for name in _CORPORA}
    examples["names"] = list(read_names(options.data))
    for name, value in _cross_validate(examples, prior, folds=options.folds).items():
        sys.stdout.write(f"{name} {value:.3f}\n")
    weights = fit_places([one for some in examples.values() for one in some], prior)
    options.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    return 0


def read_examples(data: Path, corpus: str) -> Iterator[Example]:
    """Yield the reports of a corpus that have places.

    Args:
        data: Folder of the corpora.
        corpus: ``geovirus`` or ``lgl``.

    Yields:
        Examples in the order of the file.
    """
    gazetteer = open_gazetteer()
    for row in read_rows(data / "geo" / f"{corpus}.jsonl.gz"):
        scene, points = _read_scene(row, gazetteer)
        yield from _examples_of(scene, points)


def read_names(data: Path) -> Iterator[Example]:
    """Yield names of places of five countries of conflict, half of them with the country.

    News corpora say little about how far a foreign place's other spellings can be trusted.

    Args:
        data: Folder of the corpora.

    Yields:
        Reports of one or two names.
    """
    gazetteer = open_gazetteer()
    for code in _NAMES:
        rows = read_rows(data / "gazetteer_wof" / f"{code}.jsonl.gz")
        named = [
            (name, Point(row["y"], row["x"]))
            for row in rows
            if row["t"] in ("locality", "county", "region") and row.get("p", 0) >= _NAMES_FROM
            for name in (row["n"], *row.get("a", ()))
            if name.isascii() and len(name) > 3
        ]
        for at, (name, point) in enumerate(named[::_NAME_STRIDE]):
            text = f"{name} and {_COUNTRIES[code]}"
            spans = [Span(0, len(name))]
            if at % 2:
                spans.append(Span(len(text) - len(_COUNTRIES[code]), len(text)))
            report = Report(id=ReportId(name), text=text, text_sha256="")
            scene = gather_scene(report, spans=spans, peoples=(), gazetteer=gazetteer)
            yield from _examples_of(scene, {spans[0]: point})


def _examples_of(scene: PlaceScene, points: dict[Span, Point]) -> Iterator[Example]:
    """Yield a report as it is, and as it would be were some or most of its places unknown."""
    chance = random.Random(scene.groups[0].name)  # the same at each run
    share = chance.choice(_UNKNOWN_SHARES)
    poorer = _without_rows(scene, points, chance=chance, share=share)
    for told, weight in ((scene, 1.0), (poorer, _POORER_WEIGHT)):
        if any(group.candidates for group in told.groups):
            example = _make_example(told, points)
            example.weight *= weight
            example.is_poorer = told is poorer
            yield example


def fit_places(examples: Sequence[Example], prior: dict[str, dict[str, float]]) -> dict[str, Any]:
    """Fit the weights of both guesses.

    Args:
        examples: Reports.
        prior: Weights to stay near.

    Returns:
        Weights by name of feature.
    """
    first = np.array([prior["first"][name] for name in ALONE])
    last = np.array([prior["last"][name] for name in FEATURES])
    none = np.array([prior["none"][name] for name in NONE])
    inputs = [example.alone for example in examples]
    first, _ = _descend(examples, inputs, first, none)
    guesses = [
        share_out(example.alone @ first, example.table.group, example.none @ none)
        for example in examples
    ]
    for _ in range(3):
        inputs = [
            np.concatenate(
                [example.alone, weigh_together(example.scene, example.table, guess)], axis=1
            )
            for example, guess in zip(examples, guesses, strict=True)
        ]
        last, none = _descend(examples, inputs, last, none, pull_to=(last, none))
        guesses = [
            share_out(features @ last, example.table.group, example.none @ none)
            for example, features in zip(examples, inputs, strict=True)
        ]
    return {
        "first": dict(zip(ALONE, first.round(3).tolist(), strict=True)),
        "last": dict(zip(FEATURES, last.round(3).tolist(), strict=True)),
        "none": dict(zip(NONE, none.round(3).tolist(), strict=True)),
    }


def _read_scene(row: Any, gazetteer: Gazetteer) -> tuple[PlaceScene, dict[Span, Point]]:
    """Return the places of a corpus row and their annotated points."""
    text = row["text"]
    report = Report(id=ReportId(row["id"]), text=text, text_sha256="", url=row.get("url") or "")
    points: dict[Span, Point] = {}
    spans: list[Span] = []
    for place in sorted(row["places"], key=lambda place: (place["start"], -place["end"])):
        span = Span(place["start"], place["end"])
        if spans and spans[-1].overlaps(span):
            continue
        spans.append(span)
        if place["lat"] is not None:
            points[span] = Point(place["lat"], place["lon"])
    peoples = list(find_peoples(text, gazetteer=gazetteer))
    return gather_scene(report, spans=spans, peoples=peoples, gazetteer=gazetteer), points


def _make_example(scene: PlaceScene, points: dict[Span, Point]) -> Example:
    """Say which candidates are right."""
    table = Table.of(scene)
    right = np.zeros(len(table.candidates))
    weight = np.zeros(len(scene.groups))
    right_none = np.zeros(len(scene.groups))
    start = 0
    for index, group in enumerate(scene.groups):
        mine = slice(start, start + len(group.candidates))
        start = mine.stop
        named = [points[span] for span in group.spans if span in points]
        if not named or not group.candidates:
            continue
        right[mine] = _rightness([c.row for c in group.candidates], named[0])
        weight[index] = len(named)
        right_none[index] = float(right[mine].sum() == 0.0)
    none = weigh_none(scene)
    return Example(scene, table, weigh_alone(scene), none, right, right_none, weight)


def _without_rows(
    scene: PlaceScene, points: dict[Span, Point], *, chance: random.Random, share: float
) -> PlaceScene:
    """Return a scene as a poorer gazetteer would give it: some names have lost the right row.

    What is left are namesakes, as for a village that no gazetteer has.
    """
    groups = []
    for group in scene.groups:
        named = [points[span] for span in group.spans if span in points]
        left = group.candidates
        if named and chance.random() < share:
            right = _rightness([one.row for one in left], named[0])
            left = tuple(one for one, is_right in zip(left, right, strict=True) if not is_right)
        groups.append(replace(group, candidates=left))
    return replace(scene, groups=tuple(groups))


def _rightness(rows: Sequence[Any], point: Point) -> list[float]:
    """Return how right each row is for a point."""
    apart = [distance_km(Point(row.lat, row.lon), point) for row in rows]
    near = [float(np.exp(-km / _BLUR_KM)) if km <= _NEAR_KM else 0.0 for km in apart]
    if any(near):
        return near
    return [
        float(row.kind != "town" and km * 1000.0 <= row.precision_m)
        for row, km in zip(rows, apart, strict=True)
    ]


def _descend(
    examples: Sequence[Example],
    inputs: Sequence[Floats],
    weights: Floats,
    none: Floats,
    *,
    pull_to: tuple[Floats, Floats] | None = None,
) -> tuple[Floats, Floats]:
    """Fit weights by Adam on all examples at once."""
    edges = np.cumsum([0, *(len(example.scene.groups) for example in examples)])
    group = np.concatenate([
        e.table.group + first for e, first in zip(examples, edges[:-1], strict=True)
    ])
    features = np.concatenate(inputs)
    bare = np.concatenate([example.none for example in examples])
    right = np.concatenate([example.right for example in examples])
    right_none = np.concatenate([example.right_none for example in examples])
    weight = np.concatenate([example.weight for example in examples])
    goal_w, goal_n = pull_to or (weights, none)
    theta, goal = np.concatenate([weights, none]), np.concatenate([goal_w, goal_n])
    cut = len(weights)
    pulls = [_HELD.get(name, 1.0) for name in (*FEATURES[:cut], *NONE)]
    firm = _PULL * np.array(pulls)
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    for step in range(1, _STEPS + 1):
        p = share_out(features @ theta[:cut], group, bare @ theta[cut:])
        p_none = 1.0 - np.bincount(group, p, minlength=len(bare))
        held = np.bincount(group, p * right, minlength=len(bare)) + p_none * right_none
        held = np.maximum(held, 1e-12)
        pull = p * right / held[group] - p
        pull_none = p_none * right_none / held - p_none
        slope = np.concatenate([
            (pull * weight[group]) @ features,
            (pull_none * weight) @ bare,
        ]) / weight.sum() - firm * (theta - goal)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        theta = theta + _RATE * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.999**step)) + 1e-8
        )
    return theta[:cut], theta[cut:]


def _cross_validate(
    examples: dict[str, list[Example]], prior: dict[str, dict[str, float]], *, folds: int
) -> dict[str, float]:
    """Return how often the best row is near, on reports that were left out."""
    hits: defaultdict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for fold in range(folds):
        kept = [
            one
            for some in examples.values()
            for at, one in enumerate(some)
            if at // 2 % folds != fold
        ]
        told = fit_places(kept, prior)
        for name, some in examples.items():
            for one in (one for at, one in enumerate(some) if at // 2 % folds == fold):
                hits[f"{name}, poorer" if one.is_poorer else name] += _judge(one, told)
    scores = {}
    for name, judged in hits.items():
        total = sum(weight for _, weight, _ in judged)
        scores[f"{name} right"] = sum(right * weight for right, weight, _ in judged) / total
        scores[f"{name} mean p"] = sum(p * weight for _, weight, p in judged) / total
        wrong = [(weight, p) for right, weight, p in judged if not right]
        scores[f"{name} mean p of wrong ones"] = sum(weight * p for weight, p in wrong) / max(
            1.0, sum(weight for weight, _ in wrong)
        )
    return scores


def _judge(example: Example, told: dict[str, Any]) -> list[tuple[float, float, float]]:
    """Return, per group with a point, whether its best row is right, its weight and its p."""
    first = np.array([told["first"][name] for name in ALONE])
    last = np.array([told["last"][name] for name in FEATURES])
    none = example.none @ np.array([told["none"][name] for name in NONE])
    guess = share_out(example.alone @ first, example.table.group, none)
    for _ in range(2):
        together = weigh_together(example.scene, example.table, guess)
        features = np.concatenate([example.alone, together], axis=1)
        guess = share_out(features @ last, example.table.group, none)
    judged = []
    for index in range(len(example.scene.groups)):
        mine = np.flatnonzero(example.table.group == index)
        if not example.weight[index] or not len(mine):
            continue
        best = mine[int(guess[mine].argmax())]
        weight = float(example.weight[index])
        judged.append((float(example.right[best] > 0.0), weight, float(guess[best])))
    return judged


if __name__ == "__main__":
    sys.exit(main())
