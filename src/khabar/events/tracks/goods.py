"""What gets through or does not: from types, modes and words of claims to ways and goods."""

from collections.abc import Iterable, Mapping
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.wording import said
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessState, Good

__all__ = [
    "is_aid",
    "is_eased",
    "is_once",
    "is_supply",
    "lane_of",
    "state_of",
    "way_out",
    "what_of",
]

_WORDS: Final[Mapping[Good, frozenset[str]]] = {
    Good.POWER: frozenset("electric* power current grid blackout* outage*".split()),
    Good.WATER: frozenset(
        "water waters headwork* pump* dam canal reservoir aqueduct* taps".split()
    ),
    Good.TELECOM: frozenset(
        "phone* telephone* mobile internet telecom* network networks signal communication* "
        "cellular landline* broadband".split()
    ),
    Good.MEDICAL: frozenset(
        "medic* surgical insulin drug drugs vaccine* ambulance* hospital* wounded patient*".split()
    ),
    Good.FOOD: frozenset("food* flour rice wheat bread grain ration* grocer*".split()),
}
_PHRASES: Final[Mapping[Good, tuple[str, ...]]] = {
    Good.TELECOM: ("fixed line", "fixed telephone", "social media"),
}
_SUPPLIES: Final = frozenset({Good.POWER, Good.WATER, Good.TELECOM})
_AID: Final = frozenset(
    "aid humanitarian convoy convoys relief truck trucks lorry lorries agency agencies "
    "supplies assistance consignment* unicef unhcr ocha wfp".split()
)
_AID_NAMES: Final = ("red cross", "red crescent", "world food", "relief", "united nations")
_PEOPLE: Final = frozenset({EntityKind.CIVILIANS, EntityKind.PERSON})
_HALF_SHUT: Final = frozenset(
    "checkpoint* roadblock* restrict* limit* curb* harass* slow* delay*".split()
)
_OUT: Final = frozenset("evacuat* bring brought rescu*".split())
_GO: Final = frozenset(  # of people who are evacuated
    "leave left leaving depart* departure go going move* moving relocat* transfer* ferr* take "
    "taken took pass passage place out them".split()
)
_EVACUATED: Final = frozenset("evacuat* evacue*".split())
_VEHICLES: Final = frozenset("bus buses coach coaches ambulance*".split())
_CARRIED: Final = frozenset(
    "wounded sick evacuat* evacue* departure civilian* famil* residents patients people "
    "passengers".split()
)
_VISITORS: Final = frozenset(
    "lawyer* counsel attorney* journalist* reporter* correspondent* visitor* visit visits "
    "delegate* observer* monitor* inspector* investigator*".split()
)
_BAR: Final = frozenset(
    "turn* bar barr* refus* deny deni* block* stop* halt* forbid* forbad* prevent* keep kept "
    "hold held return* send sent suspend*".split()
)
_GOT: Final = frozenset("receiv* get got reach* arriv* deliver* enter* come came".split())
_ARRIVED: Final = frozenset("reach* arriv* deliver* enter*".split())
_LACKED: Final = frozenset("water electric* power current food bread fuel medic*".split())
_AMBULANCE: Final = frozenset({"ambulance*"})
_SERVICE: Final = frozenset("route* service* crew* run runs".split())
_SUSPEND: Final = frozenset("suspend* stop* cease* cancel* halt*".split())
_MEND: Final = frozenset("repair* replac* restor* reconnect* mend* fix*".split())
_EASE: Final = frozenset("short* eas* relax* reduc* soften* loosen*".split())
_PORTS: Final = frozenset(
    "port harbour harbor airport airfield docks quay* road highway bridge border crossing".split()
)
_HOME: Final = frozenset("home house residence apartment flat villa".split())
_LEAVE: Final = frozenset("leave leaving exit".split())
_OUTWARD: Final = frozenset("leave leaving exit trapped flee fleeing escape".split())
_LIFT: Final = frozenset("lift* reopen* re ease* open* unblock* restor* end ended".split())
_CURFEW: Final = "curfew"
_VISIT: Final = "visit"
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
    if card.type is EventType.COERCE:
        return _state_of_coercion(card, happens=happens, denied=denied)
    if card.type is EventType.RETREAT and card.mode == "access":
        if card.status is Status.FUTURE and card.conditions and is_aid(card):
            return AccessState.RESTRICTED  # it waits until somebody does something
        return AccessState.OPEN if happens else _shut(card) if denied else None
    if card.type is EventType.RETREAT and card.mode == "withdraw" and happens:
        turned = said((card.head,), _BAR) and _is_carrier((*card.recipients, *card.actors))
        return AccessState.CLOSED if turned and card.places else None
    if card.type is EventType.AID:
        return _state_of_help(card, happens=happens, denied=denied)
    if card.type is EventType.REJECT and happens:
        return _shut(card) if _is_barred(card) else None
    if card.type is EventType.PROTEST and happens:
        return AccessState.CLOSED if _stops_port(card) else None
    return _state_of_easing(card) if card.type is EventType.CONCEDE and happens else None


