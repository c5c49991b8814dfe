"""What words say: little when every report of conflict has them; and which name one occurrence."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Lexicon"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What training found of lemmas, the same in every case so that reports can come one by one.

    Attributes:
        known: Rarity in [0, 1] of frequent lemmas; all others are 1.
        kin: For a lemma, those that later in the alphabet name the same occurrence more often
            than others do, in (0, 1]: "capture" and "retake".
    """

    known: Mapping[str, float]
    kin: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def of(self, word: str) -> float:
        """Return the rarity of a lemma, in [0, 1]."""
        return self.known.get(word, 1.0)

    def length(self, words: frozenset[str]) -> float:
        """Return the length of a set of lemmas as a vector of rarities; 0 or more."""
        return math.sqrt(math.fsum(self.of(word) ** 2 for word in words))

    def kinship(self, left: Iterable[str], right: Iterable[str]) -> float:
        """Return how often the most kindred of two sets of triggers name one occurrence.

        Args:
            left: Lemmas.
            right: Lemmas.

        Returns:
            0 for what training has not seen together, 1 for what nearly always goes together.
        """
        pairs = ((min(one, two), max(one, two)) for one in left for two in right)
        return max((self.kin[a].get(b, 0.0) for a, b in pairs if a in self.kin), default=0.0)
