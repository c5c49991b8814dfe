"""Readings of other calendars and of feasts."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from khabar.resolve.times import calendars, values
from khabar.resolve.times.context import Context, Reader, nearest
from khabar.resolve.times.grammar import Phrase
from khabar.resolve.times.values import UNRESOLVED, Value

__all__ = ["READERS"]


def _hijri(phrase: Phrase, context: Context) -> Value | None:
    number, month, year = phrase.number("num", "ord"), phrase.number("hijri"), phrase.number("year")
    if month is None or (number is None and year is None):
        return None if phrase.words[0].text != "ramadan" else UNRESOLVED
    if year is None:
        if context.published is None or number is None:
            return UNRESOLVED
        near = round((context.published.year - 622) * 1.0307)
        days = [calendars.hijri_day(near + step, month, number) for step in (-1, 0, 1, 2)]
        return nearest([values.day(each) for each in days], context)
    if number is None:
        first = calendars.hijri_day(year, month, 1)
        last = calendars.hijri_day(year, month, 29)
        return Value(f"{first}/{last}", first, last, "M", stated=True)
    return values.day(calendars.hijri_day(year, month, number)).told()


def _solar(phrase: Phrase, _context: Context) -> Value | None:
    number, month, year = phrase.number("num", "ord"), phrase.number("solar"), phrase.number("year")
    if month is None or year is None:
        return None
    if number is None:
        first, last = calendars.solar_month(year, month)
        return Value(f"{first}/{last}", first, last, "M", stated=True)
    return values.day(calendars.solar_day(year, month, number)).told()


def _feast(phrase: Phrase, context: Context) -> Value | None:
    code = phrase.value("feast")
    year = phrase.number("year")
    if year is not None:
        found = _feast_day(code, year)
        return found.told() if found is not None else None
    if context.published is None:
        return Value(f"--{code}", grain="D", stated=True) if code[0].isdigit() else UNRESOLVED
    years = range(context.published.year - 1, context.published.year + 2)
    every = [day for day in (_feast_day(code, each) for each in years) if day is not None]
    return nearest(every, context) if every else None


def _feast_day(code: str, year: int) -> Value | None:
    """Return a feast's day in a Gregorian year."""
    if code == "E0":
        return values.day(calendars.easter_sunday(year))
    if code == "T":
        return values.day(calendars.thanksgiving_day(year))
    month, _, number = code.lstrip("HS").partition("-")
    if code[0] == "S":
        return values.day(calendars.solar_day(year - 621, int(month), int(number)))
    if code[0] == "H":
        near = round((year - 622) * 1.0307)
        days = [calendars.hijri_day(near + step, int(month), int(number)) for step in (-1, 0, 1, 2)]
        return next((values.day(each) for each in days if each.year == year), None)
    return values.day(date(year, int(month), int(number)))


READERS: Final[Mapping[str, Reader]] = {
    "hijri": _hijri,
    "solar": _solar,
    "feast": _feast,
}
