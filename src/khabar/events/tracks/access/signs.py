"""What single claims say of one way or good at one place: shut or open, since when."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khabar.base.names import fold_name, fold_words
from khabar.events.tracks.access.barriers import is_passage
from khabar.events.tracks.access.goods import SUPPLIES, is_aid, is_supply, lane_of, way_out, what_of
from khabar.events.tracks.access.loads import carrier_name, vehicle_of
from khabar.events.tracks.access.states import SIEGES, is_eased, is_once, is_undone, state_of
from khabar.events.tracks.access.supplies import comes_again, is_works, named_supply
from khabar.events.tracks.parties.claimants import Claimant, Claimants
from khabar.events.tracks.spots import Spots
from khabar.events.tracks.wording import said
from khabar.record.card import CardParty, CardPlace, ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessState, Cite, Good
from khabar.record.report import ReportId
from khabar.record.time import TimeBasis

__all__ = ["Sign", "find_signs"]

_LEAST_SURE: Final = 0.5
_LEAST_LIKELY: Final = 0.4
_BUILDINGS: Final = frozenset(
    "airport airfield prison jail cell barracks base hospital clinic hotel palace residence "
    "station studio seminary school university ministry court church cathedral mosque bridge "
    "road".split()
)
_NUMBERS: Final = frozenset(
    "two three four five six seven eight nine ten several many dozens hundreds most".split()
)
_DATED: Final = frozenset({TimeBasis.STATED, TimeBasis.RESOLVED})  # no day of the story around it
_ROAD: Final = frozenset("road* route* way highway* bridge* crossing* track* corridor*".split())
_BUT_HERE: Final = frozenset({"everywhere", "except"})  # "lifted everywhere except in Orlov"
_PRONOUNS: Final = frozenset("it its there here which that this them where".split())
_WHERE: Final = frozenset({"of", "in", "to", "into", "from"})
_RETURN: Final = frozenset("return* send sent".split())
_SIEGE: Final = frozenset(  # "the siege" is the one that the report tells of
    "siege* besieg* blockad* closure* encircl* ring embargo* cordon* lift* relax* eas*".split()
)
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
        stands: It is told to go on.
        denied: It only denies that something is shut.
        kept: It denies that something shut was opened.
        wide: It is told of everywhere but its own place.
        eased: It changes a state without ending it.
        since: Earliest day it began; ``None`` when not told.
        till: Last day of the days that the claim gives; ``None`` when it says "since", or no day.
        since_by: Latest day it began; ``None`` when it is told since a day, or on none.
        seen: The day the claim speaks of.
        by: Who stops it.
        cargo: What passes or does not: carriers of aid, or people brought out.
        siege: Row of the place that its report calls cut off, or to which it is sent back;
            empty when none is.
        claimants: Who says so.
        cite: Where.
    """

    row: str
    other_rows: tuple[str, ...]
    good: Good
    lane: str
    state: AccessState
    once: bool
    stands: bool
    denied: bool
    kept: bool
    wide: bool
    eased: bool
    since: date | None
    till: date | None
    since_by: date | None
    seen: date | None
    by: tuple[CardParty, ...]
    cargo: frozenset[str]
    siege: str
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
    found = _left(_undated(found, told), told, spots)
    return _served(_placed(_spread(_decreed(found))), spots)


def _besieged(cards: Iterable[ClaimCard], spots: Spots) -> dict[ReportId, Counter[str]]:
    """Return which places each report calls cut off, with how often."""
    found: dict[ReportId, Counter[str]] = {}
    for card in cards:
        is_siege = card.type is EventType.COERCE and card.mode == "restrict"
        if is_siege and state_of(card) is AccessState.CLOSED and not way_out(card):
            for row in _rows(card, spots):
                if not is_passage(spots.name(row)):  # a bridge is shut; nobody starves there
                    found.setdefault(card.key.report, Counter())[row] += 1
    return found


def _left(signs: Iterable[Sign], cards: Iterable[ClaimCard], spots: Spots) -> list[Sign]:
    """Return the signs with people brought out told where they left, not where they went.

    Of several places it is the one that is attacked or cut off somewhere in the case; a place
    of which nothing of the sort is told, in a report that tells it of another, is where they
    went.
    """
    scenes: dict[ReportId, set[str]] = {}
    for card in cards:
        barrier = card.type is EventType.COERCE and card.mode == "restrict"
        if card.type is EventType.ASSAULT or barrier:
            scenes.setdefault(card.key.report, set()).update(_rows(card, spots))
    every = set().union(*scenes.values())
    found = []
    for sign in signs:
        out = sign.good is Good.EXIT and sign.once and sign.state is AccessState.OPEN
        if not out or sign.row in every or not scenes.get(sign.cite.report):
            found.append(sign)
        elif left := [row for row in sign.other_rows if row in every]:
            found.append(replace(sign, row=left[0], other_rows=(sign.row,)))
    return found


