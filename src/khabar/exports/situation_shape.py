"""The shapes of what reports say together as JSON: stable, and the source of their schemas.

``report`` is the id given with the input, else the file's name. Spans are pairs
``[start, end]`` of code points into that report's text, half-open.
"""

from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from khabar.record.card import OriginKind
from khabar.record.codes import EventType, QuantityKind, Status
from khabar.record.event import ChangeKind, Field
from khabar.record.ledger import AccessState, ControlState, Good

__all__ = [
    "SCHEMAS",
    "AccessShape",
    "ChangeShape",
    "CiteShape",
    "ContradictionShape",
    "ControlShape",
    "CountsShape",
    "EventShape",
    "JoinShape",
    "MentionShape",
    "OriginShape",
    "PartShape",
    "RivalsShape",
    "SourceShape",
    "StatedShape",
    "StepShape",
    "TalksShape",
    "TollShape",
    "ValueShape",
    "WholeEventShape",
    "situation_schema",
]

_CodePoint = Annotated[int, Meta(ge=0)]
_Span = tuple[_CodePoint, _CodePoint]
_Probability = Annotated[float, Meta(ge=0, le=1, description="Higher is surer.")]
_Day = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="ISO 8601 day.")]
_Count = Annotated[int, Meta(ge=0)]


class _Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all shapes: every field is always there, in this order."""


class CiteShape(_Shape, frozen=True):
    """Words that something rests on."""

    report: str
    span: _Span


class MentionShape(_Shape, frozen=True):
    """A claim as part of an event; ``sources`` run from the outlet inwards."""

    report: str
    trigger: _Span
    type: EventType
    status: Status
    sources: list[str]


class CountsShape(_Shape, frozen=True):
    """How often an event is told, in how many reports, by how many independent origins."""

    mentions: _Count
    reports: _Count
    origins: _Count


class OriginShape(_Shape, frozen=True):
    """Something that an event is independently known from."""

    name: str
    kind: OriginKind
    reports: list[str]


class ValueShape(_Shape, frozen=True):
    """One of several values; ``low`` and ``high`` are null when open or no count."""

    value: str
    low: int | None
    high: int | None
    reports: list[str]
    according_to: list[str]


class RivalsShape(_Shape, frozen=True):
    """A field that sources tell differently, the best supported value first."""

    field: Field
    values: list[ValueShape]
    reconcilable: bool


class EventShape(_Shape, frozen=True):
    """An occurrence, as claims of any number of reports tell it."""

    id: str
    type: EventType
    modes: list[str]
    status: Status
    first: _Day | None
    last: _Day | None
    places: list[str]
    actors: list[str]
    recipients: list[str]
    mentions: list[MentionShape]
    counts: CountsShape
    origins: list[OriginShape]
    contradictions: list[RivalsShape]


class TollShape(_Shape, frozen=True):
    """What all sources say of one count; ``best`` is null where no rule gives one."""

    kind: QuantityKind
    low: int | None
    high: int | None
    best: int | None
    rule: str
    values: list[ValueShape]


class PartShape(_Shape, frozen=True):
    """One reason: what was compared, and how far it moved the pair (log-odds, base 2)."""

    feature: str
    left: str
    right: str
    weight: float


class JoinShape(_Shape, frozen=True):
    """Why two claims are held to be about the same occurrence."""

    left: CiteShape
    right: CiteShape
    p: _Probability
    parts: list[PartShape]


class WholeEventShape(EventShape, frozen=True):
    """An event with its tolls and the reasons why its mentions are one."""

    tolls: list[TollShape]
    joins: list[JoinShape]


class ContradictionShape(_Shape, frozen=True):
    """A contradiction with the event it is in."""

    event: str
    type: EventType
    first: _Day | None
    last: _Day | None
    places: list[str]
    field: Field
    values: list[ValueShape]
    reconcilable: bool


class SourceShape(_Shape, frozen=True):
    """Where a report comes from; ``p`` is the probability that it reprints ``copy_of``."""

    report: str
    outlet: str
    copy_of: str | None
    p: _Probability
    credits: list[str]
    quotes: list[str]


class ControlShape(_Shape, frozen=True):
    """Somebody holds a place, according to somebody."""

    place: str
    holder: str
    state: ControlState
    first: _Day | None
    first_by: _Day | None
    last: _Day | None
    claimants: list[str]
    disputed_by: list[str]
    newest: _Day | None
    cites: list[CiteShape]


class AccessShape(_Shape, frozen=True):
    """Something gets through to a place or does not, according to somebody."""

    place: str
    what: Good
    state: AccessState
    first: _Day | None
    first_by: _Day | None
    last: _Day | None
    restricted_by: list[str]
    claimants: list[str]
    newest: _Day | None
    cites: list[CiteShape]


class StatedShape(_Shape, frozen=True):
    """A demand, condition, offer or rejection, and who stated it."""

    by: str
    what: str


class DeadlineShape(_Shape, frozen=True):
    """A day by which somebody wants something done."""

    by: str
    what: str
    day: str


class StepShape(_Shape, frozen=True):
    """A dated turn of talks."""

    date: _Day | None
    status: str
    report: str


class TalksShape(_Shape, frozen=True):
    """One line of negotiation."""

    parties: list[str]
    venue: str
    mediators: list[str]
    demands: list[StatedShape]
    conditions: list[StatedShape]
    offers: list[StatedShape]
    rejections: list[StatedShape]
    deadlines: list[DeadlineShape]
    outcome: str
    by_date: list[StepShape]
    next: str
    cites: list[CiteShape]


class ChangeShape(_Shape, frozen=True):
    """One line of the change feed; ``into`` is where a merged id leads."""

    at: str
    kind: ChangeKind
    event: str
    into: str | None
    what: list[str]


SCHEMAS: Final[dict[str, type[_Shape]]] = {
    "access": AccessShape,
    "changes": ChangeShape,
    "contradictions": ContradictionShape,
    "control": ControlShape,
    "event": WholeEventShape,
    "events": EventShape,
    "sources": SourceShape,
    "talks": TalksShape,
}
"""Command and the shape of its lines."""


def situation_schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of the lines that a command writes.

    Args:
        command: One of ``SCHEMAS``.

    Returns:
        Published as ``docs/schema/COMMAND.schema.json``.
    """
    made = msgspec.json.schema(SCHEMAS[command])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:khabar:{command}",
        **made,
    }
