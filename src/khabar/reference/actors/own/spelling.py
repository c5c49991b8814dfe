"""From the capitals of a dictionary to a name as it is written."""

import re
from typing import Final

__all__ = ["spell_name"]

_SMALL: Final = frozenset("of the and for in on at to de la del du des le les y e i al".split())
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWEL: Final = re.compile(r"[AEIOUY]")


def spell_name(words: str) -> str:
    """Return a name as it is written.

    Args:
        words: ``FRONT_FOR_THE_DEFENCE_OF_SAEL_``; underscores join words, one at the end
            forbids other endings.

    Returns:
        ``Front for the Defence of Sael``. Words without a vowel stay acronyms; names that are
        not in capitals stay as they are.
    """
    plain = " ".join(words.replace("_", " ").split())
    if plain != plain.upper():
        return plain
    return _WORD.sub(lambda match: _spelt(match[0], is_first=not match.start()), plain)


def _spelt(word: str, *, is_first: bool) -> str:
    if len(word) > 1 and word.isascii() and not _VOWEL.search(word):
        return word
    if word.lower() in _SMALL and not is_first:
        return word.lower()
    return word[:1] + word[1:].lower()
