"""One hand-made reading of an invented siege, with a known answer for every question."""

import hashlib
from datetime import date
from typing import Final

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
from khabar.record.codes import EntityKind, EventType, NameType, QuantityKind, Role, Sector, Status
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import Name, StatementMention
from khabar.record.place import PlaceId, PlaceLink, PlaceRow
from khabar.record.report import BlockKind, PublishedBasis, Report, ReportId, Sentence
from khabar.record.score import Part, Score
from khabar.record.span import Span
from khabar.record.time import TimeBasis, TimeExpression, TimexType, When

__all__ = ["FRIDAY", "PUBLISHED", "siege"]

PUBLISHED: Final = date(2018, 9, 8)
FRIDAY: Final = date(2018, 9, 7)

_TEXT, _SPANS = marked(
    "{army:Dareshani troops} {shelled:shelled} {town:Gulvand} on {friday:Friday}, "
    "{killing:killing} {toll:at least 12 people}, {elder:Haji Sabet} {told:told} "
    "{wire:the Ostrova agency}. "
    "The {front:Mountain Front} said it would {strike:strike back} "
    "{unless:unless the shelling stops}."
)


def siege(
    *, report: str = "r1", outlet: str = "Meridian Press", published: date = PUBLISHED
) -> Reading:
    """Return the reading.

    Args:
        report: Id of its report.
        outlet: Who published it.
        published: When.

    Returns:
        Three claims of two occurrences: a shelling (with its toll) and a conditional threat.
    """
    first = Span(0, _TEXT.index(". ") + 1)
    second = Span(first.end + 1, len(_TEXT))
    return Reading(
        report=Report(
            id=ReportId(report),
            text=_TEXT,
            text_sha256=hashlib.sha256(_TEXT.encode()).hexdigest(),
            title="Shells fall on Gulvand",
            published=published,
            published_basis=PublishedBasis.ARGUMENT,
            outlet=outlet,
            origin=f"{report}.txt",
        ),
        sentences=tuple(Sentence(span, (span,), BlockKind.BODY, 0) for span in (first, second)),
        names=(Name(_SPANS["town"], NameType.LOCATION, 0.97),),
        timexes=(_friday(),),
        places=(_gulvand(),),
        entities=_entities(),
        claims=(*_shelling(outlet), _threat(outlet)),
        statements=(StatementMention((_SPANS["elder"],), _SPANS["told"], (first,)),),
        dropped=(Dropped("trigger", _SPANS["told"], DropReason.LOW_PROBABILITY, "0.2"),),
        coverage=Coverage(28, 28),
    )


def _friday() -> TimeExpression:
    return TimeExpression(
        _SPANS["friday"], TimexType.DATE, "2018-09-07", FRIDAY, FRIDAY, TimeBasis.RESOLVED
    )


def _gulvand() -> PlaceLink:
    row = PlaceRow(
        id=PlaceId("kh:gulvand"),
        name="Gulvand",
        kind="town",
        country="DRS",
        lat=35.25,
        lon=69.5,
        population=9000,
        precision_m=3000,
        geonameid=None,
        admin1="",
        provenance="invented",
    )
    return PlaceLink(_SPANS["town"], row, 0.9, Score((Part("name", "Gulvand", "Gulvand", 5.0),)))


def _entities() -> tuple[Entity, ...]:
    def entity(key: str, name: str, kind: EntityKind, mark: str, **more: str) -> Entity:
        return Entity(
            id=EntityId(key),
            name=name,
            kind=kind,
            country=more.get("country", ""),
            sector=Sector(more["sector"]) if "sector" in more else None,
            role=more.get("role", ""),
            of="",
            registry_id=more.get("registry_id", ""),
            mentions=(_SPANS[mark],),
            p=0.9,
            score=None,
        )

    return (
        entity(
            "E1",
            "Dareshani army",
            EntityKind.MILITARY,
            "army",
            country="DRS",
            sector="MIL",
            registry_id="drs-army",
        ),
        entity("E2", "Gulvand", EntityKind.PLACE, "town", registry_id="kh:gulvand"),
        entity("E3", "Haji Sabet", EntityKind.PERSON, "elder", sector="SOC", role="elder"),
        entity("E4", "Ostrova agency", EntityKind.MEDIA, "wire"),
        entity("E5", "Ushkara Mountain Front", EntityKind.ARMED_GROUP, "front", sector="REB"),
    )


def _outlet(name: str) -> SourceLink:
    return SourceLink(SourceKind.OUTLET, None, None, name, carried=False, p=1.0)


def _shelling(outlet: str) -> tuple[Claim, Claim]:
    chain = (
        _outlet(outlet),
        SourceLink(
            SourceKind.RELAYED, _SPANS["wire"], EntityId("E4"), "the Ostrova agency", False, 0.8
        ),
        SourceLink(SourceKind.SPEAKER, _SPANS["elder"], EntityId("E3"), "Haji Sabet", False, 0.9),
    )
    fillers = (
        Filler(Role.ACTOR, _SPANS["army"], EntityId("E1"), 0.95),
        Filler(Role.PLACE, _SPANS["town"], EntityId("E2"), 0.9),
    )
    when = When(FRIDAY, FRIDAY, TimeBasis.RESOLVED, _SPANS["friday"])
    shelled = Claim(
        id=ClaimId("c-shelled"),
        trigger=_SPANS["shelled"],
        sentence=0,
        identity="V1",
        type=EventType.ASSAULT,
        mode="artillery",
        status=Status.ACTUAL,
        quoted=False,
        p=0.98765,
        p_status=0.9,
        fillers=fillers,
        times=(_friday(),),
        when=when,
        quantities=(),
        conditions=(),
        attribution=chain,
    )
    killed = Claim(
        id=ClaimId("c-killing"),
        trigger=_SPANS["killing"],
        sentence=0,
        identity="V1",
        type=EventType.ASSAULT,
        mode="",
        status=Status.ACTUAL,
        quoted=False,
        p=0.9,
        p_status=0.9,
        fillers=(Filler(Role.ACTOR, None, EntityId("E1"), 0.7, _SPANS["army"]),),
        times=(),
        when=when,
        quantities=(Quantity(QuantityKind.KILLED, _SPANS["toll"], 12, None),),
        conditions=(),
        attribution=chain,
    )
    return shelled, killed


def _threat(outlet: str) -> Claim:
    speaker = SourceLink(
        SourceKind.SPEAKER, _SPANS["front"], EntityId("E5"), "Mountain Front", False, 0.9
    )
    return Claim(
        id=ClaimId("c-threat"),
        trigger=_SPANS["strike"],
        sentence=1,
        identity="V2",
        type=EventType.THREATEN,
        mode="",
        status=Status.HYPOTHETICAL,
        quoted=False,
        p=0.8,
        p_status=0.6,
        fillers=(
            Filler(Role.ACTOR, _SPANS["front"], EntityId("E5"), 0.9),
            Filler(Role.RECIPIENT, None, EntityId("E1"), 0.6, _SPANS["army"]),
        ),
        times=(),
        when=When(None, None, TimeBasis.UNKNOWN, None),
        quantities=(),
        conditions=(_SPANS["unless"],),
        attribution=(_outlet(outlet), speaker),
    )
