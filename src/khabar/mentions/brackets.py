"""Who says so in brackets: "8 killed, 22 injured (hospital); 14 killed (Ministry of Defence)".

Situation reports set their sources so, item by item; the reader knows sentences of news.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.trees import Tree
from khabar.record.codes import NameType

__all__ = ["settle_brackets"]

_SAYING: Final = frozenset(
    "agencies agency army authorities command council government governorate headquarters hospital "
    "hospitals media military ministry municipality office officials police residents sources "
    "spokesman spokesperson spokeswoman witnesses".split()
)
_MOST: Final = 6  # words in the brackets
_CLOSES: Final = frozenset({";", ".", ","})  # not a dash: "(AP) -" opens a report
_SOURCE: Final = "source"
_P: Final = 0.8


def settle_brackets(draft: Draft, tree: Tree, ends: Sequence[int]) -> None:
    """Give what an item tells the source in the brackets at its end, and no other item's.

    Args:
        draft: Of a report; its events are replaced.
        tree: Of the report.
        ends: Number of the word after the last one of each sentence, in order.
    """
    named = {w for run in draft.names if run.label == NameType.ORGANIZATION
             for w in range(run.first, run.last + 1)}  # fmt: skip
    start = 0
    for end in ends:
        for first, opening, closing in _items(tree.words, start, end, named):
            source = _source(tree, opening, closing)
            draft.events = [
                _told(event, source, first) if first <= event.first < opening else event
                for event in draft.events
            ]
        start = end


def _items(
    words: Sequence[str], start: int, end: int, named: set[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield the first word of each item that ends with a source in brackets, and the brackets.

    An item counts something, and a semicolon or the sentence parts it from the next.
    """
    first = start
    for at in range(start, end):
        if words[at] == ";":
            first = at + 1
        elif words[at] == "(":
            closing = next((w for w in range(at, min(end, at + _MOST + 2)) if words[w] == ")"), -1)
            last = closing + 1 == end or (closing > 0 and words[closing + 1] in _CLOSES)
            inside = range(at + 1, closing)
            says = any(words[w] in _SAYING or w in named for w in inside)
            counts = any(word[:1].isdigit() for word in words[first:at])
            if last and says and counts:
                yield first, at, closing


def _source(tree: Tree, opening: int, closing: int) -> ArgumentDraft:
    head = tree.top(opening + 1, closing - 1)
    return ArgumentDraft(_SOURCE, head, opening + 1, closing - 1, _P, carried=False)


def _told(event: EventDraft, source: ArgumentDraft, first: int) -> EventDraft:
    """Return an event of an item with its source; one that stands before it stays too."""
    kept = tuple(
        a for a in event.arguments if a.label != _SOURCE or first <= a.first < source.first
    )
    if any(argument.label == _SOURCE for argument in kept):
        return replace(event, arguments=kept)
    return replace(event, arguments=(*kept, source))
