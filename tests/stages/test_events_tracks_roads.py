"""One road under several names, one island under two spellings, and openings told too early."""

from dataclasses import replace
from datetime import date

import pytest

from helpers.ledger_cards import claim, place, who
from khabar.events.tracks.access import track_access
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessEntry, AccessState, Good
from khabar.record.time import TimeBasis


def day(number: int) -> date:
    return date(2031, 5, number)


def tell(*cards: ClaimCard) -> list[AccessEntry]:
    return list(track_access(cards, notes=()))


def shut(at: str, *, report: str = "r1", head: str = "close") -> ClaimCard:
    return claim(report, day(6), EventType.COERCE, head, mode="restrict", at=(at,),
                 status=Status.ONGOING, since=day(1))  # fmt: skip


def reopened(at: str) -> ClaimCard:
    return claim("r2", day(9), EventType.CONCEDE, "reopen", at=(at,), on=day(8))


@pytest.mark.parametrize("other", ["Orlov road", "road from Sund to Orlov", "road to Orlov"])
def test_a_road_is_one_by_either_of_its_ends(other: str) -> None:
    found = tell(shut("Sund-Orlov road"), reopened(other))
    assert [(e.state, e.first, e.last) for e in found] == [
        (AccessState.CLOSED, day(1), day(8)),
        (AccessState.OPEN, day(8), None),
    ]


def test_a_road_that_two_roads_could_be_is_neither() -> None:
    roads = (shut("Sund-Orlov road"), shut("Varo-Orlov road"))
    assert [e.last for e in tell(*roads, reopened("Orlov road")) if e.first == day(1)] == [None] * 2


def test_spellings_with_other_vowels_are_one_place() -> None:
    (entry,) = tell(shut("Dumeir", head="besiege"), shut("Domayr", report="r2", head="besiege"))
    assert len(entry.cites) == 2


def test_an_opening_is_not_dated_before_reports_that_tell_of_the_closure() -> None:
    early = replace(reopened("Sund-Orlov road"), first=day(3), last=day(3))
    borrowed = replace(early, basis=TimeBasis.CONTEXT)
    assert [(e.state, e.first, e.last) for e in tell(shut("Sund-Orlov road"), borrowed)] == [
        (AccessState.OPEN, None, None),
        (AccessState.CLOSED, day(1), day(9)),
    ]
    assert [e.last for e in tell(shut("Sund-Orlov road"), early) if e.first == day(1)] == [day(3)]


def test_what_has_no_place_is_of_the_place_that_its_report_names_first() -> None:
    isle = who("Zell", EntityKind.PLACE)
    lifted = claim("r1", day(6), EventType.COERCE, "closure", mode="restrict",
                   status=Status.ONGOING, says="Captain Roe")  # fmt: skip
    found = tell(replace(shut("Zell"), recipients=(isle,)), shut("Amber"), lifted)
    assert {e.place: len(e.cites) for e in found} == {"Zell": 2, "Amber": 1}


def test_spellings_in_one_word_or_two_are_one_place() -> None:
    (entry,) = tell(shut("Paro Lat"), shut("Parolat", report="r2"))
    assert len(entry.cites) == 2


def test_a_stop_at_a_gate_is_the_stop_told_at_the_town_on_that_day() -> None:
    def stopped(report: str, at: str, on: date) -> ClaimCard:
        return claim(report, day(9), EventType.COERCE, "halt", mode="restrict", at=(at,), on=on,
                     theme="the nine aid trucks")  # fmt: skip

    found = tell(stopped("r1", "Merrow", day(3)), stopped("r2", "Alder bridge", day(3)))
    assert [(e.place, len(e.cites)) for e in found] == [("Alder bridge", 2)]
    found = tell(stopped("r1", "Merrow", day(3)), stopped("r2", "Alder bridge", day(8)))
    assert {e.place for e in found} == {"Alder bridge", "Merrow"}


def test_what_is_stopped_and_let_go_on_one_day_is_open_in_the_end() -> None:
    convoy = (who("Red Cross convoy", EntityKind.ORGANISATION),)
    held = claim("r1", day(9), EventType.COERCE, "hold", mode="arrest", at=("Merrow",), on=day(3),
                 to=convoy)  # fmt: skip
    passed = claim("r1", day(9), EventType.RETREAT, "allow", mode="access", at=("Merrow",),
                   to=convoy, theme="to pass", on=day(3))  # fmt: skip
    assert [(e.state, e.first, e.last) for e in tell(held, passed)] == [
        (AccessState.CLOSED, day(3), day(3)),
        (AccessState.OPEN, day(3), None),
    ]


def test_a_port_opened_again_is_open_and_wells_open_two_hours_a_day_are_not() -> None:
    again = claim("r2", day(9), EventType.COERCE, "open", mode="restrict", at=("Merrow",),
                  on=day(8))  # fmt: skip
    assert [e.state for e in tell(shut("Merrow"), again)] == [
        AccessState.CLOSED, AccessState.OPEN
    ]  # fmt: skip
    hours = replace(again, status=Status.ONGOING)
    assert [e.state for e in tell(hours)] == [AccessState.RESTRICTED]


def test_aid_is_stopped_at_the_gate_that_its_own_claim_names() -> None:
    stopped = claim("r1", day(3), EventType.REJECT, "turn", mode="assist", at=("Merrow",),
                    to=(who("Red Cross convoy", EntityKind.ORGANISATION),), on=day(2))  # fmt: skip
    (entry,) = tell(replace(stopped, sites=(place("Alder gate"),)))
    assert entry.place == "Alder gate"


def test_a_convoy_of_people_who_flee_brings_no_aid() -> None:
    fled = claim("r1", day(3), EventType.AID, "reach", at=("Sund",), on=day(2),
                 by=(who("survivors of the Merrow convoy", EntityKind.CIVILIANS),))  # fmt: skip
    assert tell(fled) == []


def test_medicines_that_are_looted_do_not_get_through() -> None:
    looted = claim("r1", day(3), EventType.COERCE, "strip", mode="seize", at=("Merrow depot",),
                   theme="medicines", on=day(2))  # fmt: skip
    assert [(e.what, e.state) for e in tell(looted)] == [(Good.MEDICAL, AccessState.CLOSED)]
