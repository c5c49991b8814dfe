"""Words as the search box and the filters compare them: folded, any script."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

__all__ = ["Term", "fold_text", "fold_words", "parse_terms"]

_WORD: Final = re.compile(r"[^\W_]+")
_TERM: Final = re.compile(r'"([^"]*)"|(\S+)')


def fold_text(text: str) -> str:
    """Return a text without case, accents and marks, its words parted by one space.

    Args:
        text: Any text.

    Returns:
        Folded words; empty when there are none.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_WORD.findall(kept.casefold()))


def fold_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, in order.

    Args:
        text: Any text.

    Returns:
        Each at least one letter or digit.
    """
    return tuple(fold_text(text).split())


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to search for.

    Attributes:
        words: Folded words that stand side by side; at least one.
        prefix: The last word may go on (``negotiat*``).
    """

    words: tuple[str, ...]
    prefix: bool

    def find_in(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """Return where this term begins in a list of folded words.

        Args:
            words: Folded words of a text, in order.

        Returns:
            Positions, in order.
        """
        size = len(self.words)
        last = len(words) - size + 1
        return tuple(at for at in range(last) if self._matches(words[at : at + size]))

    def _matches(self, window: tuple[str, ...]) -> bool:
        """Return whether a window of the same length is this term."""
        if not self.prefix:
            return window == self.words
        return window[:-1] == self.words[:-1] and window[-1].startswith(self.words[-1])


def parse_terms(query: str) -> tuple[Term, ...]:
    """Return what a search line asks for; every term must be found.

    Args:
        query: Words, ``"phrases in quotes"`` and ``begin*``; nothing is a syntax error.

    Returns:
        Terms in order; empty when the line holds no letter or digit.
    """
    terms: list[Term] = []
    for match in _TERM.finditer(query):
        chunk = match[1] if match[1] is not None else match[2]
        words = fold_words(chunk)
        if words:
            terms.append(Term(words, prefix=match[1] is None and chunk.endswith("*")))
    return tuple(terms)
