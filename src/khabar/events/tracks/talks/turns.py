"""The turns of talks: announced, held, broken off, agreed ..., each on its day and told once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.parties.claimants import Claimants
from khabar.events.tracks.talks.between import (
    Between,
    is_coming,
    is_invitation,
    is_signing,
    is_talk,
    is_truce,
    seated,
)
from khabar.events.tracks.talks.rounds import Round, day_of
from khabar.events.tracks.wording import DEAL, TALK, said
from khabar.record.card import ClaimCard
from khabar.record.codes import EventType, Status
from khabar.record.ledger import TalksStep
from khabar.record.time import TimeBasis

__all__ = ["ENDS", "day_of_turn", "denies", "in_order", "is_joint", "turn_of"]

_CONSULT_STEP: Final[Mapping[Status, str]] = {
    Status.ACTUAL: "held",
    Status.ONGOING: "under way",
    Status.FUTURE: "announced",
    Status.HYPOTHETICAL: "announced",
    Status.NEGATED: "rejected",
}
_BREAKS: Final = frozenset("broke broken breach* violat* collaps*".split())
_HOLDS: Final = frozenset("contain* cover* includ* involv* mention*".split())
ENDS: Final = frozenset({
    "agreed",
    "no agreement",
    "broken off",
    "broken",
    "suspended",
    "rejected",
})
"""Turns after which a line is over."""


def turn_of(card: ClaimCard, own: Round, between: Between) -> str:
    """Return the turn of talks that a claim tells; empty when it tells none.

    Args:
        card: A claim of the line.
        own: The line.
        between: Who sits for whom.
    """
    if is_signing(card):
        return "agreed"
    if is_truce(card):
        return _turn_of_truce(card)
    if denies(card, between):
        return "denied"
    if is_talk(card):
        return "" if _tells_nothing(card, between) else _CONSULT_STEP[card.status]
    if is_invitation(card) or is_coming(card):
        return "announced"
    if card.type is EventType.REJECT:
        if own.held:
            return "broken off" if own.broken and _walks_out(card, own) else ""
        turned = card.status is Status.ACTUAL and card.mode != "assist" and not card.conditions
        return "rejected" if turned else ""
    theme = fold_words(card.theme)
    if own.exchange and card.type is EventType.AGREE and card.status is Status.ACTUAL:
        return "announced"
    if card.type is EventType.AGREE and said(theme, TALK) and own.held:
        joint = card.status is Status.ACTUAL and is_joint(card, between)
        return "announced" if joint else ""
    return _end_of(card, between)


def _turn_of_truce(card: ClaimCard) -> str:
    """Return what a claim tells of a truce: kept, broken, or not come to."""
    if card.status is not Status.NEGATED:
        return "in force"
    if said(card.words, _HOLDS):
        return ""  # "the deal did not include a ceasefire" is a deal
    return "broken" if said(card.words, _BREAKS) else "no agreement"


def _tells_nothing(card: ClaimCard, between: Between) -> bool:
    """Return whether a claim of talks tells no turn of these.

    Talks that are not held somewhere may be held elsewhere; and "which brokered the old truce"
    is told of a mediator alone, on no day.
    """
    if card.status is Status.NEGATED and card.places:
        return True
    undated = card.status is Status.ACTUAL and card.basis is TimeBasis.DATELINE
    return undated and bool(seated(card)) and all(map(between.holds, seated(card)))


def _end_of(card: ClaimCard, between: Between) -> str:
    """Return how talks ended, as a claim of a deal tells it; empty when it tells no end."""
    words = (card.head, *fold_words(card.theme))
    if card.type not in {EventType.AGREE, EventType.SUPPORT} or not said(words, DEAL):
        return ""
    joint = is_joint(card, between)
    if card.status is Status.NEGATED and joint:
        return "no agreement"
    signed = said((card.head,), {"sign*"})
    return "agreed" if card.status is Status.ACTUAL and (joint or signed) else ""


def _walks_out(card: ClaimCard, own: Round) -> bool:
    day = card.first or date.min
    return card.mode == "meet" and (own.first or date.max) <= day <= (own.last or day)


def day_of_turn(card: ClaimCard, turn: str) -> date | None:
    """Return the day of a turn: what was held or ended has its own, the rest its report's.

    Args:
        card: The claim that tells it.
        turn: From ``turn_of``.
    """
    if is_coming(card) and not said(fold_words(card.theme), {"invit*"}):
        return card.published  # "agreed to meet on Friday"
    if turn in ENDS | {"held", "under way", "in force"} and card.basis is TimeBasis.CONTEXT:
        return card.first if card.first == card.last else card.published
    return day_of(card)


def denies(card: ClaimCard, between: Between) -> bool:
    """Return whether one side tells that it did not meet the other, or agree with it.

    Args:
        card: A claim.
        between: Who sits for whom.
    """
    if card.status is not Status.NEGATED or card.type not in {EventType.AGREE, EventType.CONSULT}:
        return False
    told = between.tellers(card)
    sit = {side for party in card.actors for side in between.members(party)}
    return len(told) == 1 and told < sit


def is_joint(card: ClaimCard, between: Between) -> bool:
    """Return whether two sides agree with each other, or "both sides" do.

    Args:
        card: A claim.
        between: Who sits for whom; who brings the sides together is none of them.
    """
    sit = [party for party in card.actors if not between.holds(party)]
    sides = {side for party in sit for side in between.members(party) or ("",)}
    return len(sides) > 1 or sides == {""}


def in_order(steps: Sequence[TalksStep], claimants: Claimants) -> tuple[TalksStep, ...]:
    """Return one turn a day and status, from the first report that is no reprint.

    Args:
        steps: In any order.
        claimants: Which report reprints which.

    Returns:
        By day, unknown first, and what ends a line after what goes on.
    """
    found: dict[tuple[date | None, str], TalksStep] = {}
    told = {(step.report, step.status) for step in steps}
    for step in sorted(steps, key=lambda step: step.cite):
        original = claimants.original(step.report)
        if original != step.report and (original, step.status) in told:
            continue
        found.setdefault((step.day, step.status), step)
    return tuple(sorted(found.values(), key=lambda s: (s.day or date.min, s.status in ENDS)))
