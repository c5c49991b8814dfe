"""Who holds what: denied captures, parts of a place, units of a state, on invented places."""

from dataclasses import replace
from datetime import date
from typing import Final

from helpers.ledger_cards import claim, place, who
from khabar.events.tracks.control import track_control
from khabar.record.card import ClaimCard, OriginKind
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import ControlEntry, ControlState
from khabar.record.time import TimeBasis

ARMY: Final = who("Tavrian army", EntityKind.MILITARY)
UNION: Final = who("Steppe Union", EntityKind.ARMED_GROUP)
ONGOING: Final = Status.ONGOING
CONTROL: Final = EventType.CONTROL
ASSAULT: Final = EventType.ASSAULT


def day(number: int) -> date:
    return date(2031, 5, number)


def tell(*cards: ClaimCard) -> list[ControlEntry]:
    return list(track_control(cards, notes=()))


def rows(*cards: ClaimCard) -> set[tuple[str, date | None, date | None, ControlState]]:
    return {(e.holder, e.first, e.last, e.state) for e in tell(*cards)}


HELD: Final = claim("s1", day(1), CONTROL, "hold", status=ONGOING, by=(UNION,), at=("Orlov mill",),
                    since=date(2029, 1, 1))  # fmt: skip
CLAIMED: Final = claim("s2", day(4), ASSAULT, "capture", by=(ARMY,), to=(UNION,),
                       at=("Orlov mill",), on=day(3), says="General Reznik",
                       of="Tavrian army")  # fmt: skip
DENIED: Final = claim("s3", day(5), CONTROL, "hand", status=ONGOING, by=(UNION,),
                      at=("Orlov mill",), says="Ilya Vance", of="Steppe Union",
                      outlet="Steppe Voice")  # fmt: skip


def test_a_capture_that_the_other_side_denies_ends_nothing() -> None:
    found = rows(HELD, CLAIMED, DENIED)
    assert ("Steppe Union", date(2029, 1, 1), None, ControlState.CONTESTED) in found
    assert ("Tavrian army", day(3), None, ControlState.CLAIMED) in found


def test_a_capture_that_nobody_denies_ends_what_was_before() -> None:
    found = rows(HELD, CLAIMED)
    assert ("Steppe Union", date(2029, 1, 1), day(3), ControlState.LOST) in found


def test_a_taker_s_earlier_day_stands_beside_the_day_that_others_give() -> None:
    fell = claim("s4", day(9), CONTROL, "fall", by=(ARMY,), to=(UNION,), at=("Orlov mill",),
                 on=day(8), outlet="Harbour Watch")  # fmt: skip
    found = rows(CLAIMED, DENIED, fell)
    assert ("Tavrian army", day(3), None, ControlState.CLAIMED) in found
    assert ("Tavrian army", day(8), None, ControlState.TAKEN) in found
    assert any(holder == "Steppe Union" and last == day(8) for holder, _, last, _ in found)


def test_two_holders_told_in_one_breath_hold_parts() -> None:
    told = [
        claim("s5", day(6), CONTROL, "have", status=ONGOING, by=(side,), at=("Orlov",),
              says="two millers")
        for side in (ARMY, UNION)
    ]  # fmt: skip
    assert rows(*told) == {
        ("Tavrian army", None, None, ControlState.CONTESTED),
        ("Steppe Union", None, None, ControlState.CONTESTED),
    }


def test_what_changes_hands_between_two_is_nobody_s() -> None:
    assert tell(claim("s5", day(6), CONTROL, "hand", by=(ARMY, UNION), at=("Orlov",))) == []


def test_a_gendarmerie_holds_a_pass_for_its_state() -> None:
    gendarmes = who("gendarmerie", EntityKind.POLICE)
    (entry,) = tell(
        claim("s1", day(2), ASSAULT, "fire", by=(ARMY,), on=day(1)),
        claim("s1", day(2), CONTROL, "hold", status=ONGOING, by=(gendarmes,), at=("Orlov pass",),
              since=day(1)),
    )  # fmt: skip
    assert entry.holder == "gendarmerie (Tavrian army)"


