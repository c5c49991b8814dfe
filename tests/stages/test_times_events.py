"""Days of events: from their own words, from another event, from the story around them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pytest

from helpers.markup import marked
from khabar.record.codes import EventType, Role, Status
from khabar.record.errors import RecordError
from khabar.record.graph import Argument, EventMention, MentionGraph
from khabar.record.report import BlockKind, PublishedBasis, Report, ReportId, Sentence
from khabar.record.span import Span
from khabar.record.time import EventTimes, TimeBasis, When
from khabar.resolve.times import date_events, find_times

TOLD: Final = date(2021, 8, 28)  # a Saturday


@dataclass(frozen=True)
class Told:
    """An event as the reader would hand it on: marks of its trigger and of its times."""

    trigger: str
    time: str = ""
    status: Status = Status.ACTUAL
    identity: int = -1
    sentence: int = 0
    doubtful: str = ""
    doubt: float = 0.7


@dataclass(frozen=True)
class Story:
    """A marked text, the ends of its sentences and its events."""

    source: str
    events: Sequence[Told]
    paragraphs: Sequence[int] = field(default=(0, 0, 0, 0, 0, 0))


def dated(story: Story, *, told_on: date | None = TOLD) -> tuple[EventTimes, ...]:
    """Return the days of a story's events."""
    text, spans = marked(story.source)
    sentences: list[Sentence] = []
    start = 0
    for number, part in enumerate(text.split("| ")):
        end = start + len(part)
        paragraph = story.paragraphs[number]
        sentences.append(Sentence(Span(start, end), (), BlockKind.BODY, paragraph))
        start = end + 2
    events = tuple(
        EventMention(
            trigger=spans[event.trigger],
            sentence=event.sentence,
            type=EventType.ASSAULT,
            mode="",
            status=event.status,
            quoted=False,
            p=1.0,
            p_status=1.0,
            arguments=tuple(
                Argument(Role.TIME, spans[name], spans[name], p)
                for name, p in ((event.doubtful, event.doubt), (event.time, 0.9))
                if name
            ),
            quantities=(),
            identity=event.identity if event.identity >= 0 else 100 + number,
        )
        for number, event in enumerate(story.events)
    )
    graph = MentionGraph(
        sentences=tuple(sentences), tokens=(), names=(), events=events, chains=(), statements=()
    )
    report = Report(
        id=ReportId("r1"),
        text=text,
        text_sha256="0" * 64,
        published=told_on,
        published_basis=PublishedBasis.UNKNOWN if told_on is None else PublishedBasis.ARGUMENT,
    )
    times, _ = find_times(text, sentences=graph.sentences, tokens=(), published=told_on)
    return date_events(report, graph=graph, times=times)[0]


def test_the_surest_of_several_days_decides() -> None:
    story = Story(
        "Trucks {turn:turned away} {past:last Monday} were {let:let in} {day:on Wednesday}.",
        [Told("turn", "past", doubtful="day"), Told("let", "day", doubtful="past")],
    )
    assert [one.when.first for one in dated(story)] == [date(2021, 8, 23), date(2021, 8, 25)]


def test_a_day_that_is_far_surer_for_another_event_is_not_its_own() -> None:
    story = Story(
        "Rebels {hold:hold} the pass, which they {take:took} {day:on Wednesday}.",
        [
            Told("hold", doubtful="day", doubt=0.5, status=Status.ONGOING),
            Told("take", "day"),
        ],
    )
    holds, took = dated(story)
    assert (holds.times, holds.when.basis) == ((), TimeBasis.DATELINE)
    assert took.when.first == date(2021, 8, 25)


