"""Readings of other calendars and of feasts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from khabar.resolve.times import calendars, festivals, values
from khabar.resolve.times.context import Context, Reader, nearest
from khabar.resolve.times.grammar import Phrase
from khabar.resolve.times.tense import NEAREST
from khabar.resolve.times.values import UNRESOLVED, Value

__all__ = ["READERS", "read_feast", "read_month_day"]

_COMMON: Final = frozenset("hut tir azar mehr asad".split())  # also English words or names
_BEFORE_DATE: Final = frozenset("on since until till by from between".split())


def _hijri(phrase: Phrase, context: Context) -> Value | None:
    number, month, year = phrase.number("num", "ord"), phrase.number("hijri"), phrase.number("year")
    if month is None:
        return None
    if number is None and year is None and not phrase.words[0].text.startswith("ram"):
        return None
    if year is not None:
        if number is None:
            return _between(calendars.hijri_month(year, month)).told()
        return values.day(calendars.hijri_day(year, month, number)).told()
    if context.published is None:
        return UNRESOLVED
    near = round((context.published.year - 622) * 1.0307)
    years = [near + step for step in (-1, 0, 1, 2)]
    if number is None:
        return nearest([_between(calendars.hijri_month(each, month)) for each in years], context)
    days = [calendars.hijri_day(each, month, number) for each in years]
    return nearest([values.day(each) for each in days], context)


def read_month_day(phrase: Phrase, context: Context) -> Value | None:
    """Return "the first day of Ramadan"."""
    if phrase.value("unit") != "D":
        return None
    return _hijri(phrase, context) if phrase.has("hijri") else _solar(phrase, context)


def _between(days: tuple[date, date]) -> Value:
    """Return a month of another calendar by its Gregorian days."""
    return Value(f"{days[0]}/{days[1]}", *days, "M")


def _solar(phrase: Phrase, context: Context) -> Value | None:
    number, month, year = phrase.number("num", "ord"), phrase.number("solar"), phrase.number("year")
    if month is None:
        return None
    if year is not None:
        if number is None:
            return _between(calendars.solar_month(year, month)).told()
        return values.day(calendars.solar_day(year, month, number)).told()
    word = phrase.word("solar")
    if number is None or word is None or not word.capital:
        return None
    if word.text in _COMMON and context.before not in _BEFORE_DATE:
        return None
    told = context.full_day
    if told is None:
        return UNRESOLVED
    near = told.year - 621
    days = [calendars.solar_day(near + step, month, number) for step in (-1, 0, 1)]
    if told != context.published:
        context = replace(context, published=told, direction=NEAREST)
    return nearest([values.day(each) for each in days], context)


def read_feast(phrase: Phrase, context: Context) -> Value | None:
    """Return the feast named, the one of its year or the nearest that the tense allows."""
    code = phrase.value("feast")
    year = phrase.number("year")
    if year is not None:
        told = festivals.feast_day(code, year)
        return values.day(told).told() if told is not None else None
    published = context.published
    if published is None:
        return Value(f"--{code}", grain="D", stated=True) if code[0].isdigit() else UNRESOLVED
    years = range(published.year - 1, published.year + 2)
    days = (festivals.feast_day(code, each) for each in years)
    every = [values.day(each) for each in days if each is not None]
    if phrase.has("last") and not phrase.has("earlier", "later"):
        past = [each for each in every if each.first is not None and each.first < published]
        return past[-1] if past else None
    if not every:
        return None
    week = phrase.value("unit") == "W"
    found = nearest(every, replace(context, direction=NEAREST) if week else context)
    return values.week(found.first) if week and found.first is not None else found


def _eve(phrase: Phrase, context: Context) -> Value | None:
    found = read_feast(phrase, context)
    return values.moved(found, -1, "D") if found is not None and found.grain == "D" else None


READERS: Final[Mapping[str, Reader]] = {
    "hijri": _hijri,
    "solar": _solar,
    "feast": read_feast,
    "eve": _eve,
}