def _state_of_coercion(card: ClaimCard, *, happens: bool, denied: bool) -> AccessState | None:
    if card.mode == "withhold":
        lacking = happens or (denied and _is_lack(card))
        return AccessState.CLOSED if lacking else AccessState.OPEN if denied else None
    if lane_of(card) == _CURFEW:
        return AccessState.RESTRICTED if happens or _begins_today(card) else None
    if not happens:
        return None
    if card.mode == "restrict":
        if _is_of_one_home(card) or _is_place_named(card):
            return None
        half = said((card.head,), _HALF_SHUT) or _is_of_one_person(card)
        return AccessState.RESTRICTED if half else _shut(card)
    if card.mode == "seize" and (is_aid(card) or _is_medical_load(card)):
        return AccessState.CLOSED
    return None


def _state_of_help(card: ClaimCard, *, happens: bool, denied: bool) -> AccessState | None:
    if way_out(card):
        return AccessState.OPEN if happens else AccessState.CLOSED if denied else None
    if happens and said((card.head,), _MEND) and not _SUPPLIES.isdisjoint(_goods(card.words)):
        return AccessState.OPEN
    if happens and said((card.head,), _ARRIVED) and _is_carrier(card.actors):
        return AccessState.OPEN
    about_aid = said((*card.words, *_own_words(card)), _AID)
    lacking = denied and said((card.head,), _GOT | _AID) and about_aid
    return AccessState.CLOSED if lacking else None


def _state_of_easing(card: ClaimCard) -> AccessState | None:
    own = (card.head, *fold_words(card.theme))
    if card.conditions or not card.places:
        return None
    if lane_of(card) == _CURFEW and said((card.head,), _EASE):
        return AccessState.RESTRICTED
    supply = not _SUPPLIES.isdisjoint(_goods(own))
    return AccessState.OPEN if supply or said((card.head,), _LIFT) else None


def _stops_port(card: ClaimCard) -> bool:
    """Return whether a strike or a crowd shuts a port, an airport, a road."""
    words = [word for place in card.places[:1] for word in fold_words(place.name)]
    return card.mode in {"strike", "obstruct"} and said(words, _PORTS)


def _shut(card: ClaimCard) -> AccessState:
    """Return closed; a place is but restricted where only visitors are kept out."""
    return AccessState.RESTRICTED if lane_of(card) == _VISIT else AccessState.CLOSED


def _begins_today(card: ClaimCard) -> bool:
    """Return whether what is decreed is in force on the day of the report."""
    if card.status is not Status.FUTURE or card.conditions:
        return False
    return bool(card.first and card.published and card.first <= card.published)


def _is_lack(card: ClaimCard) -> bool:
    """Return whether no water, no power is what is told: a lack is no denial of a cut."""
    return said((card.head,), _LACKED)


def _is_place_named(card: ClaimCard) -> bool:
    """Return whether a word of a place's name is all that tells of a barrier there."""
    return any(card.head in fold_words(place.name) for place in card.places)


def _is_of_one_home(card: ClaimCard) -> bool:
    """Return whether somebody's home is watched: that is no place which others go to."""
    words = [word for place in card.places[:1] for word in fold_words(place.name)]
    return bool(words) and words[-1] in _HOME


def _is_of_one_person(card: ClaimCard) -> bool:
    kinds = {party.kind for party in card.recipients}
    return kinds == {EntityKind.PERSON} and lane_of(card) == ""


def _is_medical_load(card: ClaimCard) -> bool:
    return Good.MEDICAL in _goods(_own_words(card)) and said(card.words, _AID)


def _is_barred(card: ClaimCard) -> bool:
    """Return whether a refusal keeps aid, people or visitors from a place."""
    if card.mode == "assist":
        people = _turns_back_people(card) or (way_out(card) and bool(card.places))
        return is_aid(card) or people or bool(_route(card))
    barred = bool(card.places) and said((card.head,), _BAR)
    return barred and (is_aid(card) or lane_of(card) == _VISIT)


def _route(card: ClaimCard) -> tuple[Good, ...]:
    """Return medical goods where a service no longer runs: "the ambulance route"."""
    if not card.places or card.recipients:
        return ()
    of_theme = card.type is EventType.REJECT and Good.MEDICAL in _goods(fold_words(card.theme))
    stopped = card.type is EventType.COERCE and said((card.head,), _SUSPEND)
    of_words = stopped and said(card.words, _AMBULANCE) and said(card.words, _SERVICE)
    return (Good.MEDICAL,) if of_theme or of_words else ()


def lane_of(card: ClaimCard) -> str:
    """Return which sort of traffic a claim is about: a curfew ends no siege.

    Args:
        card: A claim.

    Returns:
        "curfew", "visit" (only lawyers, journalists ... are let in or kept out), or nothing.
    """
    own = _own_words(card)
    eases = card.type is EventType.CONCEDE or card.mode == "restrict"
    if card.mode == _CURFEW or (eases and _CURFEW in own):
        return _CURFEW
    if card.type is EventType.AID or card.mode == "withhold" or is_aid(card):
        return ""
    return _VISIT if said(own, _VISITORS) else ""


