"""Numbers in words: "at least a dozen people" is 12 or more."""

import re
from collections.abc import Iterator
from typing import Final

from khabar.record.codes import QuantityKind
from khabar.record.span import Span

__all__ = ["NUMBER", "is_of_earlier_version", "latest_part", "own_part", "read_range"]

_UNITS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * (number + 2)
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_WORDS: Final = "|".join([*_TENS, *reversed(_UNITS)])  # "sixteen" before "six"
NUMBER: Final = rf"(?:\d(?:[\d,.]*\d)?|(?:{_WORDS})(?:-(?:{'|'.join(list(_UNITS)[1:10])}))?\b)"
"""Source of a pattern that finds a number in digits, or in one word."""
_SCALES: Final = {
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
    "lakh": 100_000,
    "crore": 10_000_000,
}
_VAGUE: Final = frozenset({"dozens", "scores", "hundreds", "thousands", "tens", "millions"})
_NONE: Final = frozenset({"no", "none", "nobody", "zero"})
_ONE: Final = frozenset({"a", "an", "another"})
_AT_LEAST: Final = re.compile(
    r"\b(at least|no (?:fewer|less) than|not less than|(?<!no )(?<!not )more than|over|"
    r"as many as .* or more|upwards? of|a minimum of|exceed\w*|above)\b|\+",
    re.IGNORECASE,
)
_AT_MOST: Final = re.compile(
    r"\b(up to|at most|no more than|not more than|fewer than|less than|under|below|as many as|"
    r"a maximum of|nearly|almost)\b",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"\d[\d,.]*\d|\d|[a-z]+", re.IGNORECASE)