@pytest.mark.parametrize(
    ("words", "value", "first", "last"),
    [
        ("a day after", "2021-08-26", 26, 26),
        ("two days before", "2021-08-23", 23, 23),
        ("hours after", "2021-08-25", 25, 25),
        ("three hours after", "2021-08-25", 25, 25),
        ("after", "2021-08-25/", 25, 28),
        ("since", "2021-08-25/", 25, None),
    ],
    ids=str,
)
def test_a_time_counts_from_the_event_it_names(
    words: str, value: str, first: int | None, last: int | None
) -> None:
    story = Story(
        "Rebels {attack:attacked} the mill on {day:Wednesday}.| "
        f"Troops {{shell:shelled}} the hills {{when:{words} the {{again:attack}}}}.".replace(
            "{when:" + words + " the {again:attack}}", "{when:" + words + "} the {again:attack}"
        ),
        [
            Told("attack", "day", identity=1),
            Told("shell", "when", sentence=1),
            Told("again", identity=1, sentence=1),
        ],
    )
    shelled = dated(story)[1]
    assert shelled.times[0].value == value
    days = (shelled.when.first, shelled.when.last)
    assert days == tuple(None if day is None else date(2021, 8, day) for day in (first, last))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("the second day of", date(2021, 8, 24), date(2021, 8, 24)),
        ("the fifth day of", date(2021, 8, 27), date(2021, 8, 27)),
        ("the first week of", date(2021, 8, 23), date(2021, 8, 29)),
    ],
    ids=str,
)
def test_the_second_day_of_an_offensive_follows_its_first(
    words: str, first: date, last: date
) -> None:
    story = Story(
        "The {push:offensive} began on {day:Monday}.| "
        f"They {{took:took}} the bridge on {{when:{words}}} the {{again:offensive}}.",
        [
            Told("push", "day", identity=1),
            Told("took", "when", sentence=1),
            Told("again", identity=1, sentence=1),
        ],
    )
    took = dated(story)[1]
    assert (took.when.first, took.when.last) == (first, last)
    assert took.when.basis is TimeBasis.RESOLVED


def test_an_anchor_without_days_gives_none() -> None:
    story = Story(
        "They {shell:shelled} it {when:two days after} the {vote:vote}.",
        [Told("shell", "when"), Told("vote")],
    )
    shelled = dated(story)[0]
    assert (shelled.when.first, shelled.when.last) == (None, TOLD)
    assert shelled.when.basis is TimeBasis.DATELINE


def test_another_mention_of_the_same_event_dates_it_as_context() -> None:
    story = Story(
        "The {blast:blast} killed two.| It {hit:hit} a market on {day:Thursday}.",
        [Told("blast", identity=7), Told("hit", "day", identity=7, sentence=1)],
        paragraphs=(0, 1),
    )
    blast, hit = dated(story)
    assert (blast.when.first, blast.when.last) == (date(2021, 8, 26), date(2021, 8, 26))
    assert blast.when.basis is TimeBasis.CONTEXT
    assert blast.when.span == hit.when.span
    assert blast.times == ()


def test_an_event_of_the_same_sentence_shares_its_days() -> None:
    story = Story(
        "Rebels {attack:attacked} on {day:Thursday}, {kill:killing} two.",
        [Told("attack", "day"), Told("kill")],
    )
    killing = dated(story)[1].when
    assert (killing.first, killing.basis) == (date(2021, 8, 26), TimeBasis.CONTEXT)


def test_what_is_to_come_does_not_lend_its_day_to_what_was() -> None:
    story = Story(
        "After the {raid:raid} they will {meet:meet} on {day:Monday}.",
        [Told("raid"), Told("meet", "day", status=Status.FUTURE)],
    )
    raid = dated(story)[0].when
    assert (raid.first, raid.last, raid.basis) == (None, TOLD, TimeBasis.DATELINE)


def test_the_paragraph_runs_on_from_its_last_day_to_the_report() -> None:
    story = Story(
        "Rebels {attack:attacked} on {day:Thursday}.| Troops {flee:fled}.| Jets {bomb:bombed} it.",
        [Told("attack", "day"), Told("flee", sentence=1), Told("bomb", sentence=2)],
        paragraphs=(0, 0, 1),
    )
    _, fled, bombed = (each.when for each in dated(story))
    assert (fled.first, fled.last, fled.basis) == (date(2021, 8, 26), TOLD, TimeBasis.CONTEXT)
    assert (bombed.first, bombed.last, bombed.basis) == (None, TOLD, TimeBasis.DATELINE)


