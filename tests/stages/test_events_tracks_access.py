"""What gets in and out: curfews, visits, evacuations, gates, strikes, on invented places."""

from dataclasses import replace
from datetime import date
from typing import Final

from helpers.ledger_cards import claim, who
from khabar.events.tracks.access import track_access
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessEntry, AccessState, Good
from khabar.record.time import TimeBasis

CABINET: Final = who("Ostrovan government", EntityKind.GOVERNMENT)
POLICE: Final = who("Ostrovan police", EntityKind.POLICE)
RED_CROSS: Final = who("Red Cross", EntityKind.ORGANISATION)
CONVOY: Final = who("Red Cross convoy", EntityKind.ORGANISATION)
LAWYERS: Final = who("lawyers", EntityKind.CIVILIANS)
SICK: Final = who("evacuees on six buses", EntityKind.CIVILIANS)
ONGOING: Final = Status.ONGOING


def day(number: int) -> date:
    return date(2031, 5, number)


def tell(*cards: ClaimCard) -> list[AccessEntry]:
    return list(track_access(cards, notes=()))


def test_a_curfew_restricts_ways_out_until_it_is_lifted_and_ends_no_siege() -> None:
    found = tell(
        claim("r1", day(2), EventType.COERCE, "blockade", mode="restrict", status=ONGOING,
              by=(CABINET,), at=("Merrow",), since=day(1), theme="trapped"),
        claim("r1", day(2), EventType.COERCE, "curfew", mode="curfew", status=ONGOING,
              by=(CABINET,), at=("Merrow", "Sund"), since=day(2)),
        claim("r2", day(8), EventType.CONCEDE, "lift", by=(CABINET,), at=("Merrow",),
              theme="the curfew", on=day(7)),
    )  # fmt: skip
    told = {(e.place, e.what, e.state): (e.first, e.last) for e in found}
    assert told["Merrow", Good.ENTRY, AccessState.CLOSED] == (day(1), None)
    assert told["Merrow", Good.EXIT, AccessState.RESTRICTED] == (day(2), day(7))
    assert told["Sund", Good.EXIT, AccessState.RESTRICTED] == (day(2), None)


def test_a_curfew_that_is_shortened_goes_on_in_a_row_of_its_own() -> None:
    found = tell(
        claim("r1", day(2), EventType.COERCE, "curfew", mode="curfew", by=(CABINET,),
              at=("Merrow",), since=day(2)),
        claim("r2", day(8), EventType.CONCEDE, "shorten", by=(CABINET,), at=("Merrow",),
              theme="the curfew by one hour", on=day(8)),
    )  # fmt: skip
    assert [(e.state, e.first, e.last) for e in found] == [
        (AccessState.RESTRICTED, day(2), day(8)),
        (AccessState.RESTRICTED, day(8), None),
    ]


def test_the_curfew_told_of_a_quarter_is_the_one_that_was_imposed() -> None:
    (entry,) = tell(
        claim("r1", day(2), EventType.COERCE, "curfew", mode="curfew", by=(CABINET,),
              at=("Merrow",), since=day(2)),
        claim("r2", day(5), EventType.COERCE, "curfew", mode="curfew", status=ONGOING,
              at=("Weir Quarter",), on=day(4)),
    )  # fmt: skip
    assert (entry.place, entry.first) == ("Merrow", day(2))


def test_a_decree_is_in_force_on_its_day_and_not_before() -> None:
    def decreed(on: date) -> ClaimCard:
        return claim("r1", day(2), EventType.COERCE, "curfew", mode="curfew",
                     status=Status.FUTURE, by=(CABINET,), at=("Merrow",), on=on)  # fmt: skip

    assert [e.first for e in tell(decreed(day(2)))] == [day(2)]
    assert tell(decreed(day(6))) == []


def test_lawyers_kept_out_of_a_prison_do_not_close_it() -> None:
    (entry,) = tell(
        claim("r1", day(2), EventType.REJECT, "refuse", mode="yield", by=(POLICE,),
              to=(LAWYERS,), at=("Holm prison",), theme="all visits", on=day(2)),
    )  # fmt: skip
    assert (entry.what, entry.state, entry.last) == (Good.ENTRY, AccessState.RESTRICTED, None)


