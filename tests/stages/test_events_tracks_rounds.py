"""Meetings that follow one another on an invented island: counted, due, mediated, kept to."""

from dataclasses import replace
from datetime import date
from typing import Final

from helpers.ledger_cards import claim, who
from khabar.events.tracks.talks import track_talks
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Sector, Status
from khabar.record.ledger import TalksTrack
from khabar.record.time import TimeBasis

ARMY: Final = who("Ordish army", EntityKind.MILITARY)
CABINET: Final = who("Ordish government", EntityKind.GOVERNMENT)
BAND: Final = who("Hill Brotherhood", EntityKind.ARMED_GROUP)
ELDER: Final = who("Bram Oster", EntityKind.PERSON)
BOTH: Final = who("both sides", EntityKind.ORGANISATION)
TALK: Final = EventType.CONSULT


def day(number: int) -> date:
    return date(2033, 3, number)


def lines(*cards: ClaimCard) -> tuple[TalksTrack, ...]:
    """Return the lines of a case in which army and band fight."""
    fights = (claim("a", day(1), EventType.ASSAULT, "fire", by=(ARMY,), to=(BAND,), on=day(1)),)
    return track_talks((*fights, *cards), notes=())


def met(number: int) -> ClaimCard:
    return claim("b", day(number), TALK, "talks", by=(CABINET, BAND), on=day(number))


def counted(card: ClaimCard, ordinal: str) -> ClaimCard:
    """Return a claim whose sentence has "second round of talks"."""
    return replace(card, words=(ordinal, "round", "talks"))


def days(track: TalksTrack) -> list[tuple[date | None, str]]:
    return [(step.day, step.status) for step in track.steps]


def test_a_second_round_on_the_day_after_the_first_is_another_line() -> None:
    first, second = lines(met(4), counted(met(5), "second"))
    assert (days(first), days(second)) == ([(day(4), "held")], [(day(5), "held")])


def test_a_second_round_in_its_second_day_is_one_line() -> None:
    first, second = lines(met(4), met(8), counted(met(9), "second"))
    assert days(first) == [(day(4), "held")]
    assert days(second) == [(day(8), "held"), (day(9), "held")]


def test_the_day_of_the_story_around_it_does_not_make_a_second_round_the_first() -> None:
    late = replace(counted(met(4), "second"), published=day(9), basis=TimeBasis.CONTEXT)
    first, second = lines(met(4), late)
    assert [step.day for step in first.steps] == [day(4)]
    assert len(second.steps) == 1


def test_who_agrees_to_meet_again_has_not_met_on_that_day() -> None:
    (track,) = lines(
        met(9),
        claim("c", day(10), EventType.AGREE, "agree", by=(CABINET, BAND), theme="to return",
              on=day(4)),
    )  # fmt: skip
    assert days(track) == [(day(9), "held"), (day(10), "announced")]


def test_who_takes_an_invitation_tells_a_step_whatever_his_side() -> None:
    council = who("Valley Council", EntityKind.ORGANISATION)
    (track,) = lines(
        claim("b", day(3), EventType.REQUEST, "invite", mode="meet", by=(ELDER,), to=(BOTH,),
              theme="to meet in Lonn"),
        claim("c", day(4), EventType.AGREE, "accept", by=(council,), to=(ELDER,),
              theme="the invitation"),
        met(6),
    )  # fmt: skip
    assert days(track) == [(day(3), "announced"), (day(4), "announced"), (day(6), "held")]


def test_a_proposal_to_others_is_no_part_of_a_meeting_without_them() -> None:
    union = who("Miners' Federation", EntityKind.ORGANISATION)
    tracks = lines(
        claim("b", day(3), EventType.AGREE, "offer", by=(ELDER,), to=(BAND, ARMY),
              theme="to host talks"),
        claim("c", day(6), TALK, "talks", by=(union, who("Port Board", EntityKind.ORGANISATION)),
              on=day(6)),
    )  # fmt: skip
    assert sorted(len(track.steps) for track in tracks) == [1, 1]


