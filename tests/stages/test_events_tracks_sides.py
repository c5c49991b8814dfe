"""Sides: what names a state or a group, and what only stands at the head of a sentence."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from helpers.ledger_cards import claim, who
from khabar.events.tracks.parties.claimants import Claimants
from khabar.events.tracks.parties.sides import Sides
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType, Sector
from khabar.record.report import ReportId

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


def test_a_state_that_one_report_names_is_no_rival_of_one_that_more_do() -> None:
    first, second = (
        tuple(replace(each, key=replace(each.key, report=ReportId(name))) for each in fought(ARMY))
        for name in ("s1", "s2")
    )
    once = fought(*[who("Barefoot soldiers", EntityKind.MILITARY)] * 3)
    army = who("the army", EntityKind.MILITARY)
    assert Sides((*first, *second, *once)).of_party(army) == "state:tavrian"
    assert Sides((*first, *once)).of_party(army) == "state:barefoot"


def test_a_word_that_claims_also_write_small_names_no_group() -> None:
    head, inside = (who(name, EntityKind.ARMED_GROUP) for name in ("Raiders", "raiders in white"))
    assert not Sides(fought(head, inside)).is_named(head)


def test_a_group_that_has_only_a_description_is_shown_by_the_name_in_it() -> None:
    men = who("rebels of the so-called Steppe Union", EntityKind.ARMED_GROUP)
    sides = Sides(fought(men, ARMY))
    body = sides.body(sides.of_party(men))
    assert body is not None
    assert body.name == "Steppe Union"


@pytest.mark.parametrize(
    "called", ["Fighters of the Steppe Union", "rebels of the so-called Steppe Union"]
)
def test_fighters_of_a_group_are_the_group_and_are_shown_by_its_name(called: str) -> None:
    men = who(called, EntityKind.ARMED_GROUP)
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


def told_by(speaker: str, *words: str, report: str = "s2") -> ClaimCard:
    """Return a claim of a speaker, with the words of its sentence."""
    return replace(claim(report, DAY, EventType.ASSAULT, "fire", says=speaker), words=words)


def side_of_speaker(card: ClaimCard) -> str:
    lorrish = who("Lorrish army", EntityKind.MILITARY)
    sides = Sides((*fought(ARMY, ARMY, ARMY, lorrish, UNION), card))
    return sides.of_source(card.sources[-1])


def test_a_speaker_is_of_the_body_whose_post_stands_beside_the_name() -> None:
    before = told_by("Ana Lovik", "lorrish", "army", "spokeswoman", "ana", "lovik", "mill")
    after = told_by("Ana Lovik", "colonel", "ana", "lovik", "spokeswoman", "lorrish", "army")
    group = told_by("Ana Lovik", "ana", "lovik", "spokeswoman", "steppe", "union", "mill")
    assert side_of_speaker(before) == side_of_speaker(after) == "state:lorrish"
    assert side_of_speaker(group) == "group:steppe union"


def test_the_minister_of_a_state_is_of_it_where_the_post_follows_the_name() -> None:
    minister = told_by("Ana Lovik", "ana", "lovik", "lorrish", "foreign", "minister", "mill")
    assert side_of_speaker(minister) == "state:lorrish"


def test_who_is_a_state_s_by_a_possessive_is_of_that_state() -> None:
    lovik = who("Ana Lovik", EntityKind.PERSON, called="lorrishs ana lovik")
    lorrish = who("Lorrish army", EntityKind.MILITARY)
    assert Sides(fought(ARMY, ARMY, ARMY, lorrish, lovik)).of_party(lovik) == "state:lorrish"


def test_one_report_that_tells_whose_minister_somebody_is_outweighs_those_that_do_not() -> None:
    lorrish = who("Lorrish army", EntityKind.MILITARY)
    plain = replace(who("Ana Lovik", EntityKind.PERSON), sector=Sector.GOV)
    silent = [
        replace(card, key=replace(card.key, report=ReportId(f"r{number}")))
        for number, card in enumerate(fought(*[plain] * 6))
    ]
    told = told_by("Ana Lovik", "lorrish", "foreign", "minister", "ana", "lovik")
    sides = Sides((*fought(ARMY, lorrish), *silent, told))
    assert sides.principals() == ()
    assert sides.of_party(plain) == "state:lorrish"


def test_what_a_speaker_says_of_an_army_is_not_the_speaker_s_post() -> None:
    said = told_by("Ana Lovik", "miller", "ana", "lovik", "lorrish", "army", "shelled", "mill")
    assert side_of_speaker(said).startswith("other:")


def test_a_minister_of_another_state_is_not_of_the_one_whose_army_fights() -> None:
    minister = claim("s2", DAY, EventType.CONSULT, "talk", says="Ostrova's foreign minister",
                     at=("Ostrova",))  # fmt: skip
    sides = Sides((*fought(ARMY), minister))
    assert sides.of_source(minister.sources[-1]) == "state:ostrovas"


def test_a_battery_of_another_state_is_not_of_the_one_that_fights_most() -> None:
    ministry = who("Lorrish Defence Ministry", EntityKind.GOVERNMENT)
    battery = who("a Lorrish howitzer battery", EntityKind.MILITARY)
    sides = Sides(fought(ARMY, ARMY, ARMY, ministry, battery))
    assert sides.of_party(battery) == sides.of_party(ministry) != sides.of_party(ARMY)


def test_a_brigade_of_a_group_that_is_known_by_its_initials_is_the_group_s() -> None:
    short = who("SUA", EntityKind.ARMED_GROUP)
    speaker = claim("s2", DAY, EventType.ASSAULT, "fire", says="Steppe Union Army")
    brigade = who("First Brigade of the Steppe Union Army", EntityKind.MILITARY)
    sides = Sides((*fought(short, ARMY, brigade), speaker))
    assert sides.of_party(brigade) == sides.of_party(short)


def test_a_short_form_of_the_full_name_of_initials_is_their_group() -> None:
    short, full, men = (
        who(name, EntityKind.ARMED_GROUP) for name in ("SDA", "Sund Defence Army", "Sund fighters")
    )
    sides = Sides(fought(short, short, full, men))
    assert sides.of_party(men) == sides.of_party(short)


def test_forces_called_by_their_state_are_the_state_s_whatever_they_are_read_as() -> None:
    forces = who("Lorrish forces", EntityKind.ARMED_GROUP)
    lorria = who("Lorria", EntityKind.COUNTRY)
    sides = Sides(fought(ARMY, ARMY, forces, forces, lorria))
    assert sides.of_party(forces) == sides.of_party(lorria) == "state:lorria"
    assert Sides(fought(ARMY, ARMY, forces)).of_party(forces) == "group:lorrish forces"


def test_who_speaks_for_no_state_in_a_state_s_outlet_speaks_for_that_state() -> None:
    lorrish = who("Lorrish army", EntityKind.MILITARY)
    officer = replace(who("Ana Lovik", EntityKind.PERSON), sector=Sector.MIL)
    told = claim("s2", DAY, EventType.ASSAULT, "fire", by=(officer,), says="Defence Ministry",
                 outlet="Lorrish Radio")  # fmt: skip
    cards = (*fought(ARMY, ARMY, ARMY, lorrish), told)
    sides = Sides(cards)
    claimants = Claimants(cards, notes=(), sides=sides)
    assert sides.of_party(officer) == "state:lorrish"
    assert [each.side for each in claimants.speakers(told)] == ["state:lorrish"]
    named = replace(told, sources=(*told.sources[:-1], replace(
        told.sources[-1], key="~tavrian defence ministry", name="Tavrian Defence Ministry"
    )))  # fmt: skip
    assert [each.side for each in claimants.speakers(named)] == ["state:tavrian"]
