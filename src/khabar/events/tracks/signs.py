"""What single claims say of one way or good at one place: shut or open, since when."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khabar.base.names import fold_name, fold_words
from khabar.events.tracks.claimants import Claimant, Claimants
from khabar.events.tracks.goods import (
    is_aid,
    is_eased,
    is_once,
    is_supply,
    lane_of,
    state_of,
    way_out,
    what_of,
)
from khabar.events.tracks.spots import Spots
from khabar.events.tracks.wording import said
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EventType, Status
from khabar.record.ledger import AccessState, Cite, Good
from khabar.record.report import ReportId
from khabar.record.time import TimeBasis

__all__ = ["Sign", "find_signs"]

_LEAST_SURE: Final = 0.5
_NUMBERS: Final = frozenset(
    "two three four five six seven eight nine ten several many dozens hundreds most".split()
)
_DATED: Final = frozenset({TimeBasis.STATED, TimeBasis.RESOLVED, TimeBasis.CONTEXT})
_ROAD: Final = frozenset("road* route* way highway* bridge* crossing* track* corridor*".split())
_BUT_HERE: Final = frozenset({"everywhere", "except"})  # "lifted everywhere except in Orlov"
_CARRIERS: Final = ("red cross", "red crescent", "world food", "united nations", "wfp", "unicef")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What one claim says of one way or good at one place.

    Attributes:
        row: Row of the place; empty when the claim names none.
        other_rows: Rows of the further places of the claim.
        good: Which way or good.
        lane: Which sort of traffic; what is said of one lane changes no other.
        state: Whether it gets through.
        once: It tells of one passage, not of a state that lasts.
        denied: It only denies that something is shut.
        wide: It is told of everywhere but its own place.
        eased: It changes a state without ending it.
        since: Earliest day it began; ``None`` when not told.
        till: Latest such day; ``None`` when the claim says "since", or no day.
        told: The day is the claim's own, not borrowed from the story around it.
        seen: The day the claim speaks of.
        by: Who stops it.
        cargo: What passes or does not: carriers of aid, or people brought out.
        goal: Row of the place the aid is for; empty when not told.
        claimants: Who says so.
        cite: Where.
    """

    row: str
    other_rows: tuple[str, ...]
    good: Good
    lane: str
    state: AccessState
    once: bool
    denied: bool
    wide: bool
    eased: bool
    since: date | None
    till: date | None
    told: bool
    seen: date | None
    by: tuple[CardParty, ...]
    cargo: frozenset[str]
    goal: str
    claimants: tuple[Claimant, ...]
    cite: Cite


def find_signs(cards: Iterable[ClaimCard], *, spots: Spots, claimants: Claimants) -> list[Sign]:
    """Return what claims say of ways and goods.

    Args:
        cards: All claims, in order.
        spots: Their places.
        claimants: Their claimants.

    Returns:
        One sign for each place and good of a claim.
    """
    told = list(cards)
    besieged = _besieged(told, spots)
    found = [sign for card in told for sign in _signs(card, spots, claimants, besieged)]
    return _placed(_spread(_decreed(found)))


def _besieged(cards: Iterable[ClaimCard], spots: Spots) -> dict[ReportId, Counter[str]]:
    """Return which places each report calls cut off, with how often."""
    found: dict[ReportId, Counter[str]] = {}
    for card in cards:
        is_siege = card.type is EventType.COERCE and card.mode == "restrict"
        if is_siege and state_of(card) is not None and not way_out(card):
            for row in _rows(card, spots):
                found.setdefault(card.key.report, Counter())[row] += 1
    return found


def _decreed(signs: Iterable[Sign]) -> list[Sign]:
    """Give a curfew that nobody is said to impose the one place on which one is imposed."""
    every = list(signs)
    rows = {sign.row for sign in every if sign.lane == "curfew" and sign.by and sign.row}
    if len(rows) != 1:
        return every
    (only,) = rows
    return [
        replace(sign, row=only, since=sign.since if sign.by or sign.eased else None, till=None)
        if sign.lane == "curfew"
        else sign
        for sign in every
    ]


def _spread(signs: Iterable[Sign]) -> list[Sign]:
    """Give what is told of everywhere but one place the other places of its lane."""
    every = list(signs)
    found = [sign for sign in every if not sign.wide]
    for sign in every:
        if sign.wide:
            same = (o for o in found if (o.good, o.lane) == (sign.good, sign.lane))
            rows = {other.row for other in same} - {sign.row, ""}
            found += [replace(sign, row=row) for row in sorted(rows)]
    return found


