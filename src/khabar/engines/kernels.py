"""What is done to the rows of a table: reports to readings, readings to cards."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final

import pyarrow as pa

from khabar.engines.codec import decode, encode, shown
from khabar.engines.faults import ItemFault, run_item
from khabar.engines.port import Kernel
from khabar.events.cards import make_cards
from khabar.record.claim import Reading
from khabar.record.errors import FailureReason
from khabar.record.report import FailedInput, Report

__all__ = ["CARDS", "REPORTS", "OpenRead", "make_report_rows", "reading_kernel"]

OpenRead = Callable[[], Callable[[Report], Reading | FailedInput]]

REPORTS: Final = pa.schema([
    ("report", pa.string()),
    ("arrival", pa.int64()),
    ("body", pa.binary()),
])
_READINGS: Final = pa.schema([
    ("report", pa.string()),
    ("arrival", pa.int64()),
    ("failed", pa.binary()),
    ("body", pa.binary()),
])
_CARDS: Final = pa.schema([("report", pa.string()), ("claim", pa.string()), ("body", pa.binary())])


def make_report_rows(reports: Iterable[tuple[int, bytes, str]]) -> pa.Table:
    """Return rows for reports.

    Args:
        reports: Number in the order of arrival, the report encoded, its id.

    Returns:
        A table of the form ``REPORTS``.
    """
    rows = [
        {"report": shown(name), "arrival": arrival, "body": body} for arrival, body, name in reports
    ]
    return pa.Table.from_pylist(rows, schema=REPORTS)


def reading_kernel(open_read: OpenRead) -> Kernel:
    """Return the kernel that reads reports.

    Args:
        open_read: Opens the reader, once in each process; picklable.

    Returns:
        Reports in, readings out; what could not be read has a reason in its place.
    """
    return Kernel("readings", partial(_open_reading, open_read), _READINGS)


def _open_reading(open_read: OpenRead) -> Callable[[pa.Table], pa.Table]:
    read = open_read()

    def work(table: pa.Table) -> pa.Table:
        rows = [_read_row(row, read) for row in table.to_pylist()]
        return pa.Table.from_pylist(rows, schema=_READINGS)

    return work


def _read_row(
    row: Mapping[str, Any], read: Callable[[Report], Reading | FailedInput]
) -> dict[str, Any]:
    """Return the row of one report: a reading, or why there is none."""
    report = decode(row["body"], type=Report)
    answer = run_item(read, report)
    if isinstance(answer, ItemFault):
        answer = FailedInput(
            id=report.id, origin=report.origin, reason=FailureReason.FAULT, detail=answer.detail
        )
    is_failed = isinstance(answer, FailedInput)
    return {
        "report": row["report"],
        "arrival": row["arrival"],
        "failed": encode(answer) if is_failed else None,
        "body": None if is_failed else encode(answer),
    }


def _open_cards() -> Callable[[pa.Table], pa.Table]:
    return _make_cards


def _make_cards(table: pa.Table) -> pa.Table:
    """Return a row for each claim of each reading."""
    rows = [
        {"report": row["report"], "claim": str(card.key.claim), "body": encode(card)}
        for row in table.to_pylist()
        if row["body"] is not None
        for card in make_cards(decode(row["body"], type=Reading))
    ]
    return pa.Table.from_pylist(rows, schema=_CARDS)


CARDS: Final = Kernel("cards", _open_cards, _CARDS)
"""Readings in, cards out, one a claim."""
