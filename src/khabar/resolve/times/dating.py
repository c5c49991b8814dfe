"""Which time expressions date which event."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from khabar.record.codes import Role, Status
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import Argument, EventMention, MentionGraph
from khabar.record.report import Report
from khabar.record.time import EventTimes, TimeBasis, TimeExpression, TimexType
from khabar.resolve.times.events import event_time, resolve_when

__all__ = ["date_events"]

_EARLIEST: Final = date(1605, 1, 1)
"""The first newspaper (Relation, Strasbourg); older days are misread years."""

_ZONE: Final = timedelta(days=1)
"""A report of the evening can tell of the next morning elsewhere."""


def date_events(
    report: Report, *, graph: MentionGraph, times: Sequence[TimeExpression]
) -> tuple[tuple[EventTimes, ...], tuple[Dropped, ...]]:
    """Return when each event of a report happened.

    What is told as past cannot lie after the report, nor before there were newspapers to
    report it as news: such days are dropped and the event keeps the report's own bound.

    Args:
        report: The report.
        graph: Its mention graph.
        times: Its time expressions.

    Returns:
        One entry for each of ``graph.events``, in their order, and the times dropped.
    """
    dated = []
    dropped: list[Dropped] = []
    for event in graph.events:
        own = tuple(
            _dated(report, event, argument, times)
            for argument in event.arguments
            if argument.role is Role.TIME and not argument.carried
        )
        possible = tuple(time for time in own if _is_possible(time, event.status, report.told_on))
        dropped += [
            Dropped("time", time.span, DropReason.IMPOSSIBLE_DATE, f"{time.value} for what is past")
            for time in own
            if time not in possible
        ]
        when = resolve_when(possible, published=report.told_on, status=event.status)
        dated.append(EventTimes(own, when))
    return tuple(dated), tuple(dict.fromkeys(dropped))


def _is_possible(time: TimeExpression, status: Status, told_on: date | None) -> bool:
    """Return whether something with this status can have happened at this time."""
    if time.last is not None and time.last < _EARLIEST:
        return False
    is_told = status not in (Status.FUTURE, Status.HYPOTHETICAL)
    late = told_on is not None and time.first is not None and time.first > told_on + _ZONE
    return not (is_told and late)


def _dated(
    report: Report, event: EventMention, argument: Argument, times: Sequence[TimeExpression]
) -> TimeExpression:
    """Return the argument's words with the value of the best expression in them."""
    near = bisect_left(times, argument.span.start, key=lambda time: time.span.end)
    inside: list[TimeExpression] = []
    for time in times[near:]:
        if time.span.start >= argument.span.end:
            break
        if time.span.overlaps(argument.span):
            inside.append(time)
    valued = [time for time in inside if time.value] or inside
    if not valued:
        return TimeExpression(argument.span, TimexType.DATE, "", None, None, TimeBasis.RESOLVED)
    best = max(
        valued,
        key=lambda t: min(t.span.end, argument.span.end) - max(t.span.start, argument.span.start),
    )
    return event_time(
        best,
        text=report.text,
        argument=argument.span,
        published=report.told_on,
        status=event.status,
    )
