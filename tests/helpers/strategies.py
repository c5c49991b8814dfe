"""Whole readings made at random: valid, absurd, and small enough to read."""

import hashlib
from datetime import date
from typing import Final, TypeVar

from hypothesis import strategies as st

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
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import Name, StatementMention
from khabar.record.place import PlaceId, PlaceLink, PlaceRow
from khabar.record.report import (
    Block,
    BlockKind,
    PublishedBasis,
    Report,
    ReportId,
    Sentence,
)
from khabar.record.score import Part, Score
from khabar.record.span import Span
from khabar.record.time import TimeBasis, TimeExpression, TimexType, When

__all__ = ["readings", "texts"]

T = TypeVar("T")

WORDS: Final = (
    "Dareshan", "rebels", "Rebels", "Gulvand", "talks", "don't", "Ōsaka", "قوات", "переговоры",
    "killed", "12", "=1+1", "-", "\u00e9te\u0301", "\U0001f525", "\u200f", "\x00", "\r\n", "\ud800",
)  # fmt: skip
ENTITY_IDS: Final = ("E1", "E2", "E3")
IDENTITIES: Final = ("V1", "V2")

_any_char = st.characters(exclude_categories=())  # lone surrogates and NUL included
_word = st.sampled_from(WORDS) | st.text(_any_char, min_size=1, max_size=4)
texts = st.lists(_word, min_size=1, max_size=25).map(" ".join)
_label = st.sampled_from(("", *WORDS)) | st.text(_any_char, max_size=6)
_p = st.floats(0, 1)
_day = st.dates(date(1, 1, 1), date(9999, 12, 31))
_score = st.lists(st.builds(Part, _label, _label, _label, st.floats(-70, 70)), max_size=2).map(
    lambda parts: Score(tuple(parts))
)


def digest(text: str) -> str:
    """Return the digest of a text as reports carry it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _spans(text: str) -> st.SearchStrategy[Span]:
    """Spans inside a text."""
    size = len(text)
    return st.integers(0, size - 1).flatmap(
        lambda start: st.integers(start + 1, min(size, start + 12)).map(
            lambda end: Span(start, end)
        )
    )


def _some(items: st.SearchStrategy[T], *, most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    """Up to three of something."""
    return st.lists(items, max_size=most).map(tuple)


def _optional(items: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Something or nothing."""
    return st.none() | items


def _when(spans: st.SearchStrategy[Span]) -> st.SearchStrategy[When]:
    """Intervals, open and unknown ones included."""
    days = st.tuples(_optional(_day), _optional(_day)).map(
        lambda pair: pair if None in pair else tuple(sorted(pair))  # type: ignore[type-var]
    )
    worded = st.builds(
        lambda ends, basis, span: When(ends[0], ends[1], basis, span),
        days,
        st.sampled_from((TimeBasis.STATED, TimeBasis.RESOLVED)),
        spans,
    )
    since = st.builds(
        lambda ends, span: When(min(ends), None, TimeBasis.STATED, span, max(ends)),
        st.lists(_day, min_size=2, max_size=2, unique=True),
        spans,
    )
    wordless = st.builds(
        lambda ends, basis: When(ends[0], ends[1], basis, None),
        days,
        st.sampled_from((TimeBasis.DATELINE, TimeBasis.UNKNOWN)),
    )
    return worded | since | wordless


def _timexes(spans: st.SearchStrategy[Span]) -> st.SearchStrategy[TimeExpression]:
    """Time expressions."""
    return st.builds(
        TimeExpression,
        span=spans,
        type=st.sampled_from(TimexType),
        value=st.sampled_from(("", "2021-08", "--09-20", "P3D", "2021-08-23/")),
        first=_optional(_day),
        last=_optional(_day),
        basis=st.sampled_from(TimeBasis),
    )


