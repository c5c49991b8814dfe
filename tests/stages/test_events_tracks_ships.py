"""What is told of ships with aid, of things undone, and of bans that shut no place."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from helpers.ledger_cards import claim, who
from khabar.events.tracks.access import track_access
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessEntry, AccessState, Good

NAVY: Final = who("Ostrovan navy", EntityKind.MILITARY)
SHIP: Final = who("Blue Heron", EntityKind.ORGANISATION, called="a vessel")
ISLE: Final = who("Merrow", EntityKind.PLACE)
RED_CROSS: Final = who("Red Cross", EntityKind.ORGANISATION)
ONGOING: Final = Status.ONGOING


def day(number: int) -> date:
    return date(2031, 5, number)


def tell(*cards: ClaimCard) -> list[AccessEntry]:
    return list(track_access(cards, notes=()))


def blockade() -> ClaimCard:
    return claim("r1", day(2), EventType.COERCE, "blockade", mode="restrict", status=ONGOING,
                 by=(NAVY,), to=(ISLE,), at=("Merrow",), since=day(1))  # fmt: skip


def stopped(*, theme: str = "sixty tonnes of flour", at: str = "Merrow") -> ClaimCard:
    return claim("r2", day(4), EventType.COERCE, "order", mode="restrict", by=(NAVY,), to=(SHIP,),
                 at=(at,), theme=theme, on=day(3))  # fmt: skip


def let_in(ship: str = "the Blue Heron") -> ClaimCard:
    return claim("r3", day(8), EventType.RETREAT, "let", mode="access", at=("Merrow",),
                 to=(who(ship, EntityKind.ORGANISATION),), on=day(7))  # fmt: skip


def test_a_ship_with_flour_that_is_let_in_ends_its_own_stop_and_no_blockade() -> None:
    told = {(e.what, e.state): (e.first, e.last) for e in tell(blockade(), stopped(), let_in())}
    assert told == {
        (Good.ENTRY, AccessState.CLOSED): (day(1), None),
        (Good.AID, AccessState.CLOSED): (day(3), day(7)),
        (Good.AID, AccessState.OPEN): (day(7), None),
    }


def test_what_one_ship_may_changes_nothing_for_another() -> None:
    other = replace(stopped(), recipients=(who("Grey Swan", EntityKind.ORGANISATION,
                                               called="a barge"),))  # fmt: skip
    found = tell(other, let_in(), stopped())
    assert sorted((e.state, e.last or day(31)) for e in found) == [
        (AccessState.CLOSED, day(7)),
        (AccessState.CLOSED, day(31)),
        (AccessState.OPEN, day(31)),
    ]


def test_a_ship_sent_back_to_a_port_does_not_shut_the_port() -> None:
    back = claim("r4", day(5), EventType.COERCE, "return", mode="restrict", by=(NAVY,),
                 to=(SHIP,), at=("Sund",), on=day(3))  # fmt: skip
    assert {e.place for e in tell(stopped(), back)} == {"Merrow"}


def test_a_town_with_a_checkpoint_is_where_a_barge_is_held() -> None:
    held = (stopped(at="Weir"), replace(stopped(at="Weir"), key=blockade().key))
    found = tell(*held, stopped(at="Weir checkpoint"), let_in())
    told = [(e.place, e.last) for e in found if e.state is AccessState.CLOSED]
    assert told == [("Weir", day(7))]


def test_lorries_parked_across_a_runway_are_no_aid() -> None:
    closed = claim("r1", day(2), EventType.COERCE, "close", mode="restrict", status=ONGOING,
                   at=("Merrow airfield",), since=day(1))  # fmt: skip
    (entry,) = tell(replace(closed, words=("merrow", "airfield", "lorries", "runway", "close")))
    assert entry.what is Good.ENTRY


@pytest.mark.parametrize(
    ("mode", "theme", "good"),
    [
        pytest.param("withhold", "Power", Good.POWER, id="power"),
        pytest.param("restrict", "", Good.ENTRY, id="road"),
    ],
)
def test_what_is_restored_or_reopened_is_open_whatever_it_was_read_as(
    mode: str, theme: str, good: Good
) -> None:
    def told(head: str, on: date, *, status: Status = Status.ACTUAL) -> ClaimCard:
        return claim("r1", day(9), EventType.COERCE, head, mode=mode, at=("Merrow",), on=on,
                     theme=theme, status=status)  # fmt: skip

    shut, back = told("cut", day(2)), told("reopen" if mode == "restrict" else "restore", day(5))
    assert [(e.what, e.state, e.first, e.last) for e in tell(shut, back)] == [
        (good, AccessState.CLOSED, day(2), day(5)),
        (good, AccessState.OPEN, day(5), None),
    ]
    not_yet = told("restore", day(5), status=Status.NEGATED)
    assert [(e.state, e.first, e.last) for e in tell(shut, not_yet)] == [
        (AccessState.CLOSED, day(2), None)
    ]


def test_a_reopened_way_for_power_is_no_road() -> None:
    (entry,) = tell(claim("r1", day(9), EventType.RETREAT, "restore", mode="access",
                          at=("Merrow",), theme="electricity", on=day(5)))  # fmt: skip
    assert (entry.what, entry.state) == (Good.POWER, AccessState.OPEN)


def test_a_lifting_that_somebody_denies_does_not_end_a_blockade() -> None:
    lifted = claim("r5", day(9), EventType.RETREAT, "lift", mode="access", to=(ISLE,),
                   at=("Merrow",), theme="its siege", says="Minister Dahl")  # fmt: skip
    denied = claim("r5", day(9), EventType.RETREAT, "lift", mode="access", to=(ISLE,),
                   status=Status.NEGATED, at=("Merrow",), says="Captain Roe")  # fmt: skip
    shut = next(e for e in tell(blockade(), lifted, denied) if e.state is AccessState.CLOSED)
    assert (shut.first, shut.last) == (day(1), None)
    shut = next(e for e in tell(blockade(), lifted) if e.state is AccessState.CLOSED)
    assert shut.last == day(9)


def test_a_curfew_lifted_in_the_same_sentence_was_not_imposed_on_that_day() -> None:
    lift = claim("r1", day(8), EventType.CONCEDE, "lift", by=(NAVY,), at=("Merrow",),
                 theme="the curfew", on=day(7))  # fmt: skip
    noun = claim("r1", day(8), EventType.COERCE, "curfew", mode="curfew", by=(NAVY,),
                 at=("Merrow",), on=day(7))  # fmt: skip
    noun = replace(noun, sentence=lift.sentence)
    assert [(e.state, e.first, e.last) for e in tell(lift, noun)] == [
        (AccessState.RESTRICTED, None, day(7)),
        (AccessState.OPEN, day(7), None),
    ]


def test_a_dissolved_parliament_and_talks_that_open_are_no_ways() -> None:
    parliament = who("parliament", EntityKind.GOVERNMENT)
    dissolved = claim("r1", day(2), EventType.COERCE, "dissolve", mode="restrict", by=(NAVY,),
                      to=(parliament,), on=day(2))  # fmt: skip
    opened = claim("r2", day(3), EventType.RETREAT, "open", mode="access", at=("Sund",),
                   on=day(3))  # fmt: skip
    talks = replace(opened, words=("second", "round", "talks", "open", "sund"))
    assert [e.what for e in tell(blockade(), dissolved, talks)] == [Good.ENTRY]


def test_fuel_kept_from_a_hospital_is_no_medicine() -> None:
    clinic = who("Merrow hospital", EntityKind.FACILITY)
    cut = claim("r1", day(2), EventType.COERCE, "cut", mode="withhold", to=(clinic,),
                at=("Merrow",), theme="power", on=day(2))  # fmt: skip
    assert [e.what for e in tell(cut)] == [Good.POWER]
    (entry,) = tell(replace(cut, theme="diesel"))  # the one good without a row of its own
    assert (entry.what, entry.state) == (Good.ENTRY, AccessState.RESTRICTED)


def test_who_may_not_see_prisoners_is_kept_from_visits_and_not_from_a_town() -> None:
    denied = claim("r1", day(2), EventType.RETREAT, "grant", mode="access", to=(RED_CROSS,),
                   status=Status.NEGATED, theme="access to nine people arrested")  # fmt: skip
    assert [e.what for e in tell(blockade(), denied)] == [Good.ENTRY]
    (entry,) = tell(replace(denied, places=blockade().places))
    assert (entry.what, entry.state) == (Good.ENTRY, AccessState.RESTRICTED)


def test_movements_suspended_and_convoys_cancelled_leave_a_place_without_aid() -> None:
    nations = who("United Nations", EntityKind.ORGANISATION)
    suspended = claim("r1", day(4), EventType.SANCTION, "suspend", mode="withdraw", by=(nations,),
                      at=("Merrow",), theme="all road movements", since=day(3))  # fmt: skip
    (entry,) = tell(suspended)
    assert (entry.what, entry.state, entry.first) == (Good.AID, AccessState.CLOSED, day(3))
    none = claim("r1", day(4), EventType.AID, "distribute", status=Status.NEGATED,
                 at=("Merrow",), theme="food", since=day(2))  # fmt: skip
    assert [(e.what, e.state) for e in tell(none)] == [(Good.FOOD, AccessState.CLOSED)]


def test_an_embargo_restricts_a_country_and_closes_nothing_else() -> None:
    ostrova = who("Ostrova", EntityKind.COUNTRY)
    embargo = claim("r1", day(4), EventType.SANCTION, "embargo", mode="discontinue",
                    to=(ostrova,), at=("Ostrova",), theme="fuel and arms", on=day(3))  # fmt: skip
    (entry,) = tell(embargo)
    assert (entry.what, entry.state, entry.last) == (Good.ENTRY, AccessState.RESTRICTED, None)


@pytest.mark.parametrize(
    ("type_", "mode", "phrase", "state"),
    [
        pytest.param(EventType.REJECT, "meet", ("turned", "back"), AccessState.CLOSED, id="back"),
        pytest.param(EventType.MOBILIZE, "troops", ("reached",), AccessState.OPEN, id="reached"),
        pytest.param(EventType.AGREE, "", ("admitted",), AccessState.OPEN, id="admitted"),
        pytest.param(EventType.AID, "", ("docked",), AccessState.OPEN, id="docked"),
    ],
)
def test_aid_that_passes_or_is_turned_back_is_known_in_claims_of_any_type(
    type_: EventType, mode: str, phrase: tuple[str, ...], state: AccessState
) -> None:
    heads = {"turned": "turn", "reached": "reach", "admitted": "admit", "docked": "dock"}
    told = claim("r1", day(4), type_, heads[phrase[0]], mode=mode, at=("Merrow",), on=day(3),
                 to=(who("food ship", EntityKind.ORGANISATION),))  # fmt: skip
    (entry,) = tell(replace(told, phrase=phrase))
    assert (entry.what, entry.state, entry.first) == (Good.AID, state, day(3))


def test_soldiers_who_reach_a_town_or_turn_back_are_no_aid() -> None:
    for head, phrase in (("reach", ("reached",)), ("turn", ("turned", "back"))):
        told = claim("r1", day(4), EventType.MOBILIZE, head, mode="troops", by=(NAVY,),
                     at=("Merrow",), on=day(3))  # fmt: skip
        assert tell(replace(told, phrase=phrase)) == []


def test_no_current_has_reached_the_homes_of_a_town_without_power() -> None:
    told = claim("r1", day(9), EventType.ASSAULT, "reach", status=Status.NEGATED, at=("Merrow",),
                 since=day(1))  # fmt: skip
    (entry,) = tell(replace(told, words=("eight", "days", "current", "reached", "homes")))
    assert (entry.what, entry.state, entry.first) == (Good.POWER, AccessState.CLOSED, day(1))


def test_a_place_cut_off_from_food_lacks_food() -> None:
    (entry,) = tell(claim("r1", day(9), EventType.SANCTION, "cut", mode="withdraw",
                          at=("Merrow",), theme="food"))  # fmt: skip
    assert (entry.what, entry.state) == (Good.FOOD, AccessState.CLOSED)


def test_a_curfew_is_of_the_town_and_not_of_the_airport_named_beside_it() -> None:
    def curfew(report: str, at: str) -> ClaimCard:
        return claim(report, day(3), EventType.COERCE, "curfew", mode="curfew", by=(NAVY,),
                     at=(at,), on=day(2))  # fmt: skip

    assert [e.place for e in tell(curfew("r1", "Merrow"), curfew("r2", "Sund airport"))] == [
        "Merrow"
    ]


def test_aid_is_told_at_a_likely_place_and_a_barrier_only_at_a_sure_one() -> None:
    def at_half(card: ClaimCard) -> ClaimCard:
        return replace(card, places=tuple(replace(place, p=0.42) for place in card.places))

    assert [e.place for e in tell(at_half(let_in()), stopped(at="Weir"))] == ["Merrow", "Weir"]
    barrier = replace(at_half(blockade()), recipients=())
    assert tell(barrier) == []


def test_what_a_ship_may_do_is_not_what_it_carries() -> None:
    berth = claim("r1", day(4), EventType.RETREAT, "allow", mode="access", at=("Merrow",),
                  theme="to berth on Monday", on=day(3))  # fmt: skip
    (entry,) = tell(replace(berth, words=("vessel", "medical", "supplies", "allowed", "berth")))
    assert (entry.what, entry.state) == (Good.AID, AccessState.OPEN)
