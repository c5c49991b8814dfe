"""Whether a probability of 0.8 is right eight times in ten."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from khabar.pipeline import Pipeline
from khabar.record.claim import Claim, SourceKind
from khabar.record.span import Span
from khabar_benchmarks.events import match, overlap
from khabar_benchmarks.reading import read_row
from khabar_benchmarks.rows import read_rows

__all__ = ["calibration_error", "read_outcomes", "reliability", "score_calibration"]

_BINS: Final = 10

Outcome = tuple[float, bool]


def score_calibration(data: Path) -> dict[str, float]:
    """Return the expected calibration error of events, statuses, roles and sources.

    Args:
        data: The data folder.

    Returns:
        Error by kind, each in [0, 1], on both dev sets together.
    """
    outcomes = read_outcomes(data)
    return {f"calibration error {kind}": calibration_error(o) for kind, o in outcomes.items()}


def read_outcomes(data: Path) -> dict[str, list[Outcome]]:
    """Read the dev reports; return (probability, was it right) by kind.

    Args:
        data: The data folder.

    Returns:
        Outcomes of every event, status, role and speaker with words of its own.
    """
    pipeline = Pipeline()
    outcomes: dict[str, list[Outcome]] = {
        "event and type": [],
        "status": [],
        "role": [],
        "source": [],
    }
    for corpus in ("events", "written"):
        for row in read_rows(data / corpus / "dev.jsonl.gz"):
            _add(row["events"], read_row(row, pipeline=pipeline).claims, outcomes)
    return outcomes


def _add(
    gold: Sequence[Mapping[str, Any]],
    found: Sequence[Claim],
    outcomes: dict[str, list[Outcome]],
) -> None:
    spans = [(claim.trigger.start, claim.trigger.end) for claim in found]
    triggers = [event["trigger"] for event in gold]
    pairs = {j: i for i, j in match(triggers, spans, span_of=lambda span: span)}
    for j, claim in enumerate(found):
        true = gold[pairs[j]] if j in pairs else None
        same = true is not None and true["type"] == claim.type
        outcomes["event and type"].append((claim.p, same))
        if true is None:
            continue
        outcomes["status"].append((claim.p_status, true["status"] == claim.status))
        outcomes["role"] += _roles(true, claim)
        told = [source["span"] for source in true["sources"] if source["span"]]
        outcomes["source"] += [
            (link.p, any(_half(span, link.span) for span in told))
            for link in claim.attribution
            if link.span and link.kind is not SourceKind.OUTLET and not link.carried
        ]


def _roles(true: Mapping[str, Any], claim: Claim) -> Iterator[Outcome]:
    for own in claim.fillers:
        if own.span:
            rivals = [r["span"] for r in true["roles"] if r["role"] == own.role and r["span"]]
            yield own.p, any(_half(span, own.span) for span in rivals)


def _half(gold: Sequence[int], own: Span) -> bool:
    short = min(gold[1] - gold[0], own.end - own.start)
    return overlap(gold, (own.start, own.end)) >= 0.5 * short


def reliability(outcomes: Sequence[Outcome]) -> list[tuple[float, float, int]]:
    """Return (mean probability, share right, count) of ten bins of equal size.

    Args:
        outcomes: Probabilities with what came true.
    """
    ranked = sorted(outcomes)
    edges = [len(ranked) * n // _BINS for n in range(_BINS + 1)]
    bins = [ranked[a:b] for a, b in pairwise(edges) if b > a]
    return [
        (sum(p for p, _ in one) / len(one), sum(r for _, r in one) / len(one), len(one))
        for one in bins
    ]


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Return the expected calibration error over ten bins of equal size.

    Args:
        outcomes: Probabilities with what came true.

    Source: Naeini et al. 2015, with bins of equal size (Nixon et al. 2019).
    """
    total = len(outcomes)
    return sum(abs(p - right) * n for p, right, n in reliability(outcomes)) / max(1, total)
