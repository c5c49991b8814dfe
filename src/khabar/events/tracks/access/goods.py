"""Which ways and goods claims are about: from their words, types and modes."""

from collections.abc import Mapping
from itertools import takewhile
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.access.loads import (
    VISITORS,
    is_carrier,
    is_counted,
    is_load,
    is_relief,
    is_vehicle,
)
from khabar.events.tracks.wording import said
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import Good

__all__ = [
    "AID",
    "BACK",
    "CURFEW",
    "EMBARGO",
    "FUEL",
    "LEAVE",
    "LET",
    "MEND",
    "PASS",
    "STOP",
    "SUPPLIES",
    "SUSPEND",
    "VISIT",
    "goods_in",
    "is_aid",
    "is_carried",
    "is_cut_from",
    "is_lacking",
    "is_of_fuel",
    "is_stopped",
    "is_supply",
    "lane_of",
    "own_words",
    "stopped_service",
    "turns_back_people",
    "way_out",
    "what_of",
]

_WORDS: Final[Mapping[Good, frozenset[str]]] = {
    Good.POWER: frozenset("electric* power current grid blackout* outage*".split()),
    Good.WATER: frozenset("water pump* tap taps cistern* standpipe*".split()),
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
_WATERWORKS: Final = frozenset(  # "electricity from the dam" is no water
    "headwork* dam canal reservoir aqueduct* wells borehole*".split()
)
SUPPLIES: Final = frozenset({Good.POWER, Good.WATER, Good.TELECOM})
AID: Final = frozenset(
    "aid humanitarian convoy convoys relief truck trucks lorry lorries agency agencies "
    "supplies assistance consignment* unicef unhcr ocha wfp".split()
)
_SHUT_PLACE: Final = frozenset(  # done to a place or a way, not to those who move
    "clos* shut* seal* blockad* besieg* siege* surround* encircl* cordon* ring* isolat* lock* "
    "barricad* park* mine mined".split()
)
STOP: Final = frozenset(  # done to those who move: the sentence may tell who they are
    "stop* halt* turn* hold held stick stuck block* bar barr* delay* detain* return* send sent "
    "order* keep kept prevent* refus* deny deni* suspend* restrict* limit* intercept* divert* "
    "round force* forbid* forbad* driv* drove push* impound* cut cuts cutting shut* switch* "
    "withh* sever*".split()
)
PASS: Final = frozenset(
    "let lets allow* admit* permit* pass passes passed reach* arriv* deliver* enter* land* dock* "
    "berth* moor* cross* roll* wave* through".split()
)
LET: Final = frozenset("let lets allow* wave* permit*".split())
_SEIZE: Final = frozenset("seiz* captur* hijack* commandeer* confiscat* take taken took".split())
_LOOT: Final = frozenset(
    "loot* plunder* confiscat* commandeer* hijack* rob robbed robb* steal* stole stolen "
    "unload* off".split()
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
_ACCESS: Final = frozenset("access visit* see meet".split())
_DETAINED: Final = frozenset(  # who looks for them visits; that is no aid for a place
    "arrested detain* detention prison* jail* captive* captured hostage* inmate*".split()
)
_VISITORS: Final = VISITORS | {"delegate*"}
_GOT: Final = frozenset("receiv* get got reach* arriv* deliver* enter* come came".split())
_AMBULANCE: Final = frozenset({"ambulance*"})
_SERVICE: Final = frozenset("route* service* crew* run runs".split())
SUSPEND: Final = frozenset("suspend* stop* cease* cancel* halt*".split())
MEND: Final = frozenset("repair* replac* restor* reconnect* mend* fix*".split())
_STRAND: Final = frozenset("strand* maroon*".split())
_TURN: Final = frozenset("turn* send sent driv* drove push*".split())
BACK: Final = frozenset("back away round around".split())
LEAVE: Final = frozenset("leave leaving exit".split())
_OUTWARD: Final = frozenset("leave leaving exit trapped flee fleeing escape".split())
_COME: Final = frozenset("reach* arriv* come came flow* return* get got".split())
_CUT: Final = frozenset("cut cuts cutting".split())
_OF_ACCESS: Final = frozenset({
    EventType.COERCE,
    EventType.REJECT,
    EventType.RETREAT,
    EventType.PROTEST,
})
FUEL: Final = "fuel"
_FUELS: Final = frozenset("fuel* diesel petrol gasoline kerosene gas".split())
EMBARGO: Final = "embargo"
CURFEW: Final = "curfew"
VISIT: Final = "visit"


def stopped_service(card: ClaimCard) -> tuple[Good, ...]:
    """Return medical goods where a service no longer runs: "the ambulance route".

    Args:
        card: A claim.

    Returns:
        Nothing when no service is stopped.
    """
    if not card.places or card.recipients:
        return ()
    of_theme = card.type is EventType.REJECT and Good.MEDICAL in goods_in(fold_words(card.theme))
    stopped = card.type is EventType.COERCE and said((card.head,), SUSPEND)
    of_words = stopped and said(card.words, _AMBULANCE) and said(card.words, _SERVICE)
    return (Good.MEDICAL,) if of_theme or of_words else ()


def lane_of(card: ClaimCard) -> str:
    """Return which sort of traffic a claim is about: a curfew ends no siege.

    Args:
        card: A claim.

    Returns:
        "curfew", "embargo", "fuel" (the one good that has no row of its own), "visit" (only
        lawyers, journalists ... are let in or kept out), or nothing.
    """
    own = own_words(card)
    if card.type is EventType.SANCTION and EMBARGO in own:
        return EMBARGO
    if card.mode == "withhold" and is_of_fuel(card):
        return FUEL
    held = said(own, _DETAINED) and card.type in {EventType.RETREAT, EventType.REJECT}
    if held and said(own, _ACCESS):
        return VISIT
    eases = card.type is EventType.CONCEDE or card.mode == "restrict"
    if card.mode == CURFEW or (eases and CURFEW in own):
        return CURFEW
    if card.type is EventType.AID or card.mode == "withhold" or is_aid(card):
        return ""
    return VISIT if said(own, _VISITORS) else ""


def is_of_fuel(card: ClaimCard) -> bool:
    """Return whether only fuel is cut or stopped: that shuts no place and is no power cut.

    Args:
        card: A claim.

    Returns:
        Whether fuel is all that is named.
    """
    names = [word for party in card.recipients for word in fold_words(party.name)]
    theme = fold_words(card.theme) or tuple(names)
    cut = card.type is EventType.COERCE and card.mode in {"restrict", "withhold"}
    return cut and said(theme, _FUELS) and not goods_in(theme) and not said(theme, AID)


def turns_back_people(card: ClaimCard) -> bool:
    """Return whether people are turned back at a place, in a claim of any type.

    Args:
        card: A claim.

    Returns:
        Whether civilians are, by the words of the trigger.
    """
    people = any(party.kind is EntityKind.CIVILIANS for party in card.recipients)
    back = said((card.head,), _TURN) and said(card.phrase, BACK)
    return back and people and bool(card.places) and card.type is not EventType.COERCE


def is_stopped(card: ClaimCard) -> bool:
    """Return whether the words of the trigger say that who is on the way gets no further.

    Args:
        card: A claim of any type.

    Returns:
        Whether the verb stops, or says that they "came back".
    """
    back = said((card.head,), _COME) and said(card.phrase, {"back"})
    return back or said((card.head,), STOP)


def way_out(card: ClaimCard) -> bool:
    """Return whether people are brought out of a place, or are to be.

    Args:
        card: A claim of help, of refusal or of a restriction.

    Returns:
        Whether it is an evacuation that takes place, or that is stopped.
    """
    own = own_words(card)
    parties = (*card.recipients, *card.actors)
    people = tuple(word for party in parties for word in fold_words(party.name))
    if card.type is EventType.AID:
        if card.recipients and {party.kind for party in card.recipients} == {EntityKind.PERSON}:
            return False
        gone = said((card.head,), _GO) and said(people, _EVACUATED)
        return gone or said((card.head,), _OUT) or _came_from(card)
    if card.type is EventType.RETREAT:
        return _lets_leave(card)
    if said(own, _EVACUATED):
        return True
    return said(own, _VEHICLES) and said(card.words, _CARRIED)


def _lets_leave(card: ClaimCard) -> bool:
    """Return whether the sick or residents are let out of a place, who are nobody's captives."""
    people = [word for party in card.recipients for word in fold_words(party.name)]
    let = said((card.head,), PASS) or said((card.head,), _EVACUATED)
    return let and said(people, _CARRIED) and said((*card.words, card.head), LEAVE | _EVACUATED)


def what_of(card: ClaimCard) -> tuple[Good, ...]:
    """Return which ways or goods a claim with a state is about.

    Args:
        card: A claim for which ``state_of`` gives a state.

    Returns:
        At least one; entry when no words tell more.
    """
    if lane_of(card):
        return (Good.EXIT,) if lane_of(card) == CURFEW else (Good.ENTRY,)
    goods = _supplied(card)
    if goods is not None:
        return goods
    if card.type is EventType.AID:
        return _what_of_help(card)
    if card.type is EventType.COERCE and card.mode == "seize":
        return (Good.MEDICAL,) if Good.MEDICAL in goods_in(own_words(card)) else (Good.AID,)
    if turns_back_people(card):
        return (Good.ENTRY,)
    moved = card.mode == "withdraw" or card.type not in _OF_ACCESS
    if moved or is_aid(card):
        own = own_words(card)
        water = goods_in(own) == (Good.WATER,) and not is_load(own)
        return (Good.WATER,) if water else (Good.AID,)
    if stopped_service(card) or way_out(card):
        return stopped_service(card) or (Good.EXIT,)
    if card.type is EventType.PROTEST:  # of a hospital's staff
        names = [word for place in card.places[:1] for word in fold_words(place.name)]
        return (Good.MEDICAL,) if Good.MEDICAL in goods_in(tuple(names)) else (Good.ENTRY,)
    return _ways(card)


def _supplied(card: ClaimCard) -> tuple[Good, ...] | None:
    """Return what comes by wire or pipe, or is withheld; ``None`` in claims of something else."""
    own = own_words(card)
    if is_cut_from(card) and not is_supply(card):
        return goods_in(fold_words(card.theme))
    if is_lacking(card) and card.type is not EventType.COERCE:
        return tuple(good for good in goods_in(card.words) if good in SUPPLIES)
    if card.type is EventType.CONCEDE:
        return tuple(good for good in goods_in(own) if good in SUPPLIES) or (Good.ENTRY,)
    if card.type is EventType.COERCE and card.mode == "withhold":
        return _withheld(card)
    if is_supply(card) and not is_aid(card):
        return tuple(good for good in goods_in(own) if good in SUPPLIES)
    return None


def _ways(card: ClaimCard) -> tuple[Good, ...]:
    """Return whether people get in or out, where nothing else is told."""
    if said(fold_words(card.theme), LEAVE) or said((card.head,), _STRAND):
        return (Good.EXIT,)
    if card.type is EventType.COERCE and said(own_words(card), _OUTWARD):
        return (Good.ENTRY, Good.EXIT)
    return (Good.ENTRY,)


def _withheld(card: ClaimCard) -> tuple[Good, ...]:
    """Return what is withheld: from whom says so only where no word of what it is does."""
    if service := stopped_service(card):
        return service
    own = (card.head, *fold_words(card.theme))
    goods = goods_in(own) or goods_in(tuple(w for p in card.places[:1] for w in fold_words(p.name)))
    if goods or card.theme:
        return goods or ((Good.AID,) if is_aid(card) else ())
    happens = card.status is not Status.NEGATED
    told = goods_in(own_words(card)) or (goods_in(card.words) if happens else ())
    return told or ((Good.AID,) if is_aid(card) else ())


def _came_from(card: ClaimCard) -> bool:
    """Return whether people of one place reach another: "310 people from Orlov reached Sund"."""
    names = [set(fold_words(place.name)) for place in card.places]
    people = {word for party in card.recipients for word in fold_words(party.name)}
    arrived = said((card.head,), _GOT) and names and not names[0] <= people
    return bool(arrived) and any(name <= people for name in names[1:])


def _what_of_help(card: ClaimCard) -> tuple[Good, ...]:
    if way_out(card):
        return (Good.EXIT,)
    if said((card.head,), PASS) and is_carried(card):
        return (Good.AID,)
    if said((card.head,), MEND):
        return tuple(good for good in goods_in(card.words) if good in SUPPLIES)
    plain = not is_aid(card) and Good.FOOD in goods_in(fold_words(card.theme))
    return (Good.FOOD,) if plain else (Good.AID,)


def is_aid(card: ClaimCard) -> bool:
    """Return whether aid is what is let in, stopped or taken.

    Args:
        card: A claim.

    Returns:
        Whether those concerned, or what it is about, or else its sentence, tell of aid; where
        a place is shut or stormed, the sentence does not.
    """
    theme = fold_words("" if card.theme.startswith("to ") else card.theme)  # "to berth": who may?
    taken = card.type is EventType.COERCE and card.mode == "seize"
    taken = taken and not said((card.head,), STOP)
    if said((card.head,), _SHUT_PLACE) and card.type is EventType.COERCE:
        return is_relief(theme) or is_carrier(card.recipients)
    if not card.recipients and not theme:
        heads = _LOOT if taken else STOP | PASS if card.mode == "restrict" else (card.head,)
        return said((card.head,), heads) and (said(card.words, AID) or is_load(card.words))
    loaded = is_relief(theme) or is_load(theme)  # lorries that are taken may be anybody's
    if (said(theme, AID) and not taken) or (loaded and said((card.head,), _SEIZE)):
        return True
    if not taken and is_load(theme):
        return True
    names = [word for party in card.recipients for word in fold_words(party.name)]
    if not taken and is_vehicle(names or theme) and is_load(card.words):
        return True
    return is_carrier(card.recipients)


def is_carried(card: ClaimCard) -> bool:
    """Return whether aid is under way: in who moves or is moved, in the theme, or all there is.

    Args:
        card: A claim of any type.

    Returns:
        Whether words of relief, of a load or of those who bring it are told.
    """
    theme = fold_words(card.theme)
    if is_carrier((*card.recipients, *card.actors)) or is_relief(theme) or is_load(theme):
        return True
    if is_relief(card.phrase) or (is_vehicle(theme) and is_load(card.words)):
        return True
    waved = said((card.head,), LET) and "through" in card.phrase  # by whom tells not who passes
    parties = card.recipients if waved else (*card.recipients, *card.actors)
    alone = not card.theme and all(is_counted(party.name) for party in parties)
    return alone and (said(card.words, AID) or is_load(card.words))


def is_lacking(card: ClaimCard) -> bool:
    """Return whether power, water or a signal is told not to reach a place.

    Args:
        card: A claim of any type.

    Returns:
        Whether nobody but the supply itself does not come.
    """
    alone = not card.recipients and card.status is Status.NEGATED
    told = tuple(takewhile(lambda word: word not in card.phrase, card.words))
    came = said((card.head,), _COME) and not SUPPLIES.isdisjoint(goods_in(told))
    return alone and came and bool(card.places)


def is_cut_from(card: ClaimCard) -> bool:
    """Return whether a place is cut off "from food".

    Args:
        card: A claim of any type.

    Returns:
        Whether what it is cut off from is named.
    """
    cut = card.type is EventType.SANCTION or card.mode == "restrict"
    return cut and said((card.head,), _CUT) and bool(goods_in(fold_words(card.theme)))


def is_supply(card: ClaimCard) -> bool:
    """Return whether power, water or telephones are cut: what comes by wire or pipe is no road.

    Args:
        card: A claim.

    Returns:
        Whether one of them is named by what the claim is about.
    """
    opened = card.type is EventType.RETREAT and not card.theme.startswith("to ")
    about = card.type is EventType.COERCE or opened  # "allowed to walk to the dam" opens none
    return about and not SUPPLIES.isdisjoint(goods_in(own_words(card)))


def own_words(card: ClaimCard) -> tuple[str, ...]:
    """Return the words of what a claim is about: head, theme, and whom it is done to.

    Args:
        card: A claim.

    Returns:
        Folded, in this order.
    """
    names = [word for party in card.recipients for word in fold_words(party.name)]
    return (card.head, *fold_words(card.theme), *names)


def goods_in(words: tuple[str, ...]) -> tuple[Good, ...]:
    """Return the goods that words name.

    Args:
        words: Folded.

    Returns:
        Each once; none when no word names one.
    """
    text = " ".join(words)
    named = tuple(
        good
        for good, listed in _WORDS.items()
        if said(words, listed) or any(phrase in text for phrase in _PHRASES.get(good, ()))
    )
    return named or ((Good.WATER,) if said(words, _WATERWORKS) else ())
