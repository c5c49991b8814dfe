"""Which of several times an event's words are nearest to, by the tree of the sentence."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from khabar.record.graph import Token
from khabar.record.span import Span
from khabar.record.time import TimeExpression

__all__ = ["Tree"]

_PAIR: Final = 2
_FAR: Final = 99  # steps; of words that no path joins


class Tree:
    """The words of a report and what each depends on."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        """Take the words of a report.

        Args:
            tokens: In order, with the number of each one's head.
        """
        self._tokens = tokens
        self._starts = [token.span.start for token in tokens]

    def nearest_first(
        self, times: Sequence[TimeExpression], *, trigger: Span
    ) -> list[TimeExpression]:
        """Return times by how near they are to an event's words; of equal ones the first first.

        "The trucks turned away on Wednesday were let in on Sunday": by the letters Wednesday is
        as near to the letting in as Sunday, by the tree it belongs to the turning away.

        Args:
            times: The event's times, surest first.
            trigger: Its words.
        """
        if len(times) < _PAIR:
            return list(times)
        above = {word: steps for steps, word in enumerate(self._up(self._at(trigger.start)))}

        def apart(time: TimeExpression) -> int:
            paths = (self._steps(word, above) for word in self._words(time.span))
            return min(paths, default=_FAR)

        return sorted(times, key=apart)

    def _at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _words(self, span: Span) -> range:
        return range(max(0, self._at(span.start)), self._at(span.end - 1) + 1)

    def _up(self, word: int) -> Iterator[int]:
        """Yield a word and what it hangs on, up to the root."""
        seen: set[int] = set()
        while 0 <= word < len(self._tokens) and word not in seen:
            seen.add(word)
            yield word
            word = self._tokens[word].head

    def _steps(self, word: int, above: dict[int, int]) -> int:
        """Return the length of the path from a word to the event's."""
        for steps, here in enumerate(self._up(word)):
            if here in above:
                return steps + above[here]
        return _FAR
