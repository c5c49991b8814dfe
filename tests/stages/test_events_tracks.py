"""Ledgers on two invented situations: an island port under blockade, a city lost and relieved."""

from datetime import date
from typing import Final

from helpers.ledger_cards import claim, who
from khabar.events.tracks.access import track_access
from khabar.events.tracks.control import track_control
from khabar.events.tracks.parties.sides import Sides
from khabar.events.tracks.talks import track_talks
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.event import SourceNote
from khabar.record.ledger import AccessState, ControlState, Good
from khabar.record.report import ReportId

NAVY: Final = who("Ostrovan navy", EntityKind.MILITARY)
CABINET: Final = who("Ostrovan government", EntityKind.GOVERNMENT)
LEAGUE: Final = who("Kelp Coast League", EntityKind.ARMED_GROUP)
ENVOY: Final = who("Bishop Tamm", EntityKind.PERSON, called="mediator bishop tamm")
ARMY: Final = who("Tavrian army", EntityKind.MILITARY)
UNION: Final = who("Steppe Union", EntityKind.ARMED_GROUP)
SHIP: Final = who("Red Crescent ship", EntityKind.ORGANISATION)


def day(number: int) -> date:
    return date(2031, 5, number)


def note(report: str, outlet: str, *, copy_of: str | None = None) -> SourceNote:
    return SourceNote(
        report=ReportId(report),
        outlet=outlet,
        copy_of=None if copy_of is None else ReportId(copy_of),
        p=0.0 if copy_of is None else 1.0,
        share=0.0,
        credits=(),
        quotes=(),
    )


def blockade() -> tuple[ClaimCard, ...]:
    """The navy closes the port of Merrow; aid is turned back, then let in; talks are held."""
    coerce, ongoing = EventType.COERCE, Status.ONGOING
    return (
        claim(
            "r1", day(4), coerce, "blockade", mode="restrict", status=ongoing,
            by=(NAVY,), at=("Merrow",), since=day(1),
        ),
        claim(
            "r1", day(4), coerce, "cut", mode="withhold", status=ongoing,
            by=(NAVY,), at=("Merrow",), since=day(2), theme="water and electricity",
        ),
        claim(
            "r1", day(4), EventType.REJECT, "turn", mode="assist",
            by=(NAVY,), to=(SHIP,), at=("Merrow",), on=day(3),
        ),
        claim(
            "r2", day(7), EventType.RETREAT, "reopen", mode="access", status=Status.FUTURE,
            by=(NAVY,), at=("Merrow",), on=day(20), outlet="Isle Gazette",
        ),
        claim(
            "r2", day(7), EventType.RETREAT, "enter", mode="access", to=(SHIP,), at=("Merrow",),
            on=day(6), outlet="Isle Gazette",
        ),
        claim(
            "r2", day(7), EventType.CONSULT, "talk", mode="third-party",
            by=(CABINET, LEAGUE, ENVOY), at=("Sund",), on=day(5), outlet="Isle Gazette",
        ),
        claim(
            "r2", day(7), EventType.REQUEST, "demand", mode="yield", by=(LEAGUE,), to=(CABINET,),
            theme="an end of the blockade", on=day(5), outlet="Isle Gazette",
        ),
        claim(
            "r2", day(7), EventType.AGREE, "offer", by=(CABINET,), to=(LEAGUE,),
            theme="one ship a week", conditions=("if the League gives up its mines",),
            on=day(5), outlet="Isle Gazette",
        ),
        claim(
            "r2", day(7), EventType.AGREE, "agreement", status=Status.NEGATED,
            by=(CABINET, LEAGUE), on=day(5), outlet="Isle Gazette",
        ),
    )  # fmt: skip


def relief() -> tuple[ClaimCard, ...]:
    """The Union takes Orlov, which the army denies; a week later the army takes it back."""
    control, ongoing = EventType.CONTROL, Status.ONGOING
    return (
        claim("s1", day(3), control, "hold", status=ongoing, by=(ARMY,), at=("Orlov",),
              since=date(2027, 1, 1)),
        claim("s2", day(11), EventType.ASSAULT, "capture", by=(UNION,), to=(ARMY,),
              at=("Orlov",), theme="the city of Orlov", on=day(10)),
        claim("s3", day(12), control, "control", status=ongoing, by=(ARMY,), at=("Orlow",),
              says="Colonel Reznik", of="Tavrian army", outlet="Tavria State News"),
        claim("s4", day(14), control, "control", status=ongoing, by=(UNION,), at=("Orlov city",),
              says="residents", outlet="Steppe Voice"),
        claim("s5", day(18), EventType.ASSAULT, "retake", by=(ARMY,), to=(UNION,),
              at=("Orlov",), on=day(17)),
        claim("s5", day(18), EventType.ASSAULT, "capture", status=Status.HYPOTHETICAL,
              by=(UNION,), at=("Orlov",), on=day(25)),
    )  # fmt: skip


