"""Whose "the army" is in a report that takes a side: its own, and never the enemy's.

A report takes a side where it says "our troops" or "the enemy" in its own words. Coreference
would join its bare "the army" with the next army that has a name, which is the other one.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from khabar.base.names import ENEMY, fold_words
from khabar.mentions.links import MentionDraft
from khabar.mentions.marks import Marks, marks_of, united
from khabar.record.outlet import OwnerKind
from khabar.reference.outlets import open_outlets

__all__ = ["Voice", "find_voice", "in_voice"]

_OF_STATES: Final = frozenset(
    "army artillery garrison gunners military navy soldiers troops".split()
)
_FORCES: Final = _OF_STATES | frozenset("fighters force forces units".split())
_PLAIN: Final = frozenset("a air armed brave gallant heroic our own some the these those".split())
_OFFICIAL: Final = frozenset("agency army defence ministry national press republic state".split())
_MEDIA: Final = _OFFICIAL | frozenset(
    "and channel daily for herald news of online post radio television the times today tv "
    "voice".split()
)
"""Words of outlets' names that name no land: "Veskia State News" is of Veskia."""

_OUR: Final = "our"
_REACH: Final = 3  # words from "our" to the force: "our brave armed forces"


@dataclass(frozen=True, slots=True)
class Voice:
    """The side that a report takes.

    Attributes:
        marks: Of its own forces: of its voice, and the country or people of its outlet.
        forces: Words for forces that are its own where they stand bare. "The army" is the
            enemy's to those who have fighters, and their own to those who have soldiers.
    """

    marks: Marks
    forces: AbstractSet[str]


def find_voice(words: Sequence[str], quoted: Sequence[bool], *, outlet: str) -> Voice | None:
    """Return the side that a report takes.

    Args:
        words: All words of the report.
        quoted: Which of them stand inside quotation marks.
        outlet: Who published it; empty when unknown.

    Returns:
        The side; ``None`` for a report that takes none.
    """
    told = [word.lower() for word, inside in zip(words, quoted, strict=True) if not inside]
    ours = {
        force
        for at, word in enumerate(told)
        if word == _OUR
        for force in _FORCES & set(told[at + 1 : at + 1 + _REACH])
    }
    if not ours and not ENEMY & set(told):
        return None
    home = _of_outlet(outlet)
    is_state = bool(ours & _OF_STATES) or (not ours and bool(home))
    return Voice(united({"voice": frozenset({"own"})}, home), _FORCES if is_state else ours)


def in_voice(mention: MentionDraft, words: Sequence[str], *, voice: Voice) -> MentionDraft:
    """Return a mention of a report that takes a side with the mark of that side.

    Args:
        mention: As drafted.
        words: Its words as they stand in the text.
        voice: From ``find_voice``.

    Returns:
        The mention with the marks of the voice for a bare force, with those of the enemy for
        who is called so; itself for others.
    """
    told = [word.lower() for word in words]
    if ENEMY & set(told):
        return replace(mention, marks=united(mention.marks, {"voice": frozenset({"enemy"})}))
    is_own = told[-1:] and told[-1] in voice.forces and set(told[:-1]) <= _PLAIN
    return replace(mention, marks=united(mention.marks, voice.marks)) if is_own else mention


def _of_outlet(name: str) -> Marks:
    """Return the country or people of an outlet: of a known one its state's, else by its name."""
    outlets = open_outlets()
    row = outlets.find(name) if name else None
    if row is not None:
        owner = outlets.last_owner(row)
        is_state = owner is not None and owner.kind is OwnerKind.STATE
        return {"country": frozenset({row.country})} if is_state and row.country else {}
    own = name.split()
    if _OFFICIAL & set(fold_words(name)):
        own = [f"{word} 's" for word in own if not set(fold_words(word)) <= _MEDIA]
    words = [*" ".join(own).split(), "army"]
    marks = marks_of(words, ["PROPN" for _ in words], kind="military")
    return {kind: marks[kind] for kind in ("country", "people") if kind in marks}
