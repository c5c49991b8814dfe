"""A reading as one line of JSON."""

import json
import re
from datetime import date
from typing import Any, Final

import msgspec

from khabar.exports.reading_shape import (
    DroppedShape,
    EntityShape,
    EventShape,
    FillerShape,
    NameShape,
    Offsets,
    PartShape,
    PlaceShape,
    QuantityShape,
    ReadingShape,
    SourceShape,
    StatementShape,
    TimeShape,
    TimexShape,
    WhenShape,
)
from khabar.record.actor import Entity
from khabar.record.claim import Claim, Reading, SourceKind
from khabar.record.lookup import EntityIndex
from khabar.record.score import Score
from khabar.record.span import Span

__all__ = [
    "encode_json",
    "part_shapes",
    "reading_from_json",
    "reading_shape",
    "reading_to_json",
]

_DIGITS: Final = 4  # of a probability; the fifth is noise
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DECODER: Final = msgspec.json.Decoder(ReadingShape)


def reading_to_json(reading: Reading) -> bytes:
    """Return a reading as one line, without a line end.

    Args:
        reading: What was read.

    Returns:
        UTF-8, valid against ``docs/schema/reading.schema.json``, the same in every run. Lone
        surrogates are escaped.
    """
    return encode_json(reading_shape(reading))


def reading_from_json(line: bytes | str) -> ReadingShape:
    """Return the content of a line that ``reading_to_json`` made.

    Args:
        line: One line.

    Returns:
        What the line says; the text itself is not part of it.

    Raises:
        msgspec.ValidationError: The line has another shape.
        msgspec.DecodeError: The line is not JSON.
    """
    raw = line.encode() if isinstance(line, str) else line
    try:
        return _DECODER.decode(raw)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        try:
            loose = json.loads(raw)  # lone surrogates: only the standard library reads them
        except ValueError as error:
            raise msgspec.DecodeError(str(error)) from error
        return msgspec.convert(loose, ReadingShape)


def encode_json(value: Any) -> bytes:
    """Return a value as compact JSON in UTF-8, lone surrogates escaped.

    Args:
        value: Anything made of records, lists, mappings and plain values.

    Returns:
        One line, without a line end.
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value)
        line = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", line).encode()


def reading_shape(reading: Reading) -> ReadingShape:
    """Return a reading in the shape of its JSON.

    Args:
        reading: What was read.

    Returns:
        The shape.
    """
    report = reading.report
    return ReadingShape(
        id=report.id,
        published=_day(report.published),
        published_basis=report.published_basis,
        outlet=report.outlet or None,
        text_sha256=report.text_sha256,
        sentences=[_pair(sentence.span) for sentence in reading.sentences],
        names=[NameShape(_pair(name.span), name.type, _p(name.p)) for name in reading.names],
        timexes=_timexes(reading),
        places=_places(reading),
        entities={key: _entity(entity) for key, entity in EntityIndex.of(reading).by_id.items()},
        events=[_event(claim) for claim in reading.claims],
        statements=[
            StatementShape(_pairs(said.source), _pair(said.cue), _pairs(said.content))
            for said in reading.statements
        ],
        dropped=[
            DroppedShape(left.what, _pair_or_none(left.span), left.reason)
            for left in reading.dropped
        ],
    )


def part_shapes(score: Score | None) -> list[PartShape]:
    """Return the reasons behind a score, in the order they were weighed.

    Args:
        score: ``None`` for what has no score.

    Returns:
        The reasons; weights in bits, rounded to thousandths.
    """
    if score is None:
        return []
    return [
        PartShape(part.feature, part.left, part.right, round(part.weight, 3))
        for part in score.parts
    ]


def _timexes(reading: Reading) -> list[TimexShape]:
    """Return the time expressions."""
    return [
        TimexShape(
            span=_pair(time.span),
            type=time.type,
            value=time.value or None,
            first=_day(time.first),
            last=_day(time.last),
            p=None if time.score is None else _p(time.score.probability),
            parts=part_shapes(time.score),
        )
        for time in reading.timexes
    ]


def _places(reading: Reading) -> list[PlaceShape]:
    """Return the linked places."""
    return [
        PlaceShape(
            span=_pair(link.span),
            name=link.row.name,
            country=link.row.country or None,
            lat=link.row.lat,
            lon=link.row.lon,
            geonameid=link.row.geonameid,
            precision_m=link.row.precision_m,
            p=_p(link.p),
            parts=part_shapes(link.score),
        )
        for link in reading.places
    ]


def _entity(entity: Entity) -> EntityShape:
    """Return an entity."""
    return EntityShape(
        name=entity.name,
        kind=entity.kind,
        country=entity.country or None,
        sector=entity.sector,
        role=entity.role or None,
        of=entity.of or None,
        registry_id=entity.registry_id or None,
        mentions=_pairs(entity.mentions),
        p=_p(entity.p),
        parts=part_shapes(entity.score),
    )


def _event(claim: Claim) -> EventShape:
    """Return a claim."""
    return EventShape(
        trigger=_pair(claim.trigger),
        sentence=claim.sentence,
        identity=claim.identity,
        type=claim.type,
        mode=claim.mode or None,
        status=claim.status,
        quoted=claim.quoted,
        p=_p(claim.p),
        roles=[
            FillerShape(filler.role, _pair_or_none(filler.span), filler.entity, _p(filler.p))
            for filler in claim.fillers
        ],
        times=[TimeShape(_pair(time.span), time.value or None) for time in claim.times],
        when=WhenShape(_day(claim.when.first), _day(claim.when.last), claim.when.basis),
        quantities=[
            QuantityShape(count.kind, _pair(count.span), count.low, count.high)
            for count in claim.quantities
        ],
        conditions=_pairs(claim.conditions),
        sources=[
            SourceShape(None if link.carried else _pair_or_none(link.span), link.entity, link.text)
            for link in reversed(claim.attribution)
            if link.kind is not SourceKind.OUTLET or link.span is not None
        ],
    )


def _day(day: date | None) -> str | None:
    """Return a day in ISO 8601, or nothing."""
    return None if day is None else day.isoformat()


def _p(probability: float) -> float:
    """Return a probability with the digits that mean something."""
    return round(probability, _DIGITS)


def _pair(span: Span) -> Offsets:
    """Return the two offsets of a span."""
    return (span.start, span.end)


def _pair_or_none(span: Span | None) -> Offsets | None:
    """Return the two offsets of a span, or nothing."""
    return None if span is None else _pair(span)


def _pairs(spans: tuple[Span, ...]) -> list[Offsets]:
    """Return the offsets of many spans."""
    return [_pair(span) for span in spans]
