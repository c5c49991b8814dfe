"""What single claims say of a place: who holds it, takes it, loses it, on which day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from khabar.base.names import ENEMY, fold_name
from khabar.events.tracks.control.things import Things
from khabar.events.tracks.parties.claimants import Claimant, Claimants
from khabar.events.tracks.parties.sides import Sides
from khabar.events.tracks.spots import core_words
from khabar.events.tracks.wording import (
    BREAK_IN,
    FALL,
    HAND_OVER,
    LOSE,
    SHUT,
    TAKE,
    TAKE_ANYHOW,
    WORKS,
    said,
)
from khabar.record.card import CardParty, ClaimCard, OriginKind
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import Cite
from khabar.record.report import ReportId
from khabar.record.time import TimeBasis

__all__ = ["Move", "Sighting", "find_sightings", "is_first_person"]

_LEAST_SURE: Final = 0.5
_LEAST_TOLD: Final = 0.5  # of a claim: likelier than not
_LEAST_WORDED: Final = 0.3  # of one with a word that says so of itself
_NOT_BY_FORCE: Final = frozenset({"abduct", "targeted", "destroy", "beat", "torture", "sexual"})
_PLACES: Final = frozenset("town city village gorge base valley hill district".split())
_TO_AND_FRO: Final = frozenset("hand hands change* chang* claim* disput* contest*".split())
_CHANGE: Final = TAKE_ANYHOW | {"fall", "hold", "control", "withdraw", "surrender", "cede"}
_OURS: Final = frozenset({"our", "ours", "us", "we"})
_BEAT: Final = frozenset("throw threw thrown beat beaten repel* repuls* fend* turn*".split())
_TOWARDS: Final = frozenset("towards toward".split())
_DRIVE: Final = frozenset("drive drove driven".split())
_RETAKE: Final = frozenset(
    "retak* retook recaptur* regain* reclaim* liberat* secur* clear*".split()
)
_LOYAL: Final = frozenset("loyal* government guard* forces army armed".split())
_CONCEDE: Final = frozenset("acknowledg* conced* admit*".split())
_GAINED: Final = frozenset({"control", "restored", "back"})  # once it has happened
_FIGHT: Final = ("state:", "group:")
_ONE_DAY: Final = timedelta(days=1)
_LONG_AGO: Final = timedelta(days=365)
_TOLD: Final = frozenset({Status.ACTUAL, Status.ONGOING, Status.HISTORICAL})


class Move(StrEnum):
    """What a claim says of a holder and a place."""

    HOLD = "hold"
    TAKE = "take"
    LOSE = "lose"
    ABSENT = "absent"  # "not under the control of"


_GAINS: Final = frozenset({Move.TAKE, Move.HOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One claim on one place and one side.

    Attributes:
        row: Row of the place.
        side: The side.
        party: The actor as the claim names it.
        move: What is said.
        since: Day on which it began, as the claim says; ``None`` when it does not say.
        till: Last day of the days that the claim gives; ``None`` when it says "since".
        since_by: Latest day on which it can have begun; ``None`` when it is told since a day.
        seen: Day for which it holds: of the report, or the last day the claim gives.
        claimants: Who says so.
        printed: The outlet says so itself.
        part: The same voices see another side there too: each holds a part.
        past: It was held then, and is no longer.
        weak: Somebody came in by force, or once did; whether he stayed is for others to say.
        ousted: Sides that are driven off.
        cite: The words.
    """

    row: str
    side: str
    party: CardParty
    move: Move
    since: date | None
    till: date | None
    since_by: date | None
    seen: date | None
    claimants: tuple[Claimant, ...]
    printed: bool
    part: bool
    past: bool
    weak: bool
    ousted: frozenset[str]
    cite: Cite


def find_sightings(
    cards: Iterable[ClaimCard], *, sides: Sides, things: Things, claimants: Claimants
) -> list[Sighting]:
    """Return what claims say of who holds which place.

    Args:
        cards: All claims.
        sides: Their sides.
        things: Their places.
        claimants: Their claimants.

    Returns:
        One sighting for each place and side of a claim that says something of control.
    """
    told = list(_sightings(cards, sides=sides, things=things, claimants=claimants))
    held = {(each.row, each.side) for each in told if not each.weak}
    sure = [
        each
        for each in told
        if not each.weak or any((each.row, side) in held for side in (each.side, *each.ousted))
    ]  # who drives the holder out of a place has it
    return list(_with_parts(_with_speakers(sure)))


