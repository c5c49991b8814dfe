"""Find the times of a report and read each against its publication date."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import Token
from khabar.record.report import Sentence
from khabar.record.span import Span
from khabar.record.time import TimeBasis, TimeExpression, TimexType
from khabar.resolve.times.context import Context
from khabar.resolve.times.grammar import Phrase, find_phrases
from khabar.resolve.times.lexicon import KINDS, Word, find_anchor, spell
from khabar.resolve.times.readings import read_phrase
from khabar.resolve.times.tense import FUTURE, OPEN, PAST, direction
from khabar.resolve.times.values import UNRESOLVED, Value, joined

__all__ = ["find_times", "resolve_time_text"]

_SINCE: Final = KINDS["since"]
_LINK: Final = re.compile(
    f"[{KINDS['to']}{KINDS['dash']}{KINDS['and']}{KINDS['until']}]{KINDS['the']}?"
)
_LONGER: Final = frozenset({"P6M", "P9M", "P1Y"})
_TENSES: Final[Mapping[str, int]] = {"": OPEN, "past": PAST, "future": FUTURE}
_ISO_DAY: Final = 10  # letters
_Found = tuple[int, int, Value]


def find_times(
    text: str,
    *,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    published: date | None,
) -> tuple[tuple[TimeExpression, ...], tuple[Dropped, ...]]:
    """Find every time a report names, with the days it means.

    Args:
        text: Full text of the report.
        sentences: Its sentences, in order.
        tokens: Its words with their tags, for tense; may be empty.
        published: Day of publication; ``None`` when unknown.

    Returns:
        The times in order, not overlapping; and those that no calendar day could be
        found for, which stay among the times with an empty value.
    """
    tags = {token.span.start: token.xpos for token in tokens}
    story = _Story(published)
    found: list[TimeExpression] = []
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        if not find_anchor(text[start:end].lower()):
            continue
        letters, words = spell(text, start=start, end=end)
        entry = _begins_line(text, start)
        times, story = _read(letters, words, tags, replace(story, at_line=entry))
        if entry and times and _is_heading(words, times):
            story = replace(story, heading=times[0][2].first)
        found.extend(_expression(words, first, last, value) for first, last, value in times)
    return tuple(found), tuple(_unresolved(found))


def _begins_line(text: str, start: int) -> bool:
    """Return whether a sentence begins a line, as an entry of a live blog does."""
    return not text[:start].rpartition("\n")[2].strip()


def _is_heading(words: Sequence[Word], times: Sequence[_Found]) -> bool:
    """Return whether a sentence is nothing but a day: what follows was told on it."""
    first, last, value = times[0]
    rest = [word for word in (*words[:first], *words[last:]) if word.text.isalnum()]
    return not rest and value.grain == "D" and value.first == value.last


def resolve_time_text(
    text: str, *, published: date | None, tense: str = ""
) -> tuple[TimeExpression, ...]:
    """Read the times in a line of text.

    Args:
        text: For instance ``on Monday``.
        published: Day it was published; ``None`` when unknown.
        tense: ``past`` or ``future`` to say which way it looks; empty to let the words
            decide.

    Returns:
        The times in order; empty for a text without any.

    Raises:
        ValueError: ``tense`` is none of the three.
    """
    if tense not in _TENSES:
        msg = f"unknown tense {tense!r} (expected past, future or nothing)"
        raise ValueError(msg)
    letters, words = spell(text, start=0, end=len(text))
    found, _ = _read(letters, words, {}, _Story(published, way=_TENSES[tense]))
    return tuple(_expression(words, first, last, value) for first, last, value in found)


_LIMITS: Final = frozenset("since until till by".split())


@dataclass(frozen=True, slots=True)
class _Story:
    """What a report has said before a phrase.

    Attributes:
        published: Day of publication, when known.
        previous: The last dated value.
        told_day: The last day told, limits left out ("since Monday", "by Friday").
        quarter: The first fiscal quarter it names.
        in_quarters: Lengths since then were no longer than a quarter.
        way: Tense that the caller gives; ``OPEN`` lets the words decide.
        at_line: The sentence begins a line.
        heading: Day that stood in a line of its own, last.
    """

    published: date | None
    previous: Value | None = None
    told_day: Value | None = None
    quarter: Value | None = None
    in_quarters: bool = False
    way: int = OPEN
    at_line: bool = False
    heading: date | None = None

    def after(self, value: Value, *, limit: bool) -> "_Story":
        """Return the story once a value has been told, maybe as the limit of a stretch."""
        if value.type is TimexType.DURATION:
            return replace(self, in_quarters=self.in_quarters and value.iso not in _LONGER)
        if value.first is None or value.grain == "R" or value.type is TimexType.SET:
            return self
        if value.grain == "D" and value.first != value.last and len(value.iso) == _ISO_DAY:
            told = date.fromisoformat(value.iso)  # the likelier of two
            value = replace(value, first=told, last=told)
        told_day = value if value.grain in ("D", "T") and not limit else self.told_day
        if value.grain != "Q":
            return replace(self, previous=value, told_day=told_day)
        recent = value.first is None or (
            self.published is None or abs(self.published.year - value.first.year) <= 1
        )
        quarter = value if self.quarter is None and recent else self.quarter
        return replace(self, previous=value, quarter=quarter, in_quarters=quarter is not None)


def _read(
    letters: str, words: list[Word], tags: Mapping[int, str], story: _Story
) -> tuple[list[_Found], _Story]:
    """Return the times of one sentence (first word, word after the last, value)."""
    found: list[_Found] = []
    ahead = False
    for phrase in find_phrases(letters, words):
        way = story.way or _way(phrase, words, tags)
        way = FUTURE if way == OPEN and ahead else way
        ahead = way == FUTURE
        context = Context(
            published=story.published,
            direction=way,
            previous=story.previous,
            told_day=story.told_day,
            beside=any(value is story.previous for _, _, value in found),
            quarter=story.quarter,
            in_quarters=story.in_quarters,
            before=words[phrase.first - 1].text if phrase.first else "",
            after=words[phrase.last].text if phrase.last < len(words) else "",
            entry_day=story.heading or story.published
            if story.at_line and not phrase.first
            else None,
        )
        value = read_phrase(phrase, context=context)
        if value is not None:
            found.append((phrase.first, phrase.last, value))
            story = story.after(value, limit=context.before in _LIMITS)
    return [_opened(letters, each) for each in _ranges(letters, found)], story


def _way(phrase: Phrase, words: Sequence[Word], tags: Mapping[int, str]) -> int:
    """Return which way a phrase looks."""
    dated = phrase.has("month", "maybe")
    return direction(words, first=phrase.first, last=phrase.last, tags=tags, dated=dated)


def _ranges(letters: str, found: list[_Found]) -> list[_Found]:
    """Join "from A to B" and "between A and B" into one time."""
    joint: list[_Found] = []
    for first, last, value in found:
        if joint:
            start, end, left = joint[-1]
            link = letters[end:first]
            opener = letters[start - 1] if start else ""
            if _LINK.fullmatch(link) and _is_range(opener, link, left, value):
                both = joined(left, value)
                if both is not UNRESOLVED:
                    joint[-1] = (start - (opener in _OPENERS), last, both)
                    continue
        joint.append((first, last, value))
    return joint


_OPENERS: Final = frozenset({KINDS["from"], KINDS["between"]})


def _is_range(opener: str, link: str, left: Value, right: Value) -> bool:
    """Return whether two times with a link between them are the ends of one stretch."""
    if left.grain != right.grain or left.grain in ("P", "R", "") or "/" in left.iso:
        return False
    if KINDS["and"] in link:
        return opener == KINDS["between"]
    return opener in _OPENERS or KINDS["dash"] in link


def _opened(letters: str, found: _Found) -> _Found:
    """Return "since Monday" as an interval without an end."""
    first, last, value = found
    if not first or not value.iso or "/" in value.iso:
        return found
    if letters[first - 1] == _SINCE and value.type is not TimexType.DURATION and value.grain != "R":
        return first - 1, last, replace(value, iso=f"{value.iso}/", last=None)
    return found


def _expression(words: Sequence[Word], first: int, last: int, value: Value) -> TimeExpression:
    """Return the record of a time."""
    return TimeExpression(
        Span(words[first].start, words[last - 1].end),
        value.type,
        value.iso,
        value.first,
        value.last,
        TimeBasis.STATED if value.stated else TimeBasis.RESOLVED,
    )


def _unresolved(found: Sequence[TimeExpression]) -> list[Dropped]:
    """Return a reason for each time without a value."""
    return [
        Dropped("time", each.span, DropReason.NO_CALENDAR_VALUE, "no day to read it against")
        for each in found
        if not each.value
    ]
