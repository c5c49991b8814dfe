"""Days that the story around an event supports when its own words give none."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final, NamedTuple

from khabar.record.codes import Status
from khabar.record.graph import EventMention
from khabar.record.report import Sentence
from khabar.record.time import TimeBasis, When

__all__ = ["context_days"]

_TOLD: Final = frozenset({Status.ACTUAL, Status.NEGATED})
_Dated = tuple[EventMention, When]


def context_days(
    events: Sequence[_Dated],
    *,
    sentences: Sequence[Sentence],
    told_on: date | None,
    in_clauses: AbstractSet[int] = frozenset(),
) -> tuple[When, ...]:
    """Return the days of each event, for those without words of time from around them.

    Three things can date it, in this order: another mention of the same occurrence; an
    event of the same sentence that is told in the same way; the last dated event before it
    in its paragraph, which it follows up to the day of the report. What rests on none of
    them keeps its bound by the report.

    Args:
        events: Events in the order of the text, each with the days its own words give.
        sentences: The sentences of the report.
        told_on: Day of the report; ``None`` when unknown.
        in_clauses: Numbers of events whose day is that of their own clause ("a day after it
            fell"): they date the same occurrence elsewhere, and no other event.

    Returns:
        Days for each event, in the same order; those from around it have the basis
        ``context`` and the span of the words they rest on.
    """
    dated = [(number, *each) for number, each in enumerate(events) if each[1].span is not None]
    story = _Story(
        dated=[(event, when) for _, event, when in dated],
        lending=[(event, when) for number, event, when in dated if number not in in_clauses],
        sentences=sentences,
        told_on=told_on,
    )
    return tuple(
        own if own.span is not None else _around(event, own, story) for event, own in events
    )


class _Story(NamedTuple):
    """What the events of a report can be dated by: all that have days, and those that lend them."""

    dated: Sequence[_Dated]
    lending: Sequence[_Dated]
    sentences: Sequence[Sentence]
    told_on: date | None


def _around(event: EventMention, own: When, story: _Story) -> When:
    """Return the days that other events support for one."""
    for other, when in story.dated:
        if other.identity == event.identity:
            return _borrowed(when.first, when.last, when, own, first_by=when.first_by)
    if event.status is Status.ONGOING:
        return own
    beside = [
        (abs(other.trigger.start - event.trigger.start), at)
        for at, (other, _) in enumerate(story.lending)
        if other.sentence == event.sentence and _is_alike(event, other)
    ]
    if beside:
        when = story.lending[min(beside)[1]][1]
        return _borrowed(when.first, when.last, when, own, first_by=when.first_by)
    told_on = story.told_on
    if event.status not in _TOLD or told_on is None:
        return own
    before = [
        when
        for other, when in story.lending
        if other.trigger.start < event.trigger.start
        and _is_alike(event, other)
        and _paragraph(other, story.sentences) == _paragraph(event, story.sentences)
        and when.first is not None
        and when.first <= told_on
    ]
    return _borrowed(before[-1].first, told_on, before[-1], own) if before else own


def _borrowed(
    first: date | None,
    last: date | None,
    source: When,
    own: When,
    *,
    first_by: date | None = None,
) -> When:
    """Return borrowed days inside the bound of the report, or the bound alone."""
    if own.first is not None and (first is None or first < own.first):
        first = own.first
    if own.last is not None and (last is None or last > own.last):
        last = own.last
    if first is not None and last is not None and last < first:
        return own
    if first_by is not None and not (first or date.max) < first_by <= (last or date.max):
        first_by = None
    return When(first, last, TimeBasis.CONTEXT, source.span, first_by)


def _is_alike(event: EventMention, other: EventMention) -> bool:
    """Return whether two events are told in the same way: as past, or as to come."""
    return event.status == other.status or {event.status, other.status} <= _TOLD


def _paragraph(event: EventMention, sentences: Sequence[Sentence]) -> int:
    """Return the paragraph of an event; -1 when its sentence is unknown."""
    if not 0 <= event.sentence < len(sentences):
        return -1
    return sentences[event.sentence].paragraph
