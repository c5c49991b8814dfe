"""What a look-up by hand answers, as JSON: actors, places, times."""

from typing import Annotated

import msgspec
from msgspec import Meta

from khabar.exports.reading_json import part_shapes
from khabar.exports.reading_shape import PartShape
from khabar.record.codes import EntityKind, Sector
from khabar.record.time import Granularity, TimeBasis
from khabar.resolve.actors import Candidate
from khabar.resolve.places import PlaceCandidate
from khabar.resolve.times import TimeCandidate

__all__ = [
    "ActorAnswer",
    "PlaceAnswer",
    "TimeAnswer",
    "actor_answer",
    "place_answer",
    "time_answer",
]

_DIGITS = 4  # of a probability; the fifth is noise
_Probability = Annotated[float, Meta(ge=0, le=1)]


class ActorAnswer(msgspec.Struct, frozen=True):
    """What a phrase may name; null where it does not say."""

    name: str
    country: str | None
    sector: Sector | None
    sectors: list[Sector]
    kind: EntityKind
    registry_id: str | None
    role: str | None
    p: _Probability
    parts: list[PartShape]


class PlaceAnswer(msgspec.Struct, frozen=True):
    """A row of the gazetteer that a name may mean; degrees in WGS 84, radius in metres."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    precision_m: int
    population: int | None
    geonameid: int | None
    id: str
    provenance: str
    licence: str | None
    p: _Probability
    parts: list[PartShape]


class TimeAnswer(msgspec.Struct, frozen=True):
    """What words of time may mean; ``span`` counts code points of the phrase, half-open."""

    text: str
    span: tuple[int, int]
    value: str | None
    first: str | None
    last: str | None
    granularity: Granularity
    basis: TimeBasis
    p: _Probability
    parts: list[PartShape]


def actor_answer(found: Candidate) -> ActorAnswer:
    """Return an actor in the shape of its JSON.

    Args:
        found: From ``resolve_phrase``.

    Returns:
        The shape.
    """
    return ActorAnswer(
        name=found.name,
        country=found.country or None,
        sector=found.sector,
        sectors=list(found.sectors),
        kind=found.kind,
        registry_id=found.registry_id or None,
        role=found.role or None,
        p=round(found.p, _DIGITS),
        parts=part_shapes(found.score),
    )


def place_answer(found: PlaceCandidate) -> PlaceAnswer:
    """Return a place in the shape of its JSON.

    Args:
        found: From ``PlaceResolver.look_up``.

    Returns:
        The shape.
    """
    row = found.row
    return PlaceAnswer(
        name=row.name,
        kind=row.kind,
        country=row.country or None,
        admin1=row.admin1 or None,
        lat=row.lat,
        lon=row.lon,
        precision_m=row.precision_m,
        population=row.population or None,
        geonameid=row.geonameid,
        id=row.id,
        provenance=row.provenance,
        licence=row.licence or None,
        p=round(found.p, _DIGITS),
        parts=part_shapes(found.score),
    )


def time_answer(found: TimeCandidate) -> TimeAnswer:
    """Return a time in the shape of its JSON.

    Args:
        found: From ``resolve_phrase`` of times.

    Returns:
        The shape.
    """
    return TimeAnswer(
        text=found.text,
        span=(found.span.start, found.span.end),
        value=found.value or None,
        first=None if found.first is None else found.first.isoformat(),
        last=None if found.last is None else found.last.isoformat(),
        granularity=found.granularity,
        basis=found.basis,
        p=round(found.p, _DIGITS),
        parts=part_shapes(found.score),
    )
