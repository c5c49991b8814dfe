"""Which way a time points: told as past, or still to come."""

from collections.abc import Mapping, Sequence
from typing import Final

from khabar.resolve.times.lexicon import Word

__all__ = ["FUTURE", "OPEN", "PAST", "direction"]

PAST: Final = -1
OPEN: Final = 0  # the words do not say
FUTURE: Final = 1

_NEAR: Final = 14  # words; a cue further away belongs to another clause
_FUTURE: Final = frozenset(
    "will shall 'll going would to-be scheduled due plans planned planning expected expects set "
    "slated upcoming next intends vows vowed promised payable expires expire effective begins "
    "starts opens hopes awaits awaiting can must should could might deadline ahead arrive "
    "resumes meets takes leaves convenes forthcoming urges urged calls agreed".split()
)
_PAST: Final = frozenset(
    "was were had did said told went took came saw left made met held began broke fell fought "
    "fled found gave got hit kept knew led lost rose ran sent shot spoke struck stood thought "
    "won wrote became been ended ago has have says brought flew drove cut blew threw sold bought "
    "sank sold heard put died".split()
)
_NOT_PAST: Final = frozenset("united need indeed speed feed red bed hundred wounded sacred".split())
_TAGS: Final[Mapping[str, int]] = {"VBD": PAST}
_STOPS: Final = frozenset(';:"“”')


def direction(
    words: Sequence[Word], *, first: int, last: int, tags: Mapping[int, str]
) -> int:
    """Return whether the verb nearest to a time looks back or ahead.

    The nearest cue before the time decides, else the nearest one after it.

    Args:
        words: Words of the sentence.
        first: Index of the first word of the time.
        last: Index of the word after it.
        tags: Penn tag of each word by its first code point; may be empty.

    Returns:
        ``PAST``, ``FUTURE`` or ``OPEN``.
    """
    for at in range(first - 1, max(first - 1 - _NEAR, -1), -1):
        if words[at].text in _STOPS:
            break
        found = _cue(words, at, tags)
        if found != OPEN:
            return found
    for at in range(last, min(last + _NEAR, len(words))):
        if words[at].text in _STOPS:
            break
        found = _cue(words, at, tags)
        if found != OPEN:
            return found
    return OPEN


def _cue(words: Sequence[Word], at: int, tags: Mapping[int, str]) -> int:
    """Return the way one word points."""
    text = words[at].text
    if text in _FUTURE:
        return FUTURE
    if text in _PAST:
        return PAST
    tag = tags.get(words[at].start)
    if tag is not None:
        return _TAGS.get(tag, OPEN)
    if len(text) > 4 and text.endswith("ed") and text not in _NOT_PAST:
        return PAST
    return OPEN
