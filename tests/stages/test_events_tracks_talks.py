"""Lines of negotiation on an invented republic: a strike, a rebellion, two neighbours at war."""

from dataclasses import replace
from datetime import date
from typing import Final

from helpers.ledger_cards import claim, who
from khabar.events.tracks.parties.sides import Sides
from khabar.events.tracks.talks import track_talks
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Sector, Status
from khabar.record.ledger import TalksTrack

CABINET: Final = who("Ordish government", EntityKind.GOVERNMENT)
ARMY: Final = who("Ordish army", EntityKind.MILITARY)
LEADER: Final = who("President Pell", EntityKind.PERSON, called="the president")
BAND: Final = who("Hill Brotherhood", EntityKind.ARMED_GROUP)
MINERS: Final = who("Miners' Federation", EntityKind.ORGANISATION)
WORLD: Final = who("League of Peoples", EntityKind.ORGANISATION)
BOTH: Final = who("both sides", EntityKind.ORGANISATION)
TALK: Final = EventType.CONSULT
FIGHT: Final = EventType.ASSAULT


def day(number: int) -> date:
    return date(2033, 3, number)


def lines(*cards: ClaimCard) -> tuple[TalksTrack, ...]:
    """Return the lines of a case in which army and band fight."""
    fights = (claim("a", day(1), FIGHT, "fire", by=(ARMY,), to=(BAND,), on=day(1)),)
    return track_talks((*fights, *cards), notes=())


def strike() -> ClaimCard:
    return claim("b", day(4), TALK, "meet", by=(CABINET, MINERS), on=day(4))


def test_what_one_offers_an_enemy_at_no_table_is_a_line_of_its_own() -> None:
    union, pardon = lines(
        strike(),
        claim("c", day(6), EventType.AGREE, "offer", by=(CABINET,), to=(BAND,), theme="a pardon",
              conditions=("who hand in their guns",)),
        claim("d", day(8), EventType.REJECT, "reject", by=(BAND,), to=(CABINET,), theme="it"),
    )  # fmt: skip
    assert (union.offers, union.rejections) == ((), ())
    assert set(pardon.parties) == {"Ordish government", "Hill Brotherhood"}
    assert [stated.what for stated in pardon.offers] == ["a pardon"]
    assert [stated.what for stated in pardon.conditions] == ["a pardon, who hand in their guns"]
    assert [stated.what for stated in pardon.rejections] == ["it (a pardon)"]
    assert [(s.day, s.status) for s in pardon.steps] == [
        (day(6), "announced"), (day(8), "rejected"),
    ]  # fmt: skip


def test_a_fighter_is_heard_where_civilians_sit_for_his_valley() -> None:
    elders = who("elders of the valley", EntityKind.CIVILIANS)
    (track,) = lines(
        claim("b", day(4), TALK, "talks", mode="third-party", by=(CABINET, elders), on=day(4)),
        claim("c", day(6), EventType.AGREE, "offer", by=(BAND,), to=(CABINET,), theme="a truce"),
    )
    assert [stated.by for stated in track.offers] == ["Hill Brotherhood"]


def test_what_is_said_to_others_or_before_any_talks_is_in_no_line() -> None:
    (track,) = lines(
        claim("a", day(2), EventType.REQUEST, "ask", by=(MINERS,), to=(CABINET,), theme="helmets"),
        strike(),
        claim("c", day(5), EventType.REQUEST, "order", by=(MINERS,), to=(MINERS,), theme="a march"),
        claim("c", day(5), EventType.REQUEST, "urge", by=(MINERS,), to=(WORLD,), theme="a word"),
        claim("c", day(5), EventType.REQUEST, "demand", by=(MINERS,), to=(CABINET,), theme="pay"),
    )
    assert [stated.what for stated in track.demands] == ["pay"]


def test_what_a_private_person_refuses_and_civilians_are_promised_is_in_no_line() -> None:
    dorr = who("Mira Dorr", EntityKind.PERSON, called="ordish schoolteacher mira dorr")
    envoy = who("Ilan Verk", EntityKind.PERSON, called="ordish envoy ilan verk")
    widows = who("widows", EntityKind.CIVILIANS)
    told: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for person in (dorr, envoy):
        (track,) = lines(
            claim("b", day(4), TALK, "meet", by=(CABINET, BAND), on=day(4)),
            claim("c", day(5), EventType.REJECT, "refuse", by=(person,), theme="to give his car"),
            claim("c", day(5), EventType.AGREE, "promise", by=(CABINET,), to=(widows,),
                  theme="a pension"),
        )  # fmt: skip
        told.append((tuple(s.what for s in track.rejections), tuple(s.what for s in track.offers)))
    assert told == [((), ()), (("to give his car",), ())]


