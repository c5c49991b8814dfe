"""Who holds which place, since when, according to whom, and who says otherwise.

Nothing is interpolated: a row opens on a day that a claim gives, or on none; it closes on the
day another side takes the place, or on the last day somebody saw it held.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from khabar.events.tracks.control.holders import name_holder
from khabar.events.tracks.control.sightings import Move, Sighting, find_sightings
from khabar.events.tracks.control.things import Things
from khabar.events.tracks.days import GivenDay, best_day, latest_day
from khabar.events.tracks.parties.claimants import Claimant, Claimants
from khabar.events.tracks.parties.sides import Sides
from khabar.events.tracks.spots import Spots
from khabar.record.card import ClaimCard
from khabar.record.event import SourceNote
from khabar.record.ledger import Cite, ControlEntry, ControlState
from khabar.record.report import ReportId

__all__ = ["track_control"]

_NEVER: Final = date.max
_ALWAYS: Final = date.min


@dataclass(slots=True)
class _Episode:
    """One side holding one place for one stretch of time."""

    side: str
    first: date | None
    taken: bool
    last: date | None = None
    first_by: date | None = None
    sightings: list[Sighting] = field(default_factory=list)
    rival: bool = False
    part: bool = False
    against: "_Episode | None" = None
    disputes: list[Sighting] = field(default_factory=list)

    def covers(self, day: date | None) -> bool:
        """Return whether a day lies in it; an unknown day does not."""
        if day is None:
            return False
        return (self.first or _ALWAYS) <= day <= (self.last or _NEVER)

    @property
    def newest(self) -> date | None:
        """The newest day for which it was seen; a taking without a day was by then, not on it."""
        told = (e.since if e.move is Move.TAKE else e.seen for e in self.sightings)
        return max((day for day in told if day is not None), default=None)

    def claimants(self) -> tuple[Claimant, ...]:
        """Who says so, each once."""
        return tuple(dict.fromkeys(v for each in self.sightings for v in each.claimants))


def track_control(
    cards: Iterable[ClaimCard], *, notes: Iterable[SourceNote]
) -> tuple[ControlEntry, ...]:
    """Return who holds what.

    Args:
        cards: All claims of a case; their order makes no difference.
        notes: Where each report comes from: a reprint is no new claimant.

    Returns:
        Entries by place, then by first day (unknown first).
    """
    told = sorted(set(cards), key=lambda card: card.key)
    sides = Sides(told)
    things = Things(told, spots=Spots(told), sides=sides)
    claimants = Claimants(told, notes=notes, sides=sides)
    days = {card.key.report: card.published for card in told}
    rows: dict[str, list[Sighting]] = {}
    for sighting in find_sightings(told, sides=sides, things=things, claimants=claimants):
        rows.setdefault(sighting.row, []).append(sighting)
    entries = [
        _entry(episode, row=row, things=things, sides=sides, days=days)
        for row, found in rows.items()
        for episode in _episodes(found)
    ]
    return tuple(sorted(entries, key=lambda e: (e.place_key, e.first or _ALWAYS, e.holder_key)))


def _episodes(sightings: Sequence[Sighting]) -> list[_Episode]:
    """Return the episodes of one place, in order."""
    found = _openings(sightings)
    _close_by_next(found, sightings)
    for loss in _in_order(sightings, Move.LOSE):
        _close_by_loss(loss, found)
    holds = [e for e in sightings if e.move is Move.HOLD or (e.move is Move.TAKE and e.part)]
    for hold in _in_order(holds, Move.HOLD, Move.TAKE):
        _place_hold(hold, found, sightings)
    for loss in _in_order(sightings, Move.LOSE):  # also of what only a hold has opened
        _close_by_loss(loss, found)
        _close_rivals(loss, found)
    for loss in _in_order(sightings, Move.LOSE):
        _open_before_loss(loss, found)
    found.sort(key=lambda episode: episode.first or _ALWAYS)
    for episode in found:
        _dispute(episode, sightings)
    return [episode for episode in found if not _is_mere_dispute(episode, found)]


def _in_order(sightings: Iterable[Sighting], *moves: Move) -> list[Sighting]:
    chosen = [each for each in sightings if each.move in moves]
    return sorted(chosen, key=lambda each: (each.seen or _ALWAYS, each.cite))


def _openings(sightings: Sequence[Sighting]) -> list[_Episode]:
    """Return an episode for each dated beginning; those of one side in a row are one."""
    alone = [e for e in sightings if e.move is Move.HOLD or (e.move is Move.TAKE and not e.part)]
    dated = [e for e in alone if e.since is not None]
    begins: dict[tuple[date | None, str], Cite] = {}  # a day tells of each side once
    for each in sorted(dated, key=lambda each: each.cite):
        begins.setdefault((each.since, each.side), each.cite)
    dated.sort(key=lambda e: (e.since or _ALWAYS, begins[e.since, e.side], e.cite))
    found: list[_Episode] = []
    for each in dated:
        if found and found[-1].side == each.side and not _is_over(found[-1], each):
            found[-1].sightings.append(each)
            found[-1].taken |= each.move is Move.TAKE
        else:
            episode = _Episode(each.side, each.since, each.move is Move.TAKE)
            episode.sightings.append(each)
            found.append(episode)
    found = [part for episode in found for part in _with_denied_claim(episode, sightings)]
    for episode in found:
        _begin(episode)
    for each in _in_order(alone, Move.TAKE):
        if each.since is None:
            _place_undated_taking(each, found)
    return found


def _with_denied_claim(episode: _Episode, sightings: Sequence[Sighting]) -> list[_Episode]:
    """Part a taker's own earlier day, which somebody denies, from the day that others give."""
    others = [e.since for e in episode.sightings if e.since and not _is_own(e, episode.side)]
    day = min(others, default=None)
    early = [e for e in episode.sightings if e.since and day and e.till and e.till < day]
    if not early or day is None:
        return [episode]
    first = best_day(_given(early))
    claim = _Episode(episode.side, first, taken=True, sightings=early, rival=True)
    if not any(_denies(e, claim) for e in sightings if e.seen is not None and e.seen < day):
        return [episode]
    rest = [each for each in episode.sightings if each not in early]
    return [claim, _Episode(episode.side, None, episode.taken, sightings=rest)]


