"""Title, dateline and body of a text, and what the dateline says."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from khabar.intake.dates import DAY, DatedStretch, find_day
from khabar.record.report import Block, BlockKind
from khabar.record.span import Span

__all__ = ["Heading", "complete_year", "find_title_day", "read_heading"]

_HEADLINE_WORDS: Final = 40  # a longer first line is a paragraph
_HEADLINE_LENGTH: Final = 120  # code points; a longer line is prose
_KICKERS: Final = frozenset(
    "ALERT ANALYSIS BACKGROUND BREAKING BRIEF CORRECTION EDITORIAL EXCLUSIVE EXPLAINER FACTBOX "
    "CENTRE EAST NORTH SOUTH WEST FEATURE FILE FLASH HIGHLIGHTS IN INTERVIEW JUST LATEST LIVE "
    "NEWS NOTE OPINION PHOTOS RECAP "
    "REPORT SUMMARY TALKS UPDATE UPDATED URGENT VIDEO WATCH "
    "BULLETIN CONFLICT DAILY DIGEST MONITOR REVIEW ROUNDUP SECURITY SITREP SITUATION UPDATES "
    "WEEKLY".split()
)
_LOOK_AT: Final = 4  # paragraphs in which a dateline may stand
_FARTHEST: Final = 300  # code points of a paragraph looked at

_WEEKDAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split()
)
_DASH: Final = r"(?:\s*[-–—]{1,2}\s+|\s*:\s+)"
_PLACE: Final = (
    r"(?P<place>[A-ZÀ-Þ][\w'’.-]*(?:[ /][A-ZÀ-Þ][\w'’.-]*){0,4}"
    r"(?:,\s+[A-ZÀ-Þ][\w'’.-]*(?: (?:of |the |and )?[A-ZÀ-Þ][\w'’.-]*){0,3}){0,2})"
)
_CAPITALS: Final = r"(?P<place>[A-ZÀ-Þ]{3,}(?:[ ,/'’-]+[A-ZÀ-Þ]{2,}){0,3})"
_AGENCY: Final = r"(?:\(|/)(?P<agency>[A-Z][\w&'’. -]{1,40}(?:/[A-Z]\w+)?)(?:\)|/)"
_WIRES: Final = (
    r"(?P<agency>(?i:afp|ap|reuters|dpa|upi|xinhua|tass|ria|interfax|anadolu|irna|sana|bbc|"
    r"efe|ansa|pti|ians|ani|kyodo|yonhap|sputnik|agencies))"
)
_LINE_END: Final = r"\.?\s*(?=[\r\n]|$)"
_TAG: Final = r"(?:\[[A-Z][A-Z ,]{2,40}\]\s*)*"

_DATELINES: Final = tuple(
    re.compile(pattern, re.IGNORECASE if is_loose else 0)
    for pattern, is_loose in (
        # Outlet: Radio Sael (and nothing else in the line)
        (r"(?:outlet|publisher|publication|source)\s*:\s*(?P<outlet>[^\n\r:]{2,60}?)\s*(?=[\r\n])",
         True),
        # date 2021-08-28 ...   Published: 3 March 2019   Updated October 31 2014
        (rf"(?:date|dated|published|posted|updated|issued)\b(?: on)?[:\s]+{DAY.pattern}", True),
        # By A. Writer, 3 March 2019
        (rf"by [^\n,]{{2,60}},\s+{DAY.pattern}\s*(?=\n|$)", True),
        # GULVAND, Dareshan, Sept 10 (Meridian) -   Naribari, Jan 28:
        (rf"{_PLACE},?\s+(?i:{DAY.pattern})\s*(?:{_AGENCY})?\s*(?:{_DASH}|\.\s+){_TAG}", False),
        # Geneva, 3 March 2019 (and nothing else in the line)
        (rf"{_PLACE},\s+(?i:{DAY.pattern})\s*(?=[\r\n])", False),
        # WAD MADANI - 6 June 2024   (only with its year)
        (rf"{_PLACE}\s*[-–—|]{{1,2}}\s*(?i:{DAY.pattern})(?:{_LINE_END}|{_DASH})", False),
        # Situation as of 12 June 2023   (a line of its own, only with its year)
        (rf"\(?(?:situation |status |data )?as (?:of|at):?\s+{DAY.pattern}\)?{_LINE_END}", True),
        # KABUL (AP) —   Geneva (Reuters) -
        (rf"{_PLACE}\s+{_AGENCY}{_DASH}{_TAG}", False),
        # (Reuters) -
        (rf"{_AGENCY}{_DASH}", False),
        # AFP -   Reuters –
        (rf"{_WIRES}\s*[-–—]{{1,2}}\s+", False),
        # TAMRAH -   TAMRAH: (all capitals)
        (rf"{_CAPITALS}(?:\s*[-–—]{{1,2}}|:)\s+(?=[A-ZÀ-Þ\"“'‘])", False),
        # Sun Apr 16 2017 ...   12 August 2016 ...   (only with its year)
        (rf"{DAY.pattern}(?:\s*[-–—:|,]\s+|\s*[\r\n]|\s+(?-i:(?=[^\sa-z]))|$)", True),
    )
)  # fmt: skip


_ODD_DATE: Final = re.compile(
    r"(?:date|dated|published|posted|updated|issued)(?: on)?\s*:(?=[^\n\r]*\d)[^\n\r]{1,40}?"
    r"\s*(?=[\r\n])",
    re.IGNORECASE,
)
"""A line that says when, by a day that no calendar has or that may be one of two."""

_BARE_PLACE: Final = _DATELINES[-2]
_PLACE_DASH: Final = _DATELINES[5]
_WITH_YEAR: Final = (_PLACE_DASH, _DATELINES[6], _DATELINES[-1])
_MOST_PLACE_WORDS: Final = {_BARE_PLACE: 3, _PLACE_DASH: 2}  # more words are a headline

_IN_TITLE: Final = re.compile(
    rf"(?<![\w/.]){DAY.pattern}(?=[\s)\].]*(?:$|[-–—|:(]))", re.IGNORECASE
)
_ABOUT_A_DAY: Final = re.compile(
    r"\b(?:after|and|before|between|by|during|from|in|of|on|since|the|till?|to|until|'s|’s)\s+$",
    re.IGNORECASE,
)
_AS_OF: Final = re.compile(r"\bas (?:of|at)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above and in front of a report's text.

    Attributes:
        blocks: Title, dateline and body stretches, in order.
        title: The headline; empty when there is none.
        day: Year (or ``None``), month, day of the dateline.
        place: Place of the dateline; empty when none.
        agency: Agency in the dateline; empty when none.
        outlet: Who published it, in a line that says so; empty when none does.
    """

    blocks: tuple[Block, ...]
    title: str
    day: DatedStretch | None
    place: str
    agency: str
    outlet: str = ""


