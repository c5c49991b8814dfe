"""Contradictions and tolls: rival values with their sides, and nothing that only looks rival."""

import random
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.claim_cards import VARO, card, killed, note, party, speaker
from khabar.events.contradictions import find_contradictions
from khabar.events.tolls import count_tolls
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType, QuantityKind, Status
from khabar.record.event import Field, Toll
from khabar.record.span import Span

ARMY = party("Ostreli army")
FRONT = party("Tarvand Front", kind=EntityKind.ARMED_GROUP)
BAND = party("Veldan Band", kind=EntityKind.ARMED_GROUP)
NURSE = speaker("Mira Solen")
MINISTRY = speaker("Ostreli Defence Ministry")
REBELS = speaker("Tarvand Front")
MONDAY, TUESDAY = date(2019, 3, 4), date(2019, 3, 5)


def _fields(*cards: ClaimCard) -> list[Field]:
    return [one.field for one in find_contradictions(cards, notes=[])]


def _toll(*cards: ClaimCard) -> Toll:
    (toll,) = count_tolls(cards, notes=[])
    return toll


def test_rival_tolls_are_shown_with_who_says_which() -> None:
    (one,) = find_contradictions(
        [
            card("r1", "Ostrel Wire", MINISTRY, quantities=(killed(2),)),
            card("r2", "Front Radio", REBELS, quantities=(killed(4),)),
        ],
        notes=[],
    )
    assert (one.field, one.reconcilable) == (Field.KILLED, False)
    assert {(v.value, v.according_to, v.cites[0].report) for v in one.values} == {
        ("2", ("Ostreli Defence Ministry",), "r1"),
        ("4", ("Tarvand Front",), "r2"),
    }


def test_who_denies_a_number_that_others_give_does_not_give_it() -> None:
    (one,) = (
        one
        for one in find_contradictions(
            [
                card("r1", "Ostrel Wire", NURSE, quantities=(killed(19),)),
                card(
                    "r2", "Ostrel Post", MINISTRY, status=Status.NEGATED, quantities=(killed(19),)
                ),
                card("r3", "Front Radio", REBELS, quantities=(killed(6),)),
            ],
            notes=[],
        )
        if one.field is Field.KILLED
    )
    assert {(v.value, v.according_to) for v in one.values} == {
        ("19", ("Mira Solen",)),
        ("6", ("Tarvand Front",)),
    }


def test_twelve_is_inside_at_least_ten() -> None:
    at_least = replace(killed(10), high=None)
    assert not _fields(
        card("r1", "Ostrel Wire", MINISTRY, quantities=(killed(12),)),
        card("r2", "Front Radio", REBELS, quantities=(at_least,)),
    )


def test_a_later_figure_of_one_source_replaces_its_earlier_one() -> None:
    cards = [
        card("r1", "Ostrel Wire", NURSE, quantities=(killed(3),), published=MONDAY),
        card("r2", "Plains Radio", NURSE, quantities=(killed(5),), published=TUESDAY),
    ]
    (one,) = find_contradictions(cards, notes=[])
    assert one.reconcilable
    toll = _toll(*cards)
    assert (toll.low, toll.high, toll.best, toll.rule) == (5, 5, 5, "the only figure")
    assert {variant.value for variant in toll.variants} == {"3", "5"}


def test_a_part_of_the_dead_is_no_rival_of_all() -> None:
    total = card("r1", "Ostrel Wire", NURSE, quantities=(killed(12),))
    part = card("r1", "Ostrel Wire", NURSE, quantities=(killed(3),))
    assert not _fields(total, part)


def test_a_reprint_is_no_second_source_for_a_figure() -> None:
    cards = [
        card("r1", "Ostrel Wire", quantities=(killed(12),)),
        card("r2", "Tarvand Daily", quantities=(killed(12),)),
        card("r3", "Plains Radio", NURSE, quantities=(killed(9),)),
    ]
    (toll,) = count_tolls(cards, notes=[note("r2", "Tarvand Daily", copy_of="r1")])
    assert (toll.best, toll.rule) == (9, "the lowest of rival figures")