def _is_own(each: Sighting, side: str) -> bool:
    return all(claimant.side == side for claimant in each.claimants)


def _begin(episode: _Episode) -> None:
    """Give an episode the day on which it began; what is past has the two ends that are told."""
    given = _given(episode.sightings)
    episode.first = best_day(given)
    if not all(each.past for each in episode.sightings):
        episode.first_by = latest_day(given, first=episode.first)


def _given(sightings: Sequence[Sighting]) -> list[GivenDay]:
    given = {  # a report says a day once, in however many words
        (each.cite.report, GivenDay(each.since, each.since_by, _keys(each)))
        for each in sightings
        if each.since is not None
    }
    return [day for _, day in given]


def _keys(each: Sighting) -> tuple[str, ...]:
    return tuple(claimant.key for claimant in each.claimants)


def _place_undated_taking(each: Sighting, found: list[_Episode]) -> None:
    """Add a taking without a day to the last one of its side before the report, or open one."""
    own = [e for e in found if e.side == each.side]
    before = [e for e in own if each.seen is None or (e.first or _ALWAYS) <= each.seen]
    if before or own:
        (before or own)[-1].sightings.append(each)
    else:
        episode = _Episode(each.side, None, taken=True, sightings=[each])
        later = (at for at, e in enumerate(found) if (e.first or _ALWAYS) > (each.seen or _ALWAYS))
        found.insert(next(later, len(found)), episode)


def _close_by_next(found: Sequence[_Episode], sightings: Sequence[Sighting]) -> None:
    """Close each episode where the next begins, unless only the taker says that it did."""
    for at, episode in enumerate(found):
        after = [e for e in found[at + 1 :] if not _is_mere_claim(e, sightings)]
        over = _end_told(episode)
        episode.last = over or next((e.first for e in after if e.side != episode.side), None)


def _end_told(episode: _Episode) -> date | None:
    """Return the last day of what is told as past alone: "took it in 2004, and held it"."""
    last = max((e.till for e in episode.sightings if e.past and e.till), default=None)
    if last is None:
        return None
    goes_on = any(
        not e.past and (e.move is not Move.TAKE or (e.since or _NEVER) > last)
        for e in episode.sightings
    )
    return None if goes_on else last


def _is_over(episode: _Episode, later: Sighting) -> bool:
    last = _end_told(episode)
    return last is not None and (later.since or _ALWAYS) > last


