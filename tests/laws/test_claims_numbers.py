"""Numbers in words give bounds that hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.claims.numbers import is_of_earlier_version, latest_part, own_part, read_range
from khabar.record.codes import QuantityKind
from khabar.record.span import Span

WORDED = {
    "at least 12 people": (12, None),
    "more than 1.5 million": (1_500_000, None),
    "up to 40 civilians": (None, 40),
    "nearly 300": (None, 300),
    "two dozen": (24, 24),
    "twenty-six": (26, 26),
    "a hundred and ten people": (110, 110),
    "five to seven": (5, 7),
    "nine to eight": (8, 8),
    "between five and seven soldiers": (5, 7),
    "5-7": (5, 7),
    "three children and two women": (5, 5),
    "no one": (0, 0),
    "a soldier": (1, 1),
    "1,200": (1_200, 1_200),
    "four million": (4_000_000, 4_000_000),
    "dozens of villagers": None,
    "tens of thousands": None,
    "many": None,
    "No fewer than 40 people": (40, None),
    "No less than 12": (12, None),
    "no more than 8": (None, 8),
    "twenty-five thousand people": (25_000, 25_000),
    "one hundred and twenty-five thousand": (125_000, 125_000),
    "Half a million": (500_000, 500_000),
    "1,5 million": (1_500_000, 1_500_000),
    "30 000": (30_000, 30_000),
    "2 lakh": (200_000, 200_000),
    "About half of the 80 hostages": None,
    "a couple of soldiers": (2, 2),
    "a few": None,
    "several dozen": None,
    "30,000-40,000": (30_000, 40_000),
    "Between three and five rebels": (3, 5),
    "two to three million": (2_000_000, 3_000_000),
    "3 tourists and 12 locals": (15, 15),
    "5 orphans and 20 nuns": (25, 25),
    "10 or 12 men": (10, 12),
    "a girl of eight": (1, 1),
    "an eight-year-old boy": (1, 1),
    "two men aged 20 and 34": (2, 2),
    "more than a quarter of a million people": (250_000, None),
    "three quarters of a million": (750_000, 750_000),
    "a third of a million": (333_333, 333_333),
    "half of a million": (500_000, 500_000),
    "one and a half million": (1_500_000, 1_500_000),
    "two and a half thousand men": (2_500, 2_500),
    "a third of the villages": None,
    "two-thirds of 300 houses": None,
    "a quarter of the garrison": None,
    "a number of raiders": None,
    "a large number of raiders": None,
    "a handful of men": None,
    "a total number of 14 raiders": (14, 14),
    "6.36 million": (6_360_000, 6_360_000),
    "6.360 million": (6_360_000, 6_360_000),
    "1.200 people": (1_200, 1_200),
    "one tenth": None,
    "not 31": None,
    "and not four": None,
    "not all 14": (14, 14),
    "not more than 8": (None, 8),
    "Two servicemen of the Third Mountain Corps": (2, 2),
}


@pytest.mark.parametrize("words", WORDED, ids=str)
def test_worded_numbers(words: str) -> None:
    assert read_range(words) == WORDED[words]


@given(st.integers(1, 10**9))
def test_digits_mean_themselves(number: int) -> None:
    assert read_range(f"{number} people") == (number, number)
    assert read_range(f"{number:,} people") == (number, number)
    assert read_range(f"at least {number}") == (number, None)


@given(st.text(max_size=60))
def test_any_text_gives_ordered_bounds_or_nothing(words: str) -> None:
    bounds = read_range(words)
    if bounds is not None and None not in bounds:
        low, high = bounds
        assert low is not None
        assert high is not None
        assert 0 <= low <= high


@pytest.mark.parametrize(
    ("words", "kind", "own"),
    [
        ("three bodies and fourteen wounded", QuantityKind.KILLED, "three bodies"),
        ("three bodies and fourteen wounded", QuantityKind.INJURED, "fourteen wounded"),
        ("31 wounded, 7 dead", QuantityKind.KILLED, "7 dead"),
        ("three men and two women", QuantityKind.KILLED, "three men and two women"),
        ("wounded and dead men", QuantityKind.KILLED, "wounded and dead men"),
        ("two killed and one captured", QuantityKind.KILLED, "two killed and one captured"),
    ],
)
def test_the_dead_and_the_wounded_side_by_side_are_two_counts(
    words: str, kind: QuantityKind, own: str
) -> None:
    assert own_part(words, span=Span(0, len(words)), kind=kind).quote(words) == own


@pytest.mark.parametrize(
    ("text", "count", "latest"),
    [
        ("corrected its count of the dead from nine to eight", "nine to eight", "eight"),
        ("The toll rose from 17 to 23 on Friday", "17", "23"),
        ("revised from 17 dead to 23", "23", "23"),
        ("From 20 to 30 people were killed", "20 to 30 people", "20 to 30 people"),
        ("The toll rose. From 20 to 30 people were killed", "20 to 30", "20 to 30"),
    ],
)
def test_a_count_that_changes_is_what_it_has_become(text: str, count: str, latest: str) -> None:
    start = text.index(count)
    assert latest_part(text, span=Span(start, start + len(count))).quote(text) == latest


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("An earlier version of this report said six people were killed.", True),
        ("We wrongly reported on Friday that six had been freed.", True),
        ("This article previously gave the toll as six.", True),
        ("The hospital said earlier that six people were killed.", False),
    ],
)
def test_what_an_earlier_version_had_wrong_is_known(sentence: str, *, is_told: bool) -> None:
    assert is_of_earlier_version(sentence) is is_told
