"""Which stretches of a report name places: the reader's names, cut where they name two."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from khabar.record.codes import NameType, Role
from khabar.record.graph import MentionGraph, Token
from khabar.record.span import Span
from khabar.reference.gazetteer import Gazetteer, How
from khabar.resolve.places.names import KIND_WORD

__all__ = ["cut_span", "find_hints", "find_place_spans"]

_PLACES: Final = frozenset({NameType.LOCATION, NameType.FACILITY})
_COMMA: Final = re.compile(r"\s*[,;]\s+(?:in\s+)?|\s+\((?=\w)")
_HELD: Final = re.compile(
    rf"(?!The\b)[A-Z][\w'’-]*\s+(?i:{KIND_WORD})(\s+(?:of|in)\s+(?:the\s+)?)(?=\w)"
)
_JOINT: Final = re.compile(r"\s+(?:and|&)\s+|\s*[/–—-]\s*")
_WORD: Final = re.compile(r"[\w.]+(?:['-]\w+)*")
_MOST_WORDS: Final = 4
_NICKNAMED: Final = re.compile(r"\b(?:alias|aka|nicknamed|nom de guerre)\s+[\"'“‘]?\Z")
_NICKNAMED_REACH: Final = 24  # characters
_DIVISIONS: Final = frozenset({"country", "admin1", "admin2"})
_LONGEST: Final = 120  # characters of a name that is looked at closely


def find_place_spans(graph: MentionGraph, *, text: str, gazetteer: Gazetteer) -> list[Span]:
    """Return the names of places, and proper names in a place role that the reader missed.

    Args:
        graph: What the reader saw.
        text: Full text of the report.
        gazetteer: Which tells one name from two.

    Returns:
        Spans that do not overlap, in order.
    """
    named = [name.span for name in graph.names if name.type in _PLACES]
    nicknames = {
        span.quote(text)
        for span in named
        if _NICKNAMED.search(text[max(0, span.start - _NICKNAMED_REACH) : span.start])
    }
    named = [span for span in named if span.quote(text) not in nicknames]
    taken = _Taken(name.span for name in graph.names)
    starts = [token.span.start for token in graph.tokens]
    for event in graph.events:
        for argument in event.arguments:
            if argument.role is not Role.PLACE or taken.holds(argument.span):
                continue
            span = _proper_name(argument.head, graph.tokens, starts)
            if span is not None and not taken.holds(span):
                named.append(span)
                taken.add(span)
    return sorted(part for span in named for part in cut_span(span, text, gazetteer=gazetteer))


def find_hints(graph: MentionGraph, *, text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Find places in the names of organisations: "Ohio" in "Ohio National Guard".

    They are no places of the report, but they say which part of the world it is about.

    Args:
        graph: What the reader saw.
        text: Full text of the report.
        gazetteer: What is known.

    Yields:
        At most one span for each name, not overlapping.
    """
    for name in graph.names:
        if name.type is not NameType.ORGANIZATION or name.span.end - name.span.start > _LONGEST:
            continue
        words = [
            Span(name.span.start + match.start(), name.span.start + match.end())
            for match in _WORD.finditer(name.span.quote(text))
        ]
        runs = (
            Span(words[first].start, words[first + size - 1].end)
            for size in range(min(_MOST_WORDS, len(words)), 0, -1)
            for first in range(len(words) - size + 1)
        )
        found = (run for run in runs if _is_hint(run.quote(text), gazetteer))
        yield from islice(found, 1)


def _is_hint(words: str, gazetteer: Gazetteer) -> bool:
    """Return whether words name a country or a division of one."""
    return words[0].isupper() and any(
        found.row.kind in _DIVISIONS and found.how is How.NAME
        for found in gazetteer.find_candidates(words)
    )


def cut_span(span: Span, text: str, *, gazetteer: Gazetteer) -> Iterator[Span]:
    """Cut a name that names several places: one in another, or one beside another.

    "Paris, Texas", "Akita Prefecture of northern Japan", "Zaire/Congo". A name that the
    gazetteer has as a whole stays whole, and joined names are cut only when it has the parts.

    Args:
        span: The name.
        text: Full text of the report.
        gazetteer: What is known.

    Yields:
        The parts in order; the span itself when it names one place.
    """
    words = span.quote(text)
    if len(words) > _LONGEST or gazetteer.find_candidates(words):
        yield span
        return
    for pattern, is_sure in ((_COMMA, True), (_HELD, True), (_JOINT, False)):
        parts = list(_split(span, text, pattern))
        if len(parts) > 1 and (
            is_sure or all(gazetteer.find_candidates(part.quote(text)) for part in parts)
        ):
            for part in parts:
                yield from cut_span(part, text, gazetteer=gazetteer)
            return
    yield span


def _split(span: Span, text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Yield what stands between the matches of a pattern; parts without letters are left out."""
    words, start = span.quote(text), 0
    edges = [match.span(pattern.groups) for match in pattern.finditer(words)]
    for end, after in (*edges, (len(words), len(words))):
        if any(letter.isalpha() for letter in words[start:end]):
            yield Span(span.start + start, span.start + end)
        start = after


class _Taken:
    """Stretches that are names already, kept in order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Start with some."""
        self._spans = sorted(spans)

    def holds(self, span: Span) -> bool:
        """Return whether one of them shares a character with a span."""
        at = bisect_left(self._spans, span)
        return any(one.overlaps(span) for one in self._spans[max(0, at - 1) : at + 1])

    def add(self, span: Span) -> None:
        """Take one more."""
        insort(self._spans, span)


def _proper_name(head: Span, tokens: tuple[Token, ...], starts: list[int]) -> Span | None:
    """Return the run of proper nouns around a word; ``None`` when it is none."""
    at = bisect_right(starts, head.start) - 1
    if at < 0 or tokens[at].upos != "PROPN" or not tokens[at].span.overlaps(head):
        return None
    first = last = at
    while first > 0 and _is_joined(tokens[first - 1], tokens[at]):
        first -= 1
    while last + 1 < len(tokens) and _is_joined(tokens[last + 1], tokens[at]):
        last += 1
    return Span(tokens[first].span.start, tokens[last].span.end)


def _is_joined(token: Token, head: Token) -> bool:
    """Return whether a word belongs to the same proper name."""
    return token.upos == "PROPN" and token.sentence == head.sentence
