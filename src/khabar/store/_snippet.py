"""The sentence that shows best why a report was found."""

import re
from collections.abc import Iterator
from typing import Final

from khabar.base.names import fold_words
from khabar.record.claim import Reading
from khabar.record.report import Sentence
from khabar.record.span import Span
from khabar.store._terms import Term, parse_terms
from khabar.store.rows import SearchHit

__all__ = ["find_hit", "make_hit"]

_CHUNK: Final = re.compile(r"\S+")
_EDGES: Final = ".,;:!?()[]{}'\"`“”‘’«»…—–-"  # not part of a marked word
_OPENING_CHARS: Final = 200  # how much of the beginning is shown when no sentence has a term


def find_hit(reading: Reading, *, query: str) -> SearchHit | None:
    """Return a hit where a text has every term of a search line.

    Args:
        reading: Where to look.
        query: The search line.

    Returns:
        The hit; ``None`` where a term is missing, and for a line without words.
    """
    terms = parse_terms(query)
    words = fold_words(reading.report.text) if terms else ()
    if not terms or not all(term.find_in(words) for term in terms):
        return None
    return make_hit(reading, terms=terms)


def make_hit(reading: Reading, *, terms: tuple[Term, ...]) -> SearchHit:
    """Return a hit with the sentence that has the most terms, the earliest of equals.

    Args:
        reading: A report that was found.
        terms: What was searched for.

    Returns:
        The hit, its marks in order.
    """
    report = reading.report
    best: Sentence | None = None
    marks: tuple[Span, ...] = ()
    most = 0
    for sentence in reading.sentences:
        found, spans = _marks_in(sentence, text=report.text, terms=terms)
        if found > most:
            best, marks, most = sentence, spans, found
    span = None if best is None else best.span
    return SearchHit(
        report=report.id,
        title=report.title,
        outlet=report.outlet,
        published=report.published,
        span=span,
        snippet=report.text[:_OPENING_CHARS] if span is None else span.quote(report.text),
        marks=marks,
    )


def _marks_in(
    sentence: Sentence, *, text: str, terms: tuple[Term, ...]
) -> tuple[int, tuple[Span, ...]]:
    """Return how many terms stand in a sentence, and where."""
    pieces = tuple(_pieces(sentence.span, text=text))
    words = tuple(folded for folded, _ in pieces)
    found, spans = 0, set[Span]()
    for term in terms:
        starts = term.find_in(words)
        found += bool(starts)
        for start in starts:
            last = pieces[start + len(term.words) - 1][1]
            spans.add(Span(pieces[start][1].start, last.end))
    return found, tuple(sorted(spans))


def _pieces(span: Span, *, text: str) -> Iterator[tuple[str, Span]]:
    """Yield folded words, each with the stretch between blanks it comes from."""
    for match in _CHUNK.finditer(text, span.start, span.end):
        bare = match[0].strip(_EDGES)
        start = match.start() + match[0].index(bare)
        for word in fold_words(match[0]):
            yield word, Span(start, start + len(bare)) if bare else Span(*match.span())
