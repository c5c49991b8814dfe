"""Sides: what names a state or a group, and what only stands at the head of a sentence."""

from dataclasses import replace
from datetime import date
from typing import Final

from helpers.ledger_cards import claim, who
from khabar.events.tracks.sides import Sides
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType, Sector

DAY: Final = date(2031, 5, 10)
ARMY: Final = who("Tavrian army", EntityKind.MILITARY)
UNION: Final = who("Steppe Union", EntityKind.ARMED_GROUP)


def fought(*parties: CardParty) -> tuple[ClaimCard, ...]:
    """Return a claim of each that it fired."""
    return tuple(claim("s1", DAY, EventType.ASSAULT, "fire", by=(each,)) for each in parties)


def test_a_common_noun_at_the_head_of_a_sentence_names_no_state() -> None:
    planes = who("Warplanes", EntityKind.MILITARY)
    sides = Sides(fought(ARMY, ARMY, planes))
    assert not sides.is_named(planes)
    assert sides.of_party(planes) == sides.of_party(ARMY)


def test_a_word_that_claims_also_write_small_names_no_group() -> None:
    head, inside = (who(name, EntityKind.ARMED_GROUP) for name in ("Raiders", "raiders in white"))
    assert not Sides(fought(head, inside)).is_named(head)


def test_fighters_of_a_group_are_the_group_and_are_shown_by_its_name() -> None:
    men = who("Fighters of the Steppe Union", EntityKind.ARMED_GROUP)
    sides = Sides(fought(men, men, UNION))
    body = sides.body(sides.of_party(men))
    assert sides.of_party(men) == sides.of_party(UNION)
    assert body is not None
    assert body.name == "Steppe Union"


def test_the_police_of_a_person_are_no_state_of_that_name() -> None:
    lovik = who("Ana Lovik", EntityKind.PERSON, called="the minister ana lovik")
    police = who("Lovik's police", EntityKind.POLICE)
    sides = Sides(fought(ARMY, lovik, police))
    assert sides.of_party(police) == sides.of_party(ARMY)


def test_troops_in_mutiny_are_a_side_of_their_own_and_leave_the_state_in_doubt() -> None:
    mutiny = who("mutinous soldiers of Fort Tarn", EntityKind.MILITARY)
    sides = Sides(fought(ARMY, mutiny, mutiny))
    assert sides.of_party(mutiny) == "group:mutineers"
    assert sides.principals() == ()


def test_the_army_is_the_army_as_its_report_calls_it_elsewhere() -> None:
    army = who("army", EntityKind.MILITARY, called="the tavrian army")
    far = claim("s2", DAY, EventType.ASSAULT, "fire", by=(army,), at=("Tavria valley",))
    sides = Sides((far,))
    body = sides.body(sides.of_party(army))
    assert sides.is_named(army)
    assert body is not None
    assert body.name == "Tavrian army"


def test_who_is_called_by_two_states_names_is_neither_s_army() -> None:
    mixed = replace(who("troops", EntityKind.MILITARY), aliases=("tavrias army", "lorrish army"))
    far = claim("s2", DAY, EventType.ASSAULT, "fire", by=(mixed,), at=("Tavria", "Lorria"))
    assert not Sides((far,)).is_named(mixed)


def test_a_minister_is_of_the_government_and_not_of_the_army_of_his_state() -> None:
    minister = replace(who("Ana Lovik", EntityKind.PERSON), sector=Sector.GOV)
    cabinet = who("government", EntityKind.GOVERNMENT)
    assert Sides(fought(ARMY, cabinet, minister)).body_name(minister) == "government"