def test_best_is_what_most_origins_say() -> None:
    toll = _toll(
        card("r1", "Ostrel Wire", MINISTRY, quantities=(killed(2),)),
        card("r2", "Front Radio", REBELS, quantities=(killed(4),)),
        card("r3", "Plains Radio", NURSE, quantities=(killed(4),)),
    )
    assert (toll.low, toll.high, toll.best, toll.rule) == (2, 4, 4, "2 of 3 origins agree")


def test_a_denial_stands_against_what_others_say_happened() -> None:
    (one,) = find_contradictions(
        [
            card("r1", "Front Radio", REBELS),
            card("r2", "Ostrel Wire", MINISTRY, status=Status.NEGATED),
        ],
        notes=[],
    )
    assert (one.field, [value.according_to for value in one.values]) == (
        Field.STATUS,
        [("Tarvand Front",), ("Ostreli Defence Ministry",)],
    )


def test_what_everybody_denies_is_no_contradiction() -> None:
    assert not _fields(
        card("r1", "Front Radio", REBELS, status=Status.NEGATED),
        card("r2", "Ostrel Wire", MINISTRY, status=Status.NEGATED),
    )


def test_a_denied_number_does_not_deny_the_event() -> None:
    (one,) = find_contradictions(
        [
            card("r1", "Ostrel Wire", NURSE, quantities=(killed(11),), published=MONDAY),
            card("r1", "Ostrel Wire", status=Status.NEGATED, quantities=(killed(14),)),
        ],
        notes=[],
    )
    assert (one.field, one.reconcilable) == (Field.KILLED, True)


def test_rival_culprits_are_shown() -> None:
    assert _fields(
        card("r1", "Front Radio", REBELS, actors=(ARMY,)),
        card("r2", "Ostrel Wire", MINISTRY, actors=(FRONT,)),
    ) == [Field.ACTOR]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"actors": (party("gunmen", kind=EntityKind.ARMED_GROUP),)}, id="generic"),
        pytest.param({"actors": (party("Ostreli soldiers"),)}, id="arm-of-the-same-state"),
        pytest.param({"actors": (FRONT,), "recipients": (ARMY,)}, id="two-sided"),
    ],
)
def test_what_does_not_exclude_a_culprit_is_no_rival(other: dict[str, object]) -> None:
    assert not _fields(
        card("r1", "Front Radio", REBELS, actors=(ARMY,)),
        card("r2", "Ostrel Wire", MINISTRY, **other),  # type: ignore[arg-type]
    )


def test_civilians_of_one_side_are_fighters_of_the_other() -> None:
    def dead(called: str) -> tuple:  # type: ignore[type-arg]
        return (party("people killed at Varo", kind=EntityKind.CIVILIANS, called=called),)

    assert _fields(
        card("r1", "Front Radio", REBELS, recipients=dead("nine villagers"), head="die"),
        card("r2", "Ostrel Wire", MINISTRY, recipients=dead("armed men"), head="die"),
    ) == [Field.RECIPIENT]


def test_civilians_and_fighters_where_somebody_counts_both_are_no_rivals() -> None:
    def dead(called: str) -> CardParty:
        return party("people killed at Varo", kind=EntityKind.CIVILIANS, called=called)

    both = (dead("nine villagers"), dead("armed men"))
    assert not _fields(
        card("r1", "Front Radio", REBELS, recipients=both[:1], head="die"),
        card("r2", "Ostrel Wire", MINISTRY, recipients=both[1:], head="die"),
        card("r3", "Plains Radio", NURSE, recipients=both, head="die"),
    )


def test_an_attack_that_took_the_town_was_not_beaten_back() -> None:
    assert _fields(
        card("r1", "Front Radio", REBELS, head="capture"),
        card("r2", "Ostrel Wire", MINISTRY, head="attack", words=("troops", "repelled")),
    ) == [Field.STATUS]


def test_most_of_a_town_is_not_all_of_it() -> None:
    assert _fields(
        card("r1", "Ostrel Wire", MINISTRY, head="secure", words=("town", "fully", "secured")),
        card("r2", "Plains Radio", NURSE, head="retake", words=("retook", "most", "town")),
    ) == [Field.STATUS]


def test_nobody_died_does_not_deny_the_attack() -> None:
    assert not _fields(
        card("r1", "Front Radio", REBELS, head="shell"),
        card("r2", "Ostrel Wire", MINISTRY, head="die", status=Status.NEGATED),
    )