def read_heading(text: str) -> Heading:
    """Find title and datelines at the top of a text.

    Args:
        text: The whole report.

    Returns:
        Blocks that cover every code point that is not white space.
    """
    paragraphs = _first_paragraphs(text)
    if not paragraphs:
        return Heading((), "", None, "", "")
    title = _find_title(text, paragraphs)
    blocks: list[Block] = []
    day: DatedStretch | None = None
    place = agency = outlet = ""
    position = 0
    for start, end in paragraphs:
        if title is not None and start == title.start:
            _add_body(blocks, text, position, start)
            blocks.append(Block(title, BlockKind.TITLE))
            position = end
            continue
        match = _match_dateline(text, start, end)
        if match is None:
            if end - start > _FARTHEST or (blocks and blocks[-1].kind is BlockKind.BODY):
                break
            continue
        _add_body(blocks, text, position, match.start())
        stop = _trimmed_end(text, match)
        blocks.append(Block(Span(match.start(), stop), BlockKind.DATELINE))
        position = match.end()
        groups = match.groupdict()
        place = place or _place(groups.get("place") or "")
        agency = agency or (groups.get("agency") or "")
        outlet = outlet or (groups.get("outlet") or "")
        day = day or (find_day(match) if "iso" in groups else None)
    _add_body(blocks, text, position, len(text))
    words = "" if title is None else title.quote(text)
    return Heading(tuple(blocks), words, day, place, agency, outlet)