def is_eased(card: ClaimCard) -> bool:
    """Return whether a claim tells of a curfew that is shortened, not lifted."""
    return lane_of(card) == _CURFEW and said((card.head,), _EASE)


def way_out(card: ClaimCard) -> bool:
    """Return whether people are brought out of a place, or are to be.

    Args:
        card: A claim of help, of refusal or of a restriction.

    Returns:
        Whether it is an evacuation that takes place, or that is stopped.
    """
    own = _own_words(card)
    parties = (*card.recipients, *card.actors)
    people = tuple(word for party in parties for word in fold_words(party.name))
    if card.type is EventType.AID:
        gone = said((card.head,), _GO) and said(people, _EVACUATED)
        return gone or said((card.head,), _OUT) or _came_from(card)
    if said(own, _EVACUATED):
        return True
    return said(own, _VEHICLES) and said(card.words, _CARRIED)


def what_of(card: ClaimCard) -> tuple[Good, ...]:
    """Return which ways or goods a claim with a state is about.

    Args:
        card: A claim for which ``state_of`` gives a state.

    Returns:
        At least one; entry when no words tell more.
    """
    if lane_of(card) == _CURFEW:
        return (Good.EXIT,)
    own = _own_words(card)
    if card.type is EventType.AID:
        return _what_of_help(card)
    if card.type is EventType.CONCEDE:
        supplies = tuple(good for good in _goods(own) if good in _SUPPLIES)
        return supplies or (Good.ENTRY,)
    if card.type is EventType.COERCE and card.mode == "withhold":
        return _goods(own) or _goods(card.words) or ((Good.AID,) if is_aid(card) else ())
    if is_supply(card):
        return tuple(good for good in _goods(own) if good in _SUPPLIES)
    if card.type is EventType.COERCE and card.mode == "seize":
        return (Good.MEDICAL,) if Good.MEDICAL in _goods(own) else (Good.AID,)
    if card.mode == "withdraw":
        return (Good.AID,)
    if not is_aid(card) and (_route(card) or way_out(card)):
        return _route(card) or (Good.EXIT,)
    if is_aid(card):
        return (Good.AID,)
    if card.type is EventType.COERCE and said(fold_words(card.theme), _LEAVE):
        return (Good.EXIT,)
    if card.type is EventType.COERCE and said(own, _OUTWARD):
        return (Good.ENTRY, Good.EXIT)
    return (Good.ENTRY,)


def _came_from(card: ClaimCard) -> bool:
    """Return whether people of one place reach another: "310 people from Orlov reached Sund"."""
    names = [set(fold_words(place.name)) for place in card.places]
    people = {word for party in card.recipients for word in fold_words(party.name)}
    arrived = said((card.head,), _GOT) and names and not names[0] <= people
    return bool(arrived) and any(name <= people for name in names[1:])


def _what_of_help(card: ClaimCard) -> tuple[Good, ...]:
    if way_out(card):
        return (Good.EXIT,)
    if said((card.head,), _ARRIVED) and _is_carrier(card.actors):
        return (Good.AID,)
    mended = tuple(good for good in _goods(card.words) if good in _SUPPLIES)
    return mended if said((card.head,), _MEND) else (Good.AID,)


def is_aid(card: ClaimCard) -> bool:
    """Return whether aid is what is let in, stopped or taken."""
    if not card.recipients and not card.theme:
        return said(card.words, _AID)
    taken = card.type is EventType.COERCE and card.mode == "seize"
    if not taken and said(fold_words(card.theme), _AID):
        return True
    return _is_carrier(card.recipients)


def _is_carrier(parties: Iterable[CardParty]) -> bool:
    """Return whether somebody who brings aid is among them."""
    every = tuple(parties)
    names = [" ".join(fold_words(party.name)) for party in every]
    names += [alias for party in every for alias in party.aliases]
    return any(said(name.split(), _AID) or any(n in name for n in _AID_NAMES) for name in names)


def is_supply(card: ClaimCard) -> bool:
    """Return whether power, water or telephones are cut: what comes by wire or pipe is no road."""
    return card.type is EventType.COERCE and not _SUPPLIES.isdisjoint(_goods(_own_words(card)))


def is_once(card: ClaimCard) -> bool:
    """Return whether a claim tells of one passage and not of a state that lasts."""
    if card.type is EventType.AID:
        return way_out(card) and card.status is not Status.NEGATED
    lasts = is_aid(card) or way_out(card) or _route(card) or lane_of(card)
    return card.type is EventType.REJECT and not lasts


def _own_words(card: ClaimCard) -> tuple[str, ...]:
    """Return the words of what a claim is about: head, theme, and whom it is done to."""
    names = [word for party in card.recipients for word in fold_words(party.name)]
    return (card.head, *fold_words(card.theme), *names)


def _goods(words: tuple[str, ...]) -> tuple[Good, ...]:
    text = " ".join(words)
    return tuple(
        good
        for good, listed in _WORDS.items()
        if said(words, listed) or any(phrase in text for phrase in _PHRASES.get(good, ()))
    )


def _turns_back_people(card: ClaimCard) -> bool:
    return any(party.kind in _PEOPLE for party in card.recipients) and bool(card.places)
