"""The words a report has for itself: no dateline, no quotation, the case of letters forgotten."""

import re
from collections.abc import Iterator
from typing import Final

from khabar.record.report import BlockKind, Report
from khabar.record.span import Span

__all__ = ["BREAK", "fold_words_of", "mask_quotations", "own_text"]

BREAK: Final = "\x00"
"""Stands where words were left out; no shingle reaches across it."""

_LONGEST: Final = 1200  # code points; a mark whose partner is farther away has lost it
_FEWEST_WORDS: Final = 5  # shorter quotations are names and single terms: the reporter's own

_QUOTATION: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s(\[{—–\-/:,]))"  # nothing that is part of a word stands before it
    rf"(?:\"(?=\S)[^\"\n]{{1,{_LONGEST}}}(?:(?<=\S)\"|(?<=[,.!?] )\"|(?=\n\s*\")|\Z)"
    rf"|“[^”\n]{{1,{_LONGEST}}}(?:”|(?=\n\s*“)|\Z)"
    rf"|„[^“”\n]{{1,{_LONGEST}}}[“”]"
    rf"|«[^»\n]{{1,{_LONGEST}}}(?:»|(?=\n\s*«)|\Z)"
    rf"|``(?:(?!'').){{1,{_LONGEST}}}'')",
    re.MULTILINE,
)
_MARKS: Final = frozenset('"“„«`')
_NOT_ASCII_MARKS: Final = str.maketrans(
    dict.fromkeys("‘’‚‛“”„‟«»‹›–—―‐‑‒…·•´¨¿¡،؛؟۔। \u00a0\u2009\u202f\u3000、。「」『』", " ")
)
_UNSPACED: Final = re.compile(
    r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])"
)


def own_text(report: Report) -> str:
    """Return a report's text with breaks for its datelines and quotations.

    Args:
        report: Any report.

    Returns:
        Text to be folded and hashed; its offsets are not those of the report.
    """
    text = report.text
    for block in reversed(report.blocks):
        if block.kind is BlockKind.DATELINE:
            text = _cut(text, block.span)
    return mask_quotations(text)


def mask_quotations(text: str) -> str:
    """Return a text with a break for each quotation of five words and more.

    A paragraph that opens with a mark goes on with the quotation that the one before it
    left open, as newspapers set long speeches; one that the end of the text cut off runs to it.

    Args:
        text: Any text.
    """
    if _MARKS.isdisjoint(text):
        return text
    return _QUOTATION.sub(_break_for, text)


def fold_words_of(text: str) -> str:
    """Return a text in which only ASCII letters and digits and other scripts are words.

    Args:
        text: Any text; breaks stay.

    Returns:
        Lower case; what is written without spaces gets one around each sign.
    """
    if text.isascii():
        return text.lower()
    return _UNSPACED.sub(r" \1 ", text.casefold().translate(_NOT_ASCII_MARKS))


def _cut(text: str, span: Span) -> str:
    return f"{text[: span.start]} {BREAK} {text[span.end :]}"


def _break_for(quotation: re.Match[str]) -> str:
    words = quotation[0].split()
    return quotation[0] if len(words) < _FEWEST_WORDS else f" {BREAK} "


def split_batches(texts: Iterator[str], *, letters: int) -> Iterator[list[str]]:
    """Yield texts in lists of about so many letters.

    Args:
        texts: Any texts.
        letters: When a list is full.

    Yields:
        Lists, none empty.
    """
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= letters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