def _with_speakers(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Give a headline that a hill was taken the general whom the report quotes for it."""
    quoted: dict[tuple[ReportId, str, str, date | None], tuple[Claimant, ...]] = {}
    for each in sightings:
        if not each.printed and each.since is not None and each.move in _GAINS:
            quoted.setdefault(_deed(each), each.claimants)
    return [
        replace(each, claimants=quoted.get(_deed(each), each.claimants))
        if each.printed and each.move in _GAINS
        else each
        for each in sightings
    ]


def _deed(each: Sighting) -> tuple[ReportId, str, str, date | None]:
    return each.cite.report, each.row, each.side, each.since


def _with_parts(sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """Mark holds of several sides at one place that the same voices of one report tell of."""
    sides: dict[tuple[ReportId, str, tuple[Claimant, ...]], set[str]] = {}
    for each in sightings:
        if each.move is Move.HOLD and each.since is None:
            sides.setdefault((each.cite.report, each.row, each.claimants), set()).add(each.side)
    takers: dict[tuple[Cite, str], set[str]] = {}
    for each in sightings:
        if each.move is Move.TAKE:
            takers.setdefault((each.cite, each.row), set()).add(each.side)
    for each in sightings:
        beside = sides.get((each.cite.report, each.row, each.claimants), set())
        if each.move is Move.TAKE:
            beside = takers[each.cite, each.row]
        yield replace(each, part=each.move in _GAINS and len(beside) > 1)


def _sightings(
    cards: Iterable[ClaimCard], *, sides: Sides, things: Things, claimants: Claimants
) -> Iterator[Sighting]:
    for card in _joined(cards):
        least = _LEAST_WORDED if said((card.head,), _CHANGE) else _LEAST_TOLD
        if card.p < least:
            continue
        speakers = claimants.speakers(card)
        moves = list(_moves(card, speakers, sides=sides, claimants=claimants))
        rows = things.rows(card) if moves else ()
        if len(rows) > 1 and len({(side, move) for _, side, move in moves}) > 1:
            continue  # "they hold the market, the Guard the church": whose is which is not known
        for party, side, move in moves:
            for row in rows:
                yield Sighting(
                    row=row,
                    side=side,
                    party=party,
                    move=move,
                    since=_since(card, move),
                    till=card.last,
                    since_by=card.first_by or card.last,
                    seen=_seen(card, move),
                    claimants=speakers,
                    printed=_is_printed(card),
                    part=False,
                    weak=move is Move.TAKE and (said((card.head,), BREAK_IN) or _is_old(card)),
                    past=_is_past(card, move),
                    ousted=_ousted(card, sides),
                    cite=Cite(card.key.report, card.trigger),
                )


def _joined(cards: Iterable[ClaimCard]) -> Iterator[ClaimCard]:
    """Yield claims; what is said of control in words that touch ("firmly", "in our hands") once."""
    last: ClaimCard | None = None
    for card in sorted(cards, key=lambda c: (c.key.report, c.trigger, c.key)):
        if last is not None and _touches(last, card):
            surer = max(last, card, key=lambda c: c.p)
            last = replace(surer, phrase=(*last.phrase, *card.phrase), trigger=surer.trigger)
            continue
        if last is not None:
            yield last
        last = card
    if last is not None:
        yield last


def _first(parties: Sequence[CardParty]) -> str:
    return parties[0].key if parties else ""


def _touches(left: ClaimCard, right: ClaimCard) -> bool:
    same = left.key.report == right.key.report and left.status is right.status
    same = same and _first(left.actors) == _first(right.actors)
    both = left.type is EventType.CONTROL and right.type is EventType.CONTROL
    return same and both and 0 <= right.trigger.start - left.trigger.end <= 1


def _moves(
    card: ClaimCard, speakers: Sequence[Claimant], *, sides: Sides, claimants: Claimants
) -> Iterator[tuple[CardParty, str, Move]]:
    """Yield what a claim says of each side: of who hands over and who receives two things."""
    move = _move(card)
    if move is None:
        return
    voice = _voice(card, speakers, claimants)
    own = voice if _is_printed(card) else ""
    if move is Move.ABSENT and not card.actors and said((card.head,), FALL):
        yield from _deniers(speakers, own)  # "the ministry denied that the town had fallen"
    if move is Move.HOLD and not card.actors and said((card.head, *card.phrase), {"control"}):
        yield from _deniers(speakers, own)  # "the town is under full control, it added"
    if _OURS & set(card.phrase) and (voice or not _is_printed(card)):
        yield from _deniers(speakers, voice)  # "the dam is in our hands"
        return
    if move is Move.LOSE and voice and said(card.words, _CONCEDE):
        yield from ((p, voice, move) for p, _, _ in _deniers(speakers, voice))
        return  # who concedes a loss has lost
    for side, party in _holders(card, move, sides, voice=voice):
        mutiny = sides.mutineers() if _may_mutiny(card, party, side, move) else ""
        own = mutiny if not sides.is_named(party) else ""
        yield party, own or _own_army(party, speakers, sides, voice=voice) or side, move
    if move is Move.LOSE and said((card.head,), HAND_OVER):
        for party in _on_clear_side(card.recipients, sides).values():
            yield party, sides.of_party(party), Move.TAKE


def _may_mutiny(card: ClaimCard, party: CardParty, side: str, move: Move) -> bool:
    """Return whether soldiers take what is their state's: "soldiers seized the broadcaster"."""
    troops = party.kind is EntityKind.MILITARY and not said(fold_name(party.name).split(), _LOYAL)
    takes = move is Move.TAKE and side.startswith("state:")
    return troops and takes and not said((card.head, *card.phrase), _RETAKE)


def _deniers(speakers: Iterable[Claimant], voice: str) -> Iterator[tuple[CardParty, str, Move]]:
    """Yield who fights and says that a place has not fallen: it is still theirs."""
    for speaker in speakers:
        side = speaker.side if speaker.side.startswith(_FIGHT) else voice
        if side:
            yield _party_of(speaker), side, Move.HOLD


def _party_of(speaker: Claimant) -> CardParty:
    return CardParty(
        key=speaker.key,
        name=speaker.name,
        kind=EntityKind.ORGANISATION,
        country="",
        sector=None,
        of="",
        aliases=(),
        p=1.0,
    )


def _move(card: ClaimCard) -> Move | None:
    """Return what a claim says of control; ``None`` when it says nothing of it."""
    if card.type is EventType.CONTROL:
        return _move_of_control(card)
    if card.status not in _TOLD or not card.places:
        return None
    if card.type is EventType.THREATEN:
        about = fold_name(card.theme).split()
        return Move.HOLD if said(about, SHUT) and said(about, WORKS) else None
    if card.type is EventType.RETREAT and card.mode == "withdraw":
        off = said((card.head,), _BEAT) or _is_towards(card)
        return None if off or card.status is Status.HISTORICAL else Move.LOSE
    by_force = card.type is EventType.ASSAULT and card.mode not in _NOT_BY_FORCE
    seized = card.type is EventType.COERCE and card.mode == "seize" and _is_of_place(card)
    heads = TAKE_ANYHOW if by_force and (card.mode or not card.actors) else TAKE
    attacks = said((card.head,), FALL) and said(card.phrase, {"on", "upon"})  # "fell upon it"
    if (by_force or seized) and said((card.head,), heads) and _is_of_place(card) and not attacks:
        return Move.TAKE
    return None


def _is_towards(card: ClaimCard) -> bool:
    """Return whether words tell where somebody goes: "fled towards Sund"."""
    own = {word for place in card.places for word in fold_name(place.name).split()}
    after = (right for left, right in pairwise(card.words) if left in _TOWARDS)
    return any(word in own for word in after)


def _move_of_control(card: ClaimCard) -> Move | None:
    if card.status in {Status.FUTURE, Status.HYPOTHETICAL}:
        return None
    if card.status is Status.NEGATED:
        return Move.ABSENT
    words = (card.head, *card.phrase)  # "lost control" has control for its head
    if said(words, LOSE) and not card.recipients:
        return Move.LOSE
    if card.status is Status.ONGOING:
        return Move.HOLD
    gained = said(words, TAKE | {"hand", "hands"}) or said(card.phrase, _GAINED)
    return Move.TAKE if gained else Move.HOLD


def _is_of_place(card: ClaimCard) -> bool:
    """Return whether what is taken is the place: nothing else is named, or the place is."""
    theme = set(fold_name(card.theme).split())
    if any(theme & set(core_words(place.name)) for place in card.places):
        return not any(word.isdigit() for word in theme)
    if card.quantities:
        return False
    people = {word for party in card.recipients for word in fold_name(party.name).split()}
    is_name = all(word[:1].isupper() for word in card.theme.split()) and not theme & people
    return is_name or bool(theme & _PLACES)


def _is_printed(card: ClaimCard) -> bool:
    return all(link.kind is OriginKind.OUTLET for link in card.sources)


def _voice(card: ClaimCard, speakers: Iterable[Claimant], claimants: Claimants) -> str:
    """Return the one side that says "we" in a claim: of its speakers, else of its outlet."""
    told = {speaker.side for speaker in speakers if speaker.side.startswith(_FIGHT)}
    return next(iter(told)) if len(told) == 1 else claimants.voice(card.key.report)


def _holders(
    card: ClaimCard, move: Move, sides: Sides, *, voice: str
) -> tuple[tuple[str, CardParty], ...]:
    """Return the actors on a clear side, one for each side; of a withdrawal the first alone."""
    found = _on_clear_side(card.actors, sides, voice=voice)
    if len(found) > 1 and said((card.head,), _TO_AND_FRO):
        return ()  # "it changed hands between the army and the rebels": nobody's
    return tuple(found.items())[: 1 if move is Move.LOSE else None]


def _on_clear_side(
    parties: Iterable[CardParty], sides: Sides, *, voice: str = ""
) -> dict[str, CardParty]:
    found: dict[str, CardParty] = {}
    for party in parties:
        side = sides.of_party(party)
        if not side.startswith(_FIGHT) and is_first_person(party):
            side = voice  # "our fighters"
        elif voice and ENEMY & set(fold_name(party.name).split()):
            side = sides.against(voice)
        if party.p >= _LEAST_SURE and side.startswith(_FIGHT):
            found.setdefault(side, party)
    return found


def is_first_person(party: CardParty) -> bool:
    """Return whether an actor is "we" or "our fighters"."""
    return any(_OURS & set(name.split()[:1]) for name in (fold_name(party.name), *party.aliases))


def _own_army(party: CardParty, speakers: Iterable[Claimant], sides: Sides, *, voice: str) -> str:
    """Return the state whose ministry or outlet tells what "the Second Corps" holds, if any."""
    if sides.is_named(party) or not sides.of_party(party).startswith("state:"):
        return ""
    told = {speaker.side for speaker in speakers}
    (only,) = told if len(told) == 1 else ("",)
    only = only if only.startswith("state:") else voice
    return only if only.startswith("state:") and only != "state:" else ""


def _is_past(card: ClaimCard, move: Move) -> bool:
    """Return whether what was held then is held no longer: "and held it until evening"."""
    told = card.basis in {TimeBasis.STATED, TimeBasis.RESOLVED} and card.last is not None
    over = card.status is Status.HISTORICAL or (
        card.status is Status.ACTUAL and told and not _is_fresh(card)
    )
    return move is Move.HOLD and (over or card.before)


def _ousted(card: ClaimCard, sides: Sides) -> frozenset[str]:
    """Return the sides that a claim tells driven off: "drove the Front out of the town"."""
    driven = said((card.head,), _DRIVE)
    return frozenset(_on_clear_side(card.recipients, sides) if driven else ())


def _is_old(card: ClaimCard) -> bool:
    """Return whether a claim is of an earlier war, which tells nothing of who holds on."""
    if card.status is not Status.HISTORICAL or card.last is None or card.published is None:
        return False
    return card.published - card.last > _LONG_AGO


def _is_fresh(card: ClaimCard) -> bool:
    """Return whether a claim is of the report's own day or the one before."""
    return bool(card.published and card.last and card.published - card.last <= _ONE_DAY)


def _since(card: ClaimCard, move: Move) -> date | None:
    """Return the day a claim's own words give; that of the story around it is too often wrong.

    "Since 2014" dates what goes on; in a claim of a move it belongs to something else.
    """
    if card.last is None and move in {Move.TAKE, Move.LOSE}:
        return None
    fresh = card.status is Status.ONGOING or _is_fresh(card)
    if move is Move.HOLD and fresh and card.first == card.last:
        return None  # "at noon on Friday" is when it was seen held
    dated = card.basis in {TimeBasis.STATED, TimeBasis.RESOLVED}
    return card.first if dated else None


def _seen(card: ClaimCard, move: Move) -> date | None:
    """Return the day a claim speaks of: a past move its own, what goes on that of the report."""
    if move in {Move.TAKE, Move.LOSE} or card.status is Status.HISTORICAL:
        return _since(card, move) or card.last or card.published
    if card.before:
        return _since(card, move) or card.last
    return card.published or card.last
