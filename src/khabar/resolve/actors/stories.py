"""Where one report tells several stories: digests, live blogs, columns of agency news."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

__all__ = ["find_stories", "story_of"]

_RULE: Final = re.compile(r"^[ \t]*(?:[*#_=~•·—–-][ \t]*){3,}$", re.MULTILINE)
_ENTRY: Final = re.compile(r"^[ \t]*\d{1,2}[:.]\d{2}\b", re.MULTILINE)
_DATELINE: Final = re.compile(
    r"^[ \t]*[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,2}(?:, [\w. ]{2,30})?"
    r"(?:\s*\([^)\n]{2,30}\))?\s*(?:[—–:]|--?)\s",
    re.MULTILINE,
)
_HEADING: Final = re.compile(r"^[ \t]*([A-Z][\w'’ -]{2,40}?):?[ \t]*$", re.MULTILINE)
_FEWEST: Final = 2  # marks of one sort; a single one is the report's own


def find_stories(text: str, *, is_country: Callable[[str], bool]) -> tuple[int, ...]:
    """Return where the stories of a report begin.

    A story begins after a rule, at the clock time of an entry, at a dateline in capitals,
    and at a line that is a country's name, where there are two such marks or more.

    Args:
        text: The report's text.
        is_country: Whether a line is the name of a country.

    Returns:
        Offsets in order; the first is 0, and most reports have no other.
    """
    starts = {0}
    for pattern in (_RULE, _ENTRY, _DATELINE):
        marks = [match.start() for match in pattern.finditer(text)]
        starts.update(marks if len(marks) >= _FEWEST else ())
    named = [match.start() for match in _HEADING.finditer(text) if is_country(match[1])]
    starts.update(named if len(named) >= _FEWEST else ())
    return tuple(sorted(starts))


def story_of(offset: int, starts: Sequence[int]) -> int:
    """Return the number of the story, from 0, that holds an offset.

    Args:
        offset: Into the text.
        starts: From ``find_stories``.
    """
    return bisect_right(starts, offset) - 1
