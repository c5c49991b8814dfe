"""Rows read as a user would read them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading

__all__ = ["own_reader"]


def own_reader() -> Callable[[Mapping[str, Any]], Reading]:
    """Return a function that reads the text of a row as a user would."""
    pipeline = Pipeline()

    def read(row: Mapping[str, Any]) -> Reading:
        report = make_report(
            row["text"],
            report_id=row["id"],
            metadata_published=date.fromisoformat(row["published"]),
            outlet=row["outlet"],
        )
        return pipeline.read(report)

    return read
