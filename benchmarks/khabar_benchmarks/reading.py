"""The product's own reading of corpus rows, in the shape of the event corpus."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from khabar.exports.reading_json import reading_to_json
from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading

__all__ = ["read_row", "read_rows_with_product"]


def read_rows_with_product(
    rows: Iterable[dict[str, Any]], *, pipeline: Pipeline
) -> dict[str, dict[str, Any]]:
    """Read texts as a user would and return the JSON lines by id.

    Args:
        rows: Rows with ``id``, ``text``, ``published`` and ``outlet``.
        pipeline: The product.

    Returns:
        Decoded lines by id.
    """
    return {
        row["id"]: json.loads(reading_to_json(read_row(row, pipeline=pipeline))) for row in rows
    }


def read_row(row: dict[str, Any], *, pipeline: Pipeline) -> Reading:
    """Read one text as a user would.

    Args:
        row: With ``id``, ``text``, ``published`` and ``outlet``.
        pipeline: The product.

    Returns:
        The reading.
    """
    report = make_report(
        row["text"],
        report_id=row["id"],
        metadata_published=_day(row.get("published")),
        outlet=row.get("outlet") or "",
    )
    return pipeline.read(report)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
