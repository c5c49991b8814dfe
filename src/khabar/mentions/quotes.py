"""Which stretches of a paragraph stand inside quotation marks."""

from collections.abc import Sequence
from typing import Final

__all__ = ["inside_quotes"]

_OPEN: Final = frozenset("“«„")
_CLOSE: Final = frozenset("”»")
_EITHER: Final = frozenset({'"', "``", "''"})


def inside_quotes(words: Sequence[str], paragraphs: Sequence[int]) -> list[bool]:
    """Return for each word whether it stands inside quotation marks.

    A paragraph that opens with a mark while the one before it ended inside a quotation
    continues that quotation, as newspapers set long speeches.

    Args:
        words: All words of a report.
        paragraphs: Paragraph number of each word.
    """
    inside: list[bool] = []
    is_open = False
    for place, word in enumerate(words):
        if place and paragraphs[place] != paragraphs[place - 1]:
            is_open = False
        if word in _OPEN or word == "``":
            is_open = True
        elif word in _CLOSE or word == "''":
            is_open = False
        elif word in _EITHER:
            is_open = not is_open
        inside.append(is_open and word not in _OPEN and word not in _EITHER)
    return inside
