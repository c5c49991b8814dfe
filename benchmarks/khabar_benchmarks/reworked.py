"""Reports of one event: those written independently stay two, those reworked fold.

``data/reworked.jsonl`` holds twenty invented events, each told five times: by a first report;
by two with people and details of their own, one a story, one in the style of an agency; and by
two made out of the first: one abridged and turned about sentence by sentence, one reworked
in another way each time.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from khabar.events.syndication import find_copies
from khabar.intake import make_report

__all__ = ["read_events", "score_reworked"]

_DATA: Final = Path(__file__).parent / "data" / "reworked.jsonl"
_FIRST: Final = "original"
_INDEPENDENT: Final = ("independent", "wire")
_MADE: Final = ("reworked", "abridged")

Row = Mapping[str, Any]


def read_events() -> list[Row]:
    """Return the events, each with its five reports."""
    return [json.loads(line) for line in _DATA.read_text(encoding="utf-8").splitlines()]


def score_reworked(rows: Sequence[Row]) -> dict[str, float]:
    """Score the folding of pairs, an original and another report of the same event.

    Args:
        rows: From ``read_events``.

    Returns:
        Precision, recall and counts; whichever of the two is held for the copy.
    """
    right = {kind: sum(_folds(row, kind) for row in rows) for kind in _MADE}
    wrong = sum(_folds(row, kind) for row in rows for kind in _INDEPENDENT)
    found = sum(right.values())
    return {
        "independent pairs": len(rows) * len(_INDEPENDENT),
        "independent pairs folded": wrong,
        "precision": found / (found + wrong) if found + wrong else 1.0,
        **{f"recall, {kind}": right[kind] / len(rows) for kind in _MADE},
    }


def _folds(row: Row, other: str) -> bool:
    """Return whether a later report is held for a copy of the original."""
    reports = [
        make_report(
            row[name]["text"],
            report_id=name,
            outlet=row[name]["outlet"],
            published=date.fromisoformat(row["published"]),
        )
        for name in (_FIRST, other)
    ]
    notes = {str(note.report): note.copy_of for note in find_copies(reports)}
    return notes[other] == _FIRST or notes[_FIRST] == other
