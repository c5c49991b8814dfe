"""Times that count from a day of the story, from a weekday, or up to a limit."""

import re
from datetime import date

import pytest

from khabar.record.report import BlockKind, Sentence
from khabar.record.span import Span
from khabar.resolve.times import find_times, resolve_time_text

DAY = date(2024, 9, 18)  # a Wednesday


def told(text: str) -> dict[str, str]:
    """Return the value of each time of a report, by its words."""
    sentences = [
        Sentence(Span(*match.span()), (), BlockKind.BODY, 0)
        for match in re.finditer(r"[^.]+\.", text)
    ]
    times, _ = find_times(text, sentences=sentences, tokens=(), published=DAY)
    return {time.span.quote(text): time.value for time in times}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        (
            "The mill burned on Monday. It is shut since May 3. They fled the previous day.",
            "the previous day",
            "2024-09-15",
        ),
        (
            "The mill burned on Monday. Ten mills burned last year. A week earlier guards fled.",
            "A week earlier",
            "2024-W37",
        ),
        (
            "The mill burned on Monday and is shut until October 2. Guards fled a week earlier.",
            "a week earlier",
            "2024-W37",
        ),
        (
            "The mill opened in March 2020. A year later it burned.",
            "A year later",
            "2021",
        ),
    ],
)
def test_days_and_weeks_count_from_a_day_told_and_not_from_a_limit_or_a_year(
    text: str, words: str, value: str
) -> None:
    assert told(text)[words] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("between August 1 and 10", "2024-08-01/2024-08-10"),
        ("between March 3 and 5, 2019", "2019-03-03/2019-03-05"),
        ("the first Monday in March", "2024-03-04"),
        ("the last Friday of Ramadan", "2024-04-05"),
        ("the second Friday in July 2021", "2021-07-09"),
        ("a week from Monday", "2024-09-30"),
        ("two weeks from Friday", "2024-10-04"),
        ("They must return before January.", "2025-01"),
        ("earlier on Monday", "2024-09-16"),
        ("The gates opened on 25 Asad.", "2024-08-15"),
        ("5 Zulhijja", "2024-06-12"),
        ("Tuesday, September 11", "2024-09-11"),
    ],
)
def test_counted_and_limited_days_of_news(text: str, value: str) -> None:
    assert [time.value for time in resolve_time_text(text, published=DAY)] == [value]


@pytest.mark.parametrize("text", ["25 Asad soldiers fled", "the fifth Friday of April 2024"])
def test_what_names_no_day_gives_none(text: str) -> None:
    assert all(time.first is None for time in resolve_time_text(text, published=DAY))
