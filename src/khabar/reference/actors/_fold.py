"""How names are compared: folded, and by their consonants."""

import re
from functools import lru_cache
from typing import Final

from khabar.base.names import fold_name as fold_plainly

__all__ = ["fold_name", "is_acronym", "skeleton"]

_JOINED: Final = str.maketrans({**dict.fromkeys('."“”«»', ""), "\u200c": " "})
"""Marks inside names that part no words ("U.S."); a joiner of Persian parts them."""

_POSSESSIVE: Final = re.compile(r"(?<=\w)['’]s?$")
_APOSTROPHES: Final = frozenset("'’")
_ARTICLES: Final = frozenset(
    "the al el ul an as ad ar at az ash of de la del le les los and e bin ibn".split()
)
_SOUNDS: Final = (
    (re.compile(r"kh|q|ck|c(?=[aoukrlt])"), "k"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dh|dj"), "d"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w"), "v"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(?<=.)[aeiouyh]+"), ""),
    (re.compile(r"^[aeiouy]"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_MIN_SKELETON: Final = 4  # consonants; shorter frames fit too many names


@lru_cache(maxsize=50_000)
def fold_name(text: str) -> str:
    """Return a name as ``khabar.base.names`` folds it, without "the", possessive and full stops.

    Args:
        text: A name in any script.

    Returns:
        Words separated by single blanks; empty when nothing is left.
    """
    text = text.strip()
    if text[-2:].strip("s") in _APOSTROPHES:
        text = _POSSESSIVE.sub("", text)
    words = fold_plainly(text.translate(_JOINED)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def is_acronym(text: str) -> bool:
    """Return whether a name is written as capitals that must stay capitals (``WHO``, ``IS``).

    Args:
        text: A name.
    """
    letters = text.replace(".", "").replace(" ", "")
    return 1 < len(letters) <= 5 and letters.isascii() and letters.isalnum() and letters.isupper()


def skeleton(text: str) -> str:
    """Return the consonants of a name, so that transliterations of it agree.

    Args:
        text: A name in Latin script.

    Returns:
        Frames of the words joined by blanks; empty when too short to tell names apart.
    """
    words = [word for word in fold_name(text).split() if word not in _ARTICLES]
    frames = []
    for word in words:
        for pattern, sound in _SOUNDS:
            word = pattern.sub(sound, word)  # noqa: PLW2901 - one rule after the other
        frames.append(word)
    frame = " ".join(frames)
    return frame if len(frame.replace(" ", "")) >= _MIN_SKELETON else ""
