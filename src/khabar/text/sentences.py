"""A report to its sentences."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from khabar.record.dropped import Dropped, DropReason
from khabar.record.report import Block, BlockKind, Report, Sentence
from khabar.record.span import Span
from khabar.text.breaks import find_sentences
from khabar.text.paragraphs import find_paragraphs
from khabar.text.words import find_words

__all__ = ["LONGEST", "split_report"]

LONGEST: Final = 300
"""Most words in a sentence; a longer one is cut at its best mark."""

_LONGEST_RUN: Final = 400  # code points; find_words takes quadratic time within one run
_RUN: Final = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")
_READABLE: Final = re.compile(r"[^\W_]|[!-/:-@\[-`{-~]|[\u2010-\u2027\u2030-\u205e]")
_SAYS_WHEN: Final = re.compile(
    r"(?:date|dated|published|posted|updated|issued)\b[^\d]*\d", re.IGNORECASE
)
_MARK_RANK: Final = {";": 3, ":": 2, "…": 3, "...": 3, "—": 2, "–": 2, "--": 2, ",": 1}


def split_report(report: Report) -> tuple[tuple[Sentence, ...], tuple[Dropped, ...]]:
    """Return the sentences of title and body, and what cannot be read as one.

    Every code point that is not white space and not in a dateline is in exactly one
    sentence or in one dropped stretch. Time is linear in the length of the text.

    Args:
        report: From intake; without blocks its whole text is body.

    Returns:
        Sentences in order, trimmed, none empty; and stretches without one readable
        character (control codes, lone surrogates), with the reason.
    """
    sentences: list[Sentence] = []
    dropped: list[Dropped] = []
    paragraph = 0
    for block in _blocks(report):
        if block.kind is BlockKind.DATELINE:
            dropped += _undated(report, block.span)
            continue
        around = block.span
        for piece in find_paragraphs(report.text, start=around.start, end=around.end):
            for span in find_sentences(report.text, start=piece.start, end=piece.end):
                if _READABLE.search(report.text, span.start, span.end):
                    sentences += _cut(report.text, span, block=block.kind, paragraph=paragraph)
                else:
                    detail = "no letter, digit or punctuation mark in it"
                    dropped.append(Dropped("sentence", span, DropReason.UNREADABLE_TEXT, detail))
            paragraph += 1
    return tuple(sentences), tuple(dropped)


def _undated(report: Report, line: Span) -> Iterator[Dropped]:
    """Yield a line that says when a report was published, where that is no day it can be of."""
    told = line.quote(report.text)
    if report.published is None and _SAYS_WHEN.match(told):
        detail = f"{told!r} names no day that has been, or one of two; give it as YYYY-MM-DD"
        yield Dropped("publication", line, DropReason.IMPOSSIBLE_DATE, detail)


def _blocks(report: Report) -> Sequence[Block]:
    """Return the report's blocks; the whole text when it has none."""
    if report.blocks or not report.text:
        return report.blocks
    return (Block(Span(0, len(report.text)), BlockKind.BODY),)


def _cut(text: str, span: Span, *, block: BlockKind, paragraph: int) -> Iterator[Sentence]:
    """Yield the sentence, in pieces when it is too long."""
    words = _find_bounded_words(text, span)
    first = 0
    while len(words) - first > LONGEST:
        cut = _best_cut(text, words, first=first)
        yield _make(words[first:cut], block=block, paragraph=paragraph)
        first = cut
    yield _make(words[first:], block=block, paragraph=paragraph)


def _make(words: Sequence[Span], *, block: BlockKind, paragraph: int) -> Sentence:
    """Return the sentence of these words."""
    return Sentence(Span(words[0].start, words[-1].end), tuple(words), block, paragraph)


def _best_cut(text: str, words: Sequence[Span], *, first: int) -> int:
    """Return the word before which to cut: after the best mark, the last of its kind."""
    best, rank = first + LONGEST, 0
    for place in range(first + LONGEST - 1, first + LONGEST // 2, -1):
        found = _MARK_RANK.get(text[words[place].start : words[place].end], 0)
        if found > rank:
            best, rank = place + 1, found
    return best


def _find_bounded_words(text: str, span: Span) -> tuple[Span, ...]:
    """Return the words; runs without a space that no language has are cut first."""
    words: list[Span] = []
    start = span.start
    for run in _RUN.finditer(text, span.start, span.end):
        for edge in range(run.start(), run.end(), _LONGEST_RUN):
            words += find_words(text, start=start, end=edge)
            start = edge
    words += find_words(text, start=start, end=span.end)
    return tuple(words)
