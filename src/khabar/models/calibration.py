"""Temperatures, thresholds and link weights fitted on dev data after training."""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabar.record.errors import ReaderError

__all__ = ["Calibration", "LinkWeights", "Platt", "read_calibration"]


@dataclass(frozen=True, slots=True)
class Platt:
    """Turns a logit into a probability, and says from where on it counts.

    Attributes:
        slope: Multiplies the logit.
        offset: Added to it.
        threshold: Least probability at which the edge is kept.
    """

    slope: float
    offset: float
    threshold: float

    def probability(self, p: float) -> float:
        """Return a raw probability as a fitted one.

        Args:
            p: In [0, 1].
        """
        bounded = min(max(p, 1e-6), 1 - 1e-6)
        logit = math.log(bounded / (1 - bounded)) * self.slope + self.offset
        return 1 / (1 + math.exp(-logit))


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """A logistic scorer of pairs.

    Attributes:
        weights: Log-odds per feature, base e, by name.
        bias: Log-odds of a pair without any feature.
        threshold: Least probability at which two mentions are linked.
    """

    weights: dict[str, float]
    bias: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted on dev data.

    Attributes:
        names: Temperature of the name tags.
        triggers: Temperature of the trigger tags.
        trigger_threshold: Least probability of a trigger word.
        events: Makes the probability of a found trigger that of an event of its type.
        modes: Temperature of the modes.
        statuses: Temperature of the statuses.
        arguments: Per argument label.
        coref: Two mentions, one actor or place.
        identity: Two triggers, one occurrence.
    """

    names: float
    triggers: float
    trigger_threshold: float
    events: Platt
    modes: float
    statuses: float
    arguments: dict[str, Platt]
    coref: LinkWeights
    identity: LinkWeights


def read_calibration(path: Path) -> Calibration:
    """Read ``calibration.json`` of a model folder.

    Args:
        path: The file.

    Returns:
        The calibration.

    Raises:
        ReaderError: The file is missing or has other fields.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        arguments = {label: Platt(**one) for label, one in content.pop("arguments").items()}
        coref, identity = (LinkWeights(**content.pop(key)) for key in ("coref", "identity"))
        events = Platt(**content.pop("events"))
        return Calibration(
            arguments=arguments, coref=coref, identity=identity, events=events, **content
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"calibration cannot be read: {error!r}"
        raise ReaderError(what, where=path.name, do="install khabar again") from error
