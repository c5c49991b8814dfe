"""Expressions of news English and the values they have in a report of Saturday 28 August 2021."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from helpers.siege import siege
from khabar.record.codes import EventType, Role, Status
from khabar.record.dropped import DropReason
from khabar.record.graph import Argument, EventMention, MentionGraph
from khabar.record.report import BlockKind, Sentence
from khabar.record.span import Span
from khabar.record.time import TimeBasis, TimeExpression, TimexType
from khabar.resolve.times import (
    date_events,
    event_time,
    event_value,
    find_times,
    resolve_time_text,
    resolve_when,
)

PUBLISHED = date(2021, 8, 28)

TABLE = """
Rebels shelled the town on Friday | Friday | 2021-08-27
Rebels shelled the town on Saturday | Saturday | 2021-08-28
Rebels shelled the town on Sunday | Sunday | 2021-08-22
The council will meet on Monday | Monday | 2021-08-30
The council will meet on Saturday | Saturday | 2021-08-28
He said on Thursday that talks failed | Thursday | 2021-08-26
Saturday's attack killed two | Saturday | 2021-08-28
It fell last Wednesday | last Wednesday | 2021-08-25
It fell last Friday | last Friday | 2021-08-20
Talks will open next Tuesday | next Tuesday | 2021-08-31
Voters will decide this Sunday | this Sunday | 2021-08-29
They left on 27 August 2021 | 27 August 2021 | 2021-08-27
They left on August 27, 2021 | August 27, 2021 | 2021-08-27
They left on Friday, 27 August 2021 | Friday, 27 August 2021 | 2021-08-27
They left on Aug. 3 | Aug. 3 | 2021-08-03
They left on the 3rd of August | the 3rd of August | 2021-08-03
They left on 14 December | 14 December | 2020-12-14
They will leave on 14 December | 14 December | 2021-12-14
They will leave on 3 January | 3 January | 2022-01-03
He was born on May 9, 1961 | May 9, 1961 | 1961-05-09
Signed 2021-08-20 in Kharaz | 2021-08-20 | 2021-08-20
Signed 20-08-2021 in Kharaz | 20-08-2021 | 2021-08-20
Signed 20/08/2021 in Kharaz | 20/08/2021 | 2021-08-20
The 9/11 attacks | 9/11 | 2001-09-11
Thu Jul 30 2015 | Thu Jul 30 2015 | 2015-07-30
It began in May | May | 2021-05
It began in October | October | 2020-10
It will begin in October | October | 2021-10
It began in March 2011 | March 2011 | 2011-03
It began in July last year | July last year | 2020-07
It fell last December | last December | 2020-12
It fell last August | last August | 2020-08
It began in early July | early July | 2021-07
It began in mid-July | mid-July | 2021-07
It began in late July | late July | 2021-07
the month of June | the month of June | 2021-06
It ended in 2015 | 2015 | 2015
It ended at the end of 2019 | the end of 2019 | 2019
It began in early 2011 | early 2011 | 2011
the year 2000 | the year 2000 | 2000
in nineteen ninety-six | nineteen ninety-six | 1996
It came today | today | 2021-08-28
It came yesterday | yesterday | 2021-08-27
It will come tomorrow | tomorrow | 2021-08-29
It was cut last week | last week | 2021-W33
It was cut this week | this week | 2021-W34
It will be cut next week | next week | 2021-W35
earlier this week | earlier this week | 2021-W34
early next week | early next week | 2021-W35
It was cut last month | last month | 2021-07
It was cut this month | this month | 2021-08
It opens next month | next month | 2021-09
It was cut last year | last year | 2020
It was cut this year | this year | 2021
It opens next year | next year | 2022
earlier this month | earlier this month | 2021-08
earlier this year | earlier this year | 2021
early next year | early next year | 2022
by the end of the year | the end of the year | 2021
by the end of the month | the end of the month | 2021-08
over the weekend | over the weekend | 2021-W34-WE
last weekend | last weekend | 2021-W34-WE
two days ago | two days ago | 2021-08-26
three weeks ago | three weeks ago | 2021-W31
a week ago | a week ago | 2021-W33
two months ago | two months ago | 2021-06
nearly nine months ago | nearly nine months ago | 2020-11
a year ago | a year ago | 2020
twenty years ago | twenty years ago | 2001
a decade ago | a decade ago | 2011
several years ago | several years ago | PAST_REF
two days from now | two days from now | 2021-08-30
Friday morning | Friday morning | 2021-08-27TMO
on Friday afternoon | Friday afternoon | 2021-08-27TAF
on Friday evening | Friday evening | 2021-08-27TEV
late on Friday night | late on Friday night | 2021-08-27TNI
early on Friday morning | early on Friday morning | 2021-08-27TMO
the evening of January 27 | the evening of January 27 | 2021-01-27TEV
this morning | this morning | 2021-08-28TMO
last night | last night | 2021-08-27TNI
shells fell overnight | overnight | 2021-08-28TNI
they attacked at dawn | at dawn | 2021-08-28TMO
10 p.m. Friday | 10 p.m. Friday | 2021-08-27T22:00
at 1pm on Friday | 1pm on Friday | 2021-08-27T13:00
at 10:39 a.m. | 10:39 a.m. | 2021-08-28T10:39
10:35 a.m. (0735 GMT) Friday | 10:35 a.m. (0735 GMT) Friday | 2021-08-27T10:35
at 0700 GMT on Friday | 0700 GMT on Friday | 2021-08-27T07:00
late Friday | late Friday | 2021-08-27
early Friday | early Friday | 2021-08-27
for three days | three days | P3D
for twenty-four hours | twenty-four hours | PT24H
for two weeks | two weeks | P2W
for 2 1/2 years | 2 1/2 years | P2Y6M
for a minute and a half | a minute and a half | PT1M30S
for several months | several months | PXM
for a couple of days | a couple of days | P2D
the seven-year war | seven-year | P7Y
a 48-hour truce | a 48-hour | PT48H
for two decades | two decades | P20Y
in the last 24 hours | the last 24 hours | PT24H
over the past three years | the past three years | P3Y
during the next two weeks | the next two weeks | P2W
for the 40th consecutive day | for the 40th consecutive day | P40D
between 3 and 5 March | 3 and 5 March | 2021-03-03/2021-03-05
on 12-14 June | 12-14 June | 2021-06-12/2021-06-14
on the night of 1-2 March | the night of 1-2 March | 2021-03-01/2021-03-02
on the night of 1/2 March | the night of 1/2 March | 2021-03-01/2021-03-02
on the night of March 1-2 | the night of March 1-2 | 2021-03-01/2021-03-02
in the night between 1 and 2 March | the night between 1 and 2 March | 2021-03-01/2021-03-02
on May 8–10 | May 8–10 | 2021-05-08/2021-05-10
from Monday to Wednesday | from Monday to Wednesday | 2021-08-23/2021-08-25
from March 2011 to June 2016 | from March 2011 to June 2016 | 2011-03/2016-06
between 2007 and 2011 | between 2007 and 2011 | 2007/2011
between 4 March and 6 May | between 4 March and 6 May | 2021-03-04/2021-05-06
in 1999-2002 | 1999-2002 | 1999/2002
It has been cut since Monday | since Monday | 2021-08-23/
It has been cut since 2011 | since 2011 | 2011/
It has been cut since last December | since last December | 2020-12/
It has been cut since mid-March 2011 | since mid-March 2011 | 2011-03/
the 1990s | the 1990s | 199
in the early 1990s | the early 1990s | 199
in the late '80s | the late '80s | 198
the nineties | the nineties | 199
the 20th century | the 20th century | 19
last fall | last fall | 2020-FA
last summer | last summer | 2020-SU
this summer | this summer | 2021-SU
in fall 2015 | in fall 2015 | 2015-FA
the winter of 1994 | the winter of 1994 | 1994-WI
in the second quarter | the second quarter | 2021-Q2
the fourth quarter of 2019 | the fourth quarter of 2019 | 2019-Q4
the first half of 2019 | the first half of 2019 | 2019-H1
every day | every day | P1D
every Friday | every Friday | XXXX-WXX-5
daily | daily | P1D
He is now in Kharaz | now | PRESENT_REF
They met recently | recently | PAST_REF
They will meet soon | soon | FUTURE_REF
in the future | the future | FUTURE_REF
15 Mizan 1400 | 15 Mizan 1400 | 2021-10-07
the 5th of Mizan 1400 | the 5th of Mizan 1400 | 2021-09-27
22 Bahman 1357 | 22 Bahman 1357 | 1979-02-11
1 Muharram 1443 | 1 Muharram 1443 | 2021-08-10
on Christmas 2019 | Christmas 2019 | 2019-12-25
on Easter 2021 | Easter 2021 | 2021-04-04
Nowruz 2021 | Nowruz 2021 | 2021-03-21
the same day | the same day | 2021-08-28
They left later in the day | later in the day | 2021-08-28
Fighting went on throughout the day | the day | 2021-08-28
It was cut earlier in the week | earlier in the week | 2021-W34
It fell at the end of March | the end of March | 2021-03
in the week of March 6 | the week of March 6 | 2021-W09
on the last day of March | the last day of March | 2021-03-31
on the first day of Ramadan | the first day of Ramadan | 2021-04-13
during Ramadan | Ramadan | 2021-04-13/2021-05-12
Eid al-Fitr prayers | Eid al-Fitr | 2021-05-13
on 3 Dhu al-Hijjah | 3 Dhu al-Hijjah | 2021-07-13
1 Muharram | 1 Muharram | 2021-08-10
15 Mizan | 15 Mizan | 2021-10-07
on New Year's Eve | New Year's Eve | 2020-12-31
on New Year’s Eve 2019 | New Year’s Eve 2019 | 2019-12-31
on the eve of Easter | the eve of Easter | 2021-04-03
Orthodox Easter 2021 | Orthodox Easter 2021 | 2021-05-02
on Yom Kippur 1973 | Yom Kippur 1973 | 1973-10-06
last Thanksgiving | last Thanksgiving | 2020-11-26
on Election Day 2020 | Election Day 2020 | 2020-11-03
the day before yesterday | the day before yesterday | 2021-08-26
the day after Christmas 2019 | the day after Christmas 2019 | 2019-12-26
ten days after 7 August | ten days after 7 August | 2021-08-17
It was hit on the 9th. | the 9th | 2021-08-09
On the 9th rebels stormed it | the 9th | 2021-08-09
The war is in its seventh year | its seventh year | P7Y
It entered its second month | its second month | P2M
between 60 and 90 days | between 60 and 90 days | P60D
for two and a half years | two and a half years | P2Y6M
half a year | half a year | P6M
the famine of '84 | '84 | 1984
in the mid-90s | the mid-90s | 199
on 7/8/21 | 7/8/21 | 2021-08-07
on 28/8/21 | 28/8/21 | 2021-08-28
on 8/27/21 | 8/27/21 | 2021-08-27
It should be done in October | October | 2021-10
in Q3 2020 | Q3 2020 | 2020-Q3
in fiscal year 2020 | fiscal year 2020 | 2020
in FY2020 | FY2020 | 2020
after eight trading days | eight trading days | P8D
By year-end it will be cut | year-end | 2021-12-31
until the 10th of next month | the 10th of next month | 2021-09-10
shelled before dawn | dawn | 2021-08-28TMO
It has been calm since dawn | since dawn | 2021-08-28TMO/
They fled the previous night | the previous night | 2021-08-27TNI
They met at 1330 on arrival | at 1330 | 2021-08-28T13:30
They met at 10 p.m. | 10 p.m. | 2021-08-28T22:00
for a second day | a second day | P2D
for a fourth night running | for a fourth night running | P4D
a weeklong siege | weeklong | P1W
two to six days | two to six days | P2D
for two years and four months | two years and four months | P2Y4M
several quarters | several quarters | PXQ
10 days after the vote | 10 days after | P10D
a few days later | a few days later | PXD
hours later | hours later | PTXH
They meet on Mondays | Mondays | XXXX-WXX-1
They fire on Tuesday nights | Tuesday nights | XXXX-WXX-2TNI
They march each July | each July | XXXX-07
They are idle these days | these days | PRESENT_REF
the year-ago third quarter | the year-ago third quarter | 2020-Q3
The current quarter | The current quarter | 2021-Q3
in January nineteen ninety-seven | January nineteen ninety-seven | 1997-01
He has agreed to leave in December | December | 2021-12
It had been due to open on Friday | Friday | 2021-08-27
They planned to march on Tuesday | Tuesday | 2021-08-31
A warning was in force until Tuesday | Tuesday | 2021-08-31
In December, they were attacked | December | 2020-12
Output will double by May | May | 2022-05
"""
ROWS = [tuple(cell.strip() for cell in row.split("|")) for row in TABLE.strip().splitlines()]

NOT_TIMES = """
He may go home
The fall of the town stunned them
She is a 32-year-old teacher
Theresa May resigned
They march in silence
Some 2000 people fled
It cost $1990
A second group followed
They get 20 dollars a day
They live on the 9th floor
It was on the 9th brigade
He took gate Q1
He is in his 50s
They flew A380s
They eat about three-quarters of it
They ran at 1500 metres
It is the first day at school
as soon as possible
"""


def whole(text: str) -> tuple[Sentence, ...]:
    """Return a text as one sentence."""
    return (Sentence(Span(0, len(text)), (), BlockKind.BODY, 0),)


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(ROWS) >= 120


@pytest.mark.parametrize(("text", "words", "value"), ROWS, ids=[row[0] for row in ROWS])
def test_expression_has_the_value_a_reader_gives_it(text: str, words: str, value: str) -> None:
    found, _ = find_times(text, sentences=whole(text), tokens=(), published=PUBLISHED)
    assert [(each.span.quote(text), each.value) for each in found] == [(words, value)]


@pytest.mark.parametrize("text", NOT_TIMES.strip().splitlines())
def test_words_that_only_look_like_times_are_left_alone(text: str) -> None:
    found, _ = find_times(text, sentences=whole(text), tokens=(), published=PUBLISHED)
    assert found == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on 20 September", "--09-20"),
        ("They met in September", "--09"),
        ("They met on Friday", "-W-5"),
        ("They met on 20 September 2021", "2021-09-20"),
        ("They met between 3 and 5 March", "--03-03/--03-05"),
    ],
    ids=lambda value: value,
)
def test_unknown_publication_date_leaves_the_year_open(text: str, value: str) -> None:
    assert [each.value for each in resolve_time_text(text, published=None)] == [value]


@pytest.mark.parametrize(
    ("text", "value", "last"),
    [
        pytest.param("It blew up on Friday, six days after a blast.", 27, 27, id="told-twice"),
        pytest.param(
            "It opened on Friday, six days before a vote.", 27, 27, id="told-twice-before"
        ),
        pytest.param("It fell on 20 August. Six days later it burned.", 26, 26, id="in-the-story"),
        pytest.param("It fell on 20 August. Two weeks later it burned.", None, 28, id="too-late"),
    ],
)
def test_what_is_told_as_past_never_lies_after_the_report(
    text: str, value: int | None, last: int
) -> None:
    time = resolve_time_text(text, published=PUBLISHED)[-1]
    assert time.value == ("" if value is None else f"2021-08-{value}")
    assert time.last == date(2021, 8, last)


def test_what_is_to_come_counts_past_the_report() -> None:
    text = "It opens on 20 August. It will close two weeks later."
    assert resolve_time_text(text, published=PUBLISHED)[-1].value > "2021-W34"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in early July", date(2021, 7, 1), date(2021, 7, 12)),
        ("in mid-July", date(2021, 7, 10), date(2021, 7, 22)),
        ("in late July", date(2021, 7, 20), date(2021, 7, 31)),
        ("at the end of March", date(2021, 3, 20), date(2021, 3, 31)),
        ("early last week", date(2021, 8, 16), date(2021, 8, 18)),
        ("in late 2019", date(2019, 8, 8), date(2019, 12, 31)),
        ("in the early 1990s", date(1990, 1, 1), date(1994, 12, 31)),
        ("in early July 1998", date(1998, 7, 1), date(1998, 7, 12)),
    ],
    ids=str,
)
def test_early_middle_and_late_narrow_the_days(text: str, first: date, last: date) -> None:
    (time,) = resolve_time_text(text, published=PUBLISHED)
    assert (time.first, time.last) == (first, last)


def test_a_time_without_a_day_is_kept_and_reported() -> None:
    text = "They met yesterday"
    found, dropped = find_times(text, sentences=whole(text), tokens=(), published=None)
    assert [each.value for each in found] == [""]
    assert [(each.span, each.reason) for each in dropped] == [
        (found[0].span, DropReason.NO_CALENDAR_VALUE)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell on 3 July. They had fought since 2014. The same day he fled.", "2021-07-03"),
        ("It fell on 3 July. They had fought since June. That week he fled.", "2021-W26"),
        ("They have fought since 2014. That day he fled.", ""),
        ("It fell on 3 July. He is held since 5 July. Before dawn that day he fled.", "2021-07-05"),
        ("It began in 1999. The same year he fled.", "1999"),
    ],
    ids=["past-a-year", "past-a-month", "no-day", "past-a-limit", "a-year"],
)
def test_the_same_day_is_one_that_was_told_and_no_new_years_day(text: str, value: str) -> None:
    times, _ = find_times(text, sentences=whole(text), tokens=(), published=PUBLISHED)
    assert times[-1].value == value


def test_the_next_day_counts_from_the_day_before_it_in_the_story() -> None:
    text = "The bridge fell on 3 May 2019. The next day they fled. Two days later it rained."
    ends = [30, 54, len(text)]
    starts = [0, 31, 55]
    sentences = tuple(
        Sentence(Span(start, end), (), BlockKind.BODY, 0)
        for start, end in zip(starts, ends, strict=True)
    )
    found, _ = find_times(text, sentences=sentences, tokens=(), published=PUBLISHED)
    assert [each.value for each in found] == ["2019-05-03", "2019-05-04", "2019-05-06"]


@pytest.mark.parametrize(
    ("words", "status", "value"),
    [
        ("on Sunday morning", Status.ACTUAL, "2021-08-22"),
        ("since Monday", Status.ONGOING, "2021-08-23/"),
        ("until 4 July", Status.ONGOING, "/2021-07-04"),
        ("last month", Status.ACTUAL, "2021-07"),
        ("last fall", Status.ACTUAL, "2020-09/2020-11"),
        ("over the weekend", Status.ACTUAL, "2021-08-28/2021-08-29"),
        ("in the 1940s", Status.HISTORICAL, "1940/1949"),
        ("in the last 24 hours", Status.ACTUAL, "2021-08-27/2021-08-28"),
        ("for two years", Status.ONGOING, "2019-08/"),
        ("for twenty years", Status.ONGOING, "2001/"),
        ("in 2011", Status.ONGOING, "2011/"),
        ("in March", Status.ONGOING, "2021-03/"),
        ("on Friday", Status.ONGOING, "2021-08-27"),
        ("from Monday", Status.FUTURE, "2021-08-30/"),
        ("over the past week", Status.ACTUAL, "2021-08-21/2021-08-28"),
        ("in recent days", Status.ACTUAL, "2021-08"),
        ("in recent months", Status.ACTUAL, "2021-05/2021-08"),
        ("within days", Status.FUTURE, "2021-08"),
        ("hours later", Status.ACTUAL, "2021-08-28"),
        ("two days after", Status.ACTUAL, ""),
        ("since dawn", Status.ONGOING, "2021-08-28/"),
        ("the 7 October", Status.HISTORICAL, "--10-07"),
        ("in October", Status.FUTURE, "2021-10"),
        ("until Tuesday", Status.ACTUAL, "/2021-08-31"),
        ("by Tuesday", Status.HYPOTHETICAL, "2021-08-31"),
        ("on the 30th", Status.ACTUAL, "2021-07-30"),
        ("on the 9th", Status.FUTURE, "2021-09-09"),
        ("on 3 January", Status.FUTURE, "2022-01-03"),
        ("within 24 hours", Status.FUTURE, "2021-08-28/2021-08-29"),
        ("two weeks ago", Status.ACTUAL, "2021-08-14"),
        ("at 1pm on Friday", Status.ACTUAL, "2021-08-27T13:00"),
        ("on Monday", Status.FUTURE, "2021-08-30"),
    ],
    ids=str,
)
def test_event_times_are_written_as_the_codebook_does(
    words: str, status: Status, value: str
) -> None:
    (time,) = resolve_time_text(words, published=PUBLISHED)
    argument = Span(0, len(words))
    assert value == event_value(
        time, text=words, argument=argument, published=PUBLISHED, status=status
    )


def test_days_of_an_event_time_agree_with_its_value() -> None:
    text = "since Monday"
    (time,) = resolve_time_text(text, published=PUBLISHED)
    argument = Span(0, len(text))
    whole_time = event_time(
        time, text=text, argument=argument, published=PUBLISHED, status=Status.ONGOING
    )
    assert (whole_time.first, whole_time.last) == (date(2021, 8, 23), None)
    (past,) = resolve_time_text("on Monday", published=PUBLISHED)
    ahead = event_time(
        past, text="on Monday", argument=Span(0, 9), published=PUBLISHED, status=Status.FUTURE
    )
    assert ahead.first == ahead.last == date(2021, 8, 30)


def test_an_event_without_a_time_is_only_bounded_by_the_report() -> None:
    when = resolve_when((), published=PUBLISHED, status=Status.ACTUAL)
    assert (when.first, when.last, when.basis) == (None, PUBLISHED, TimeBasis.DATELINE)
    ahead = resolve_when((), published=PUBLISHED, status=Status.FUTURE)
    assert (ahead.first, ahead.last, ahead.basis) == (PUBLISHED, None, TimeBasis.DATELINE)


def test_an_event_takes_the_most_exact_of_its_times() -> None:
    times = resolve_time_text("in 2021, on Friday", published=PUBLISHED)
    when = resolve_when(times, published=PUBLISHED, status=Status.ACTUAL)
    assert when.first == when.last == PUBLISHED - timedelta(days=1)
    assert when.basis is TimeBasis.RESOLVED


def test_a_length_does_not_date_what_a_year_dates() -> None:
    (year,) = resolve_time_text("in 2015", published=PUBLISHED)
    half = replace(
        year,
        type=TimexType.DURATION,
        value="P6M",
        first=PUBLISHED - timedelta(days=180),
        last=PUBLISHED,
    )
    when = resolve_when((half, year), published=PUBLISHED, status=Status.HISTORICAL)
    assert (when.first, when.last) == (date(2015, 1, 1), date(2015, 12, 31))


def test_durations_say_how_long_and_not_when() -> None:
    (time,) = resolve_time_text("for three days", published=PUBLISHED)
    assert (time.type, time.first, time.last) == (TimexType.DURATION, None, None)


def test_unknown_tense_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match="unknown tense 'sometime'"):
        resolve_time_text("on Monday", published=PUBLISHED, tense="sometime")


def test_what_is_told_as_past_cannot_lie_ahead() -> None:
    report = siege().report
    span = siege().claims[0].trigger
    ahead = TimeExpression(
        span, TimexType.DATE, "2121-03-05", date(2121, 3, 5), date(2121, 3, 5), TimeBasis.STATED
    )

    def dated(status: Status) -> tuple[date | None, int]:
        event = EventMention(
            trigger=span,
            sentence=0,
            type=EventType.ASSAULT,
            mode="",
            status=status,
            quoted=False,
            p=1.0,
            p_status=1.0,
            arguments=(Argument(Role.TIME, span, span, 1.0),),
            quantities=(),
            identity=0,
        )
        graph = MentionGraph(
            sentences=(), tokens=(), names=(), events=(event,), chains=(), statements=()
        )
        (one,), dropped = date_events(report, graph=graph, times=(ahead,))
        return one.when.last, len(dropped)

    assert dated(Status.ACTUAL) == (report.told_on, 1)
    assert dated(Status.FUTURE) == (date(2121, 3, 5), 0)


def lines(text: str) -> tuple[Sentence, ...]:
    """Return each line of a text as a sentence."""
    found, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line:
            span = Span(start, start + len(line))
            found.append(Sentence(span, (), BlockKind.BODY, number))
        start += len(line) + 1
    return tuple(found)


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        pytest.param("", "2021-08-28T14:05", id="no heading"),
        pytest.param("Thursday 26 August\n", "2021-08-26T14:05", id="a day as heading"),
    ],
)
def test_an_entry_of_a_live_blog_has_its_own_day(heading: str, value: str) -> None:
    text = f"{heading}13:20\nThe mill of Varo burned on 20 August.\n14:05\nIt burns again."
    found, _ = find_times(text, sentences=lines(text), tokens=(), published=PUBLISHED)
    assert found[-1].value == value


def test_a_clock_time_inside_a_line_keeps_the_day_told_before_it() -> None:
    times = resolve_time_text("It burned on 20 August; at 14:05 it fell.", published=PUBLISHED)
    assert [each.value for each in times] == ["2021-08-20", "2021-08-20T14:05"]


def test_a_solar_day_without_a_year_follows_the_last_full_date() -> None:
    text = "On 15 Mizan 1398 the bridge fell. On 20 Mizan the ferry sank."
    values = [each.value for each in resolve_time_text(text, published=PUBLISHED)]
    assert values == ["2019-10-07", "2019-10-12"]


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        pytest.param("on 03/04/2021", "2021-04-03", (3, 4), (4, 3), id="either"),
        pytest.param("on 13/04/2021", "2021-04-13", (4, 13), (4, 13), id="no such month"),
        pytest.param("on 04/04/2021", "2021-04-04", (4, 4), (4, 4), id="the same"),
        pytest.param("on 10/08/2021", "2021-08-10", (8, 10), (8, 10), id="one is to come"),
    ],
)
def test_a_date_that_may_be_read_two_ways_covers_both(
    text: str, value: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    (time,) = resolve_time_text(text, published=PUBLISHED)
    assert (time.value, time.first, time.last) == (value, date(2021, *first), date(2021, *last))
