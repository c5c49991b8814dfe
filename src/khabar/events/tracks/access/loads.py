"""Who brings aid: organisations, convoys, and vehicles that are loaded with food or medicine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.wording import said
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType

__all__ = [
    "carrier_name",
    "is_carrier",
    "is_counted",
    "is_load",
    "is_relief",
    "is_vehicle",
    "mark_carriers",
    "vehicle_of",
]

_RELIEF: Final = frozenset(
    "aid humanitarian convoy convoys relief agency agencies assistance consignment* unicef unhcr "
    "ocha wfp".split()
)
_LORRIES: Final = frozenset("truck trucks lorry lorries supplies".split())
VISITORS: Final = frozenset(  # they look on; who is let in to see brings nothing
    "lawyer* counsel attorney* journalist* reporter* correspondent* visitor* visit visits "
    "observer* monitor* inspector* investigator* envoy* troops peacekeep* soldiers".split()
)
_NAMES: Final = ("red cross", "red crescent", "world food", "relief", "united nations")
_VEHICLES: Final = frozenset(
    "truck* lorr* vehicle* van vans column columns train trains ship ships vessel* boat boats "
    "tanker* barge barges launch ferry ferries dhow* steamer* freighter* plane planes aircraft "
    "flight flights helicopter* cart carts mule* caravan* mv charter*".split()
)
_MEASURES: Final = frozenset(
    "ton tons tonne* kilo kilos kilogram* litre* liter* sack sacks bag bags box boxes crate* kit "
    "kits pallet* parcel* unit units cargo cargoes load loads loaded loading freight "
    "shipment*".split()
)
_LOADED: Final = frozenset(
    "food* flour rice wheat maize corn meal grain grains cereal* barley bread lentil* beans pulses "
    "potato* milk sugar nutrition* ration* medic* insulin blood vaccine* surgical drug drugs "
    "antibiotic* oxygen chlorine hygiene blanket* tents tarpaulin*".split()
)
_NO_CARRIER: Final = frozenset({
    EntityKind.ARMED_GROUP,
    EntityKind.COUNTRY,
    EntityKind.GOVERNMENT,
    EntityKind.MILITARY,
    EntityKind.PARTY,
    EntityKind.PLACE,
    EntityKind.POLICE,
})
_MOVING: Final = frozenset({EventType.RETREAT, EventType.REJECT, EventType.COERCE, EventType.AID})
_COUNTED: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve all both some most half the "
    "other others another rest remaining first second third last they them it of these those "
    "each none".split()
)
_ARTICLES: Final = frozenset({"the", "a", "an"})


def is_relief(words: Iterable[str]) -> bool:
    """Return whether words name aid itself or those whose work it is, not just a lorry.

    Args:
        words: Folded.

    Returns:
        Whether one of them does.
    """
    return said(words, _RELIEF)


def is_vehicle(words: Iterable[str]) -> bool:
    """Return whether words name a vehicle.

    Args:
        words: Folded: of a theme.

    Returns:
        Whether one of them does.
    """
    return said(words, _VEHICLES)


def is_load(words: Iterable[str]) -> bool:
    """Return whether words tell of food or medicine by measure or on something that drives.

    Args:
        words: Folded: of a name, a theme or a sentence.

    Returns:
        Whether it is a load: "forty tonnes of rice", "a food ship".
    """
    every = tuple(words)
    return said(every, _LOADED) and (said(every, _MEASURES) or said(every, _VEHICLES))


def is_carrier(parties: Iterable[CardParty]) -> bool:
    """Return whether somebody who brings aid is among parties.

    Args:
        parties: Of a claim.

    Returns:
        Whether a name, or what the report calls it, tells of aid or of a load.
    """
    every = tuple(party for party in parties if not _are_fleeing(party))
    names = [" ".join(fold_words(party.name)) for party in every]
    names += [alias for party in every for alias in party.aliases]
    return any(_is_aid_name(name) for name in names)


def _are_fleeing(party: CardParty) -> bool:
    """Return whether people go in a convoy of their own, with no load that others need."""
    return party.kind is EntityKind.CIVILIANS and not is_load(fold_words(party.name))


def _is_aid_name(name: str) -> bool:
    words = name.split()
    if said(words, VISITORS):
        return False
    told = said(words, _RELIEF) or said(words, _LORRIES) or is_load(words)
    return told or any(known in name for known in _NAMES)


def mark_carriers(cards: Sequence[ClaimCard]) -> tuple[ClaimCard, ...]:
    """Return claims in which a vehicle that one of them calls loaded with aid is so in all.

    A report that says only "the Marigold was let in" tells of aid when another says what
    the Marigold carries.

    Args:
        cards: All claims of a case.

    Returns:
        As many claims; a carrier has "aid" among what it is called.
    """
    known: set[str] = set()
    for card in cards:
        if card.type in _MOVING:
            known.update(_carriers_of(card))
    driven = {
        carrier_name(party.name)
        for card in cards
        for party in (*card.recipients, *card.actors)
        if _is_own_name(party.name) and not _is_aid_name(" ".join(fold_words(party.name)))
        if any(_is_vehicle(name) for name in _called(party))
    }
    marks = {name: "aid vessel" if name in driven else "aid" for name in known}
    return tuple(_marked(card, marks) for card in cards)


def is_counted(name: str) -> bool:
    """Return whether words only count what was named before: "four", "the other two".

    Args:
        name: Of a party.

    Returns:
        Whether no word says who or what it is.
    """
    words = fold_words(name)
    return bool(words) and all(word in _COUNTED or word.isdigit() for word in words)


def vehicle_of(parties: Iterable[CardParty]) -> str:
    """Return the name of a vehicle known to bring aid.

    Args:
        parties: Of a claim that went through ``mark_carriers``.

    Returns:
        Its own name, the same in all reports; empty when none has one.
    """
    named = (carrier_name(party.name) for party in parties if "aid vessel" in party.aliases)
    return next(named, "")


def _called(party: CardParty) -> tuple[str, ...]:
    return (party.name, *party.aliases)


def _is_vehicle(name: str) -> bool:
    """Return whether words name one vehicle: its word comes last, or before its name."""
    words = [word for word in fold_words(name.partition(",")[0]) if word not in _ARTICLES]
    return said((*words[:1], *words[-1:]), _VEHICLES) or "charter" in fold_words(name)


def _carriers_of(card: ClaimCard) -> set[str]:
    """Return the names of vehicles that a claim says bring aid."""
    named = {
        carrier_name(party.name): party
        for party in (*card.recipients, *card.actors)
        if party.kind not in _NO_CARRIER and _is_own_name(party.name)
    }
    passes = card.mode != "seize" and (card.type is not EventType.RETREAT or card.mode == "access")
    told = fold_words(card.theme) or card.words
    loaded = passes and is_load(told)
    moved = {carrier_name(party.name) for party in card.recipients} if loaded else set()
    return {name for name, party in named.items() if name in moved or is_carrier((party,))}


def _marked(card: ClaimCard, marks: Mapping[str, str]) -> ClaimCard:
    def mark(party: CardParty) -> CardParty:
        known = marks.get(carrier_name(party.name), "") if _is_own_name(party.name) else ""
        return replace(party, aliases=(*party.aliases, known)) if known else party

    recipients, actors = tuple(map(mark, card.recipients)), tuple(map(mark, card.actors))
    if (recipients, actors) == (card.recipients, card.actors):
        return card
    return replace(card, recipients=recipients, actors=actors)


def carrier_name(name: str) -> str:
    """Return what names of one vehicle share: "the barge Marigold, a charter" is "marigold".

    Args:
        name: Of a party.

    Returns:
        Folded; without articles and words for vehicles, unless nothing else is left.
    """
    words = [word for word in fold_words(name.partition(",")[0]) if word not in _ARTICLES]
    own = [word for word in words if not said((word,), _VEHICLES)]
    return " ".join(own or words)


def _is_own_name(name: str) -> bool:
    """Return whether words are a name and at most say what sort of vehicle bears it."""
    words = name.partition(",")[0].split()
    plain = [word for word in words if not word[:1].isupper()]
    small = [word for word in plain if fold_words(word)[:1] != () and word not in _ARTICLES]
    return len(plain) < len(words) and all(said(fold_words(word), _VEHICLES) for word in small)
