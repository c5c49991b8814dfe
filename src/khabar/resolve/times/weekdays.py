"""Readings of weekdays that are counted: "the first Monday in March", "a week from Friday"."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from khabar.resolve.times import calendars, values
from khabar.resolve.times.context import Context, Reader, nearest, year_of
from khabar.resolve.times.grammar import Phrase
from khabar.resolve.times.numbers import quantity
from khabar.resolve.times.values import UNRESOLVED, Value

__all__ = ["READERS"]

_Month = tuple[date, date]


def _nth_weekday(phrase: Phrase, context: Context) -> Value | None:
    """Return "the last Friday of Ramadan"; ``None`` when the month has no such day."""
    nth = phrase.number("ord") if phrase.has("ord") else -1
    if context.published is None and not phrase.has("year"):
        return UNRESOLVED
    weekday = int(phrase.value("weekday"))
    months = _hijri_months(phrase, context) if phrase.has("hijri") else _months(phrase, context)
    days = [day for month in months if (day := _in_month(month, weekday, nth or 0)) is not None]
    if not days:
        return None
    if phrase.has("year"):
        return values.day(days[0]).told()
    return nearest([values.day(day) for day in days], context)


def _months(phrase: Phrase, context: Context) -> list[_Month]:
    """Return the first and last days of the month named, in the years that may be meant."""
    month, told = int(phrase.value("month", "maybe")), year_of(phrase, context)
    near = context.published.year if context.published is not None else 0
    years = [told] if told is not None else [near - 1, near, near + 1]
    found = (values.month(year, month) for year in years)
    return [(one.first, one.last) for one in found if one.first and one.last]


def _hijri_months(phrase: Phrase, context: Context) -> list[_Month]:
    published = context.published
    if published is None:
        return []
    near = round((published.year - 622) * 1.0307)
    month = int(phrase.value("hijri"))
    return [calendars.hijri_month(near + step, month) for step in (-1, 0, 1, 2)]


def _in_month(month: _Month, weekday: int, nth: int) -> date | None:
    """Return the first, second or, for -1, last such day between two days."""
    first, last = month
    if nth < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if nth and found <= last else None


def _weekday_ahead(phrase: Phrase, context: Context) -> Value | None:
    """Return "two weeks from Monday": counted from the next such day."""
    published, unit = context.published, phrase.value("unit", "units")
    if unit not in ("D", "W"):
        return None
    if published is None:
        return UNRESOLVED
    cut = phrase.letters.rfind(phrase.letters[-1])
    head = replace(phrase, letters=phrase.letters[: cut - 1], words=phrase.words[: cut - 1])
    count = quantity(head.letters, head.words) or 1.0
    weekday = int(phrase.value("weekday", "wday"))
    ahead = published + timedelta(days=(weekday - published.weekday()) % 7 or 7)
    return values.day(values.shift(ahead, int(count), unit))


READERS: Final[Mapping[str, Reader]] = {
    "nth_weekday": _nth_weekday,
    "weekday_ahead": _weekday_ahead,
}
