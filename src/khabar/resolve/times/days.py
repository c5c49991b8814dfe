"""Readings of days and times of day."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from khabar.record.time import TimexType
from khabar.resolve.times import values
from khabar.resolve.times.context import Context, Reader, is_narrated, nearest, year_of
from khabar.resolve.times.feasts import read_feast
from khabar.resolve.times.grammar import Phrase
from khabar.resolve.times.lexicon import KINDS
from khabar.resolve.times.numbers import quantity
from khabar.resolve.times.tense import FUTURE, NEAREST, PAST
from khabar.resolve.times.values import UNRESOLVED, Value

__all__ = ["READERS"]

_DAY_LETTERS: Final = frozenset(KINDS[kind] for kind in ("num", "ord"))
_CLOCK_LETTERS: Final = frozenset(KINDS[kind] for kind in ("clock", "clockm", "ampm", "zone"))
_TURN: Final = frozenset(KINDS[kind] for kind in ("earlier", "later"))
_BEFORE_PART: Final = frozenset(
    "before since until till by around about toward towards from to after all past near".split()
)
_BEFORE_NTH: Final = frozenset("on since until till by from before after to and or of".split())
_NTH_ALONE: Final = frozenset("on since until till by".split())
_NTH_NOUNS: Final = frozenset(
    "floor century anniversary day brigade division army corps regiment battalion street avenue "
    "district parallel birthday congress round meeting time edition summit session hole minute "
    "place position attempt grade amendment infantry armored armoured mechanized airborne "
    "largest biggest most and or of".split()
)
_AFTER_NTH: Final = frozenset(
    "in at on to and or but when that which who after before by for from as with if until near "
    "while is was were will has have had he she it they we of where because since over said".split()
)
_CLOCK_START: Final = frozenset(KINDS[kind] for kind in ("clock", "clockm", "num", "big", "word"))


def _weekday(phrase: Phrase, context: Context) -> Value:
    number = int(phrase.value("weekday", "wday"))
    word = phrase.word("weekday")
    if word is not None and word.text.endswith("days"):
        return Value(f"XXXX-WXX-{number + 1}", grain="D", type=TimexType.SET, stated=True)
    published = context.published
    if published is None:
        return Value(f"-W-{number + 1}", grain="D")
    if phrase.has("last") and is_narrated(phrase) and context.previous is not None:
        published = context.previous.first or published
    back = published - timedelta(days=(published.weekday() - number) % 7)
    if phrase.has("last"):
        return values.day(back if (published - back).days > 1 else back - timedelta(days=7))
    if phrase.has("next"):
        return values.day(back + timedelta(days=7))
    ahead = back if back == published else back + timedelta(days=7)
    if phrase.has("this") and context.direction != PAST:
        return values.day(ahead)
    return values.day(ahead if context.direction == FUTURE else back)


def _today(phrase: Phrase, context: Context) -> Value:
    if context.published is None:
        return UNRESOLVED
    step = phrase.value("today")
    found = values.day(context.published + timedelta(days=int(step.removesuffix("NI"))))
    return values.part(found, "NI") if step.endswith("NI") else found


def _month_day(phrase: Phrase, context: Context) -> Value:
    number = phrase.number("num", "ord") or 0
    month = int(phrase.value("month", "maybe"))
    year = year_of(phrase, context)
    if year is not None:
        found = values.day(date(year, month, number))
        return found.told() if phrase.has("year") else found
    told = context.story_day
    if told is None:
        leap = date(2000, month, number)  # any day of a year, or an error
        return Value(f"--{leap:%m-%d}", grain="D", stated=True)
    days = [
        values.day(date(year, month, number))
        for year in range(told.year - 8, told.year + 9)
        if (month, number) != (2, 29) or _is_leap(year)
    ]
    weekday = phrase.number("weekday", "wday")
    same = [each for each in days if each.first and each.first.weekday() == weekday]
    near = _within_a_year(same, told) or _within_a_year(days, told) or same or days
    return nearest(near, replace(context, published=told))


def _within_a_year(days: Sequence[Value], told: date) -> list[Value]:
    """Return the days of about now: a wrong weekday is likelier than a year long ago."""
    return [each for each in days if abs(_years(each, told)) <= 1]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _years(value: Value, published: date) -> int:
    return value.first.year - published.year if value.first is not None else 0


def read_day(phrase: Phrase, context: Context) -> Value | None:
    if phrase.has("month", "maybe"):
        return _month_day(phrase, context)
    if phrase.has("weekday"):
        if phrase.has("same") and context.previous is not None and context.previous.last:
            published = replace(context, published=context.previous.last)
            return _weekday(phrase, published)
        return _weekday(phrase, context)
    return _today(phrase, context)


def _days(phrase: Phrase, context: Context) -> Value:
    numbers = [
        int(word.value)
        for letter, word in zip(phrase.letters, phrase.words, strict=True)
        if letter in _DAY_LETTERS
    ]
    month = int(phrase.value("month", "maybe"))
    year = year_of(phrase, context)
    first, last = numbers[0], numbers[1]
    if year is None:
        if context.published is None:
            return Value(
                f"--{month:02d}-{first:02d}/--{month:02d}-{last:02d}", grain="D", stated=True
            )
        years = range(context.published.year - 1, context.published.year + 2)
        near = nearest([values.day(date(each, month, last)) for each in years], context)
        year = near.first.year if near.first is not None else context.published.year
    found = values.joined(values.day(date(year, month, first)), values.day(date(year, month, last)))
    return found.told() if phrase.has("year") else found


def _iso(phrase: Phrase, context: Context) -> Value:
    text = phrase.words[0].text
    if text == "9/11":
        return values.day(date(2001, 9, 11)).told()
    if text[4:5] == "-":
        found = values.day(date.fromisoformat(text[:10]))
        return (values.part(found, text[11:]) if len(text) > 10 else found).told()
    left, middle, right = (
        int(each) for each in text.replace("/", "-").replace(".", "-").split("-")
    )
    year = right if right > 99 else 2000 + right if right < 50 else 1900 + right
    if middle > 12:
        return values.day(date(year, left, middle)).told()
    found = values.day(date(year, middle, left))
    if left > 12 or left == middle or context.published is None:
        return found.told()
    other = values.day(date(year, left, middle))  # 7/8/07 in the United States
    best = nearest([found, other], replace(context, direction=NEAREST))
    return _covering(best, other if best is found else found, context)


def _covering(best: Value, other: Value, context: Context) -> Value:
    """Return a day that the other order of its numbers may mean too, from one to the other."""
    days = [each.first for each in (best, other) if each.first is not None]
    late = context.published is not None and max(days) > context.published
    if late and context.direction != FUTURE:
        return best  # the other has not come yet
    return replace(best, first=min(days), last=max(days))


def _clock_code(phrase: Phrase) -> str:
    """Return ``10:35`` or ``T``-less hours from a clock time in the phrase."""
    word = phrase.word("clockm", "clock") or phrase.word("num", "big", "year", "word")
    if word is None:
        return ""
    text = word.text.replace(" ", "")
    late = text.endswith("pm") or phrase.value("ampm") == "p"
    early = text.endswith("am") or phrase.value("ampm") == "a"
    digits = text.removesuffix("am").removesuffix("pm").replace(".", ":")
    if not digits[0].isdigit():
        digits = word.value
    hour, _, minute = digits.partition(":")
    if not minute and len(hour) in (3, 4):
        hour, minute = hour[:-2], hour[-2:]
    number = int(hour)
    number = number + 12 if late and number < 12 else 0 if early and number == 12 else number
    if number > 24 or int(minute[:2] or 0) > 59:
        msg = f"not a time of day: {word.text!r}"
        raise ValueError(msg)
    return f"{number:02d}:{minute[:2] or '00'}"


def _clock(phrase: Phrase, context: Context) -> Value:
    code = _clock_code(phrase)
    if phrase.has("weekday", "today", "month", "maybe"):
        base = read_day(_after_clock(phrase), context)
    else:
        told = context.entry_day or context.day
        base = values.day(told) if told is not None else None
    if base is None or not base.iso:
        return Value(f"T{code}", grain="T", type=TimexType.TIME, stated=True)
    return values.part(replace(base, iso=base.iso.partition("T")[0]), code)


def _clock_bare(phrase: Phrase, context: Context) -> Value | None:
    """Return "at 1330": four digits that no noun follows."""
    digits = phrase.words[-1].text
    if len(digits) != 4 or (context.after.isalpha() and context.after not in _AFTER_NTH):
        return None
    if digits[:2] in ("19", "20", "21") and digits[2:] not in ("00", "15", "30", "45"):
        return None
    return _clock(phrase, context)


def _after_clock(phrase: Phrase) -> Phrase:
    """Return the phrase without its clock time, so that its numbers are days."""
    cut = max(
        at for at, letter in enumerate(phrase.letters, 1) if letter in _CLOCK_LETTERS or at == 1
    )
    return replace(phrase, letters=phrase.letters[cut:], words=phrase.words[cut:])


def _moment(phrase: Phrase, context: Context) -> Value | None:
    if phrase.has("clock", "clockm", "ampm", "zone"):
        cut = next(
            (at for at, letter in enumerate(phrase.letters) if letter in _CLOCK_START and at > 0),
            len(phrase.letters),
        )
        head = replace(phrase, letters=phrase.letters[:cut], words=phrase.words[:cut])
        tail = replace(phrase, letters=phrase.letters[cut:], words=phrase.words[cut:])
        base = read_day(head, context)
        code = _clock_code(tail)
    else:
        base = read_day(phrase, context)
        code = phrase.value("part")
        if not code:
            return base
    if base is None or not base.iso:
        return base
    part = phrase.word("part")
    if part is not None and part.text.endswith("s") and phrase.has("weekday"):
        iso = f"XXXX-WXX-{int(phrase.value('weekday')) + 1}T{code}"
        return Value(iso, grain="T", type=TimexType.SET, stated=True)
    return values.part(replace(base, iso=base.iso.partition("T")[0]), code)


def _part(phrase: Phrase, context: Context) -> Value | None:
    if phrase.has("every"):
        return Value(f"XXXX-XX-XXT{phrase.value('part')}", grain="T", type=TimexType.SET)
    if phrase.has("today"):
        return _today(phrase, context)
    code = phrase.value("part")
    told = is_narrated(phrase) or phrase.has("next") or not phrase.has("this", "last")
    base = context.day if told else context.published
    if context.after == "that" and context.previous is not None and context.previous.grain == "D":
        base = context.previous.first  # "before dawn that day": the day last named, limit or not
    if base is None:
        return UNRESOLVED
    base += timedelta(days=phrase.has("next") - phrase.has("last"))
    return values.part(values.day(base), code)


def _bare_part(phrase: Phrase, context: Context) -> Value | None:
    word = phrase.words[0]
    if context.before not in _BEFORE_PART or word.text.endswith("s"):
        return None
    return _part(phrase, context)


def _nth(phrase: Phrase, context: Context) -> Value | None:
    """Return "the 9th", a day of the month told last or nearest to the report."""
    word, published = phrase.word("ord"), context.published
    if word is None or not word.text[0].isdigit() or context.before not in _BEFORE_NTH:
        return None
    follows = context.after
    if context.before in _NTH_ALONE:
        if follows in _NTH_NOUNS:
            return None
    elif follows.isalpha() and follows not in _AFTER_NTH:
        return None
    number = int(word.value)
    if not 1 <= number <= 31:
        return None
    if published is None:
        return Value(f"---{number:02d}", grain="D", stated=True)
    step = phrase.has("next") - phrase.has("last")
    steps = (step,) if phrase.has("unit") else (-1, 0, 1)
    months = [values.shift(published.replace(day=1), each, "M") for each in steps]
    days = [
        values.day(each.replace(day=number))
        for each in months
        if number <= monthrange(each.year, each.month)[1]
    ]
    return nearest(days, context) if days else None


def _counted(phrase: Phrase, context: Context) -> Value | None:
    """Return "the day before yesterday", "ten days after 7 August"."""
    at = next(at for at, letter in enumerate(phrase.letters) if letter in _TURN)
    head = replace(phrase, letters=phrase.letters[:at], words=phrase.words[:at])
    tail = replace(phrase, letters=phrase.letters[at + 1 :], words=phrase.words[at + 1 :])
    base = read_feast(tail, context) if tail.has("feast") else read_day(tail, context)
    unit, count = head.value("unit", "units"), quantity(head.letters, head.words)
    if base is None or base.first is None or base.grain != "D" or unit not in ("D", "W"):
        return base
    if count is None and head.has("units"):
        return replace(UNRESOLVED, last=base.first if phrase.has("earlier") else None)
    way = 1 if phrase.letters[at] == KINDS["later"] else -1
    return values.day(values.shift(base.first, way * int(count or 1), unit))


def _day_beside(phrase: Phrase, context: Context) -> Value | None:
    """Return "the day before": in the story, or unresolved before a noun ("the vote")."""
    if phrase.value("unit") != "D":
        return None
    if context.after.isalnum() and context.after not in _AFTER_NTH:
        return UNRESOLVED
    if context.day is None:
        return UNRESOLVED
    return values.day(context.day + timedelta(days=1 if phrase.has("later") else -1))


READERS: Final[Mapping[str, Reader]] = {
    "iso": _iso,
    "days": _days,
    "clock": _clock,
    "clock_bare": _clock_bare,
    "moment": _moment,
    "day": read_day,
    "part_deictic": _part,
    "bare_part": _bare_part,
    "nth": _nth,
    "counted": _counted,
    "day_beside": _day_beside,
}