def test_a_threat_of_force_is_a_condition_only_where_it_asks_for_something() -> None:
    (track,) = lines(
        claim("b", day(4), TALK, "meet", by=(CABINET, BAND), on=day(4)),
        claim("c", day(5), EventType.THREATEN, "warn", mode="violence", by=(BAND,), to=(CABINET,),
              theme="war", conditions=("if the enemy comes",)),
        claim("c", day(5), EventType.THREATEN, "warn", mode="violence", by=(BAND,), to=(CABINET,),
              theme="war", conditions=("if the road is not opened",)),
    )  # fmt: skip
    assert [stated.what for stated in track.conditions] == ["war, if the road is not opened"]


def test_a_day_by_which_something_is_to_be_done_stands_once_in_the_line() -> None:
    meeting = claim("b", day(4), TALK, "meet", by=(CABINET, BAND), on=day(4))
    threat = claim("c", day(5), EventType.THREATEN, "warn", by=(BAND,), to=(CABINET,),
                   theme="war", conditions=("if the road is not open by the 9th",))  # fmt: skip
    asked = claim("d", day(6), EventType.REQUEST, "ask", by=(BAND,), to=(CABINET,), theme="it")
    by = [replace(each, deadline=day(9)) for each in (threat, asked)]
    old = replace(by[0], status=Status.HISTORICAL)
    (track,) = lines(meeting, *by)
    (deadline,) = track.deadlines
    assert (deadline.by, deadline.day) == ("Hill Brotherhood", day(9))
    assert deadline.what == "if the road is not open by the 9th"
    assert [cite.report for cite in deadline.cites] == ["c", "d"]
    assert [each.deadlines for each in lines(meeting, threat, asked, old)] == [()]


def test_who_walks_out_ends_a_meeting_and_rejects_nothing() -> None:
    first, second = lines(
        strike(),
        claim("b", day(4), EventType.REJECT, "leave", mode="meet", by=(MINERS,), to=(CABINET,),
              on=day(4)),
        claim("c", day(5), EventType.REQUEST, "demand", by=(MINERS,), to=(CABINET,), theme="pay"),
        claim("d", day(6), TALK, "talks", by=(CABINET, MINERS), on=day(5)),
    )  # fmt: skip
    assert (first.outcome, first.rejections) == ("broken off", ())
    assert [stated.what for stated in second.demands] == ["pay"]


def test_who_addresses_both_sides_is_a_mediator_and_no_party() -> None:
    envoy = who("Ida Quill", EntityKind.PERSON, of="~league of peoples")
    (track,) = lines(
        claim("b", day(4), TALK, "talks", mode="third-party", by=(CABINET, BAND), on=day(4)),
        claim("b", day(4), TALK, "shuttle", mode="third-party", by=(envoy, BOTH), on=day(4)),
        claim("c", day(5), EventType.REQUEST, "urge", by=(envoy,), to=(BOTH,), theme="patience"),
        claim("c", day(5), EventType.AGREE, "announce", by=(envoy,), to=(BOTH,), theme="a truce"),
    )
    assert set(track.parties) == {"Ordish government", "Hill Brotherhood"}
    assert track.mediators == ("Ida Quill",)
    assert track.demands == ()
    assert [stated.what for stated in track.offers] == ["a truce"]


def test_an_invitation_that_is_declined_is_turned_down_in_its_own_line() -> None:
    host = who("Bram Oster", EntityKind.PERSON, called="the foreign minister")
    (track,) = lines(
        claim("b", day(4), EventType.AGREE, "offer", by=(host,), to=(BOTH,),
              theme="receive both sides in Lonn"),
        claim("c", day(5), EventType.REJECT, "decline", mode="meet", by=(CABINET,), to=(host,)),
    )  # fmt: skip
    assert set(track.parties) == {"Ordish government", "Hill Brotherhood"}
    assert track.mediators == ("Bram Oster",)
    assert [s.what for s in track.rejections] == ["the offer (receive both sides in Lonn)"]


