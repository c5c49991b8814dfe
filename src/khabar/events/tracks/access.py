"""What gets in and out of which place, who stops it, since when, according to whom."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khabar.base.names import fold_name
from khabar.events.tracks.claimants import Claimant, Claimants
from khabar.events.tracks.goods import is_aid, is_once, is_supply, state_of, what_of
from khabar.events.tracks.sides import Sides
from khabar.events.tracks.spots import Spots
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EventType
from khabar.record.event import SourceNote
from khabar.record.ledger import AccessEntry, AccessState, Cite, Good
from khabar.record.report import ReportId
from khabar.record.time import TimeBasis

__all__ = ["track_access"]

_LEAST_SURE: Final = 0.5
_ALWAYS: Final = date.min
_NUMBERS: Final = frozenset(
    "two three four five six seven eight nine ten several many dozens hundreds most".split()
)
_DATED: Final = frozenset({TimeBasis.STATED, TimeBasis.RESOLVED, TimeBasis.CONTEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """What one claim says of one way or good at one place."""

    row: str
    good: Good
    state: AccessState
    once: bool
    since: date | None
    told: bool
    seen: date | None
    by: tuple[CardParty, ...]
    cargo: frozenset[str]
    claimants: tuple[Claimant, ...]
    cite: Cite


def track_access(
    cards: Iterable[ClaimCard], *, notes: Iterable[SourceNote]
) -> tuple[AccessEntry, ...]:
    """Return what gets in and out.

    Args:
        cards: All claims of a case; their order makes no difference.
        notes: Where each report comes from: a reprint is no new claimant.

    Returns:
        Entries by place, way or good, and first day (unknown first).
    """
    told = sorted(set(cards), key=lambda card: card.key)
    sides, spots = Sides(told), Spots(told)
    claimants = Claimants(told, notes=notes, sides=sides)
    days = {card.key.report: card.published for card in told}
    besieged = _besieged(told, spots)
    signs: dict[tuple[str, Good], list[_Sign]] = {}
    for card in told:
        for sign in _signs(card, spots, claimants, besieged):
            signs.setdefault((sign.row, sign.good), []).append(sign)
    _place_the_placeless(signs)
    opened = [s for found in signs.values() for s in found if s.state is AccessState.OPEN]
    entries = [
        _entry(stretch, until=until, spots=spots, sides=sides, days=days)
        for found in signs.values()
        for stretch, until in _stretches(found, opened)
    ]
    return tuple(sorted(entries, key=lambda e: (e.place_key, e.what, e.first or _ALWAYS, e.state)))


def _besieged(cards: Iterable[ClaimCard], spots: Spots) -> dict[ReportId, Counter[str]]:
    """Return which places each report calls cut off, with how often."""
    found: dict[ReportId, Counter[str]] = {}
    for card in cards:
        is_siege = card.type is EventType.COERCE and card.mode == "restrict"
        if is_siege and state_of(card) is not None:
            for row in _rows(card, spots):
                found.setdefault(card.key.report, Counter())[row] += 1
    return found


def _place_the_placeless(signs: dict[tuple[str, Good], list[_Sign]]) -> None:
    """Add what is told without a place to the one place where the same good is told of."""
    for (row, good), found in list(signs.items()):
        if row:
            continue
        del signs[row, good]
        places = [other for other, what in signs if what is good and other]
        if len(places) == 1:
            signs[places[0], good].extend(replace(sign, row=places[0]) for sign in found)


def _rows(card: ClaimCard, spots: Spots) -> tuple[str, ...]:
    found = (spots.row(p, report=card.key.report) for p in card.places if p.p >= _LEAST_SURE)
    return tuple(dict.fromkeys(row for row in found if row))


def _is_counted(name: str) -> bool:
    """Return whether words name places by their number ("three townships"), not "the town"."""
    first = fold_name(name).partition(" ")[0]
    return first.isdigit() or first in _NUMBERS


def _signs(
    card: ClaimCard, spots: Spots, claimants: Claimants, besieged: Mapping[ReportId, Counter[str]]
) -> list[_Sign]:
    state = state_of(card)
    if state is None:
        return []
    cut_off = besieged.get(card.key.report, Counter())
    rows = _rows(card, spots)[:1]
    taken = card.type is EventType.COERCE and card.mode == "seize"
    if cut_off and not is_once(card) and not taken and (not rows or _stops_aid(card)):
        rows = (min(cut_off, key=lambda row: (-cut_off[row], row)),)
    if not rows and (card.mode == "withhold" or is_supply(card)):
        counted = (p.key for p in card.places if p.p >= _LEAST_SURE and _is_counted(p.name))
        rows = (next(counted, ""),)
    dated = card.basis in _DATED
    return [
        _Sign(
            row=row,
            good=good,
            state=state,
            once=is_once(card),
            since=card.first if dated else None,
            told=card.basis is not TimeBasis.CONTEXT,
            seen=(card.last if dated else None) or card.published,
            by=() if state is AccessState.OPEN else card.actors,
            cargo=_cargo(card),
            claimants=claimants.speakers(card),
            cite=Cite(card.key.report, card.trigger),
        )
        for row in rows
        for good in what_of(card)
    ]


def _stops_aid(card: ClaimCard) -> bool:
    """Return whether aid is stopped on its way: the place is where, not whose aid it is."""
    return card.type is EventType.REJECT and is_aid(card)


def _cargo(card: ClaimCard) -> frozenset[str]:
    """Return who carries the aid, so that its arrival ends its being stopped elsewhere."""
    return (
        frozenset(fold_name(party.name) for party in card.recipients)
        if is_aid(card)
        else frozenset()
    )


_Stretch = tuple[list[_Sign], date | None]


def _stretches(signs: Sequence[_Sign], opened: Sequence[_Sign]) -> list[_Stretch]:
    """Return the signs of one way or good at one place, cut where the state changes.

    Args:
        signs: In any order.
        opened: All signs of the case that something got through.

    Returns:
        Each stretch with the day it ended; ``None`` when it goes on or nobody says.
    """
    once = [sign for sign in signs if sign.once]
    lasting = sorted((s for s in signs if not s.once), key=lambda s: (_day(s), s.cite))
    found: list[list[_Sign]] = []
    for sign in lasting:
        back = _earlier(sign, found)
        if back is not None:
            back.append(sign)
        else:
            found.append([sign])
    by_day: dict[tuple[date, AccessState], list[_Sign]] = {}
    for sign in once:
        by_day.setdefault((_day(sign), sign.state), []).append(sign)
    ended: list[_Stretch] = [(stretch, _end(stretch, found, opened)) for stretch in found]
    return ended + [(group, _first(group)) for group in by_day.values()]


def _day(sign: _Sign) -> date:
    return sign.since or sign.seen or _ALWAYS


def _earlier(sign: _Sign, found: Sequence[list[_Sign]]) -> list[_Sign] | None:
    """Return the stretch a sign continues: the last one of its state, if nothing ended it."""
    for stretch in reversed(found):
        if stretch[0].state is sign.state:
            return stretch
        if _day(stretch[0]) < _day(sign):
            return None
    return None


def _first(stretch: Sequence[_Sign]) -> date | None:
    """Return the day most claimants give, told rather than borrowed; of equals the earliest."""
    dated = [sign for sign in stretch if sign.since is not None]
    claimants: dict[date, set[str]] = {}
    counts: Counter[date] = Counter()
    for sign in [sign for sign in dated if sign.told] or dated:
        if sign.since is not None:
            claimants.setdefault(sign.since, set()).update(c.key for c in sign.claimants)
            counts[sign.since] += 1
    return min(claimants, key=lambda day: (-len(claimants[day]), -counts[day], day), default=None)


def _end(
    stretch: Sequence[_Sign], found: Sequence[Sequence[_Sign]], opened: Sequence[_Sign]
) -> date | None:
    """Return the day on which the next state began, here or for the same cargo elsewhere."""
    start = _first(stretch) or _day(stretch[0])
    here = [_first(other) for other in found if other is not stretch and _day(other[0]) >= start]
    if stretch[0].state is not AccessState.OPEN:
        cargo = frozenset().union(*(sign.cargo for sign in stretch))
        for sign in opened:
            arrived = sign.good is stretch[0].good and cargo & sign.cargo and not sign.once
            if arrived and sign.since is not None and sign.since >= start:
                here.append(sign.since)
    return min((day for day in here if day is not None), default=None)


def _entry(
    stretch: Sequence[_Sign],
    *,
    until: date | None,
    spots: Spots,
    sides: Sides,
    days: Mapping[ReportId, date | None],
) -> AccessEntry:
    cites = tuple(sorted({sign.cite for sign in stretch}))
    told = [day for cite in cites if (day := days.get(cite.report)) is not None]
    claimants = {claimant.key: claimant.name for sign in stretch for claimant in sign.claimants}
    return AccessEntry(
        place=spots.name(stretch[0].row),
        place_key=spots.key(stretch[0].row),
        what=stretch[0].good,
        state=stretch[0].state,
        first=_first(stretch),
        last=until,
        restricted_by=_restricted_by(stretch, sides),
        claimants=tuple(claimants.values()),
        newest=max(told, default=None),
        cites=cites,
    )


def _restricted_by(stretch: Sequence[_Sign], sides: Sides) -> tuple[str, ...]:
    """Return who restricts it, one name for each side, most often told first."""
    counts: dict[str, Counter[str]] = {}
    for sign in stretch:
        for party in sign.by:
            if party.p >= _LEAST_SURE and (side := sides.of_party(party)):
                counts.setdefault(side, Counter())[party.name] += 1
    order = sorted(counts, key=lambda side: (-counts[side].total(), side))
    named = ((counts[side], sides.body(side)) for side in order)
    return tuple(
        min(names, key=lambda name: (-names[name], name))
        if body is None or names[body.name] == max(names.values())
        else _shown(names, body)
        for names, body in named
    )


def _shown(names: Counter[str], body: CardParty) -> str:
    """Return the most frequent name if it is a name of its own, else the side's."""
    best = min(names, key=lambda name: (-names[name], name))
    return best if " " in best and best[:1].isupper() else body.name
