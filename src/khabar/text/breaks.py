"""Where a sentence ends inside a paragraph."""

import re
from collections.abc import Iterator
from typing import Final

from khabar.record.span import Span
from khabar.text.quotes import find_quotes

__all__ = ["find_sentences"]

_CLOSERS: Final = "\"'”’»)\\]"
_OPENERS: Final = "\"'“‘«([*_"
_END: Final = re.compile(rf"(?:\.(?:[ ]?\.)+|[.!?…‽。！？۔؟।]+)(?P<close>[{_CLOSERS}]*)(?=\s)")
_WORD_BEFORE: Final = re.compile(r"[\w.'’&-]*$")
_NEXT: Final = re.compile(rf"\s+(?P<open>[{_OPENERS}\s-]*)(?P<word>[\w'’.-]*)")
_INITIAL: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_SPEECH: Final = re.compile(
    r"\s+(?:[\w.'’-]+\s+){0,5}?(?:said|says|told|asked|added|shouted|chanted|cried|wrote|read|"
    r"replied|declared|exclaimed|insisted|warned|tweeted)\b"
)
_ASIDE: Final = re.compile(r"\([^()]{3,150}\)(?=\s+[A-Z\"“])")  # (File photo) The convoy ...
_LOOK_BACK: Final = 40  # code points; longer words are no abbreviations

# Never end a sentence: something always follows.
_LEADING: Final = frozenset(
    "mr mrs ms mx dr gen col lt maj capt cpl sgt cmdr comdr cdr brig adm pvt pte sen rep reps sens "
    "gov prof hon rev fr st ste ft mt messrs mme mlle sr sra supt insp det ins "
    "const asst ald atty pres amb min smt shri engr comm ing lic arq dra sgts "
    "no nos rs vs v vol pp fig art sec ch para op cf e.g i.e eg ie ca viz approx al-s "
    "lt.-gen maj.-gen lt.-col brig.-gen vice-adm".split()
)
# May end a sentence: the next word decides.
_OPEN: Final = frozenset(
    "jr sr inc ltd co corp cos bros llc plc dept div est etc al u.s u.k u.n e.u u.s.a u.s.s.r "
    "d.c l.a n.y u.a.e d.r.c a.m p.m a.d b.c ph.d m.d "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore pa tenn tex va vt wash wis wyo ave blvd rd hwy sq".split()
)
_BRACKETED: Final = frozenset("retd ret jr sr".split())  # Lt. Gen. (Retd.) Bhatt
_UPPER: Final = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_MONTHS: Final = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_STARTERS: Final = frozenset(
    "a after all also although an and another are as at because before both but by despite during "
    "each earlier even few following for former he her his however i if in is it its last later "
    "many meanwhile more most much neither no nobody none nor not now officials on once one only "
    "or other our she since so some still such that the their then there these they this those "
    "though to today under until we what when where while who why with yesterday yet you".split()
)


def find_sentences(text: str, *, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of a paragraph, trimmed of white space.

    A quotation is never cut: "We waited. Nobody came," she said, is one sentence.

    Args:
        text: Full text of the report.
        start: First code point of the paragraph, not white space.
        end: One past its last code point, not white space.

    Yields:
        Spans that hold every code point which is not white space, in order.
    """
    first = start
    is_lower = _UPPER.search(text, start, end) is None
    quotes = find_quotes(text, start=start, end=end)
    quote = next(quotes, None)
    for match in _END.finditer(text, start, end):
        while quote is not None and quote.end <= match.start():
            quote = next(quotes, None)
        if quote is not None and quote.start < match.start() and match.end() < quote.end:
            continue
        if first > start and (aside := _ASIDE.match(text, first, match.end())):
            yield Span(first, aside.end())
            first = _skip_space(text, aside.end())
        if _ends_here(text, match, first=first, end=end, is_lower=is_lower):
            yield Span(first, match.end())
            first = _skip_space(text, match.end())
    if first > start and (aside := _ASIDE.match(text, first, end)):
        yield Span(first, aside.end())
        first = _skip_space(text, aside.end())
    if first < end:
        yield Span(first, end)


def _skip_space(text: str, position: int) -> int:
    """Return the first position that is not white space."""
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends_here(text: str, match: re.Match[str], *, first: int, end: int, is_lower: bool) -> bool:
    """Return whether a sentence ends at this mark."""
    following = _NEXT.match(text, match.end(), end)
    if following is None:
        return False
    opened, word = following["open"], following["word"]
    if word[:1].islower() and not is_lower and not (opened.strip() and match["close"]):
        return False
    mark = text[match.start()]
    if mark != "." or match.end() - len(match["close"]) - match.start() > 1:
        return not (match["close"] and _SPEECH.match(text, match.end(), min(end, match.end() + 80)))
    before = _WORD_BEFORE.search(text, max(first, match.start() - _LOOK_BACK), match.start())
    if match["close"]:
        return before is None or before[0].lower() not in _BRACKETED
    return _full_stop_ends(before[0] if before else "", word, is_first=_is_first(before, first))


def _is_first(before: re.Match[str] | None, first: int) -> bool:
    """Return whether nothing but this word stands in the sentence so far."""
    return before is not None and before.start() <= first + 1


def _full_stop_ends(before: str, after: str, *, is_first: bool) -> bool:
    """Return whether the full stop after ``before`` ends the sentence.

    Args:
        before: The word in front of the full stop, without it.
        after: The next word; empty when a mark stands there.
        is_first: Nothing else stands in the sentence: ``1.`` or ``B.`` number an item.
    """
    key = before.lower().strip("'’-.")
    if is_first and (key.isdigit() or len(key) == 1):
        return False
    if key in _LEADING:
        return key == "no" and not after[:1].isdigit()
    starts = after.lower().rstrip(".") in _STARTERS
    if key in _OPEN:
        return starts and not (key in _MONTHS and after[:1].isdigit())
    if _INITIAL.fullmatch(before):
        return starts
    return True
