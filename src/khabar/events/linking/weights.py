"""The weights of the pair scorer: a file made by ``training/``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from khabar.events.linking.compare import FEATURES, Seen
from khabar.events.linking.lexicon import Lexicon
from khabar.record.errors import KnowledgeError
from khabar.record.score import Part, Score

__all__ = ["LinkingWeights", "read_weights", "score_seen"]

_FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class LinkingWeights:
    """What training leaves behind.

    Attributes:
        weights: Log-odds, base 2, of each feature at the value 1.
        threshold: Mean log-odds that two clusters need to be one.
        unseen: Log-odds of a pair that nothing brought together.
        identity: Log-odds that the reader's own judgement inside a report is worth.
        lexicon: Lexicon of frequent lemmas.
    """

    weights: Mapping[str, float]
    threshold: float
    unseen: float
    identity: float
    lexicon: Lexicon


@lru_cache(maxsize=1)
def read_weights() -> LinkingWeights:
    """Read the packaged weights.

    Returns:
        The weights.

    Raises:
        KnowledgeError: The file does not know the features of this version.
    """
    told = _read(_FILE)
    if set(told["weights"]) != set(FEATURES):
        odd = ", ".join(sorted(set(told["weights"]) ^ set(FEATURES)))
        msg = f"weights and features differ: {odd}"
        raise KnowledgeError(msg, where=_FILE, do="fit them again: khabar_training fit_events")
    return LinkingWeights(
        told["weights"],
        told["threshold"],
        told["unseen"],
        told["identity"],
        Lexicon(told["rarity"], _read("kin.json")),
    )


def _read(name: str) -> Any:
    return json.loads(files(__package__).joinpath(name).read_text("utf-8"))


def score_seen(seen: tuple[Seen, ...], *, weights: LinkingWeights) -> Score:
    """Weigh what was seen.

    Args:
        seen: From ``compare``.
        weights: Of each feature.

    Returns:
        Parts in log-odds, base 2; what weighs nothing is left out.
    """
    parts = (
        Part(one.feature, one.left, one.right, round(one.value * weights.weights[one.feature], 4))
        for one in seen
    )
    return Score(tuple(part for part in parts if part.weight))