def test_aid_turned_away_at_one_prison_is_still_kept_out_of_the_other() -> None:
    found = tell(
        claim("r1", day(2), EventType.REJECT, "turn", mode="yield", to=(RED_CROSS,),
              at=("Holm prison",), on=day(2)),
        claim("r1", day(2), EventType.RETREAT, "enter", mode="access", status=Status.NEGATED,
              to=(RED_CROSS,), at=("Ness barracks",), on=day(2)),
        claim("r2", day(6), EventType.RETREAT, "admit", mode="access", to=(RED_CROSS,),
              at=("Holm prison",), on=day(5)),
        claim("r2", day(6), EventType.COERCE, "close", mode="restrict", status=ONGOING,
              to=(RED_CROSS,), at=("Ness barracks",)),
    )  # fmt: skip
    told = {(e.place, e.state): e.last for e in found}
    assert told["Holm prison", AccessState.CLOSED] == day(5)
    assert told["Ness barracks", AccessState.CLOSED] is None


def test_aid_stopped_at_a_bridge_is_told_there_until_it_reaches_its_place() -> None:
    found = tell(
        claim("r1", day(3), EventType.REJECT, "turn", mode="assist", by=(POLICE,), to=(CONVOY,),
              at=("Alder bridge",), on=day(3)),
        claim("r2", day(7), EventType.RETREAT, "reach", mode="access", to=(CONVOY,),
              at=("Merrow",), on=day(6)),
    )  # fmt: skip
    assert [(e.place, e.state, e.first, e.last) for e in found] == [
        ("Alder bridge", AccessState.CLOSED, day(3), day(6)),
        ("Merrow", AccessState.OPEN, day(6), None),
    ]


def test_observers_of_a_body_that_brings_aid_bring_none() -> None:
    observers = who("United Nations observers", EntityKind.ORGANISATION)
    (entry,) = tell(
        claim("r1", day(3), EventType.REJECT, "stop", mode="assist", by=(POLICE,),
              to=(observers,), at=("Alder bridge",), on=day(3)),
    )  # fmt: skip
    assert (entry.what, entry.state) == (Good.ENTRY, AccessState.RESTRICTED)


def test_electricity_from_a_dam_is_no_water() -> None:
    (entry,) = tell(
        claim("r1", day(3), EventType.COERCE, "cut", mode="withhold", status=ONGOING,
              at=("Merrow",), theme="electricity from the Alder dam", since=day(1)),
    )  # fmt: skip
    assert entry.what is Good.POWER


def test_a_closed_road_closes_the_place_it_leads_to() -> None:
    found = tell(
        claim("r1", day(3), EventType.COERCE, "besiege", mode="restrict", status=ONGOING,
              by=(CABINET,), at=("Merrow",), on=day(1), theme="the town"),
        claim("r2", day(4), EventType.COERCE, "close", mode="restrict", status=ONGOING,
              to=(who("Merrow", EntityKind.PLACE),), at=("Sund",), theme="the road from Sund",
              since=day(1)),
    )  # fmt: skip
    assert {e.place for e in found} == {"Merrow"}


def stopped_buses() -> tuple[ClaimCard, ...]:
    """Buses are turned round at a checkpoint; three days later others pass at the same gate."""
    return (
        claim("r1", day(3), EventType.COERCE, "halt", mode="restrict", by=(POLICE,), to=(SICK,),
              at=("Alder checkpoint",), on=day(3)),
        claim("r2", day(4), EventType.REJECT, "return", mode="assist", by=(POLICE,), to=(SICK,),
              at=("Merrow",), on=day(3), outlet="Isle Gazette"),
        claim("r3", day(7), EventType.AID, "bring", to=(who("evacuees on two buses",
              EntityKind.CIVILIANS),), at=("Merrow", "Alder crossing"), on=day(6)),
    )  # fmt: skip


