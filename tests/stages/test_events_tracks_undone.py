"""Sieges and cuts that end, are denied, or are only lacks, told in the words of reports."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from helpers.ledger_cards import claim, who
from khabar.events.tracks.access import track_access
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessEntry, AccessState, Good
from khabar.record.time import TimeBasis

COUNCIL: Final = who("Ostrovan council", EntityKind.GOVERNMENT)
ARMY: Final = who("Ostrovan army", EntityKind.MILITARY)


def day(number: int) -> date:
    return date(2031, 5, number)


def tell(*cards: ClaimCard) -> list[AccessEntry]:
    return list(track_access(cards, notes=()))


def told(*cards: ClaimCard) -> list[tuple[AccessState, date | None, date | None]]:
    return [(e.state, e.first, e.last) for e in tell(*cards)]


def test_a_siege_lifted_on_a_day_did_not_begin_on_it() -> None:
    lift = claim("r1", day(8), EventType.CONCEDE, "lift", by=(ARMY,), at=("Merrow",),
                 theme="its siege of Merrow", on=day(7))  # fmt: skip
    siege = claim("r1", day(8), EventType.COERCE, "siege", mode="restrict", by=(ARMY,),
                  at=("Merrow",), on=day(7))  # fmt: skip
    assert told(lift, replace(siege, sentence=lift.sentence)) == [
        (AccessState.CLOSED, None, day(7)),
        (AccessState.OPEN, day(7), None),
    ]


@pytest.mark.parametrize(
    ("head", "theme", "says", "state"),
    [
        pytest.param("reach", "no food", "", AccessState.CLOSED, id="no-food-reached"),
        pytest.param("none", "", "", AccessState.CLOSED, id="still-none"),
        pytest.param("cut", "water", "", AccessState.OPEN, id="not-cut"),
        pytest.param("water", "water", "Ostrovan army", AccessState.OPEN, id="says-it-did-not"),
        pytest.param("water", "water", "Sister Aune", AccessState.CLOSED, id="no-water"),
    ],
)
def test_a_lack_is_shut_and_only_a_denial_is_open(
    head: str, theme: str, says: str, state: AccessState
) -> None:
    card = claim("r1", day(8), EventType.COERCE, head, mode="withhold", by=(ARMY,), theme=theme,
                 status=Status.NEGATED, at=("Merrow",), says=says)  # fmt: skip
    card = replace(card, words=(*card.words, "water"), status=Status.NEGATED)
    assert {e.state for e in tell(card)} <= {state}
    assert bool(tell(card)) is bool(theme)


def test_it_that_is_lifted_is_what_the_sentence_told_of() -> None:
    curfew = claim("r1", day(9), EventType.COERCE, "curfew", mode="curfew", by=(COUNCIL,),
                   at=("Merrow",), on=day(2))  # fmt: skip
    lift = claim("r1", day(9), EventType.CONCEDE, "lift", by=(COUNCIL,), theme="it", on=day(7))
    assert told(curfew, replace(lift, sentence=curfew.sentence)) == [
        (AccessState.RESTRICTED, day(2), day(7)),
        (AccessState.OPEN, day(7), None),
    ]
    assert told(curfew, lift) == [(AccessState.RESTRICTED, day(2), None)]


def test_a_port_that_a_crowd_blocks_reopens() -> None:
    port = who("port of Merrow", EntityKind.FACILITY)
    block = claim("r1", day(9), EventType.PROTEST, "block", mode="obstruct", at=("Merrow",),
                  to=(port,), on=day(2))  # fmt: skip
    back = claim("r1", day(9), EventType.RETREAT, "reopen", mode="access", on=day(4))
    assert told(block, replace(back, sentence=block.sentence)) == [
        (AccessState.CLOSED, day(2), day(4)),
        (AccessState.OPEN, day(4), None),
    ]


def test_a_restored_network_is_open_whatever_it_was_read_as() -> None:
    (entry,) = tell(claim("r1", day(9), EventType.COERCE, "restore", mode="seize", by=(COUNCIL,),
                          at=("Merrow",), theme="mobile internet", on=day(7)))  # fmt: skip
    assert (entry.what, entry.state, entry.first) == (Good.TELECOM, AccessState.OPEN, day(7))


def test_a_removed_checkpoint_opens_the_way_and_a_roadblock_narrows_it() -> None:
    removed = claim("r1", day(9), EventType.CONCEDE, "remove", at=("Alder bridge",),
                    theme="the checkpoint", on=day(7))  # fmt: skip
    assert told(removed) == [(AccessState.OPEN, day(7), None)]
    built = claim("r1", day(9), EventType.COERCE, "set", mode="restrict", by=(ARMY,),
                  at=("Merrow",), theme="roadblocks", on=day(4))  # fmt: skip
    named = claim("r1", day(9), EventType.COERCE, "roadblock", mode="restrict", by=(ARMY,),
                  at=("Merrow",), on=day(4))  # fmt: skip
    assert told(built, named) == [(AccessState.RESTRICTED, day(4), None)]


def test_refugees_turned_back_and_sick_people_let_out_are_passages() -> None:
    refugees = who("refugees", EntityKind.CIVILIANS)
    back = claim("r1", day(9), EventType.RETREAT, "turn", mode="release", by=(ARMY,),
                 to=(refugees,), at=("Alder crossing",), on=day(7))  # fmt: skip
    (entry,) = tell(replace(back, phrase=("turned", "back")))
    assert (entry.what, entry.state, entry.last) == (Good.ENTRY, AccessState.CLOSED, day(7))
    sick = who("sick people", EntityKind.CIVILIANS)
    out = claim("r1", day(9), EventType.RETREAT, "let", mode="release", by=(ARMY,), to=(sick,),
                at=("Merrow",), on=day(7))  # fmt: skip
    (entry,) = tell(replace(out, words=("let", "sick", "people", "leave", "merrow")))
    assert (entry.what, entry.state, entry.last) == (Good.EXIT, AccessState.OPEN, day(7))


def test_lawyers_not_let_in_are_kept_out() -> None:
    lawyers = who("lawyers", EntityKind.CIVILIANS)
    (entry,) = tell(claim("r1", day(9), EventType.REJECT, "allow", status=Status.NEGATED,
                          to=(lawyers,), at=("Holm prison",), since=day(3)))  # fmt: skip
    assert (entry.what, entry.state) == (Good.ENTRY, AccessState.RESTRICTED)


def test_lorries_of_soldiers_that_are_taken_are_no_aid() -> None:
    def taken(theme: str) -> list[AccessEntry]:
        return tell(claim("r1", day(9), EventType.COERCE, "seize", mode="seize", by=(ARMY,),
                          at=("Merrow",), theme=theme, on=day(7)))  # fmt: skip

    assert taken("three lorries") == []
    assert [e.what for e in taken("nine lorries of food aid")] == [Good.AID]


def evacuated(*at: str) -> ClaimCard:
    return claim("r1", day(9), EventType.AID, "evacuate", to=(who("nine children",
                 EntityKind.CIVILIANS),), at=at, on=day(7))  # fmt: skip


def test_people_brought_out_left_the_place_under_fire_and_not_where_they_went() -> None:
    fire = claim("r1", day(9), EventType.ASSAULT, "shell", at=("Merrow",), on=day(6))
    assert [e.place for e in tell(fire, evacuated("Sund", "Merrow"))] == ["Merrow"]
    assert tell(fire, evacuated("Sund")) == []
    assert [e.place for e in tell(evacuated("Sund"))] == ["Sund"]


def test_a_day_borrowed_from_years_ago_is_none() -> None:
    old = replace(
        claim("r1", day(9), EventType.COERCE, "besiege", mode="restrict", at=("Merrow",),
              status=Status.ONGOING, on=date(2029, 1, 1)),
        basis=TimeBasis.CONTEXT,
    )  # fmt: skip
    assert told(old) == [(AccessState.CLOSED, None, None)]


def test_an_eased_siege_goes_on_as_a_restriction() -> None:
    siege = claim("r1", day(6), EventType.COERCE, "siege", mode="restrict", by=(ARMY,),
                  at=("Merrow",), status=Status.ONGOING, since=day(1))  # fmt: skip
    eased = claim("r2", day(9), EventType.CONCEDE, "ease", by=(ARMY,), at=("Merrow",),
                  theme="the siege of Merrow", on=day(7))  # fmt: skip
    assert told(siege, eased) == [
        (AccessState.CLOSED, day(1), day(7)),
        (AccessState.RESTRICTED, day(7), None),
    ]


def test_networks_down_in_two_towns_are_down_in_both() -> None:
    down = claim("r1", day(9), EventType.COERCE, "down", mode="withhold", status=Status.ONGOING,
                 at=("Merrow", "Sund"), theme="mobile networks")  # fmt: skip
    found = tell(down)
    assert [(e.place, e.what) for e in found] == [("Merrow", Good.TELECOM), ("Sund", Good.TELECOM)]


def test_entry_refused_to_a_jail_named_only_in_the_refusal_is_told_there() -> None:
    delegates = who("Red Cross", EntityKind.ORGANISATION)
    seen = claim("r1", day(4), EventType.RETREAT, "admit", mode="access", to=(delegates,),
                 at=("Holm jail",), on=day(3))  # fmt: skip
    refused = claim("r2", day(9), EventType.REJECT, "refuse", mode="yield", to=(delegates,),
                    theme="entry to Holm jail", on=day(7))  # fmt: skip
    assert [(e.place, e.state) for e in tell(seen, refused)] == [
        ("Holm jail", AccessState.OPEN),
        ("Holm jail", AccessState.CLOSED),
    ]


def test_a_barge_let_go_moves_on_and_one_searched_is_not_stopped() -> None:
    barge = who("barge Marigold", EntityKind.ORGANISATION, called="an aid barge")
    freed = claim("r1", day(9), EventType.RETREAT, "go", mode="release", to=(barge,),
                  at=("Weir",), on=day(7))  # fmt: skip
    assert [(e.what, e.state) for e in tell(freed)] == [(Good.AID, AccessState.OPEN)]
    searched = claim("r1", day(9), EventType.COERCE, "search", mode="seize", to=(barge,),
                     at=("Weir",), on=day(7))  # fmt: skip
    assert tell(searched) == []


def test_an_ambulance_service_that_stops_its_runs_leaves_no_way_for_the_sick() -> None:
    stopped = claim("r1", day(9), EventType.COERCE, "suspend", mode="withhold", at=("Merrow",),
                    theme="its runs to the town", on=day(7))  # fmt: skip
    stopped = replace(stopped, words=("ambulance", "service", "suspended", "runs", "town"))
    assert [(e.what, e.state) for e in tell(stopped)] == [(Good.MEDICAL, AccessState.CLOSED)]


@pytest.mark.parametrize(
    ("kind", "mode", "head", "theme"),
    [
        (EventType.COERCE, "withhold", "allow", "food"),
        (EventType.REJECT, "yield", "pass", "a sack of flour"),
        (EventType.RETREAT, "withdraw", "enter", "sack of flour"),
    ],
)
def test_a_passage_that_is_denied_opens_nothing_whatever_it_was_read_as(
    kind: EventType, mode: str, head: str, theme: str
) -> None:
    denied = claim("r1", day(6), kind, head, mode=mode, status=Status.NEGATED, at=("Merrow",),
                   theme=theme, on=day(5))  # fmt: skip
    assert [e.state for e in tell(denied)] == [AccessState.CLOSED]


def test_a_cut_that_is_denied_is_still_a_denial() -> None:
    denied = claim("r1", day(6), EventType.COERCE, "cut", mode="withhold", status=Status.NEGATED,
                   at=("Merrow",), theme="the water", on=day(5))  # fmt: skip
    assert [e.state for e in tell(denied)] == [AccessState.OPEN]


def test_some_let_through_while_the_rest_still_wait_are_one_passage() -> None:
    lorries = (who("relief lorries", EntityKind.ORGANISATION),)
    held = claim("r1", day(4), EventType.COERCE, "halt", mode="restrict", status=Status.ONGOING,
                 to=lorries, at=("Alder crossing",), on=day(2))  # fmt: skip
    some = claim("r2", day(7), EventType.RETREAT, "let", mode="access", to=lorries,
                 at=("Alder crossing",), on=day(6))  # fmt: skip
    rest = claim("r2", day(7), EventType.COERCE, "wait", mode="restrict", status=Status.ONGOING,
                 to=lorries, at=("Alder crossing",))  # fmt: skip
    assert [(e.state, e.first, e.last) for e in tell(held, some, rest)] == [
        (AccessState.CLOSED, day(2), None),
        (AccessState.OPEN, day(6), day(6)),
    ]


def test_what_one_calls_blocked_and_another_restricted_is_one_row() -> None:
    shut = claim("r1", day(4), EventType.COERCE, "block", mode="restrict", status=Status.ONGOING,
                 at=("Merrow",), since=day(2))  # fmt: skip
    half = claim("r2", day(5), EventType.COERCE, "restrict", mode="restrict",
                 status=Status.ONGOING, at=("Merrow",), since=day(2))  # fmt: skip
    assert [(e.state, len(e.cites)) for e in tell(shut, half)] == [(AccessState.CLOSED, 2)]


def test_aid_that_came_back_or_is_kept_back_is_stopped_whatever_it_was_read_as() -> None:
    lorries = (who("relief lorries", EntityKind.ORGANISATION),)
    kept = claim("r1", day(6), EventType.RETREAT, "keep", mode="access", to=lorries,
                 at=("Merrow",), on=day(5))  # fmt: skip
    came = replace(claim("r2", day(6), EventType.RETREAT, "come", mode="access", to=lorries,
                         at=("Merrow",), on=day(5)), phrase=("came", "back"))  # fmt: skip
    assert [e.state for e in tell(kept, came)] == [AccessState.CLOSED]


def test_who_may_walk_to_a_dam_opens_no_water() -> None:
    walk = claim("r1", day(6), EventType.RETREAT, "allow", mode="access", at=("Alder dam",),
                 theme="to walk to the dam", on=day(5))  # fmt: skip
    assert [e.what for e in tell(walk)] == [Good.ENTRY]


def test_nobody_came_said_by_telephone_is_no_line_cut() -> None:
    call = claim("r1", day(6), EventType.ASSAULT, "come", status=Status.NEGATED, at=("Merrow",),
                 on=day(5))  # fmt: skip
    words = ("nobody", "came", "said", "telephone")
    assert tell(replace(call, words=words, phrase=("came",))) == []


def test_people_forbidden_to_leave_are_kept_in_until_somebody_says_otherwise() -> None:
    people = (who("residents", EntityKind.CIVILIANS),)
    kept = claim("r1", day(6), EventType.REJECT, "forbid", to=people, at=("Merrow",),
                 theme="to leave Merrow", on=day(5))  # fmt: skip
    assert [(e.what, e.state, e.last) for e in tell(kept)] == [
        (Good.EXIT, AccessState.CLOSED, None)
    ]


def test_a_ban_that_is_lifted_opens_the_place_that_only_its_words_name() -> None:
    ban = claim("r1", day(3), EventType.COERCE, "close", mode="restrict", at=("Sund",),
                since=day(1))  # fmt: skip
    lifted = claim("r2", day(6), EventType.CONCEDE, "lift", theme="the ban on travel to Sund",
                   on=day(5))  # fmt: skip
    assert told(ban, lifted) == [
        (AccessState.CLOSED, day(1), day(5)),
        (AccessState.OPEN, day(5), None),
    ]


def test_a_vessel_in_a_sentence_that_tells_of_its_load_brings_aid() -> None:
    let = claim("r1", day(6), EventType.RETREAT, "allow", mode="access", at=("Merrow",),
                to=(who("a second vessel", EntityKind.FACILITY),), on=day(5))  # fmt: skip
    loaded = replace(let, words=("second", "vessel", "flour", "allowed"))
    assert [e.what for e in tell(loaded)] == [Good.AID]


def test_who_had_to_return_to_a_town_does_not_open_it() -> None:
    people = (who("patients", EntityKind.CIVILIANS),)
    back = claim("r1", day(6), EventType.RETREAT, "return", mode="access", to=people,
                 at=("Merrow",), on=day(5))  # fmt: skip
    assert tell(back) == []


def test_a_road_blocked_so_that_no_fuel_comes_out_is_one_row() -> None:
    fuel = claim("r1", day(4), EventType.COERCE, "block", mode="restrict", status=Status.ONGOING,
                 at=("Tarn terminal",), theme="fuel", since=day(1))  # fmt: skip
    road = claim("r2", day(5), EventType.COERCE, "block", mode="restrict", status=Status.ONGOING,
                 at=("Tarn terminal",), since=day(1))  # fmt: skip
    again = claim("r3", day(9), EventType.RETREAT, "open", mode="access", at=("Tarn terminal",),
                  on=day(8))  # fmt: skip
    assert [(e.what, e.first, e.last) for e in tell(fuel, road, again)] == [
        (Good.ENTRY, day(1), day(8)),
        (Good.ENTRY, day(8), None),
    ]


def test_a_convoy_that_is_free_to_go_on_has_not_gone_on() -> None:
    convoy = (who("Red Cross convoy", EntityKind.ORGANISATION),)
    free = claim("r1", day(6), EventType.RETREAT, "free", mode="release", to=convoy,
                 at=("Merrow",), on=day(5))  # fmt: skip
    assert tell(replace(free, phrase=("free",))) == []
