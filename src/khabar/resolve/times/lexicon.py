"""The words that times are made of, and how a sentence is spelt in them.

A sentence becomes one letter per word ("on Friday, 27 August" is ``pWknM``), so that
the grammar can be ordinary regular expressions over a very short string.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from khabar.resolve.times.festivals import FEASTS, feast_key

__all__ = ["ANCHORS", "KINDS", "Word", "find_anchor", "spell"]

KINDS: Final[Mapping[str, str]] = {
    name: chr(0x41 + index) if index < 26 else chr(0x3B1 + index - 26)
    for index, name in enumerate(
        (
            "weekday wday month maybe year num big word vague ord unit units quarter part "
            "clock ampm clockm season today last next this same latest a the ago earlier "
            "later before after early edge of approx since until by from between to and or "
            "comma dash poss on in at every iso decade zone hijri solar now past soon feast "
            "often weekend long old then longunit half fiscal consecutive more so both future eve "
            "running qcode "
            "other"
        ).split()
    )
}
_OTHER: Final = KINDS["other"]

_MONTHS: Final = (
    "january february march april may june july august september october november december"
).split()
_DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_HIJRI: Final = {
    "muharram": 1, "safar": 2, "ramadan": 9, "ramazan": 9, "ramadhan": 9, "rajab": 7,
    "shaban": 8, "sha'ban": 8, "sha’ban": 8, "shawwal": 10, "rabiulawal": 3,
    "zulhijja": 12, "zulhijjah": 12, "dhul-hijjah": 12, "dhul-hijja": 12, "zulqada": 11,
    "zulqadah": 11, "dhul-qadah": 11, "zilhajj": 12, "ziqad": 11,
}  # fmt: skip
_SOLAR: Final = {
    "hamal": 1, "farvardin": 1, "sawr": 2, "saur": 2, "ordibehesht": 2, "jawza": 3,
    "khordad": 3, "saratan": 4, "tir": 4, "asad": 5, "mordad": 5, "sonbola": 6,
    "sunbula": 6, "shahrivar": 6, "mizan": 7, "mehr": 7, "aqrab": 8, "aban": 8,
    "qaws": 9, "qaus": 9, "azar": 9, "jadi": 10, "dalw": 11, "dalwa": 11, "bahman": 11,
    "hut": 12, "hoot": 12, "esfand": 12,
}  # fmt: skip
_NUMBERS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_UNITS: Final = {
    "minute": "MIN", "hour": "H", "day": "D", "week": "W", "fortnight": "FN",
    "month": "M", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
_PARTS: Final = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO",
    "dusk": "EV", "noon": "12:00", "midday": "12:00", "midnight": "NI", "sunrise": "MO",
    "sunset": "EV", "nighttime": "NI", "daybreak": "MO", "nightfall": "EV", "noontime": "12:00",
    "lunchtime": "12:00", "sundown": "EV", "midmorning": "MO", "midafternoon": "AF",
}  # fmt: skip
_PLAIN: Final = {
    "season": "spring=SP summer=SU autumn=FA fall=FA winter=WI",
    "today": "today=0 yesterday=-1 tomorrow=1 tonight=0NI overnight=0NI",
    "last": "last past previous preceding prior",
    "next": "next coming following upcoming ensuing",
    "this": "this current these",
    "same": "same that",
    "latest": "latest recent",
    "a": "a an",
    "the": "the its their his her",
    "ago": "ago",
    "earlier": "earlier before previously",
    "later": "later after afterwards afterward hence",
    "early": "early=START late=END mid=MID",
    "edge": "beginning=START start=START end=END middle=MID close=END outset=START",
    "of": "of",
    "approx": (
        "about nearly almost around some over approximately roughly just only least most less "
        "than up under exactly full whole another entire roughly"
    ),
    "more": "more",
    "since": "since",
    "until": "until till",
    "by": "by",
    "from": "from",
    "between": "between",
    "to": "to through thru",
    "and": "and",
    "or": "or",
    "on": "on",
    "in": "in during within for over throughout",
    "at": "at",
    "every": "every each",
    "zone": "gmt utc est edt pst pdt cst cet bst local time ist hrs hours",
    "now": "now=PRESENT currently=PRESENT nowadays=PRESENT presently=PRESENT",
    "past": "recently=PAST lately=PAST formerly=PAST",
    "soon": "soon=FUTURE",
    "eve": "eve",
    "running": "running",
    "qcode": "",
    "often": (
        "daily=P1D weekly=P1W monthly=P1M yearly=P1Y annually=P1Y hourly=PT1H nightly=P1D "
        "biweekly=P2W fortnightly=P2W"
    ),
    "weekend": "weekend weekends",
    "long": "long",
    "longunit": "daylong=D weeklong=W monthlong=M yearlong=Y hourlong=H decadelong=DE",
    "old": "old olds",
    "then": "then",
    "half": "half 1/2 ½",
    "fiscal": "fiscal financial calendar fy",
    "consecutive": "consecutive straight successive trading working business",
    "vague": "few several couple=2 many dozen=12 numerous countless",
    "quarter": "quarter quarters",
    "so": "so",
    "both": "period periods",
    "future": "future",
    "other": "",
}


def _pairs(words: str) -> Mapping[str, str]:
    """Return ``word=value`` pairs; a word alone has an empty value."""
    split = (word.partition("=") for word in words.split())
    return {word: value for word, _, value in split}


def _word_table() -> Mapping[str, tuple[str, str]]:
    """Return each word's letter and value."""
    table: dict[str, tuple[str, str]] = {}

    def put(kind: str, words: Mapping[str, str]) -> None:
        table.update((word, (KINDS[kind], value)) for word, value in words.items())

    for kind, words in _PLAIN.items():
        put(kind, _pairs(words))
    put("month", {name: str(at) for at, name in enumerate(_MONTHS, 1)})
    put("month", {name[:3]: str(at) for at, name in enumerate(_MONTHS, 1)} | {"sept": "9"})
    put("maybe", {"may": "5", "march": "3", "mar": "3", "dec": "12", "jan": "1"})
    put("weekday", {name: str(at) for at, name in enumerate(_DAYS)})
    put("weekday", {name + "s": str(at) for at, name in enumerate(_DAYS)})
    put("wday", {name[:3]: str(at) for at, name in enumerate(_DAYS)})
    put("wday", {"tues": "1", "thur": "3", "thurs": "3", "weds": "2"})
    put("feast", {name: code for name, code in FEASTS.items() if " " not in name})
    put("hijri", {name: str(at) for name, at in _HIJRI.items()})
    put("solar", {name: str(at) for name, at in _SOLAR.items()})
    put("word", {name: str(at) for at, name in enumerate(_NUMBERS)})
    put("word", {name: str(at) for at, name in zip(range(20, 100, 10), _TENS, strict=True)})
    put("word", {"hundred": "100", "thousand": "1000"})
    put("ord", {name: str(at) for at, name in enumerate(_ORDINALS, 1)})
    put("decade", {name[:-1] + "ies": f"19{at}0" for at, name in enumerate(_TENS, 2)})
    put("unit", _UNITS)
    put("units", {name + "s": value for name, value in _UNITS.items()})
    put("units", {"centuries": "CE", "seconds": "S"})
    put("part", _PARTS)
    put("part", {name + "s": value for name, value in _PARTS.items()})
    return table


