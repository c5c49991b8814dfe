"""Whom those who talk speak for, in an invented war of two neighbours."""

from dataclasses import replace
from datetime import date
from typing import Final

from helpers.ledger_cards import claim, who
from khabar.events.tracks.talks import track_talks
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType, Sector, Status
from khabar.record.ledger import TalksTrack

ORD: Final = who("Ordia", EntityKind.COUNTRY)
VELM: Final = who("Velmark", EntityKind.COUNTRY)
MILITIA: Final = who("River Wolves", EntityKind.ARMED_GROUP)
ARMY: Final = who("Ordian army", EntityKind.MILITARY)
TALK: Final = EventType.CONSULT
DEMAND: Final = EventType.REQUEST


def day(number: int) -> date:
    return date(2033, 3, number)


def minister(name: str, *, called: str = "") -> CardParty:
    return replace(who(name, EntityKind.PERSON, called=called or name), sector=Sector.GOV)


def lines(*cards: ClaimCard) -> tuple[TalksTrack, ...]:
    """Return the lines of a case in which a militia helps the army of one of two states."""
    fights = claim("a", day(1), EventType.ASSAULT, "fire", by=(ARMY, MILITIA), to=(VELM,))
    met = [claim(r, day(4), TALK, "talks", by=(ORD, VELM), on=day(4)) for r in "bc"]
    return track_talks((fights, *met, *cards), notes=())


def test_a_minister_is_on_the_side_that_his_post_names() -> None:
    (track,) = lines(
        claim("b", day(5), DEMAND, "demand", by=(minister("Ida Quill",
              called="Velmarkian foreign minister ida quill"),), to=(ORD,), theme="the bridge"),
    )  # fmt: skip
    assert [(s.by, s.what) for s in track.demands] == [("Velmark (Ida Quill)", "the bridge")]


def test_who_demands_something_of_one_of_two_sides_is_of_the_other() -> None:
    (track,) = lines(
        claim("b", day(5), DEMAND, "demand", by=(minister("Bram Oster"),), to=(ORD,),
              theme="the bridge"),
        claim("b", day(5), DEMAND, "demand", by=(minister("Ilmar Roos"), ORD), to=(VELM,),
              theme="the ridge"),
        claim("c", day(6), DEMAND, "ask", by=(minister("Ilmar Roos"),), theme="an open crossing"),
    )  # fmt: skip
    assert [(s.by, s.what) for s in track.demands] == [
        ("Velmark (Bram Oster)", "the bridge"),
        ("Ordia (Ilmar Roos)", "the ridge"),
        ("Ordia (Ilmar Roos)", "an open crossing"),
    ]


def test_what_a_group_that_sits_nowhere_refuses_is_no_partys_refusal() -> None:
    (track,) = lines(
        claim("c", day(5), EventType.REJECT, "refuse", by=(MILITIA,), theme="to leave the mill"),
    )  # fmt: skip
    assert set(track.parties) == {"Ordia", "Velmark"}
    assert track.rejections == ()


def test_the_foreign_ministers_are_those_of_both_sides() -> None:
    both = who("foreign ministers", EntityKind.GOVERNMENT)
    first, second = lines(claim("d", day(9), TALK, "talks", by=(both,), on=day(9)))
    assert set(first.parties) == set(second.parties) == {"Ordia", "Velmark"}


def test_a_delegation_is_the_country_in_its_name() -> None:
    sent = who("Velmarkian delegation", EntityKind.ORGANISATION)
    (track,) = lines(claim("c", day(4), TALK, "meet", by=(sent, ORD), on=day(4)))
    assert len(track.parties) == 2


def test_the_first_talks_since_a_month_long_past_go_on_now() -> None:
    since = claim("b", day(4), TALK, "talks", status=Status.ONGOING, by=(ORD, VELM),
                  on=date(2032, 8, 1))  # fmt: skip
    (track,) = lines(since)
    assert {step.day for step in track.steps} == {day(4)}


