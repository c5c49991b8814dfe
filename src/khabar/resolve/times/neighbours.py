"""Days that one event of a sentence gives another: "on Monday, a day before the talks"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from khabar.record.codes import Status
from khabar.record.graph import EventMention
from khabar.record.report import Sentence
from khabar.record.span import Span
from khabar.record.time import TimeExpression, TimexType, When
from khabar.resolve.times.anchoring import Relation, anchor_time, find_relation
from khabar.resolve.times.events import event_time, last_day

__all__ = ["neighbour_times"]

_Dated = tuple[EventMention, When]

_NEAR: Final = 80  # code points from "a day before" to the event that is meant
_WHICH: Final = re.compile(
    r",?\s+(?:when|the (?:same )?(?:day|night|morning|evening|afternoon)"
    r"(?: that| when| on which| after which)?)\s"
)
_COLON: Final = re.compile(r"\s?(?::|[–—-])\s")
_AND: Final = re.compile(r"\band\b")
_BREAK: Final = re.compile(r"[,;:–—]|\bbefore\b|\bafter\b")
_ENDS: Final = re.compile(
    r"(?: (?:is|was|were|are|will|would|had|has|due|to|be))* "
    r"(?:(?:end|expire|lapse)(?:s|ed|d)?|runs? out|ran out|over)\b",
    re.IGNORECASE,
)
"""What ends on a day did not happen on it: "on Sunday, when the truce ends"."""

_LESS: Final = re.compile(r"\bless than\b", re.IGNORECASE)
_LATE: Final = re.compile(r"\b(?:late|evening|night|midnight)\b", re.IGNORECASE)
_EARLY: Final = re.compile(r"\b(?:early|dawn|daybreak|sunrise|morning)\b", re.IGNORECASE)
_VAGUE: Final = re.compile(
    r"\b(?:more than|over|almost|nearly|barely|about|around|some|less than)\b", re.IGNORECASE
)
_FRONT: Final = 20  # code points before the words, for "less than"
_CLOCK: Final = frozenset({"H", "MIN", "S"})
_COUNTED: Final = _CLOCK | {"D", "W"}


def neighbour_times(
    text: str,
    *,
    times: Sequence[TimeExpression],
    events: Sequence[_Dated],
    sentences: Sequence[Sentence],
    told_on: date | None,
) -> Mapping[int, TimeExpression]:
    """Return the times of events that another event or date of their sentence dates.

    Three ways of saying so: a date and what happened on it ("since 17 October, when it closed
    the road"), a count of days from a dated event to another ("on Monday, a day after rebels
    overran the base"), and the only date of an item in a list, before a colon.

    Args:
        text: Full text of the report.
        times: Its time expressions, in order.
        events: Its events in the order of the text, each with the days its own words give.
        sentences: Its sentences.
        told_on: Day of the report; ``None`` when unknown.

    Returns:
        By number of the event; only events whose own words give no days.
    """
    found: dict[int, TimeExpression] = {}
    by_sentence: dict[int, list[int]] = {}
    starts = [time.span.start for time in times]
    for number, (event, _) in enumerate(events):
        by_sentence.setdefault(event.sentence, []).append(number)
    for sentence, numbers in by_sentence.items():
        if not 0 <= sentence < len(sentences):
            continue
        span = sentences[sentence].span
        first, last = (bisect_left(starts, end) for end in (span.start, span.end))
        own = [(number, *events[number]) for number in numbers]
        for number, time in _in_sentence(text, times[first:last], own, told_on):
            found.setdefault(number, time)
    return found


def _in_sentence(
    text: str,
    times: Sequence[TimeExpression],
    events: Sequence[tuple[int, EventMention, When]],
    told_on: date | None,
) -> Iterator[tuple[int, TimeExpression]]:
    yield from _headed(text, times, events, told_on)
    for time in times:
        clause = _WHICH.match(text, time.span.end)
        relation = find_relation(text, time.span)
        start = clause.end() if clause else relation.end if relation else None
        if start is None:
            continue
        meant = next(((n, e, w) for n, e, w in events if start <= e.trigger.start), None)
        if meant is None or meant[1].trigger.start >= start + _NEAR or meant[2].span is not None:
            continue
        number, event, _ = meant
        if _ENDS.match(text, event.trigger.end):
            continue
        if clause:
            dated = _on_that_day(text, time, event=event, told_on=told_on)
        elif relation:
            when = _told_when(time.span, event, events)
            dated = _counted_back(text, time.span, relation=relation, when=when)
        if dated is not None:
            yield number, dated
            yield from ((n, dated) for n in _joined(text, event, events))


def _headed(
    text: str,
    times: Sequence[TimeExpression],
    events: Sequence[tuple[int, EventMention, When]],
    told_on: date | None,
) -> Iterator[tuple[int, TimeExpression]]:
    """Yield the day that heads an item of a list for all it tells: "Orla, 4 May: 2 killed"."""
    time = times[0] if len(times) == 1 else None
    if time is None or time.first is None or time.type is TimexType.DURATION:
        return
    if any(event.trigger.start < time.span.start for _, event, _ in events):
        return
    if _COLON.match(text, time.span.end) is None:
        return
    for number, event, when in events:
        if when.span is None and event.trigger.start > time.span.end:
            yield (
                number,
                event_time(
                    time, text=text, argument=time.span, published=told_on, status=event.status
                ),
            )


def _joined(
    text: str, event: EventMention, events: Sequence[tuple[int, EventMention, When]]
) -> Iterator[int]:
    """Yield the events that "and" joins to one: "a day after shells landed and killed two"."""
    for number, other, when in events:
        between = text[event.trigger.end : other.trigger.start]
        if when.span is None and _AND.search(between) and not _BREAK.search(between):
            yield number


def _on_that_day(
    text: str, time: TimeExpression, *, event: EventMention, told_on: date | None
) -> TimeExpression | None:
    """Return the day or year of "since 2014, when the town fell" as that of the fall."""
    value = time.value.rstrip("/")
    if time.type is TimexType.DURATION or time.first is None or value.startswith("P"):
        return None
    if value != time.value:  # "since 2014"
        return replace(time, value=value, last=last_day(value) or time.first)
    return event_time(
        time, text=text, argument=time.span, published=told_on, status=_told(event.status)
    )


def _told(status: Status) -> Status:
    """Return the status for which a day has no open end."""
    return Status.ACTUAL if status is Status.ONGOING else status


def _told_when(
    span: Span, event: EventMention, events: Sequence[tuple[int, EventMention, When]]
) -> When | None:
    """Return the day of the event that a count starts from: the last one before its words.

    Where the words begin the sentence it is the first one dated after the event they lead to.
    """
    dated = [(e.trigger.start, w) for _, e, w in events if w.span and w.first == w.last]
    before = [when for start, when in dated if start < span.start]
    if before:
        return before[-1]
    if any(e.trigger.start < span.start for _, e, _ in events):
        return None
    return next((when for start, when in dated if start > event.trigger.end), None)


def _counted_back(
    text: str, span: Span, *, relation: Relation, when: When | None
) -> TimeExpression | None:
    """Return the day from which a count of days leads to a dated event.

    Hours stay on its day; "less than a day" may reach over one night.
    """
    if when is None or relation.unit not in _COUNTED or relation.whole:
        return None
    told = text[max(0, span.start - _FRONT) : relation.end].rpartition(",")[2]
    back = replace(relation, way=-relation.way)
    found = anchor_time(back, span=span, when=when, told_on=None)
    if found is None or (relation.unit not in _CLOCK and not _VAGUE.search(told)):
        return found
    if relation.unit in _CLOCK:
        return _over_night(text, found, relation=relation, when=when)
    if not _LESS.search(told) or (relation.unit, relation.count) != ("D", 1):
        return None
    first, last = sorted(day for day in (found.first, when.first) if day is not None)
    return replace(found, value=f"{first}/{last}", first=first, last=last)


def _over_night(
    text: str, time: TimeExpression, *, relation: Relation, when: When
) -> TimeExpression:
    """Return a day that may be the next or the last one: "on Sunday night, hours before"."""
    words = "" if when.span is None else when.span.quote(text)
    first, last = when.first, when.last
    if first is None or last is None:
        return time
    if relation.way < 0 and _LATE.search(words):
        last += timedelta(days=1)
    elif relation.way > 0 and _EARLY.search(words):
        first -= timedelta(days=1)
    else:
        return time
    return replace(time, value=f"{first}/{last}", first=first, last=last)
