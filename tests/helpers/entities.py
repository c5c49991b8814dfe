"""Entities of a report as the resolver makes them, without a link."""

from khabar.record.actor import Entity, EntityId
from khabar.record.codes import EntityKind, Sector
from khabar.record.span import Span

__all__ = ["make_entity"]


def make_entity(
    span: Span,
    kind: EntityKind,
    *,
    name: str = "",
    number: str = "",
    country: str = "",
    sector: Sector | None = None,
    row: str = "",
) -> Entity:
    """Return an entity that stands once."""
    return Entity(
        id=EntityId(number),
        name=name,
        kind=kind,
        country=country,
        sector=sector,
        role="",
        of="",
        registry_id=row,
        mentions=(span,),
        p=0.9,
        score=None,
    )