def test_the_corps_that_a_ministry_speaks_of_is_its_own() -> None:
    corps = who("Third Corps", EntityKind.MILITARY)
    other = who("Lorrish army", EntityKind.MILITARY)
    found = tell(
        claim("s1", day(2), ASSAULT, "fire", by=(ARMY,), to=(other,), on=day(1)),
        claim("s1", day(2), ASSAULT, "fire", by=(other,), to=(ARMY,), on=day(1)),
        claim("s2", day(4), ASSAULT, "liberation", by=(corps,), to=(other,), at=("Orlov",),
              on=day(3), says="Tavrian Defence Ministry", of="Tavrian army"),
        claim("s3", day(5), CONTROL, "hold", status=ONGOING, by=(ARMY,), at=("Orlov",)),
    )  # fmt: skip
    (entry,) = found
    assert (entry.holder, entry.first) == ("Tavrian army", day(3))


def test_a_day_on_which_a_place_was_seen_held_is_no_beginning() -> None:
    (entry,) = tell(claim("s1", day(6), CONTROL, "hold", status=ONGOING, by=(UNION,),
                          at=("Orlov",), on=day(5)))  # fmt: skip
    assert entry.first is None


def test_an_undated_capture_comes_after_what_is_known_to_be_older() -> None:
    taken = claim("s2", day(4), ASSAULT, "capture", by=(ARMY,), to=(UNION,), at=("Orlov mill",))
    found = rows(HELD, taken)
    assert ("Tavrian army", None, None, ControlState.TAKEN) in found
    assert all(last is None or last >= day(1) for _, _, last, _ in found)


def test_the_mill_in_a_town_is_the_town_s_mill_and_the_mill() -> None:
    told = [
        claim(f"s{number}", day(number), CONTROL, "hold", status=ONGOING, by=(UNION,), at=(name,))
        for number, name in enumerate(("grain mill in Orlov", "Orlov grain mill", "The mill"), 1)
    ]
    (entry,) = tell(*told)
    assert len(entry.cites) == 3


def test_an_unnamed_military_source_speaks_for_its_army() -> None:
    taken = claim("s2", day(4), ASSAULT, "capture", by=(ARMY,), to=(UNION,), at=("Orlov",),
                  on=day(3), says="a military source")  # fmt: skip
    unnamed = replace(taken.sources[1], kind=OriginKind.UNNAMED, key="")
    (entry,) = tell(replace(taken, sources=(taken.sources[0], unnamed)))
    assert entry.state is ControlState.CLAIMED


def test_what_is_held_is_the_place_of_the_claim_s_own_words() -> None:
    mill = place("Orlov mill")
    told = claim("s1", day(1), CONTROL, "hold", status=ONGOING, by=(UNION,), at=("Varo",))
    (held,) = tell(replace(told, sites=(mill,)))
    assert held.place == "Orlov mill"


def test_who_hands_a_place_over_loses_it_and_who_receives_it_holds_it() -> None:
    given = claim("s2", day(4), EventType.RETREAT, "hand", mode="withdraw", by=(UNION,),
                  to=(ARMY,), at=("Orlov mill",), on=day(3))  # fmt: skip
    found = rows(HELD, given)
    assert ("Steppe Union", date(2029, 1, 1), day(3), ControlState.LOST) in found
    assert ("Tavrian army", day(3), None, ControlState.TAKEN) in found


def test_who_denies_that_a_place_has_fallen_says_it_is_still_theirs() -> None:
    denied = claim("s3", day(5), CONTROL, "fall", status=Status.NEGATED, at=("Orlov mill",),
                   says="General Reznik", of="Tavrian army")  # fmt: skip
    (held,) = tell(claim("s1", day(1), ASSAULT, "fire", by=(ARMY,)), denied)
    assert (held.place, held.state) == ("Orlov mill", ControlState.CLAIMED)
    assert held.holder == "Tavrian army"


def test_taking_and_losing_control_are_told_by_the_words_around_control() -> None:
    lost = replace(claim("s2", day(4), CONTROL, "control", by=(UNION,), at=("Orlov mill",),
                         on=day(3)), phrase=("lost", "control"))  # fmt: skip
    won = replace(claim("s2", day(4), CONTROL, "control", by=(ARMY,), at=("Orlov mill",),
                        on=day(3)), phrase=("took", "control"))  # fmt: skip
    found = rows(HELD, lost, won)
    assert ("Steppe Union", date(2029, 1, 1), day(3), ControlState.LOST) in found
    assert ("Tavrian army", day(3), None, ControlState.TAKEN) in found


def test_what_was_held_long_ago_is_not_held_today() -> None:
    was = claim("s1", day(9), CONTROL, "hold", status=Status.HISTORICAL, by=(UNION,),
                at=("Orlov mill",), on=date(2020, 6, 1))  # fmt: skip
    assert rows(was) == {("Steppe Union", date(2020, 6, 1), date(2020, 6, 1), ControlState.LOST)}