def complete_year(day: DatedStretch, *, near: date | None) -> date | None:
    """Return the day, its missing year taken from a date nearby.

    Args:
        day: Year (or ``None``), month, day.
        near: A date known from elsewhere; ``None`` when there is none.

    Returns:
        The day; nothing when the year stays unknown.
    """
    year, month, number = day
    if year is not None:
        return date(year, month, number)
    if near is None:
        return None
    found = []
    for candidate in (near.year - 1, near.year, near.year + 1):
        try:
            found.append(date(candidate, month, number))
        except ValueError:
            continue
    return min(found, key=lambda one: abs((one - near).days), default=None)


def find_title_day(title: str) -> DatedStretch | None:
    """Return the day that a headline carries: "Security digest - 4 May 2025".

    Args:
        title: The headline.

    Returns:
        Year, month and day of a full date that ends the headline or its first part;
        nothing for the day of a past event ("the killings of 4 May 2025") and for days
        that may be one of two.
    """
    for match in _IN_TITLE.finditer(title):
        before = title[: match.start()]
        if _ABOUT_A_DAY.search(before) and not _AS_OF.search(before):
            continue
        day = find_day(match)
        if day is not None and day[0] is not None:
            return day
    return None


def _first_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return start and end of the first lines that hold more than white space."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n\r]+", text):
        line = match[0]
        if not line.strip():
            continue
        start = match.start() + len(line) - len(line.lstrip())
        found.append((start, start + len(line.strip())))
        if len(found) > _LOOK_AT:
            break
    return found


def _find_title(text: str, paragraphs: list[tuple[int, int]]) -> Span | None:
    """Return the first line that is no date when it reads as a headline.

    A headline is short, does not end like a sentence, has text after it, and the next line
    is not its second half.
    """
    (start, end), *others = paragraphs
    match = _match_dateline(text, start, end)
    if match is not None:
        is_whole = _trimmed_end(text, match) == end
        return _find_title(text, others) if is_whole and others else None
    line = text[start:end]
    is_short = len(line.split()) <= _HEADLINE_WORDS
    is_sentence = line.rstrip("\"'”’)")[-1:] in {".", ";", ":", ","} and not line.endswith("...")
    if not others or not is_short or is_sentence or text[others[0][0]].islower():
        return None
    return Span(start, end)


def _place(words: str) -> str:
    """Return the place of a dateline; a weekday is none."""
    return "" if words.lower() in _WEEKDAYS else words


def _match_dateline(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the dateline that opens a paragraph."""
    stop = min(end + 1, start + _FARTHEST)
    for pattern in _DATELINES:
        match = pattern.match(text, start, stop)
        if match is None:
            continue
        groups = match.groupdict()
        most = _MOST_PLACE_WORDS.get(pattern)
        if most is not None and not _may_be_place(match, end - start, most=most):
            continue
        if "iso" not in groups:
            return match
        day = find_day(match)
        if day is not None and not (pattern in _WITH_YEAR and day[0] is None):
            return match
    return _ODD_DATE.match(text, start, stop)


def _may_be_place(match: re.Match[str], length: int, *, most: int) -> bool:
    """Return whether capitals in front of a paragraph name a place, and not a kicker.

    ``LIVE:`` and ``PEACE TALKS:`` stand in headlines; a colon counts only before prose.
    """
    words = match["place"].upper().split()
    is_prose = length > _HEADLINE_LENGTH or not match[0].rstrip().endswith(":")
    return is_prose and len(words) <= most and not _KICKERS.intersection(words)


def _trimmed_end(text: str, match: re.Match[str]) -> int:
    return match.start() + len(text[match.start() : match.end()].rstrip())


def _add_body(blocks: list[Block], text: str, start: int, end: int) -> None:
    """Add what lies between, trimmed, when it is more than white space."""
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        blocks.append(Block(Span(first, first + len(stripped)), BlockKind.BODY))
