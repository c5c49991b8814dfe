"""Write a text and its spans in one string, so that nobody counts characters."""

import re

from khabar.record.span import Span

__all__ = ["marked"]

_MARK = re.compile(r"\{(\w+):([^}]*)\}")


def marked(source: str) -> tuple[str, dict[str, Span]]:
    """Turn ``"{who:Amir} told {outlet:Republic TV}"`` into text and spans.

    Args:
        source: Text with marks; every name once, no mark inside another.

    Returns:
        The text without marks, and the span of each marked stretch by its name.

    Raises:
        ValueError: A name is used twice.
    """
    text, spans, position = "", {}, 0
    for match in _MARK.finditer(source):
        if match[1] in spans:
            msg = f"mark {match[1]!r} is used twice in {source!r}"
            raise ValueError(msg)
        text += source[position : match.start()]
        spans[match[1]] = Span(len(text), len(text) + len(match[2]))
        text += match[2]
        position = match.end()
    return text + source[position:], spans