def _is_mere_claim(episode: _Episode, sightings: Sequence[Sighting]) -> bool:
    """Return whether a taking is told by the taker alone when somebody says otherwise."""
    seen = [e.seen for e in sightings if e.seen is not None and _denies(e, episode)]
    if not seen:
        return False
    early = [e for e in episode.sightings if e.seen is None or e.seen <= min(seen)]
    return all(c.side == episode.side for each in early for c in each.claimants)


def _denies(each: Sighting, episode: _Episode) -> bool:
    """Return whether somebody says, once a place is said to be taken, that it is not."""
    if each.seen is None or not episode.covers(each.seen) or each.part:
        return False
    otherwise = each.move is Move.HOLD and each.since is None and each.side != episode.side
    otherwise |= each.move is Move.ABSENT and each.side == episode.side
    return otherwise and any(claimant.side != episode.side for claimant in each.claimants)


def _close_by_loss(loss: Sighting, found: Sequence[_Episode]) -> None:
    """Close an open episode that its side has left, if nobody sees it there later."""
    for episode in found:
        if episode.side != loss.side or episode.last is not None or not episode.covers(loss.seen):
            continue
        day = loss.since or loss.seen
        if _is_held_too(loss, episode):
            continue
        if day is not None and (episode.newest is None or episode.newest <= day):
            episode.last = day
            episode.sightings.append(loss)


def _is_held_too(loss: Sighting, episode: _Episode) -> bool:
    """Return whether the report of a loss without a day says that the place is held."""
    return loss.since is None and any(
        each.move is Move.HOLD and not each.past and each.cite.report == loss.cite.report
        for each in episode.sightings
    )


def _place_hold(hold: Sighting, found: list[_Episode], sightings: Sequence[Sighting]) -> None:
    """Put what is held on a day where it belongs: an episode, a change, or a rival account."""
    if any(hold in episode.sightings for episode in found):
        return
    own = [e for e in found if e.side == hold.side and e.covers(hold.seen)]
    if own:
        own[-1].sightings.append(hold)
        own[-1].part |= hold.part
        return
    if hold.part:
        taken = hold.move is Move.TAKE
        first = hold.since if taken else None
        part = _Episode(hold.side, first, taken=taken, rival=True, part=True, sightings=[hold])
        found.append(part)
        return
    other = next((e for e in reversed(found) if not e.rival and e.covers(hold.seen)), None)
    if other is None:
        found.append(_Episode(hold.side, None, taken=False, sightings=[hold]))
        _end_before_next(found[-1], found)
    elif _is_change(hold, other, sightings):
        _change_hands(hold, other, found)
    else:
        _add_rival(hold, other, found)


def _open_before_loss(loss: Sighting, found: list[_Episode]) -> None:
    """Add the stretch that a loss ends, where no claim tells of it and another side follows."""
    day = loss.since or loss.seen
    if day is None:
        return
    own = any(e.side == loss.side and (e.first or _ALWAYS) <= day for e in found)
    after = any(e.side != loss.side and (e.first or _NEVER) >= day for e in found)
    if after and not own:
        found.append(_Episode(loss.side, None, taken=False, last=day, sightings=[loss]))


def _close_rivals(loss: Sighting, found: Sequence[_Episode]) -> None:
    """Close a rival account of a side that is later said to have left."""
    day = loss.since or loss.seen
    for episode in found:
        open_rival = episode.rival and episode.side == loss.side and episode.last is None
        if open_rival and day is not None and (episode.newest or _ALWAYS) < day:
            episode.last = day
            episode.sightings.append(loss)


def _end_before_next(episode: _Episode, found: Sequence[_Episode]) -> None:
    """Close an episode of unknown beginning where the next side is known to begin."""
    seen = episode.newest
    others = [e for e in found if e is not episode and not e.rival]
    later = [e.first for e in others if e.first and seen and e.first >= seen]
    episode.last = min(later, default=None)


