"""Times looked up by hand: what a phrase can mean, best first."""

from datetime import date

import pytest

from khabar.record.time import Granularity, TimeBasis
from khabar.resolve.times import explain_times, resolve_phrase, resolve_time_text

PUBLISHED = date(2021, 8, 28)


def test_a_phrase_without_a_time_has_no_candidate() -> None:
    assert resolve_phrase("the old bridge", published=PUBLISHED) == ()


def test_a_weekday_alone_can_look_both_ways() -> None:
    found = resolve_phrase("on Monday", published=PUBLISHED)
    assert [each.value for each in found] == ["2021-08-23", "2021-08-30"]
    assert found[0].p > 0.5 > found[1].p
    assert sum(each.p for each in found) <= 1.0
    assert [part.feature for part in found[1].parts] == ["words", "tense"]


def test_a_tense_that_is_given_leaves_one_reading() -> None:
    (found,) = resolve_phrase("on Monday", published=PUBLISHED, tense="future")
    assert found.value == "2021-08-30"


def test_a_stated_day_needs_no_report() -> None:
    (found,) = resolve_phrase("15 Mizan 1400", published=None)
    assert (found.value, found.basis) == ("2021-10-07", TimeBasis.STATED)
    assert (found.first, found.last) == (date(2021, 10, 7), date(2021, 10, 7))


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("since Monday", "2021-08-23/", date(2021, 8, 23), None),
        ("until Tuesday", "/2021-08-31", None, date(2021, 8, 31)),
        ("by 3 September", "/2021-09-03", None, date(2021, 9, 3)),
        ("from Monday to Friday", "2021-08-23/2021-08-27", date(2021, 8, 23), date(2021, 8, 27)),
        ("in Q2 2020", "2020-Q2", date(2020, 4, 1), date(2020, 6, 30)),
    ],
    ids=["since", "until", "by", "range", "quarter"],
)
def test_open_and_closed_stretches(
    text: str, value: str, first: date | None, last: date | None
) -> None:
    best = resolve_phrase(text, published=PUBLISHED)[0]
    assert (best.value, best.first, best.last) == (value, first, last)


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("at 10:30 on Friday", Granularity.TIME),
        ("on Friday night", Granularity.TIME),
        ("on 3 May", Granularity.DAY),
        ("over the weekend", Granularity.WEEKEND),
        ("last week", Granularity.WEEK),
        ("in May 2019", Granularity.MONTH),
        ("since May 2019", Granularity.MONTH),
        ("in the second quarter of 2019", Granularity.QUARTER),
        ("last summer", Granularity.SEASON),
        ("the first half of 2019", Granularity.HALF_YEAR),
        ("from 2011 to 2013", Granularity.YEAR),
        ("in the 1990s", Granularity.DECADE),
        ("in the 19th century", Granularity.CENTURY),
        ("for three days", Granularity.LENGTH),
        ("recently", Granularity.VAGUE),
    ],
)
def test_granularity_says_how_fine_a_time_is_told(text: str, granularity: Granularity) -> None:
    assert resolve_phrase(text, published=PUBLISHED)[0].granularity is granularity


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("on 20 September", Granularity.DAY),
        ("in September", Granularity.MONTH),
        ("on Friday", Granularity.DAY),
        ("yesterday", Granularity.UNKNOWN),
    ],
)
def test_an_unknown_report_keeps_the_granularity(text: str, granularity: Granularity) -> None:
    assert resolve_phrase(text, published=None)[0].granularity is granularity


def test_times_of_a_report_keep_why_they_have_their_value() -> None:
    text = "Troops left on Monday, two days ago, and met on 3 May 2021."
    published = date(2021, 8, 28)
    found = explain_times(
        resolve_time_text(text, published=published), text=text, published=published
    )
    scores = [time.score for time in found if time.score is not None]
    assert len(scores) == len(found) == 3
    assert [part.feature for part in scores[0].parts] == ["words", "published"]
    assert [part.feature for part in scores[2].parts] == ["words"]
    sure = [score.probability for score in scores]
    assert sure[2] > sure[0] > sure[1]


def test_both_days_of_an_ambiguous_date_are_told_with_their_chance() -> None:
    found = resolve_phrase("03/04/2021", published=PUBLISHED)
    assert [each.value for each in found] == ["2021-04-03", "2021-03-04"]
    assert all(each.first == each.last for each in found)
    assert 0.5 < found[0].p < 0.8
    assert sum(each.p for each in found) == pytest.approx(1.0)
