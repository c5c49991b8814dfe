"""Where one clause ends and another thing is said."""

from khabar.record.span import Span

__all__ = ["are_parted"]


def are_parted(text: str, one: Span, two: Span) -> bool:
    """Return whether a semicolon stands between two stretches of a text.

    Args:
        text: Full text of the report.
        one: A stretch.
        two: Another, before or after it.
    """
    return ";" in (text[one.end : two.start] or text[two.end : one.start])