def test_a_session_asked_of_a_world_body_or_of_ones_own_people_is_no_line() -> None:
    body = replace(who("World Council", EntityKind.ORGANISATION), sector=Sector.IGO)
    asks = [
        claim("b", day(4), EventType.REQUEST, "ask", mode="meet", by=(BAND,), to=(to,),
              theme="a session")
        for to in (BAND, body)
    ]  # fmt: skip
    assert lines(*asks) == ()


def test_meetings_of_different_pairs_on_one_day_are_different_lines() -> None:
    selv, tarn = (who(name, EntityKind.COUNTRY) for name in ("Selvia", "Tarnow"))
    ministers = who("foreign ministers of Selvia and Tarnow", EntityKind.GOVERNMENT)
    ally, own = sorted(
        lines(
            strike(),
            claim("c", day(5), EventType.ACCUSE, "blame", by=(selv,), to=(tarn,)),
            claim("d", day(5), TALK, "meet", mode="multilateral", by=(ministers,), on=day(4)),
        ),
        key=lambda track: "Selvia" not in track.parties,
    )
    assert set(ally.parties) == {"Selvia", "Tarnow"}
    assert set(own.parties) == {"Ordish government", "Miners' Federation"}


def test_both_sides_of_a_meeting_are_those_who_met_there_before() -> None:
    first, second = lines(
        claim("b", day(4), TALK, "talks", mode="third-party", by=(BOTH,), at=("Lonn",), on=day(2)),
        claim("c", day(9), TALK, "talks", mode="third-party", by=(CABINET, MINERS), at=("Lonn",),
              on=day(9)),
    )  # fmt: skip
    assert set(first.parties) == set(second.parties)


def test_two_states_in_one_name_are_two_sides() -> None:
    selv, tarn = (who(name, EntityKind.COUNTRY) for name in ("Selvia", "Tarnow"))
    ministers = who("Selvian and Tarnow delegations", EntityKind.GOVERNMENT)
    sides = Sides((claim("a", day(1), FIGHT, "fire", by=(selv,), to=(tarn, ministers)),))
    assert sides.of_party(ministers) == ""
    assert sides.members(ministers) == (sides.of_party(selv), sides.of_party(tarn))


def test_an_announced_day_draws_what_is_stated_long_after_the_last_round() -> None:
    first, second = lines(
        claim("b", day(2), TALK, "talks", by=(CABINET, BAND), on=day(2)),
        claim("c", day(20), TALK, "talks", status=Status.FUTURE, by=(CABINET, BAND), on=day(22)),
        claim("d", day(21), EventType.REQUEST, "demand", by=(BAND,), to=(CABINET,), theme="a road"),
        claim("e", day(22), TALK, "talks", by=(CABINET, BAND), on=day(22)),
    )
    assert first.demands == ()
    assert [stated.what for stated in second.demands] == ["a road"]


def test_the_same_said_in_fewer_words_is_one_statement() -> None:
    (track,) = lines(
        claim("b", day(4), TALK, "meet", by=(CABINET, BAND), on=day(4)),
        claim("c", day(5), EventType.AGREE, "accept", status=Status.NEGATED, by=(CABINET,),
              theme="truce"),
        claim("d", day(6), EventType.AGREE, "accept", status=Status.NEGATED, by=(CABINET,),
              theme="a three-day truce"),
    )  # fmt: skip
    assert [(s.what, s.day, len(s.cites)) for s in track.rejections] == [
        ("a three-day truce", day(5), 2)
    ]


def test_a_proposal_that_a_meeting_came_of_is_told_with_that_meeting() -> None:
    host = who("Bram Oster", EntityKind.PERSON)
    (track,) = lines(
        claim("b", day(4), EventType.AGREE, "offer", by=(host,), to=(BOTH,),
              theme="host talks in Lonn"),
        claim("c", day(5), EventType.AGREE, "accept", by=(BAND,), to=(host,),
              theme="the invitation"),
        claim("d", day(7), TALK, "talks", mode="third-party", by=(host, BOTH), at=("Lonn",),
              on=day(7)),
    )  # fmt: skip
    assert [stated.what for stated in track.offers] == ["host talks in Lonn"]
    assert [step.day for step in track.steps] == [day(4), day(5), day(7)]
    assert track.mediators == ("Bram Oster",)


