"""The shape of a reading as JSON: stable, and the source of its JSON Schema.

Offsets are pairs ``[start, end]`` of code points into the report's text, half-open.
"""

from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from khabar.record.codes import EntityKind, EventType, NameType, QuantityKind, Role, Sector, Status
from khabar.record.dropped import DropReason
from khabar.record.report import PublishedBasis
from khabar.record.time import TimeBasis, TimexType

__all__ = [
    "DroppedShape",
    "EntityShape",
    "EventShape",
    "FillerShape",
    "NameShape",
    "Offsets",
    "PartShape",
    "PlaceShape",
    "QuantityShape",
    "ReadingShape",
    "SourceShape",
    "StatementShape",
    "TimeShape",
    "TimexShape",
    "WhenShape",
    "reading_schema",
]

SCHEMA_ID: Final = "urn:khabar:reading"

_CodePoint = Annotated[int, Meta(ge=0)]
Offsets = tuple[_CodePoint, _CodePoint]
_Probability = Annotated[float, Meta(ge=0, le=1, description="Higher is surer.")]
_Day = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="ISO 8601 day.")]
_Country = Annotated[str, Meta(pattern="^[A-Z]{3}$", description="ISO 3166-1 alpha-3.")]
_Count = Annotated[int, Meta(ge=0)]


class _Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all shapes: every field is always there, in this order."""


class PartShape(_Shape, frozen=True):
    """One reason behind a link: what was compared, and how far it moved it (log-odds, base 2)."""

    feature: str
    left: str
    right: str
    weight: float


class NameShape(_Shape, frozen=True):
    """A name, one of the nine classes of the newswire corpus."""

    span: Offsets
    type: NameType
    p: _Probability


class TimexShape(_Shape, frozen=True):
    """An expression of time; ``value`` is ISO 8601, null when it cannot be resolved.

    ``p`` is null for readings that did not weigh it.
    """

    span: Offsets
    type: TimexType
    value: str | None
    first: _Day | None
    last: _Day | None
    p: _Probability | None
    parts: list[PartShape]


class PlaceShape(_Shape, frozen=True):
    """A place mention with the gazetteer row it means; degrees in WGS 84, radius in metres."""

    span: Offsets
    name: str
    country: _Country | None
    lat: Annotated[float, Meta(ge=-90, le=90)]
    lon: Annotated[float, Meta(ge=-180, le=180)]
    geonameid: int | None
    precision_m: Annotated[int, Meta(ge=0)]
    p: _Probability
    parts: list[PartShape]


class EntityShape(_Shape, frozen=True):
    """An actor or place of the report; ``p`` is of the link, of the kind when there is none."""

    name: str
    kind: EntityKind
    country: _Country | None
    sector: Sector | None
    role: str | None
    of: str | None
    registry_id: str | None
    mentions: list[Offsets]
    p: _Probability
    parts: list[PartShape]


class FillerShape(_Shape, frozen=True):
    """What fills a role; ``span`` is null when it is understood from context."""

    role: Role
    span: Offsets | None
    entity: str | None
    p: _Probability


class TimeShape(_Shape, frozen=True):
    """An expression that dates an event."""

    span: Offsets
    value: str | None


class WhenShape(_Shape, frozen=True):
    """The days an event happened on, both included; null is open or unknown."""

    first: _Day | None
    last: _Day | None
    basis: TimeBasis


class QuantityShape(_Shape, frozen=True):
    """A count with its bounds; null is open."""

    kind: QuantityKind
    span: Offsets
    low: int | None
    high: int | None


class SourceShape(_Shape, frozen=True):
    """A link of the attribution chain."""

    span: Offsets | None
    entity: str | None
    text: str


class EventShape(_Shape, frozen=True):
    """One claim; ``sources`` run from the nearest speaker outwards, without the outlet itself."""

    trigger: Offsets
    sentence: Annotated[int, Meta(ge=0)]
    identity: str
    type: EventType
    mode: str | None
    status: Status
    quoted: bool
    p: _Probability
    roles: list[FillerShape]
    times: list[TimeShape]
    when: WhenShape
    quantities: list[QuantityShape]
    conditions: list[Offsets]
    sources: list[SourceShape]


class StatementShape(_Shape, frozen=True):
    """Somebody says something; each part in as many stretches as it has."""

    source: list[Offsets]
    cue: Offsets
    content: list[Offsets]


class DroppedShape(_Shape, frozen=True):
    """Something left out, with a reason of the closed list."""

    what: str
    span: Offsets | None
    reason: DropReason


class ReadingShape(_Shape, frozen=True):
    """Everything read in one report."""

    id: str
    published: _Day | None
    published_basis: PublishedBasis
    outlet: str | None
    text_sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    sentences: list[Offsets]
    names: list[NameShape]
    timexes: list[TimexShape]
    places: list[PlaceShape]
    entities: dict[str, EntityShape]
    events: list[EventShape]
    statements: list[StatementShape]
    dropped: list[DroppedShape]


def reading_schema() -> dict[str, Any]:
    """Return the JSON Schema of one line, made of these types.

    Returns:
        JSON Schema, draft 2020-12.
    """
    made = msgspec.json.schema(ReadingShape)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "A reading of Khabar",
        "description": "Offsets count code points of the report's text and are half-open.",
        "$ref": "#/$defs/Reading",
        "$defs": {
            name.removesuffix("Shape"): _without_class_names(made["$defs"][name])
            for name in sorted(made["$defs"])
        },
    }


def _without_class_names(node: Any) -> Any:
    """Return a schema without titles, its references without the word Shape."""
    if isinstance(node, dict):
        named = {key: value for key, value in node.items() if key != "title"}
        return {key: _without_class_names(value) for key, value in named.items()}
    if isinstance(node, list):
        return [_without_class_names(value) for value in node]
    if isinstance(node, str) and node.startswith("#/$defs/"):
        return node.removesuffix("Shape")
    return node
