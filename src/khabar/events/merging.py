"""One group of claims -> one event: what most of them say, and who says otherwise."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from khabar.events.origins import find_origins
from khabar.record.card import CardSource, ClaimCard, ClaimKey
from khabar.record.codes import Status
from khabar.record.event import Event, EventId, Join, Mention, SourceNote
from khabar.record.ledger import Cite
from khabar.record.time import TimeBasis

__all__ = ["merge_group"]


class _Keyed(Protocol):
    """Something with a key and a probability: a place or a party."""

    @property
    def key(self) -> str:
        """Row of a registry, else its folded name."""

    @property
    def p(self) -> float:
        """Probability in [0, 1]."""


_K = TypeVar("_K", bound=_Keyed)


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
    first, last = _days(told)
    modes = Counter(card.mode for card in told if card.mode)
    return Event(
        id=event,
        founder=founder,
        type=_most(card.type for card in told),
        modes=tuple(sorted(modes, key=lambda mode: (-modes[mode], mode))),
        status=_most(card.status for card in told),
        first=first,
        last=last,
        places=_surest(place for card in told for place in card.places),
        actors=_surest(party for card in told for party in card.actors),
        recipients=_surest(party for card in told for party in card.recipients),
        mentions=tuple(_mention(card) for card in told),
        reports=tuple(sorted({card.key.report for card in told})),
        origins=find_origins(told, notes=notes, bodies_of_outlets=bodies_of_outlets),
        tolls=(),
        contradictions=(),
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


_E = TypeVar("_E", bound=str)


def _most(values: Iterable[_E]) -> _E:
    """Return the value given most often; of equals the first in the alphabet."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))


def _days(cards: Sequence[ClaimCard]) -> tuple[date | None, date | None]:
    """Return the days that claims with days of their own give, else those of the reports."""
    own = [c for c in cards if c.basis in (TimeBasis.STATED, TimeBasis.RESOLVED)]
    dated = [(c.first, c.last) for c in (own or cards) if c.first or c.last]
    happened = [c for c in own if c.status in (Status.ACTUAL, Status.ONGOING)]
    dated = [(c.first, c.last) for c in happened if c.first or c.last] or dated
    firsts = [first for first, _ in dated if first is not None]
    lasts = [last for _, last in dated if last is not None]
    first = min(firsts, default=None)
    last = max(lasts, default=None) if len(lasts) == len(dated) else None
    return first, last


def _surest(found: Iterable[_K]) -> tuple[_K, ...]:
    """Return one of each key, most often named first."""
    kept: dict[str, list[_K]] = defaultdict(list)
    for each in found:
        kept[each.key].append(each)
    best = {key: max(group, key=lambda one: one.p) for key, group in kept.items()}
    return tuple(best[key] for key in sorted(kept, key=lambda key: (-len(kept[key]), key)))