_WORDS: Final = _word_table()

_LONG_MONTHS: Final = {
    "rabi al awwal": 3, "rabi al thani": 4, "rabi al akhir": 4, "jumada al awwal": 5,
    "jumada al ula": 5, "jumada al thani": 6, "jumada al akhira": 6, "dhu al qadah": 11,
    "dhul qadah": 11, "dhu al qidah": 11, "dhu al hijjah": 12, "dhul hijjah": 12,
}  # fmt: skip
_SEVERAL: Final = "|".join(
    name
    .replace("st ", "st. ")
    .replace("s", "['’]?s['’]?")
    .replace(". ", "[.]? ")
    .replace(" ", r"[\s\-–]+")
    for name in sorted((*FEASTS, *_LONG_MONTHS), key=len, reverse=True)
    if " " in name
)
_YEAR_WORDS: Final = (
    rf"(?:nine|eigh)teen[\s-](?:{'|'.join(_TENS)}|{'|'.join(_NUMBERS[10:])})"
    rf"(?:[\s-](?:{'|'.join(_NUMBERS[1:10])}))?\b(?!-)"
)
_TOKEN: Final = re.compile(
    rf"{_YEAR_WORDS}|(?=[abcdeghijlmnopqrstvwy])(?:{_SEVERAL})\b(?!['’])|"
    r"""
    [^\W\d_]{3,}+(?![.])                                # most words
  | \d{4}-\d\d-\d\d(?:T\d\d:?\d\d)?(?!\d)            # 2021-08-27
  | \d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d\d)(?![\d%])    # 27-08-2021
  | \d{1,2}:\s?\d\d(?::\d\d)?(?:\s?[ap]m\b)?          # 10:35
  | ['’]\d0s\b | \b(?:1\d|20)\d0['’]?s\b
  | (?:(?<=the\s)|(?<=mid-)|(?<=early\s)|(?<=late\s))[6-9]0s\b
  | (?:(?<=since\s)|(?<=in\s)|(?<=of\s))['’]\d\d\b(?!s)                     # 1990s
  | \d+(?:st|nd|rd|th)\b                              # 3rd
  | \d{1,2}(?:\.\d\d)?[ap]m\b                         # 1pm
  | \b(?:q[1-4]|[1-4]q|h[12])\b | \bfy(?=\s?\d{4})
  | \(\d{4}\s?GMT\) | 9/11
  | 1/2(?!\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))
  | \d+(?:,\d{3})+(?:\.\d+)? | \d+\.\d+ | \d+
  | \b[ap]\.\s?m\b\.? | \b[ap]m\b
  | \b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.
  | [^\W\d_]+
  | ['’]s\b
  | [^\w\s]
""",
    re.VERBOSE | re.IGNORECASE,
)
_PIVOT: Final = 40  # '39 is 2039, '40 is 1940
_CODES: Final = {f"q{at}": f"Q{at}" for at in range(1, 5)} | {
    **{f"{at}q": f"Q{at}" for at in range(1, 5)}, "h1": "H1", "h2": "H2",
}  # fmt: skip
_MARKS: Final = {
    ",": "comma", "-": "dash", "–": "dash", "—": "dash", "/": "dash", "'s": "poss", "’s": "poss",
    "'": "poss", "’": "poss",
}  # fmt: skip
_DIGITS: Final = (  # first match wins
    (re.compile(r"9/11$|\d{4}-\d\d-\d\d|\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d\d)$"), "iso"),
    (re.compile(r"\d{1,2}:\s?\d\d"), "clock"),
    (re.compile(r"['’]?\d+['’]?s$"), "decade"),
    (re.compile(r"['’]\d\d$"), "year"),
    (re.compile(r"\d+(?:st|nd|rd|th)$"), "ord"),
    (re.compile(r"\d{1,2}(?:\.\d\d)?[ap]m$"), "clockm"),
    (re.compile(r"(?:1[0-9]|20|21)\d\d$"), "year"),
    (re.compile(r"0?[1-9]$|[12]\d$|3[01]$"), "num"),
    (re.compile(r""), "big"),
)
_ANCHOR_KINDS: Final = frozenset(
    KINDS[kind]
    for kind in (
        "weekday wday month maybe unit units quarter part season today now past soon feast "
        "often weekend hijri solar decade longunit qcode"
    ).split()
)
ANCHORS: Final = "".join(sorted(_ANCHOR_KINDS))
_ANCHOR_WORDS: Final = frozenset(
    {word for word, (kind, _) in _WORDS.items() if kind in _ANCHOR_KINDS}
    | {name.split()[-1] for name in (*FEASTS, *_LONG_MONTHS)}
    | {"q", "h", "fy", "past", "future", "eighteen", "nineteen"}
)
_SHORT: Final = re.compile(r"[a-z]+|\d+")
_NUMERIC: Final = re.compile(
    r"\b9/11\b|(?<![\d.,$€£])(?:1\d|20|21)\d\d(?![\d%])|\d[:/.-]\s?\d\d|\d[ap]m\b"
    r"|\d0s\b|['’]\d\d\b|\d(?:st|nd|rd|th)\b|since then"
    r"|\d\s?[ap]\.\s?m\b|\bat\s(?:about\s|around\s)?[012]\d[0-5]\d\b"
)


