"""Who holds what: whose "we" is, which place and which day are told, on invented places."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from helpers.ledger_cards import claim, place, who
from khabar.events.tracks.control import track_control
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import ControlEntry, ControlState
from khabar.record.time import TimeBasis

ARMY: Final = who("Tavrian army", EntityKind.MILITARY)
UNION: Final = who("Steppe Union", EntityKind.ARMED_GROUP)
ONGOING: Final = Status.ONGOING
CONTROL: Final = EventType.CONTROL
ASSAULT: Final = EventType.ASSAULT
RETREAT: Final = EventType.RETREAT


def day(number: int) -> date:
    return date(2031, 5, number)


def tell(*cards: ClaimCard) -> list[ControlEntry]:
    return list(track_control(cards, notes=()))


def held(report: str, *, number: int, at: str, by: str = "Union") -> ClaimCard:
    side = UNION if by == "Union" else ARMY
    return claim(report, day(number), CONTROL, "hold", status=ONGOING, by=(side,), at=(at,))


def test_what_a_spokesman_calls_ours_is_his_side_s_whoever_was_read_as_holder() -> None:
    ours = claim("s2", day(4), CONTROL, "hand", status=ONGOING, by=(UNION,), at=("Orlov dam",),
                 says="Major Vance", of="Tavrian army")  # fmt: skip
    ours = replace(ours, phrase=("in", "our", "hands"))
    fought = claim("s1", day(3), ASSAULT, "fire", by=(ARMY,), to=(UNION,), at=("Sund",))
    (entry,) = tell(fought, ours)
    assert (entry.holder, entry.state) == ("Tavrian army", ControlState.CLAIMED)


@pytest.mark.parametrize("head", ["thrown", "beat", "repulse"])
def test_an_attack_that_is_thrown_back_is_no_loss(head: str) -> None:
    back = claim("s2", day(4), RETREAT, head, mode="withdraw", by=(ARMY,), at=("Orlov",))
    (entry,) = tell(held("s1", number=3, at="Orlov"), held("s2", number=5, at="Orlov"), back)
    assert (entry.holder, entry.last) == ("Steppe Union", None)


def test_who_flees_towards_a_place_does_not_leave_it() -> None:
    fled = claim("s2", day(4), RETREAT, "flee", mode="withdraw", by=(UNION,), at=("Orlov",))
    fled = replace(fled, words=("gang", "fled", "towards", "orlov"))
    (entry,) = tell(held("s1", number=3, at="Orlov"), fled)
    assert entry.last is None


def test_a_taking_is_not_dated_by_the_story_around_it() -> None:
    taken = claim("s1", day(9), ASSAULT, "capture", by=(UNION,), at=("Orlov bridge",), on=day(9))
    (entry,) = tell(replace(taken, basis=TimeBasis.CONTEXT))
    assert (entry.state, entry.first) == (ControlState.TAKEN, None)


def test_what_was_seen_held_on_the_report_s_own_day_is_not_over() -> None:
    seen = claim("s1", day(9), CONTROL, "control", by=(UNION,), at=("Orlov tower",), on=day(9))
    (entry,) = tell(seen)
    assert (entry.first, entry.last) == (None, None)


def test_a_capture_of_an_earlier_war_tells_nothing_of_today() -> None:
    old = claim("s1", day(9), ASSAULT, "recapture", status=Status.HISTORICAL, by=(ARMY,),
                at=("Orlov",), on=date(2009, 4, 1))  # fmt: skip
    assert tell(old) == []


def test_a_conceded_loss_is_the_loss_of_who_concedes_it() -> None:
    left = claim("s2", day(5), RETREAT, "leave", mode="withdraw", by=(ARMY,), at=("Orlov",),
                 on=day(5), says="Ilya Vance", of="Steppe Union")  # fmt: skip
    left = replace(left, words=("vance", "acknowledged", "men", "left", "orlov"))
    found = tell(held("s1", number=3, at="Orlov"), left, held("s3", number=6, at="Sund", by="army"))
    assert {(e.place, e.holder, e.last) for e in found} == {
        ("Orlov", "Steppe Union", day(5)),
        ("Sund", "Tavrian army", None),
    }


def test_two_holders_of_two_places_in_one_claim_say_not_whose_is_which() -> None:
    both = claim("s1", day(9), CONTROL, "hold", status=ONGOING, by=(ARMY, UNION),
                 at=("Orlov", "Sund"))  # fmt: skip
    assert tell(both) == []


def test_words_of_control_that_touch_are_one_claim() -> None:
    first, second = (
        claim("s1", day(9), CONTROL, head, status=ONGOING, by=(UNION,), at=("Orlov dam",),
              says="Major Vance", of="Tavrian army")
        for head in ("firmly", "hand")
    )  # fmt: skip
    fought = claim("s2", day(3), ASSAULT, "fire", by=(ARMY,), to=(UNION,), at=("Sund",))
    (entry,) = tell(fought, first, replace(second, phrase=("in", "our", "hands")))
    assert entry.holder == "Tavrian army"


def test_soldiers_who_seize_a_place_of_their_own_state_in_a_mutiny_are_mutineers() -> None:
    men = who("men", EntityKind.MILITARY)
    rising = who("mutineers", EntityKind.ARMED_GROUP)
    fired = claim("s1", day(2), ASSAULT, "fire", by=(rising,), to=(ARMY,), at=("Sund",))
    seized = claim("s1", day(2), ASSAULT, "seize", by=(men,), at=("Orlov barracks",))
    retaken = claim("s2", day(4), ASSAULT, "recapture", by=(men,), at=("Sund fort",))
    army = [claim("s3", day(5), ASSAULT, "fire", by=(ARMY,)) for _ in range(3)]
    found = {entry.place: entry.holder for entry in tell(fired, seized, retaken, *army)}
    assert found == {"Orlov barracks": "mutineers", "Sund fort": "Tavrian army"}


def test_a_force_with_a_name_of_its_own_is_shown_by_it_beside_its_state() -> None:
    garrison = who("Northern Garrison", EntityKind.MILITARY)
    fired = claim("s1", day(2), ASSAULT, "fire", by=(ARMY,), to=(UNION,), at=("Sund",))
    (entry,) = tell(fired, claim("s1", day(2), CONTROL, "hold", status=ONGOING, by=(garrison,),
                                 at=("Orlov",)))  # fmt: skip
    assert entry.holder == "Northern Garrison (Tavrian army)"


def test_we_of_a_band_without_a_name_are_who_says_so() -> None:
    ours = who("We", EntityKind.MILITARY)
    (entry,) = tell(claim("s1", day(2), CONTROL, "hold", status=ONGOING, by=(ours,), at=("Orlov",),
                          outlet="Hill Channel"))  # fmt: skip
    assert entry.holder == "Hill Channel"


def test_a_name_from_another_sentence_does_not_stand_for_the_town() -> None:
    town = held("s1", number=3, at="town")
    town = replace(town, sites=(place("Sund"),), words=("hold", "whole", "town"))
    orlov = claim("s1", day(3), ASSAULT, "fire", by=(ARMY,), at=("town of Orlov",))
    assert [entry.place for entry in tell(town, orlov)] == ["Orlov"]


@pytest.mark.parametrize("name", ["at least part of Orlov", "most of Orlov", "half of Orlov"])
def test_a_share_of_a_town_is_shown_by_the_town(name: str) -> None:
    orlov = claim("s1", day(3), ASSAULT, "fire", by=(ARMY,), at=("Orlov",))
    assert [entry.place for entry in tell(held("s1", number=3, at=name), orlov)] == ["Orlov"]


def test_the_barracks_are_those_that_have_a_name() -> None:
    named = claim("s1", day(3), ASSAULT, "fire", by=(ARMY,), at=("Orlov Barracks",))
    found = tell(held("s2", number=4, at="the barracks"), named)
    assert [entry.place for entry in found] == ["Orlov Barracks"]


def test_no_place_is_told_by_positions() -> None:
    assert tell(held("s1", number=3, at="the positions")) == []
