"""Where the record lives. ``open_case`` for a case file, ``open_store`` for any address."""

from khabar.store._match import claim_order, find_matches
from khabar.store._snippet import find_hit
from khabar.store._tally import count_readings
from khabar.store.derivation import Derivation
from khabar.store.opening import case_features, open_case, open_store
from khabar.store.port import Added, Addition, Capture, Store
from khabar.store.rows import (
    Box,
    ClaimHead,
    ClaimQuery,
    ClaimQuote,
    ClaimRow,
    Counts,
    EventRow,
    FailureRow,
    Feature,
    ReportRow,
    SearchHit,
)
from khabar.store.shelf import Found, SituationShelf, Told

__all__ = [
    "Added",
    "Addition",
    "Box",
    "Capture",
    "ClaimHead",
    "ClaimQuery",
    "ClaimQuote",
    "ClaimRow",
    "Counts",
    "Derivation",
    "EventRow",
    "FailureRow",
    "Feature",
    "Found",
    "ReportRow",
    "SearchHit",
    "SituationShelf",
    "Store",
    "Told",
    "case_features",
    "claim_order",
    "count_readings",
    "find_hit",
    "find_matches",
    "open_case",
    "open_store",
]