def _is_change(hold: Sighting, other: _Episode, sightings: Sequence[Sighting]) -> bool:
    """Return whether a place has changed hands unseen, and is not told differently by two.

    It has when somebody other than the new holder says so and nobody says later that the
    old one is still there, or when the same claimant said otherwise before.
    """
    if all(claimant.side == hold.side for claimant in hold.claimants):
        return False
    keys = {claimant.key for claimant in hold.claimants}
    if any(keys & {claimant.key for claimant in each.claimants} for each in other.sightings):
        return True
    return not any(
        each.side == other.side
        and each.move in {Move.HOLD, Move.TAKE}
        and each.seen is not None
        and hold.seen is not None
        and hold.seen <= each.seen <= (other.last or _NEVER)
        for each in sightings
    )


def _change_hands(hold: Sighting, other: _Episode, found: list[_Episode]) -> None:
    episode = _Episode(hold.side, hold.seen, taken=True, last=other.last, sightings=[hold])
    seen = other.newest
    other.last = (
        seen if seen is not None and hold.seen is not None and seen < hold.seen else hold.seen
    )
    found.append(episode)


def _add_rival(hold: Sighting, other: _Episode, found: list[_Episode]) -> None:
    """Add to a rival account; it begins where the accounts part if its side was there before."""
    was_there = any(e.side == hold.side and e.last == other.first for e in found) and other.first
    told = [e for e in found if e.rival and e.side == hold.side and e.against is other]
    if not told:
        first = other.first if was_there else None
        told = [_Episode(hold.side, first, taken=False, rival=True, against=other)]
        told[0].first_by = other.first_by if first else None
        found.append(told[0])
    told[0].sightings.append(hold)
    if other.last is not None:
        told[0].last = told[0].newest


def _is_mere_dispute(episode: _Episode, found: Sequence[_Episode]) -> bool:
    """Return whether an account is no more than one report's denial of a better known one.

    It has no day, only its own side says so, others say otherwise, and more reports tell
    of another holder: it stays as the dispute of that holder's entry.
    """
    reports = _count_reports(episode)
    dated = episode.first is not None or episode.last is not None
    if dated or reports > 1 or not episode.disputes:
        return False
    if not all(claimant.side == episode.side for claimant in episode.claimants()):
        return False
    return any(other.side != episode.side and _count_reports(other) > reports for other in found)


def _count_reports(episode: _Episode) -> int:
    return len({each.cite.report for each in episode.sightings})


def _dispute(episode: _Episode, sightings: Iterable[Sighting]) -> None:
    """Note who says otherwise for a day inside an episode."""
    own = {claimant.key for claimant in episode.claimants()}
    first, last = episode.first or _ALWAYS, episode.last or _NEVER
    for each in sightings:
        if each.move is Move.LOSE or each.seen is None or not first <= each.seen < _after(last):
            continue
        if each.seen == first and not _denies(each, episode):
            continue
        otherwise = (each.side == episode.side) == (each.move is Move.ABSENT)
        if each.move is Move.TAKE and each.seen == episode.last:
            continue
        if otherwise and not own & {claimant.key for claimant in each.claimants}:
            episode.disputes.append(each)


def _after(day: date) -> date:
    return day if day == _NEVER else date.fromordinal(day.toordinal() + 1)


def _state(episode: _Episode) -> ControlState:
    claimants = episode.claimants()
    if claimants and all(claimant.side == episode.side for claimant in claimants):
        return ControlState.CLAIMED
    if episode.disputes or episode.part:
        return ControlState.CONTESTED
    if episode.last is not None:
        return ControlState.LOST
    return ControlState.TAKEN if episode.taken else ControlState.HELD


def _entry(
    episode: _Episode,
    *,
    row: str,
    things: Things,
    sides: Sides,
    days: Mapping[ReportId, date | None],
) -> ControlEntry:
    name, key = name_holder(episode.side, episode.sightings, sides=sides)
    cites: tuple[Cite, ...] = tuple(sorted({each.cite for each in episode.sightings}))
    told = [day for cite in cites if (day := days.get(cite.report)) is not None]
    return ControlEntry(
        place=things.name(row),
        place_key=things.key(row),
        holder=name,
        holder_key=key,
        state=_state(episode),
        first=episode.first,
        last=episode.last,
        claimants=_names(episode.claimants()),
        disputed_by=_names(claimant for each in episode.disputes for claimant in each.claimants),
        newest=max(told, default=None),
        cites=cites,
        first_by=episode.first_by,
    )


def _names(claimants: Iterable[Claimant]) -> tuple[str, ...]:
    return tuple({claimant.key: claimant.name for claimant in claimants}.values())
