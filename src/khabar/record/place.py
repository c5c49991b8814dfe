"""Where: places as read, and the rows of the gazetteer they mean."""

from dataclasses import dataclass
from typing import NewType

from khabar.record.score import Score
from khabar.record.span import Span

__all__ = ["PlaceId", "PlaceLink", "PlaceRow"]

PlaceId = NewType("PlaceId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place of the gazetteer.

    Attributes:
        id: Stable id; ``gn:3145`` for GeoNames rows, ``kh:...`` for our own.
        name: Usual English name.
        kind: ``country``, ``admin1``, ``admin2``, ``town``, ``valley``, ``region``, ``river``,
            ``camp``, ``crossing``, ``island``, ``facility`` ...
        country: ISO 3166-1 alpha-3; empty for places across borders.
        lat: Degrees north, WGS 84.
        lon: Degrees east, WGS 84.
        population: People; 0 when unknown.
        precision_m: Radius in metres inside which the named place lies.
        geonameid: GeoNames id; ``None`` for our own rows.
        admin1: Name of the first-level division; empty when unknown.
        provenance: Where the row comes from, with its licence.
        licence: What it may be used under; empty when that is not known.
    """

    id: PlaceId
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    population: int
    precision_m: int
    geonameid: int | None
    admin1: str
    provenance: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place mention and the gazetteer row it means.

    Attributes:
        span: The words.
        row: The row.
        p: Probability in [0, 1] that the mention means this row.
        score: Why.
    """

    span: Span
    row: PlaceRow
    p: float
    score: Score
