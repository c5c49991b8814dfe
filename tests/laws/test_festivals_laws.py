"""What must hold for feasts and for days of other calendars in any year."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khabar.resolve.times.calendars import (
    easter_sunday,
    eastern_easter,
    hijri_day,
    hijri_month,
    nth_weekday,
    solar_day,
    solar_month,
)
from khabar.resolve.times.festivals import FEASTS, feast_day, feast_key

YEARS = st.integers(min_value=1950, max_value=2070)
MONDAY, TUESDAY, THURSDAY, FRIDAY, SUNDAY = 0, 1, 3, 4, 6


@given(st.sampled_from(sorted(FEASTS)), YEARS)
@example("quds day", 1968)  # the month ended in the first days of the year
def test_a_feast_falls_into_its_year(name: str, year: int) -> None:
    day = feast_day(FEASTS[name], year)
    assert day is None or day.year == year


@given(st.sampled_from(sorted(FEASTS)))
def test_only_lunar_feasts_can_miss_a_year(name: str) -> None:
    missed = [year for year in range(1950, 2070) if feast_day(FEASTS[name], year) is None]
    assert not missed or FEASTS[name][0] in "HQ"
    assert len(missed) <= 3


@pytest.mark.parametrize(
    ("name", "weekday"),
    [
        ("easter", SUNDAY),
        ("orthodox easter", SUNDAY),
        ("good friday", FRIDAY),
        ("easter monday", MONDAY),
        ("holy thursday", THURSDAY),
        ("thanksgiving", THURSDAY),
        ("memorial day", MONDAY),
        ("labor day", MONDAY),
        ("election day", TUESDAY),
        ("quds day", FRIDAY),
    ],
)
def test_a_feast_keeps_its_weekday(name: str, weekday: int) -> None:
    days = (feast_day(FEASTS[name], year) for year in range(1950, 2070))
    assert {day.weekday() for day in days if day is not None} == {weekday}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Easter", date(2021, 4, 4)),
        ("Orthodox Easter", date(2021, 5, 2)),
        ("Orthodox Easter", date(2024, 5, 5)),
        ("Good Friday", date(1998, 4, 10)),
        ("Yom Kippur", date(1973, 10, 6)),
        ("Rosh Hashanah", date(2024, 10, 3)),
        ("Passover", date(2024, 4, 23)),
        ("Hanukkah", date(2023, 12, 8)),
        ("Simchat Torah", date(2023, 10, 7)),
        ("Nowruz", date(2021, 3, 21)),
        ("Nowruz", date(2024, 3, 20)),
        ("Election Day", date(2020, 11, 3)),
        ("Thanksgiving", date(2020, 11, 26)),
        ("New Year’s Eve", date(2019, 12, 31)),
    ],
    ids=str,
)
def test_a_feast_falls_on_the_day_that_almanacs_give(words: str, day: date) -> None:
    assert feast_day(FEASTS[feast_key(words)], day.year) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Eid al-Fitr", date(2021, 5, 13)),
        ("Eid al-Adha", date(2021, 7, 20)),
        ("Ashura", date(2021, 8, 19)),
        ("Arbaeen", date(2022, 9, 17)),
    ],
    ids=str,
)
def test_a_lunar_feast_is_at_most_a_day_from_its_sighting(words: str, day: date) -> None:
    found = feast_day(FEASTS[feast_key(words)], day.year)
    assert found is not None
    assert abs((found - day).days) <= 1


@given(st.integers(1, 1500), st.integers(1, 12))
def test_hijri_months_follow_each_other_without_a_gap(year: int, month: int) -> None:
    first, last = hijri_month(year, month)
    assert (last - first).days in (28, 29)
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    assert hijri_day(*after, 1) == last + timedelta(days=1)


@given(st.integers(1243, 1471), st.integers(1, 12))
def test_solar_months_have_their_length(year: int, month: int) -> None:
    first, last = solar_month(year, month)
    assert (last - first).days + 1 in ((31,) if month <= 6 else (30,) if month < 12 else (29, 30))


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1358, date(1979, 3, 21)),
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1403, date(2024, 3, 20)),
        (1404, date(2025, 3, 21)),
    ],
    ids=str,
)
def test_a_solar_year_begins_at_the_equinox(year: int, day: date) -> None:
    assert solar_day(year, 1, 1) == day


@given(YEARS)
def test_the_eastern_easter_is_never_before_the_western(year: int) -> None:
    assert eastern_easter(year) >= easter_sunday(year)


@given(YEARS, st.integers(1, 12), st.integers(0, 6))
def test_the_last_weekday_of_a_month_is_the_fourth_or_fifth(
    year: int, month: int, weekday: int
) -> None:
    last = nth_weekday(year, month, weekday=weekday, nth=-1)
    fourth = nth_weekday(year, month, weekday=weekday, nth=4)
    assert (last - fourth).days in (0, 7)
    assert last.month == month


@pytest.mark.parametrize(
    ("month", "day"), [(7, 31), (12, 30)], ids=["31 Mizan 1400", "30 Hut 1400"]
)
def test_a_day_that_its_solar_month_has_not_is_refused(month: int, day: int) -> None:
    with pytest.raises(ValueError, match="not a Solar Hijri date"):
        solar_day(1400, month, day)
