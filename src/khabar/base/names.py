"""Two forms of a name for looking it up: folded, and reduced to what spellings share.

``fold_name`` forgets case, marks and punctuation and keeps the script. It never joins two
names that a reader of that script would keep apart by their letters.
``sound_key`` goes further and forgets what transliterations disagree about: it finds
candidates, it does not decide.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["ENEMY", "fold_name", "fold_words", "sound_key", "without_none"]

ENEMY: Final = frozenset(
    "aggressor aggressors enemies enemy invader invaders occupier occupiers".split()
)
"""Folded words by which a side calls the other without naming it."""

# Letters that Unicode does not take apart, and letters that one language writes in several ways.
_LETTERS: Final = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "þ": "th",
        "æ": "ae", "œ": "oe", "ə": "a", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k",
        # Arabic script: alef, yeh, kaf, heh and waw as Arabic, Persian, Pashto and Urdu type them
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك",
        "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه",
        "ـ": "",  # a stretched line, not a letter
        "ء": "",
    }
)  # fmt: skip
_INSIDE_WORDS: Final = re.compile(r"['’‘`´ʹʼʽʾʿʻˈ＇׳]")  # Sana'a and Sanaa are one name
_ASCII_INSIDE_WORDS: Final = re.compile("['`]")
_NO_WORD: Final = re.compile("[^a-z0-9]+")
_SHORT: Final = 160  # code points of what is kept in mind: names, not texts
_CYRILLIC_I_OR_U: Final = frozenset("иу")
_BREVE: Final = "\u0306"
_JOINERS: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)


def fold_name(name: str) -> str:
    """Return a name without case, diacritics, punctuation and doubled spaces.

    Latin, Greek, Cyrillic, Hebrew and Arabic lose their marks (``Ghōr`` is ``ghor``);
    Indic, Thai, Korean and Japanese marks are letters and stay, and so does Cyrillic ``й``.
    Spelling variants inside the Arabic script become one; digits of any script become ASCII.

    Args:
        name: Any text.

    Returns:
        Words separated by one space, empty when there are none. Folding again changes
        nothing.
    """
    return _fold_short(name) if len(name) <= _SHORT else _fold(name)


def fold_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, in order."""
    return tuple(fold_name(name).split())


def sound_key(name: str) -> str:
    """Return what most Latin spellings of one foreign name have in common.

    ``Mohammad``, ``Muhammed`` and ``Mohamed`` share a key; so do ``Qaddafi``, ``Gaddafi``
    and ``Kadhafi``. Articles (``al-``, ``el-``) and vowels after the first letter are left
    out. Different names may share a key too: use it to find candidates, then compare.

    Args:
        name: Any text.

    Returns:
        Keys of the words, separated by one space; words of other scripts only folded.
    """
    words = fold_words(name)
    told = [word for word in words if word not in _ARTICLES] or list(words)
    return " ".join(_sound_word(word) for word in told)


_ARTICLES: Final = frozenset({"al", "el", "ul", "as", "ash", "ad", "ar", "az"})

# Longer spellings first; all of one sound become one letter.
_SOUNDS: Final = (
    ("tch", "c"), ("sch", "s"), ("dsch", "j"), ("dzh", "j"), ("zh", "j"), ("dj", "j"),
    ("sh", "s"), ("ch", "c"), ("kh", "k"), ("gh", "k"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("ck", "k"), ("ks", "x"), ("q", "k"), ("g", "k"), ("w", "v"),
)  # fmt: skip
_NONE: Final = re.compile(
    r"^(?:none of|neither of|neither|not (?:one|a single|an?)(?: of)?|no)\s+", re.IGNORECASE
)
_VOWELS: Final = re.compile("[aeiouy]+")
_DOUBLED: Final = re.compile(r"(.)\1+")
_LATIN: Final = re.compile("[a-z]+")


@lru_cache(maxsize=1 << 16)
def _sound_word(word: str) -> str:
    """Return the key of one folded word."""
    if not _LATIN.fullmatch(word):
        return word
    for spelling, letter in _SOUNDS:
        word = word.replace(spelling, letter)
    first = "a" if _VOWELS.match(word) else ""
    return first + _DOUBLED.sub(r"\1", _VOWELS.sub("", word))


@lru_cache(maxsize=1 << 16)
def _fold_short(name: str) -> str:
    """Return a short name folded; a case asks for the same few thousand again and again."""
    return _fold(name)


def _fold(name: str) -> str:
    """Return a name folded until folding changes nothing."""
    if name.isascii():  # nearly every name of English news; the same result in a tenth of the time
        return _NO_WORD.sub(" ", _ASCII_INSIDE_WORDS.sub("", name.lower())).strip()
    folded = _fold_once(name)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(name: str) -> str:
    """Return the name folded; rare letters need a second time."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = _INSIDE_WORDS.sub("", _JOINERS.sub("", text))
    text = _without_marks(unicodedata.normalize("NFKD", text)).translate(_LETTERS)
    letters = (letter if _is_in_word(letter) else " " for letter in text)
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()))


def _without_marks(text: str) -> str:
    """Return decomposed text without the marks that are no letters, digits as ASCII."""
    kept: list[str] = []
    for letter in text:
        if _is_mark(letter):
            if letter == _BREVE and kept and kept[-1] in _CYRILLIC_I_OR_U:
                kept.append(letter)
            continue
        digit = unicodedata.decimal(letter, None)
        kept.append(letter if digit is None else str(digit))
    return "".join(kept)


def _is_in_word(letter: str) -> bool:
    """Return whether a character is a letter, a digit or a mark that belongs to one."""
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def _is_mark(letter: str) -> bool:
    """Return whether a character is a diacritic of an alphabet in which it is no letter.

    Canonical combining classes: 10 to 36 are Hebrew, Arabic and Syriac points, 1 and from
    200 the marks above, below and through Latin, Greek and Cyrillic letters.
    """
    order = unicodedata.combining(letter)
    return order == 1 or 10 <= order <= 36 or order >= 200


def without_none(name: str) -> str:
    """Return a name without what says that it was none of it: "no unit of the army".

    Args:
        name: The words as written.

    Returns:
        The rest; the words themselves where nothing is left.
    """
    return _NONE.sub("", name) or name
