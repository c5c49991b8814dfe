"""Who sits at talks on an invented republic, who stands between, and what is said there."""

from dataclasses import replace
from datetime import date
from typing import Final

from helpers.ledger_cards import claim, who
from khabar.events.tracks.talks import track_talks
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Sector, Status
from khabar.record.ledger import TalksTrack

CABINET: Final = who("Ordish government", EntityKind.GOVERNMENT)
ARMY: Final = who("Ordish army", EntityKind.MILITARY)
BAND: Final = who("Hill Brotherhood", EntityKind.ARMED_GROUP)
NEIGHBOUR: Final = who("Velmark", EntityKind.COUNTRY)
BOTH: Final = who("both sides", EntityKind.ORGANISATION)
TALK: Final = EventType.CONSULT
AGREE: Final = EventType.AGREE


def day(number: int) -> date:
    return date(2033, 3, number)


def lines(*cards: ClaimCard) -> tuple[TalksTrack, ...]:
    """Return the lines of a case in which army and band fight and meet on the fourth."""
    fights = claim("a", day(1), EventType.ASSAULT, "fire", by=(ARMY,), to=(BAND,), on=day(1))
    met = claim("b", day(4), TALK, "talks", mode="third-party", by=(CABINET, BAND), on=day(4))
    return track_talks((fights, met, *cards), notes=())


def test_who_does_not_fight_and_sits_with_two_who_do_is_their_mediator() -> None:
    envoy = who("Ida Quill", EntityKind.PERSON, of="Velmark")
    (track,) = lines(
        claim("b", day(4), TALK, "sit", mode="third-party", by=(CABINET, BAND, envoy), on=day(4)),
        claim("b", day(4), AGREE, "idea", by=(NEIGHBOUR,), theme="a buffer"),
    )
    assert set(track.parties) == {"Ordish government", "Hill Brotherhood"}
    assert track.mediators == ("Ida Quill",)


def test_the_guarantor_of_what_two_sign_is_no_party() -> None:
    abbot = who("Abbot Rusk", EntityKind.PERSON)
    (track,) = lines(
        claim("b", day(5), EventType.SUPPORT, "sign", by=(CABINET, BAND, abbot),
              theme="the truce", on=day(5))
    )  # fmt: skip
    assert set(track.parties) == {"Ordish government", "Hill Brotherhood"}
    assert track.mediators == ("Abbot Rusk",)
    assert track.outcome == "agreed"


def test_a_fighting_side_named_beside_the_host_brings_nobody_together() -> None:
    host = who("Bram Oster", EntityKind.PERSON, of="Velmark")
    (track,) = lines(
        claim("b", day(4), TALK, "host", mode="third-party", by=(host, CABINET, BAND), on=day(4))
    )
    assert set(track.parties) == {"Ordish government", "Hill Brotherhood"}
    assert track.mediators == ("Bram Oster",)


def test_what_came_of_offers_and_what_ends_for_nobody_is_no_offer() -> None:
    (track,) = lines(
        claim("c", day(5), AGREE, "deal", by=(CABINET, BAND), theme="the road opens", on=day(5)),
        claim("c", day(5), AGREE, "accept", by=(BAND,), to=(CABINET,), theme="a swap"),
        claim("c", day(5), EventType.CONCEDE, "shorten", by=(CABINET,), theme="the curfew"),
        claim("c", day(5), EventType.CONCEDE, "drop", by=(BAND,), to=(CABINET,), theme="a threat"),
    )
    assert [stated.what for stated in track.offers] == ["a threat"]


def test_a_consent_that_hangs_on_something_is_an_offer_with_its_condition() -> None:
    (track,) = lines(
        claim("c", day(5), AGREE, "accept", by=(BAND,), to=(CABINET,), theme="a swap",
              conditions=("if the lists are whole",))
    )  # fmt: skip
    assert [stated.what for stated in track.offers] == ["a swap"]
    assert [stated.what for stated in track.conditions] == ["a swap, if the lists are whole"]


