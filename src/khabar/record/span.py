"""A stretch of a report's text."""

from dataclasses import dataclass

from khabar.record.errors import SpanError

__all__ = ["Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text.

    Offsets count Unicode code points of ``Report.text`` (not bytes, not tokens)
    and are half-open: ``start`` is inside, ``end`` is not.

    Attributes:
        start: First code point, 0 or more.
        end: One past the last code point, greater than ``start``.

    Raises:
        SpanError: The two offsets do not describe a stretch of text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is not a stretch of text."""
        if not 0 <= self.start < self.end:
            msg = f"span needs 0 <= start < end, got [{self.start}, {self.end})"
            raise SpanError(msg)

    def quote(self, text: str) -> str:
        """Return the words this span covers.

        Args:
            text: Full text of the report the span was read from.

        Returns:
            ``text[start:end]``, never empty.

        Raises:
            SpanError: The span ends after the text does.
        """
        if self.end > len(text):
            msg = (
                f"span [{self.start}, {self.end}) ends after the text "
                f"({len(text)} code points); was it made from a cleaned copy?"
            )
            raise SpanError(msg)
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Return whether every code point of ``other`` lies in this span."""
        return self.start <= other.start and other.end <= self.end
