"""One group of claims -> one event: what most of them say, and who says otherwise."""

from collections.abc import Mapping, Sequence

from khabar.events.contradictions import find_contradictions
from khabar.events.fields import merge_fields
from khabar.events.origins import find_origins
from khabar.events.tolls import count_tolls
from khabar.record.card import CardSource, ClaimCard, ClaimKey
from khabar.record.event import Event, EventId, Join, Mention, SourceNote
from khabar.record.ledger import Cite

__all__ = ["merge_group"]


def merge_group(
    cards: Sequence[ClaimCard],
    *,
    event: EventId,
    founder: ClaimKey,
    joins: Sequence[Join],
    notes: Sequence[SourceNote],
    bodies_of_outlets: Mapping[str, CardSource],
) -> Event:
    """Return the event that claims are about.

    Args:
        cards: The claims, at least one.
        event: Its id.
        founder: Its earliest-arrived claim.
        joins: Why the claims are one event.
        notes: Where the reports come from.
        bodies_of_outlets: For outlets that are the voice of a body, that body.

    Returns:
        The event; the same for any order of the claims.
    """
    told = sorted(cards, key=lambda card: (card.key.report, card.trigger, card.key.claim))
    fields = merge_fields(told, notes=notes, bodies_of_outlets=bodies_of_outlets)
    return Event(
        id=event,
        founder=founder,
        type=fields.type,
        modes=fields.modes,
        status=fields.status,
        first=fields.first,
        last=fields.last,
        places=fields.places,
        actors=fields.actors,
        recipients=fields.recipients,
        mentions=tuple(_mention(card) for card in told),
        reports=tuple(sorted({card.key.report for card in told})),
        origins=find_origins(told, notes=notes, bodies_of_outlets=bodies_of_outlets),
        tolls=count_tolls(told, notes=notes, bodies_of_outlets=bodies_of_outlets),
        contradictions=find_contradictions(told, notes=notes, bodies_of_outlets=bodies_of_outlets),
        joins=tuple(joins),
    )


def _mention(card: ClaimCard) -> Mention:
    return Mention(
        key=card.key,
        cite=Cite(card.key.report, card.trigger),
        type=card.type,
        status=card.status,
        sources=tuple(source.name or "unnamed" for source in card.sources),
    )
