"""Runs the second pass: over all triggers of a report, after its windows were read.

A window shows the network some 160 words. What two triggers far apart have in common, and
what else happens between them, is seen by a small transformer over the triggers alone.
"""

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from khabar.models.files import MODEL_FOLDER
from khabar.models.sessions import open_session

__all__ = ["OCCURRENCES", "OccurrenceInputs", "OccurrenceNetwork"]

Floats = npt.NDArray[np.float32]

OCCURRENCES: Final = "occurrences.onnx"
"""Its file in a model folder."""


class OccurrenceInputs(NamedTuple):
    """What the second pass sees of N triggers.

    Attributes:
        triggers: Vectors of each trigger ``[N, inputs]``.
        fillers: Vectors of what fills its roles ``[N, roles * 128]``.
        sentences: Number of its sentence ``[N]``.
        pairs: What two triggers have in common ``[N, N, features]``.
    """

    triggers: Floats
    fillers: Floats
    sentences: Floats
    pairs: Floats


class OccurrenceNetwork:
    """The second pass, opened once per process, one thread."""

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        """Open the network of a model folder whose digests were checked.

        Args:
            folder: The model folder.

        Raises:
            ReaderError: The file is missing or no network.
        """
        self._session = open_session(folder / OCCURRENCES)

    def run(self, inputs: OccurrenceInputs) -> Floats:
        """Return the log-odds, base e, that two triggers tell of one occurrence.

        Args:
            inputs: Of at least two triggers.

        Returns:
            ``[N, N]``, symmetric.
        """
        (logits,) = self._session.run(None, inputs._asdict())
        return np.asarray(logits, dtype=np.float32)