def test_buses_stopped_at_a_gate_are_one_row_until_others_pass_there() -> None:
    found = tell(*stopped_buses())
    told = [(e.what, e.state, e.first, e.last) for e in found]
    assert told == [
        (Good.EXIT, AccessState.CLOSED, day(3), day(6)),
        (Good.EXIT, AccessState.OPEN, day(6), day(6)),
    ]
    assert len({e.place_key for e in found}) == 1
    assert found[0].place.startswith("Alder")


def test_an_evacuation_that_did_not_take_place_keeps_people_in() -> None:
    (entry,) = tell(
        claim("r1", day(4), EventType.AID, "evacuation", status=Status.NEGATED, to=(SICK,),
              at=("Merrow",), on=day(3)),
    )  # fmt: skip
    assert (entry.what, entry.state, entry.last) == (Good.EXIT, AccessState.CLOSED, None)


def test_no_help_for_months_is_a_closed_way_for_aid() -> None:
    (entry,) = tell(
        claim("r1", day(9), EventType.AID, "receive", status=Status.NEGATED, at=("Merrow",),
              theme="assistance", since=day(1)),
    )  # fmt: skip
    assert (entry.what, entry.state, entry.first) == (Good.AID, AccessState.CLOSED, day(1))


def test_a_denial_that_telephones_are_cut_is_no_reopening() -> None:
    cut = claim("r1", day(2), EventType.COERCE, "cut", mode="withhold", by=(CABINET,),
                at=("Merrow",), theme="the internet", on=day(1))  # fmt: skip
    denied = claim("r2", day(3), EventType.COERCE, "shutdown", mode="withhold",
                   status=Status.NEGATED, at=("Merrow",), theme="the internet")  # fmt: skip
    back = claim("r3", day(6), EventType.CONCEDE, "come", at=("Merrow",), theme="the network",
                 on=day(5))  # fmt: skip
    assert [(e.state, e.first, e.last) for e in tell(cut, denied, back)] == [
        (AccessState.CLOSED, day(1), day(5)),
        (AccessState.OPEN, day(5), None),
    ]
    (only,) = tell(denied)
    assert only.state is AccessState.OPEN


def test_a_strike_shuts_a_port_and_not_the_city() -> None:
    def strike(at: str) -> ClaimCard:
        return claim("r1", day(2), EventType.PROTEST, "strike", mode="strike", at=(at,), on=day(2))

    assert [e.state for e in tell(strike("Merrow harbour"))] == [AccessState.CLOSED]
    assert tell(strike("Merrow")) == []


def test_who_says_in_may_agrees_with_who_gives_the_day() -> None:
    def closed(report: str, outlet: str, first: date) -> ClaimCard:
        return claim(report, day(29), EventType.COERCE, "encircle", mode="restrict",
                     status=ONGOING, at=("Merrow",), outlet=outlet, since=first)  # fmt: skip

    coarse = replace(closed("r1", "Isle Gazette", day(1)), last=day(31))
    exact = closed("r2", "Harbour Wire", day(19))
    assert [e.first for e in tell(coarse, exact)] == [day(19)]
    assert [e.first for e in tell(coarse)] == [day(1)]


def test_no_water_is_a_lack_and_no_denial_of_a_cut() -> None:
    (entry,) = tell(
        claim("r1", day(2), EventType.COERCE, "water", mode="withhold", status=Status.NEGATED,
              at=("Merrow",), theme="running water", on=day(2)),
    )  # fmt: skip
    assert (entry.what, entry.state) == (Good.WATER, AccessState.CLOSED)


def test_a_checkpoint_in_a_place_s_name_is_no_barrier_of_its_own() -> None:
    named = claim("r1", day(2), EventType.COERCE, "checkpoint", mode="restrict", status=ONGOING,
                  at=("Alder checkpoint",))  # fmt: skip
    assert tell(named) == []
    (entry,) = tell(
        claim("r1", day(2), EventType.COERCE, "checkpoint", mode="restrict", status=ONGOING,
              at=("Merrow",)),
    )  # fmt: skip
    assert entry.state is AccessState.RESTRICTED


