"""Ids that last: an event's id follows its earliest-arrived mention.

A new event is named after its founder. Where standing events have become one, the id of
the oldest founder stays and the others lead to it for ever. Where a standing event has come
apart, its id stays with its founder, or, when nobody reads the founder any more, with the
earliest-arrived mention that is left. An id is never used for anything else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.base.ids import stable_id
from khabar.record.anew import find_card
from khabar.record.card import ClaimCard, ClaimKey
from khabar.record.event import EventId
from khabar.record.report import ReportId
from khabar.record.standing import Standing

__all__ = ["Named", "carry_over", "name_groups"]

Order = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Ids of groups, and what became of the ids from before.

    Attributes:
        ids: Id and founder of each group, in the order given.
        redirects: Ids that newly lead to another event.
        split: Ids of new events that were part of a standing one, and that one.
        retracted: Ids whose event no claim speaks of any more.
        revived: Ids that stood for nothing and stand for an event again.
    """

    ids: tuple[tuple[EventId, ClaimKey], ...]
    redirects: Mapping[EventId, EventId]
    split: Mapping[EventId, EventId]
    retracted: tuple[EventId, ...]
    revived: tuple[EventId, ...]


def name_groups(
    groups: Sequence[Sequence[ClaimKey]],
    *,
    order: Mapping[ClaimKey, Order],
    standing: Standing,
) -> Named:
    """Give every group of claims an id.

    Args:
        groups: Claims about the same occurrence; each claim in one group.
        order: When each claim came: number of its report's arrival, then where it stands.
        standing: Ids from before, their mentions already found again among these claims.

    Returns:
        The ids; none of them stood for another event before.
    """
    place = {key: at for at, keys in enumerate(groups) for key in keys}
    heirs = _heirs(standing, order={key: order[key] for key in place})
    held: dict[int, list[EventId]] = defaultdict(list)
    for event, key in heirs.items():
        held[place[key]].append(event)
    ids: list[tuple[EventId, ClaimKey]] = []
    redirects: dict[EventId, EventId] = {}
    split: dict[EventId, EventId] = {}
    taken = {*standing.founders, *standing.redirects}
    for at, keys in enumerate(groups):
        founder = min(keys, key=lambda key: order[key])
        events = sorted(held[at], key=lambda event: (order[heirs[event]], event))
        if events:
            chosen = events[0]
            founder = heirs[chosen]
            redirects.update(dict.fromkeys(events[1:], chosen))
        else:
            chosen = _new_id(founder, taken=taken)
            taken.add(chosen)
            before = [standing.members[key] for key in keys if key in standing.members]
            if before:
                split[chosen] = before[0]
        ids.append((chosen, founder))
    return Named(
        ids=tuple(ids),
        redirects=redirects,
        split=split,
        retracted=tuple(sorted(event for event in standing.founders if event not in heirs)),
        revived=tuple(sorted({chosen for chosen, _ in ids} & standing.retracted)),
    )


def carry_over(standing: Standing, *, cards: Iterable[ClaimCard]) -> Standing:
    """Find the mentions of standing events again among the claims of another reading.

    Args:
        standing: Ids from before.
        cards: Of all reports, as they are read now.

    Returns:
        The same ids; mentions that no claim stands for any more are left out.
    """
    by_report: dict[ReportId, list[ClaimCard]] = defaultdict(list)
    for card in cards:
        by_report[card.key.report].append(card)
    now = {card.key: card.key for told in by_report.values() for card in told}
    for event in standing.events.values():
        for mention in event.mentions:
            if mention.key not in now:
                there = by_report.get(mention.key.report, ())
                found = find_card(mention.cite.span, cards=there)
                if found is not None:
                    now[mention.key] = found.key
    moved = {now[key]: event for key, event in standing.members.items() if key in now}
    kept = {key: event for key, event in standing.members.items() if now.get(key) == key}
    return replace(
        standing,
        members=moved | kept,
        founders={event: now.get(key, key) for event, key in standing.founders.items()},
    )


def _heirs(standing: Standing, *, order: Mapping[ClaimKey, Order]) -> dict[EventId, ClaimKey]:
    """Return the mention that each standing event's id goes with: its founder, else the next."""
    left: dict[EventId, list[ClaimKey]] = defaultdict(list)
    for key, event in standing.members.items():
        if key in order:
            left[event].append(key)
    heirs = {event: min(keys, key=lambda key: order[key]) for event, keys in left.items()}
    founders = ((event, key) for event, key in standing.founders.items() if key in order)
    return heirs | dict(founders)


def _new_id(founder: ClaimKey, *, taken: Iterable[EventId]) -> EventId:
    """Return an id made of the founder that never stood for anything else."""
    plain = EventId(stable_id("event", founder.report, founder.claim))
    chosen, number = plain, 1
    while chosen in taken:
        number += 1
        chosen = EventId(stable_id("event", founder.report, founder.claim, str(number)))
    return chosen
