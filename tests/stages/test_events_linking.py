"""Which claims of several reports are one event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from helpers.claim_cards import card, killed, note, party
from helpers.linked_cards import MONDAY, at, news
from khabar.base.ids import stable_id
from khabar.events.linking import link_cards
from khabar.events.linking.weights import read_weights
from khabar.record.card import ClaimCard, ClaimKey
from khabar.record.claim import ClaimId
from khabar.record.codes import EventType, Status
from khabar.record.decision import Anchor, Decision, DecisionId, DecisionKind
from khabar.record.span import Span
from khabar.record.time import TimeBasis


def are_one(left: ClaimCard, right: ClaimCard, *others: ClaimCard) -> bool:
    groups = link_cards([left, right, *others], notes=())
    return any({left.key, right.key} <= set(group.keys) for group in groups)


def shelling(report: str, *, day: int, place: str = "Osk", toll: int = 4) -> ClaimCard:
    told = card(
        report,
        report + " Press",
        actors=(party("Velmar army"),),
        quantities=(killed(toll),),
        day=MONDAY + timedelta(days=day),
        published=MONDAY + timedelta(days=day + 1),
        words=("shells", "fell", "village"),
    )
    return at(told, place, mode="heavy-weapons")


def holding(report: str, holder: str, *, told: int) -> ClaimCard:
    held = card(
        report,
        report + " Press",
        type=EventType.CONTROL,
        status=Status.ONGOING,
        actors=(party(holder),),
        published=MONDAY + timedelta(days=told),
        head="control",
    )
    return at(held, "Osk")


def test_two_reports_of_one_shelling_are_one_event() -> None:
    assert are_one(shelling("a", day=0), shelling("b", day=0, toll=5))


def test_the_next_days_shelling_is_another() -> None:
    assert not are_one(shelling("a", day=0), shelling("b", day=1))


def test_a_denial_that_names_no_day_is_of_what_was_told_before() -> None:
    told = replace(shelling("a", day=0), words=(), quantities=())
    later = replace(shelling("b", day=5), words=(), quantities=())
    undated = replace(later, first=None, last=later.published, basis=TimeBasis.DATELINE)
    assert are_one(told, replace(undated, status=Status.NEGATED))
    assert not are_one(told, undated)


def test_a_shelling_of_the_same_town_a_week_later_is_another() -> None:
    assert not are_one(shelling("a", day=0), shelling("b", day=7))


def test_a_shelling_two_weeks_later_is_another_also_where_the_story_dates_it() -> None:
    lent = replace(shelling("b", day=15), basis=TimeBasis.CONTEXT)
    assert not are_one(shelling("a", day=0), lent)


def test_the_same_day_in_another_town_is_another() -> None:
    assert not are_one(shelling("a", day=0), shelling("b", day=0, place="Mirstead", toll=9))


def test_spellings_of_a_town_are_one_town() -> None:
    assert are_one(
        shelling("a", day=0, place="Namhsai"), shelling("b", day=0, place="Namsai", toll=5)
    )


def test_a_town_is_the_same_written_in_one_word_or_two() -> None:
    assert are_one(
        shelling("a", day=0, place="Nam Sai"), shelling("b", day=0, place="Namsai", toll=5)
    )


def test_rival_tolls_of_one_attack_do_not_part_it() -> None:
    assert are_one(shelling("a", day=0, toll=6), shelling("b", day=0, toll=9))


def test_triggers_that_go_together_speak_for_one_event() -> None:
    lexicon = read_weights().lexicon
    assert lexicon.kinship(["injure"], ["kill"]) == lexicon.kinship(["kill"], ["injure"]) > 0
    assert lexicon.kinship(["kill"], ["negotiate"]) == 0


def test_two_occurrences_that_one_report_tells_apart_stay_two() -> None:
    one, two = shelling("a", day=0), replace(shelling("a", day=0, toll=9), identity="V2")
    assert not are_one(one, two, shelling("b", day=0))


def test_a_holder_that_returns_holds_anew() -> None:
    before, after = (
        holding("a", "Velmar army", told=0),
        holding("c", "Velmar army", told=5),
    )
    assert are_one(before, after)
    assert not are_one(before, after, holding("b", "Osk Front", told=2))


def test_a_reprint_joins_its_original_though_nothing_else_speaks() -> None:
    bare = card("a", "Press", head="pledge", words=("pledge", "made", "by", "envoy"))
    copy = replace(bare, key=replace(bare.key, report=note("b", "").report))
    notes = [note("a", "Press"), note("b", "Relay", copy_of="a")]
    assert len(link_cards([bare, copy], notes=notes)) == 1


def test_every_join_tells_its_reasons() -> None:
    groups = link_cards(news(), notes=())
    assert [len(group.keys) for group in groups] == [4, 4, 4]
    for group in groups:
        assert len(group.joins) == 3
        told = {part.feature for join in group.joins for part in join.score.parts}
        assert {"same type", "same place"} <= told


def decided(kind: DecisionKind, *claims: ClaimCard, value: str = "", hour: int = 9) -> Decision:
    return Decision(
        id=DecisionId(f"decision-{hour}"),
        kind=kind,
        anchors=tuple(_anchor(c) for c in claims),
        field="",
        value=value,
        by="ana",
        at=datetime(2031, 3, 9, hour, tzinfo=UTC),
        why="",
    )


def _anchor(told: ClaimCard) -> Anchor:
    return Anchor(text_sha256=text_of(told), span=told.trigger, quote="fell", before="", after="")


def text_of(told: ClaimCard) -> str:
    return f"digest of {told.key.report}"


def anchored(told: ClaimCard) -> ClaimCard:
    """Return the claim under the id that its text and trigger give."""
    start, end = told.trigger.start, told.trigger.end
    own = ClaimId(stable_id("claim", text_of(told), str(start), str(end)))
    return replace(told, key=ClaimKey(told.key.report, own), trigger=Span(start, end))


def test_what_a_person_decided_wins_and_can_be_taken_back() -> None:
    one, two = anchored(shelling("a", day=0)), anchored(shelling("b", day=0))
    split = decided(DecisionKind.SPLIT, one, two)
    undo = decided(DecisionKind.UNDO, value=split.id, hour=10)
    assert len(link_cards([one, two], notes=())) == 1
    assert len(link_cards([one, two], notes=(), decisions=[split])) == 2
    assert len(link_cards([one, two], notes=(), decisions=[undo, split])) == 1


def test_a_merge_says_whose_decision_it_was() -> None:
    one, two = anchored(shelling("a", day=0)), anchored(shelling("b", day=7))
    merge = decided(DecisionKind.MERGE, one, two)
    (group,) = link_cards([one, two], notes=(), decisions=[merge])
    assert group.joins[0].score.parts[0].left == merge.id
