"""What gets in and out of which place, who stops it, since when, according to whom."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from khabar.events.tracks.access.barriers import name_barriers
from khabar.events.tracks.access.gates import gather_passages
from khabar.events.tracks.access.loads import mark_carriers
from khabar.events.tracks.access.signs import Sign, find_signs
from khabar.events.tracks.days import GivenDay, best_day, latest_day
from khabar.events.tracks.parties.claimants import Claimants
from khabar.events.tracks.parties.sides import Sides
from khabar.events.tracks.spots import Spots
from khabar.record.card import CardParty, ClaimCard
from khabar.record.event import SourceNote
from khabar.record.ledger import AccessEntry, AccessState, Good
from khabar.record.report import ReportId

__all__ = ["track_access"]

_LEAST_SURE: Final = 0.5
_ALWAYS: Final = date.min


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
    told = mark_carriers(name_barriers(sorted(set(cards), key=lambda card: card.key)))
    sides, spots = Sides(told), Spots(told)
    claimants = Claimants(told, notes=notes, sides=sides)
    days = {card.key.report: card.published for card in told}
    signs: dict[tuple[str, Good, str], list[Sign]] = {}
    found = find_signs(told, spots=spots, claimants=claimants)
    for sign in gather_passages(found, spots=spots):
        signs.setdefault((sign.row, sign.good, sign.lane), []).append(sign)
    signs = {key: _passed(here) for key, here in signs.items()}
    opened = [s for here in signs.values() for s in here if _is_open(s)]
    entries = [
        _entry(stretch, until=until, spots=spots, sides=sides, days=days)
        for here in signs.values()
        for stretch, until in _stretches(here, opened)
    ]
    return tuple(sorted(entries, key=lambda e: (e.place_key, e.what, e.first or _ALWAYS, e.state)))


def _passed(signs: Sequence[Sign]) -> list[Sign]:
    """Make a passage that ends nothing of an opening whose report then tells of the closure."""
    shut = [sign.cite for sign in signs if sign.stands and not sign.once and not _is_open(sign)]
    return [
        replace(sign, once=True, cargo=frozenset())
        if _is_open(sign) and any(c.report == sign.cite.report and c > sign.cite for c in shut)
        else sign
        for sign in signs
    ]


_Stretch = tuple[list[Sign], date | None]


def _stretches(signs: Sequence[Sign], opened: Sequence[Sign]) -> list[_Stretch]:
    """Return the signs of one way or good at one place, cut where the state changes.

    Args:
        signs: In any order.
        opened: All signs of the case that something got through.

    Returns:
        Each stretch with the day it ended; ``None`` when it goes on or nobody says.
    """
    once = [sign for sign in signs if sign.once]
    stated = [sign for sign in signs if not sign.once and not sign.denied]
    lasting = stated or [sign for sign in signs if sign.denied]
    lasting.sort(key=lambda s: (_day(s), s.cite))
    found: list[list[Sign]] = []
    for sign in lasting:
        back = _earlier(sign, found, once)
        if back is not None:
            back.append(sign)
        else:
            found.append([sign])
    by_day: dict[tuple[date, AccessState], list[Sign]] = {}
    for sign in once:
        by_day.setdefault((_day(sign), sign.state), []).append(sign)
    others = [*found, *by_day.values()]
    ended: list[_Stretch] = [(stretch, _end(stretch, others, opened)) for stretch in found]
    return ended + [(group, _last_of_once(group)) for group in by_day.values()]


def _last_of_once(group: Sequence[Sign]) -> date | None:
    """Return the last day of what is told once; none if people are refused on no certain day."""
    is_open = _is_open(group[0])
    certain = any(sign.since is not None and sign.since == sign.till for sign in group)
    return _first_by(group) or _first(group) if is_open or certain else None


def _day(sign: Sign) -> date:
    return sign.since or sign.seen or _ALWAYS


def _earlier(
    sign: Sign, found: Sequence[list[Sign]], passages: Sequence[Sign]
) -> list[Sign] | None:
    """Return the stretch a sign continues: the last one of its state, if nothing ended it."""
    for stretch in reversed(found):
        between = (p for p in passages if _day(stretch[0]) < _day(p) < _day(sign))
        if any(_ends(passage, stretch[0]) for passage in between):
            return None
        if _is_open(stretch[0]) is _is_open(sign) and (stretch[0].eased or not sign.eased):
            return stretch
        if _day(stretch[0]) < _day(sign):
            return None
    return None


def _is_open(sign: Sign) -> bool:
    return sign.state is AccessState.OPEN


def _state(stretch: Sequence[Sign]) -> AccessState:
    """Return the state most signs tell; of equals closed before restricted."""
    counts = Counter(sign.state for sign in stretch)
    return max(counts, key=lambda state: (counts[state], state is AccessState.CLOSED))


def _first(stretch: Sequence[Sign]) -> date | None:
    """Return the day most claimants give; of equals the earliest."""
    return best_day(_given(stretch))


def _first_by(stretch: Sequence[Sign]) -> date | None:
    """Return the latest day on which it can have begun; ``None`` when that is the first."""
    return latest_day(_given(stretch), first=_first(stretch))


def _given(stretch: Sequence[Sign]) -> list[GivenDay]:
    return [
        GivenDay(sign.since, sign.since_by, tuple(c.key for c in sign.claimants))
        for sign in stretch
        if sign.since is not None
    ]


def _end(
    stretch: Sequence[Sign], found: Sequence[Sequence[Sign]], opened: Sequence[Sign]
) -> date | None:
    """Return the day on which the next state began, here or for the same cargo elsewhere."""
    start = _first(stretch) or _day(stretch[0])
    seen = max((sign.seen for sign in stretch if sign.seen is not None), default=start)
    here = [
        _first(other) or (other[0].seen if _is_open(other[0]) else None)
        for other in found
        if other is not stretch and _follows(other[0], stretch[0], start=start)
        if _ends(other[0], stretch[0])
        if not _is_refuted(other, stretch)
    ]
    if not _is_open(stretch[0]):
        cargo = frozenset().union(*(sign.cargo for sign in stretch))
        for sign in opened:
            arrived = sign.good is stretch[0].good and cargo & sign.cargo and not sign.once
            if arrived and sign.since is not None and sign.since >= max(start, seen):
                here.append(sign.since)
    return min((day for day in here if day is not None), default=None)


def _follows(other: Sign, sign: Sign, *, start: date) -> bool:
    """Return whether a state comes after another: of one day, what is stopped is let go."""
    same = _day(other) == start and not _is_open(sign)
    return same or _day(other) > start


def _is_refuted(opened: Sequence[Sign], shut: Sequence[Sign]) -> bool:
    """Return whether somebody denies, no earlier, that what is shut was opened."""
    if not _is_open(opened[0]):
        return False
    return any(sign.kept and _day(sign) >= _day(opened[0]) for sign in shut)


def _ends(later: Sign, earlier: Sign) -> bool:
    """Return whether one state ends another: a passage of people ends that they are kept in."""
    both = bool(earlier.cargo and later.cargo)
    return not later.once or (later.state is not earlier.state and both)


def _entry(
    stretch: Sequence[Sign],
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
        state=_state(stretch),
        first=_first(stretch),
        last=until,
        restricted_by=_restricted_by(stretch, sides),
        claimants=tuple(claimants.values()),
        newest=max(told, default=None),
        cites=cites,
        first_by=_first_by(stretch) if until is None or not stretch[0].once else None,
    )


def _restricted_by(stretch: Sequence[Sign], sides: Sides) -> tuple[str, ...]:
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
