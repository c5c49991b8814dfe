"""When and where: days and places that exclude each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from khabar.events.contradictions.kinship import km_apart
from khabar.events.contradictions.sides import Case, make_variant
from khabar.record.card import CardPlace, ClaimCard
from khabar.record.codes import Status
from khabar.record.event import Contradiction, Field
from khabar.record.time import TimeBasis

__all__ = ["find_rival_days", "find_rival_places"]

_OWN: Final = frozenset({TimeBasis.STATED, TimeBasis.RESOLVED})
_FINE_M: Final = 25_000  # a place told no finer than this contains too much to exclude another
_APART_KM: Final = 50.0  # beyond the towns that are named for what happened near them
_LONG: Final = 3  # days; what goes on longer has no one day
_BESIDE: Final = timedelta(days=3)  # days further apart are two occurrences


def find_rival_days(case: Case) -> Iterator[Contradiction]:
    """Yield days that exclude each other, told in words by different sources.

    A coarser time contains a finer one, and what goes on for days has no one day.

    Args:
        case: The event.

    Yields:
        At most one contradiction.
    """
    if any(c.status is Status.ONGOING for c in case.cards):
        return
    told: dict[tuple[date, date], list[ClaimCard]] = defaultdict(list)
    for card in case.cards:
        if card.status is Status.ACTUAL and card.basis in _OWN and card.first and card.last:
            told[card.first, card.last].append(card)
    if not told or any((last - first).days > _LONG for first, last in told):
        return
    days = sorted(told, key=lambda span: (-len(case.keys_of(told[span])), span))
    rivals = [days[0]]
    for first, last in days[1:]:
        apart = all(
            last < one <= last + _BESIDE or two < first <= two + _BESIDE for one, two in rivals
        )
        voices = case.keys_of(c for span in rivals for c in told[span])
        same = _is_same(told[first, last], [c for span in rivals for c in told[span]], case)
        if apart and same and not case.keys_of(told[first, last]) & voices:
            rivals.append((first, last))
    if len(rivals) > 1:
        values = tuple(make_variant(_show(s), cards=told[s], case=case) for s in rivals)
        yield Contradiction(field=Field.DATE, values=values, reconcilable=False)


def _show(span: tuple[date, date]) -> str:
    first, last = span
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def find_rival_places(case: Case) -> Iterator[Contradiction]:
    """Yield places too far apart to be one, told by different sources.

    A place without a point, or as wide as a province, excludes nothing.

    Args:
        case: The event.

    Yields:
        At most one contradiction.
    """
    told: dict[str, list[ClaimCard]] = defaultdict(list)
    places: dict[str, CardPlace] = {}
    for card in case.cards:
        fine = [p for p in card.places if p.lat is not None and p.precision_m <= _FINE_M]
        if card.status is Status.ACTUAL and len(fine) == 1:
            told[fine[0].key].append(card)
            places[fine[0].key] = fine[0]
    keys = sorted(told, key=lambda key: (-len(case.keys_of(told[key])), key))
    rivals: list[str] = keys[:1]
    for key in keys[1:]:
        voices = case.keys_of(c for each in rivals for c in told[each])
        others = [c for each in rivals for c in told[each]]
        is_far = _is_far(places[key], [places[each] for each in rivals])
        if is_far and _is_counted(told[key], others, case) and not case.keys_of(told[key]) & voices:
            rivals.append(key)
    if len(rivals) > 1:
        values = tuple(make_variant(places[k].name, cards=told[k], case=case) for k in rivals)
        yield Contradiction(field=Field.PLACE, values=values, reconcilable=False)


def _is_same(mine: Sequence[ClaimCard], others: Sequence[ClaimCard], case: Case) -> bool:
    """Return whether claims that differ in day or place are tied by what else they tell.

    They are told alike, of one place or one day, and by the same number or the same doer.
    """
    return any(
        (one.head == two.head or (bool(one.mode) and one.mode == two.mode))
        and (case.kinship.is_same_place(one, two) or case.kinship.is_same_day(one, two))
        and bool(_figures(one) & _figures(two) or _doers(one) & _doers(two))
        for one in mine
        for two in others
    )


def _is_counted(mine: Sequence[ClaimCard], others: Sequence[ClaimCard], case: Case) -> bool:
    """Return whether claims of one day tell the same number of dead, injured or taken."""
    return any(
        case.kinship.is_same_day(one, two) and bool(_figures(one) & _figures(two))
        for one in mine
        for two in others
    )


def _doers(card: ClaimCard) -> set[str]:
    return {party.key for party in card.actors}


def _figures(card: ClaimCard) -> set[tuple[str, int]]:
    return {(q.kind, q.low) for q in card.quantities if q.low is not None and q.low > 1}


def _is_far(place: CardPlace, others: Sequence[CardPlace]) -> bool:
    return all(km_apart(place, other) > _APART_KM for other in others)
