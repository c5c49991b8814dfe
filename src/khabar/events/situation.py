"""Everything that reports say together, in order.

reports  -> where each comes from      khabar.events.syndication
readings -> cards                      khabar.events.cards
cards    -> groups, one an occurrence  khabar.events.linking
groups   -> ids that last              khabar.events.identity
a group  -> an event                   khabar.events.merging
cards    -> ledgers                    khabar.events.tracks
before and after -> what changed       khabar.events.changes
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from khabar.events.cards import make_cards
from khabar.events.changes import find_changes
from khabar.events.identity import carry_over, name_groups
from khabar.events.linking import KnownPairs, link_cards
from khabar.events.merging import merge_group
from khabar.events.syndication import find_copies
from khabar.events.tracks import track_access, track_control, track_talks
from khabar.events.voices import find_bodies_of_outlets, notes_about
from khabar.record.card import ClaimCard
from khabar.record.claim import Reading
from khabar.record.decision import Decision
from khabar.record.event import Event, Situation, SourceNote
from khabar.record.report import ReportId
from khabar.record.standing import Standing, Telling

__all__ = ["tell_cards", "tell_situation"]

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def tell_situation(
    readings: Iterable[Reading],
    *,
    arrivals: Mapping[ReportId, int] | None = None,
    decisions: Iterable[Decision] = (),
    standing: Standing | None = None,
) -> Situation:
    """Return what readings say together.

    Args:
        readings: One a report.
        arrivals: Number of each report in the order they came; the order given without it.
        decisions: Of people, about which claims are one event.
        standing: Ids from before.

    Returns:
        Sources, events and ledgers; the same for any order of the readings, but for ids
        where the reports came in another order.
    """
    given = list(readings)
    if arrivals is None:
        arrivals = {reading.report.id: at for at, reading in enumerate(given)}
    return tell_cards(
        [card for reading in given for card in make_cards(reading)],
        notes=find_copies([reading.report for reading in given]),
        arrivals=arrivals,
        decisions=decisions,
        standing=standing,
    ).situation


def tell_cards(
    cards: Iterable[ClaimCard],
    *,
    notes: Sequence[SourceNote],
    arrivals: Mapping[ReportId, int],
    decisions: Iterable[Decision] = (),
    standing: Standing | None = None,
    at: datetime = _NEVER,
    known: KnownPairs | None = None,
) -> Telling:
    """Return what cards say together, and what that changes.

    Args:
        cards: Of all reports, in any order.
        notes: Where the reports come from.
        arrivals: Number of each report in the order they came.
        decisions: Of people, about which claims are one event.
        standing: Ids from before.
        at: The moment that changes are dated with, UTC.
        known: Pairs that this version compared before; those of this telling are added.

    Returns:
        The situation, and what became of the ids from before.
    """
    by_key = {card.key: card for card in cards}
    every = sorted(by_key.values(), key=lambda card: card.key)
    standing = carry_over(standing or Standing(), cards=every)
    groups = link_cards(every, notes=notes, decisions=decisions, known=known)
    named = name_groups(
        [group.keys for group in groups],
        order={card.key: _order(card, arrivals=arrivals) for card in every},
        standing=standing,
    )
    owned = find_bodies_of_outlets(every)
    note_of = {note.report: note for note in notes}
    events = [
        merge_group(
            [by_key[key] for key in group.keys],
            event=event,
            founder=founder,
            joins=group.joins,
            notes=notes_about({key.report for key in group.keys}, notes=note_of),
            bodies_of_outlets=owned,
        )
        for group, (event, founder) in zip(groups, named.ids, strict=True)
    ]
    events.sort(key=_by_day)
    situation = Situation(
        sources=tuple(sorted(notes, key=lambda note: _arrival(note.report, arrivals))),
        events=tuple(events),
        control=track_control(every, notes=notes),
        access=track_access(every, notes=notes),
        talks=track_talks(every, notes=notes),
    )
    return Telling(
        situation=situation,
        redirects=named.redirects,
        retracted=named.retracted,
        revived=named.revived,
        changes=find_changes(events, named=named, standing=standing, at=at),
    )


def _order(card: ClaimCard, *, arrivals: Mapping[ReportId, int]) -> tuple[int, int, int]:
    """Return when a claim came: with its report, and where it stands in it."""
    return arrivals.get(card.key.report, len(arrivals)), card.trigger.start, card.trigger.end


def _arrival(report: ReportId, arrivals: Mapping[ReportId, int]) -> tuple[int, str]:
    return arrivals.get(report, len(arrivals)), report


def _by_day(event: Event) -> tuple[bool, str, str]:
    """Return what events are ordered by: first day (unknown last) and id."""
    return event.first is None, event.first.isoformat() if event.first else "", event.id
