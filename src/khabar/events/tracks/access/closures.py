"""Which restrictions shut a place or a way, and which only sound so: bodies, homes, names."""

from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.access.goods import BACK, LET, STOP
from khabar.events.tracks.access.loads import is_carrier
from khabar.events.tracks.wording import said
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status

__all__ = ["is_barrier", "is_let_through"]

_BODIES: Final = frozenset({EntityKind.MEDIA, EntityKind.PARTY})
_PEOPLE: Final = frozenset({EntityKind.CIVILIANS, EntityKind.PERSON})
_HOME: Final = frozenset("home house residence apartment flat villa".split())
_BARS: Final = STOP | frozenset(
    "clos* shut* seal* blockad* besieg* siege* surround* encircl* cordon* ring isolat* lock* "
    "barricad* park* mine mined trap* strand* chok* chain* starv* depriv* checkpoint* roadblock* "
    "restrict* curb* harass* slow* wait* curfew* embargo* dead stand stood strung tied "
    "denied access open* reopen* resum* short* eas* relax* lift* none nothing cancel*".split()
)
_ADVERBS: Final = frozenset({"off", "down"})  # "is down", not "broke down the door"
_FORCE: Final = frozenset("force* order* driv* drove push* send sent round tell told".split())
_KEEP: Final = frozenset("keep* kept".split())
_SHUT: Final = frozenset("clos* shut* out in from waiting back away".split())


def is_let_through(card: ClaimCard) -> bool:
    """Return whether who was on the way is waved through, whatever the claim is read as.

    Args:
        card: A claim of any type.

    Returns:
        Whether it happened.
    """
    happens = card.status in {Status.ACTUAL, Status.ONGOING}
    forced = card.type in {EventType.COERCE, EventType.REJECT}
    let = card.head == "through" or (said((card.head,), LET) and "through" in card.phrase)
    return happens and forced and let


def is_barrier(card: ClaimCard) -> bool:
    """Return whether a claim of a restriction shuts a way or a place, or stops who moves.

    Args:
        card: A claim of a restriction.

    Returns:
        Not so where a body is banned, a home is watched, a village only held, or where just
        a name tells of a barrier.
    """
    if _is_of_one_home(card) or _is_place_named(card) or _is_of_a_body(card):
        return False
    told = (card.head, *card.phrase)
    if said((card.head,), _FORCE):
        return said(card.phrase, BACK) or is_carrier(card.recipients)
    if said((card.head,), _KEEP):
        people = any(party.kind in _PEOPLE for party in card.recipients)
        return people or said((*card.phrase, *card.words), _SHUT) or bool(card.theme)
    return said(told, _BARS) or card.head in _ADVERBS


def _is_of_a_body(card: ClaimCard) -> bool:
    """Return whether a party or a paper is banned: nobody moves, no place is shut."""
    kinds = {party.kind for party in card.recipients}
    return bool(kinds) and kinds <= _BODIES


def _is_of_one_home(card: ClaimCard) -> bool:
    """Return whether somebody's home is watched: that is no place which others go to."""
    names = [place.name.partition(" in ")[0].partition(" of ")[0] for place in card.places[:1]]
    words = [word for name in names for word in fold_words(name)]
    return bool(words) and words[-1] in _HOME


def _is_place_named(card: ClaimCard) -> bool:
    """Return whether a word of a place's name is all that tells of a barrier there."""
    return any(card.head in fold_words(place.name) for place in card.places)
