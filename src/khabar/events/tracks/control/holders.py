"""Who holds a place, as it is shown: a side by its own name, a force beside its state."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.base.names import fold_name, fold_words
from khabar.events.tracks.control.sightings import Sighting, is_first_person
from khabar.events.tracks.parties.bands import group_in
from khabar.events.tracks.parties.nations import large_words
from khabar.events.tracks.parties.sides import Sides
from khabar.record.card import CardParty
from khabar.record.codes import EntityKind

__all__ = ["name_holder"]

_UNITS: Final = frozenset(  # forces that are not the army of their state
    "gendarmerie gendarmes police guard guards navy marines brigade battalion regiment division "
    "corps militia".split()
)
_PLAIN: Final = frozenset(  # of an army's or a government's name, of any state
    "national armed army forces government ministry defence defense interior general staff state "
    "military troops soldiers security royal".split()
)


def name_holder(side: str, sightings: Sequence[Sighting], *, sides: Sides) -> tuple[str, str]:
    """Return how the holder of a place is shown: by the most frequent name of the side itself.

    Args:
        side: Who holds it.
        sightings: What claims say of that; at least one.
        sides: All sides of the case.

    Returns:
        Name and key.
    """
    if unit := _unit(side, sightings, sides):
        return unit
    named: Counter[tuple[str, str]] = Counter(
        (group_in(party.name) if side.startswith("group:") else party.name, party.key)
        for party in (sides.in_full(each.party) for each in sightings)
        if sides.is_body(party) and sides.is_named(party)
    )
    if named:
        return min(named, key=lambda n: (-named[n], n))
    body = sides.body(side)
    if body is not None:
        return body.name, body.key
    first = sightings[0]
    if is_first_person(replace(first.party, aliases=())):  # "we", of nobody who is named
        return first.claimants[0].name, first.claimants[0].key
    party = first.party
    key = party.key or "~" + fold_name(party.name)
    state = _state_word(side)
    return (f"{party.name} ({state})" if state else party.name), key


def _state_word(side: str) -> str:
    """Return the word of the reports by which a state is known; empty where a code is."""
    state = side.removeprefix("state:")
    return state.title() if state != side and state == fold_name(state) else ""


def _unit(side: str, sightings: Sequence[Sighting], sides: Sides) -> tuple[str, str] | None:
    """Return "gendarmerie (Orlovan government)" where a force holds a place for its state."""
    told = Counter(each.party for each in sightings if sides.is_body(each.party))
    if any(sides.is_named(each.party) for each in sightings):
        return None
    forces = {party: count for party, count in told.items() if _is_unit(party)}
    body, state = sides.body(side), _state_word(side)
    if not forces or not side.startswith("state:") or not (body or state):
        return None
    party = min(forces, key=lambda p: (-forces[p], p.name))
    if body is None:
        return f"{party.name} ({state})", party.key
    return f"{party.name} ({body.name})", body.key


def _is_unit(party: CardParty) -> bool:
    """Return whether a name is a force's own: "gendarmerie", "Northern Garrison"."""
    if party.kind is EntityKind.ORGANISATION:
        return False
    large = large_words(party.name)
    titled = len(large) > 1 and bool(large - _PLAIN)
    return titled or bool(_UNITS & set(fold_words(party.name)))
