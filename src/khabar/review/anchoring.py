"""Anchors: words with what stands around them, so that they are found in another edition."""

from typing import Final

from khabar.record.decision import Anchor
from khabar.record.span import Span

__all__ = ["find_words", "make_anchor"]

_AROUND_CP: Final = 40
_ENOUGH: Final = 12  # code points of context that must agree in another text


def make_anchor(text: str, *, text_sha256: str, span: Span) -> Anchor:
    """Return an anchor to words of a text.

    Args:
        text: The whole text.
        text_sha256: Its digest, as its report has it.
        span: The words.

    Returns:
        The anchor.

    Raises:
        SpanError: The words are not inside the text.
    """
    return Anchor(
        text_sha256=text_sha256,
        span=span,
        quote=span.quote(text),
        before=text[max(0, span.start - _AROUND_CP) : span.start],
        after=text[span.end : span.end + _AROUND_CP],
    )


def find_words(anchor: Anchor, *, text: str, text_sha256: str) -> Span | None:
    """Return where the words of an anchor stand in a text.

    In the text of the anchor that is its span. In another one (a later edition of the
    report) it is the place with most of the same context, if at least 12 code points of it
    agree and no other place has as much.

    Args:
        anchor: What to find.
        text: Where.
        text_sha256: Digest of the text.

    Returns:
        The words, or ``None``.
    """
    if text_sha256 == anchor.text_sha256 and text[_slice(anchor.span)] == anchor.quote:
        return anchor.span
    found: list[tuple[int, int]] = []
    at = text.find(anchor.quote)
    while at >= 0:
        found.append((_agreeing(anchor, text=text, at=at), at))
        at = text.find(anchor.quote, at + 1)
    found.sort(reverse=True)
    enough = min(_ENOUGH, len(anchor.before) + len(anchor.after))
    if not found or found[0][0] < enough or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return Span(found[0][1], found[0][1] + len(anchor.quote))


def _slice(span: Span) -> slice:
    return slice(span.start, span.end)


def _agreeing(anchor: Anchor, *, text: str, at: int) -> int:
    """Return how many code points before and after a place are those of the anchor."""
    count = 0
    for told, there in zip(reversed(anchor.before), reversed(text[:at]), strict=False):
        if told != there:
            break
        count += 1
    for told, there in zip(anchor.after, text[at + len(anchor.quote) :], strict=False):
        if told != there:
            break
        count += 1
    return count
