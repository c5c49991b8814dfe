"""What must hold for the times of any report on any day."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.record.codes import Status
from khabar.record.report import BlockKind, Sentence
from khabar.record.span import Span
from khabar.record.time import TimeBasis
from khabar.resolve.times import event_time, find_times, resolve_time_text, resolve_when

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
