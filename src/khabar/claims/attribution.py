"""The attribution chain of a claim: from the outlet inwards to the nearest speaker."""

from collections.abc import Mapping
from typing import Final

from khabar.base.names import fold_name
from khabar.claims.clauses import are_parted
from khabar.record.actor import Entity
from khabar.record.claim import SourceKind, SourceLink
from khabar.record.codes import EntityKind, Role
from khabar.record.graph import Argument, EventMention
from khabar.record.report import Report
from khabar.record.span import Span

__all__ = ["attribute"]

_VISUAL: Final = frozenset(
    "video videos visual visuals footage photo photos photograph photographs picture pictures "
    "image images imagery clip clips recording broadcast livestream".split()
)
_UNNAMED: Final = frozenset(
    "source sources insider insiders reports report rumours rumors accounts information "
    "someone others".split()
)
_DOCUMENT: Final = frozenset(
    "statement communique communiqué letter document documents memo transcript decree "
    "newspaper agency website channel press media report".split()
)
_LEVEL: Final = {
    SourceKind.OUTLET: 0,
    SourceKind.RELAYED: 1,
    SourceKind.VISUAL: 2,
    SourceKind.UNNAMED: 3,
    SourceKind.SPEAKER: 3,
}


def attribute(
    report: Report, event: EventMention, *, entity_of: Mapping[Span, Entity]
) -> tuple[SourceLink, ...]:
    """Return who says it: outlet, what the outlet relays, who speaks.

    Args:
        report: The report.
        event: The event.
        entity_of: Entity of each linked mention.

    Returns:
        Links from the outlet inwards; empty when the outlet is unknown and nobody else
        is named.
    """
    told = [argument for argument in event.arguments if argument.role is Role.SOURCE]
    near = [
        argument
        for argument in told
        if argument.carried or not are_parted(report.text, argument.span, event.trigger)
    ]  # of 16 that a semicolon parts from the event beside another, 15 say another thing
    links = [_link(report, argument, entity_of) for argument in near or told]
    links.sort(key=lambda link: (_LEVEL[link.kind], link.span or _NOWHERE))
    if report.outlet and not any(link.kind is SourceKind.OUTLET for link in links):
        outlet = SourceLink(SourceKind.OUTLET, None, None, report.outlet, carried=False, p=1.0)
        links.insert(0, outlet)
    return tuple(links)


_NOWHERE: Final = Span(0, 1)


def _link(report: Report, argument: Argument, entity_of: Mapping[Span, Entity]) -> SourceLink:
    words = argument.span.quote(report.text)
    entity = entity_of.get(argument.span)
    kind = _kind(argument.head.quote(report.text).lower(), entity)
    if report.outlet and _names_outlet(report.outlet, words, entity):
        kind = SourceKind.OUTLET
    known = None if entity is None or kind is SourceKind.UNNAMED else entity.id
    return SourceLink(kind, argument.span, known, words, argument.carried, argument.p)


def _names_outlet(outlet: str, words: str, entity: Entity | None) -> bool:
    """Return whether the text names its own outlet ("told Republic TV")."""
    names = {fold_name(words)} if entity is None else {fold_name(words), fold_name(entity.name)}
    return fold_name(outlet) in names


def _kind(head: str, entity: Entity | None) -> SourceKind:
    if head in _VISUAL:
        return SourceKind.VISUAL
    if entity is not None and (entity.kind is EntityKind.MEDIA or entity.registry_id):
        is_media = entity.kind is EntityKind.MEDIA
        return SourceKind.RELAYED if is_media else SourceKind.SPEAKER
    if head in _UNNAMED:
        return SourceKind.UNNAMED
    return SourceKind.RELAYED if head in _DOCUMENT else SourceKind.SPEAKER