def test_a_convoy_that_reaches_a_town_opens_it_to_aid_whatever_it_was_read_as() -> None:
    found = tell(
        claim("r1", day(3), EventType.REJECT, "turn", mode="assist", to=(CONVOY,),
              at=("Alder bridge",), on=day(3)),
        claim("r2", day(7), EventType.AID, "reach", by=(CONVOY,), at=("Merrow",), on=day(6)),
    )  # fmt: skip
    assert [(e.place, e.state, e.last) for e in found] == [
        ("Alder bridge", AccessState.CLOSED, day(6)),
        ("Merrow", AccessState.OPEN, None),
    ]


def test_people_kept_in_again_after_some_were_let_out_are_told_anew() -> None:
    again = claim("r4", day(9), EventType.AID, "evacuation", status=Status.NEGATED, to=(SICK,),
                  at=("Alder crossing",), on=day(8))  # fmt: skip
    found = tell(*stopped_buses(), again)
    assert [(e.state, e.first, e.last) for e in found] == [
        (AccessState.CLOSED, day(3), day(6)),
        (AccessState.OPEN, day(6), day(6)),
        (AccessState.CLOSED, day(8), None),
    ]


def test_a_convoy_that_turned_back_is_aid_stopped() -> None:
    (entry,) = tell(
        claim("r1", day(3), EventType.RETREAT, "turn", mode="withdraw", to=(CONVOY,),
              at=("Alder bridge",), on=day(3)),
    )  # fmt: skip
    assert (entry.what, entry.state, entry.first) == (Good.AID, AccessState.CLOSED, day(3))


def test_people_refused_on_no_certain_day_are_not_let_in_on_the_next() -> None:
    men = who("young men", EntityKind.CIVILIANS)
    refused = claim("r1", day(8), EventType.REJECT, "refuse", mode="assist", to=(men,),
                    at=("Merrow",), on=day(5))  # fmt: skip
    assert [e.last for e in tell(refused)] == [day(5)]
    assert [e.last for e in tell(replace(refused, last=day(8)))] == [None]


def test_ambulances_kept_waiting_for_hours_were_so_on_that_day() -> None:
    waits = claim("r1", day(6), EventType.COERCE, "wait", mode="restrict", by=(POLICE,),
                  to=(SICK,), at=("Alder checkpoint",), on=day(5))  # fmt: skip
    (entry,) = tell(replace(waits, basis=TimeBasis.RESOLVED))
    assert (entry.state, entry.first, entry.last) == (AccessState.RESTRICTED, day(5), day(5))


def test_a_strike_of_its_staff_shuts_a_hospital_to_the_sick() -> None:
    (entry,) = tell(
        claim("r1", day(6), EventType.PROTEST, "strike", mode="strike", status=ONGOING,
              at=("Merrow hospital",)),
    )  # fmt: skip
    assert (entry.what, entry.state) == (Good.MEDICAL, AccessState.CLOSED)


def test_one_person_brought_out_is_no_way_out() -> None:
    nurse = who("Ada Holm", EntityKind.PERSON)
    assert tell(claim("r1", day(6), EventType.AID, "bring", to=(nurse,), at=("Merrow",))) == []


def test_lorries_with_water_are_water() -> None:
    lorries = (who("water lorries", EntityKind.ORGANISATION),)
    found = tell(
        claim("r1", day(3), EventType.COERCE, "turn", mode="withhold", to=lorries, at=("Merrow",),
              theme="water", on=day(2)),
        claim("r2", day(6), EventType.RETREAT, "reach", mode="access", to=lorries, at=("Merrow",),
              on=day(5)),
    )  # fmt: skip
    assert [(e.what, e.state, e.last) for e in found] == [
        (Good.WATER, AccessState.CLOSED, day(5)),
        (Good.WATER, AccessState.OPEN, None),
    ]


def test_what_is_shut_is_the_airport_named_and_not_the_place_of_the_story() -> None:
    airport = who("Sund airport", EntityKind.FACILITY)
    found = tell(
        claim("r1", day(3), EventType.COERCE, "close", mode="restrict", to=(airport,),
              at=("Merrow",)),
        claim("r2", day(3), EventType.COERCE, "close", mode="restrict", at=("Sund airport",)),
    )  # fmt: skip
    assert {e.place for e in found} == {"Sund airport"}
