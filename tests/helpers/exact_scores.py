"""Prints a digest of every score and event of the demo reports, to the last bit."""

import hashlib
import sys

from helpers.demo_case import read_demo
from khabar.engines.codec import encode
from khabar.events.cards import make_cards
from khabar.events.linking.decided import find_rulings
from khabar.events.linking.grouping import make_profiles, score_pairs
from khabar.events.linking.weights import read_weights
from khabar.events.situation import tell_situation

__all__ = ["main"]


def main() -> None:
    """Print it."""
    readings = read_demo()
    weights = read_weights()
    cards = sorted((c for reading in readings for c in make_cards(reading)), key=lambda c: c.key)
    rulings = find_rulings((), cards=cards)
    profiles = make_profiles(cards, rulings=rulings, weights=weights)
    scores = score_pairs(profiles, families={}, weights=weights)
    told = repr(sorted(scores.items())).encode() + encode(tell_situation(readings))
    sys.stdout.write(hashlib.sha256(told).hexdigest())


if __name__ == "__main__":
    main()