class Word(NamedTuple):
    """A word of a sentence as the grammar sees it.

    Attributes:
        start: First code point in the text.
        end: One past the last code point.
        text: The word in lower case, without the full stop of an abbreviation.
        value: What it stands for: a month's number, a unit's code, the digits.
        capital: It begins with a capital letter and goes on in small ones.
    """

    start: int
    end: int
    text: str
    value: str
    capital: bool


def find_anchor(sentence: str) -> bool:
    """Return whether a sentence can hold a time at all.

    Args:
        sentence: Its text in lower case.

    Returns:
        ``False`` only when no word and no number could begin a time.
    """
    if not _ANCHOR_WORDS.isdisjoint(_SHORT.findall(sentence)):
        return True
    return _NUMERIC.search(sentence) is not None


def spell(text: str, *, start: int, end: int) -> tuple[str, list[Word]]:
    """Spell a sentence with one letter per word.

    Args:
        text: Full text of the report.
        start: First code point of the sentence.
        end: One past its last code point.

    Returns:
        The letters and, one for each, the words.
    """
    letters, words = [], []
    for match in _TOKEN.finditer(text, start, end):
        raw = match.group()
        letter, value, low, capital = _classify(raw)
        letters.append(letter)
        words.append(Word(match.start(), match.end(), low, value, capital))
    return "".join(letters), words


