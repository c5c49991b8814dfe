"""Which time expressions date which event, and what the report supports where none does."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from khabar.record.codes import Role, Status
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import Argument, EventMention, MentionGraph
from khabar.record.report import Report
from khabar.record.span import Span
from khabar.record.time import EventTimes, TimeBasis, TimeExpression, TimexType, When
from khabar.resolve.times.anchoring import anchor_time, find_relation
from khabar.resolve.times.attaching import Tree
from khabar.resolve.times.context_days import context_days
from khabar.resolve.times.events import event_time, resolve_when, spanning_time
from khabar.resolve.times.neighbours import neighbour_times

__all__ = ["argument_time", "date_events"]

_EARLIEST: Final = date(1605, 1, 1)
"""The first newspaper (Relation, Strasbourg); older days are misread years."""

_ZONE: Final = timedelta(days=1)
"""A report of the evening can tell of the next morning elsewhere."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FAR_SURER: Final = 0.3
"""One in four of the edges beyond was right, nine in ten of the others (hand annotation)."""

_SUPERLATIVE: Final = re.compile(
    r"\b(?:first|worst|deadliest|largest|biggest|heaviest|bloodiest|fiercest|highest|lowest"
    r"|longest|greatest|strongest|\w{3,}iest|most (?!recent)\w+)\b"
    r"[^,;:.\n–—-]{0,70}$",
    re.IGNORECASE,
)
_LENGTH: Final = re.compile(r"(?:[\w-]+ ){0,3}(?:years|months|weeks|decades|days)\b")
_SINCE: Final = re.compile(rf"since\b(?! then)|(?:in|for) {_LENGTH.pattern}", re.IGNORECASE)
_LEFT_OUT: Final = re.compile(
    r"\b(since|in|for)(?: (?:more|less) than| over| almost| nearly)?\s*$", re.IGNORECASE
)
_FRONT: Final = 90  # code points before words of time in which a superlative can stand
_OF_FIRST: Final = "says how long there was nothing like it"
_NEAR: Final = 80  # code points from "a day after" to the event it counts from


@dataclass(frozen=True, slots=True)
class _Own:
    """What the words of one event say.

    Attributes:
        event: The event.
        times: Its possible times, surest first.
        when: The days they give.
    """

    event: EventMention
    times: tuple[TimeExpression, ...]
    when: When


def date_events(
    report: Report, *, graph: MentionGraph, times: Sequence[TimeExpression]
) -> tuple[tuple[EventTimes, ...], tuple[Dropped, ...]]:
    """Return when each event of a report happened.

    Its own words decide, if need be counted from another event of the report. What is told
    as past cannot lie after the report, nor before there were newspapers to report it as
    news: such days are dropped. An event without days of its own gets those that the story
    around it supports, marked as context, else the report's own bound.

    Args:
        report: The report.
        graph: Its mention graph.
        times: Its time expressions.

    Returns:
        One entry for each of ``graph.events``, in their order, and the times dropped.
    """
    dropped: list[Dropped] = []
    tree = Tree(graph.tokens)
    dates = _dates(report.text, graph.events, dropped)
    owns = [
        _own(report, event, _stated(report, event, own, times), dropped, tree=tree)
        for event, own in zip(graph.events, dates, strict=True)
    ]
    anchors = _anchors(owns)
    owns = [_anchored(report, own, owns, anchors, dropped, tree=tree) for own in owns]
    beside = _neighbours(report, owns, graph, times)
    owns = [
        _own(report, own.event, (*own.times, beside[number]), dropped, tree=tree)
        if number in beside
        else own
        for number, own in enumerate(owns)
    ]
    days = context_days(
        [(own.event, own.when) for own in owns],
        sentences=graph.sentences,
        told_on=report.told_on,
        in_clauses=beside.keys(),
    )
    dated = tuple(
        EventTimes(tuple(sorted(own.times, key=lambda time: time.span)), when)
        for own, when in zip(owns, days, strict=True)
    )
    return dated, tuple(dict.fromkeys(dropped))


def _own(
    report: Report,
    event: EventMention,
    own: Sequence[TimeExpression],
    dropped: list[Dropped],
    *,
    tree: Tree,
) -> _Own:
    """Return the days that an event's times give, of several the one beside its words.

    Impossible ones are dropped.
    """
    possible = tuple(time for time in own if _is_possible(time, event.status, report.told_on))
    nearest = tree.nearest_first(possible, trigger=event.trigger)
    dropped += [
        Dropped("time", time.span, DropReason.IMPOSSIBLE_DATE, f"{time.value} for what is past")
        for time in own
        if time not in possible
    ]
    return _Own(
        event, possible, resolve_when(nearest, published=report.told_on, status=event.status)
    )


def _dates(
    text: str, events: Sequence[EventMention], dropped: list[Dropped]
) -> Iterator[Sequence[Argument]]:
    """Yield the words that date each event, surest first.

    In "the pass, which they took last month, they still hold" the month is far surer for the
    taking: it is no day of the holding. In "the worst attack in eight years" the years are
    those without a worse one.
    """
    found = [
        [a for a in event.arguments if a.role is Role.TIME and not a.carried] for event in events
    ]
    rivals: dict[int, list[Argument]] = {}
    for event, own in zip(events, found, strict=True):
        rivals.setdefault(event.sentence, []).extend(own)
    for event, own in zip(events, found, strict=True):
        kept = []
        for date_ in sorted(own, key=lambda argument: -argument.p):
            if _is_of_superlative(text, date_.span):
                dropped.append(Dropped("time", date_.span, DropReason.NO_CALENDAR_VALUE, _OF_FIRST))
                continue
            same = (a.p for a in rivals[event.sentence] if a.span.overlaps(date_.span))
            if max(same) - date_.p <= _FAR_SURER:
                kept.append(date_)
            else:
                dropped.append(_of_another(date_))
        yield kept