NOTES: Final = tuple(note(r, o) for r, o in (("r1", "Harbour Wire"), ("r2", "Isle Gazette")))


def test_a_place_that_changes_hands_closes_one_row_and_opens_the_next() -> None:
    found = track_control(relief(), notes=())
    told = [(e.holder, e.first, e.last) for e in found]
    assert ("Tavrian army", date(2027, 1, 1), day(10)) in told
    assert ("Steppe Union", day(10), day(17)) in told
    assert ("Tavrian army", day(17), None) in told
    assert {entry.place for entry in found} == {"Orlov"}


def test_a_rival_account_has_a_row_of_its_own_and_disputes_the_other() -> None:
    found = track_control(relief(), notes=())
    rival = next(e for e in found if e.first == day(10) and e.holder == "Tavrian army")
    assert rival.state is ControlState.CLAIMED
    assert rival.last == day(12)
    other = next(e for e in found if e.holder == "Steppe Union")
    assert other.disputed_by == ("Colonel Reznik (Tavrian army)",)
    assert "residents" in other.claimants


def test_a_reprint_is_no_new_claimant() -> None:
    copied = claim("s9", day(12), EventType.ASSAULT, "capture", by=(UNION,), to=(ARMY,),
                   at=("Orlov",), on=day(10), outlet="Copy Daily")  # fmt: skip
    notes = (note("s2", "Harbour Wire"), note("s9", "Copy Daily", copy_of="s2"))
    found = track_control((*relief(), copied), notes=notes)
    taken = next(e for e in found if e.holder == "Steppe Union")
    assert "Copy Daily" not in taken.claimants
    assert len(taken.cites) == 3


def test_the_order_of_claims_makes_no_difference() -> None:
    told = (*relief(), *blockade())
    for track in (track_control, track_access, track_talks):
        assert track(told, notes=NOTES) == track((*reversed(told), told[0]), notes=NOTES)


def test_a_planned_reopening_is_not_a_reopening() -> None:
    found = track_access(blockade(), notes=NOTES)
    entry = next(e for e in found if e.what is Good.ENTRY)
    assert (entry.state, entry.first, entry.last) == (AccessState.CLOSED, day(1), None)
    assert entry.restricted_by == ("Ostrovan navy",)


def test_goods_are_told_apart_and_a_stop_ends_where_the_cargo_arrives() -> None:
    found = track_access(blockade(), notes=NOTES)
    told = {(e.what, e.state): (e.first, e.last) for e in found}
    assert told[Good.WATER, AccessState.CLOSED] == (day(2), None)
    assert told[Good.POWER, AccessState.CLOSED] == (day(2), None)
    assert told[Good.AID, AccessState.CLOSED] == (day(3), day(6))
    assert told[Good.AID, AccessState.OPEN] == (day(6), None)


def test_telephones_cut_in_several_places_are_no_closed_road() -> None:
    cut = claim(
        "r1", day(4), EventType.COERCE, "suspend", mode="restrict", status=Status.ONGOING,
        by=(NAVY,), at=("three districts",), since=day(2), theme="mobile telephone service",
    )  # fmt: skip
    (row,) = track_access((cut,), notes=(note("r1", "Harbour Herald"),))
    assert (row.what, row.state, row.first) == (Good.TELECOM, AccessState.CLOSED, day(2))
    assert row.place == "three districts"


def test_talks_keep_what_each_side_states() -> None:
    (track,) = track_talks(blockade(), notes=NOTES)
    assert track.parties == ("Ostrovan government", "Kelp Coast League")
    assert (track.venue, track.mediators) == ("Sund", ("Bishop Tamm",))
    assert [(s.by, s.what) for s in track.demands] == [
        ("Kelp Coast League", "an end of the blockade")
    ]
    assert [s.by for s in track.offers] == ["Ostrovan government"]
    assert [s.what for s in track.conditions] == [
        "one ship a week, if the League gives up its mines"
    ]
    assert track.outcome == "no agreement"


