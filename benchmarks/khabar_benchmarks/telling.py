"""Readings of one situation to what they say together."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from khabar.events.cards import make_cards
from khabar.events.contradictions import find_contradictions
from khabar.events.linking import link_cards
from khabar.events.origins import find_origins
from khabar.events.syndication import find_copies
from khabar.events.tolls import count_tolls
from khabar.events.tracks import track_access, track_control, track_talks
from khabar.events.voices import find_bodies_of_outlets
from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.card import CardSource, ClaimCard
from khabar.record.claim import Reading
from khabar.record.event import Event, EventId, Mention, Situation, SourceNote
from khabar.record.ledger import Cite

__all__ = ["own_reader", "tell_readings"]


def own_reader() -> Callable[[Mapping[str, Any]], Reading]:
    """Return a function that reads the text of a row as a user would."""
    pipeline = Pipeline()

    def read(row: Mapping[str, Any]) -> Reading:
        report = make_report(
            row["text"],
            report_id=row["id"],
            metadata_published=date.fromisoformat(row["published"]),
            outlet=row["outlet"],
        )
        return pipeline.read(report)

    return read


def tell_readings(readings: Sequence[Reading]) -> Situation:
    """Return what readings say together, nothing decided by people."""
    cards = tuple(card for reading in readings for card in make_cards(reading))
    by_key = {card.key: card for card in cards}
    notes = find_copies([reading.report for reading in readings])
    owned = find_bodies_of_outlets(cards)
    groups = link_cards(cards, notes=notes)
    events = tuple(_event([by_key[key] for key in g.keys], notes, owned) for g in groups)
    return Situation(
        sources=notes,
        events=events,
        control=track_control(cards, notes=notes),
        access=track_access(cards, notes=notes),
        talks=track_talks(cards, notes=notes),
    )


def _event(
    cards: Sequence[ClaimCard], notes: Sequence[SourceNote], owned: Mapping[str, CardSource]
) -> Event:
    first = min(cards, key=lambda card: card.key)
    return Event(
        id=EventId(first.key.claim),
        founder=first.key,
        type=first.type,
        modes=(),
        status=first.status,
        first=None,
        last=None,
        places=(),
        actors=(),
        recipients=(),
        mentions=tuple(
            Mention(
                key=card.key,
                cite=Cite(card.key.report, card.trigger),
                type=card.type,
                status=card.status,
                sources=tuple(source.name for source in card.sources),
            )
            for card in cards
        ),
        reports=tuple(sorted({card.key.report for card in cards})),
        origins=find_origins(cards, notes=notes, bodies_of_outlets=owned),
        tolls=count_tolls(cards, notes=notes, bodies_of_outlets=owned),
        contradictions=find_contradictions(cards, notes=notes, bodies_of_outlets=owned),
        joins=(),
    )
