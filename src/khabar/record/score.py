"""A score that can explain itself."""

from dataclasses import dataclass
from typing import Final

__all__ = ["MAX_WEIGHT", "Part", "Score"]

MAX_WEIGHT: Final = 60.0  # past this, a float cannot tell a match from certainty


@dataclass(frozen=True, slots=True)
class Part:
    """One reason behind a score: what was compared and how far it moved it.

    Attributes:
        feature: Name of the comparison.
        left: Value on the mention's side.
        right: Value on the candidate's side.
        weight: Log-odds, base 2; negative speaks against the match.
    """

    feature: str
    left: str
    right: str
    weight: float


@dataclass(frozen=True, slots=True)
class Score:
    """Evidence that a mention means a candidate, or that two records are one.

    Attributes:
        parts: The reasons, in the order they were weighed.
    """

    parts: tuple[Part, ...]

    @property
    def probability(self) -> float:
        """All parts together, as a probability in [0, 1]."""
        weight = sum(part.weight for part in self.parts)
        bounded = max(-MAX_WEIGHT, min(MAX_WEIGHT, weight))
        return float(1.0 / (1.0 + 2.0**-bounded))
