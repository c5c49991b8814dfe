"""Names of feasts and memorial days, and the rule by which each falls on a day.

Codes: ``12-25`` month and day; ``E-2`` days from western, ``O`` from eastern Easter;
``H10-01`` Hijri, ``S01-01`` Solar Hijri, ``B07-10`` Hebrew (month 1 is Nisan); ``N11-3-4``
the fourth Thursday of November (``-1`` the last); ``V`` the US election day; ``Q`` the last
Friday of Ramadan.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from khabar.resolve.times import calendars

__all__ = ["FEASTS", "feast_day", "feast_key"]

_NAMES: Final = """
christmas 12-25|christmas eve 12-24|christmas day 12-25|boxing day 12-26|new years eve 12-31
new years day 01-01|epiphany 01-06|orthodox christmas 01-07|valentines day 02-14
international womens day 03-08|st patricks day 03-17|anzac day 04-25|may day 05-01
world press freedom day 05-03|victory day 05-09|nakba day 05-15|juneteenth 06-19
bastille day 07-14|halloween 10-31|all saints day 11-01|armistice day 11-11
remembrance day 11-11|veterans day 11-11|human rights day 12-10
easter E+0|easter sunday E+0|easter monday E+1|good friday E-2|holy thursday E-3
maundy thursday E-3|palm sunday E-7|ash wednesday E-46|ascension day E+39|pentecost E+49
orthodox easter O+0
thanksgiving N11-3-4|thanksgiving day N11-3-4|memorial day N05-0--1|labor day N09-0-1
columbus day N10-0-2|martin luther king day N01-0-3|presidents day N02-0-3|election day V
ashura H01-10|arbaeen H02-20|mawlid H03-12|eid al fitr H10-01|id al fitr H10-01
eid al adha H12-10|id al adha H12-10|quds day Q
nowruz S01-01|nawroz S01-01|nauroz S01-01
passover B01-15|shavuot B03-06|rosh hashanah B07-01|yom kippur B07-10|sukkot B07-15
simchat torah B07-22|hanukkah B09-25
"""
FEASTS: Final[Mapping[str, str]] = {
    name: code
    for name, _, code in (
        row.strip().rpartition(" ") for row in re.split(r"[|\n]", _NAMES) if row.strip()
    )
}
_MARK: Final = re.compile(r"['’.]")
_GAP: Final = re.compile(r"[\s\-–]+")


def feast_key(words: str) -> str:
    """Return the words of a name as ``FEASTS`` spells them.

    Args:
        words: As in the text, any case: ``New Year’s Eve``, ``Eid al-Fitr``.

    Returns:
        Lower case, without marks, one space between words.
    """
    return _GAP.sub(" ", _MARK.sub("", words.lower())).strip()


def feast_day(code: str, year: int) -> date | None:
    """Return the day on which a feast falls in a Gregorian year.

    Args:
        code: One of the values of ``FEASTS``.
        year: Gregorian year.

    Returns:
        The day; ``None`` when the feast falls on none in that year.

    Raises:
        ValueError: The calendar of the feast does not reach that year.
    """
    kind, rule = code[0], code[1:]
    if kind in "EO":
        easter = calendars.easter_sunday if kind == "E" else calendars.eastern_easter
        return easter(year) + timedelta(days=int(rule))
    if kind == "N":
        month, weekday, nth = rule.split("-", 2)
        return calendars.nth_weekday(year, int(month), weekday=int(weekday), nth=int(nth))
    if kind == "V":
        return calendars.nth_weekday(year, 11, weekday=0, nth=1) + timedelta(days=1)
    if kind == "Q":
        return _first_in(year, map(_friday_before, _lunar_days(year, 10, 1)))
    month, _, number = rule.partition("-") if kind in "HSB" else code.partition("-")
    if kind == "H":
        return _first_in(year, _lunar_days(year, int(month), int(number)))
    if kind == "S":
        return calendars.solar_day(year - 621, int(month), int(number))
    if kind == "B":
        return calendars.hebrew_day(year, int(month), int(number))
    return date(year, int(month), int(number))


def _lunar_days(year: int, month: int, number: int) -> Iterator[date]:
    """Yield a day of the Hijri years around a Gregorian year."""
    near = round((year - 622) * 1.0307)
    return (calendars.hijri_day(near + step, month, number) for step in (-1, 0, 1, 2))


def _friday_before(day: date) -> date:
    return day - timedelta(days=(day.weekday() - 4) % 7 or 7)


def _first_in(year: int, days: Iterable[date]) -> date | None:
    """Return the first of some days that lies in a year: of a lunar feast there may be two."""
    return next((day for day in days if day.year == year), None)
