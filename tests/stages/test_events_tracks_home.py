"""Sides: the country that reports are about, and bands that are described and not named."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from helpers.ledger_cards import claim, place, who
from khabar.events.tracks.parties.sides import Sides
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType

DAY: Final = date(2031, 5, 10)
TROOPS: Final = who("soldiers", EntityKind.MILITARY)
GUARDS: Final = who("Lorrish army", EntityKind.MILITARY)
UNION: Final = who("Steppe Union", EntityKind.ARMED_GROUP)
COALITION: Final = who("Interior Coalition", EntityKind.ARMED_GROUP)
RAISED: Final = who("Ballot Command", EntityKind.ARMED_GROUP)


def told(
    *parties: CardParty, report: str = "s1", words: str = "", outlet: str = "Harbour Wire"
) -> tuple[ClaimCard, ...]:
    """Return a claim of each that it fired, in a sentence with words of its own."""
    cards = (
        claim(report, DAY, EventType.ASSAULT, "fire", by=(each,), outlet=outlet) for each in parties
    )
    return tuple(
        replace(card, words=(*card.words, *words.split()), sites=(place("Tavria"), place("Lorria")))
        for card in cards
    )


LEADS: Final = (
    *told(TROOPS, report="s1", words="sund tavria fire"),
    *told(TROOPS, report="s2", words="tavrian port shelled"),
)
NEIGHBOUR: Final = told(GUARDS, GUARDS, GUARDS, report="s3", words="lorrish lorria lorrian patrol")


def test_soldiers_without_more_are_those_of_the_country_that_reports_begin_with() -> None:
    sides = Sides((*LEADS, *NEIGHBOUR))
    assert sides.of_party(TROOPS) == "state:tavria"
    assert sides.of_party(GUARDS) != sides.of_party(TROOPS)


def test_a_paper_s_own_country_in_its_name_is_not_what_its_report_is_about() -> None:
    own = told(GUARDS, report="s3", words="lorria lorrian coast", outlet="The Lorria Sentinel")
    more = told(GUARDS, report="s4", words="lorria lorrian coast", outlet="The Lorria Sentinel")
    assert Sides((*LEADS, *own, *more)).of_party(TROOPS) == "state:tavria"


def test_in_a_war_of_two_countries_soldiers_without_more_are_of_neither() -> None:
    other = told(GUARDS, report="s4", words="lorria lorrian front")
    assert Sides((*LEADS, *NEIGHBOUR, *other)).of_party(TROOPS) == "state:"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("coalition", EntityKind.MILITARY),
        ("coalition's fighters", EntityKind.ARMED_GROUP),
        ("fighters of the Interior Coalition", EntityKind.MILITARY),
        ("Interior Coalition of warlord Ana Lovik", EntityKind.ARMED_GROUP),
        ("rebels", EntityKind.ARMED_GROUP),
    ],
)
def test_a_band_called_by_a_word_of_its_name_is_that_band(name: str, kind: EntityKind) -> None:
    band = who(name, kind)
    sides = Sides((*LEADS, *told(COALITION, COALITION, band)))
    assert sides.of_party(band) == sides.of_party(COALITION)


def test_fighters_of_a_group_make_it_an_armed_group_however_it_was_read() -> None:
    men = who("fighters of the Interior Coalition", EntityKind.MILITARY)
    assert Sides((*LEADS, *told(men))).of_party(men) == "group:interior coalition"


@pytest.mark.parametrize("name", ["outlawed Tavria gang", "men of Tavria", "those at Tavria"])
def test_a_band_called_by_a_place_has_no_name_of_its_own(name: str) -> None:
    band = who(name, EntityKind.ARMED_GROUP)
    assert not Sides((*LEADS, *told(UNION, band))).is_named(band)


def test_a_council_that_rules_is_no_state_of_its_own() -> None:
    men = who("Council's soldiers", EntityKind.MILITARY)
    assert Sides((*LEADS, *told(men, men))).of_party(men) == "state:tavria"


def test_a_national_army_matched_with_that_of_another_country_is_of_none() -> None:
    army = replace(who("National Army", EntityKind.MILITARY), key="r:17", country="ZZZ")
    assert Sides((*LEADS, *told(army))).of_party(army) == "state:tavria"


def test_mutineers_are_the_group_whose_soldiers_they_are() -> None:
    rebels = who("mutineers", EntityKind.ARMED_GROUP)
    men = who("soldiers of the Ballot Command", EntityKind.MILITARY)
    with_name = Sides((*LEADS, *told(rebels, RAISED, RAISED, men)))
    assert with_name.mutineers() == with_name.of_party(RAISED)
    assert Sides((*LEADS, *told(rebels))).mutineers() == "group:mutineers"
    assert Sides(LEADS).mutineers() == ""
