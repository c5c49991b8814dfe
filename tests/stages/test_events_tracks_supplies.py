"""Power, water and telephones: back again, at the place they serve; and what is no barrier."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from helpers.ledger_cards import claim, place, who
from khabar.events.tracks.access import track_access
from khabar.events.tracks.access.barriers import is_passage
from khabar.events.tracks.access.loads import is_counted
from khabar.events.tracks.access.supplies import comes_again, is_works, named_supply
from khabar.events.tracks.spots import Spots
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessEntry, AccessState, Good
from khabar.record.report import ReportId
from khabar.record.time import TimeBasis

ARMY: Final = who("Ostrovan army", EntityKind.MILITARY)
MAYOR: Final = who("Ada Quill", EntityKind.PERSON)
DELEGATES: Final = who("Red Cross delegates", EntityKind.ORGANISATION)
FOUR: Final = who("four", EntityKind.CIVILIANS)
ONGOING: Final = Status.ONGOING


def day(number: int) -> date:
    return date(2031, 5, number)


def tell(*cards: ClaimCard) -> list[AccessEntry]:
    return list(track_access(cards, notes=()))


def worded(card: ClaimCard, words: str, *, phrase: str = "") -> ClaimCard:
    """Return the claim in a sentence of its own."""
    return replace(card, words=tuple(words.split()), phrase=tuple(phrase.split()))


def cut(at: str, *, theme: str, on: int = 2) -> ClaimCard:
    return claim("r1", day(3), EventType.COERCE, "cut", mode="withhold", status=ONGOING,
                 at=(at,) if at else (), theme=theme, since=day(on))  # fmt: skip


def test_what_is_back_is_open_though_it_is_read_as_withheld() -> None:
    back = worded(
        claim("r2", day(9), EventType.COERCE, "back", mode="withhold", status=ONGOING,
              at=("Merrow",), theme="Electricity and water", since=day(8)),
        "electricity water back merrow",
        phrase="back",
    )  # fmt: skip
    found = tell(cut("Merrow", theme="electricity"), cut("Merrow", theme="water"), back)
    assert [(e.what, e.state, e.first, e.last) for e in found] == [
        (Good.POWER, AccessState.CLOSED, day(2), day(8)),
        (Good.POWER, AccessState.OPEN, day(8), None),
        (Good.WATER, AccessState.CLOSED, day(2), day(8)),
        (Good.WATER, AccessState.OPEN, day(8), None),
    ]


@pytest.mark.parametrize(
    ("head", "phrase", "theme", "again"),
    [
        pytest.param("start", "started", "the pumps", True, id="pumps started"),
        pytest.param("come", "came back", "the current", True, id="came back"),
        pytest.param("turn", "turned on", "the water", True, id="turned on"),
        pytest.param("turn", "turned back", "the water", False, id="turned back"),
        pytest.param("return", "return", "the water lorries", False, id="lorries return"),
        pytest.param("cut", "cut", "the water", False, id="cut"),
        pytest.param("return", "return", "the prisoners", False, id="no supply"),
    ],
)
def test_a_supply_comes_again_by_its_verb(
    head: str, phrase: str, theme: str, *, again: bool
) -> None:
    card = claim("r1", day(3), EventType.RETREAT, head, mode="access", theme=theme)
    assert comes_again(worded(card, theme, phrase=phrase)) is again


def test_a_planned_return_or_one_on_conditions_is_none() -> None:
    flows = claim("r1", day(3), EventType.RETREAT, "flow", mode="access", theme="the water")
    assert comes_again(flows)
    assert not comes_again(replace(flows, status=Status.FUTURE))
    assert not comes_again(replace(flows, conditions=("if the road is opened",)))


def test_the_telephone_by_which_somebody_spoke_is_no_supply() -> None:
    spoke = claim("r1", day(3), EventType.RETREAT, "return", mode="access")
    assert named_supply(worded(spoke, "priest telephone return", phrase="return")) == ()
    flows = worded(spoke, "tap water return", phrase="return")
    assert named_supply(flows) == (Good.WATER,)


def test_telephones_that_a_sentence_begins_with_are_the_supply_that_is_back() -> None:
    back = claim("r1", day(3), EventType.RETREAT, "work", mode="access")
    told = worded(back, "telephone merrow work", phrase="working again")
    assert named_supply(told) == (Good.TELECOM,)
    assert comes_again(told)


def test_what_is_cut_is_cut_where_its_own_words_say() -> None:
    bridge = claim("r1", day(3), EventType.COERCE, "close", mode="restrict", status=ONGOING,
                   by=(ARMY,), at=("Tarn bridge",), since=day(1))  # fmt: skip
    town = claim("r2", day(3), EventType.ASSAULT, "shell", at=("Merrow",))
    found = tell(bridge, town, cut("", theme="the electricity of Merrow"))
    assert [(e.place, e.what) for e in found if e.what is Good.POWER] == [("Merrow", Good.POWER)]


def test_a_plant_and_the_town_it_serves_are_one_cut() -> None:
    plant = claim("r2", day(4), EventType.COERCE, "stop", mode="withhold", by=(ARMY,),
                  at=("Tarn power plant",), theme="the current", on=day(2))  # fmt: skip
    (entry,) = tell(cut("Merrow", theme="electricity"), plant)
    assert (entry.place, entry.first) == ("Merrow", day(2))
    assert [e.place for e in tell(plant)] == ["Tarn power plant"]  # of whom nobody tells


def test_telephones_cut_without_a_place_are_cut_in_the_country() -> None:
    siege = claim("r1", day(3), EventType.COERCE, "besiege", mode="restrict", status=ONGOING,
                  at=("Merrow",), since=day(1))  # fmt: skip
    town = worded(claim("r2", day(3), EventType.ASSAULT, "shell", at=("Ostrova town",)),
                  "ostrovan army shell town")  # fmt: skip
    phones = claim("r1", day(3), EventType.COERCE, "suspend", mode="withhold",
                   theme="mobile services", on=day(2))  # fmt: skip
    found = tell(siege, town, phones)
    assert [e.place for e in found if e.what is Good.TELECOM] == ["Ostrova"]
    assert [e.what for e in tell(siege, phones)] == [Good.ENTRY]  # no country is told


def test_a_day_of_the_story_around_it_is_no_beginning() -> None:
    card = claim("r1", day(3), EventType.COERCE, "close", mode="restrict", by=(ARMY,),
                 at=("Merrow",), on=day(1))  # fmt: skip
    (entry,) = tell(replace(card, basis=TimeBasis.CONTEXT))
    assert (entry.state, entry.first, entry.first_by) == (AccessState.CLOSED, None, None)


@pytest.mark.parametrize(
    "card",
    [
        pytest.param(
            claim("r1", day(3), EventType.COERCE, "mutiny", mode="restrict", by=(ARMY,),
                  at=("Merrow",)), id="a mutiny"),
        pytest.param(
            claim("r1", day(3), EventType.COERCE, "keep", mode="restrict", by=(ARMY,),
                  at=("Merrow",)), id="a village kept"),
        pytest.param(
            worded(claim("r1", day(3), EventType.COERCE, "break", mode="restrict", by=(ARMY,),
                         at=("Merrow",)), "break door", phrase="broke down"), id="a door"),
        pytest.param(
            claim("r1", day(3), EventType.COERCE, "confin", mode="restrict", to=(MAYOR,),
                  at=("house on Tarn Hill",)), id="a house arrest"),
        pytest.param(
            claim("r1", day(3), EventType.COERCE, "flout", mode="restrict", at=("Merrow",),
                  theme="the curfew"), id="a curfew flouted"),
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_barrier_shuts_nothing(card: ClaimCard) -> None:
    assert tell(card) == []


def test_who_is_waved_through_gets_through_whatever_the_claim_is() -> None:
    waved = claim("r1", day(5), EventType.REJECT, "wave", mode="meet", at=("Tarn bridge",),
                  theme="the lorries with flour", on=day(4))  # fmt: skip
    (entry,) = tell(worded(waved, "lorries flour wave through", phrase="waved through"))
    assert (entry.what, entry.state, entry.first) == (Good.AID, AccessState.OPEN, day(4))


def test_four_of_the_lorries_are_lorries() -> None:
    crossed = claim("r1", day(5), EventType.AID, "cross", by=(FOUR,), at=("Tarn bridge",),
                    on=day(4))  # fmt: skip
    (entry,) = tell(worded(crossed, "red cross trucks four cross", phrase="crossed"))
    assert (entry.what, entry.state) == (Good.AID, AccessState.OPEN)
    assert not is_counted("four women")


def test_delegates_who_are_admitted_end_their_being_refused() -> None:
    refused = claim("r1", day(3), EventType.REJECT, "turn", mode="assist", to=(DELEGATES,),
                    at=("Tarn barracks",), on=day(2))  # fmt: skip
    let_in = claim("r2", day(9), EventType.RETREAT, "admit", mode="release", to=(DELEGATES,),
                   at=("Tarn barracks",), on=day(8))  # fmt: skip
    found = tell(worded(refused, "delegates turn away", phrase="turned away"), let_in)
    assert [(e.state, e.first, e.last) for e in found] == [
        (AccessState.CLOSED, day(2), day(8)),
        (AccessState.OPEN, day(8), None),
    ]


def test_a_claim_is_told_at_the_gate_that_its_own_words_name() -> None:
    shut = claim("r1", day(3), EventType.COERCE, "close", mode="restrict", status=ONGOING,
                 at=("Merrow market",), since=day(2))  # fmt: skip
    other = claim("r1", day(3), EventType.COERCE, "close", mode="restrict", status=ONGOING,
                  at=("Tarn crossing",), since=day(2))  # fmt: skip
    (entry,) = tell(replace(shut, sites=(place("the crossing"),)), other)
    assert entry.place == "Tarn crossing"
    (alone,) = tell(replace(shut, sites=(place("the crossing"),)))  # no crossing has a name
    assert alone.place == "Merrow market"


@pytest.mark.parametrize(
    "name", ["Ostrova town", "Ostrovan port", "Ostrova's second city"], ids=str.lower
)
def test_a_town_called_by_its_country_is_the_town_that_the_report_names(name: str) -> None:
    cards = [
        worded(claim("r1", day(3), EventType.ASSAULT, "shell", at=(name,)),
               "ostrovan ostrova army shell"),
        claim("r1", day(3), EventType.ASSAULT, "shell", at=("Merrow",)),
    ]  # fmt: skip
    spots = Spots(cards)
    assert spots.name(spots.row(place(name), report=ReportId("r1"))) == "Merrow"
    own = "Sund market"  # no country: a name of its own
    assert Spots(cards).row(place(own), report=ReportId("r1")) == "~sund market"


def test_a_harbour_of_a_port_is_the_port() -> None:
    spots = Spots([
        claim("r1", day(3), EventType.ASSAULT, "shell", at=("Port Merrow",)),
        claim("r1", day(3), EventType.ASSAULT, "shell", at=("Ostrovan harbour of Port Merrow",)),
    ])
    assert spots.named("Ostrovan harbour of Port Merrow") == spots.named("Port Merrow") != ""


def test_names_say_whether_they_are_passed_or_serve_others() -> None:
    assert is_passage("crossing at Sund")
    assert is_passage("road to Merrow")
    assert not is_passage("Merrow")
    assert is_works("Tarn pumping station")
    assert not is_works("Merrow")