@pytest.mark.parametrize(
    ("words", "first", "first_by"),
    [
        pytest.param("2014", date(2014, 1, 1), date(2014, 12, 31), id="year"),
        pytest.param("February 2020", date(2020, 2, 1), date(2020, 2, 29), id="month"),
        pytest.param("late June 2020", date(2020, 6, 19), date(2020, 6, 30), id="end-of-month"),
        pytest.param("3 June 2020", date(2020, 6, 3), None, id="day"),
    ],
)
def test_since_a_year_or_month_keeps_the_last_day_on_which_it_can_have_begun(
    words: str, first: date, first_by: date | None
) -> None:
    story = Story(
        f"The union {{held:holds}} the mill {{day:since {words}}}.",
        [Told("held", "day", Status.ONGOING)],
    )
    (when,) = (each.when for each in dated(story))
    assert (when.first, when.first_by, when.last) == (first, first_by, None)


def test_in_a_month_both_ends_say_it_all() -> None:
    (one,) = dated(Story("They {took:took} it {day:in June 2020}.", [Told("took", "day")]))
    assert (one.when.first, one.when.first_by, one.when.last) == (
        date(2020, 6, 1), None, date(2020, 6, 30),
    )  # fmt: skip


def test_what_shares_since_a_year_can_have_begun_as_late() -> None:
    story = Story(
        "They {held:held} it {day:since 2014}. They {kept:kept} it.",
        [Told("held", "day", identity=1), Told("kept", identity=1)],
    )
    assert {each.when.first_by for each in dated(story)} == {date(2014, 12, 31)}


def test_two_days_side_by_side_are_one_stretch() -> None:
    story = Story("Shells {fall:fell} {when:on Thursday and Friday}.", [Told("fall", "when")])
    (fell,) = dated(story)
    assert fell.times[0].value == "2021-08-26/2021-08-27"
    assert (fell.when.first, fell.when.last) == (date(2021, 8, 26), date(2021, 8, 27))


@pytest.mark.parametrize(
    ("told_on", "value", "first"),
    [(None, "--09-20", None), (TOLD, "2020-09-20", date(2020, 9, 20))],
    ids=["unknown", "known"],
)
def test_the_year_is_filled_when_the_day_of_the_report_is_known(
    told_on: date | None, value: str, first: date | None
) -> None:
    story = Story("Shells {fall:fell} {when:on 20 September}.", [Told("fall", "when")])
    (fell,) = dated(story, told_on=told_on)
    assert (fell.times[0].value, fell.when.first) == (value, first)


@pytest.mark.parametrize(
    ("status", "words", "value"),
    [
        (Status.ACTUAL, "on Monday", "2021-08-23"),
        (Status.FUTURE, "on Monday", "2021-08-30"),
        (Status.HYPOTHETICAL, "on Monday", "2021-08-30"),
        (Status.ACTUAL, "in October", "2020-10"),
        (Status.FUTURE, "in October", "2021-10"),
        (Status.ACTUAL, "on 3 January", "2021-01-03"),
        (Status.FUTURE, "on 3 January", "2022-01-03"),
        (Status.ACTUAL, "overnight", "2021-08-27/2021-08-28"),
        (Status.FUTURE, "overnight", "2021-08-28"),
    ],
)
def test_the_status_of_an_event_decides_its_side_of_the_report(
    status: Status, words: str, value: str
) -> None:
    story = Story(f"The {{meet:meeting}} {{when:{words}}}.", [Told("meet", "when", status)])
    assert dated(story)[0].times[0].value == value


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("a day after", 24, 24),
        ("two days before", 27, 27),
        ("hours before", 25, 25),
        ("less than a day after", 24, 25),
    ],
)
def test_a_count_from_a_dated_event_dates_the_one_it_leads_to(
    words: str, first: int, last: int
) -> None:
    story = Story(
        f"Jets {{bomb:bombed}} the market {{day:on Wednesday}}, {words} rebels {{overrun:overran}} "
        "the base and {free:freed} the inmates, officials said.",
        [Told("bomb", "day"), Told("overrun"), Told("free")],
    )
    _, overran, freed = dated(story)
    assert overran.when.basis is TimeBasis.RESOLVED
    assert {(e.when.first, e.when.last) for e in (overran, freed)} == {
        (date(2021, 8, first), date(2021, 8, last))
    }


def test_hours_before_something_after_a_night_can_reach_the_next_day() -> None:
    story = Story(
        "Shells {fall:fell} {day:late on Wednesday}, hours before the sides {meet:met}.",
        [Told("fall", "day"), Told("meet")],
    )
    met = dated(story)[1].when
    assert (met.first, met.last) == (date(2021, 8, 25), date(2021, 8, 26))


