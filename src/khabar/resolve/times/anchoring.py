"""Times counted from an event: "a day after the attack", "the second day of the siege"."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from khabar.record.span import Span
from khabar.record.time import TimeBasis, TimeExpression, TimexType, When
from khabar.resolve.times import values
from khabar.resolve.times.lexicon import KINDS, Word, spell
from khabar.resolve.times.numbers import quantity

__all__ = ["Relation", "anchor_time", "find_relation"]

_WAYS: Final = {
    "after": 1, "following": 1, "before": -1, "prior": -1, "preceding": -1, "since": 0,
}  # fmt: skip
_UNITS: Final = frozenset(KINDS[kind] for kind in ("unit", "units"))
_NUMBERS: Final = frozenset(
    KINDS[kind] for kind in ("num", "big", "year", "word", "vague", "half", "a", "and", "dash")
)
_ORDINAL: Final = KINDS["ord"]
_OF: Final = KINDS["of"]


@dataclass(frozen=True, slots=True)
class Relation:
    """How the words of a time count from an event that they name.

    Attributes:
        count: How many units; ``None`` for some ("hours after"), 0 for none ("after").
        unit: Unit code of the lexicon; empty for none.
        way: 1 after it, -1 before it, 0 since it.
        end: First code point after the words that count; the event stands behind.
        whole: The unit itself is meant: "the third week of".
    """

    count: int | None
    unit: str
    way: int
    end: int
    whole: bool = False


def find_relation(text: str, span: Span) -> Relation | None:
    """Return how a stretch of text counts from an event, if it does.

    Args:
        text: Full text of the report.
        span: Words that date an event: "two days after the vote", "since the siege began".

    Returns:
        The relation; ``None`` when the words do not count from an event.
    """
    letters, words = spell(text, start=span.start, end=span.end)
    ordinal = _ordinal(letters, words)
    if ordinal is not None:
        return ordinal
    for at, word in enumerate(words):
        way = _WAYS.get(word.text)
        if way is None:
            continue
        if at == 0 or not _UNITS & set(letters[:at]):
            return Relation(0, "", way, word.end) if at <= 1 else None
        return _counted(letters, words, at, way)
    return None


def _ordinal(letters: str, words: list[Word]) -> Relation | None:
    """Return "the second day of": one day after the first."""
    at = letters.find(_ORDINAL)
    if at < 0 or letters[at + 1 : at + 2] not in _UNITS or letters[at + 2 : at + 3] != _OF:
        return None
    return Relation(int(words[at].value) - 1, words[at + 1].value, 1, words[at + 2].end, whole=True)


def _counted(letters: str, words: list[Word], at: int, way: int) -> Relation:
    """Return the length before "after" or "before"."""
    unit = max(index for index in range(at) if letters[index] in _UNITS)
    start = unit
    while start and letters[start - 1] in _NUMBERS:
        start -= 1
    count = quantity(letters[start:unit], words[start:unit]) if start < unit else None
    if count is None and start == unit and not words[unit].text.endswith("s"):
        count = 1.0
    return Relation(
        int(count) if count is not None else None, words[unit].value, way, words[at].end
    )


def anchor_time(
    relation: Relation, *, span: Span, when: When, told_on: date | None
) -> TimeExpression | None:
    """Return a time counted from an event whose days are known.

    Args:
        relation: How it counts.
        span: Its words.
        when: The days of the event it counts from.
        told_on: Day of the report, which what is told as past cannot pass.

    Returns:
        The time; ``None`` when the event's days do not give it one.
    """
    first, last = when.first, when.last
    if first is None or last is None:
        return None
    exact = first == last
    if relation.way == 0:
        value = f"{first if exact else _coarse(first, last)}/"
        return _time(span, value, first, None)
    amount = 0 if relation.unit in ("H", "MIN", "S") else relation.count
    if amount is None:
        return None
    try:
        count = amount * relation.way
        start, end = (values.shift(day, count, relation.unit or "D") for day in (first, last))
        if relation.whole and exact and relation.unit != "D":
            end, exact = values.shift(start, 1, relation.unit) - timedelta(days=1), False
    except OverflowError:
        return None
    if not relation.unit:
        return _beside(relation, span=span, first=first, last=last, told_on=told_on)
    if relation.unit == "Y" and not exact:
        return None
    return _time(span, str(start) if exact else _coarse(start, end), start, end)


def _beside(
    relation: Relation, *, span: Span, first: date, last: date, told_on: date | None
) -> TimeExpression | None:
    """Return "after the vote" or "before the vote": one side of it."""
    if relation.way < 0:
        return _time(span, f"/{last}", None, last)
    if told_on is not None and told_on < first:
        return None
    return _time(span, f"{first}/", first, told_on)


def _coarse(first: date, last: date) -> str:
    """Return the coarsest calendar value that holds exactly these days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year:04d}"
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return str(first) if last - first < timedelta(days=1) else f"{first}/{last}"


def _time(span: Span, value: str, first: date | None, last: date | None) -> TimeExpression:
    return TimeExpression(span, TimexType.DATE, value, first, last, TimeBasis.RESOLVED)
