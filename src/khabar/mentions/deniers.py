"""Whose deed a denial denies: "the army denied having fired" is of what the army did.

The network finds the denier as the doer in half of such clauses, and as nobody in the others;
in annotated reports and situations he is the doer in all that name one (10 of 10).
"""

from dataclasses import replace
from typing import Final

from khabar.mentions.denials import DENY
from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.trees import Tree

__all__ = ["settle_deniers"]

_BETWEEN: Final = frozenset("any ever having".split())  # from "denied" to what was done
_PASSIVE: Final = frozenset("be been being is are was were".split())
_ENDS: Final = frozenset(".;:?!")
_REACH: Final = 12  # words before "denied"
_RELATIVE: Final = frozenset({"that", "which", "who"})
_PERSON: Final = "person"
_P: Final = 0.9


def settle_deniers(draft: Draft, tree: Tree) -> None:
    """Give what somebody denies doing the one who denies it as its doer.

    Args:
        draft: Of a report, with its denials settled; its events are replaced.
        tree: Of the report.
    """
    draft.events = [_with_denier(event, draft, tree) for event in draft.events]


def _with_denier(event: EventDraft, draft: Draft, tree: Tree) -> EventDraft:
    who = _denier(event, tree) if event.status == "negated" else -1
    actors = [one for one in event.arguments if one.label == "actor" and not one.carried]
    if who < 0 or any(one.first <= who <= one.last for one in actors):
        return event
    if draft.kinds[who] == _PERSON:
        return event  # a spokesman denies it for those who are said to have done it
    others = tuple(one for one in event.arguments if one.label != "actor")
    first, last = _extent(who, tree)
    actor = ArgumentDraft("actor", head=who, first=first, last=last, p=_P, carried=False)
    return replace(event, arguments=(*others, actor))


def _denier(event: EventDraft, tree: Tree) -> int:
    """Return who denies doing it, as a word; -1 where nobody is told right before it.

    Read by order: the parser takes "denies" for a "not" here and there.
    """
    at = event.first - 1
    while at > 0 and (tree.words[at] in _BETWEEN or tree.words[at].endswith("ly")):
        at -= 1
    is_done = tree.words[event.first].endswith("ing") or at < event.first - 1
    if at < 1 or tree.words[at] not in DENY or not is_done or tree.words[at - 1] in _PASSIVE:
        return -1
    who = _subject_before(at, tree)
    if who >= 0 and tree.words[who] in _RELATIVE:
        return next((w for w in range(who - 1, max(-1, who - 3), -1) if _is_noun(w, tree)), -1)
    return who


def _subject_before(word: int, tree: Tree) -> int:
    """Return the nearest subject before a word of its sentence; -1 where there is none."""
    for at in range(word - 1, max(-1, word - _REACH), -1):
        if tree.words[at] in _ENDS:
            return -1
        if tree.rels[at].startswith("nsubj"):
            return at
    return -1


def _is_noun(word: int, tree: Tree) -> bool:
    return tree.upos[word] in {"NOUN", "PRON", "PROPN"}


def _extent(who: int, tree: Tree) -> tuple[int, int]:
    """Return the first and last word of a phrase, up to the first comma or clause on its right."""
    first = last = who
    own = {each for each in tree.below(who) if tree.upos[each] != "PUNCT"}
    while first - 1 in own:
        first -= 1
    while last + 1 in own and tree.words[last + 1] not in _RELATIVE:
        last += 1
    return first, last
