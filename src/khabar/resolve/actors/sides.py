"""Whose side "we" and "our forces" are on: the speaker's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from khabar.record.actor import Entity
from khabar.record.codes import EntityKind, Role, Sector
from khabar.record.graph import MentionGraph
from khabar.record.span import Span
from khabar.resolve.actors.mentions import PRONOUNS, SIDE

__all__ = ["take_sides"]

_ARMED: Final = frozenset({EntityKind.MILITARY, EntityKind.ARMED_GROUP})
_SIDED_KINDS: Final = {
    Sector.REB: EntityKind.ARMED_GROUP,
    Sector.PRM: EntityKind.ARMED_GROUP,
    Sector.UAF: EntityKind.ARMED_GROUP,
    Sector.MIL: EntityKind.MILITARY,
}
_STATE_SECTORS: Final = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.SPY})
_NO_SIDE: Final = frozenset({EntityKind.MEDIA, EntityKind.PLACE, EntityKind.FACILITY})


def take_sides(text: str, *, graph: MentionGraph, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Give "we" and "our forces" inside a quotation the side of the one who speaks.

    Args:
        text: The report's text.
        graph: Who says what.
        entities: The report's actors and places.

    Returns:
        The entities by first mention; those of a speaker's side have the speaker's country,
        and the speaker's sector where their own words give none. "Our forces" that stood
        among the mentions of another side are an entity of their own.
    """
    owners = {span: entity for entity in entities for span in entity.mentions}
    sided = [one for entity in entities for one in _sided(text, entity, graph=graph, owners=owners)]
    return tuple(sorted(sided, key=lambda one: one.mentions[0]))


def _sided(
    text: str, entity: Entity, *, graph: MentionGraph, owners: Mapping[Span, Entity]
) -> Iterator[Entity]:
    own = tuple(span for span in entity.mentions if _says_side(span.quote(text)))
    rest = tuple(span for span in entity.mentions if span not in own)
    speaker = next((s for s in (_speaker_of(span, graph, owners) for span in own) if s), None)
    if speaker is None or speaker.kind in _NO_SIDE or speaker is entity:
        yield entity
    elif not entity.registry_id and all(_stands_in(span, text) for span in rest):
        yield _on_side(entity, speaker)
    elif any(_names_side(span, text) for span in own) and rest and _is_enemy(entity, speaker):
        yield replace(entity, mentions=rest)
        ours = replace(entity, mentions=own, name=own[0].quote(text), registry_id="", role="")
        yield _on_side(ours, speaker)
    else:
        yield entity


def _says_side(words: str) -> bool:
    """Return whether words put an actor on the side of who speaks: "us", but not "US"."""
    return SIDE.match(words) is not None and not words.isupper()


def _names_side(span: Span, text: str) -> bool:
    """Return whether words name what is on the speaker's side: "our forces", not "we"."""
    return " " in span.quote(text)


def _is_enemy(entity: Entity, speaker: Entity) -> bool:
    """Return whether an actor cannot be on a speaker's side: of another country, or camp."""
    abroad = bool(entity.country and speaker.country and entity.country != speaker.country)
    camps = {entity.sector, speaker.sector}
    return abroad or (Sector.REB in camps and bool(camps & _STATE_SECTORS))


def _on_side(entity: Entity, speaker: Entity) -> Entity:
    """Return an actor with what is known of the side that it is on."""
    sector = speaker.sector or entity.sector
    return replace(
        entity,
        kind=_kind_of_side(entity.kind, sector),
        country=speaker.country or entity.country,
        sector=sector,
        of=speaker.of or speaker.name,
    )


def _kind_of_side(kind: EntityKind, sector: Sector | None) -> EntityKind:
    """Return what forces are when a rebel or an officer calls them ours."""
    if kind not in _ARMED or sector is None:
        return kind
    return _SIDED_KINDS.get(sector, kind)


def _stands_in(span: Span, text: str) -> bool:
    """Return whether the words are a pronoun, which says nothing against a side."""
    return span.quote(text).lower() in PRONOUNS


def _speaker_of(words: Span, graph: MentionGraph, owners: Mapping[Span, Entity]) -> Entity | None:
    """Return who says these words: by the statement, else by the source of their event."""
    for statement in graph.statements:
        if statement.source and any(part.contains(words) for part in statement.content):
            return owners.get(statement.source[0])
    for event in graph.events:
        if any(argument.span == words for argument in event.arguments):
            sources = [a.span for a in event.arguments if a.role is Role.SOURCE]
            speaker = next((owners[span] for span in sources if span in owners), None)
            if speaker is not None:
                return speaker
    return None
