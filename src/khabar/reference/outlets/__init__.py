"""Who publishes: agencies, papers, broadcasters, monitors and sites, with their owners."""

from khabar.reference.outlets._registry import (
    Outlets,
    fold_outlet,
    open_outlets,
    open_own_outlets,
)
from khabar.reference.outlets._rows import (
    SHARED,
    parse_outlets,
    parse_own_outlets,
    parse_owners,
    read_own_outlets,
)

__all__ = [
    "SHARED",
    "Outlets",
    "fold_outlet",
    "open_outlets",
    "open_own_outlets",
    "parse_outlets",
    "parse_own_outlets",
    "parse_owners",
    "read_own_outlets",
]
