"""Why words of time have their value, and how sure that is."""

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from khabar.record.score import Part, Score
from khabar.record.span import Span
from khabar.record.time import Granularity, TimeBasis, TimeExpression

__all__ = ["DIRECTED", "explain_times", "is_twofold", "weigh"]

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")

# Log-odds, base 2, that words have the value, as counted on timebank, aquaint and tcr.
DIRECTED: Final = 3.8  # 0.93: one of two days or months, before or after the report
_STATED: Final = 5.0  # 0.97: the words alone give it
_COUNTED: Final = 2.5  # 0.85: everything else that is read against the report
_TWOFOLD: Final = 1.0  # 0.67: "03/04/2021", day first or month first; not counted
_UNPLACED: Final = -5.0  # words of time without a value
_TURNING: Final = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.TIME})
_COUNTING: Final = frozenset(
    "today yesterday tomorrow tonight ago later earlier next last this previous following".split()
)


def weigh(time: TimeExpression, two_ways: Container[Span]) -> float:
    """Return how sure a reading is by the way it was reached.

    Args:
        time: The reading.
        two_ways: Words that have another value when they look the other way.

    Returns:
        Log-odds, base 2.
    """
    if not time.value:
        return _UNPLACED
    if is_twofold(time):
        return _TWOFOLD
    if time.basis is TimeBasis.STATED:
        return _STATED
    return DIRECTED if time.span in two_ways else _COUNTED


def is_twofold(time: TimeExpression) -> bool:
    """Return whether the words name one of two days: "03/04/2021".

    Args:
        time: The reading; it reaches from the first of the days to the last.
    """
    several = time.first is not None and time.last is not None and time.first < time.last
    return several and _DAY.fullmatch(time.value) is not None


def explain_times(
    times: Iterable[TimeExpression], *, text: str, published: date | None
) -> tuple[TimeExpression, ...]:
    """Return times with the reasons for their values.

    Args:
        times: Of one report.
        text: The report's text.
        published: The day they were read against.

    Returns:
        The same times, each with its score.
    """
    return tuple(replace(time, score=_explain(time, text, published)) for time in times)


def _explain(time: TimeExpression, text: str, published: date | None) -> Score:
    """Return the reasons for one value."""
    words = " ".join(time.span.quote(text).split())
    two_ways = {time.span} if _turns(time, words) else set()
    parts = [Part("words", words, time.value or "no value", weigh(time, two_ways))]
    if time.basis is not TimeBasis.STATED:
        told = "unknown" if published is None else published.isoformat()
        parts.append(Part("published", told, str(time.basis), 0.0))
    return Score(tuple(parts))


def _turns(time: TimeExpression, words: str) -> bool:
    """Return whether a day or month was one of two: "Monday", "in May"; not "two days ago"."""
    return time.granularity in _TURNING and not _COUNTING & set(words.lower().split())
