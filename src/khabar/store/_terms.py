"""What the search box and the filters ask for, over folded words of any script."""

import re
from dataclasses import dataclass
from typing import Final

from khabar.base.names import fold_words

__all__ = ["Term", "parse_terms"]

_TERM: Final = re.compile(r'"([^"]*)"|(\S+)')


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
