"""Extents of fillers without the small words that only lead to them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft

__all__ = ["trim_extents"]

_TRIMMED: Final = frozenset({"actor", "recipient", "place", "source", "instrument"})
_LEADING: Final = frozenset({"ADP", "SCONJ", "CCONJ", "PUNCT", "PART"})
_TRAILING: Final = frozenset({"ADP", "SCONJ", "CCONJ", "PUNCT", "AUX", "DET"})
_CLITICS: Final = frozenset({"'s", "’s", "to"})  # "'s" belongs to the next noun


def trim_extents(draft: Draft, words: Sequence[str]) -> None:
    """Cut "from Panjshir" to "Panjshir" and "the valley's" to "the valley".

    Args:
        draft: Changed in place.
        words: All words of the report.
    """
    draft.events = [
        replace(event, arguments=tuple(_trim(a, draft.upos, words) for a in event.arguments))
        for event in draft.events
    ]


def _trim(argument: ArgumentDraft, upos: Sequence[str], words: Sequence[str]) -> ArgumentDraft:
    if argument.label not in _TRIMMED:
        return argument
    first, last = argument.first, argument.last
    counted = "NUM" in upos[first : argument.head]  # "at least three people", "up to 40 men"
    while not counted and first < argument.head and upos[first] in _LEADING:
        first += 1
    while last > argument.head and (upos[last] in _TRAILING or words[last].lower() in _CLITICS):
        last -= 1
    return replace(argument, first=first, last=last)
