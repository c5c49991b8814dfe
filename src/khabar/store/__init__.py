"""Where the record lives. ``open_case`` for a case file, ``open_store`` for any address."""

from khabar.store.opening import open_case, open_store
from khabar.store.port import (
    Added,
    Addition,
    Box,
    Capture,
    ClaimQuery,
    ClaimRow,
    Counts,
    Derivation,
    EventRow,
    FailureRow,
    ReportRow,
    SearchHit,
    Store,
)

__all__ = [
    "Added",
    "Addition",
    "Box",
    "Capture",
    "ClaimQuery",
    "ClaimRow",
    "Counts",
    "Derivation",
    "EventRow",
    "FailureRow",
    "ReportRow",
    "SearchHit",
    "Store",
    "open_case",
    "open_store",
]