@lru_cache(maxsize=8192)
def _classify(raw: str) -> tuple[str, str, str, bool]:
    """Return a token's letter, value, plain form and whether it is capitalised."""
    return *_classify_word(raw.lower()), raw.istitle()


def _classify_word(low: str) -> tuple[str, str, str]:
    """Return the letter, value and plain form of a token in lower case."""
    known = _WORDS.get(low)
    if known is not None:
        return known[0], known[1], low
    if low in _CODES:
        return KINDS["qcode"], _CODES[low], low
    first = low[0]
    if first == "(" and len(low) > 1:
        return KINDS["zone"], "", low
    if first.isdigit() or (first in "'’" and len(low) > 2 and low[1].isdigit()):
        return _classify_digits(low)
    if low in _MARKS:
        return KINDS[_MARKS[low]], "", low
    if len(low) > 6 and not low.isalpha():
        several = _classify_several(low)
        if several is not None:
            return several
    if low[-1] == ".":
        bare = low[:-1]
        if bare in _WORDS:
            letter, value = _WORDS[bare]
            letter = KINDS["month"] if letter == KINDS["maybe"] else letter
            return letter, value, bare
        if low[0] in "ap":
            return KINDS["ampm"], low[0], low
    if low in ("am", "pm") or (len(low) > 2 and low[0] in "ap" and "." in low):
        return KINDS["ampm"], low[0], low
    return _OTHER, "", low


def _classify_several(low: str) -> tuple[str, str, str] | None:
    """Return the letter, value and plain form of a year or name of several words."""
    if low.startswith(("nineteen", "eighteen")):
        spoken = [_WORDS[part][1] for part in re.split(r"[\s-]", low)]
        year = 100 * int(spoken[0]) + sum(int(part) for part in spoken[1:])
        return KINDS["year"], "", str(year)
    key = feast_key(low)
    if key in FEASTS:
        return KINDS["feast"], FEASTS[key], key
    if key in _LONG_MONTHS:
        return KINDS["hijri"], str(_LONG_MONTHS[key]), key
    return None


def _classify_digits(low: str) -> tuple[str, str, str]:
    """Return letter, value and form of what begins with a digit."""
    for pattern, kind in _DIGITS:
        if pattern.match(low):
            if kind == "year" and len(low) == len("'84"):
                low = f"{'20' if int(low[1:]) < _PIVOT else '19'}{low[1:]}"
            digits = low.rstrip("stndrhapm '’") if kind in ("ord", "decade") else low
            return KINDS[kind], digits.lstrip("'’"), low
    return _OTHER, "", low
