"""Derivations: what made something that is derived."""

from dataclasses import dataclass

from khabar.base.ids import stable_id

__all__ = ["Derivation"]


@dataclass(frozen=True, slots=True)
class Derivation:
    """What made a reading or a situation: change any field and it is another derivation.

    Attributes:
        stage: ``reading`` for everything read in one report, ``situation`` for what all
            reports say together.
        code_version: Version of Khabar.
        model_digest: Hex digest of the reader's weights and labels.
        config_digest: Hex digest of the settings and knowledge files that can change a reading.
    """

    stage: str
    code_version: str
    model_digest: str
    config_digest: str

    @property
    def id(self) -> str:
        """The same id for the same four fields, on any machine."""
        return stable_id(
            "drv", self.stage, self.code_version, self.model_digest, self.config_digest
        )
