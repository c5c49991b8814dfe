"""Quotations inside a paragraph: a sentence does not end within one."""

import re
from collections.abc import Iterator
from typing import Final

from khabar.record.span import Span

__all__ = ["LONGEST_QUOTE", "find_quotes"]

LONGEST_QUOTE: Final = 1200
"""Code points; a mark whose partner is farther away has lost it. Tuned on the event corpus."""

_MARK: Final = re.compile("[\"“”„«»]|``|''")
_CLOSER: Final = {"“": "”", "„": "“”", "«": "»", "``": "''", '"': '"', "”": "”"}
_BEFORE_OPENING: Final = frozenset("([{—–-/'‘")


def find_quotes(text: str, *, start: int, end: int) -> Iterator[Span]:
    """Yield the quotations of a paragraph, marks included.

    Args:
        text: Full text of the report.
        start: First code point of the paragraph.
        end: One past its last code point.

    Yields:
        Spans in order, not overlapping. A mark without a partner is passed over.
    """
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, start, end):
        if opened is not None and mark.end() - opened.start() > LONGEST_QUOTE:
            opened = None
        if opened is None:
            if mark[0] in _CLOSER and _may_open(text, mark, start=start):
                opened = mark
        elif mark[0] in _CLOSER[opened[0]]:
            if mark[0] == '"' and _must_open(text, mark, end=end):
                opened = mark  # the one before was never closed
                continue
            yield Span(opened.start(), mark.end())
            opened = None


def _may_open(text: str, mark: re.Match[str], *, start: int) -> bool:
    """Return whether a mark can open a quotation: no letter stands right before it."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    return before.isspace() or before in _BEFORE_OPENING


def _must_open(text: str, mark: re.Match[str], *, end: int) -> bool:
    """Return whether a straight mark can only open: space before it, a letter behind it."""
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < end else " "
    return before.isspace() and after.isalnum()