def test_who_falls_upon_a_town_has_not_taken_it() -> None:
    fell = claim("s1", day(9), ASSAULT, "fall", by=(UNION,), at=("Varo",), on=day(8))
    assert rows(replace(fell, phrase=("fell", "upon"))) == set()
    assert len(rows(fell)) == 1


def test_a_claim_that_is_likelier_none_opens_no_row() -> None:
    assert not tell(replace(HELD, p=0.2))
    assert not tell(replace(HELD, head="have", p=0.4))
    assert tell(replace(HELD, p=0.4))  # "hold" says so of itself
    assert tell(replace(HELD, head="have", p=0.6))


def test_who_drives_the_holder_out_of_a_place_has_taken_it() -> None:
    driven = claim("s2", day(4), ASSAULT, "drive", by=(ARMY,), to=(UNION,), at=("Orlov mill",),
                   on=day(3))  # fmt: skip
    elsewhere = replace(driven, recipients=(who("Hill Guard", EntityKind.ARMED_GROUP),))
    assert ("Steppe Union", date(2029, 1, 1), day(3), ControlState.LOST) in rows(HELD, driven)
    assert any(holder == "Tavrian army" for holder, *_ in rows(HELD, driven))
    assert not any(holder == "Tavrian army" for holder, *_ in rows(HELD, elsewhere))


def test_raiders_who_storm_a_town_hold_it_only_where_somebody_says_so() -> None:
    stormed = claim("s2", day(4), ASSAULT, "storm", by=(UNION,), to=(ARMY,), at=("Varo",),
                    theme="the town of Varo", on=day(3))  # fmt: skip
    held = claim("s3", day(5), CONTROL, "hold", status=ONGOING, by=(UNION,), at=("Varo",))
    assert rows(stormed) == set()
    assert rows(stormed, held) == {("Steppe Union", day(3), None, ControlState.TAKEN)}


def test_a_thing_at_a_place_that_is_such_a_thing_is_the_place() -> None:
    first = claim("s1", day(1), CONTROL, "hold", status=ONGOING, by=(UNION,),
                  at=("pass of Oskar",), since=date(2029, 1, 1))  # fmt: skip
    told = claim(
        "s2", day(2), CONTROL, "hold", status=ONGOING, by=(UNION,), at=("the pass at Oskar",)
    )
    assert len(tell(first, told)) == 1


def test_a_town_in_the_north_is_the_town_that_the_report_names() -> None:
    named = claim("s1", day(2), ASSAULT, "capture", by=(UNION,), at=("Varo town",), on=day(1))
    head = claim("s1", day(2), ASSAULT, "seize", by=(UNION,), at=("town in northern Tavria",),
                 on=day(1))  # fmt: skip
    (held,) = tell(named, head)
    assert held.place == "Varo town"


def test_the_camp_is_the_camp_whose_name_begins_so() -> None:
    first = claim("s1", day(1), CONTROL, "hold", status=ONGOING, by=(UNION,), at=("Camp Tarn",))
    later = claim("s2", day(3), CONTROL, "hold", status=ONGOING, by=(UNION,), at=("the camp",))
    (held,) = tell(first, later)
    assert held.newest == day(3)


def test_who_withdraws_before_another_comes_held_the_place_until_then() -> None:
    left = claim("s1", day(4), EventType.RETREAT, "withdraw", mode="withdraw", by=(ARMY,),
                 at=("Orlov mill",), on=day(3))  # fmt: skip
    came = claim("s2", day(5), CONTROL, "hold", status=ONGOING, by=(UNION,), at=("Orlov mill",),
                 since=day(3))  # fmt: skip
    assert rows(left) == set()
    assert ("Tavrian army", None, day(3), ControlState.LOST) in rows(left, came)


def test_days_of_a_long_story_date_no_capture() -> None:
    taken = claim("s1", day(9), ASSAULT, "capture", by=(ARMY,), at=("Varo",), on=day(9))
    long = replace(taken, first=date(2028, 5, 9), basis=TimeBasis.CONTEXT)
    (entry,) = tell(long)
    assert entry.first is None


def test_an_apposition_is_no_second_place() -> None:
    taken = claim("s1", day(2), ASSAULT, "capture", by=(UNION,), on=day(1),
                  at=("Varo", "Tavrian hamlet on the heights"))  # fmt: skip
    assert [entry.place for entry in tell(taken)] == ["Varo"]


