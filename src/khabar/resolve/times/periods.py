"""Readings of months, seasons, quarters, years and longer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from khabar.resolve.times import feasts, relative, values
from khabar.resolve.times.context import Context, Reader, last_quarter, nearest, year_of
from khabar.resolve.times.days import read_day
from khabar.resolve.times.grammar import Phrase
from khabar.resolve.times.tense import FUTURE, NEAREST
from khabar.resolve.times.values import UNRESOLVED, Value

__all__ = ["READERS"]

_BEFORE_MONTH: Final = frozenset(
    "in since until till by of from to and or last next this early late mid".split()
)
_DECADE_PARTS: Final = {"START": (0, 4), "MID": (3, 7), "END": (5, 9)}  # years of the decade
_COUNTED: Final = frozenset("people".split())


def _month(phrase: Phrase, context: Context) -> Value | None:
    number = int(phrase.value("month", "maybe"))
    year = year_of(phrase, context)
    if year is not None:
        found = values.month(year, number)
        return found.told() if phrase.has("year") else found
    if context.published is None:
        return Value(f"--{number:02d}", grain="M", stated=True)
    years = range(context.published.year - 1, context.published.year + 2)
    return nearest([values.month(each, number) for each in years], context)


def _week_of(phrase: Phrase, context: Context) -> Value | None:
    found = read_day(phrase, context)
    if found is None or found.first is None or phrase.value("unit") != "W":
        return found
    return values.week(found.first)


def _month_day(phrase: Phrase, context: Context) -> Value | None:
    """Return "the first day of March"; of a week of a month only the month is known."""
    if phrase.has("hijri", "solar"):
        return feasts.read_month_day(phrase, context)
    month = _month(phrase, context)
    if month is None or month.first is None or phrase.value("unit") != "D":
        return month
    if phrase.has("last") and not phrase.has("ord"):
        return values.day(month.last) if month.last is not None else None
    return values.day(month.first.replace(day=phrase.number("ord") or 1))


def _month_word(phrase: Phrase, context: Context) -> Value | None:
    word = phrase.word("maybe")
    if word is None or (len(word.text) < 4 and word.text != "may"):
        return None
    if context.before not in _BEFORE_MONTH:
        return None
    if context.before in ("to", "and", "or", "by") and not word.capital:
        return None
    return _month(phrase, context)


def _deictic_month(phrase: Phrase, context: Context) -> Value | None:
    number = int(phrase.value("month", "maybe"))
    word = phrase.word("maybe")
    if word is not None and not word.capital and len(phrase.words) == 2:
        return None
    published = context.published
    if published is None:
        return Value(f"--{number:02d}", grain="M", stated=True)
    year = published.year
    if phrase.has("last") and number >= published.month:
        year -= 1
    if phrase.has("next") and number <= published.month:
        year += 1
    at = phrase.number("num", "ord")
    return values.day(date(year, number, at)) if at else values.month(year, number)


def _season(phrase: Phrase, context: Context) -> Value | None:
    word = phrase.word("season")
    if word is None:
        return None
    year = year_of(phrase, context)
    deictic = phrase.has("last", "next", "this")
    if year is None and not deictic and word.text in ("fall", "spring"):
        return None
    if year is not None:
        found = values.season(year, word.value)
        return found.told() if phrase.has("year") else found
    published = context.published
    if published is None:
        return UNRESOLVED
    years = range(published.year - 2, published.year + 2)
    every = [values.season(each, word.value) for each in years]
    if phrase.has("last"):
        return [each for each in every if each.last is not None and each.last < published][-1]
    if phrase.has("next"):
        return next(each for each in every if each.first is not None and each.first > published)
    if phrase.has("this"):
        return values.season(published.year, word.value)
    return nearest(every, context)


def _quarter(phrase: Phrase, context: Context) -> Value | None:
    number = phrase.number("ord") or 0
    if not 1 <= number <= 4:
        return None
    year = year_of(phrase, context)
    if year is not None:
        found = values.quarter(year, number)
        return found.told() if phrase.has("year") else found
    published = context.published
    if published is None:
        return UNRESOLVED
    every = [values.quarter(each, number) for each in range(published.year - 1, published.year + 2)]
    if context.direction in (FUTURE, NEAREST):
        return nearest(every, replace(context, direction=NEAREST))
    return [each for each in every if each.first is not None and each.first <= published][-1]


def _qcode(phrase: Phrase, context: Context) -> Value | None:
    """Return "Q3 2021" or "H1 2021"; a code alone only where a report is known."""
    code, word = phrase.value("qcode"), phrase.word("year")
    published = context.published
    if word is not None:
        year = int(word.text)
    elif code[0] == "H" or published is None or context.before not in _BEFORE_MONTH:
        return None
    else:
        year = published.year
    number = int(code[1])
    if code[0] == "Q":
        found = values.quarter(year, number)
        return found.told() if word is not None else found
    first, last = values.month(year, 6 * number - 5), values.month(year, 6 * number)
    return Value(f"{year:04d}-H{number}", first.first, last.last, "H", stated=True)


def _the_quarter(phrase: Phrase, context: Context) -> Value | None:
    if context.quarter is None and phrase.has("both"):
        return None
    year = phrase.number("year")
    if year is not None and context.quarter is not None:
        return values.quarter(year, int(context.quarter.iso[-1]))
    return last_quarter(context)


def _half_year(phrase: Phrase, context: Context) -> Value | None:
    year = year_of(phrase, context)
    number = phrase.number("ord") or 2
    if year is None and phrase.value("unit") == "Y" and context.published is not None:
        year = context.published.year
    if year is None or number > 2:
        return None
    first, last = values.month(year, 6 * number - 5), values.month(year, 6 * number)
    return Value(f"{year:04d}-H{number}", first.first, last.last, "H")


def _year_words(phrase: Phrase, _context: Context) -> Value | None:
    numbers = [int(word.value) for word in phrase.words if word.value.isdigit()]
    century = numbers[0] if numbers else 0
    rest = sum(numbers[1:])
    if phrase.has("unit") and numbers == [2, 1000]:
        return values.yearly(2000).told()
    if century not in (18, 19) or not 10 <= rest <= 99:
        return None
    return values.yearly(century * 100 + rest).told()


def _back_quarter(phrase: Phrase, context: Context) -> Value:
    number = phrase.number("ord")
    told = last_quarter(context)
    if number and 1 <= number <= 4 and told.first is not None:
        told = values.quarter(told.first.year, number)
    return values.moved(told, -1, "Y")


def _year(phrase: Phrase, context: Context) -> Value | None:
    word = phrase.word("year")
    if word is None:
        return None
    year = int(word.text)
    alone = len(phrase.words) == 1
    if alone and (not 1500 <= year <= 2100 or context.after in _COUNTED):
        return None
    return values.yearly(year).told()


def _decade(phrase: Phrase, _context: Context) -> Value | None:
    digits = phrase.value("decade")
    year = int(digits) if len(digits) > 2 else 1900 + int(digits)
    start = year - year % 10
    first, last = start, start + 9
    mark = phrase.value("early", "edge")
    if mark:
        first, last = (start + step for step in _DECADE_PARTS[mark])
    return values.period(str(start)[:3], first, last).told()


def _century(phrase: Phrase, context: Context) -> Value | None:
    number = phrase.number("ord") or 0
    if phrase.value("unit") != "CE":
        return relative.read_ordinal(phrase, context)
    if not 1 <= number <= 22:
        return None
    return values.period(f"{number - 1:02d}", number * 100 - 99, number * 100).told()


READERS: Final[Mapping[str, Reader]] = {
    "month": _month,
    "month_word": _month_word,
    "month_edge": _month,
    "month_day": _month_day,
    "week_of": _week_of,
    "deictic_month": _deictic_month,
    "season": _season,
    "quarter": _quarter,
    "qcode": _qcode,
    "back_quarter": _back_quarter,
    "the_quarter": _the_quarter,
    "half_year": _half_year,
    "year_words": _year_words,
    "year": _year,
    "decade": _decade,
    "century": _century,
}
