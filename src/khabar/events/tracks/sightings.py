"""What single claims say of a place: who holds it, takes it, loses it, on which day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from khabar.base.names import fold_name
from khabar.events.tracks.claimants import Claimant, Claimants
from khabar.events.tracks.sides import Sides
from khabar.events.tracks.spots import Spots
from khabar.events.tracks.wording import LOSE, SHUT, TAKE, TAKE_ANYHOW, WORKS, said
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EventType, Status
from khabar.record.ledger import Cite
from khabar.record.time import TimeBasis

__all__ = ["Move", "Sighting", "find_sightings"]

_LEAST_SURE: Final = 0.5
_NOT_BY_FORCE: Final = frozenset({"abduct", "targeted", "destroy", "beat", "torture", "sexual"})
_TOLD: Final = frozenset({Status.ACTUAL, Status.ONGOING, Status.HISTORICAL})


class Move(StrEnum):
    """What a claim says of a holder and a place."""

    HOLD = "hold"
    TAKE = "take"
    LOSE = "lose"
    ABSENT = "absent"  # "not under the control of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One claim on one place and one side.

    Attributes:
        row: Row of the place.
        side: The side.
        party: The actor as the claim names it.
        move: What is said.
        since: Day on which it began, as the claim says; ``None`` when it does not say.
        told: That day stands in the claim's own words.
        seen: Day for which it holds: of the report, or the last day the claim gives.
        claimants: Who says so.
        cite: The words.
    """

    row: str
    side: str
    party: CardParty
    move: Move
    since: date | None
    told: bool
    seen: date | None
    claimants: tuple[Claimant, ...]
    cite: Cite


def find_sightings(
    cards: Iterable[ClaimCard], *, sides: Sides, spots: Spots, claimants: Claimants
) -> Iterator[Sighting]:
    """Yield what claims say of who holds which place.

    Args:
        cards: All claims.
        sides: Their sides.
        spots: Their places.
        claimants: Their claimants.

    Yields:
        One sighting for each place and side of a claim that says something of control.
    """
    for card in cards:
        move = _move(card)
        if move is None:
            continue
        for party in _holders(card, move, sides):
            for row in _rows(card, spots):
                yield Sighting(
                    row=row,
                    side=sides.of_party(party),
                    party=party,
                    move=move,
                    since=_since(card, move),
                    told=card.basis is not TimeBasis.CONTEXT,
                    seen=_seen(card, move),
                    claimants=claimants.speakers(card),
                    cite=Cite(card.key.report, card.trigger),
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
        return None if card.status is Status.HISTORICAL else Move.LOSE
    by_force = card.type is EventType.ASSAULT and card.mode not in _NOT_BY_FORCE
    seized = card.type is EventType.COERCE and card.mode == "seize" and _is_of_place(card)
    heads = TAKE_ANYHOW if by_force and (card.mode or not card.actors) else TAKE
    if (by_force or seized) and said((card.head,), heads) and _is_of_place(card):
        return Move.TAKE
    return None


def _move_of_control(card: ClaimCard) -> Move | None:
    if card.status in {Status.FUTURE, Status.HYPOTHETICAL}:
        return None
    if card.status is Status.NEGATED:
        return Move.ABSENT
    if said((card.head,), LOSE) and not card.recipients:
        return Move.LOSE
    gained = card.status is not Status.ONGOING and said((card.head,), TAKE | {"hand", "hands"})
    return Move.TAKE if gained else Move.HOLD


def _is_of_place(card: ClaimCard) -> bool:
    """Return whether what is taken is the place: nothing else is named, or the place is."""
    if card.quantities:
        return False
    theme = set(fold_name(card.theme).split())
    return (
        not theme
        or any(theme & set(fold_name(place.name).split()) for place in card.places)
        or (
            bool(theme & {"town", "city", "village", "gorge", "base", "valley", "hill", "district"})
        )
    )


def _holders(card: ClaimCard, move: Move, sides: Sides) -> tuple[CardParty, ...]:
    """Return the actors on a clear side, one for each side; of a withdrawal the first alone."""
    found: dict[str, CardParty] = {}
    for party in card.actors:
        side = sides.of_party(party)
        if party.p >= _LEAST_SURE and side.startswith(("state:", "group:")):
            found.setdefault(side, party)
    return tuple(found.values())[: 1 if move is Move.LOSE else None]


def _rows(card: ClaimCard, spots: Spots) -> tuple[str, ...]:
    """Return the rows of a claim's places; what lies in another of them is told with it."""
    rows: dict[str, str] = {}
    for place in card.places:
        if place.p >= _LEAST_SURE and (row := spots.row(place, report=card.key.report)):
            rows.setdefault(row, fold_name(place.name))
    inside = {
        row
        for row, name in rows.items()
        for other, outer in rows.items()
        if other != row and f" {name} ".rstrip().endswith((f" of {outer}", f" in {outer}"))
    }
    return tuple(row for row in rows if row not in inside)


def _since(card: ClaimCard, move: Move) -> date | None:
    """Return the day a claim gives; the story around it can date a move, not a state.

    "Since 2014" dates what goes on; in a claim of a move it belongs to something else.
    """
    if card.last is None and move in {Move.TAKE, Move.LOSE}:
        return None
    dated = card.basis in {TimeBasis.STATED, TimeBasis.RESOLVED}
    moved = card.basis is TimeBasis.CONTEXT and move in {Move.TAKE, Move.LOSE}
    return card.first if dated or moved else None


def _seen(card: ClaimCard, move: Move) -> date | None:
    """Return the day a claim speaks of: a past move its own, what goes on that of the report."""
    if move in {Move.TAKE, Move.LOSE} or card.status is Status.HISTORICAL:
        return _since(card, move) or card.last or card.published
    return card.published or card.last
