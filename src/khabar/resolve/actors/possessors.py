"""Whose men "its men" are, and whose spokesman "its spokesman" is: those of who came before."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.record.actor import Entity
from khabar.record.codes import EntityKind, Sector
from khabar.record.graph import MentionGraph
from khabar.record.span import Span
from khabar.resolve.actors.mentions import PRONOUNS

__all__ = ["take_possessors"]

_OWNED: Final = re.compile(r"(its|their|his|her)\s+\w", re.IGNORECASE)
_ARMED: Final = frozenset({EntityKind.MILITARY, EntityKind.ARMED_GROUP})
_BODIES: Final = _ARMED | {EntityKind.COUNTRY, EntityKind.POLICE, EntityKind.PARTY}
_OF_PERSONS: Final = frozenset({"his", "her"})
_POST: Final = re.compile(
    r"(?:its|their)\s+(?:\w+\s+){0,2}(?:spokes\w+|commander|leader|chief|head)\b", re.IGNORECASE
)
_FIGHTING: Final = {
    Sector.REB: EntityKind.ARMED_GROUP,
    Sector.PRM: EntityKind.ARMED_GROUP,
    Sector.CRM: EntityKind.ARMED_GROUP,
    Sector.MIL: EntityKind.MILITARY,
}


def take_possessors(
    text: str, *, graph: MentionGraph, entities: Sequence[Entity]
) -> tuple[Entity, ...]:
    """Give "its men" and "its spokesman" the country and side of the body named before them.

    Args:
        text: The report's text.
        graph: What the reader saw.
        entities: The report's actors and places, by first mention.

    Returns:
        The entities in the same order.
    """
    stands = sorted(
        ((span, number) for number, one in enumerate(entities) for span in one.mentions),
        key=lambda stand: stand[0],
    )
    starts = [sentence.span.start for sentence in graph.sentences]
    return tuple(
        _owned(text, one, _before(text, one, entities, stands, starts)) for one in entities
    )


def _before(
    text: str,
    owned: Entity,
    entities: Sequence[Entity],
    stands: Sequence[tuple[Span, int]],
    starts: Sequence[int],
) -> Entity | None:
    """Return the owner: the nearest before it in its sentence, else the first of the last one."""
    first = owned.mentions[0] if owned.mentions else None
    match = _OWNED.match(text, first.start, first.end) if first else None
    if first is None or match is None or not starts:
        return None
    wanted = {EntityKind.PERSON} if match[1].lower() in _OF_PERSONS else _BODIES
    at = bisect_right(starts, first.start) - 1
    here, last = starts[max(0, at)], starts[max(0, at - 1)]
    fitting = [
        (span, entities[number])
        for span, number in stands
        if last <= span.start and span.end <= first.start and entities[number].kind in wanted
    ]
    same = [one for span, one in fitting if span.start >= here]
    return same[-1] if same else next((one for _, one in fitting), None)


def _owned(text: str, owned: Entity, owner: Entity | None) -> Entity:
    """Return an actor on the side of its owner."""
    plain = [span.quote(text) for span in owned.mentions]
    named = [words for words in plain if words.lower() not in PRONOUNS and not _OWNED.match(words)]
    if owner is None or owner is owned or owned.registry_id or named:
        return owned
    sector = Sector.MIL if owner.kind is EntityKind.COUNTRY else owner.sector
    if owned.kind in _ARMED and sector in _FIGHTING:
        kind = _FIGHTING[sector]
        return replace(owned, kind=kind, sector=sector, country=owner.country or owned.country)
    if owned.kind is EntityKind.PERSON and owner.sector and any(map(_POST.match, plain)):
        country = owner.country or owned.country
        return replace(owned, sector=owner.sector, country=country, of=owned.of or owner.name)
    return owned
