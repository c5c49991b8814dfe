"""Since when something has been so, in words: on the lines of ledgers and in sentences."""

from datetime import date
from typing import Final

import pytest

from khabar.record.ledger import AccessEntry, AccessState, ControlEntry, ControlState, Good
from khabar.views.beginnings import tell_since
from khabar.views.situation_lines import SituationLines
from khabar.web.screens.lede import tell_access, tell_control

LINES: Final = SituationLines({})
YEAR: Final = (date(2014, 1, 1), date(2014, 12, 31))
MONTH: Final = (date(2020, 11, 1), date(2020, 11, 30))


def control(*, first: date | None, first_by: date | None, last: date | None) -> ControlEntry:
    return ControlEntry(
        place="Orlov",
        place_key="~orlov",
        holder="Steppe Union",
        holder_key="~steppe union",
        state=ControlState.HELD,
        first=first,
        last=last,
        claimants=("Harbour Wire",),
        disputed_by=(),
        newest=date(2031, 5, 20),
        cites=(),
        first_by=first_by,
    )


def access(*, first: date | None, first_by: date | None, last: date | None) -> AccessEntry:
    return AccessEntry(
        place="Orlov",
        place_key="~orlov",
        what=Good.ENTRY,
        state=AccessState.CLOSED,
        first=first,
        last=last,
        restricted_by=(),
        claimants=("Harbour Wire",),
        newest=date(2031, 5, 20),
        cites=(),
        first_by=first_by,
    )


@pytest.mark.parametrize(
    ("first", "first_by", "words"),
    [
        pytest.param(*YEAR, "since 2014", id="year"),
        pytest.param(*MONTH, "since November 2020", id="month"),
        pytest.param(date(2020, 2, 1), date(2020, 2, 29), "since February 2020", id="leap"),
        pytest.param(date(2018, 8, 26), None, "since 2018-08-26", id="day"),
        pytest.param(
            date(2018, 8, 20),
            date(2018, 8, 31),
            "since some day from 2018-08-20 to 2018-08-31",
            id="part-of-a-month",
        ),
        pytest.param(
            date(2014, 1, 1),
            date(2015, 12, 31),
            "since some day from 2014-01-01 to 2015-12-31",
            id="two-years",
        ),
        pytest.param(
            date.max.replace(day=1), date.max, "since December 9999", id="the-last-month-there-is"
        ),
    ],
)
def test_a_beginning_is_as_exact_as_it_is_told(
    first: date, first_by: date | None, words: str
) -> None:
    assert tell_since(first, first_by=first_by) == words


def test_a_line_of_the_ledgers_says_the_year_alone() -> None:
    line = LINES.control(control(first=YEAR[0], first_by=YEAR[1], last=None))
    assert line.startswith("Orlov: Steppe Union [held]  since 2014, according to Harbour Wire")
    line = LINES.access(access(first=MONTH[0], first_by=MONTH[1], last=date(2021, 2, 3)))
    assert line.startswith("Orlov: entry [closed]  since November 2020, until 2021-02-03, ")


def test_a_line_of_the_ledgers_keeps_a_day() -> None:
    line = LINES.control(control(first=YEAR[0], first_by=None, last=None))
    assert "since 2014-01-01," in line


def test_sentences_say_the_year_alone() -> None:
    told = tell_control(control(first=YEAR[0], first_by=YEAR[1], last=None))
    assert told == "The Steppe Union holds Orlov since 2014, according to Harbour Wire."
    told = tell_access(access(first=MONTH[0], first_by=MONTH[1], last=date(2021, 2, 3)))
    assert "since November 2020, until 2021-02-03, according to" in told


def test_sentences_keep_days() -> None:
    told = tell_access(access(first=YEAR[0], first_by=None, last=None))
    assert "since 2014-01-01, according to" in told
    told = tell_access(access(first=YEAR[0], first_by=None, last=YEAR[0]))
    assert "on 2014-01-01, according to" in told
