"""What words say: little when every report of conflict has them; and which name one occurrence."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import repeat

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
    _squares: Mapping[str, float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_squares", {word: own**2 for word, own in self.known.items()})

    def of(self, word: str) -> float:
        """Return the rarity of a lemma, in [0, 1]."""
        return self.known.get(word, 1.0)

    def weigh(self, words: Iterable[str]) -> float:
        """Return the sum of the rarities of lemmas."""
        return math.fsum(map(self.known.get, words, repeat(1.0)))

    def weigh_squares(self, words: Iterable[str]) -> float:
        """Return the sum of the squares of the rarities of lemmas."""
        return math.fsum(map(self._squares.get, words, repeat(1.0)))

    def length(self, words: frozenset[str]) -> float:
        """Return the length of a set of lemmas as a vector of rarities; 0 or more."""
        return math.sqrt(self.weigh_squares(words))

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
