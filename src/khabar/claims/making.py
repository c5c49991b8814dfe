"""Assembles the reading of a report from what the stages before it found."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from khabar.base.ids import stable_id
from khabar.claims.attribution import attribute
from khabar.claims.counted import count_fillers
from khabar.claims.numbers import is_of_earlier_version, latest_part, own_part, read_range
from khabar.claims.tolls import add_tolls
from khabar.record.actor import Entity
from khabar.record.claim import Claim, ClaimId, Coverage, Filler, Quantity, Reading
from khabar.record.codes import Role, Status
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import Argument, EventMention, MentionGraph, QuantityMention
from khabar.record.place import PlaceLink
from khabar.record.report import Report
from khabar.record.span import Span
from khabar.record.time import EventTimes, TimeBasis, TimeExpression

__all__ = ["make_reading"]

_FILLING: Final = frozenset({Role.ACTOR, Role.RECIPIENT, Role.PLACE, Role.INSTRUMENT, Role.THEME})
_BACKGROUND_DAYS: Final = 365  # codebook: "as a rule, more than a year before publication"
_SURELY_NEWS: Final = 0.85  # so sure, it is not of the occurrence that other words date years back
_YEARS_AGO: Final = re.compile(r"\b(?:years|decades?|century|centuries)\s+ago\b", re.IGNORECASE)
"""Over a year back, whenever the report is from: "two years ago", not "a year ago"."""
_PLAIN: Final = frozenset({Role.INSTRUMENT, Role.THEME})


def make_reading(
    report: Report,
    *,
    graph: MentionGraph,
    times: Sequence[TimeExpression],
    dated: Sequence[EventTimes],
    places: Sequence[PlaceLink],
    entities: Sequence[Entity],
    dropped: Sequence[Dropped],
) -> Reading:
    """Return everything read in one report.

    Args:
        report: The report.
        graph: What the reader saw.
        times: Time expressions.
        dated: When each of ``graph.events`` happened, in their order.
        places: Linked place mentions.
        entities: Actors and places with their mentions.
        dropped: What the stages before left out.

    Returns:
        The reading; claims in order of their triggers.
    """
    entity_of = {span: entity for entity in entities for span in entity.mentions}
    unread: list[Dropped] = []
    told = list(zip(graph.events, dated, strict=True))
    old = [_is_background(event, own, report) for event, own in told]
    past = {event.identity for (event, _), is_old in zip(told, old, strict=True) if is_old}
    claims = [
        _claim(
            report,
            event,
            own,
            entity_of,
            unread,
            sentence=graph.sentences[event.sentence].span,
            is_past=is_old or (event.identity in past and event.p_status < _SURELY_NEWS),
        )
        for (event, own), is_old in zip(told, old, strict=True)
    ]
    return Reading(
        report=report,
        sentences=graph.sentences,
        names=graph.names,
        timexes=tuple(times),
        places=tuple(places),
        entities=tuple(entities),
        claims=add_tolls(report.text, sentences=graph.sentences, claims=claims),
        statements=graph.statements,
        dropped=(*dropped, *unread),
        coverage=_coverage(report, graph, dropped),
    )


def _claim(
    report: Report,
    event: EventMention,
    dated: EventTimes,
    entity_of: Mapping[Span, Entity],
    unread: list[Dropped],
    *,
    sentence: Span,
    is_past: bool,
) -> Claim:
    start, end = event.trigger.start, event.trigger.end
    fillers = tuple(
        _filler(argument, entity_of) for argument in event.arguments if argument.role in _FILLING
    )
    quantities = [_quantity(report, one, unread) for one in event.quantities]
    if quantities and is_of_earlier_version(sentence.quote(report.text)):
        unread += [
            Dropped("number", each.span, DropReason.TAKEN_BACK, each.span.quote(report.text)[:80])
            for each in quantities
        ]
        quantities = []
    quantities += count_fillers(
        report.text, type=event.type, mode=event.mode, fillers=fillers, known=quantities
    )
    return Claim(
        id=ClaimId(stable_id("claim", report.text_sha256, str(start), str(end))),
        trigger=event.trigger,
        sentence=event.sentence,
        identity=f"V{event.identity + 1}",
        type=event.type,
        mode=event.mode,
        status=Status.HISTORICAL if is_past and event.status is Status.ACTUAL else event.status,
        quoted=event.quoted,
        p=event.p,
        p_status=event.p_status,
        fillers=fillers,
        times=dated.times,
        when=dated.when,
        quantities=tuple(quantities),
        conditions=tuple(a.span for a in event.arguments if a.role is Role.CONDITION),
        attribution=attribute(report, event, entity_of=entity_of),
    )


def _is_background(event: EventMention, dated: EventTimes, report: Report) -> bool:
    """Return whether an event's own words date it over a year back, as what happened.

    The reader does not see the day of publication; the codebook's rule does.
    """
    if event.status is not Status.ACTUAL:
        return False
    if any(_YEARS_AGO.search(time.span.quote(report.text)) for time in dated.times):
        return True
    last, told_on = dated.when.last, report.told_on
    return (
        dated.when.span is not None
        and dated.when.basis is not TimeBasis.CONTEXT
        and last is not None
        and told_on is not None
        and (told_on - last).days > _BACKGROUND_DAYS
    )


def _filler(argument: Argument, entity_of: Mapping[Span, Entity]) -> Filler:
    entity = None if argument.role in _PLAIN else entity_of.get(argument.span)
    return Filler(
        role=argument.role,
        span=None if argument.carried else argument.span,
        entity=None if entity is None else entity.id,
        p=argument.p,
        evidence=argument.span if argument.carried else None,
    )


def _quantity(report: Report, mention: QuantityMention, unread: list[Dropped]) -> Quantity:
    """Return a count with its bounds; words without a number are kept and noted."""
    span = own_part(report.text, span=mention.span, kind=mention.kind)
    span = latest_part(report.text, span=span)
    words = span.quote(report.text)
    bounds = read_range(words)
    if bounds is None:
        unread.append(Dropped("number", span, DropReason.UNPARSED_NUMBER, words[:80]))
    low, high = bounds or (None, None)
    return Quantity(mention.kind, span, low, high)


def _coverage(report: Report, graph: MentionGraph, dropped: Sequence[Dropped]) -> Coverage:
    """Count words, and those that reached the reader."""
    words = sum(len(sentence.words) for sentence in graph.sentences)
    lost = 0
    for item in dropped:
        if item.reason in (DropReason.TOO_LONG_SENTENCE, DropReason.UNREADABLE_TEXT) and item.span:
            lost += len(item.span.quote(report.text).split())
    return Coverage(words=words, words_read=max(0, words - lost))