def _placed(signs: Iterable[Sign]) -> list[Sign]:
    """Give what is told without a place the one place where the same good is told of."""
    every = list(signs)
    rows: dict[tuple[Good, str], list[str]] = {}
    for sign in every:
        if sign.row and sign.row not in rows.setdefault((sign.good, sign.lane), []):
            rows[sign.good, sign.lane].append(sign.row)
    found = []
    for sign in every:
        here = rows.get((sign.good, sign.lane), [])
        if sign.row:
            found.append(sign)
        elif len(here) == 1:
            found.append(replace(sign, row=here[0]))
    return found


def _rows(card: ClaimCard, spots: Spots) -> tuple[str, ...]:
    found = (spots.row(p, report=card.key.report) for p in card.places if p.p >= _LEAST_SURE)
    return tuple(dict.fromkeys(row for row in found if row))


def _is_counted(name: str) -> bool:
    """Return whether words name places by their number ("three townships"), not "the town"."""
    first = fold_name(name).partition(" ")[0]
    return first.isdigit() or first in _NUMBERS


def _signs(
    card: ClaimCard, spots: Spots, claimants: Claimants, besieged: Mapping[ReportId, Counter[str]]
) -> list[Sign]:
    state = state_of(card)
    if state is None:
        return []
    rows = _rows(card, spots)
    planned = card.status is Status.FUTURE and lane_of(card) == ""
    dated = card.basis in _DATED and not planned
    return [
        Sign(
            row=row,
            other_rows=tuple(other for other in rows if other != row),
            good=good,
            lane=lane_of(card),
            state=state,
            once=is_once(card),
            denied=card.status is Status.NEGATED and state is AccessState.OPEN,
            wide=lane_of(card) == "curfew" and set(card.words) >= _BUT_HERE,
            eased=is_eased(card),
            since=card.first if dated else None,
            till=card.last if dated else None,
            told=card.basis is not TimeBasis.CONTEXT,
            seen=(card.last if dated else None) or card.published,
            by=() if state is AccessState.OPEN else card.actors,
            cargo=_cargo(card),
            goal=_goal(card, spots) if is_aid(card) else "",
            claimants=claimants.speakers(card),
            cite=Cite(card.key.report, card.trigger),
        )
        for row in _rows_of_sign(card, spots, besieged.get(card.key.report, Counter()))
        for good in what_of(card)
    ]


def _rows_of_sign(card: ClaimCard, spots: Spots, cut_off: Counter[str]) -> tuple[str, ...]:
    """Return where a way is open or shut: for a road, the place it leads to."""
    every = _rows(card, spots)
    if lane_of(card) == "curfew":
        return every or ("",)
    rows = every[:1]
    goal = _goal(card, spots)
    if rows and card.type is EventType.AID and (not way_out(card) or goal in every):
        return (goal or rows[0],)
    if card.mode == "restrict" and rows and said((*fold_words(card.theme), card.head), _ROAD):
        rows = (goal or rows[0],)
    taken = card.type is EventType.COERCE and card.mode == "seize"
    placeless = not rows or _stops_aid(card)
    if cut_off and placeless and not (is_once(card) or taken or lane_of(card)):
        rows = (min(cut_off, key=lambda row: (-cut_off[row], row)),)
    if not rows and (card.mode == "withhold" or is_supply(card)):
        counted = (p.key for p in card.places if p.p >= _LEAST_SURE and _is_counted(p.name))
        rows = (next(counted, ""),)
    return rows or (("",) if lane_of(card) else ())


def _goal(card: ClaimCard, spots: Spots) -> str:
    """Return the row of the place that those concerned are of: "to Orlov", "people in Orlov"."""
    for party in card.recipients:
        for name in (party.name, *_tails(party.name)):
            if row := spots.named(name):
                return row
    return ""


def _tails(name: str) -> list[str]:
    """Return what follows each "of" and "in": "Orlov" in "the sick in the cellars of Orlov"."""
    words = name.split()
    tails = [" ".join(words[at + 1 :]) for at, word in enumerate(words) if word in {"of", "in"}]
    return [*tails, *(part for tail in tails for part in tail.split(" and "))]


def _stops_aid(card: ClaimCard) -> bool:
    """Return whether aid is stopped on its way: the place is where, not whose aid it is."""
    return card.type is EventType.REJECT and is_aid(card)


def _cargo(card: ClaimCard) -> frozenset[str]:
    """Return who carries the aid or is brought out, to know one passage told at two places."""
    if not is_aid(card) and not way_out(card) and card.type is not EventType.AID:
        return frozenset()
    carriers = card.actors if card.type is EventType.AID and not way_out(card) else ()
    names = {fold_name(party.name) for party in (*card.recipients, *carriers)}
    if way_out(card) and not is_aid(card):
        return frozenset(names) or frozenset({fold_name(card.theme) or card.key.report})
    return frozenset(names | {each for each in _CARRIERS for name in names if each in name})
