"""Origins: where the news came from, not who printed it."""

import random

from hypothesis import given
from hypothesis import strategies as st

from helpers.claim_cards import card, note, party, speaker
from khabar.events.origins import find_origins
from khabar.events.voices import find_bodies_of_outlets
from khabar.record.card import ClaimCard, OriginKind
from khabar.record.codes import EventType, Status
from khabar.record.event import SourceNote


def _names(cards: list[ClaimCard], *notes: SourceNote) -> list[str]:
    return sorted(origin.name for origin in find_origins(cards, notes=notes))


def test_a_reprint_is_no_origin_of_its_own() -> None:
    cards = [card("r1", "Ostrel Wire"), card("r2", "The Tarvand Daily")]
    assert len(find_origins(cards, notes=[])) == 2
    folded = find_origins(cards, notes=[note("r2", "The Tarvand Daily", copy_of="r1")])
    assert [(one.name, one.reports) for one in folded] == [("Ostrel Wire", ("r1", "r2"))]


def test_one_speaker_counts_once_however_many_outlets_carry_him() -> None:
    minister = speaker("Ilan Verk", of="Ostreli government")
    cards = [card("r1", "Ostrel Wire", minister), card("r2", "Plains Radio", minister)]
    assert _names(cards) == ["Ilan Verk"]


def test_spokesmen_of_one_body_are_the_body_and_nurse_and_families_are_two() -> None:
    cards = [
        card("r1", "Ostrel Wire", speaker("Anna Dorr", of="Tarvand Front")),
        card("r2", "Plains Radio", speaker("a spokesman for the Front", of="Tarvand Front")),
        card("r3", "Ostrel Post", speaker("the Front")),
        card("r4", "Ostrel Post", speaker("a nurse"), speaker("two families")),
    ]
    assert len(find_origins(cards, notes=[])) == 3


def test_what_the_staff_of_a_named_hospital_say_is_known_from_the_hospital() -> None:
    cards = [
        card("r1", "Ostrel Wire", speaker("doctors at the Varo Hospital")),
        card("r2", "Plains Radio", speaker("Varo Hospital")),
        card("r3", "Ostrel Post", speaker("a nurse at the Varo hospital")),
        card("r4", "Ostrel Post", speaker("a doctor at a clinic outside the town")),
    ]
    assert len(find_origins(cards, notes=[])) == 2


def test_police_of_a_town_are_one_in_whatever_order_they_are_named() -> None:
    cards = [
        card("r1", "Ostrel Wire", speaker("police in Tarvand")),
        card("r2", "Plains Radio", speaker("Tarvand police")),
        card("r3", "Ostrel Post", speaker("police")),
    ]
    assert len(find_origins(cards, notes=[])) == 1


def test_an_official_without_a_name_is_told_apart_from_his_minister() -> None:
    cards = [
        card("r1", "Ostrel Wire", speaker("a senior officer", of="Ostreli army")),
        card("r2", "Plains Radio", speaker("Ilan Verk", of="Ostreli army")),
    ]
    assert len(find_origins(cards, notes=[])) == 2


def test_army_and_defence_ministry_of_one_state_are_one_voice() -> None:
    cards = [
        card("r1", "Ostrel Wire", speaker("Ostreli Defence Ministry")),
        card("r2", "Plains Radio", speaker("Ostreli army")),
        card("r3", "Plains Radio", speaker("Hasvari National Army")),
    ]
    assert len(find_origins(cards, notes=[])) == 2


def test_an_outlet_counts_by_itself_only_where_it_names_no_source() -> None:
    nurse = speaker("a nurse")
    assert _names([card("r1", "Ostrel Wire"), card("r1", "Ostrel Wire", nurse)]) == ["a nurse"]


def test_a_quoted_outlet_is_whoever_it_quoted() -> None:
    cards = [
        card("r1", "Front Radio", speaker("Anna Dorr", of="Tarvand Front")),
        card("r2", "Ostrel Wire", speaker("Front Radio", kind=OriginKind.OUTLET)),
    ]
    assert _names(cards) == ["Anna Dorr"]


