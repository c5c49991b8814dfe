"""Numbers in words give bounds that hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.claims.numbers import read_range

WORDED = {
    "at least 12 people": (12, None),
    "more than 1.5 million": (1_500_000, None),
    "up to 40 civilians": (None, 40),
    "nearly 300": (None, 300),
    "two dozen": (24, 24),
    "twenty-six": (26, 26),
    "a hundred and ten people": (110, 110),
    "five to seven": (5, 7),
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
    "a girl of eight": (1, 1),
    "an eight-year-old boy": (1, 1),
    "two men aged 20 and 34": (2, 2),
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
