"""A small reading made by hand: one threat with a condition, one nameless source."""

import hashlib
from datetime import date

from helpers.entities import make_entity
from helpers.markup import marked
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
from khabar.record.codes import EntityKind, EventType, NameType, QuantityKind, Role, Status
from khabar.record.graph import Name
from khabar.record.report import Block, BlockKind, PublishedBasis, Report, ReportId, Sentence
from khabar.record.span import Span
from khabar.record.time import TimeBasis, TimeExpression, TimexType, When

__all__ = ["make_small_reading"]

SOURCE = (
    "{who:Colonel Varo} told Radio Sael that {actor:his men} would {trigger:shell}\n"
    "{place:Old Tarn} on {day:Friday} {condition:if the <gate> stays shut}. "
    "Guards {hit:wounded} {count:two or three} herders, a witness said."
)


def make_small_reading(*, outlet: str = "Radio Sael") -> Reading:
    """Return the reading; its text has a line break, angle brackets and a quote."""
    text, at = marked(SOURCE)
    stop = text.index(". ") + 1
    return Reading(
        report=_report(text, outlet=outlet),
        sentences=(_sentence(0, stop), _sentence(stop + 1, len(text))),
        names=(Name(at["who"], NameType.PERSON, 0.9), Name(at["place"], NameType.LOCATION, 0.8)),
        timexes=(_friday(at["day"]),),
        places=(),
        entities=(
            _entity("E1", "Colonel Varo", at["who"]),
            _entity("E2", "Varo's men", at["actor"]),
        ),
        claims=(_threat(at), _wounding(at)),
        statements=(),
        dropped=(),
        coverage=Coverage(words=24, words_read=24),
    )


def _report(text: str, *, outlet: str) -> Report:
    return Report(
        id=ReportId("sael-1"),
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        title="",
        published=date(2019, 5, 2),
        published_basis=PublishedBasis.ARGUMENT,
        outlet=outlet,
        blocks=(Block(Span(0, len(text)), BlockKind.BODY),),
    )


def _sentence(start: int, end: int) -> Sentence:
    return Sentence(Span(start, end), (Span(start, end),), BlockKind.BODY, 0)


def _friday(span: Span) -> TimeExpression:
    day = date(2019, 5, 3)
    return TimeExpression(span, TimexType.DATE, "2019-05-03", day, day, TimeBasis.RESOLVED)


def _entity(name: str, label: str, span: Span) -> Entity:
    return make_entity(span, EntityKind.MILITARY, number=name, name=label)


def _threat(at: dict[str, Span]) -> Claim:
    friday = _friday(at["day"])
    return Claim(
        id=ClaimId("c-threat"),
        trigger=at["trigger"],
        sentence=0,
        identity="V1",
        type=EventType.THREATEN,
        mode="force",
        status=Status.HYPOTHETICAL,
        quoted=False,
        p=0.9,
        p_status=0.8,
        fillers=(
            Filler(Role.ACTOR, at["actor"], EntityId("E2"), 0.8),
            Filler(Role.PLACE, at["place"], None, 0.7),
            Filler(Role.RECIPIENT, None, EntityId("E1"), 0.5, evidence=at["who"]),
        ),
        times=(friday,),
        when=When(friday.first, friday.last, TimeBasis.RESOLVED, at["day"]),
        quantities=(),
        conditions=(at["condition"],),
        attribution=(
            SourceLink(SourceKind.OUTLET, None, None, "Radio Sael", carried=False, p=1.0),
            SourceLink(
                SourceKind.SPEAKER, at["who"], EntityId("E1"), "Colonel Varo", carried=False, p=0.9
            ),
        ),
    )


def _wounding(at: dict[str, Span]) -> Claim:
    return Claim(
        id=ClaimId("c-wounding"),
        trigger=at["hit"],
        sentence=1,
        identity="V2",
        type=EventType.ASSAULT,
        mode="",
        status=Status.ACTUAL,
        quoted=False,
        p=0.7,
        p_status=0.9,
        fillers=(),
        times=(),
        when=When(None, date(2019, 5, 2), TimeBasis.DATELINE, None),
        quantities=(Quantity(QuantityKind.INJURED, at["count"], 2, 3),),
        conditions=(),
        attribution=(
            SourceLink(SourceKind.OUTLET, None, None, "Radio Sael", carried=False, p=1.0),
            SourceLink(SourceKind.UNNAMED, None, None, "a witness", carried=False, p=0.8),
        ),
    )