def called(name: str, *aliases: str) -> CardParty:
    """Return an armed group that its report calls by other words too."""
    return replace(who(name, EntityKind.ARMED_GROUP), aliases=(name.lower(), *aliases))


def told(card: ClaimCard, *words: str) -> ClaimCard:
    return replace(card, words=words)


FRONT: Final = who("Vale Front", EntityKind.ARMED_GROUP)


def front_and_cabinet(*cards: ClaimCard) -> TalksTrack:
    """Return the talks of a front and a state, beside which a militia is told of."""
    met = [claim(r, day(4), TALK, "talks", by=(ORD, FRONT), on=day(4)) for r in "bc"]
    ruled = claim("c", day(6), EventType.REJECT, "rule", by=(MILITIA,), theme="a ceasefire")
    (track,) = track_talks((*met, told(ruled, "river", "wolves", "ceasefire"), *cards), notes=())
    return track


def test_a_third_group_taken_for_a_party_is_called_by_its_own_sentence() -> None:
    wolves = called("Vale Front", "the river wolves", "the front")
    refused = claim("b", day(5), EventType.REJECT, "refuse", by=(wolves,), theme="a deal")
    track = front_and_cabinet(told(refused, "river", "wolves", "invited", "refused", "deal"))
    assert set(track.parties) == {"Ordia", "Vale Front"}
    assert track.rejections == ()


def test_what_both_parties_deny_is_not_the_denial_of_one() -> None:
    both = called("Vale Front", "they", "both parties")
    denied = claim("b", day(5), EventType.AGREE, "agree", status=Status.NEGATED, by=(both,),
                   theme="a truce")  # fmt: skip
    track = front_and_cabinet(told(denied, "parties", "denied", "agreed", "truce"))
    assert track.rejections == ()


def test_a_short_name_is_the_group_that_its_report_calls_so_in_full() -> None:
    short = called("Front", "the vale front", "the front")
    asks = claim("b", day(5), DEMAND, "ask", by=(short,), to=(ORD,), theme="the mill")
    track = front_and_cabinet(told(asks, "front", "mill"))
    assert [(s.by, s.what) for s in track.demands] == [("Vale Front", "the mill")]


def test_regret_is_no_offer() -> None:
    sorry = claim("b", day(5), EventType.CONCEDE, "regret", by=(ORD,), to=(FRONT,),
                  theme="the shelling of the market")  # fmt: skip
    assert front_and_cabinet(sorry).offers == ()


def test_a_delegation_of_others_taken_for_an_office_is_no_government() -> None:
    office = who("government", EntityKind.GOVERNMENT)
    dockers = who("delegation of the dockers' union", EntityKind.GOVERNMENT)
    met = claim("b", day(4), TALK, "meet", by=(office, dockers), on=day(4))
    asks = claim("c", day(5), DEMAND, "ask", by=(MILITIA,), theme="an amnesty")
    (track,) = track_talks((met, asks), notes=())
    assert set(track.parties) == {"government", "delegation of the dockers' union"}
    assert track.demands == ()


def test_the_order_of_claims_makes_no_difference_to_talks() -> None:
    wolves = called("Vale Front", "the river wolves", "the front")
    cards = [
        claim("b", day(4), TALK, "talks", by=(ORD, FRONT), on=day(4)),
        claim("c", day(4), TALK, "talks", by=(ORD, FRONT), on=day(4)),
        told(claim("d", day(5), DEMAND, "ask", by=(wolves,), theme="a mill"), "river", "wolves"),
        claim("e", day(5), DEMAND, "ask", by=(MILITIA, minister("Ida Quill")), theme="a ford"),
        claim("e", day(6), DEMAND, "ask", by=(minister("Ida Quill"),), to=(ORD,), theme="a road"),
    ]
    assert track_talks(cards, notes=()) == track_talks(cards[::-1], notes=())
