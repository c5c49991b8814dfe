"""What a claim's own words name, where the report's chains take it for something else.

A chain of mentions is the reader's guess over a whole report; the words of a claim stand where
the claim does. "The airfield" in a chain that is called "prison" is an airfield.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from khabar.base.names import fold_words, sound_key

__all__ = ["front_of_place", "is_name", "is_part", "name_in", "tells_another"]

_WIDE: Final = frozenset(  # say of any place what it is, and none of another
    "town city village settlement hamlet place area region zone country capital island territory "
    "side part parts rest whole all there here it enclave district quarter neighbourhood "
    "neighborhood centre center streets "
    "province valley locality point site position positions".split()
)
_PARTS: Final = frozenset(
    "upper lower northern southern eastern western central inner outer old new other".split()
)
_ARTICLES: Final = frozenset("the a an its his her their our this that these those".split())
_ANY: Final = _ARTICLES - {"the", "a", "an"} | {"every", "each", "any", "no"}
_STOPS: Final = frozenset(
    "in at on near above below behind between outside inside around along where which that "
    "from to by for with north south east west".split()
)
_SHARE: Final = re.compile(
    r"^(?:the )?(?:much|most|some|part|parts|all|half|rest|whole) of ", re.IGNORECASE
)


def tells_another(words: str, *, called: str) -> bool:
    """Return whether words name a place or a body other than the one a chain is called by.

    Args:
        words: Of the claim: "the airfield", "Bab Nur".
        called: How the chain is called: "central prison", "Old Port".

    Returns:
        Whether none of the names in the words, or not the noun, is in what it is called; words
        that fit any place tell nothing.
    """
    known = {sound_key(word) for word in fold_words(called)} - {""}
    front = front_of_place(words)
    names, noun = _names(front), _noun(front)
    if names and not names & known and not _is_initials(names, called):
        return True
    return bool(noun) and noun not in _WIDE and sound_key(noun) not in known


def is_part(words: str) -> bool:
    """Return whether words that are no name tell a thing or a part: "the mill", "upper quarter".

    What belongs to somebody ("their hotel") is any such thing, "every street of it" all of it.
    """
    front = front_of_place(words).lower().split()
    noun = _noun(" ".join(front))
    if not noun or front[0] in _ANY or is_name(words) or words.endswith((" of it", " of them")):
        return False
    return noun not in _WIDE or bool(_PARTS & set(front[:-1]))


def is_name(words: str) -> bool:
    """Return whether words have a capital in a word that does not fit any place."""
    return bool(_names(words))


def name_in(mentions: Iterable[str], *, words: str) -> str:
    """Return the name that most mentions of a chain hold, for words that are no name.

    Args:
        mentions: The words of each.
        words: Of the claim. What has a noun of its own ("the mill") shares it with the name.

    Returns:
        The name; the words where they have a noun and no name does; else empty.
    """
    noun = _noun(front_of_place(words))
    noun = "" if noun in _WIDE else noun
    named = Counter(each for each in mentions if _names(each))
    shared = {each for each in named if not noun or noun in fold_words(each)}
    return min(shared, key=lambda each: (-named[each], len(each), each), default=words * bool(noun))


def _names(words: str) -> set[str]:
    """Return how the capitalised words sound, without an article or "Town" at their head."""
    large = (word for word in words.split() if word[:1].isupper())
    folded = {part for word in large for part in fold_words(word)} - _ARTICLES - _WIDE
    return {sound_key(part) for part in folded} - {""}


def _is_initials(names: set[str], called: str) -> bool:
    short = "".join(word[0] for word in fold_words(called) if word not in _ARTICLES | _STOPS)
    return sound_key(short) in names


def front_of_place(words: str) -> str:
    """Return the words before those that say where it lies: "town" of "town in the north"."""
    told = _SHARE.sub("", words).split()
    stop = next((at for at, word in enumerate(told) if word.lower() in _STOPS), len(told))
    return " ".join(told[:stop])


def _noun(words: str) -> str:
    """Return what a thing is, "gate" of "the gate of Sund"; empty where several are named."""
    told = words.partition(" of ")[0].split()
    last = "" if not told or "and" in told or told[-1][:1].isupper() else told[-1]
    return next(iter(fold_words(last)), "") if last not in _ARTICLES else ""
