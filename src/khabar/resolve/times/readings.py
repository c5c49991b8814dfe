"""From a phrase of the grammar to its value."""

from collections.abc import Mapping
from typing import Final

from khabar.resolve.times import days, feasts, periods, relative, values, weekdays
from khabar.resolve.times.context import Context, Reader
from khabar.resolve.times.grammar import Phrase
from khabar.resolve.times.values import UNRESOLVED, Value

__all__ = ["read_phrase"]

_READERS: Final[Mapping[str, Reader]] = {
    **days.READERS,
    **periods.READERS,
    **relative.READERS,
    **feasts.READERS,
    **weekdays.READERS,
}


def read_phrase(phrase: Phrase, *, context: Context) -> Value | None:
    """Return what a phrase means.

    Args:
        phrase: Words that the grammar accepted.
        context: Publication date, tense and what was said before.

    Returns:
        Its value, with an empty ISO string when it cannot be resolved; ``None`` when
        the words are no time here ("may", "the fall of the town").
    """
    try:
        value = _READERS[phrase.rule](phrase, context)
    except (ValueError, OverflowError):
        return UNRESOLVED
    mark = phrase.value("early", "edge")
    return value if value is None or not mark else values.narrowed(value, mark)
