"""Who does not control a place: "outside government control", "out of the Taliban's control".

It tells who has no hold on it; the reader takes whoever is near for the holder.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.trees import Tree

__all__ = ["settle_outside"]

_HOLD: Final = frozenset({"control", "grip", "hands", "hold", "rule", "sway"})
_BEYOND: Final = frozenset({"beyond", "outside"})
_OUT: Final = ("out", "of")
_STOPS: Final = frozenset({",", ";", ".", ":", "(", ")"})
_NOT: Final = frozenset({"n't", "never", "not"})
_REACH: Final = 7  # words from "outside" to "control"
_SMALL: Final = frozenset({"ADP", "DET", "PART", "PUNCT"})
_NOUNS: Final = frozenset({"NOUN", "PRON", "PROPN"})
_P: Final = 0.85


def settle_outside(draft: Draft, tree: Tree) -> None:
    """Say of a place outside somebody's control that he does not control it.

    Args:
        draft: Of a report; its events are replaced.
        tree: Of the report.
    """
    draft.events = [_settled(event, tree) for event in draft.events]


def _settled(event: EventDraft, tree: Tree) -> EventDraft:
    words = tree.words
    hold = next((w for w in range(event.first, event.last + 1) if words[w] in _HOLD), -1)
    beyond = _beyond(words, hold) if event.type == "CONTROL" and hold >= 0 else -1
    if beyond < 0:
        return event
    is_inside = bool(_NOT & set(words[max(0, beyond - 4) : beyond]))  # "was not out of its hands"
    owner = _owner(hold, beyond, tree)
    kept = tuple(a for a in event.arguments if a.label != "actor" or (is_inside and not owner))
    status = "ongoing" if is_inside else "negated"
    return replace(event, status=status, p_status=_P, arguments=(*kept, *owner))


def _beyond(words: Sequence[str], hold: int) -> int:
    """Return the word that says "outside", before a hold and with nothing between; else -1."""
    for at in range(hold - 1, max(-1, hold - _REACH), -1):
        if words[at] in _STOPS:
            return -1
        if words[at] in _BEYOND or tuple(words[at - 1 : at + 1]) == _OUT:
            return at
    return -1


def _owner(hold: int, beyond: int, tree: Tree) -> tuple[ArgumentDraft, ...]:
    """Return whose hold it is: "the Taliban's control", "the control of the Taliban"."""
    between = [w for w in range(beyond + 1, hold) if tree.upos[w] not in _SMALL]
    nouns = [w for w in between if tree.upos[w] in _NOUNS]
    if nouns:
        return (_actor(nouns[-1], between[0], nouns[-1]),)
    head = next((w for w in tree.children[hold] if w > hold and tree.rels[w] == "nmod"), -1)
    told = [w for w in tree.below(head) if tree.upos[w] not in _SMALL] if head >= 0 else []
    return (_actor(head, told[0], told[-1]),) if told else ()


def _actor(head: int, first: int, last: int) -> ArgumentDraft:
    return ArgumentDraft("actor", head, first, last, _P, carried=False)