def test_who_is_named_beside_a_side_in_a_mediation_sits_at_no_side() -> None:
    elder = who("Sister Aune", EntityKind.PERSON)
    told = (
        claim("r2", day(7), EventType.CONSULT, "talks", by=(CABINET, LEAGUE), at=("Sund",),
              on=day(5)),
        claim("r2", day(7), EventType.CONSULT, "mediation", mode="third-party",
              by=(LEAGUE, elder), at=("Sund",), on=day(5)),
    )  # fmt: skip
    (track,) = track_talks(told, notes=NOTES)
    assert track.mediators == ("Sister Aune",)
    assert track.parties == ("Ostrovan government", "Kelp Coast League")


def test_daily_statements_of_one_voice_give_the_series_back() -> None:
    held = [(1, ARMY), (2, ARMY), (4, ARMY), (6, UNION), (7, UNION)]
    told = [
        claim(f"d{number}", day(number), EventType.CONTROL, "control", status=Status.ONGOING,
              by=(side,), at=("Lipki",))
        for number, side in held
    ]  # fmt: skip
    before, after = track_control(told, notes=())
    assert (before.holder, before.last) == ("Tavrian army", day(4))
    assert (after.holder, after.first, after.last) == ("Steppe Union", day(6), None)
    assert after.newest == day(7)


def test_a_persons_side_is_what_most_reports_make_of_the_post() -> None:
    def lovas(report: str, called: str, head: str) -> ClaimCard:
        by = who("Ana Lovas", EntityKind.PERSON, called=called)
        return claim(report, day(12), EventType.REQUEST, head, by=(by,), theme="the way out")

    told = (
        claim("s1", day(10), EventType.ASSAULT, "fire", by=(UNION,), to=(ARMY,), on=day(10)),
        *(lovas("s2", "the minister ana lovas", head) for head in ("demand", "order", "urge")),
        lovas("s3", "union commander ana lovas", "ask"),
    )
    sides = Sides(told)
    assert sides.body_name(told[-1].actors[0]) == "Steppe Union"


def test_a_minister_speaks_for_the_government_that_nobody_names() -> None:
    minister = who("Ilmar Roos", EntityKind.PERSON, called="interior minister ilmar roos")
    told = (
        claim("s1", day(10), EventType.ASSAULT, "fire", by=(UNION,), on=day(10)),
        claim("s2", day(11), EventType.AGREE, "offer", by=(who("government",
              EntityKind.GOVERNMENT),), theme="a corridor"),
        claim("s3", day(12), EventType.REQUEST, "demand", by=(minister,), theme="their arms"),
    )  # fmt: skip
    assert Sides(told).body_name(minister) == "government"


def test_rebels_without_a_name_are_those_of_the_only_armed_group() -> None:
    rebels = who("rebels", EntityKind.ARMED_GROUP)
    told = (
        claim("s1", day(10), EventType.ASSAULT, "fire", by=(rebels,), on=day(10)),
        claim("s4", day(14), EventType.CONTROL, "control", status=Status.ONGOING, by=(UNION,),
              at=("Orlov",), says="rebels", outlet="Steppe Voice"),
    )  # fmt: skip
    held = next(e for e in track_control((*relief()[:2], *told), notes=()) if e.last is None)
    assert "rebels (Steppe Union)" in held.claimants


def test_since_a_year_does_not_date_the_day_a_place_fell() -> None:
    fell = claim("s2", day(11), EventType.ASSAULT, "capture", by=(UNION,), to=(ARMY,),
                 at=("Orlov",), theme="the city of Orlov", since=date(2027, 1, 1))  # fmt: skip
    found = track_control((fell,), notes=())
    assert [e.first for e in found if e.holder == "Steppe Union"] == [None]


def test_the_full_name_of_a_group_is_the_group_of_its_initials() -> None:
    short = who("SUF", EntityKind.ARMED_GROUP)
    full = who("Steppe Union Front", EntityKind.ORGANISATION)
    told = (
        claim("s2", day(11), EventType.ASSAULT, "capture", by=(short,), to=(ARMY,),
              at=("Orlov",), on=day(10)),
        claim("s4", day(14), EventType.CONTROL, "control", status=Status.ONGOING, by=(full,),
              at=("Orlov",), outlet="Steppe Voice"),
    )  # fmt: skip
    (held,) = track_control(told, notes=())
    assert held.claimants == ("Harbour Wire", "Steppe Voice")