def test_one_day_is_not_the_next() -> None:
    assert _fields(
        card("r1", "Front Radio", REBELS, day=MONDAY, actors=(FRONT,)),
        card("r2", "Ostrel Wire", MINISTRY, day=TUESDAY, actors=(FRONT,)),
    ) == [Field.DATE]


def test_contradictions_come_most_severe_first() -> None:
    assert _fields(
        card("r1", "Front Radio", REBELS, actors=(ARMY,), quantities=(killed(4),)),
        card("r2", "Ostrel Wire", MINISTRY, actors=(FRONT,), quantities=(killed(2),)),
        card("r3", "Plains Radio", speaker("Ilan Verk"), status=Status.NEGATED),
    ) == [Field.STATUS, Field.KILLED, Field.ACTOR]


def test_attacks_on_other_days_and_places_have_no_rival_tolls() -> None:
    elsewhere = replace(VARO, key="~orlen", name="Orlen")
    assert not _fields(
        card("r1", "Front Radio", REBELS, quantities=(killed(4),), day=MONDAY),
        card("r2", "Ostrel Wire", MINISTRY, quantities=(killed(2),), day=TUESDAY),
    )
    assert not _fields(
        card("r1", "Front Radio", REBELS, quantities=(killed(4),)),
        card("r2", "Ostrel Wire", MINISTRY, quantities=(killed(2),), places=(elsewhere,)),
    )


@given(st.randoms(use_true_random=False))
def test_contradictions_and_tolls_ignore_order_and_repetition(shuffled: random.Random) -> None:
    cards = [
        card("r1", "Front Radio", REBELS, actors=(ARMY,), quantities=(killed(4),)),
        card("r2", "Ostrel Wire", MINISTRY, actors=(FRONT,), quantities=(killed(2),)),
        card("r3", "Plains Radio", NURSE, quantities=(killed(3),), day=MONDAY),
        card("r3", "Plains Radio", MINISTRY, status=Status.NEGATED, day=TUESDAY),
    ]
    mixed = [*cards, cards[1]]
    shuffled.shuffle(mixed)
    assert find_contradictions(mixed, notes=[]) == find_contradictions(cards, notes=[])
    assert count_tolls(mixed, notes=[]) == count_tolls(cards, notes=[])


def test_who_had_no_part_in_it_denies_the_doer_and_not_the_deed() -> None:
    found = find_contradictions(
        [
            card("r1", "Ostrel Wire", MINISTRY, actors=(FRONT,)),
            card("r1", "Ostrel Wire", REBELS, actors=(FRONT,), status=Status.NEGATED),
            card("r2", "Plains Radio", speaker("Veldan Band"), actors=(BAND,)),
        ],
        notes=[],
    )
    assert [one.field for one in found] == [Field.ACTOR]
    assert {(value.value, value.according_to) for value in found[0].values} == {
        ("Tarvand Front", ("Ostreli Defence Ministry",)),
        ("Veldan Band", ("Veldan Band",)),
        ("not Tarvand Front", ("Tarvand Front",)),
    }


def test_a_denial_of_a_doer_whom_nobody_named_is_no_rival() -> None:
    assert not _fields(
        card("r1", "Ostrel Wire", REBELS, actors=(FRONT,), status=Status.NEGATED),
        card("r2", "Plains Radio", speaker("Veldan Band"), actors=(BAND,)),
    )


def test_who_denies_its_own_part_in_an_undisputed_attack_denies_no_attack() -> None:
    told = card("r1", "Ostrel Wire", day=MONDAY)
    accused = card("r1", "Ostrel Wire", MINISTRY, actors=(FRONT,), day=MONDAY)
    denied = card("r2", "Front Radio", REBELS, status=Status.NEGATED, actors=(FRONT,), day=MONDAY)
    (one,) = find_contradictions([told, accused, denied], notes=[])
    assert one.field is Field.ACTOR
    assert {(v.value, v.according_to) for v in one.values} == {
        ("Tarvand Front", ("Ostreli Defence Ministry",)),
        ("not Tarvand Front", ("Tarvand Front",)),
    }
    assert _fields(accused, denied) == [Field.STATUS]  # nobody else says that it happened


