"""Sentences on the event corpora: how many stretches are cut exactly as annotators had them.

Gold sentences are clipped to what is not dateline, since the product never reads one. The
texts of ``wikievents`` are kept apart as well: there every apostrophe stands between spaces,
and the annotated sentences run over half a page after a stray one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from khabar.intake import make_report
from khabar.record.report import BlockKind, Report
from khabar.text import split_report
from khabar_benchmarks.rows import read_rows

__all__ = ["score_sentences"]

_FILES: Final = {"events": "events/dev.jsonl.gz", "written": "written/dev.jsonl.gz"}
_SPACED: Final = "wikievents"


@dataclass(slots=True)
class _Tally:
    """Counts over reports."""

    hit: int = 0
    found: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        return 2 * self.hit / max(1, self.found + self.gold)


def score_sentences(data: Path) -> Mapping[str, float]:
    """Return F1 of exact sentences, in [0, 1].

    Args:
        data: The data folder.

    Returns:
        ``events f1``, ``events f1, without wikievents`` and ``written f1``.

    Raises:
        ConfigError: A data file is missing.
    """
    scores: dict[str, float] = {}
    for name, file in _FILES.items():
        every, plain = _Tally(), _Tally()
        for row in read_rows(data / file):
            for tally in (every,) if row.get("corpus") == _SPACED else (every, plain):
                _count(row, tally)
        scores[f"{name} f1"] = every.f1
        if plain.gold != every.gold:
            scores[f"{name} f1, without {_SPACED}"] = plain.f1
    return scores


def _count(row: Mapping[str, Any], tally: _Tally) -> None:
    report = make_report(row["text"], metadata_published=_day(row.get("published")))
    found = {(s.span.start, s.span.end) for s in split_report(report)[0]}
    gold = set(_clipped(row["sentences"], report))
    tally.hit += len(found & gold)
    tally.found += len(found)
    tally.gold += len(gold)


def _clipped(sentences: list[list[int]], report: Report) -> Iterator[tuple[int, int]]:
    """Yield gold sentences without datelines in front of them."""
    lines = [block.span for block in report.blocks if block.kind is BlockKind.DATELINE]
    for start, end in sentences:
        first = start
        for line in lines:
            if line.start <= first < line.end:
                first = line.end
        first += len(report.text[first:end]) - len(report.text[first:end].lstrip())
        if first < end:
            yield first, end


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
