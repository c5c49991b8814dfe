"""Which reports reprint others, whom they credit and whose words they pass on."""

from khabar.events.syndication.notes import find_copies
from khabar.events.syndication.own_words import own_text
from khabar.events.syndication.pairs import WITHIN_DAYS, Pairs, find_pairs
from khabar.events.syndication.sketches import (
    UNKNOWN_DAY,
    Sketches,
    join_sketches,
    make_sketches,
)

__all__ = [
    "UNKNOWN_DAY",
    "WITHIN_DAYS",
    "Pairs",
    "Sketches",
    "find_copies",
    "find_pairs",
    "join_sketches",
    "make_sketches",
    "own_text",
]