def test_denied_responsibility_is_one_denial_in_two_words() -> None:
    accused = card("r1", "Ostrel Wire", MINISTRY, actors=(FRONT,), day=MONDAY)
    told = card("r1", "Ostrel Wire", day=MONDAY)
    part = card("r2", "Front Radio", REBELS, status=Status.NEGATED, actors=(FRONT,), day=MONDAY)
    word = replace(
        card("r2", "Front Radio", REBELS, status=Status.NEGATED, day=MONDAY, head="deny"),
        identity=part.identity,
        sentence=part.sentence,
    )
    assert _fields(told, accused, part, word) == [Field.ACTOR]
    elsewhere = replace(word, sentence=Span(900, 950))
    assert Field.STATUS in _fields(told, accused, part, elsewhere)


def test_who_tells_the_attack_and_denies_one_of_its_dead_denies_no_attack() -> None:
    baker = party("baker of Tarvand", kind=EntityKind.CIVILIANS)
    assert not _fields(
        card("r1", "Ostrel Wire", NURSE),
        card("r2", "Front Radio", REBELS, actors=(FRONT,)),
        card("r2", "Front Radio", REBELS, recipients=(baker,), status=Status.NEGATED),
    )


def test_a_toll_of_two_weeks_is_no_rival_of_a_toll_of_one_day() -> None:
    total = card("r1", "Ostrel Wire", MINISTRY, quantities=(killed(70),), day=TUESDAY)
    weeks = replace(total, first=date(2019, 2, 19))
    day = card("r2", "Plains Radio", NURSE, quantities=(killed(30),), day=TUESDAY)
    assert _fields(total, day) == [Field.KILLED]
    assert not _fields(weeks, day)


def test_that_none_of_our_men_died_does_not_deny_who_attacked() -> None:
    found = find_contradictions(
        [
            card("r1", "Ostrel Wire", REBELS, actors=(ARMY,)),
            card("r1", "Ostrel Wire", speaker("Veldan Band"), head="die", actors=(ARMY,),
                 status=Status.NEGATED),
            card("r2", "Plains Radio", NURSE, actors=(BAND,)),
        ],
        notes=[],
    )  # fmt: skip
    assert not any("not" in value.value for one in found for value in one.values)


def test_two_of_the_dead_that_the_outlet_counts_itself_are_a_part_of_them() -> None:
    assert not _fields(
        card("r1", "Ostrel Wire", quantities=(killed(7),)),
        card("r1", "Ostrel Wire", NURSE, quantities=(killed(2),)),
        card("r2", "Plains Radio", MINISTRY, quantities=(killed(7),)),
    )


def test_lorries_and_assaults_are_no_rival_counts() -> None:
    lorries, assaults = (replace(killed(number), kind=QuantityKind.OTHER) for number in (2, 4))
    assert not _fields(
        card("r1", "Ostrel Wire", MINISTRY, head="burn", quantities=(lorries,)),
        card("r2", "Front Radio", REBELS, head="assault", quantities=(assaults,)),
    )


def test_the_dead_of_one_side_are_no_rival_of_the_dead_of_the_other() -> None:
    band = party("Veldan Band", kind=EntityKind.ARMED_GROUP)
    assert not _fields(
        card("r1", "Ostrel Wire", MINISTRY, actors=(band,), recipients=(FRONT,),
             quantities=(killed(40),)),
        card("r2", "Front Radio", REBELS, actors=(FRONT,), recipients=(band,),
             quantities=(killed(30),)),
    )  # fmt: skip


def test_the_enemy_s_dead_of_two_sides_are_no_rivals() -> None:
    foes = party("enemy soldiers")
    told = [
        card("r1", "Ostrel Wire", MINISTRY, recipients=(foes,), quantities=(killed(45),)),
        card("r2", "Front Radio", REBELS, recipients=(foes,), quantities=(killed(80),)),
    ]
    assert Field.KILLED not in _fields(*told)
    named = [replace(each, recipients=(FRONT,)) for each in told]
    assert Field.KILLED in _fields(*named)


