"""People's decisions over the machine's record: tied to words, found again, never lost."""

from khabar.review.anchoring import find_words, make_anchor
from khabar.review.placing import Placed, place_decisions

__all__ = ["Placed", "find_words", "make_anchor", "place_decisions"]