def _claims(spans: st.SearchStrategy[Span], *, sentences: int) -> st.SearchStrategy[Claim]:
    """Claims over at least one sentence."""
    entity = _optional(st.sampled_from(ENTITY_IDS).map(EntityId))
    fillers = st.builds(
        Filler,
        role=st.sampled_from((Role.ACTOR, Role.RECIPIENT, Role.PLACE, Role.THEME)),
        span=_optional(spans),
        entity=entity,
        p=_p,
        evidence=_optional(spans),
    )
    count = _optional(st.integers(0, 10**6) | st.just(10**20))
    links = st.builds(
        SourceLink, st.sampled_from(SourceKind), _optional(spans), entity, _label, st.booleans(), _p
    )
    return st.builds(
        Claim,
        id=st.text(min_size=1, max_size=8).map(ClaimId),
        trigger=spans,
        sentence=st.integers(0, sentences - 1),
        identity=st.sampled_from(IDENTITIES),
        type=st.sampled_from(EventType),
        mode=st.sampled_from(("", "meet", "restrict")),
        status=st.sampled_from(Status),
        quoted=st.booleans(),
        p=_p,
        p_status=_p,
        fillers=_some(fillers),
        times=_some(_timexes(spans), most=2),
        when=_when(spans),
        quantities=_some(st.builds(Quantity, st.sampled_from(QuantityKind), spans, count, count)),
        conditions=_some(spans, most=2),
        attribution=_some(links),
    )


def _places(spans: st.SearchStrategy[Span]) -> st.SearchStrategy[PlaceLink]:
    """Place links to rows all over the globe."""
    rows = st.builds(
        PlaceRow,
        id=st.sampled_from(("gn:1", "kh:2", "kh:valley")).map(PlaceId),
        name=_label,
        kind=st.just("town"),
        country=st.sampled_from(("", "AFG", "FJI")),
        lat=st.floats(-90, 90),
        lon=st.floats(-180, 180),
        population=st.integers(0, 10**8),
        precision_m=st.integers(0, 10**6),
        geonameid=_optional(st.integers(1, 10**8)),
        admin1=_label,
        provenance=st.just("made up"),
    )
    return st.builds(PlaceLink, spans, rows, _p, _score)


def _entities(spans: st.SearchStrategy[Span]) -> st.SearchStrategy[tuple[Entity, ...]]:
    """Up to three entities with different ids."""
    entity = st.builds(
        Entity,
        id=st.sampled_from(ENTITY_IDS).map(EntityId),
        name=_label,
        kind=st.sampled_from(EntityKind),
        country=st.sampled_from(("", "AFG")),
        sector=_optional(st.sampled_from(Sector)),
        role=_label,
        of=_label,
        registry_id=st.sampled_from(("", "drs-front", "gn:1")),
        mentions=_some(spans),
        p=_p,
        score=_optional(_score),
    )
    return st.lists(entity, max_size=3, unique_by=lambda made: made.id).map(tuple)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports whose id is made of their text."""
    text = draw(texts)
    published = draw(_optional(_day))
    known = st.sampled_from((PublishedBasis.ARGUMENT, PublishedBasis.DATELINE))
    return Report(
        id=ReportId(digest(text)[:12]),
        text=text,
        text_sha256=digest(text),
        title=draw(_label),
        published=published,
        published_basis=PublishedBasis.UNKNOWN if published is None else draw(known),
        outlet=draw(st.sampled_from(("", "Meridian Press", "M\u00e9ridien"))),
        url=draw(_label),
        language=draw(st.sampled_from(("", "en", "fa"))),
        origin=draw(_label),
        blocks=draw(_some(st.builds(Block, _spans(text), st.sampled_from(BlockKind)))),
        dateline_place=draw(_label),
        agency=draw(_label),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Readings with everything a reading can hold, spans anywhere in the text."""
    report = draw(reports())
    spans = _spans(report.text)
    sentence = st.builds(
        Sentence, spans, _some(spans), st.sampled_from(BlockKind), st.integers(0, 3)
    )
    sentences = draw(_some(sentence))
    claims = draw(_some(_claims(spans, sentences=len(sentences)))) if sentences else ()
    statement = st.builds(StatementMention, _some(spans, most=2), spans, _some(spans, most=2))
    dropped = st.builds(Dropped, _label, _optional(spans), st.sampled_from(DropReason), _label)
    return Reading(
        report=report,
        sentences=sentences,
        names=draw(_some(st.builds(Name, spans, st.sampled_from(NameType), _p))),
        timexes=draw(_some(_timexes(spans))),
        places=draw(_some(_places(spans))),
        entities=draw(_entities(spans)),
        claims=claims,
        statements=draw(_some(statement, most=2)),
        dropped=draw(_some(dropped, most=2)),
        coverage=Coverage(draw(st.integers(0, 99)), draw(st.integers(0, 99))),
    )