def test_orders_and_coming_to_a_meeting_are_no_demands_and_offers() -> None:
    (track,) = lines(
        claim("b", day(4), TALK, "meet", by=(CABINET, BAND), on=day(4)),
        claim("c", day(5), EventType.REQUEST, "order", by=(CABINET,), theme="the road shut"),
        claim("c", day(5), EventType.AGREE, "agree", by=(BAND,), theme="to come to a second round"),
    )
    assert (track.demands, track.offers) == ((), ())


def test_what_is_hardly_read_as_talks_and_not_called_so_opens_no_line() -> None:
    greeted = claim("b", day(4), TALK, "greet", mode="third-party", by=(CABINET, BAND), on=day(4))
    met = claim("b", day(4), TALK, "meet", mode="third-party", by=(CABINET, BAND), on=day(4))
    assert lines(replace(greeted, p=0.2)) == ()
    assert len(lines(replace(greeted, p=0.4))) == len(lines(replace(met, p=0.2))) == 1


def test_a_deal_that_two_sides_sign_is_a_line_with_its_venue_and_outcome() -> None:
    league = replace(who("Kelp League", EntityKind.ORGANISATION), sector=Sector.IGO)
    (track,) = lines(
        claim("b", day(5), EventType.SUPPORT, "sign", by=(CABINET, league), at=("Sund",),
              theme="a ceasefire", on=day(4))
    )  # fmt: skip
    assert track.parties == ("Ordish government", "Kelp League")
    assert (track.venue, track.outcome) == ("Sund", "agreed")
    assert [(s.day, s.status) for s in track.steps] == [(day(4), "agreed")]


def test_a_demand_that_is_turned_down_is_told_with_its_words() -> None:
    (track,) = lines(
        strike(),
        claim("b", day(4), EventType.REQUEST, "demand", by=(MINERS,), to=(CABINET,),
              theme="higher wages", on=day(4)),
        claim("b", day(4), EventType.REJECT, "reject", by=(CABINET,), to=(MINERS,),
              theme="the demand", on=day(4)),
    )  # fmt: skip
    assert [stated.what for stated in track.rejections] == ["the demand (higher wages)"]


def test_one_offer_by_two_people_of_a_side_is_told_once() -> None:
    minister = who("Ilmar Roos", EntityKind.PERSON, of="Ordish government")
    (track,) = lines(
        strike(),
        claim("b", day(4), EventType.AGREE, "offer", by=(CABINET,), to=(MINERS,),
              theme="a rise of wages", on=day(4)),
        claim("c", day(5), EventType.AGREE, "offer", by=(minister,), to=(MINERS,),
              theme="the rise", on=day(4)),
    )  # fmt: skip
    assert [stated.what for stated in track.offers] == ["a rise of wages"]


def test_a_round_that_names_no_place_met_where_it_was_to_meet() -> None:
    told = claim("b", day(3), TALK, "talks", status=Status.FUTURE, by=(CABINET, MINERS),
                 at=("Sund",), on=day(4))  # fmt: skip
    (track,) = lines(told, strike())
    assert track.venue == "Sund"


def test_a_mediator_who_tells_of_the_talks_is_their_mediator() -> None:
    envoy = who("Bishop Tamm", EntityKind.PERSON, called="mediator bishop tamm")
    asked = claim("b", day(3), EventType.REQUEST, "urge", by=(envoy,), to=(BOTH,), theme="peace")
    held = claim("b", day(4), TALK, "talks", by=(CABINET, BAND), on=day(4), says="Bishop Tamm")
    (track,) = lines(asked, held)
    assert track.mediators == ("Bishop Tamm",)


def test_a_demand_on_an_enemy_who_sits_at_no_table_is_heard_where_its_speaker_sits() -> None:
    rivals = who("Valley Guard", EntityKind.ARMED_GROUP)
    (track,) = lines(
        claim("b", day(4), TALK, "talks", by=(BAND, rivals), on=day(4)),
        claim("c", day(6), EventType.REQUEST, "demand", by=(BAND,), to=(CABINET,),
              theme="that the garrison leave", on=day(6)),
    )  # fmt: skip
    assert [stated.what for stated in track.demands] == ["that the garrison leave"]


def test_talks_told_by_a_report_without_a_day_are_a_line() -> None:
    told = claim("b", day(4), TALK, "meet", by=(CABINET, MINERS), status=Status.ONGOING)
    (line,) = track_talks([replace(told, published=None, first=None, last=None)], notes=())
    assert set(line.parties) == {"Ordish government", "Miners' Federation"}
