"""Which time expressions date which event."""

from bisect import bisect_left
from collections.abc import Sequence

from khabar.record.codes import Role
from khabar.record.graph import Argument, EventMention, MentionGraph
from khabar.record.report import Report
from khabar.record.time import EventTimes, TimeBasis, TimeExpression, TimexType
from khabar.resolve.times.events import event_time, resolve_when

__all__ = ["date_events"]


def date_events(
    report: Report, *, graph: MentionGraph, times: Sequence[TimeExpression]
) -> tuple[EventTimes, ...]:
    """Return when each event of a report happened.

    Args:
        report: The report.
        graph: Its mention graph.
        times: Its time expressions.

    Returns:
        One entry for each of ``graph.events``, in their order.
    """
    dated = []
    for event in graph.events:
        own = tuple(
            _dated(report, event, argument, times)
            for argument in event.arguments
            if argument.role is Role.TIME and not argument.carried
        )
        when = resolve_when(own, published=report.told_on, status=event.status)
        dated.append(EventTimes(own, when))
    return tuple(dated)


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
