"""What a phrase is read against: publication day, tense, what was said before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from khabar.resolve.times import values
from khabar.resolve.times.grammar import Phrase
from khabar.resolve.times.tense import FUTURE, NEAREST, PAST
from khabar.resolve.times.values import UNRESOLVED, Value

__all__ = ["Context", "Reader", "is_narrated", "last_quarter", "nearest", "unit_of", "year_of"]

_NARRATED: Final = frozenset({"following", "previous", "preceding", "ensuing", "prior"})
_NEAR_GRAINS: Final = frozenset({"D", "T", "W", "WE", "M"})
_AHEAD_COST: Final = 3  # without a verb a day ahead counts this often; tuned on timebank


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is read against.

    Attributes:
        published: Day of publication, when known.
        direction: ``PAST``, ``FUTURE`` or ``OPEN``, from the verb nearby.
        previous: The last dated value before the phrase, for "the next day".
        beside: ``previous`` stands in the sentence of the phrase.
        quarter: The last fiscal quarter named, for "a year earlier" in company reports.
        in_quarters: The report speaks of quarters here, not of nine months or a year.
        before: The word before the phrase, lower case; empty at the start.
        after: The word after it, lower case; empty at the end.
        entry_day: Day of the entry that the phrase begins, where it begins a line; ``None``
            elsewhere.
        told_day: The last day told, limits left out: what days and weeks are counted from.
    """

    published: date | None
    direction: int
    previous: Value | None
    beside: bool
    quarter: Value | None
    in_quarters: bool
    before: str
    after: str
    entry_day: date | None = None
    told_day: Value | None = None

    @property
    def day(self) -> date | None:
        """The day that "that day" or a lone clock time refers to."""
        if self.previous is not None and self.previous.grain in ("D", "T"):
            return (self.told_day or self.previous).first
        return self.published

    @property
    def near_day(self) -> date | None:
        """The day that days and weeks are counted from in a story: no year, and no limit."""
        told = self.told_day or self.previous
        if told is None or told.grain not in _NEAR_GRAINS:
            return self.published
        return told.first

    @property
    def story_day(self) -> date | None:
        """The day that a date without a year is near: the report's, else the story's."""
        if self.published is None and self.previous is not None and self.previous.grain == "D":
            return self.previous.last
        return self.published

    @property
    def full_day(self) -> date | None:
        """The day that a day of another calendar is near: the last full date, else the report's."""
        last = self.previous
        if last is not None and last.grain == "D" and last.stated and last.first is not None:
            return last.first
        return self.published


def nearest(candidates: list[Value], context: Context) -> Value:
    """Return the candidate that publication date and tense select."""
    published = context.published
    if published is None:
        return UNRESOLVED
    past = [each for each in candidates if each.first is not None and each.first <= published]
    ahead = [each for each in candidates if each.last is not None and each.last >= published]
    if context.direction == PAST and past:
        return past[-1]
    if context.direction == FUTURE and ahead:
        return ahead[0]
    cost = 1 if context.direction == NEAREST else _AHEAD_COST
    return min(candidates, key=lambda each: _distance(each, published, ahead_cost=cost))


def _distance(value: Value, published: date, *, ahead_cost: int) -> tuple[int, bool]:
    """Return days between a value and the publication date; the past wins ties."""
    if value.first is None or value.last is None:
        return (10**6, True)
    if value.first > published:
        return (ahead_cost * (value.first - published).days, True)
    return (max(0, (published - value.last).days), False)


def year_of(phrase: Phrase, context: Context) -> int | None:
    """Return the year a phrase names: "1998", "last year"."""
    word = phrase.word("year")
    if word is not None:
        return int(word.text)
    if context.published is None or not phrase.has("unit"):
        return None
    step = -1 if phrase.has("last") else 1 if phrase.has("next") else 0
    return context.published.year + step if phrase.value("unit") == "Y" else None


def unit_of(phrase: Phrase) -> str:
    """Return the unit code of a phrase."""
    return (
        "Q"
        if phrase.has("quarter") and not phrase.has("unit", "units")
        else phrase.value("unit", "units")
    )


def last_quarter(context: Context) -> Value:
    """Return the quarter a financial report means by "the quarter"."""
    if context.quarter is not None:
        return context.quarter
    if context.published is None:
        return UNRESOLVED
    back = values.shift(context.published, -1, "Q")
    return values.quarter(back.year, (back.month + 2) // 3)


def is_narrated(phrase: Phrase) -> bool:
    """Return whether "the following year" counts from the story, not from today."""
    word = phrase.word("last", "next")
    return word is not None and word.text in _NARRATED


Reader = Callable[[Phrase, Context], Value | None]