def test_two_outlets_carrying_one_wire_are_one_origin() -> None:
    notes = [
        SourceNote(
            report=each.report,
            outlet=each.outlet,
            copy_of=None,
            p=0.0,
            share=0.0,
            credits=("Norran",),
            quotes=(),
        )
        for each in (note("r1", "Ostrel Post"), note("r2", "Plains Radio"))
    ]
    cards = [card("r1", "Ostrel Post"), card("r2", "Plains Radio")]
    assert [(one.name, one.kind) for one in find_origins(cards, notes=notes)] == [
        ("Norran", OriginKind.AGENCY)
    ]


def test_unnamed_sources_are_one_for_each_report() -> None:
    anyone = speaker("sources", kind=OriginKind.UNNAMED)
    cards = [card("r1", "Ostrel Wire", anyone), card("r2", "Plains Radio", anyone)]
    assert len(find_origins(cards, notes=[])) == 2


def test_who_only_denies_it_is_no_origin_of_it() -> None:
    cards = [
        card("r1", "Ostrel Wire", speaker("a nurse")),
        card("r1", "Ostrel Wire", speaker("Ostreli army"), status=Status.NEGATED),
    ]
    assert _names(cards) == ["a nurse"]


def test_a_threat_told_without_a_source_is_known_from_who_made_it() -> None:
    front = party("Tarvand Front")
    cards = [
        card("r1", "Ostrel Wire", type=EventType.THREATEN, actors=(front,)),
        card("r2", "Plains Radio", type=EventType.THREATEN, actors=(front,)),
    ]
    assert _names(cards) == ["Tarvand Front"]


def test_an_outlet_that_always_speaks_for_one_body_is_its_voice() -> None:
    front = speaker("Tarvand Front")
    told = [card(f"r{at % 2}", "Tarvand Radio", front) for at in range(4)]
    bodies = find_bodies_of_outlets(told)
    assert {key: body.key for key, body in bodies.items()} == {"tarvand radio": "~tarvand front"}
    cards = [card("r1", "Tarvand Radio"), card("r2", "Ostrel Wire", front)]
    assert len(find_origins(cards, notes=[], bodies_of_outlets=bodies)) == 1


@given(st.randoms(use_true_random=False))
def test_origins_ignore_order_and_repetition(shuffled: random.Random) -> None:
    cards = [
        card("r1", "Front Radio", speaker("Anna Dorr", of="Tarvand Front")),
        card("r2", "Ostrel Wire", speaker("Front Radio", kind=OriginKind.OUTLET)),
        card("r2", "Ostrel Wire", speaker("a nurse"), speaker("the Front")),
        card("r3", "Ostrel Post"),
    ]
    mixed = [*cards, cards[0]]
    shuffled.shuffle(mixed)
    assert find_origins(mixed, notes=[]) == find_origins(cards, notes=[])


def test_the_military_is_the_army_of_the_one_state_there_is() -> None:
    cards = [
        card("r1", "Ostrel Wire", speaker("Office of the Commander-in-Chief")),
        card("r2", "Plains Radio", speaker("Ostreli army")),
        card("r3", "Front Radio", speaker("Hasvari National Army")),
    ]
    assert len(find_origins(cards, notes=[])) == 2


def test_a_man_who_speaks_for_the_ministry_and_the_government_is_one() -> None:
    cards = [
        card("r1", "Ostrel Wire", speaker("Ilan Verk", of="Ostreli authorities")),
        card("r2", "Plains Radio", speaker("Ilan Verk", of="Ostreli Interior Ministry")),
        card("r3", "Ostrel Post", speaker("Anna Dorr", of="Tarvand Front")),
    ]
    assert _names(cards) == ["Anna Dorr", "Ilan Verk"]
