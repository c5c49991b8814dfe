"""Weights of the scorer that links claims, fitted on to the reader's own claims of situations.

``fit_events`` learns from annotated mentions what two tellings of one occurrence share. What the
reader makes of a report is noisier: a day from the story around it, a doer that is wrong, a
trigger missed. So the weights go on from there to pairs of claims across the reports of whole
situations in which the identity across reports is annotated (``benchmarks/.../situations`` and
``stories``). They stay near where they were, and what was set by hand stays.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from khabar.events.cards import make_cards
from khabar.events.linking.compare import FEATURES, compare
from khabar.events.linking.decided import find_rulings
from khabar.events.linking.grouping import make_profiles, score_pairs
from khabar.events.linking.hands import Hands
from khabar.events.linking.profiles import Profile
from khabar.events.linking.weights import LinkingWeights, read_weights
from khabar.events.reprints import find_originals
from khabar.events.syndication import find_copies
from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.card import ClaimKey
from khabar.record.claim import Reading
from khabar.record.report import ReportId
from khabar_benchmarks.events import match
from khabar_benchmarks.stories import read_stories
from khabar_training.fit_events import HELD, WEIGHTS, Table, fit_near

__all__ = ["fit_situations", "label_situation"]

_ANY_TWO: Final = "any two"
_FIRMNESS: Final = 60.0  # pairs that a weight is worth, times p (1 - p)
_LIKELIER: Final = 0.25
"""Bits by which any two claims are likelier to be one than the fit says: average linkage pays
for what is missed. Chosen with ``_FIRMNESS`` among twelve, each situation scored with weights
that were fitted without it."""
_BY_HAND: Final = {
    "both days told, apart": -8.0,
    "days 4-7 apart": -6.5,
    "days over a week apart": -12.0,
    "told other days": -4.5,
    "no common place name": -4.0,
    "other count": -4.0,
    "same report": -40.0,
}
"""What keeps the next day's shelling of a town, and that of another town, apart from it though
all else is the same, and what one report tells apart: what speaks for one occurrence weighs more
from here on. The situations last six to ten days, so they do not teach what a week is."""
_FARTHEST: Final = -12.0  # log-odds below which a pair teaches nothing


def fit_situations(
    folders: Sequence[Path], *, without: Iterable[str] = (), weights_file: Path = WEIGHTS
) -> Mapping[str, float]:
    """Fit the weights on and write them beside the code.

    Args:
        folders: In the form of ``stories``.
        without: Names of situations to leave out, to be measured on.
        weights_file: Holds the weights of ``fit_events`` under ``mentions``; rewritten.

    Returns:
        The new weights, log-odds in base 2.
    """
    told = json.loads(weights_file.read_text("utf-8"))
    weights = replace(read_weights(), weights=told["mentions"])
    pipeline, left_out = Pipeline(), set(without)
    pairs: list[tuple[list[float], float]] = []
    for folder in folders:
        for name, rows, _ in read_stories(folder):
            if name not in left_out:
                pairs += label_situation(rows, _read(rows, pipeline), weights=weights)
    start = np.array([_BY_HAND.get(name, weights.weights[name]) for name in FEATURES])
    table: Table = np.array([values for values, _ in pairs]), np.array([one for _, one in pairs])
    fitted = fit_near(table, start=start, held=HELD, firmness=_FIRMNESS, loose={_ANY_TWO})
    told["weights"] = {n: round(float(w), 3) for n, w in zip(FEATURES, fitted, strict=True)}
    told["weights"][_ANY_TWO] = round(told["weights"][_ANY_TWO] + _LIKELIER, 3)
    weights_file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return dict(told["weights"])


def _read(rows: Sequence[Mapping[str, Any]], pipeline: Pipeline) -> list[Reading]:
    return [
        pipeline.read(
            make_report(
                row["text"],
                report_id=row["id"],
                metadata_published=date.fromisoformat(row["published"]),
                outlet=row["outlet"],
            )
        )
        for row in rows
    ]


def label_situation(
    rows: Sequence[Mapping[str, Any]], readings: Sequence[Reading], *, weights: LinkingWeights
) -> Iterator[tuple[list[float], float]]:
    """Yield features and label of pairs of occurrences of two reports of one situation.

    Args:
        rows: Annotated reports.
        readings: What was read in them.
        weights: By which pairs that are far from being one are left out.

    Yields:
        Values in the order of ``FEATURES``, and 1 for the same occurrence.
    """
    notes = find_copies([reading.report for reading in readings])
    cards = sorted((c for r in readings for c in make_cards(r)), key=lambda card: card.key)
    profiles = make_profiles(cards, rulings=find_rulings((), cards=cards), weights=weights)
    families = find_originals(notes)
    near = score_pairs(profiles, families=families, weights=replace(weights, unseen=_FARTHEST))
    labels = _labels(rows, readings)
    hands = Hands(profiles)
    for left, right in near:
        one, two = profiles[left], profiles[right]
        mine, theirs = _label(one, labels), _label(two, labels)
        if one.report == two.report or not mine or not theirs:
            continue
        is_reprint = _root(one, families) == _root(two, families)
        seen = compare(one, two, lexicon=weights.lexicon, is_reprint=is_reprint)
        told = {each.feature: each.value for each in seen}
        told["changed hands"] = float(hands.changed(one, two))
        yield [told.get(name, 0.0) for name in FEATURES], float(mine == theirs)


def _labels(
    rows: Iterable[Mapping[str, Any]], readings: Iterable[Reading]
) -> Mapping[ClaimKey, str]:
    """Return the annotated occurrence of each claim that overlaps an annotated trigger."""
    by_report = {reading.report.id: reading.claims for reading in readings}
    labels: dict[ClaimKey, str] = {}
    for row in rows:
        claims = by_report[ReportId(row["id"])]
        gold = [tuple(event["trigger"]) for event in row["events"]]
        found = [(claim.trigger.start, claim.trigger.end) for claim in claims]
        for i, j in match(gold, found, span_of=lambda span: span):
            labels[ClaimKey(ReportId(row["id"]), claims[j].id)] = row["events"][i]["identity"]
    return labels


def _label(profile: Profile, labels: Mapping[ClaimKey, str]) -> str:
    """Return what most claims of a profile are of; empty when none is annotated."""
    told = Counter(labels[key] for key in profile.keys if key in labels)
    return told.most_common(1)[0][0] if told else ""


def _root(profile: Profile, families: Mapping[ReportId, ReportId]) -> ReportId:
    return families.get(profile.report, profile.report)


def main(arguments: Sequence[str]) -> None:
    """Fit on the folders given, but for the situations named after ``--without``."""
    at = arguments.index("--without") if "--without" in arguments else len(arguments)
    fit_situations([Path(one) for one in arguments[:at]], without=arguments[at + 1 :])


if __name__ == "__main__":
    main(sys.argv[1:])
