"""Who: entities of a report, and the rows of the registry they mean."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from khabar.record.codes import EntityKind, Sector
from khabar.record.score import Score
from khabar.record.span import Span

__all__ = ["ActorId", "ActorRow", "Entity", "EntityId", "Tenure"]

ActorId = NewType("ActorId", str)
EntityId = NewType("EntityId", str)


@dataclass(frozen=True, slots=True)
class Tenure:
    """What an actor was from one day to another.

    Attributes:
        sector: PLOVER sector during this time.
        role: Post held ("Minister of Defence"); empty when none.
        of: Registry id of the body it is held in; empty when none.
        first: First day; ``None`` when always so.
        last: Last day; ``None`` when still so.
    """

    sector: Sector
    role: str
    of: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """One actor of the registry.

    Attributes:
        id: Stable id (``afg-taliban``).
        name: Usual English name.
        kind: What it is.
        country: ISO alpha-3, or empty.
        aliases: Other names, any script.
        tenures: What it was when, in order; at least one for actors.
        parent: Registry id of what it belongs to; empty when none.
        source: Where the facts come from.
    """

    id: ActorId
    name: str
    kind: EntityKind
    country: str
    aliases: tuple[str, ...]
    tenures: tuple[Tenure, ...]
    parent: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor or place of one report, with all its mentions.

    Attributes:
        id: ``E1``, ``E2`` ... inside the report.
        name: Best name in the report, or the registry's when linked.
        kind: What it is.
        country: ISO alpha-3; empty when not clear.
        sector: PLOVER sector at the report's date; ``None`` for places and when not clear.
        role: A person's post when the report gives it.
        of: Entity id or name of the group the post is in; empty when not given.
        registry_id: Row of the registry or gazetteer; empty for a case-local entity.
        mentions: Where it stands, in order; empty only for what is understood.
        p: Probability in [0, 1] of the link; of the kind when there is no link.
        score: Why the link was made; ``None`` when there is none.
    """

    id: EntityId
    name: str
    kind: EntityKind
    country: str
    sector: Sector | None
    role: str
    of: str
    registry_id: str
    mentions: tuple[Span, ...]
    p: float
    score: Score | None
