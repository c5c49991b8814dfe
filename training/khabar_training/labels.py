"""Label lists of the heads, in the order of the network's outputs."""

from typing import Final

from khabar.record.codes import (
    EntityKind,
    EventType,
    NameType,
    QuantityKind,
    Role,
    Sector,
    Status,
)

__all__ = [
    "ARGUMENTS",
    "CARRIED",
    "KINDS",
    "NAMES",
    "SECTORS",
    "SRL",
    "STATUSES",
    "TRIGGERS",
]

NAMES: Final = ("O", *(f"{mark}-{name}" for name in NameType for mark in "BIES"))
"""BIOES tags of the nine name classes."""

TRIGGERS: Final = ("O", *(f"{mark}-{kind}" for kind in EventType for mark in "BI"))
"""BIO tags of the event types."""

STATUSES: Final = tuple(str(status) for status in Status)
KINDS: Final = tuple(str(kind) for kind in EntityKind)
SECTORS: Final = ("", *(str(sector) for sector in Sector))

ARGUMENTS: Final = (
    *(str(role) for role in Role),
    *(f"num:{kind}" for kind in QuantityKind),
)
"""Edges from a trigger to the head word of an argument in its own sentence."""

CARRIED: Final = tuple(f"carried:{role}" for role in ("actor", "recipient", "place", "source"))
"""Edges from a trigger to any mention, in another sentence, of an understood entity."""

SRL: Final = (
    "_", "ARG0", "ARG1", "ARG2", "ARG3", "ARG4",
    "ARGM-ADJ", "ARGM-ADV", "ARGM-CAU", "ARGM-COM", "ARGM-CXN", "ARGM-DIR", "ARGM-DIS",
    "ARGM-EXT", "ARGM-GOL", "ARGM-LOC", "ARGM-LVB", "ARGM-MNR", "ARGM-MOD", "ARGM-NEG",
    "ARGM-PRD", "ARGM-PRP", "ARGM-TMP", "C-ARG1",
)  # fmt: skip
"""PropBank argument labels kept; ``C-ARG1`` is the second half of a split statement."""
