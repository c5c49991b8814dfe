"""Which claims have which words in their sentence: an index that is made when first asked."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from khabar.store import ClaimHead

__all__ = ["WordIndex"]


class WordIndex:
    """Claims by the folded words of their sentences; a word may go on."""

    def __init__(self, heads: Iterable[ClaimHead]) -> None:
        """Read the sentences.

        Args:
            heads: With their words, in order.
        """
        found: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for at, head in enumerate(heads):
            for word in set(head.folded.split()):
                found[word].append(at)
        self._found = dict(found)
        self._words = sorted(found)

    def find(self, word: str) -> Iterator[int]:
        """Yield the claims with a word that begins so.

        Args:
            word: Folded.

        Yields:
            Their positions; some more than once.
        """
        at = bisect_left(self._words, word)
        while at < len(self._words) and self._words[at].startswith(word):
            yield from self._found[self._words[at]]
            at += 1