def test_what_was_held_until_evening_is_held_no_longer() -> None:
    taken = claim("s1", day(4), ASSAULT, "capture", by=(UNION,), at=("Varo",), on=day(3))
    held = claim("s2", day(9), CONTROL, "hold", by=(UNION,), at=("Varo",), on=day(3),
                 outlet="Harbour Watch")  # fmt: skip
    assert rows(taken, held) == {("Steppe Union", day(3), day(3), ControlState.LOST)}


def test_an_old_stretch_is_not_the_new_one() -> None:
    old = [
        claim("s1", day(9), kind, head, status=Status.HISTORICAL, by=(UNION,), at=("Varo",),
              on=date(2020, 6, 1))
        for kind, head in ((ASSAULT, "take"), (CONTROL, "hold"))
    ]  # fmt: skip
    new = claim("s2", day(9), ASSAULT, "capture", by=(UNION,), at=("Varo",), on=day(8))
    assert rows(*old, new) == {
        ("Steppe Union", date(2020, 6, 1), date(2020, 6, 1), ControlState.LOST),
        ("Steppe Union", day(8), None, ControlState.TAKEN),
    }


def test_control_that_has_happened_is_a_taking() -> None:
    won = claim("s1", day(9), CONTROL, "control", by=(ARMY,), at=("Varo",), on=day(8))
    won = replace(won, phrase=("full", "control"))
    assert rows(won) == {("Tavrian army", day(8), None, ControlState.TAKEN)}


def test_those_who_take_a_town_together_end_nothing_of_each_other() -> None:
    both = claim("s1", day(4), ASSAULT, "capture", by=(UNION, ARMY), at=("Varo",), on=day(3))
    held = claim("s2", day(5), CONTROL, "hold", status=ONGOING, by=(ARMY,), at=("Varo",),
                 since=day(3))  # fmt: skip
    assert {row[:3] for row in rows(both, held)} == {
        ("Tavrian army", day(3), None),
        ("Steppe Union", day(3), None),
    }


def test_the_market_of_a_town_is_held_and_not_the_town() -> None:
    told = claim("s1", day(4), CONTROL, "hold", status=ONGOING, by=(UNION,),
                 at=("market", "Varo", "lower streets"))  # fmt: skip
    assert [entry.place for entry in tell(told)] == ["market, lower streets (Varo)"]


def test_parts_without_a_name_are_parts_of_what_their_report_is_about() -> None:
    about = claim("s1", day(4), ASSAULT, "fire", by=(ARMY,), at=("Varo",))
    mine, bank = (
        claim("s1", day(4), CONTROL, "hold", status=ONGOING, by=(UNION,), at=(name,))
        for name in ("mine", "their houses")
    )
    assert [entry.place for entry in tell(about, mine, bank)] == ["mine"]


def test_who_says_that_a_town_is_under_control_holds_it() -> None:
    told = claim("s3", day(5), CONTROL, "control", status=ONGOING, at=("Varo",),
                 says="General Reznik", of="Tavrian army")  # fmt: skip
    (held,) = tell(claim("s1", day(1), ASSAULT, "fire", by=(ARMY,)), told)
    assert (held.place, held.holder) == ("Varo", "Tavrian army")


def test_the_base_above_a_town_is_not_the_town() -> None:
    town = claim("s1", day(4), ASSAULT, "fire", by=(ARMY,), at=("Varo town",))
    base = claim("s1", day(4), ASSAULT, "capture", by=(UNION,), at=("base above the town",),
                 on=day(3))  # fmt: skip
    assert [entry.place for entry in tell(town, base)] == ["base above the town"]


def test_an_enclave_that_is_only_a_state_s_is_no_name() -> None:
    state = who("Tavria", EntityKind.COUNTRY)
    told = claim("s1", day(4), CONTROL, "hold", status=ONGOING, by=(state,),
                 at=("Tavrian-held enclave",))  # fmt: skip
    assert tell(claim("s1", day(4), ASSAULT, "fire", by=(ARMY,)), told) == []


OURS: Final = who("our forces", EntityKind.MILITARY, of="headquarters")


def test_our_forces_are_those_of_the_group_whose_outlet_says_so() -> None:
    first = claim("s1", day(1), ASSAULT, "fire", by=(UNION,))
    told = claim("s2", day(4), CONTROL, "master", status=ONGOING, by=(OURS,), at=("Varo",),
                 since=day(3), outlet="Voice of the Steppe")  # fmt: skip
    (held,) = tell(first, told)
    assert (held.holder, held.first) == ("Steppe Union", day(3))
    assert tell(first, replace(told, sources=first.sources), first) == []


