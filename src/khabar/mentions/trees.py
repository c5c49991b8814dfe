"""The trees of a report: what each word hangs on, and what hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.mentions.drafts import Draft

__all__ = ["Tree", "tree_of"]


@dataclass(slots=True)
class Tree:
    """A report's words with their analysis, all in report-wide numbers.

    Attributes:
        words: All words.
        heads: Head of each word, -1 for roots.
        rels: Relation to the head.
        upos: Parts of speech.
        children: Words that hang on each word, in order.
    """

    words: Sequence[str]
    heads: Sequence[int]
    rels: Sequence[str]
    upos: Sequence[str]
    children: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Turn heads into children."""
        self.children = [[] for _ in self.words]
        for word, head in enumerate(self.heads):
            if head >= 0:
                self.children[head].append(word)

    def below(self, top: int, *, without: int = -1) -> list[int]:
        """Return a word and all that hangs on it, in order, without one branch.

        Args:
            top: The word.
            without: Top of a branch to leave out.
        """
        found, waiting = [], [top]
        while waiting:
            word = waiting.pop()
            if word != without:
                found.append(word)
                waiting += self.children[word]
        return sorted(found)

    def top(self, first: int, last: int) -> int:
        """Return the word of a stretch that hangs on none of it.

        Args:
            first: Its first word.
            last: Its last word, which is returned where every word hangs on another.
        """
        inside = range(first, last + 1)
        return next((word for word in inside if self.heads[word] not in inside), last)

    def told(self, word: int) -> set[str]:
        """Return the words that hang right on a word, as they are written."""
        return {self.words[child] for child in self.children[word]}


def tree_of(draft: Draft, words: Sequence[str]) -> Tree:
    """Return the trees of a report, with its words in lower case.

    Args:
        draft: What the windows gave.
        words: All words of the report.
    """
    return Tree([word.lower() for word in words], draft.heads, draft.rels, draft.upos)
