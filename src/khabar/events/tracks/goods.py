"""What gets through or does not: from types, modes and words of claims to ways and goods."""

from collections.abc import Mapping
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.wording import said
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessState, Good

__all__ = ["is_aid", "is_once", "is_supply", "state_of", "what_of"]

_WORDS: Final[Mapping[Good, frozenset[str]]] = {
    Good.POWER: frozenset("electric* power current grid blackout* outage*".split()),
    Good.WATER: frozenset("water waters headwork* pump* dam canal reservoir aqueduct*".split()),
    Good.TELECOM: frozenset(
        "phone* telephone* mobile internet telecom* network networks signal communication* "
        "cellular".split()
    ),
    Good.MEDICAL: frozenset(
        "medic* surgical insulin drug drugs vaccine* ambulance* hospital* wounded patient*".split()
    ),
    Good.FOOD: frozenset("food* flour rice wheat bread grain ration* grocer*".split()),
}
_SUPPLIES: Final = frozenset({Good.POWER, Good.WATER, Good.TELECOM})
_AID: Final = frozenset(
    "aid humanitarian convoy convoys relief truck trucks lorry lorries agency agencies "
    "supplies unicef unhcr ocha wfp".split()
)
_AID_NAMES: Final = ("red cross", "red crescent", "world food", "relief", "united nations")
_PEOPLE: Final = frozenset({EntityKind.CIVILIANS, EntityKind.PERSON})
_HALF_SHUT: Final = frozenset("checkpoint* restrict* limit* curb* harass* slow* delay*".split())
_OUT: Final = frozenset("evacuat* bring brought rescu*".split())
_OUTWARD: Final = frozenset("leave leaving exit trapped flee fleeing escape".split())
_LIFT: Final = frozenset("lift* reopen* re ease* open* unblock* restor* end ended".split())
_HAPPENS: Final = frozenset({Status.ACTUAL, Status.ONGOING})


def state_of(card: ClaimCard) -> AccessState | None:
    """Return whether something gets through, as a claim has it.

    What is announced, demanded or feared changes nothing: a planned reopening is none.

    Args:
        card: A claim.

    Returns:
        The state; ``None`` when the claim says nothing of access.
    """
    happens, denied = card.status in _HAPPENS, card.status is Status.NEGATED
    if card.type is EventType.COERCE and card.mode == "withhold":
        return AccessState.CLOSED if happens else AccessState.OPEN if denied else None
    if card.type is EventType.COERCE and card.mode == "restrict" and happens:
        return AccessState.RESTRICTED if said((card.head,), _HALF_SHUT) else AccessState.CLOSED
    if card.type is EventType.RETREAT and card.mode == "access":
        if card.status is Status.FUTURE and card.conditions and is_aid(card):
            return AccessState.RESTRICTED  # it waits until somebody does something
        return AccessState.OPEN if happens else AccessState.CLOSED if denied else None
    if not happens:
        return None
    if card.type is EventType.REJECT and card.mode == "assist":
        return AccessState.CLOSED if is_aid(card) or _turns_back_people(card) else None
    if card.type is EventType.COERCE and card.mode == "seize" and is_aid(card):
        return AccessState.CLOSED
    if card.type is EventType.AID and said((card.head,), _OUT):
        return AccessState.OPEN
    lifted = card.type is EventType.CONCEDE and said((card.head,), _LIFT) and card.places
    return AccessState.OPEN if lifted and not card.conditions else None


def what_of(card: ClaimCard) -> tuple[Good, ...]:
    """Return which ways or goods a claim with a state is about.

    Args:
        card: A claim for which ``state_of`` gives a state.

    Returns:
        At least one; entry when no words tell more.
    """
    if card.type is EventType.AID:
        return (Good.EXIT,)
    own = _own_words(card)
    if card.type is EventType.COERCE and card.mode == "withhold":
        return _goods(own) or _goods(card.words) or ((Good.AID,) if is_aid(card) else ())
    if is_supply(card):
        return tuple(good for good in _goods(own) if good in _SUPPLIES)
    if card.type is EventType.COERCE and card.mode == "seize":
        return (Good.MEDICAL,) if Good.MEDICAL in _goods(own) else (Good.AID,)
    if is_aid(card):
        return (Good.AID,)
    if card.type is EventType.COERCE and said(own, _OUTWARD):
        return (Good.ENTRY, Good.EXIT)
    return (Good.ENTRY,)


def is_aid(card: ClaimCard) -> bool:
    """Return whether aid is what is let in, stopped or taken."""
    if not card.recipients and not card.theme:
        return said(card.words, _AID)
    taken = card.type is EventType.COERCE and card.mode == "seize"
    if not taken and said(fold_words(card.theme), _AID):
        return True
    names = [" ".join(fold_words(party.name)) for party in card.recipients]
    names += [alias for party in card.recipients for alias in party.aliases]
    return any(said(name.split(), _AID) or any(n in name for n in _AID_NAMES) for name in names)


def is_supply(card: ClaimCard) -> bool:
    """Return whether power, water or telephones are cut: what comes by wire or pipe is no road."""
    return card.type is EventType.COERCE and not _SUPPLIES.isdisjoint(_goods(_own_words(card)))


def is_once(card: ClaimCard) -> bool:
    """Return whether a claim tells of one passage and not of a state that lasts."""
    return card.type is EventType.AID or (card.type is EventType.REJECT and not is_aid(card))


def _own_words(card: ClaimCard) -> tuple[str, ...]:
    """Return the words of what a claim is about: head, theme, and whom it is done to."""
    names = [word for party in card.recipients for word in fold_words(party.name)]
    return (card.head, *fold_words(card.theme), *names)


def _goods(words: tuple[str, ...]) -> tuple[Good, ...]:
    return tuple(good for good, listed in _WORDS.items() if said(words, listed))


def _turns_back_people(card: ClaimCard) -> bool:
    return any(party.kind in _PEOPLE for party in card.recipients) and bool(card.places)
