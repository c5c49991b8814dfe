"""What one side does to another: the 15 PLOVER roots of sentences annotated by others."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.claim import Claim, Reading
from khabar.record.codes import Role, Status
from khabar.record.errors import InputError
from khabar.record.span import Span
from khabar_benchmarks.rows import read_rows

__all__ = ["score_roots"]

_ROOT_OF: Final = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""The corpus is older than the split of YIELD; it has no CONTROL."""

_INTENDED: Final = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
"""Deeds whose intention is an agreement of its own (CAMEO 03 "express intent to cooperate",
with 030 to 039 "to provide aid", "to yield", "to meet"; PLOVER: future ones are AGREE)."""

_AHEAD: Final = frozenset({Status.FUTURE, Status.HYPOTHETICAL})

_Place: TypeAlias = Sequence[int] | None

_TO: Final = frozenset({Role.RECIPIENT, Role.THEME, Role.PLACE})


def score_roots(data: Path, *, pipeline: Pipeline) -> dict[str, float]:
    """Return the share of sentences whose root is read right; nothing is trained on them.

    Args:
        data: The data folder.
        pipeline: The product.

    Returns:
        Accuracy, with the lines between roots as the corpus's edition draws them and as
        PLOVER 2.0 does, the share of sentences in which anything was read, and the accuracy
        of always answering the most frequent root.
    """
    rows = list(read_rows(data / "plover_zsp" / "sents.jsonl.gz"))
    right = right_2 = answered = 0
    for row in rows:
        root, root_2 = _read_roots(row, pipeline)
        answered += bool(root)
        right += root == row["plover_root"]
        right_2 += root_2 == row["plover_root"]
    roots = [row["plover_root"] for row in rows]
    most = max(roots.count(root) for root in set(roots))
    return {
        "root accuracy": right / len(rows),
        "root accuracy, lines of PLOVER 2.0": right_2 / len(rows),
        "answered": answered / len(rows),
        "root accuracy, baseline most frequent": most / len(rows),
    }


def _read_roots(row: Mapping[str, Any], pipeline: Pipeline) -> tuple[str, str]:
    """Return the root between source and target, as the corpus and as PLOVER 2.0 draw lines.

    Both are empty when nothing was read.
    """
    try:
        reading = pipeline.read(make_report(row["text"], report_id=row["id"]))
    except InputError:
        return "", ""
    source, target = row["source"], row["target"]
    ranked = [
        (_fit(claim, reading, source, target), claim.p, str(claim.type), _root(claim, row["text"]))
        for claim in reading.claims
        if claim.type != "CONTROL"
    ]
    ranked += [(0.0, p, kind, kind) for kind, p in _near_misses(reading)]
    *_, kind, root = max(ranked, default=(0.0, 0.0, "", ""))
    return _ROOT_OF.get(root, root), _ROOT_OF.get(kind, kind)


def _root(claim: Claim, text: str) -> str:
    """Return the root of a claim as the corpus's edition of the scheme draws its lines.

    It divides some deeds as CAMEO does, from which it descends, and not as PLOVER 2.0: a
    verdict is CAMEO 116 "find guilty", under 11 (disapprove); a blockade 191, under 19
    (fight); troops that keep a peace 074, under 07 (provide aid).
    """
    if claim.status in _AHEAD and claim.type in _INTENDED:
        return "AGREE"
    if claim.type == "SANCTION" and claim.mode == "convict":
        return "ACCUSE"
    words = text[claim.trigger.start : claim.trigger.end].casefold()
    if claim.type == "COERCE" and "blockad" in words:
        return "ASSAULT"
    if claim.type == "MOBILIZE" and "peacekeep" in text.casefold():
        return "AID"
    return str(claim.type)


def _fit(claim: Claim, reading: Reading, source: _Place, target: _Place) -> float:
    """Return how well a claim runs from the source to the target, from 0 to 2 and above."""
    mentions = {entity.id: entity.mentions for entity in reading.entities}
    fit = 0.5  # a claim beats a near miss
    for filler in claim.fillers:
        known = mentions[filler.entity] if filler.entity else ()
        spans = (filler.span,) if filler.span else known
        if filler.role is Role.ACTOR and any(_touches(span, source) for span in spans):
            fit += 1.0
        if filler.role in _TO and any(_touches(span, target) for span in spans):
            fit += 1.0 if filler.role is Role.RECIPIENT else 0.6
    return fit


def _touches(span: Span, place: _Place) -> bool:
    return place is not None and span.start < place[1] and place[0] < span.end


def _near_misses(reading: Reading) -> Iterator[tuple[str, float]]:
    """Yield (type, probability) of triggers that were left out."""
    for item in reading.dropped:
        if item.what == "trigger" and " with " in item.detail:
            kind, _, p = item.detail.rpartition(" with ")
            if kind.isupper() and kind != "CONTROL":
                yield kind, float(p)
