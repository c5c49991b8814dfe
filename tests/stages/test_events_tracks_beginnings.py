"""How exactly the beginning of what ledgers tell is known, on invented places."""

from dataclasses import replace
from datetime import date
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from helpers.ledger_cards import claim, who
from khabar.events.tracks import track_access, track_control
from khabar.events.tracks.days import GivenDay, best_day, latest_day
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessState

UNION: Final = who("Steppe Union", EntityKind.ARMED_GROUP)
ARMY: Final = who("Tavrian army", EntityKind.MILITARY)
TOLD: Final = date(2031, 5, 20)
NEW_YEAR, NEW_YEARS_EVE = date(2027, 1, 1), date(2027, 12, 31)
_days = st.dates(min_value=date(2027, 1, 1), max_value=date(2027, 3, 1))
_given = st.builds(
    lambda ends, is_open, name: GivenDay(min(ends), None if is_open else max(ends), (name,)),
    st.tuples(_days, _days),
    st.booleans(),
    st.sampled_from("abc"),
)


def held(
    report: str, *, since: date, since_by: date | None = None, outlet: str = "Harbour Wire"
) -> ClaimCard:
    return claim(report, TOLD, EventType.CONTROL, "hold", status=Status.ONGOING, by=(UNION,),
                 at=("Orlov",), since=since, since_by=since_by, outlet=outlet)  # fmt: skip


def test_who_holds_a_place_since_a_year_began_on_some_day_of_it() -> None:
    (entry,) = track_control([held("b1", since=NEW_YEAR, since_by=NEW_YEARS_EVE)], notes=())
    assert (entry.first, entry.first_by, entry.last) == (NEW_YEAR, NEW_YEARS_EVE, None)


def test_who_holds_a_place_since_a_day_began_on_that_day() -> None:
    (entry,) = track_control([held("b1", since=NEW_YEAR)], notes=())
    assert (entry.first, entry.first_by) == (NEW_YEAR, None)


def test_a_day_of_that_year_which_another_gives_stays() -> None:
    year = held("b1", since=NEW_YEAR, since_by=NEW_YEARS_EVE)
    day = held("b2", since=date(2027, 3, 5), outlet="Harbour Watch")
    (entry,) = track_control([year, day], notes=())
    assert (entry.first, entry.first_by) == (date(2027, 3, 5), None)


def test_a_month_inside_that_year_is_the_narrower() -> None:
    year = held("b1", since=NEW_YEAR, since_by=NEW_YEARS_EVE)
    month = held("b2", since=NEW_YEAR, since_by=date(2027, 1, 31), outlet="Harbour Watch")
    (entry,) = track_control([year, month], notes=())
    assert (entry.first, entry.first_by) == (NEW_YEAR, date(2027, 1, 31))


def test_a_place_taken_in_november_was_taken_by_its_last_day() -> None:
    taken = claim("b1", TOLD, EventType.ASSAULT, "capture", by=(ARMY,), at=("Orlov",),
                  on=date(2030, 11, 1))  # fmt: skip
    taken = replace(taken, last=date(2030, 11, 30))
    (entry,) = track_control([taken], notes=())
    assert (entry.first, entry.first_by) == (date(2030, 11, 1), date(2030, 11, 30))


def test_what_was_held_in_the_past_has_the_two_ends_that_are_told() -> None:
    past = replace(held("b1", since=NEW_YEAR), status=Status.HISTORICAL, last=date(2029, 12, 31))
    (entry,) = track_control([past], notes=())
    assert (entry.first, entry.first_by, entry.last) == (NEW_YEAR, None, date(2029, 12, 31))


def test_a_road_shut_since_november_was_shut_by_its_last_day() -> None:
    shut = claim("b1", TOLD, EventType.COERCE, "close", mode="restrict", status=Status.ONGOING,
                 by=(ARMY,), at=("Orlov",), theme="road", since=date(2030, 11, 1),
                 since_by=date(2030, 11, 30))  # fmt: skip
    (entry,) = track_access([shut], notes=())
    assert entry.state is AccessState.CLOSED
    assert (entry.first, entry.first_by, entry.last) == (
        date(2030, 11, 1), date(2030, 11, 30), None,
    )  # fmt: skip


def test_people_let_out_once_in_november_left_between_its_first_and_last_day() -> None:
    left = claim("b1", TOLD, EventType.RETREAT, "evacuate", mode="access", by=(ARMY,),
                 to=(who("civilians", EntityKind.CIVILIANS),), at=("Orlov",),
                 on=date(2030, 11, 1))  # fmt: skip
    (entry,) = track_access([replace(left, last=date(2030, 11, 30))], notes=())
    assert (entry.first, entry.first_by, entry.last) == (
        date(2030, 11, 1), None, date(2030, 11, 30),
    )  # fmt: skip


@given(st.lists(_given))
def test_the_latest_day_lies_after_the_best_and_some_claim_gives_both(told: list[GivenDay]) -> None:
    first = best_day(told)
    latest = latest_day(told, first=first)
    if latest is not None:
        assert first is not None
        assert first < latest
        assert (first, latest) in {(each.first, each.last) for each in told}
    assert latest == latest_day(reversed(told), first=first)


@given(_days, st.lists(_given))
def test_who_tells_the_very_day_leaves_no_later_one(day: date, told: list[GivenDay]) -> None:
    exact = GivenDay(day, None, ("d",))
    assert latest_day([*told, exact], first=day) is None
