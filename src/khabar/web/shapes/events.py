"""The shapes of an event, a comparison and an actor."""

from khabar.web.shapes.shared import (
    Cite,
    ClaimRow,
    DecisionLine,
    EventCard,
    Named,
    ReviewState,
    Shape,
    SourceLink,
    Status,
    Variant,
)

__all__ = [
    "ActorView",
    "ActorViewByStatus",
    "ActorViewNames",
    "ActorViewNear",
    "ActorViewRoles",
    "Compare",
    "CompareColumns",
    "CompareRows",
    "CompareRowsCells",
    "EventView",
    "EventViewChanges",
    "EventViewFields",
    "EventViewJoins",
    "EventViewNear",
    "EventViewOrigins",
    "EventViewTolls",
    "Mention",
    "Part",
]


class Mention(Shape, frozen=True):
    """A claim as part of an event."""

    claim: str
    cite: Cite
    outlet: str
    published: str | None
    type: str
    status: Status
    chain: list[SourceLink]
    words: str
    review: ReviewState


class Part(Shape, frozen=True):
    """One reason behind a score, in log-odds, base 2."""

    feature: str
    left: str
    right: str
    weight: float


class EventViewOrigins(Shape, frozen=True):
    """Part of ``EventView``."""

    name: str
    kind: str
    reports: list[str]


class EventViewFields(Shape, frozen=True):
    """Part of ``EventView``."""

    field: str
    values: list[Variant]


class EventViewTolls(Shape, frozen=True):
    """Part of ``EventView``."""

    kind: str
    low: int | None
    high: int | None
    best: int | None
    rule: str
    variants: list[Variant]


class EventViewJoins(Shape, frozen=True):
    """Part of ``EventView``."""

    left: Cite
    right: Cite
    p: float
    parts: list[Part]


class EventViewChanges(Shape, frozen=True):
    """Part of ``EventView``."""

    at: str
    kind: str
    what: list[str]
    into: str | None


class EventViewNear(Shape, frozen=True):
    """Part of ``EventView``."""

    event: EventCard
    p: float


class EventView(EventCard, frozen=True):
    """An event with all that is known of it."""

    mentions: list[Mention]
    origins: list[EventViewOrigins]
    fields: list[EventViewFields]
    tolls: list[EventViewTolls]
    joins: list[EventViewJoins]
    changes: list[EventViewChanges]
    decisions: list[DecisionLine]
    near: list[EventViewNear]


class CompareColumns(Shape, frozen=True):
    """Part of ``Compare``."""

    outlet: str
    reports: list[str]
    copies: list[str]


class CompareRowsCells(Shape, frozen=True):
    """Part of ``CompareRows``."""

    value: str
    cites: list[Cite]


class CompareRows(Shape, frozen=True):
    """Part of ``Compare``."""

    field: str
    differs: bool
    cells: list[CompareRowsCells]


class Compare(Shape, frozen=True):
    """An event, outlet by outlet."""

    event: EventCard
    columns: list[CompareColumns]
    rows: list[CompareRows]


class ActorViewNames(Shape, frozen=True):
    """Part of ``ActorView``."""

    name: str
    script: str
    count: int


class ActorViewRoles(Shape, frozen=True):
    """Part of ``ActorView``."""

    role: str
    first: str | None
    last: str | None


class ActorViewByStatus(Shape, frozen=True):
    """Part of ``ActorView``."""

    status: Status
    as_actor: int
    as_recipient: int


class ActorViewNear(Shape, frozen=True):
    """Part of ``ActorView``."""

    name: str
    key: str
    p: float


class ActorView(Shape, frozen=True):
    """What is told of an actor."""

    key: str
    name: str
    names: list[ActorViewNames]
    kind: str
    country: str | None
    sector: str | None
    roles: list[ActorViewRoles]
    parents: list[Named]
    children: list[Named]
    known: bool
    first: str | None
    last: str | None
    by_status: list[ActorViewByStatus]
    events: list[EventCard]
    said: list[ClaimRow]
    near: list[ActorViewNear]
