"""What somebody states at talks: a demand, an offer, a rejection, or none of them."""

from enum import StrEnum
from typing import Final

from khabar.base.names import fold_name, fold_words
from khabar.events.tracks.talks.between import Between, is_invitation
from khabar.events.tracks.talks.rounds import Round
from khabar.events.tracks.talks.turns import denies, is_joint
from khabar.events.tracks.wording import ATTEND, COMMAND, DEAL, PROPOSE, SENT, said
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status

__all__ = ["POINTS_BACK", "Kind", "kind_of", "points_back"]

POINTS_BACK: Final = frozenset("it this that them both the a offer proposal plan idea".split())
"""Words that only point to what was told before."""

_ANSWERS: Final = DEAL | {"accept*", "consent*"}  # what came of offers, or takes one
_SORRY: Final = frozenset("apolog* regret* sorry condolence*".split())


class Kind(StrEnum):
    """What a claim states."""

    DEMAND = "demand"
    OFFER = "offer"
    REJECTION = "rejection"
    NONE = "none"


def kind_of(card: ClaimCard, own: Round, *, between: Between, venue: str) -> Kind:
    """Return what a claim states in a line of negotiation.

    Args:
        card: The claim.
        own: The line.
        between: Who sits for whom.
        venue: Where the line meets: who says that he will go there offers nothing.
    """
    if is_invitation(card):
        above = card.recipients and all(map(between.holds, card.recipients))
        theme = fold_words(card.theme)
        says = card.theme and not said(theme, {"mediat*"})  # to mediate offers a side nothing
        return Kind.OFFER if says and not above else Kind.NONE
    private = bool(card.actors) and all(map(between.is_private, card.actors))
    if private or _answers(card) or _is_sorry(card):
        return Kind.NONE
    voices = between.voices(card)
    if not voices:
        proposes = card.type is EventType.AGREE or said((card.head,), PROPOSE)
        return Kind.OFFER if proposes and card.status is Status.ACTUAL else Kind.NONE
    if voices & {between.side(party) for party in card.recipients}:
        return Kind.NONE  # to one's own people
    if card.type is EventType.AGREE and card.status is Status.NEGATED:
        joint = is_joint(card, between) and not denies(card, between)
        return Kind.NONE if joint else Kind.REJECTION
    if card.type is EventType.CONCEDE:
        return _kind_of_concession(card, between)
    if card.status is not Status.ACTUAL or card.mode == "assist":
        return Kind.NONE
    if card.type is EventType.REQUEST:
        return Kind.NONE if said((card.head,), COMMAND) else Kind.DEMAND
    if card.type is EventType.REJECT:
        return Kind.NONE if card.mode == "meet" and not own.proposer else Kind.REJECTION
    offers = card.type is EventType.AGREE and not points_back(card)
    offers = offers and not is_joint(card, between) and not _comes(card, venue)
    offers = offers and (own.open or not _to_civilians(card))
    return Kind.OFFER if offers else Kind.NONE


def _kind_of_concession(card: ClaimCard, between: Between) -> Kind:
    """Return whether a concession is made to somebody, as an end of a curfew is not."""
    ahead = card.status is Status.FUTURE
    made = card.status is Status.ACTUAL and not points_back(card) and not is_joint(card, between)
    return Kind.OFFER if card.recipients and (ahead or made) else Kind.NONE


def _to_civilians(card: ClaimCard) -> bool:
    """Return whether something is promised to civilians, as a pension is, not to another side."""
    return bool(card.recipients) and all(
        party.kind is EntityKind.CIVILIANS for party in card.recipients
    )


def points_back(card: ClaimCard) -> bool:
    """Return whether a claim is about something told before: "it", "the offer".

    Args:
        card: A claim.
    """
    return bool(card.theme) and set(fold_words(card.theme)) <= POINTS_BACK


def _is_sorry(card: ClaimCard) -> bool:
    """Return whether somebody only says that he is sorry for what was done."""
    concedes = card.type in {EventType.AGREE, EventType.CONCEDE}
    return concedes and said((card.head, *card.phrase, *fold_words(card.theme)[:1]), _SORRY)


def _answers(card: ClaimCard) -> bool:
    """Return whether somebody takes what was offered, or tells what came of it."""
    agrees = card.type is EventType.AGREE and card.status is Status.ACTUAL
    return agrees and said((card.head,), _ANSWERS) and not card.conditions


def _comes(card: ClaimCard, venue: str) -> bool:
    """Return whether a side only says that it will come, or takes an invitation."""
    theme = fold_words(card.theme)
    first = next((word for word in theme if word != "to"), "")
    sends = first == "send" and said(theme, SENT | {"minister*"})
    if said(theme, {"invit*"}) or said((first,), ATTEND) or sends:
        return True
    words = f" {fold_name(card.theme or card.clause)} "
    return bool(venue) and f" {fold_name(venue)} " in words
