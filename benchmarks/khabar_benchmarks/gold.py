"""An annotated report as the reading of a reader that makes no mistakes.

Claims, entities and days are the annotated ones, in the types that the product makes, so
that what comes after the reading is measured alone. Identity is told inside the report
only: labels that run through several reports are numbered afresh in each of them.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from khabar.base.ids import stable_id
from khabar.claims.attribution import attribute
from khabar.claims.numbers import read_range
from khabar.intake import make_report
from khabar.record.actor import Entity, EntityId
from khabar.record.claim import (
    Claim,
    ClaimId,
    Coverage,
    Filler,
    Quantity,
    Reading,
    SourceKind,
    SourceLink,
)
from khabar.record.codes import (
    EntityKind,
    EventType,
    NameType,
    QuantityKind,
    Role,
    Sector,
    Status,
)
from khabar.record.graph import Argument, EventMention, Name
from khabar.record.report import BlockKind, Report, Sentence
from khabar.record.span import Span
from khabar.record.time import TimeBasis, TimeExpression, TimexType, When
from khabar.resolve.times.context_days import context_days
from khabar.resolve.times.events import resolve_when
from khabar.text.words import find_words

__all__ = ["read_gold", "value_bounds"]

Row = Mapping[str, Any]
_CALENDAR: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_RANGE: Final = re.compile(r"(\d*)(-?)(\d*)")
_PLAIN: Final = frozenset({Role.INSTRUMENT, Role.THEME})
_NAMES: Final = {
    EntityKind.PERSON: NameType.PERSON,
    EntityKind.COUNTRY: NameType.LOCATION,
    EntityKind.PLACE: NameType.LOCATION,
    EntityKind.FACILITY: NameType.FACILITY,
}


def read_gold(row: Row) -> Reading:
    """Return the reading that an annotated row describes.

    Args:
        row: A row of ``data/events`` or ``data/stories``.

    Returns:
        The reading; understood fillers have no span, probabilities are 1.
    """
    row = {**row, "events": sorted(row["events"], key=lambda event: event["trigger"])}
    report = _report(row)
    sentences = tuple(_sentences(row, report))
    entities = tuple(_entities(row))
    entity_of = {span: entity for entity in entities for span in entity.mentions}
    mentions = [_mention(event, row) for event in row["events"]]
    times = [tuple(_times(event, report)) for event in row["events"]]
    owns = [
        resolve_when(own, published=report.told_on, status=mention.status)
        for own, mention in zip(times, mentions, strict=True)
    ]
    days = context_days(
        list(zip(mentions, owns, strict=True)), sentences=sentences, told_on=report.told_on
    )
    claims = (
        _claim(report, event, mention, own, when, entity_of, entities)
        for event, mention, own, when in zip(row["events"], mentions, times, days, strict=True)
    )
    words = sum(len(sentence.words) for sentence in sentences)
    return Reading(
        report=report,
        sentences=sentences,
        names=tuple(_names(report, entities)),
        timexes=tuple(sorted({t for own in times for t in own}, key=lambda t: t.span)),
        places=(),
        entities=entities,
        claims=tuple(sorted(claims, key=lambda claim: claim.trigger)),
        statements=(),
        dropped=(),
        coverage=Coverage(words, words),
    )


def value_bounds(value: str) -> tuple[date | None, date | None]:
    """Return the first and last day of a value as the codebook writes it.

    Args:
        value: ``2021-08-27``, ``2021-08``, ``2021``, ``2021-08-23/``, ``2021-08-23/2021-09-02``.

    Returns:
        Both ends; ``None`` for an end that is open or has no year.
    """
    left, bar, right = value.partition("/")
    return _bound(left, last=False), _bound(right if bar else left, last=True)


def _bound(value: str, *, last: bool) -> date | None:
    match = _CALENDAR.fullmatch(value)
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2] or (12 if last else 1))
    day = int(match[3] or (monthrange(year, month)[1] if last else 1))
    return date(year, month, day)


def _report(row: Row) -> Report:
    published = str(row.get("published") or row.get("date") or "")
    return make_report(
        row["text"],
        report_id=row["id"],
        metadata_published=_bound(published, last=False) if len(published) > 7 else None,
        outlet=row.get("outlet") or "",
        language="en",
    )


def _sentences(row: Row, report: Report) -> Iterator[Sentence]:
    title = next((b.span for b in report.blocks if b.kind is BlockKind.TITLE), None)
    paragraph, before = 0, 0
    for start, end in row["sentences"]:
        if "\n" in report.text[before:start].strip(" \t") and before:
            paragraph += 1
        before = end
        in_title = title is not None and title.start <= start < title.end
        block = BlockKind.TITLE if in_title else BlockKind.BODY
        words = find_words(report.text, start=start, end=end)
        yield Sentence(Span(start, end), words, block, paragraph)


def _entities(row: Row) -> Iterator[Entity]:
    mentions: dict[str, set[Span]] = {}
    for event in row["events"]:
        for filler in (*event["roles"], *event["sources"]):
            if filler["span"] and filler["entity"]:
                mentions.setdefault(filler["entity"], set()).add(Span(*filler["span"]))
    taken: set[Span] = set()
    for id_, entity in row["entities"].items():
        own = sorted(mentions.get(id_, set()) - taken)
        taken.update(own)
        yield Entity(
            id=EntityId(id_),
            name=entity["name"],
            kind=EntityKind(entity["kind"]),
            country=entity.get("country") or "",
            sector=Sector(entity["sector"]) if entity.get("sector") else None,
            role=entity.get("role") or "",
            of=entity.get("of") or "",
            registry_id="",
            mentions=tuple(own),
            p=1.0,
            score=None,
        )


def _mention(event: Row, row: Row) -> EventMention:
    """Return the event as a mention; its identity is a number that only this report knows."""
    labels = list(dict.fromkeys(each["identity"] for each in row["events"]))
    return EventMention(
        trigger=Span(*event["trigger"]),
        sentence=_sentence_of(event, row["sentences"]),
        type=EventType(event["type"]),
        mode=event["mode"] or "",
        status=Status(event["status"]),
        quoted=bool(event["quoted"]),
        p=1.0,
        p_status=1.0,
        arguments=(),
        quantities=(),
        identity=labels.index(event["identity"]),
    )


def _sentence_of(event: Row, sentences: Sequence[Sequence[int]]) -> int:
    starts = [start for start, _ in sentences]
    return max(0, bisect_right(starts, event["trigger"][0]) - 1)


def _times(event: Row, report: Report) -> Iterator[TimeExpression]:
    for time in event["times"]:
        span = Span(*time["span"])
        value = time["value"] or ""
        first, last = value_bounds(value)
        has_year = value[:4] in span.quote(report.text)
        basis = TimeBasis.STATED if has_year else TimeBasis.RESOLVED
        yield TimeExpression(span, TimexType.DATE, value, first, last, basis)


def _claim(  # noqa: PLR0917 (all that is known of one event)
    report: Report,
    event: Row,
    mention: EventMention,
    times: tuple[TimeExpression, ...],
    when: When,
    entity_of: Mapping[Span, Entity],
    entities: Sequence[Entity],
) -> Claim:
    start, end = mention.trigger.start, mention.trigger.end
    return Claim(
        id=ClaimId(stable_id("claim", report.text_sha256, str(start), str(end))),
        trigger=mention.trigger,
        sentence=mention.sentence,
        identity=f"V{mention.identity + 1}",
        type=mention.type,
        mode=mention.mode,
        status=mention.status,
        quoted=mention.quoted,
        p=1.0,
        p_status=1.0,
        fillers=tuple(_fillers(event, mention, entities)),
        times=times,
        when=when,
        quantities=tuple(_quantities(event, report.text)),
        conditions=tuple(Span(*span) for span in event["conditions"]),
        attribution=_chain(report, event, mention, entity_of, entities),
    )


def _fillers(event: Row, mention: EventMention, entities: Sequence[Entity]) -> Iterator[Filler]:
    for role in event["roles"]:
        name = Role(role["role"])
        known = None if name in _PLAIN or not role["entity"] else EntityId(role["entity"])
        span = Span(*role["span"]) if role["span"] else None
        evidence = None if span else _nearest(known, mention, entities)
        yield Filler(role=name, span=span, entity=known, p=1.0, evidence=evidence)


def _nearest(entity: str | None, mention: EventMention, entities: Sequence[Entity]) -> Span | None:
    """Return the words nearest to an event that mean an entity, rather before it than after."""
    spans = [span for each in entities if each.id == entity for span in each.mentions]
    before = [span for span in spans if span.start <= mention.trigger.start]
    return before[-1] if before else next(iter(spans), None)


def _quantities(event: Row, text: str) -> Iterator[Quantity]:
    """Yield the counts; where only the words of one are marked, it is what they say."""
    for quantity in event["quantities"]:
        span = Span(*quantity["span"])
        kind, words = QuantityKind(quantity["kind"]), span.quote(text)
        if "range" not in quantity:
            yield Quantity(kind, span, *(read_range(words) or (None, None)))
            continue
        match = _RANGE.fullmatch(quantity["range"] or "")
        low, bar, high = match.groups() if match else ("", "", "")
        high = high if bar else low
        yield Quantity(kind, span, int(low) if low else None, int(high) if high else None)


def _chain(
    report: Report,
    event: Row,
    mention: EventMention,
    entity_of: Mapping[Span, Entity],
    entities: Sequence[Entity],
) -> tuple[SourceLink, ...]:
    """Return the chain that the product makes of the annotated sources."""
    arguments, wordless = [], []
    for source in event["sources"]:
        span = Span(*source["span"]) if source["span"] else None
        words = span or _nearest(source["entity"], mention, entities)
        if words is not None:
            arguments.append(Argument(Role.SOURCE, words, words, 1.0, carried=span is None))
        elif source["entity"]:
            wordless.append(_wordless(source["entity"], entities))
    told = replace(mention, arguments=_with_heads(report.text, arguments))
    return (*attribute(report, told, entity_of=entity_of), *wordless)


def _with_heads(text: str, arguments: Iterable[Argument]) -> tuple[Argument, ...]:
    """Return arguments whose head is the last word before a preposition or a comma."""
    found = []
    for argument in arguments:
        words = argument.span.quote(text)
        front = re.split(r"\s+(?:of|in|on|at|from|for|who|which|with|to|by)\s+|,", words)[0]
        start = argument.span.start + len(front) - len(front.split()[-1]) if front.split() else 0
        head = Span(start, argument.span.start + len(front)) if front.split() else argument.span
        found.append(replace(argument, head=head))
    return tuple(found)


def _wordless(id_: str, entities: Sequence[Entity]) -> SourceLink:
    """Return a speaker that the report makes clear without words of its own."""
    entity = next(each for each in entities if each.id == id_)
    is_media = entity.kind is EntityKind.MEDIA
    kind = SourceKind.RELAYED if is_media else SourceKind.SPEAKER
    return SourceLink(kind, None, entity.id, entity.name, carried=True, p=1.0)


def _names(report: Report, entities: Sequence[Entity]) -> Iterator[Name]:
    """Yield the annotated mentions that are written like names."""
    spans = sorted((span, entity.kind) for entity in entities for span in entity.mentions)
    end = 0
    for span, kind in spans:
        if span.start >= end and span.quote(report.text)[:1].isupper():
            yield Name(span, _NAMES.get(kind, NameType.ORGANIZATION), 1.0)
            end = span.end
