"""Who says what, on attributions annotated by others; the reader never trains on them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.graph import StatementMention
from khabar.record.span import Span
from khabar_benchmarks.events import f1
from khabar_benchmarks.rows import read_rows

__all__ = ["score_statements"]


def score_statements(data: Path, *, pipeline: Pipeline) -> dict[str, float]:
    """Return F1 of contents (half overlap), and of contents with the right source.

    Args:
        data: The data folder.
        pipeline: The product.
    """
    counts: Counter[str] = Counter()
    for row in read_rows(data / "polnear" / "docs.jsonl.gz"):
        reading = pipeline.read(make_report(row["text"], report_id=row["id"]))
        _count(row["attributions"], reading.statements, counts)
    return {
        "content f1": f1(counts["content"], counts["found"], counts["gold"]),
        "content+source f1": f1(counts["both"], counts["found"], counts["gold"]),
    }


def _pieces(spans: Any) -> list[tuple[int, int]]:
    if not spans:
        return []
    if isinstance(spans[0], int):
        return [(spans[0], spans[1])]
    return [(span[0], span[1]) for span in spans]


def _shared(gold: Sequence[tuple[int, int]], mine: Sequence[Span]) -> int:
    return sum(max(0, min(g[1], m.end) - max(g[0], m.start)) for g in gold for m in mine)


def _count(
    attributions: Sequence[dict[str, Any]],
    statements: Sequence[StatementMention],
    counts: Counter[str],
) -> None:
    counts["gold"] += len(attributions)
    counts["found"] += len(statements)
    used: set[int] = set()
    for one in attributions:
        content, source = _pieces(one["content"]), _pieces(one["source"])
        best, number = 0.0, -1
        for place, mine in enumerate(statements):
            size = min(sum(e - s for s, e in content), sum(m.end - m.start for m in mine.content))
            share = _shared(content, mine.content) / max(1, size)
            if place not in used and share > best:
                best, number = share, place
        if best >= 0.5:
            used.add(number)
            counts["content"] += 1
            counts["both"] += _shared(source, statements[number].source) > 0
