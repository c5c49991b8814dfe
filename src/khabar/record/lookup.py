"""Questions that a reading answers about itself: pure look-ups, nothing resolved anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.record.actor import Entity, EntityId
from khabar.record.claim import Claim, Filler, Reading
from khabar.record.codes import Role
from khabar.record.place import PlaceLink
from khabar.record.span import Span

__all__ = ["EntityIndex", "find_claim_places", "quote_of"]


@dataclass(frozen=True, slots=True)
class EntityIndex:
    """The entities of one reading by id, so that many claims can be looked up at once.

    Attributes:
        by_id: Every entity of the reading; the first one when an id stands twice.
    """

    by_id: dict[EntityId, Entity]

    @classmethod
    def of(cls, reading: Reading) -> "EntityIndex":
        """Index the entities of one reading.

        Args:
            reading: Where they stand.

        Returns:
            The index.
        """
        by_id: dict[EntityId, Entity] = {}
        for entity in reading.entities:
            by_id.setdefault(entity.id, entity)
        return cls(by_id)

    def find(self, entity: EntityId | None) -> Entity | None:
        """Return the entity with this id, or ``None`` where there is none.

        Args:
            entity: Id inside the reading.

        Returns:
            The entity.
        """
        return None if entity is None else self.by_id.get(entity)


def quote_of(span: Span | None, text: str) -> str:
    """Return the words of a span, or nothing where there are no words.

    Args:
        span: Where they stand.
        text: Full text of the report.

    Returns:
        The words; empty for ``None``.

    Raises:
        SpanError: The span ends after the text does.
    """
    return "" if span is None else span.quote(text)


def find_claim_places(
    claim: Claim, *, places: Sequence[PlaceLink], entities: EntityIndex
) -> tuple[PlaceLink, ...]:
    """Return the gazetteer links of the places a claim names, in role order.

    A link belongs to a filler when they share words; else when the filler's entity is
    linked to the same row or has the link among its mentions.

    Args:
        claim: Whose places.
        places: All links of the reading.
        entities: All entities of the reading.

    Returns:
        At most one link per filler, each row once; empty when nothing is linked.
    """
    found: dict[str, PlaceLink] = {}
    for filler in claim.fillers:
        if filler.role is Role.PLACE:
            link = _link_of(filler, places=places, entities=entities)
            if link is not None:
                found.setdefault(link.row.id, link)
    return tuple(found.values())


def _link_of(
    filler: Filler, *, places: Sequence[PlaceLink], entities: EntityIndex
) -> PlaceLink | None:
    """Return the link of one filler: by its words, by its row, by its mentions."""
    spans = tuple(span for span in (filler.span, filler.evidence) if span is not None)
    entity = entities.find(filler.entity)
    if entity is not None and entity.registry_id:
        for link in places:
            if link.row.id == entity.registry_id:
                return link
    for group in (spans, () if entity is None else entity.mentions):
        for link in places:
            if any(link.span.overlaps(span) for span in group):
                return link
    return None
