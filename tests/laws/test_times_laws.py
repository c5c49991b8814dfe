"""What must hold for the times of any report on any day."""

import itertools
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.record.codes import EventType, Status
from khabar.record.graph import EventMention
from khabar.record.report import BlockKind, Sentence
from khabar.record.span import Span
from khabar.record.time import TimeBasis, When
from khabar.resolve.times import (
    event_time,
    find_times,
    resolve_phrase,
    resolve_time_text,
    resolve_when,
)
from khabar.resolve.times.context_days import context_days

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January February March April May June July August September October November December"
).split()
DAYS = st.dates(min_value=date(1900, 1, 8), max_value=date(2099, 12, 1))
WORDS = st.sampled_from(
    "on in the a last next this since until from to between and Monday May March fall second "
    "3 12 31 1998 2021 99 year years week quarter ago later earlier days day first half night "
    "of , - / 's 10:35 a.m. 9/11 1990s twenty nineteen ninety few Muharram Mizan Easter".split()
)


@given(st.sampled_from(WEEKDAYS), DAYS)
def test_a_weekday_told_as_past_lies_in_the_week_before(name: str, published: date) -> None:
    (time,) = resolve_time_text(f"They were attacked on {name}.", published=published)
    assert time.first is not None
    assert time.first == time.last
    assert WEEKDAYS[time.first.weekday()] == name
    assert timedelta(0) <= published - time.first <= timedelta(days=6)


@given(st.sampled_from(WEEKDAYS), DAYS)
def test_a_weekday_still_to_come_lies_in_the_week_after(name: str, published: date) -> None:
    (time,) = resolve_time_text(f"They will meet on {name}.", published=published)
    assert time.first is not None
    assert time.first == time.last
    assert WEEKDAYS[time.first.weekday()] == name
    assert timedelta(0) <= time.first - published <= timedelta(days=6)


@given(st.sampled_from(WEEKDAYS), DAYS)
def test_a_tense_that_is_given_beats_the_words(name: str, published: date) -> None:
    (past,) = resolve_time_text(f"on {name}", published=published, tense="past")
    (future,) = resolve_time_text(f"on {name}", published=published, tense="future")
    assert past.first is not None
    assert future.first is not None
    assert past.first <= published <= future.first


@given(DAYS, st.integers(min_value=0, max_value=360))
def test_a_date_told_as_past_crosses_the_year_backwards(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    if (day.month, day.day) == (2, 29):
        return
    text = f"They were attacked on {day.day} {MONTHS[day.month - 1]}."
    (time,) = resolve_time_text(text, published=published)
    assert time.first == day


@given(DAYS, st.integers(min_value=0, max_value=360))
def test_a_date_still_to_come_crosses_the_year_forwards(published: date, ahead: int) -> None:
    day = published + timedelta(days=ahead)
    if (day.month, day.day) == (2, 29):
        return
    text = f"They will meet on {day.day} {MONTHS[day.month - 1]}."
    (time,) = resolve_time_text(text, published=published)
    assert time.first == day


@given(DAYS)
def test_a_full_date_means_itself_whatever_the_report(day: date) -> None:
    text = f"on {day.day} {MONTHS[day.month - 1]} {day.year}"
    for published in (None, date(2021, 8, 28)):
        (time,) = resolve_time_text(text, published=published)
        assert (time.value, time.basis) == (day.isoformat(), TimeBasis.STATED)


@given(st.lists(WORDS, min_size=1, max_size=14), st.one_of(st.none(), DAYS))
def test_any_words_give_ordered_spans_and_days(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    whole = (Sentence(Span(0, len(text)), (), BlockKind.BODY, 0),)
    times, dropped = find_times(text, sentences=whole, tokens=(), published=published)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(times))
    for time in times:
        assert time.span.quote(text)
        assert time.first is None or time.last is None or time.first <= time.last
        for status in Status:
            dated = event_time(
                time, text=text, argument=time.span, published=published, status=status
            )
            assert dated.first is None or dated.last is None or dated.first <= dated.last
    assert len(dropped) == sum(not time.value for time in times)


@given(st.text(max_size=80), st.one_of(st.none(), DAYS))
def test_any_text_is_read_without_an_error(text: str, published: date | None) -> None:
    for time in resolve_time_text(text, published=published):
        assert time.span.quote(text)


@given(st.sampled_from(WEEKDAYS), DAYS, st.sampled_from(("past", "future")))
def test_a_weekday_looked_up_lies_where_the_tense_says(
    name: str, published: date, tense: Literal["past", "future"]
) -> None:
    (found,) = resolve_phrase(f"on {name}", published=published, tense=tense)
    assert found.first is not None
    ahead = (found.first - published).days
    assert 0 <= ahead <= 6 if tense == "future" else -6 <= ahead <= 0


@given(st.lists(WORDS, max_size=10), st.one_of(st.none(), DAYS))
def test_candidates_are_sorted_and_their_chances_are_shares(
    words: list[str], published: date | None
) -> None:
    found = resolve_phrase(" ".join(words), published=published)
    assert list(found) == sorted(found, key=lambda each: -each.p)
    assert all(0.0 <= each.p <= 1.0 and each.parts for each in found)


STATUSES = st.sampled_from(list(Status))


@given(
    st.lists(
        st.tuples(STATUSES, st.integers(0, 3), st.integers(0, 4), st.integers(-400, 0)),
        min_size=1,
        max_size=8,
    ),
    DAYS,
)
def test_days_taken_from_the_story_stay_inside_the_bound_of_the_report(
    rows: list[tuple[Status, int, int, int]], told_on: date
) -> None:
    events = [
        (_event(at, status, sentence, identity), _when(at, status, days, told_on))
        for at, (status, sentence, identity, days) in enumerate(rows)
    ]
    sentences = [
        Sentence(Span(100 * at, 100 * at + 99), (), BlockKind.BODY, at // 2) for at in range(4)
    ]
    found = context_days(events, sentences=sentences, told_on=told_on)
    assert len(found) == len(events)
    for when, (_, own) in zip(found, events, strict=True):
        if own.span is not None:
            assert when == own
        elif when.basis is TimeBasis.CONTEXT:
            assert own.last is None or (when.last is not None and when.last <= own.last)
            assert own.first is None or (when.first is not None and when.first >= own.first)
        else:
            assert when == own


def _event(at: int, status: Status, sentence: int, identity: int) -> EventMention:
    """Return an event with a trigger of its own."""
    return EventMention(
        trigger=Span(100 * sentence + at, 100 * sentence + at + 1),
        sentence=sentence,
        type=EventType.ASSAULT,
        mode="",
        status=status,
        quoted=False,
        p=1.0,
        p_status=1.0,
        arguments=(),
        quantities=(),
        identity=identity,
    )


def _when(at: int, status: Status, days: int, told_on: date) -> When:
    """Return days of an event's own for every third, else the bound of the report."""
    if at % 3:
        return resolve_when((), published=told_on, status=status)
    day = told_on + timedelta(days=days)
    return When(day, day, TimeBasis.RESOLVED, Span(at, at + 1))


@given(st.lists(WORDS, max_size=10), st.one_of(st.none(), DAYS))
@pytest.mark.parametrize("status", list(Status))
def test_when_always_agrees_with_its_basis(
    status: Status, words: list[str], published: date | None
) -> None:
    times = resolve_time_text(" ".join(words), published=published)
    when = resolve_when(times, published=published, status=status)
    if not times and published is not None:
        assert when.basis is TimeBasis.DATELINE
        assert (when.first is None) != (when.last is None)