_AGE: Final = re.compile(
    r"\b[\w-]+?\s?[- ]\s?years?\s?[- ]\s?olds?\b|"
    r",? aged? (?:between )?[\w-]+(?: (?:and|to) [\w-]+)?|"
    r"(?<=girl of )[\w-]+|(?<=boy of )[\w-]+|(?<=child of )[\w-]+|(?<=man of )[\w-]+",
    re.IGNORECASE,
)
_PART: Final = re.compile(r",\s*(?:and\s+)?(?=[a-z\d])|\s+and\s+", re.IGNORECASE)
_DEAD: Final = re.compile(r"\b(?:dead|killed|bodies|corpses|deaths|fatalities)\b", re.IGNORECASE)
_HURT: Final = re.compile(r"\b(?:wounded|injured|hurt|injuries)\b", re.IGNORECASE)
_RANGE: Final = re.compile(
    r"(?:between\s+)?([\w,.]+)(?:\s*[-–]\s*|\s+(?:to|and|or)\s+)([\w,.]+)", re.IGNORECASE
)
_TO: Final = re.compile(r"\sto\s", re.IGNORECASE)
_COMPOUND: Final = re.compile(
    rf"\b({'|'.join(_TENS)})[-–\s](?=(?:{'|'.join(list(_UNITS)[1:10])})\b)", re.IGNORECASE
)
_GROUPED: Final = re.compile(r"(?<=\d)[\u00a0\u202f\u2009 ](?=\d{3}(?!\d))")
_DECIMAL_COMMA: Final = re.compile(r"\b(\d{1,3}),(\d{1,2})(?=\s+(?:million|billion|thousand)\b)")
_UNSURE: Final = re.compile(
    r"\b(?:several|a few|few|many|some|a number of|half of|most of|a handful of)\s*"
    r"(?=dozen|hundred|thousand|million|people|of\b|$)|\ba few\b|\bseveral\b|\bhalf of\b",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(r"\ba (?:couple|pair) of\b", re.IGNORECASE)
_SCALED: Final = r"(?=(?:million|dozen|thousand|hundred|billion|lakh|crore)\b)"
_FRACTION: Final = re.compile(
    r"\b(?:(an?|one|two|three|four)[\s-]+)?(half|third|quarter|fifth|tenth)s?\s+"
    rf"(?:of\s+)?(?:an?\s+|one\s+)?{_SCALED}",
    re.IGNORECASE,
)
_AND_A_HALF: Final = re.compile(rf"\b([\w.]+)\s+and\s+a\s+half\s+{_SCALED}", re.IGNORECASE)
_SHARE: Final = re.compile(
    r"\b(?:an?|one|two|three|four)[\s-]+(?:third|quarter|fifth|tenth)s?\b", re.IGNORECASE
)
_NUMBER_OF: Final = re.compile(
    r"\b(?:an?|the)\s+(?:\w+\s+)?(?:number|handful|majority|minority)\s+of\b", re.IGNORECASE
)
_THOUSANDTHS: Final = re.compile(
    r"\b(\d{1,3}\.\d{3})(?=\s*(?:million|billion|lakh|crore|m)\b)", re.IGNORECASE
)
_TAKEN_BACK: Final = re.compile(
    r"\s*(?:and\s+)?not\s+(?!(?:all|at|even|fewer|just|less|many|more|only|over|quite|under)\b)",
    re.IGNORECASE,
)
_REVISED: Final = re.compile(rf"\bfrom\s+{NUMBER}\s+(?:\w+\s+)?to\s+({NUMBER})", re.IGNORECASE)
_REVISES: Final = re.compile(
    r"\b(?:adjust|amend|brought|chang|climb|correct|cut|drop|fell|increas|jump|lower|rais|reduc|"
    r"revis|ris|rose|updat)\w*\b[^.;]*$",
    re.IGNORECASE,
)
_NEAR: Final = 90  # letters before "from 17 to 23" in which "revised" stands
_LONGEST: Final = 40  # letters of "from seventeen people to twenty-three"
_EARLIER_VERSION: Final = re.compile(
    r"\b(?:earlier|former|previous|original) (?:version|edition)s? of th(?:is|e) \w+|"
    r"\bth(?:is|e) (?:article|dispatch|report|story) (?:earlier|mistakenly|previously|wrongly|"
    r"incorrectly|originally)\b|\bwe (?:earlier|mistakenly|previously|wrongly|incorrectly) "
    r"(?:gave|reported|said|stated|wrote)\b",
    re.IGNORECASE,
)
_PARTS_OF_ONE: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def read_range(words: str) -> tuple[int | None, int | None] | None:
    """Return the least and the most that words can count.

    Args:
        words: For instance "at least 12 people", "5-7", "two dozen", "dozens", "no one".

    Returns:
        ``(low, high)``, ``None`` for an open end; nothing when no number is stated
        ("dozens" states none, and "not 31" takes one back).
    """
    words = _plain(words)
    if _UNSURE.search(words) or _SHARE.search(words) or _TAKEN_BACK.match(words):
        return None
    tokens = [word.lower() for word in _TOKEN.findall(words)]
    pair = _range_of(words)
    if pair is not None:
        return pair
    least, most = _AT_LEAST.search(words), _AT_MOST.search(words)
    if tokens and tokens[0] in _NONE and not least and not most:
        return (0, 0)
    if _VAGUE & set(tokens):
        return None
    number = _sum_of_parts(words) or _first_number(tokens)
    if number is None:
        return (1, 1) if tokens and tokens[0] in _ONE else None
    if least:
        return (number, None)
    if most:
        return (None, number)
    return (number, number)


def _plain(words: str) -> str:
    """Return the words without ages, with numbers set in one way."""
    words = _AGE.sub(" ", words)
    words = _COMPOUND.sub(r"\1 ", words)
    words = _GROUPED.sub("", words)
    words = _DECIMAL_COMMA.sub(r"\1.\2", words)
    words = _THOUSANDTHS.sub(r"\g<1>0", words)  # 6.360 million is no 6,360 million
    words = _AND_A_HALF.sub(_with_half, words)
    words = _FRACTION.sub(_fraction, words)
    words = _NUMBER_OF.sub("some", words)
    return _PAIR.sub("two", words)


def _fraction(found: re.Match[str]) -> str:
    """Return "a quarter of a" as "0.250000000000 "; what is counted follows."""
    several = _UNITS.get((found[1] or "one").lower(), 1)
    return f"{several / _PARTS_OF_ONE[found[2].lower()]:.12f} "


def _with_half(found: re.Match[str]) -> str:
    """Return "one and a half" as "1.5 "."""
    number = _value(found[1].lower())
    return found[0] if number is None else f"{number + 0.5} "


def _range_of(words: str) -> tuple[int, int] | None:
    """Return the two ends of "5-7", "20 to 30"; of "nine to eight" what it has become."""
    match = _RANGE.search(words)
    if match is None:
        return None
    low = _first_number([t.lower() for t in _TOKEN.findall(match[1])])
    tail = [t.lower() for t in _TOKEN.findall(words[match.start(2) :])]
    high = _first_number(tail)
    if low is not None and high is not None and low > high and _TO.search(match[0]):
        return (high, high)
    if (
        low is None
        or high is None
        or low >= high
        or (words[match.end(1)].isspace() and (_counts_own(match[1], words)))
    ):
        return None
    scale = next((_SCALES[t] for t in tail[1:2] if t in _SCALES), 1)
    return (low * scale if low < scale and high >= scale else low, high)


def _counts_own(first: str, words: str) -> bool:
    """Return whether the first number is part of a longer one ("hundred and twenty")."""
    before = words[: words.index(first)].lower().split()
    is_scale = first.lower() in _SCALES
    return is_scale or bool(before and before[-1] in _SCALES)


def _sum_of_parts(words: str) -> int | None:
    """Return the sum of "three children and two women"; nothing for other wordings."""
    parts = _PART.split(words)
    if len(parts) < 2:
        return None
    numbers = []
    for part in parts:
        tokens = [word.lower() for word in _TOKEN.findall(part)]
        number = _first_number(tokens[:2])
        if number is None and tokens[:1] and tokens[0] in _ONE:
            number = 1
        if number is None or len(tokens) < 2 or tokens[-1] in _SCALES or _value(tokens[-1]):
            return None
        numbers.append(number)
    return sum(numbers)


def _first_number(tokens: list[str]) -> int | None:
    """Return the first number that the tokens spell, in digits or words."""
    total = held = 0.0
    seen = False
    for word in tokens:
        value = _value(word)
        if value is not None:
            if seen and word[0].isdigit():
                break
            held += value
            seen = True
        elif word in _SCALES and (seen or word != "m"):
            held = (held or 1.0) * _SCALES[word]
            seen = True
            if _SCALES[word] >= 1_000:
                total, held = total + held, 0.0
        elif seen and word != "and":
            break
    return round(total + held) if seen else None


def _value(word: str) -> float | None:
    if word[0].isdigit():
        digits = word.replace(",", "")
        whole, dot, part = digits.partition(".")
        if dot and len(part) == 3 and part.isdigit():
            whole, part = whole + part, ""  # 1.200 in continental style
        if not whole.isdigit() or len(whole) > 15 or (part and not part.isdigit()):
            return None
        return float(f"{whole}.{part or 0}")
    return _UNITS.get(word, _TENS.get(word))


def own_part(text: str, *, span: Span, kind: QuantityKind) -> Span:
    """Return the part of a count that is of its kind: "three bodies and fourteen wounded".

    Args:
        text: Full text of the report.
        span: The words of the count.
        kind: What is counted.

    Returns:
        The first part with a number for the dead, or for the wounded, where both stand side by
        side; else the words as they are.
    """
    counted = {QuantityKind.KILLED: (_DEAD, _HURT), QuantityKind.INJURED: (_HURT, _DEAD)}
    if kind not in counted:
        return span
    own, other = counted[kind]
    parts = [part for part in _parts(text, span) if read_range(part.quote(text)) is not None]
    if not any(other.search(part.quote(text)) for part in parts):
        return span
    return next((part for part in parts if own.search(part.quote(text))), span)


def _parts(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for mark in _PART.finditer(text, span.start, span.end):
        yield Span(start, mark.start())
        start = mark.end()
    yield Span(start, span.end)


def latest_part(text: str, *, span: Span) -> Span:
    """Return what a count has become: the 23 of "was revised from 17 to 23".

    Args:
        text: Full text of the report.
        span: The words of the count.

    Returns:
        The words of the later number where a count is said to change; else the words as given.
    """
    first, last = max(0, span.start - _LONGEST), span.end + _LONGEST
    for found in _REVISED.finditer(text, first, last):
        told = Span(found.start(), found.end())
        if told.overlaps(span) and _REVISES.search(text, max(0, told.start - _NEAR), told.start):
            return Span(found.start(1), found.end(1))
    return span


def is_of_earlier_version(sentence: str) -> bool:
    """Return whether a sentence tells what an earlier version of its report had wrong.

    Args:
        sentence: Its words.
    """
    return _EARLIER_VERSION.search(sentence) is not None
