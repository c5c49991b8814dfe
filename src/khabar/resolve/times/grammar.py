"""The grammar of time expressions, over sentences spelt one letter per word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from khabar.resolve.times.lexicon import ANCHORS, KINDS, Word

__all__ = ["Phrase", "find_phrases"]

_MACROS: Final = {
    "D": "[num ord]",
    "MON": "[month maybe]",
    "WD": "[weekday wday]",
    "YEARLY": "(comma? of? year | of? (last|this|next|same) unit)",
    "NUM": (
        "((half a|a|num|big|word|vague of?|half)"
        "((dash|and)? [num big word half]|and a half|vague of?){0,6})"
    ),
    "X": "(at? approx (to|approx){0,4})",
    "UN": "[unit units quarter]",
    "EARLY": (
        "((the? early part? units? of|early dash? (on|in|at|of)?|earlier on?|later on?"
        "|the? edge of) the?)"
    ),
    "ZONE": "(zone zone?)",
    "CLOCK": "((clock|num|big|year|word) ampm ZONE?|clockm ZONE?|clock ZONE?|[big year] zone)",
}
_DAY: Final = (
    "((WD poss? comma?)? the? (MON D (comma? year|(comma|of)? [last this next] unit)?"
    "|D of? MON YEARLY?)|[last next this same latest]? weekday|today)"
)
_DEIXIS: Final = "[last next this same latest]"

# First match wins at each position, so that longer readings stand before shorter ones.
_RULES: Final[tuple[tuple[str, str], ...]] = (
    ("iso", "iso (comma year)?"),
    ("hijri", "the? D of? hijri (comma? year)?|hijri (D comma?)? year|hijri"),
    ("solar", "the? D of? solar (comma? year)?|solar (D comma?)? year"),
    (
        "days",
        (
            "(EARLY? the early? part (of|on|from|between)? the?)?"
            "(D (dash|to|and|until|or) D of? MON YEARLY?"
            "|MON D (dash|to|until) D (comma? year)?(?!UN)|between MON D and D (comma? year)?)"
        ),
    ),
    ("clock", f"CLOCK comma? on? {_DAY} part?|CLOCK"),
    ("clock_bare", "at approx? [big year](?!dash|zone|ampm|UN|more|and|to|comma? [year big num])"),
    (
        "moment",
        (
            f"(EARLY? at? (the|this|last|same)? early? part (of|on|comma)? {_DAY})"
            f"|EARLY? {_DAY} comma? (poss? (early? dash? part)|(at|approx){{0,3}} CLOCK)"
        ),
    ),
    ("weekday_ahead", "X? NUM UN from [weekday wday]"),
    ("eve", "the? eve of the? feast (comma? year)?"),
    ("counted", f"(the? unit|X? NUM UN) (earlier|later) (the? {_DAY}|last? feast (comma? year)?)"),
    ("nth_weekday", "the? [ord last] weekday [of in] (MON YEARLY?|the? D? hijri)"),
    ("day", f"EARLY? this? {_DAY}"),
    ("deictic_month", f"EARLY? {_DEIXIS} [month maybe] D?"),
    ("month", "EARLY? MON YEARLY"),
    ("week_of", "the? unit of (the)? MON D (comma? year)?"),
    ("month_day", "the? D unit of (hijri|solar) (comma? year)?"),
    ("month_day", "the? [ord last] unit of MON YEARLY?"),
    ("month", "EARLY? the? unit of MON YEARLY?|EARLY? month"),
    ("month_edge", "(early dash?|the? early? edge of) maybe"),
    ("month_word", "maybe"),
    ("nth", "the ord (of? [last next this same] unit)?(?!dash? [unit units quarter part half])"),
    (
        "season",
        f"EARLY? ({_DEIXIS} latest?|the|in|since|early) early? season (YEARLY)?|season (of? year)",
    ),
    (
        "quarter",
        (
            "(last|this|next) unit poss? fiscal? ord dash? quarter|the? year ord quarter"
            "|the? [last this latest]? fiscal? ord dash? quarter (YEARLY|of? fiscal year)?"
        ),
    ),
    ("qcode", "qcode (of? fiscal? year)|year dash? qcode|qcode"),
    ("half_year", "the? [ord last latest] half of (year|the? [last next this]? unit)"),
    (
        "back_quarter",
        (
            "the? unit dash [ago earlier] ((ord dash?)? quarter|both)|last unit poss quarter"
            "|the? same? [quarter both] (last unit|a unit [ago earlier])"
        ),
    ),
    ("the_quarter", "the (latest|last)? quarter poss?|the latest both|the year [both quarter]"),
    (
        "ago",
        (
            "X? more? NUM more? consecutive? dash? UN (or so)? dash?"
            "(ago|earlier|later|before|after|from now)"
        ),
    ),
    ("ago", "unit dash (ago|earlier)"),
    ("century", "the? early? ord dash? unit(?!of)"),
    ("running", "in? (the|a)? D consecutive [unit part]|in? (the|a)? D [unit part] running"),
    ("ordinal", "the? D unit of|(the|a)? ord unit"),
    ("since_then", "since then"),
    (
        "span",
        (
            "X? the? [last next latest this] approx? NUM more? consecutive? "
            "[unit units quarter season weekend]"
        ),
    ),
    ("few", "the? [latest next last this] [units]"),
    (
        "part_deictic",
        ("(earlier|later|early)? the? (this|last|next|same|every) part|(at|the) part|today"),
    ),
    ("bare_part", "part"),
    (
        "deictic_unit",
        "EARLY? the? (last|next|this|same|latest) (fiscal|latest)? (unit|quarter) poss?",
    ),
    ("weekend", "(the|last|next|this|latest|same|in){0,4} weekend"),
    (
        "edge",
        "the? edge of the? [last next this]? (unit|quarter|year)|unit (dash|poss)? edge",
    ),
    ("early_unit", "(earlier|later|early) (in|on)? the? [last next this same]? unit"),
    ("often", "often|every approx? NUM? (unit|units|weekday|quarter|part|season|month|maybe)"),
    ("duration_to", "X? between? [num big] (and|to|or) [num big] dash? [unit units]"),
    (
        "duration",
        (
            "X? a unit and a half|NUM units and NUM [unit units]"
            "|X? more? NUM more? consecutive? dash? UN (dash long)?(?!dash? old)"
            "|[unit units] dash long|longunit"
        ),
    ),
    ("duration_to", "NUM (to|or|dash) NUM dash? UN"),
    ("loose", "units [ago earlier later]"),
    ("day_beside", "the unit [earlier later]"),
    ("bare_units", "units"),
    ("decade", "(the|in|since)? (early|edge of the?)? dash? decade"),
    ("year", "EARLY? the? (fiscal? unit|fiscal)? year"),
    ("year_words", "(the unit)? word dash? word (dash? word)?"),
    ("past_future", "the [last future]"),
    ("now", "now"),
    ("past", "past"),
    ("soon", "soon"),
    ("told_unit", "the (fiscal|approx)? unit(?!dash|poss)"),
    ("feast", "(last|next|this)? feast (unit)? (comma? year)?"),
)

_DATES: Final = frozenset("day moment month season year early_unit".split())
"""Rules under which "earlier" belongs to the time ("earlier on Monday") and "before" limits it."""

_NAME: Final = re.compile(r"[A-Z]+|[a-z]+")


def _compile(rule: str) -> str:
    """Return a rule as a regular expression over letters."""

    def letters(match: re.Match[str]) -> str:
        name = match.group()
        return f"(?:{_compile(_MACROS[name])})" if name in _MACROS else KINDS[name]

    return _NAME.sub(letters, rule).replace(" ", "").replace("(", "(?:").replace("(?:?", "(?")


_GRAMMAR: Final = re.compile(
    "|".join(f"(?P<r{at}>{_compile(rule)})" for at, (_, rule) in enumerate(_RULES))
)

_STARTERS: Final = "".join(
    KINDS[kind] for kind in "year clock clockm iso ampm zone word future last ord then".split()
)
_RUN: Final = re.compile(f"[^{KINDS['other']}]++")
_STARTED: Final = re.compile(f"[{ANCHORS}{_STARTERS}]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Neighbouring words that a rule accepted.

    Attributes:
        rule: Name of the rule.
        letters: One letter per word.
        words: The words.
        first: Index of the first word in its sentence.
    """

    rule: str
    letters: str
    words: tuple[Word, ...]
    first: int

    @property
    def last(self) -> int:
        """Index, in the sentence, of the word after the phrase."""
        return self.first + len(self.words)

    def has(self, *kinds: str) -> bool:
        """Return whether a word of one of these kinds is in the phrase."""
        return any(KINDS[kind] in self.letters for kind in kinds)

    def word(self, *kinds: str) -> Word | None:
        """Return the first word that is of one of these kinds, in the order asked."""
        for kind in kinds:
            at = self.letters.find(KINDS[kind])
            if at >= 0:
                return self.words[at]
        return None

    def value(self, *kinds: str) -> str:
        """Return what the first word of these kinds stands for; empty when there is none."""
        word = self.word(*kinds)
        return word.value if word is not None else ""

    def number(self, *kinds: str) -> int | None:
        """Return the first word of these kinds as a number; ``None`` when there is none."""
        digits = self.value(*kinds)
        return int(digits) if digits else None


def find_phrases(letters: str, words: list[Word]) -> Iterator[Phrase]:
    """Find the stretches of a spelt sentence that the grammar accepts.

    Args:
        letters: One letter per word.
        words: The words.

    Yields:
        Phrases in order, not overlapping.
    """
    for run in _RUN.finditer(letters):
        if _STARTED.search(run.group()) is None:
            continue
        for match in _GRAMMAR.finditer(letters, *run.span()):
            start, end = match.span()
            rule = _RULES[int((match.lastgroup or "r0")[1:])][0]
            start += rule in _DATES and words[start].text == "before" and end - start > 1
            yield Phrase(rule, letters[start:end], tuple(words[start:end]), start)
