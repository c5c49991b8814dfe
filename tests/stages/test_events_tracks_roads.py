"""One road under several names, one island under two spellings, and openings told too early."""

from dataclasses import replace
from datetime import date

import pytest

from helpers.ledger_cards import claim, who
from khabar.events.tracks.access import track_access
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessEntry, AccessState
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
