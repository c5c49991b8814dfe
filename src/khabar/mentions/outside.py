"""Who does not control a place: "outside government control", "out of the Taliban's control".

It tells who has no hold on it; the reader takes whoever is near for the holder.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft

__all__ = ["settle_outside"]

_HOLD: Final = frozenset({"control", "grip", "hands", "hold", "rule", "sway"})
_BEYOND: Final = frozenset({"beyond", "outside"})
_OUT: Final = ("out", "of")
_STOPS: Final = frozenset({",", ";", ".", ":", "(", ")"})
_NOT: Final = frozenset({"n't", "never", "not"})
_REACH: Final = 7  # words from "outside" to "control"
_AROUND: Final = 12
_SMALL: Final = frozenset({"ADP", "DET", "PART", "PUNCT"})
_NOUNS: Final = frozenset({"NOUN", "PRON", "PROPN"})
_P: Final = 0.85


def settle_outside(draft: Draft, words: Sequence[str]) -> None:
    """Say of a place outside somebody's control that he does not control it.

    Args:
        draft: Of a report; its events are replaced.
        words: All words of the report.
    """
    lower = [word.lower() for word in words]
    draft.events = [_settled(event, draft, lower) for event in draft.events]


def _settled(event: EventDraft, draft: Draft, words: Sequence[str]) -> EventDraft:
    hold = next((w for w in range(event.first, event.last + 1) if words[w] in _HOLD), -1)
    if event.type != "CONTROL" or hold < 0:
        return event
    beyond = _beyond(words, hold)
    if beyond < 0:
        return event
    is_inside = bool(_NOT & set(words[max(0, beyond - 4) : beyond]))  # "was not out of its hands"
    status = "ongoing" if is_inside else "negated"
    owner = _owner(hold, beyond, draft)
    kept = tuple(a for a in event.arguments if a.label != "actor" or (is_inside and not owner))
    return replace(event, status=status, p_status=_P, arguments=(*kept, *owner))


def _beyond(words: Sequence[str], hold: int) -> int:
    """Return the word that says "outside", before a hold and with nothing between; else -1."""
    for at in range(hold - 1, max(-1, hold - _REACH), -1):
        if words[at] in _STOPS:
            return -1
        if words[at] in _BEYOND or tuple(words[at - 1 : at + 1]) == _OUT:
            return at
    return -1


def _owner(hold: int, beyond: int, draft: Draft) -> tuple[ArgumentDraft, ...]:
    """Return whose hold it is: "the Taliban's control", "the control of the Taliban"."""
    between = [w for w in range(beyond + 1, hold) if draft.upos[w] not in _SMALL]
    nouns = [w for w in between if draft.upos[w] in _NOUNS]
    if nouns:
        return (_actor(nouns[-1], between[0], nouns[-1]),)
    after = range(hold + 1, min(len(draft.heads), hold + _AROUND))
    head = next((w for w in after if draft.heads[w] == hold and draft.rels[w] == "nmod"), -1)
    below = [w for w in after if w == head or _hangs(w, head, draft)] if head >= 0 else []
    told = [w for w in below if draft.upos[w] not in _SMALL]
    return (_actor(head, min(told), max(told)),) if told else ()


def _actor(head: int, first: int, last: int) -> ArgumentDraft:
    return ArgumentDraft("actor", head, first, last, _P, carried=False)


def _hangs(word: int, head: int, draft: Draft) -> bool:
    for _ in range(_REACH):
        word = draft.heads[word]
        if word in (head, -1):
            return word == head
    return False
