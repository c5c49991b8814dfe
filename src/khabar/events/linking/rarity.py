"""How much a common word says: little when every report of conflict has it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Rarity"]


@dataclass(frozen=True, slots=True)
class Rarity:
    """Rarity of lemmas, the same in every case so that reports can come one by one.

    Attributes:
        known: Rarity in [0, 1] of frequent lemmas; all others are 1.
    """

    known: Mapping[str, float]

    def of(self, word: str) -> float:
        """Return the rarity of a lemma, in [0, 1]."""
        return self.known.get(word, 1.0)

    def length(self, words: frozenset[str]) -> float:
        """Return the length of a set of lemmas as a vector of rarities; 0 or more."""
        return math.sqrt(math.fsum(self.of(word) ** 2 for word in words))