def _undated(signs: Iterable[Sign], cards: Iterable[ClaimCard]) -> list[Sign]:
    """Take the day from a siege or curfew whose sentence says that it was lifted on that day."""
    told = [card for card in cards if state_of(card) is not None]
    lifted = {
        (card.key.report, card.sentence, card.first)
        for card in told
        if state_of(card) is AccessState.OPEN
    }
    own = {
        Cite(card.key.report, card.trigger)
        for card in told
        if (card.key.report, card.sentence, card.first) in lifted
        if card.type is EventType.COERCE and said((card.head,), SIEGES)
    }
    return [
        replace(sign, since=None, till=None, since_by=None, seen=None)
        if sign.cite in own and sign.state is not AccessState.OPEN
        else sign
        for sign in signs
    ]


def _decreed(signs: Iterable[Sign]) -> list[Sign]:
    """Give a curfew that nobody is said to impose the one place on which one is imposed."""
    every = list(signs)
    rows = {sign.row for sign in every if sign.lane == "curfew" and sign.by and sign.row}
    if len(rows) != 1:
        return every
    (only,) = rows
    return [
        replace(sign, row=only, since=sign.since if _is_dated(sign) else None, till=None)
        if sign.lane == "curfew"
        else sign
        for sign in every
    ]


def _is_dated(sign: Sign) -> bool:
    """Return whether a claim of a curfew tells when it was imposed, eased or lifted."""
    return bool(sign.by) or sign.eased or sign.state is AccessState.OPEN


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
    """Give what is told without a place the one place where the same good is told of.

    Aid is where most tell of the same carrier, or else bound for the place cut off.

    Args:
        signs: Of all places.

    Returns:
        Those that have a place now.
    """
    every = list(signs)
    rows: dict[tuple[Good, str], Counter[str]] = {}
    cargoes: dict[tuple[AccessState, str], Counter[str]] = {}
    for sign in every:
        if sign.row:
            rows.setdefault((sign.good, sign.lane), Counter())[sign.row] += 1
            for cargo in sign.cargo if sign.good is Good.AID else ():
                cargoes.setdefault((sign.state, cargo), Counter())[sign.row] += 1
    found = []
    for sign in every:
        here = rows.get((sign.good, sign.lane), Counter())
        same = sum((cargoes.get((sign.state, c), Counter()) for c in sign.cargo), Counter())
        if sign.row:
            found.append(sign)
        elif sign.good is Good.AID and (same or sign.siege):
            found.append(replace(sign, row=_most(same) or sign.siege))
        elif len(here) == 1:
            found.append(replace(sign, row=_most(here)))
    return found


def _served(signs: Iterable[Sign], spots: Spots) -> list[Sign]:
    """Tell of power and water where they are lacking, not at the works that bring them.

    Which place a dam or a plant serves is told by those of the same good elsewhere.

    Args:
        signs: Of all places.
        spots: The places.

    Returns:
        As many signs; those at a works have the place that lacks most often what it brings.
    """
    every = list(signs)
    rows: dict[Good, Counter[str]] = {}
    for sign in every:
        if sign.good in SUPPLIES and not is_works(spots.name(sign.row)):
            rows.setdefault(sign.good, Counter())[sign.row] += 1
    return [
        replace(sign, row=_most(rows.get(sign.good, Counter())) or sign.row)
        if sign.good in SUPPLIES and is_works(spots.name(sign.row))
        else sign
        for sign in every
    ]


def _rows(card: ClaimCard, spots: Spots) -> tuple[str, ...]:
    """Return the rows of the places of a claim: sure ones, else the likeliest for aid."""
    here = (card.sites or card.places) if is_aid(card) else card.places  # the very gate
    if here and card.sites and _is_own_place(card.sites[0].name, here[0].name):
        return _rows_of(card, card.sites, spots) or _rows_of(card, here, spots)
    return _rows_of(card, here, spots)


def _rows_of(card: ClaimCard, here: Sequence[CardPlace], spots: Spots) -> tuple[str, ...]:
    sure = [place for place in here if place.p >= _LEAST_SURE]
    if not sure and is_aid(card):  # better than the place that is only cut off
        sure = [place for place in here[:1] if place.p >= _LEAST_LIKELY]
    if lane_of(card) == "curfew":  # holds in a town, not in the building where it is decreed
        sure = [place for place in sure if not said(fold_words(place.name)[-1:], _BUILDINGS)]
    found = (spots.row(place, report=card.key.report) for place in sure)
    return tuple(dict.fromkeys(row for row in found if row))