LORRISH: Final = who("Lorrish army", EntityKind.MILITARY)
WAR: Final = tuple(
    claim(f"w{number}", day(1), ASSAULT, "fire", by=(army,), at=(land,))
    for number, (army, land) in enumerate([(ARMY, "Tavria"), (LORRISH, "Lorria")] * 2)
)


def test_the_army_of_a_state_s_outlet_is_that_state_s_in_a_war_of_two() -> None:
    army = who("army", EntityKind.MILITARY)
    told = claim("s2", day(4), CONTROL, "hold", status=ONGOING, by=(army,), at=("Varo",),
                 since=day(3), outlet="Lorrish Radio")  # fmt: skip
    assert [entry.holder for entry in tell(*WAR, told)] == ["Lorrish army"]
    neutral = replace(told, outlet="~harbour wire", sources=WAR[0].sources)
    assert [entry.holder for entry in tell(*WAR, neutral)] == ["army"]


def test_the_enemy_is_who_fights_the_one_who_says_so() -> None:
    enemy = who("enemy soldiers", EntityKind.MILITARY)
    told = claim("s2", day(4), CONTROL, "hold", status=ONGOING, by=(enemy,), at=("Varo",),
                 since=day(3), outlet="Lorrish Radio")  # fmt: skip
    assert [entry.holder_key for entry in tell(*WAR, told)] == [ARMY.key]
    assert tell(*WAR, replace(told, outlet="~harbour wire", sources=WAR[0].sources)) == []


def test_what_had_been_held_before_is_no_dispute_of_the_taking() -> None:
    held = claim("s1", day(5), CONTROL, "hand", status=ONGOING, by=(UNION,), at=("Varo",),
                 since=day(2))  # fmt: skip
    taken = claim("s1", day(5), ASSAULT, "capture", by=(ARMY,), to=(UNION,), at=("Varo",),
                  on=day(4), says="General Reznik", of="Tavrian army")  # fmt: skip
    (front, army) = tell(replace(held, before=True), taken)
    assert (front.holder, front.first, front.last) == ("Steppe Union", day(2), day(4))
    assert (army.holder, army.disputed_by) == ("Tavrian army", ())
    assert [entry.disputed_by for entry in tell(held, taken) if entry.holder == "Tavrian army"] == [
        ("Harbour Wire",)
    ]


def test_the_outlet_of_a_group_that_denies_a_fall_says_the_place_is_the_group_s() -> None:
    first = claim("s1", day(1), ASSAULT, "fire", by=(UNION,))
    denied = claim("s3", day(5), CONTROL, "fall", status=Status.NEGATED, at=("Orlov mill",),
                   outlet="Steppe Radio")  # fmt: skip
    assert [entry.holder for entry in tell(first, denied)] == ["Steppe Union"]


def test_a_report_that_says_a_side_holds_a_place_tells_of_no_flight_of_that_side() -> None:
    fled = claim("s2", day(4), EventType.RETREAT, "flee", mode="withdraw", by=(UNION,),
                 at=("Orlov mill",))  # fmt: skip
    held = claim("s2", day(4), CONTROL, "hold", status=ONGOING, by=(UNION,), at=("Orlov mill",),
                 since=day(3))  # fmt: skip
    assert rows(held, fled) == {("Steppe Union", day(3), None, ControlState.HELD)}


def test_the_market_is_not_the_town_whose_market_has_its_name() -> None:
    shelled = claim("s1", day(4), ASSAULT, "fire", by=(ARMY,), at=("Varo market",))
    town = claim("s1", day(4), ASSAULT, "fire", by=(ARMY,), at=("Varo",))
    held = claim("s1", day(4), CONTROL, "hold", status=ONGOING, by=(UNION,), at=("market",))
    assert [entry.place for entry in tell(shelled, town, town, held)] == ["market"]


def test_a_district_of_a_town_is_the_district_by_its_own_name() -> None:
    first, second = (
        claim(f"s{number}", day(number), CONTROL, "hold", status=ONGOING, by=(UNION,), at=(name,))
        for number, name in enumerate(("Bab Sund", "Bab Sund district of Varo"), 1)
    )
    assert [entry.place for entry in tell(first, second)] == ["Bab Sund"]
