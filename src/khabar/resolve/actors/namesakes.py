"""What a report says about a name elsewhere: its full form, and the words that stand by it.

A person is introduced once ("Irina Tarn, an investigative reporter") and named by surname
where things happen to her.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from khabar.record.codes import NameType
from khabar.record.graph import MentionGraph, Name
from khabar.record.span import Span
from khabar.reference.actors import fold_name
from khabar.resolve.actors.mentions import Group, Mention, find_villages

__all__ = ["Namesakes"]

_MOST: Final = 6  # other places of a name that are looked at
_BESIDE: Final = frozenset({"appos", "compound", "amod", "nmod", "flat"})
_NAMED: Final = frozenset({"appos", "nmod", "compound", "flat"})
_CONTENT: Final = frozenset({"NOUN", "ADJ", "PROPN"})


class Namesakes:
    """Names of one report, by surname, and the syntax around them."""

    def __init__(self, text: str, graph: MentionGraph) -> None:
        """Index the persons of a report.

        Args:
            text: The report's text.
            graph: What the reader saw in it.
        """
        self.villages = find_villages(text)
        """Names that the report gives to villages."""
        self._text = text
        self._tokens = graph.tokens
        self._by_surname: dict[str, list[Name]] = defaultdict(list)
        for name in graph.names:
            if name.type is NameType.PERSON:
                self._by_surname[_surname(name.span.quote(text))].append(name)

    def find_others(self, group: Group) -> tuple[Mention, ...]:
        """Return the places where a person of these mentions is named outside of them.

        Args:
            group: Mentions of one actor.

        Returns:
            Mentions of the same surname, when all of the longer ones agree; in order.
        """
        own = [m.name_text for m in group.mentions if m.name is NameType.PERSON]
        surnames = {_surname(name) for name in own}
        if len(surnames) != 1:
            return ()
        known = [mention.span for mention in group.mentions]
        others = [
            name
            for name in self._by_surname.get(surnames.pop(), ())
            if not any(name.span.overlaps(span) for span in known)
        ]
        full = {fold_name(name) for name in own if " " in name}
        longer = {fold_name(name.span.quote(self._text)) for name in others}
        longer = {name for name in longer if " " in name} | full
        if len(_distinct(longer)) > 1:
            return ()
        return tuple(self._mention(name) for name in others[:_MOST])

    def _mention(self, name: Name) -> Mention:
        words = " ".join(name.span.quote(self._text).split())
        return Mention(name.span, words, NameType.PERSON, words, None, None)

    def find_titles(self, spans: Iterable[Span]) -> frozenset[str]:
        """Return the words that stand by a name: titles, posts, what it is said to be.

        Args:
            spans: Where it stands.

        Returns:
            Folded nouns and adjectives.
        """
        found: set[str] = set()
        for span in spans:
            inside = self._inside(span)
            for number in inside:
                token = self._tokens[number]
                if token.head in inside or token.upos not in _CONTENT:
                    continue
                beside = [c for c in self._children[number] if c not in inside]
                if _plain(token.rel) in _NAMED and token.head >= 0:
                    beside.append(token.head)
                for other in beside:
                    found.update(self._words_of(other, inside))
        return frozenset(found)

    def _words_of(self, number: int, inside: Sequence[int]) -> Iterable[str]:
        """Return the words of a phrase that stands by a name, by its head."""
        if self._tokens[number].upos not in _CONTENT:
            return
        for other in (number, *self._children[number]):
            token = self._tokens[other]
            near = other == number or _plain(token.rel) in _BESIDE
            if near and other not in inside and token.upos in _CONTENT:
                yield fold_name(token.span.quote(self._text))

    @cached_property
    def _starts(self) -> list[int]:
        return [token.span.start for token in self._tokens]

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        children: dict[int, list[int]] = defaultdict(list)
        for number, token in enumerate(self._tokens):
            if token.head >= 0 and _plain(token.rel) in _BESIDE:
                children[token.head].append(number)
        return children

    def _inside(self, span: Span) -> Sequence[int]:
        first = bisect_left(self._starts, span.start)
        return range(first, bisect_left(self._starts, span.end))


def _plain(relation: str) -> str:
    return relation.partition(":")[0]


def _surname(name: str) -> str:
    return fold_name(name).rpartition(" ")[2]


def _distinct(names: Iterable[str]) -> set[str]:
    """Return the names that are not part of a longer one among them."""
    words = {name: set(name.split()) for name in names}
    return {name for name, own in words.items() if not any(own < other for other in words.values())}
