"""Lines to paragraphs: which line ends are only typesetting."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from khabar.record.span import Span

__all__ = ["find_paragraphs"]

_LINE: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ITEM: Final = re.compile(r"[-–—*•·●▪■‣◦►]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|\d{1,2}[:.h]\d{2}\b")
_ENDED: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$")

NARROWEST: Final = 40
"""Fewest columns of hard-wrapped text; shorter lines are lists or verse."""

WIDEST: Final = 130
"""Most columns of hard-wrapped text; longer lines are paragraphs of their own."""


def find_paragraphs(text: str, *, start: int, end: int) -> Iterator[Span]:
    """Yield the paragraphs of ``text[start:end]``, trimmed of white space.

    A blank line always ends a paragraph. A single line end does too, unless the text is
    hard-wrapped there: all lines of the run are full, or the next line starts in lower case.

    Args:
        text: Full text of the report.
        start: First code point.
        end: One past the last code point.

    Yields:
        Spans that hold every code point which is not white space, in order.
    """
    run: list[Span] = []
    for line in _find_lines(text, start=start, end=end):
        if run and _count_breaks(text, after=run[-1].end, before=line.start) > 1:
            yield from _join_run(text, run)
            run = []
        run.append(line)
    yield from _join_run(text, run)


def _find_lines(text: str, *, start: int, end: int) -> Iterator[Span]:
    """Yield lines that hold more than white space, trimmed."""
    for match in _LINE.finditer(text, start, end):
        line = match[0]
        if stripped := line.strip():
            first = match.start() + len(line) - len(line.lstrip())
            yield Span(first, first + len(stripped))


def _count_breaks(text: str, *, after: int, before: int) -> int:
    """Count line ends between two lines, two at most."""
    found = 0
    for _ in _BREAK.finditer(text, after, before):
        found += 1
        if found > 1:
            break
    return found


def _join_run(text: str, lines: list[Span]) -> Iterator[Span]:
    """Yield the paragraphs of lines that follow one another without a blank line."""
    if not lines:
        return
    wrapped = _is_wrapped(text, lines)
    first = lines[0]
    start = first.start
    for line, after in pairwise(lines):
        if not _goes_on(text, line, after, wrapped=wrapped):
            yield Span(start, line.end)
            start = after.start
    yield Span(start, lines[-1].end)


def _goes_on(text: str, line: Span, after: Span, *, wrapped: bool) -> bool:
    """Return whether the next line continues this one."""
    if _ITEM.match(text, after.start):
        return False
    ended = _ENDED.search(text, max(line.start, line.end - 6), line.end) is not None
    return wrapped or (text[after.start].islower() and not ended)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Return whether each line is so full that the next word had no room in it."""
    if len(lines) < 3:
        return False
    width = max(line.end - line.start for line in lines)
    if not NARROWEST <= width <= WIDEST:
        return False
    full = sum(
        (line.end - line.start) + 1 + _first_word(text, after) > width
        for line, after in pairwise(lines)
    )
    return full >= 0.8 * (len(lines) - 1)


def _first_word(text: str, line: Span) -> int:
    """Return the length of a line's first word, in code points."""
    return len(text[line.start : line.end].split(maxsplit=1)[0])