def _is_of_superlative(text: str, span: Span) -> bool:
    """Return whether words say how long there was nothing like it: "the first since 2013"."""
    front = text[max(0, span.start - _FRONT) : span.start]
    told = _SINCE.match(text, span.start, span.end) is not None
    if not told and (words := _LEFT_OUT.search(front)) is not None:
        front, told = front[: words.start()], True
        told = words[1] == "since" or _LENGTH.match(text, span.start, span.end) is not None
    return told and _SUPERLATIVE.search(front) is not None


def _of_another(argument: Argument) -> Dropped:
    told = "dates another event of the sentence more surely"
    return Dropped("time", argument.span, DropReason.OVERLAPS_BETTER, told)


def _stated(
    report: Report,
    event: EventMention,
    dates: Sequence[Argument],
    times: Sequence[TimeExpression],
) -> tuple[TimeExpression, ...]:
    """Return the times that the words which date an event name, in the same order."""
    return tuple(
        argument_time(
            report.text,
            argument=argument.span,
            times=times,
            published=report.told_on,
            status=event.status,
        )
        for argument in dates
    )


def _is_possible(time: TimeExpression, status: Status, told_on: date | None) -> bool:
    """Return whether something with this status can have happened at this time."""
    if time.last is not None and time.last < _EARLIEST:
        return False
    is_told = status not in (Status.FUTURE, Status.HYPOTHETICAL)
    late = told_on is not None and time.first is not None and time.first > told_on + _ZONE
    return not (is_told and late)


def argument_time(
    text: str,
    *,
    argument: Span,
    times: Sequence[TimeExpression],
    published: date | None,
    status: Status,
) -> TimeExpression:
    """Return the words that date an event with the value of the best expression in them.

    Args:
        text: Full text of the report.
        argument: The words.
        times: All times of the report, in order.
        published: Day of publication; ``None`` when unknown.
        status: Status of the event.

    Returns:
        The time; with an empty value when no expression in the words gives days.
    """
    near = bisect_left(times, argument.start, key=lambda time: time.span.end)
    inside: list[TimeExpression] = []
    for time in times[near:]:
        if time.span.start >= argument.end:
            break
        if time.span.overlaps(argument):
            inside.append(time)
    valued = [time for time in inside if time.value and not time.value.endswith("_REF")] or inside
    if not valued:
        return TimeExpression(argument, TimexType.DATE, "", None, None, TimeBasis.RESOLVED)
    both = spanning_time(valued, text=text, argument=argument)
    best = both or max(
        valued,
        key=lambda t: min(t.span.end, argument.end) - max(t.span.start, argument.start),
    )
    return event_time(best, text=text, argument=argument, published=published, status=status)


def _anchors(owns: Sequence[_Own]) -> Mapping[int, When]:
    """Return the days of each occurrence that some mention of it dates."""
    anchors: dict[int, When] = {}
    for own in owns:
        if own.when.span is not None:
            anchors.setdefault(own.event.identity, own.when)
    return anchors


def _anchored(
    report: Report,
    own: _Own,
    owns: Sequence[_Own],
    anchors: Mapping[int, When],
    dropped: list[Dropped],
    *,
    tree: Tree,
) -> _Own:
    """Return an event with the times that count from another event resolved."""
    times = tuple(
        _settled(_counted(report, own.event, time, owns, anchors)) if _is_open(time) else time
        for time in own.times
    )
    if times == own.times:
        return own
    return _own(report, own.event, times, dropped, tree=tree)


def _neighbours(
    report: Report, owns: Sequence[_Own], graph: MentionGraph, times: Sequence[TimeExpression]
) -> Mapping[int, TimeExpression]:
    """Return the days that events without days of their own get from their sentence."""
    return neighbour_times(
        report.text,
        times=times,
        events=[(own.event, own.when) for own in owns],
        sentences=graph.sentences,
        told_on=report.told_on,
    )


def _is_open(time: TimeExpression) -> bool:
    """Return whether a time has no day yet."""
    return time.first is None and (time.last is None or not time.value)


def _settled(time: TimeExpression) -> TimeExpression:
    """Return "hours later" on the day of its value when no event of the report is behind it."""
    if time.first is not None or _DAY.fullmatch(time.value) is None:
        return time
    day = date.fromisoformat(time.value)
    return replace(time, first=day, last=day)


def _counted(
    report: Report,
    event: EventMention,
    time: TimeExpression,
    owns: Sequence[_Own],
    anchors: Mapping[int, When],
) -> TimeExpression:
    """Return a time that counts from an event named in or behind its words."""
    relation = find_relation(report.text, time.span)
    if relation is None:
        return time
    for other in owns:
        start = other.event.trigger.start
        named = relation.end <= start < max(time.span.end, relation.end + _NEAR)
        if other.event is event or not named or other.event.sentence != event.sentence:
            continue
        when = anchors.get(other.event.identity)
        if other.event.identity == event.identity or when is None:
            continue
        found = anchor_time(relation, span=time.span, when=when, told_on=report.told_on)
        return found if found is not None else replace(time, value="")
    return time
