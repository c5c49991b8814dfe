"""Merged fields: every value with its support, counted in voices."""

import random
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from helpers.claim_cards import card, note, party, speaker
from khabar.events.fields import merge_fields
from khabar.events.voices import notes_about
from khabar.record.codes import EntityKind, Status
from khabar.record.event import Field
from khabar.record.report import ReportId

ARMY = party("Ostreli army")
FRONT = party("Tarvand Front", kind=EntityKind.ARMED_GROUP)
MINISTRY = speaker("Ostreli Defence Ministry")


def test_support_is_counted_in_voices_not_in_mentions() -> None:
    cards = [
        card("r1", "Ostrel Wire", MINISTRY, actors=(FRONT,)),
        card("r2", "Plains Radio", MINISTRY, actors=(FRONT,)),
        card("r3", "Ostrel Post", MINISTRY, actors=(FRONT,)),
        card("r4", "Ostrel Post", speaker("Mira Solen"), actors=(ARMY,)),
        card("r5", "Ostrel Post", speaker("Ilan Verk"), actors=(ARMY,)),
    ]
    merged = merge_fields(cards, notes=[])
    assert [actor.name for actor in merged.actors] == ["Ostreli army", "Tarvand Front"]
    actors = dict(merged.variants)[Field.ACTOR]
    assert [(v.value, len(v.according_to), len(v.cites)) for v in actors] == [
        ("Ostreli army", 2, 2),
        ("Tarvand Front", 1, 3),
    ]


def test_a_guess_stands_in_no_event_that_has_a_likely_doer() -> None:
    guess = replace(FRONT, p=0.3)
    told = card("r1", "Ostrel Wire", MINISTRY, actors=(ARMY,))
    guessed = [card(f"r{n}", "Ostrel Post", speaker(f"S{n}"), actors=(guess,)) for n in (2, 3)]
    merged = merge_fields([told, *guessed], notes=[])
    assert [actor.name for actor in merged.actors] == ["Ostreli army"]
    assert [v.value for v in dict(merged.variants)[Field.ACTOR]] == ["Ostreli army"]
    alone = merge_fields(guessed, notes=[])
    assert [(actor.name, actor.p) for actor in alone.actors] == [("Tarvand Front", 0.3)]


def test_of_equal_support_what_happened_is_shown_before_its_denial() -> None:
    cards = [
        card("r1", "Ostrel Wire", MINISTRY, status=Status.NEGATED),
        card("r2", "Front Radio", speaker("Tarvand Front")),
    ]
    assert merge_fields(cards, notes=[]).status is Status.ACTUAL


def test_what_goes_on_has_no_last_day() -> None:
    cards = [
        card("r1", "Ostrel Wire", day=date(2019, 3, 4)),
        card("r2", "Front Radio", day=date(2019, 3, 6), status=Status.ONGOING),
    ]
    merged = merge_fields(cards, notes=[])
    assert (merged.first, merged.last) == (date(2019, 3, 4), None)


@given(st.randoms(use_true_random=False))
def test_merging_ignores_order_and_repetition(shuffled: random.Random) -> None:
    cards = [
        card("r1", "Ostrel Wire", MINISTRY, actors=(FRONT,), day=date(2019, 3, 4)),
        card("r2", "Front Radio", speaker("Tarvand Front"), actors=(ARMY,)),
        card("r3", "Ostrel Post", recipients=(FRONT,), status=Status.NEGATED),
    ]
    mixed = [*cards, cards[2]]
    shuffled.shuffle(mixed)
    assert merge_fields(mixed, notes=[]) == merge_fields(cards, notes=[])


def test_notes_about_a_reprint_lead_to_its_original() -> None:
    notes = [note("r1", "Wire"), note("r2", "Daily", copy_of="r1"), note("r3", "Post")]
    about = notes_about([ReportId("r2")], notes={each.report: each for each in notes})
    assert [each.report for each in about] == ["r1", "r2"]
