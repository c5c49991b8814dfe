"""Whose side "we" and "our forces" are on: the speaker's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from khabar.record.actor import Entity
from khabar.record.codes import EntityKind
from khabar.record.graph import MentionGraph
from khabar.record.span import Span
from khabar.resolve.actors.mentions import SIDE

__all__ = ["take_sides"]

_NO_SIDE: Final = frozenset({EntityKind.MEDIA, EntityKind.PLACE, EntityKind.FACILITY})


def take_sides(text: str, *, graph: MentionGraph, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Give "we" and "our forces" inside a quotation the side of the one who speaks.

    Args:
        text: The report's text.
        graph: Who says what.
        entities: The report's actors and places.

    Returns:
        The entities, in order; those of a speaker's side have the speaker's country, and
        the speaker's sector where their own words give none.
    """
    owners = {span: entity for entity in entities for span in entity.mentions}
    return tuple(_sided(text, entity, graph=graph, owners=owners) for entity in entities)


def _sided(
    text: str, entity: Entity, *, graph: MentionGraph, owners: Mapping[Span, Entity]
) -> Entity:
    first = entity.mentions[0]
    words = first.quote(text)
    speaker = _speaker_of(first, graph, owners) if SIDE.match(words) else None
    if speaker is None or entity.registry_id or speaker.kind in _NO_SIDE or speaker is entity:
        return entity
    return replace(
        entity,
        country=speaker.country or entity.country,
        sector=speaker.sector or entity.sector,
        of=speaker.of or speaker.name,
    )


def _speaker_of(words: Span, graph: MentionGraph, owners: Mapping[Span, Entity]) -> Entity | None:
    for statement in graph.statements:
        if statement.source and any(part.contains(words) for part in statement.content):
            return owners.get(statement.source[0])
    return None