def _is_own_place(own: str, told: str) -> bool:
    """Return whether a claim's own words say more of where than the place they are joined to."""
    return set(fold_words(told)) <= _PRONOUNS or (is_passage(own) and not is_passage(told))


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
    kept = card.status is Status.NEGATED and is_undone(card)
    dated = card.basis in _DATED and not planned and not kept
    return [
        Sign(
            row=row,
            other_rows=tuple(other for other in rows if other != row),
            good=good,
            lane=_lane(card),
            state=state,
            once=is_once(card),
            stands=card.status is Status.ONGOING,
            denied=card.status is Status.NEGATED and state is AccessState.OPEN,
            kept=kept,
            wide=lane_of(card) == "curfew" and set(card.words) >= _BUT_HERE,
            eased=is_eased(card),
            since=card.first if dated else None,
            till=card.last if dated else None,
            since_by=(card.first_by or card.last) if dated else None,
            seen=(card.last if dated else None) or card.published,
            by=() if state is AccessState.OPEN else card.actors,
            cargo=_cargo(card),
            siege=next(iter(rows), "")
            if _is_sent_back(card)
            else _most(besieged.get(card.key.report, Counter())),
            claimants=claimants.speakers(card),
            cite=Cite(card.key.report, card.trigger),
        )
        for row in _rows_of_sign(card, spots, besieged.get(card.key.report, Counter()))
        for good in _goods(card)
    ]


def _goods(card: ClaimCard) -> tuple[Good, ...]:
    return named_supply(card) if comes_again(card) else what_of(card)


def _lane(card: ClaimCard) -> str:
    """Return which traffic a claim is about: what is said of one ship changes no other."""
    return lane_of(card) or (vehicle_of((*card.recipients, *card.actors)) if is_aid(card) else "")


def _rows_of_sign(card: ClaimCard, spots: Spots, cut_off: Counter[str]) -> tuple[str, ...]:
    """Return where a way is open or shut: for a road, the place it leads to."""
    every = _rows(card, spots)
    if lane_of(card) == "curfew":
        return every or ("",)
    goal = _goal(card, spots)
    if _is_sent_back(card):
        return ("",)
    piped = card.mode == "withhold" or is_supply(card) or comes_again(card)
    rows = every[: None if piped else 1] or ((goal,) if goal else ())
    if piped and not rows:
        rows = _named_by_parties(card, spots) or _nationwide(card, spots)
    if rows and card.type is EventType.AID and (not way_out(card) or goal in every):
        return (goal or rows[0],)
    way = said((*fold_words(card.theme), card.head), _ROAD)
    facility = any(party.kind is EntityKind.FACILITY for party in card.recipients)
    if card.mode == "restrict" and rows and (way or facility):
        rows = (goal or rows[0],)
    taken = card.type is EventType.COERCE and card.mode == "seize"
    placeless = not rows or _stops_aid(card)
    if cut_off and placeless and _is_of_siege(card) and not (is_once(card) or taken):
        rows = (_most(cut_off),)
    if not rows and piped:
        counted = (p.key for p in card.places if p.p >= _LEAST_SURE and _is_counted(p.name))
        rows = (next(counted, ""),)
    return rows or (("",) if _lane(card) or is_supply(card) else ())


def _named_by_parties(card: ClaimCard, spots: Spots) -> tuple[str, ...]:
    """Return the row of the place that is said to have or lack something: "Orlov has none"."""
    rows = (spots.named(party.name) for party in card.actors)
    return tuple(row for row in rows if row)[:1]


def _nationwide(card: ClaimCard, spots: Spots) -> tuple[str, ...]:
    """Return the row of the country where telephones are cut without a word of where."""
    row = spots.country() if Good.TELECOM in _goods(card) else ""
    return (row,) if row else ()


def _is_sent_back(card: ClaimCard) -> bool:
    """Return whether the place of a claim may be where aid returns to, not where it is for."""
    stopped = card.type is not EventType.AID and is_aid(card)
    return stopped and card.mode != "seize" and said((card.head,), _RETURN)


def _most(rows: Counter[str]) -> str:
    """Return the row told of most often, of equals the one told first; empty without any."""
    return max(rows, key=lambda row: rows[row], default="")


def _is_of_siege(card: ClaimCard) -> bool:
    """Return whether what has no place is of the place that its report calls cut off.

    So is "the blockade", aid, a supply, and what is open again; not every barrier.
    """
    if _lane(card) or Good.TELECOM in _goods(card):
        return False
    about = is_aid(card) or is_supply(card) or is_undone(card)
    return card.mode == "withhold" or about or said((card.head,), _SIEGE)


def _goal(card: ClaimCard, spots: Spots) -> str:
    """Return the row of the place that those concerned are of: "to Orlov", "people in Orlov"."""
    for party in card.recipients:
        for name in (party.name, *_tails(party.name)):
            if row := spots.named(name):
                return row
    rows = (spots.named(name) for name in _tails(card.theme))
    return next((row for row in rows if row), "") if not card.places else ""


def _tails(name: str) -> list[str]:
    """Return what follows each "of" and "in": "Orlov" in "the sick in the cellars of Orlov"."""
    words = name.split()
    tails = [" ".join(words[at + 1 :]) for at, word in enumerate(words) if word in _WHERE]
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
    names |= {carrier_name(party.name) for party in (*card.recipients, *carriers)}
    if way_out(card) and not is_aid(card):
        return frozenset(names) or frozenset({fold_name(card.theme) or card.key.report})
    return frozenset(names | {each for each in _CARRIERS for name in names if each in name})