@pytest.mark.parametrize("words", ["more than two days after", "nearly a week after"])
def test_a_vague_count_dates_nothing(words: str) -> None:
    story = Story(
        f"Jets {{bomb:bombed}} it {{day:on Wednesday}}, {words} rebels {{overrun:overran}} it.",
        [Told("bomb", "day"), Told("overrun")],
    )
    assert dated(story)[1].when.basis is TimeBasis.CONTEXT


@pytest.mark.parametrize(
    ("words", "value", "first"),
    [
        ("since Monday, when it", "2021-08-23", date(2021, 8, 23)),
        ("since August 19, the day his men", "2021-08-19", date(2021, 8, 19)),
        ("since 2014, when it", "2014", date(2014, 1, 1)),
    ],
)
def test_a_date_with_its_clause_dates_what_the_clause_tells(
    words: str, value: str, first: date
) -> None:
    story = Story(
        f"The road has been {{close:closed}} {words} {{take:seized}} the bridge.",
        [Told("close", status=Status.ONGOING), Told("take")],
    )
    took = dated(story)[1]
    assert (took.times[0].value, took.when.first) == (value, first)


def test_what_ends_on_a_day_did_not_happen_on_it() -> None:
    story = Story(
        "Trucks {wait:waited} until Sunday, when the {truce:truce} ends.",
        [Told("wait"), Told("truce", status=Status.ONGOING)],
    )
    assert dated(story)[1].times == ()


@pytest.mark.parametrize(
    ("head", "is_lent"),
    [
        ("Orlov mill, 23 August: two", True),
        ("23 August - Two", True),
        ("Orlov mill, 23 August, two", False),
        ("Orlov mill, 23 August: on Tuesday two", False),
    ],
)
def test_the_day_that_heads_an_item_of_a_list_is_the_day_of_all_it_tells(
    head: str, *, is_lent: bool
) -> None:
    story = Story(f"{head} {{kill:killed}}, ten {{hurt:hurt}}.", [Told("kill"), Told("hurt")])
    lent = [one.times[0].value if one.times else "" for one in dated(story)]
    assert lent == ["2021-08-23" if is_lent else ""] * 2


def test_the_day_of_a_clause_is_lent_to_its_own_occurrence_alone() -> None:
    story = Story(
        "Men {march:marched} {day:on Wednesday}, a day after police {shoot:shot} a student.| "
        "A shop was {burn:burned}.| The {again:shooting} began the unrest.",
        [
            Told("march", "day"),
            Told("shoot", identity=1),
            Told("burn", sentence=1),
            Told("again", identity=1, sentence=2),
        ],
    )
    days = [one.when.first for one in dated(story)]
    assert days == [date(2021, 8, day) for day in (25, 24, 25, 24)]


@pytest.mark.parametrize(
    ("words", "dated_by"),
    [
        ("in the worst {fight:fighting} {years:since 2004}", False),
        ("in the deadliest {fight:attack} in {years:eight years}", False),
        ("in the first such {fight:raid} {years:in two months}", False),
        ("in the most recent {fight:raid} {years:in the last two weeks}", True),
        ("in {fight:fighting} {years:in 2004}", True),
    ],
)
def test_how_long_there_was_nothing_like_it_is_no_day(words: str, *, dated_by: bool) -> None:
    story = Story(f"Two died {words}.", [Told("fight", "years")])
    (fight,) = dated(story)
    assert bool(fight.times) is dated_by


@pytest.mark.parametrize(
    ("first", "last", "first_by"),
    [
        pytest.param(None, None, date(2014, 1, 2), id="no-first-day"),
        pytest.param(date(2014, 1, 2), None, date(2014, 1, 2), id="the-first-day-itself"),
        pytest.param(date(2014, 1, 1), date(2014, 2, 1), date(2014, 2, 2), id="after-the-last"),
    ],
)
def test_what_can_have_begun_outside_its_days_is_refused(
    first: date | None, last: date | None, first_by: date
) -> None:
    with pytest.raises(RecordError, match=str(first_by)):
        When(first, last, TimeBasis.STATED, Span(0, 1), first_by)