def test_who_denies_a_deal_turns_it_down_for_his_own_side_alone() -> None:
    (track,) = lines(
        claim("c", day(6), AGREE, "pact", status=Status.NEGATED, by=(CABINET, BAND),
              theme="no pact with bandits", says="Ordish government"),
    )  # fmt: skip
    assert [(s.by, s.what) for s in track.rejections] == [
        ("Ordish government", "no pact with bandits"),
    ]
    assert [(s.day, s.status) for s in track.steps] == [(day(4), "held"), (day(6), "denied")]
    assert track.outcome == ""


def test_that_two_did_not_agree_is_nobodys_denial_where_a_third_tells_it() -> None:
    (track,) = lines(
        claim("c", day(4), AGREE, "accord", status=Status.NEGATED, by=(CABINET, BAND),
              theme="no accord", says="Ida Quill", on=day(4)),
    )  # fmt: skip
    assert (track.rejections, track.outcome) == ((), "no agreement")


def test_a_meeting_set_for_a_later_day_is_a_line_of_its_own() -> None:
    held, ahead = lines(
        claim("c", day(6), TALK, "meeting", mode="third-party", status=Status.FUTURE,
              by=(CABINET, BAND), at=("Sund",), on=day(9)),
    )  # fmt: skip
    assert (held.venue, ahead.venue) == ("", "Sund")
    assert ahead.parties == held.parties
    assert [(s.day, s.status) for s in ahead.steps] == [(day(6), "announced")]


def test_a_council_of_states_that_is_to_meet_mediates_nothing() -> None:
    council = replace(who("Council of the Seas", EntityKind.ORGANISATION), sector=Sector.IGO)
    (track,) = lines(
        claim("c", day(5), EventType.REQUEST, "ask", mode="meet", by=(CABINET,), to=(council,),
              theme="to convene"),
        claim("c", day(5), TALK, "convene", mode="multilateral", status=Status.HYPOTHETICAL,
              by=(council,)),
    )  # fmt: skip
    assert (track.mediators, track.offers) == ((), ())


def test_what_two_agree_days_after_they_last_met_is_another_round() -> None:
    first, second = lines(
        claim("c", day(9), AGREE, "bargain", by=(BOTH,), theme="a swap of prisoners", on=day(8)),
        claim("d", day(9), AGREE, "deal", by=(BOTH,), theme="the road opens", on=day(5)),
    )
    assert set(second.parties) == set(first.parties) == {"Ordish government", "Hill Brotherhood"}
    assert [(s.day, s.status) for s in first.steps] == [(day(4), "held"), (day(5), "agreed")]
    assert second.outcome == "agreed"


def test_one_meeting_is_one_line_whatever_a_guest_is_called() -> None:
    names = ("Bishop of Sund", "Ivo Marr")
    met = [
        claim(report, day(8), TALK, "meet", by=(BAND, who(name, EntityKind.PERSON)), at=("Sund",),
              on=day(8))
        for report, name in zip("cd", names, strict=True)
    ]  # fmt: skip
    _, track = lines(*met)
    assert set(track.parties) == {"Hill Brotherhood", *names}


def test_what_is_less_likely_than_not_a_statement_is_none() -> None:
    asks = claim("c", day(5), EventType.REQUEST, "ask", by=(BAND,), to=(CABINET,), theme="a road")
    (doubtful,) = lines(replace(asks, p=0.4))
    (sure,) = lines(replace(asks, p=0.6))
    assert (len(doubtful.demands), len(sure.demands)) == (0, 1)


def test_a_side_that_is_told_to_have_met_alone_met_the_only_one_it_meets() -> None:
    _, later = lines(claim("c", day(9), TALK, "talks", by=(CABINET,), at=("Sund",), on=day(9)))
    assert set(later.parties) == {"Ordish government", "Hill Brotherhood"}
