"""Readings of units counted from a day: "last week", "two days ago", "for a year"."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from khabar.record.time import TimexType
from khabar.resolve.times import values
from khabar.resolve.times.context import (
    Context,
    Reader,
    is_narrated,
    last_quarter,
    nearest,
    unit_of,
)
from khabar.resolve.times.grammar import Phrase
from khabar.resolve.times.lexicon import KINDS
from khabar.resolve.times.numbers import length, quantity
from khabar.resolve.times.tense import FUTURE, PAST
from khabar.resolve.times.values import UNRESOLVED, Value

__all__ = ["READERS", "read_ordinal"]

_BEFORE_REF: Final = frozenset({"in", "for", "about", "into", "from", "than", "of"})
_TO: Final = frozenset(KINDS[kind] for kind in ("to", "or", "dash", "and"))
_SHORT: Final = frozenset({"D", "W", "FN"})
_COARSER: Final = {"D": {"W", "WE", *"MQSHY"}, "W": set("MQSHY"), "M": set("QSHY")}
_UNITS: Final = frozenset(KINDS[kind] for kind in ("unit", "units"))
_BEFORE_TOLD: Final = frozenset("for of during in throughout over within".split())
_BEFORE_DAY: Final = frozenset("during throughout within".split())
_BEFORE_NEXT: Final = frozenset("for into 's ’s".split())
_BEFORE_ITS: Final = frozenset("in into for enters entered entering on".split())
_BEFORE_LENGTH: Final = frozenset(
    "for in within of after than over once twice every under last lasted took about the "
    "almost nearly half take during until only just quite".split()
)


def _deictic_unit(phrase: Phrase, context: Context) -> Value | None:
    unit = unit_of(phrase)
    if phrase.has("same"):
        return _same_unit(context, unit)
    published = context.published
    word = phrase.word("quarter")
    if word is not None and word.text.endswith("s"):
        return values.duration(length(None, "Q", plural=True))
    if unit == "Q" and not phrase.has("next"):
        now = "current" in (each.text for each in phrase.words)
        if now and published is not None:
            return values.around(published, "Q")
        return last_quarter(context)
    if published is None:
        return UNRESOLVED
    if unit == "D":
        return _next_day(phrase, context)
    if phrase.has("latest"):
        return None
    if unit in ("MIN", "S", "H"):
        return None
    step = -1 if phrase.has("last") else 1 if phrase.has("next") else 0
    if is_narrated(phrase) and context.previous is not None and context.previous.first:
        published = context.previous.first
    bare = not phrase.has("last", "next", "this")
    if bare:
        return None
    if unit in ("DE", "CE") and phrase.has("last"):
        first = values.shift(published, -1, unit)
        return values.duration(length(1, unit, plural=False), first=first, last=published)
    return values.around(values.shift(published, step, unit), unit)


def _next_day(phrase: Phrase, context: Context) -> Value | None:
    base = context.day
    if base is None:
        return UNRESOLVED
    if phrase.has("next"):
        return values.day(base + timedelta(days=1))
    if phrase.has("last"):
        return values.day(base - timedelta(days=1))
    return None


def _same_unit(context: Context, unit: str) -> Value:
    """Return "that day", "the same week": of the last value that is as exact, or of the day."""
    told = context.previous
    if told is not None and told.grain in _COARSER.get(unit, ()):
        told = context.told_day
        if told is None:
            return UNRESOLVED
    base = told.first if told is not None else context.published
    if base is None:
        return UNRESOLVED
    return values.around(base, unit)


def _early_unit(phrase: Phrase, context: Context) -> Value | None:
    if not phrase.has("last", "next", "this", "same") and unit_of(phrase) not in (
        "D",
        "Y",
        "M",
        "W",
    ):
        return None
    if not phrase.has("last", "next", "this", "same"):
        if not phrase.has("the"):
            return None
        if unit_of(phrase) == "D":
            return values.day(context.day) if context.day is not None else UNRESOLVED
        if not context.beside and context.published is not None:
            return values.around(context.published, unit_of(phrase))
        return _same_unit(context, unit_of(phrase))
    return _deictic_unit(phrase, context)


def _edge(phrase: Phrase, context: Context) -> Value | None:
    year = phrase.number("year")
    if year is not None:
        return values.yearly(year).told()
    if phrase.has("last", "next", "this"):
        return _deictic_unit(phrase, context)
    unit = unit_of(phrase)
    if context.published is None:
        return UNRESOLVED
    if unit == "Y" and phrase.letters[-1] == KINDS["edge"] and phrase.value("edge") == "END":
        years = range(context.published.year - 1, context.published.year + 1)
        way = PAST if context.before == "since" else FUTURE
        days = [values.day(date(year, 12, 31)) for year in years]
        return nearest(days, replace(context, direction=way))
    if unit not in ("W", "M", "Y", "Q", "DE", "CE"):
        return None
    return values.around(context.published, unit)


def _weekend(phrase: Phrase, context: Context) -> Value | None:
    published = context.published
    if published is None:
        return UNRESOLVED
    this = published - timedelta(days=7) if published.weekday() < 5 else published
    if phrase.has("next"):
        return values.weekend(this + timedelta(days=7))
    if phrase.has("this") and not phrase.has("last") and context.direction != PAST:
        return values.weekend(published)
    if context.direction == FUTURE:
        return values.weekend(published)
    return values.weekend(this)


def _ago(phrase: Phrase, context: Context) -> Value | None:
    unit = unit_of(phrase)
    plural = phrase.has("units")
    count = quantity(phrase.letters, phrase.words)
    if count is None and not plural:
        count = 1.0
    ahead = phrase.has("later", "after") or (phrase.has("from") and phrase.has("now"))
    relative = not phrase.has("ago", "now")
    if relative and context.previous is not None and _is_restated(context):
        return context.previous
    if relative and (count is None or _has_complement(phrase, context)):
        return values.duration(length(count, unit, plural=True))
    if count is None:
        return _vaguely(context, ahead=ahead)
    if unit == "Y" and context.in_quarters and not ahead:
        return values.moved(last_quarter(context), -int(count), "Y")
    in_story = relative and context.previous is not None and not _is_accounts(context, unit)
    base = context.published
    if in_story and context.previous is not None:
        base = context.near_day if unit in _SHORT else context.previous.first
    if unit in ("H", "MIN", "S"):
        return values.duration(length(count, unit, plural=True), first=base, last=base)
    if relative and ahead and not context.previous and context.direction != FUTURE:
        return replace(UNRESOLVED, last=context.published)
    if base is None:
        return UNRESOLVED
    to = values.shift(base, int(count if ahead else -count), unit)
    if relative and ahead and _is_too_late(to, unit, context):
        return replace(UNRESOLVED, last=context.published)
    found = values.around(to, "Y" if unit in ("DE", "CE") else unit)
    if unit in ("W", "FN"):
        return replace(found, first=to, last=to)
    return found


def _is_accounts(context: Context, unit: str) -> bool:
    """Return whether "a year earlier" compares results of a company with those of now."""
    return unit == "Y" and context.quarter is not None


def _has_complement(phrase: Phrase, context: Context) -> bool:
    """Return whether the days are counted from something told: "ten days after the vote"."""
    return phrase.words[-1].text in ("after", "before") and context.after[:1].isalnum()


def _is_restated(context: Context) -> bool:
    """Return whether a day is told a second time: "on Sunday, six days after a blast"."""
    return context.beside and context.before == "," and context.after in ("a", "an", "another")


def _is_too_late(to: date, unit: str, context: Context) -> bool:
    """Return whether a count from the day before leads past the report that tells of it."""
    if context.published is None or context.direction == FUTURE:
        return False
    first = to if unit in ("W", "FN") else values.around(to, unit).first
    return first is not None and first > context.published


def _vaguely(context: Context, *, ahead: bool) -> Value:
    """Return some time before or after the publication date."""
    if ahead:
        return Value("FUTURE_REF", first=context.published, grain="R")
    return Value("PAST_REF", last=context.published, grain="R")


def _span(phrase: Phrase, context: Context) -> Value | None:
    unit = unit_of(phrase) or ("S" if phrase.has("season") else "W")
    count = quantity(phrase.letters, phrase.words)
    iso = length(count, unit, plural=_is_plural(phrase))
    published = context.published
    after = phrase.words[0].text == "following" and context.after == "of"  # "of shelling"
    if published is None or after or not phrase.has("last", "next", "this", "latest"):
        return values.duration(iso, grain=unit)
    steps = int(count) if count is not None else 3
    if unit in ("H", "MIN", "S"):
        to = timedelta(days=max(1, steps // 24) if unit == "H" else 0)
        near = published - to if not phrase.has("next") else published + to
    else:
        near = values.shift(published, steps if phrase.has("next") else -steps, unit)
    first, last = min(near, published), max(near, published)
    return values.duration(iso, first=first, last=last, grain=unit)


def _few(phrase: Phrase, context: Context) -> Value | None:
    unit = unit_of(phrase)
    if phrase.has("this"):
        return Value("PRESENT_REF", context.published, context.published, "R")
    return values.duration(
        length(None, unit, plural=True),
        first=context.published if phrase.has("next") else None,
        last=None if phrase.has("next") else context.published,
        grain="P",
    )


def _duration(phrase: Phrase, context: Context) -> Value | None:
    unit = unit_of(phrase)
    if phrase.has("longunit"):
        return values.duration(length(1, phrase.value("longunit"), plural=False))
    if not unit or _is_rate(phrase, context):
        return None
    if phrase.has("quarter") and context.after == "of":
        return None  # "three-quarters of its food"
    if sum(letter in _UNITS for letter in phrase.letters) > 1:
        return _both_lengths(phrase)
    count = quantity(phrase.letters, phrase.words)
    return values.duration(length(count, unit, plural=_is_plural(phrase)))


def _is_plural(phrase: Phrase) -> bool:
    """Return whether a unit without a number means some: "quarters", "several-year"."""
    word = phrase.word("quarter")
    return phrase.has("units", "vague") or (word is not None and word.text.endswith("s"))


def _duration_to(phrase: Phrase, _context: Context) -> Value | None:
    """Return the lower of two lengths: "two to six days"."""
    cut = next(at for at, letter in enumerate(phrase.letters) if letter in _TO)
    count = quantity(phrase.letters[:cut], phrase.words[:cut])
    return values.duration(length(count, unit_of(phrase), plural=True))


def _both_lengths(phrase: Phrase) -> Value:
    """Return "two years and four months"."""
    cut = phrase.letters.rfind(KINDS["and"])
    left = replace(phrase, letters=phrase.letters[:cut], words=phrase.words[:cut])
    right = replace(phrase, letters=phrase.letters[cut + 1 :], words=phrase.words[cut + 1 :])
    one, two = (
        length(quantity(each.letters, each.words), unit_of(each), plural=True)
        for each in (left, right)
    )
    return values.duration(one + two.removeprefix("P"))


def _told_unit(phrase: Phrase, context: Context) -> Value | None:
    """Return "for the year", "during the day": the one of the story."""
    unit = unit_of(phrase)
    if context.before not in (_BEFORE_DAY if unit == "D" else _BEFORE_TOLD):
        return None
    if context.after in ("ended", "ending", "to", "that"):
        return values.duration(length(1, unit, plural=False))
    if unit == "D":
        return values.day(context.day) if context.day is not None else UNRESOLVED
    if unit not in ("W", "M", "Y") or context.published is None or context.after == "'s":
        return None
    return values.around(context.published, unit)


def _loose(phrase: Phrase, context: Context) -> Value | None:
    """Return "hours later", "days before the vote", "months ago"."""
    unit = unit_of(phrase)
    iso = length(None, unit, plural=True)
    day = context.day if unit in ("H", "MIN", "S") else None
    if phrase.has("ago"):
        return values.duration(iso, first=day, last=context.published)
    return values.duration(iso, first=day, last=day)


def _since_then(_phrase: Phrase, context: Context) -> Value | None:
    told = context.previous
    if told is None or told.type is TimexType.DURATION or not told.iso[:1].isdigit():
        return None
    return replace(told, iso=f"{told.iso.partition('/')[0]}/", last=None)


def _is_rate(phrase: Phrase, context: Context) -> bool:
    """Return whether "a week" means "per week"."""
    return len(phrase.words) == 2 and phrase.has("a") and context.before not in _BEFORE_LENGTH


def _bare_units(phrase: Phrase, context: Context) -> Value | None:
    if context.before not in ("for", "in", "within", "of", "after", "took", "last", "lasted"):
        return None
    return _duration(phrase, context)


def _running(phrase: Phrase, context: Context) -> Value | None:
    number = phrase.number("num", "ord") or 1
    unit = unit_of(phrase)
    if context.published is None:
        return Value("", type=TimexType.DURATION)
    unit = unit or "D"  # "for a fourth night"
    first = values.shift(context.published, 1 - number, unit)
    return values.duration(f"P{number}{unit}", first=first, last=context.published, grain=unit)


def read_ordinal(phrase: Phrase, context: Context) -> Value | None:
    """Return "for a second day", which began days before; the first one began now."""
    if not phrase.has("of"):
        own = phrase.words[0].text in ("its", "their")
        goes_on = context.before in (_BEFORE_ITS if own else _BEFORE_NEXT)
        return _running(phrase, context) if goes_on and phrase.number("ord") != 1 else None
    return Value("", last=context.published)


def _often(phrase: Phrase, _context: Context) -> Value | None:
    iso = phrase.value("often")
    month, season = phrase.number("month", "maybe"), phrase.value("season")
    if month:
        iso = f"XXXX-{month:02d}"
    elif season:
        iso = f"XXXX-{season}"
    elif phrase.has("weekday"):
        iso = f"XXXX-WXX-{int(phrase.value('weekday')) + 1}"
    elif not iso:
        count = quantity(phrase.letters, phrase.words)
        iso = length(count or 1.0, unit_of(phrase) or "D", plural=False)
    return Value(iso, grain="P", type=TimexType.SET, stated=True)


def _past_future(phrase: Phrase, context: Context) -> Value | None:
    word = phrase.word("last", "future")
    if word is None or word.text not in ("past", "future") or context.before not in _BEFORE_REF:
        return None
    return _vaguely(context, ahead=word.text == "future")


def _ref(phrase: Phrase, context: Context) -> Value | None:
    word = phrase.word("now", "past", "soon")
    if word is not None and word.text == "soon" and "as" in (context.before, context.after):
        return None
    code = word.value if word is not None else "PRESENT"
    first = None if code == "PAST" else context.published
    last = None if code == "FUTURE" else context.published
    return Value(f"{code}_REF", first, last, "R")


READERS: Final[Mapping[str, Reader]] = {
    "ago": _ago,
    "running": _running,
    "ordinal": read_ordinal,
    "span": _span,
    "few": _few,
    "deictic_unit": _deictic_unit,
    "weekend": _weekend,
    "edge": _edge,
    "early_unit": _early_unit,
    "often": _often,
    "duration": _duration,
    "duration_to": _duration_to,
    "told_unit": _told_unit,
    "loose": _loose,
    "since_then": _since_then,
    "bare_units": _bare_units,
    "past_future": _past_future,
    "now": _ref,
    "past": _ref,
    "soon": _ref,
}