def test_a_truce_is_followed_in_the_line_that_made_it() -> None:
    truce = EventType.RETREAT
    (track,) = lines(
        met(4),
        claim("b", day(4), EventType.AGREE, "agree", by=(CABINET, BAND), theme="a truce",
              on=day(4)),
        claim("c", day(6), truce, "truce", mode="ceasefire", by=(BAND,), status=Status.ONGOING),
        claim("d", day(7), truce, "truce", mode="ceasefire", by=(BAND,), status=Status.NEGATED,
              theme="broken"),
    )  # fmt: skip
    assert days(track)[-2:] == [(day(6), "in force"), (day(7), "broken")]
    assert (track.outcome, track.newest) == ("broken", day(7))


def test_talks_without_a_truce_end_in_no_agreement() -> None:
    (track,) = lines(
        met(4),
        claim("b", day(4), EventType.RETREAT, "ceasefire", mode="ceasefire", by=(BOTH,),
              status=Status.NEGATED),
    )  # fmt: skip
    assert track.outcome == "no agreement"


def test_a_deal_that_leaves_a_truce_out_is_no_failure() -> None:
    (track,) = lines(
        met(4),
        claim("b", day(5), EventType.RETREAT, "ceasefire", mode="ceasefire", by=(BOTH,),
              status=Status.NEGATED, theme="the deal did not include"),
    )  # fmt: skip
    assert "no agreement" not in {status for _, status in days(track)}


def test_a_body_opposite_one_other_sits_and_one_beside_two_does_not() -> None:
    union = replace(who("Dockers' Union", EntityKind.ORGANISATION), sector=Sector.NGO)
    (track,) = lines(claim("b", day(4), TALK, "talks", by=(CABINET, union), on=day(4)))
    assert set(track.parties) == {"Ordish government", "Dockers' Union"}
    assert track.mediators == ()
    (track,) = lines(claim("b", day(4), TALK, "talks", by=(CABINET, BAND, union), on=day(4)))
    assert track.mediators == ("Dockers' Union",)


def test_who_offers_to_mediate_is_a_mediator_and_offers_nothing() -> None:
    (track,) = lines(
        claim("b", day(3), EventType.AGREE, "offer", by=(ELDER,), theme="to mediate"),
        claim("c", day(4), TALK, "talks", by=(CABINET, BAND, ELDER), on=day(4)),
    )
    assert (track.mediators, track.offers) == (("Bram Oster",), ())


def test_rounds_of_the_same_sides_share_their_mediator() -> None:
    _, second = lines(
        claim("b", day(4), TALK, "mediate", mode="third-party", by=(ELDER,), on=day(4)),
        met(4),
        met(9),
    )
    assert second.mediators == ("Bram Oster",)


def test_a_mediator_of_old_holds_no_meeting_now() -> None:
    old = claim("c", day(6), TALK, "broker", mode="third-party", by=(ELDER,))
    (track,) = lines(met(4), old)
    assert days(track) == [(day(4), "held")]


def test_one_alone_whom_others_met_with_scorn_sits_at_no_table() -> None:
    scorn = claim("b", day(4), TALK, "meet", by=(CABINET,), on=day(4))
    assert lines(replace(scorn, phrase=("met",))) == ()
    (track,) = lines(replace(scorn, phrase=("met",), actors=(BOTH,)))
    assert days(track) == [(day(4), "held")]


def test_mere_people_are_no_party_and_farmers_are() -> None:
    crowd, farmers = (who(name, EntityKind.CIVILIANS) for name in ("people", "farmers"))
    (track,) = lines(claim("b", day(4), TALK, "talks", by=(CABINET, crowd, farmers), on=day(4)))
    assert set(track.parties) == {"Ordish government", "farmers"}


def test_a_last_name_is_the_one_person_of_the_case_who_bears_it() -> None:
    short = who("Oster", EntityKind.PERSON)
    (track,) = lines(
        claim("b", day(3), TALK, "mediate", mode="third-party", by=(ELDER,), on=day(4)),
        claim("b", day(4), TALK, "talks", by=(short, CABINET, BAND), on=day(4)),
    )
    assert track.mediators == ("Bram Oster",)
    assert set(track.parties) == {"Ordish government", "Hill Brotherhood"}