def test_only_one_of_two_walked_out_on_the_other() -> None:
    union = party("Tarvand Millers Union", kind=EntityKind.ORGANISATION)
    walk = partial(card, "r1", "Ostrel Wire", type=EventType.REJECT, head="walk")
    (one,) = find_contradictions(
        [
            replace(walk(actors=(union,), recipients=(ARMY,)), sources=(MINISTRY,)),
            replace(walk(actors=(ARMY,), recipients=(union,)), sources=(NURSE,)),
        ],
        notes=[],
    )
    assert {value.value for value in one.values} == {"Tarvand Millers Union", "Ostreli army"}


def test_an_assault_that_was_thrown_back_took_nothing() -> None:
    (one,) = find_contradictions(
        [
            card("r1", "Ostrel Wire", MINISTRY, head="liberate"),
            card("r1", "Ostrel Wire", REBELS, head="throw", words=("assault", "thrown", "back")),
        ],
        notes=[],
    )
    assert [value.value for value in one.values] == ["taken", "beaten back"]


def test_a_denial_of_another_place_that_day_is_no_denial_of_this() -> None:
    gorge = replace(VARO, key="~gorge", name="the gorge")
    left = card("r1", "Ostrel Wire", NURSE, head="leave", day=MONDAY)
    stayed = card("r2", "Front Radio", REBELS, head="leave", day=MONDAY, status=Status.NEGATED)
    assert _fields(left, stayed) == [Field.STATUS]
    assert not _fields(left, replace(stayed, places=(gorge,)))


def test_the_gunman_of_the_police_is_the_miller_of_his_neighbours() -> None:
    gunman = party("gunman killed in Varo", kind=EntityKind.PERSON, called="gunman")
    miller = party("Orso Tamm", kind=EntityKind.PERSON)
    (one,) = find_contradictions(
        [
            card("r1", "Ostrel Wire", speaker("police"), head="kill", recipients=(gunman,)),
            card("r1", "Ostrel Wire", NURSE, head="shoot", recipients=(miller,)),
        ],
        notes=[],
    )
    assert (one.field, [value.value for value in one.values]) == (
        Field.RECIPIENT,
        ["gunman killed in Varo", "Orso Tamm"],
    )


def test_fighters_of_one_count_are_forces_of_another() -> None:
    guard = party("Tarvand Guard", kind=EntityKind.ARMED_GROUP)
    soldiers = card("r1", "Ostrel Wire", MINISTRY, recipients=(ARMY, guard),
                    quantities=(killed(40),))  # fmt: skip
    own = card("r2", "Front Radio", REBELS, recipients=(guard,), quantities=(killed(7),))
    other = card("r2", "Front Radio", REBELS, recipients=(BAND,), quantities=(killed(7),))
    assert _fields(soldiers, own) == [Field.KILLED]
    assert not _fields(soldiers, other)


def test_a_later_report_that_counts_more_than_the_first_least_is_shown_as_reconcilable() -> None:
    at_least = replace(killed(7), high=None)
    early = card("r1", "Ostrel Wire", NURSE, quantities=(at_least,), published=MONDAY)
    late = card("r2", "Front Radio", REBELS, quantities=(killed(9),), published=TUESDAY)
    (one,) = find_contradictions([early, late], notes=[])
    assert (one.field, one.reconcilable) == (Field.KILLED, True)


def test_small_figures_of_two_speakers_in_one_report_are_rivals_and_not_parts() -> None:
    assert _fields(
        card("r1", "Ostrel Wire", MINISTRY, quantities=(killed(4),)),
        card("r1", "Ostrel Wire", REBELS, quantities=(killed(17),)),
    ) == [Field.KILLED]


@pytest.mark.parametrize(
    ("report", "words", "fields"),
    [
        pytest.param("r1", ("talks", "opened"), [], id="news of one report"),
        pytest.param("r1", ("denied", "talks"), [Field.STATUS], id="denied in words"),
        pytest.param("r2", ("talks", "opened"), [Field.STATUS], id="told by another report"),
    ],
)
def test_what_did_not_come_about_is_denied_in_words_or_by_another_report(
    report: str, words: tuple[str, ...], fields: list[Field]
) -> None:
    met = card("r1", "Ostrel Wire", NURSE, type=EventType.CONSULT, head="talk")
    not_met = card(
        report, "Ostrel Wire", REBELS, type=EventType.CONSULT, head="talk", words=words,
        status=Status.NEGATED,
    )  # fmt: skip
    assert _fields(met, not_met) == fields
