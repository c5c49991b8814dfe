"""What the windows of one report gave, before mentions are linked."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from khabar.mentions.events import EventDraft
from khabar.mentions.sequence import Run
from khabar.mentions.statements import StatementDraft

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """What the windows of one report gave, in report-wide word numbers.

    Attributes:
        upos: Part of speech of each word.
        xpos: Penn tag of each word.
        heads: Head of each word, -1 for roots.
        rels: Relation of each word to its head.
        kinds: Likeliest entity kind of each word.
        names: Names.
        events: Events; ``sentences`` holds the report-wide sentence of each.
        sentences: Sentence numbers of ``events``.
        statements: Statements.
        missed: Near misses of triggers.
        alone: Triggers that stand alone, as headings and cells of tables do: no events.
        coref: Coreference vector of each word.
        traits: Log-probabilities of the kinds, then of the sectors, of each word.
    """

    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    rels: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    names: list[Run] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    missed: list[Run] = field(default_factory=list)
    alone: list[Run] = field(default_factory=list)
    coref: list[npt.NDArray[np.float32]] = field(default_factory=list)
    traits: list[npt.NDArray[np.float32]] = field(default_factory=list)
