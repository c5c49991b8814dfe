"""What a time expression means: an ISO 8601 value and the days it covers."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from khabar.record.time import TimexType

__all__ = [
    "UNRESOLVED",
    "Value",
    "around",
    "day",
    "duration",
    "joined",
    "month",
    "moved",
    "narrowed",
    "part",
    "period",
    "quarter",
    "season",
    "shift",
    "week",
    "weekend",
    "yearly",
]

_SEASON_START: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_CUTS: Final = {  # shares of the whole; a word is vague, so the parts overlap
    "W": {"START": (0.0, 3 / 7), "MID": (1 / 7, 5 / 7), "END": (3 / 7, 1.0)},
    "M": {"START": (0.0, 0.4), "MID": (0.3, 0.7), "END": (0.6, 1.0)},
    "Y": {"START": (0.0, 0.4), "MID": (0.3, 0.7), "END": (0.6, 1.0)},
}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Value:
    """A point or stretch of time.

    Attributes:
        iso: ISO 8601, with the letters of TIMEX3 where ISO has none (``1998-FA``).
        first: First day; ``None`` when open or unknown.
        last: Last day; ``None`` when open or unknown.
        grain: ``D W WE M Q S H Y`` for day to year, ``T`` for a time of day, ``P`` for a
            length, ``R`` for now, before and after, ``""`` for none.
        type: TIMEX3 type.
        stated: The text itself gives the value; nothing was resolved.
    """

    iso: str
    first: date | None = None
    last: date | None = None
    grain: str = ""
    type: TimexType = TimexType.DATE
    stated: bool = False

    def told(self) -> "Value":
        """Return the same value, marked as given by the text alone."""
        return replace(self, stated=True)


UNRESOLVED: Final = Value("")


def day(when: date) -> Value:
    """Return one day."""
    return Value(when.isoformat(), when, when, "D")


def week(when: date) -> Value:
    """Return the ISO week (Monday to Sunday) that holds a day."""
    year, number, weekday = when.isocalendar()
    monday = when - timedelta(days=weekday - 1)
    return Value(f"{year:04d}-W{number:02d}", monday, _plus(monday, 6), "W")


def weekend(when: date) -> Value:
    """Return Saturday and Sunday of the ISO week that holds a day."""
    whole = week(when)
    if whole.first is None:
        return UNRESOLVED
    return Value(f"{whole.iso}-WE", _plus(whole.first, 5), _plus(whole.first, 6), "WE")


def month(year: int, number: int) -> Value:
    """Return a month; ``number`` is 1 for January to 12."""
    last = monthrange(year, number)[1]
    return Value(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, last), "M")


def quarter(year: int, number: int) -> Value:
    """Return a calendar quarter; ``number`` is 1 to 4."""
    first, last = month(year, 3 * number - 2), month(year, 3 * number)
    return Value(f"{year:04d}-Q{number}", first.first, last.last, "Q")


def season(year: int, code: str) -> Value:
    """Return a northern season; winter runs into the next year."""
    start = _SEASON_START[code]
    end = month(year, start + 2) if code != "WI" else month(year + 1, 2)
    return Value(f"{year:04d}-{code}", date(year, start, 1), end.last, "S")


def yearly(year: int) -> Value:
    """Return a calendar year."""
    return Value(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), "Y")


def period(iso: str, first_year: int, last_year: int) -> Value:
    """Return a stretch of whole years, such as a decade."""
    return Value(iso, date(first_year, 1, 1), date(last_year, 12, 31), "DE")


def duration(
    iso: str, *, first: date | None = None, last: date | None = None, grain: str = "P"
) -> Value:
    """Return a length of time, with its days when they are known."""
    return Value(iso, first, last, grain, TimexType.DURATION)


def part(base: Value, code: str) -> Value:
    """Return a part of a day (``NI`` for night) or a clock time (``10:35``) of it."""
    return replace(base, iso=f"{base.iso}T{code}", grain="T", type=TimexType.TIME)


def narrowed(value: Value, mark: str) -> Value:
    """Return a month, week or year with the days of its start, middle or end alone.

    Args:
        value: Any value; other grains stay as they are.
        mark: ``START``, ``MID`` or ``END``: "early", "mid", "late", "the end of".

    Returns:
        The same value with narrower days.
    """
    cuts = _CUTS.get(value.grain)
    if cuts is None or value.first is None or value.last is None or "/" in value.iso:
        return value
    start, end = cuts[mark]
    length = (value.last - value.first).days + 1
    first = _plus(value.first, round(length * start))
    return replace(value, first=first, last=_plus(value.first, round(length * end) - 1))


def joined(left: Value, right: Value) -> Value:
    """Return the stretch from the first day of one value to the last day of another."""
    if left.first is not None and right.last is not None and left.first > right.last:
        return UNRESOLVED
    return Value(
        f"{left.iso}/{right.iso}",
        left.first,
        right.last,
        right.grain,
        stated=left.stated and right.stated,
    )


def shift(when: date, amount: int, unit: str) -> date:
    """Return a day moved by whole units; days past a month's end become its last day.

    Args:
        when: Where to start.
        amount: How many units; negative goes back.
        unit: ``D W FN M Q Y DE CE``; hours and shorter move nothing.

    Returns:
        The day moved to.

    Raises:
        OverflowError: The day lies outside the years 1 to 9999.
    """
    days = {"D": 1, "W": 7, "FN": 14}.get(unit)
    if days is not None:
        return when + timedelta(days=days * amount)
    months = {"M": 1, "Q": 3, "S": 12, "Y": 12, "DE": 120, "CE": 1200}.get(unit, 0)
    index = when.year * 12 + when.month - 1 + months * amount
    year, at = divmod(index, 12)
    if not 1 <= year <= 9999:
        msg = f"{amount} {unit} from {when} is outside the calendar"
        raise OverflowError(msg)
    return date(year, at + 1, min(when.day, monthrange(year, at + 1)[1]))


def around(when: date, unit: str) -> Value:
    """Return the calendar unit that holds a day."""
    if unit in ("D", "H", "MIN", "S"):
        return day(when)
    if unit in ("W", "FN"):
        return week(when)
    if unit == "M":
        return month(when.year, when.month)
    if unit == "Q":
        return quarter(when.year, (when.month + 2) // 3)
    if unit == "DE":
        start = when.year - when.year % 10
        return period(str(start)[:3], start, start + 9)
    if unit == "CE":
        start = when.year - (when.year - 1) % 100
        return period(f"{start // 100:02d}", start, start + 99)
    return yearly(when.year)


def moved(value: Value, amount: int, unit: str) -> Value:
    """Return a value of the same grain some units away."""
    if value.first is None:
        return UNRESOLVED
    to = shift(value.first, amount, unit)
    grain = {"D": "D", "T": "D", "W": "W", "WE": "W", "M": "M", "Q": "Q"}.get(value.grain, "Y")
    return around(to, grain)


def _plus(when: date, days: int) -> date:
    """Return the day ``days`` later, at most the last day of the calendar."""
    return when + timedelta(days=days) if when < date.max - timedelta(days=days) else date.max
