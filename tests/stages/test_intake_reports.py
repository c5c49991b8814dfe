"""One text to a report: title, dateline, day of publication."""

from datetime import date

import pytest

from khabar.intake import make_report
from khabar.record.errors import FailureReason, InputError
from khabar.record.report import BlockKind, PublishedBasis, Report
from khabar.text import split_report

_TODAY = date(2026, 11, 28)
_BODY = "Fighters closed the road. Nobody was hurt."


def _lines(report: Report, kind: BlockKind) -> list[str]:
    return [b.span.quote(report.text) for b in report.blocks if b.kind is kind]


@pytest.mark.parametrize(
    ("dateline", "day", "place", "agency"),
    [
        pytest.param("date 2021-08-28", date(2021, 8, 28), "", "", id="label-iso"),
        pytest.param("2021/08/28", date(2021, 8, 28), "", "", id="slashes"),
        pytest.param("Published: 3 March 2019", date(2019, 3, 3), "", "", id="published"),
        pytest.param("Sun Apr 16 2017", date(2017, 4, 16), "", "", id="weekday"),
        pytest.param("Monday 07 November 2016 19:02", date(2016, 11, 7), "", "", id="clock"),
        pytest.param("GULVAND, Aug 28 (Meridian) -", None, "GULVAND", "Meridian", id="no-year"),
        pytest.param(
            "GULVAND, Dareshan, Sept 10 (Meridian) -",
            None,
            "GULVAND, Dareshan",
            "Meridian",
            id="two-places",
        ),
        pytest.param(
            "GULVAND CITY, 15 NOV 89 (MERIDIAN) -- [TEXT]",
            date(1989, 11, 15),
            "GULVAND CITY",
            "MERIDIAN",
            id="two-digit-year",
        ),
        pytest.param("GULVAND, July 3 /ZNA/.", None, "GULVAND", "ZNA", id="slashed-agency"),
        pytest.param("Gulvand, 3 March 2019 -", date(2019, 3, 3), "Gulvand", "", id="day-dash"),
        pytest.param("NARIBARI, Jan 28:", None, "NARIBARI", "", id="colon"),
        pytest.param("GULVAND (AP) —", None, "GULVAND", "AP", id="no-day"),
        pytest.param("(Reuters) -", None, "", "Reuters", id="agency-alone"),
        pytest.param("Afp -", None, "", "Afp", id="agency-bare"),
        pytest.param("GULVAND —", None, "GULVAND", "", id="place-alone"),
    ],
)
def test_a_dateline_in_front_is_kept_apart(
    dateline: str, day: date | None, place: str, agency: str
) -> None:
    report = make_report(f"{dateline} {_BODY}", today=_TODAY)
    assert _lines(report, BlockKind.DATELINE) == [dateline]
    assert _lines(report, BlockKind.BODY) == [_BODY]
    assert (report.published, report.dateline_place, report.agency) == (day, place, agency)


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        pytest.param("28 August 2021\nArmy leaves town", "Army leaves town", 28, id="date-title"),
        pytest.param("Army leaves town\n28 August 2021", "Army leaves town", 28, id="title-date"),
        pytest.param("Saturday, August 28, 2021\n\nArmy leaves", "Army leaves", 28, id="weekday"),
        pytest.param("Army leaves\nBy Aman Sel, 3 August 2021", "Army leaves", 3, id="byline"),
        pytest.param("Army leaves\nGulvand, 3 August 2021", "Army leaves", 3, id="place"),
    ],
)
def test_title_and_dateline_have_lines_of_their_own(head: str, title: str, day: int) -> None:
    report = make_report(f"{head}\n\n{_BODY}")
    assert report.title == title
    assert _lines(report, BlockKind.TITLE) == [title]
    assert _lines(report, BlockKind.BODY) == [_BODY]
    assert (report.published, report.published_basis) == (
        date(2021, 8, day),
        PublishedBasis.DATELINE,
    )


@pytest.mark.parametrize(
    ("title", "day"),
    [
        pytest.param("Conflict live updates - 21 February 2022", date(2022, 2, 21), id="dash"),
        pytest.param("SECURITY DIGEST 2025-05-04", date(2025, 5, 4), id="iso"),
        pytest.param("Sarmand update, June 12, 2025: roads open", date(2025, 6, 12), id="colon"),
        pytest.param("Weekly review (1-7 May 2023)", date(2023, 5, 7), id="end-of-range"),
        pytest.param("Sarmand: situation as of 12 June 2023", date(2023, 6, 12), id="as-of"),
        pytest.param("Security digest 03/04/2021", None, id="march-or-april"),
        pytest.param("Town mourns the dead of 5 March 2020", None, id="past-event"),
        pytest.param("Army to leave by 5 March 2020", None, id="term"),
        pytest.param("Security digest 4 May", None, id="no-year"),
        pytest.param("On 5 March 2020 the army left - and came back", None, id="in-prose"),
    ],
)
def test_a_full_date_in_the_headline_dates_the_report(title: str, day: date | None) -> None:
    report = make_report(f"{title}\n\n{_BODY}", today=_TODAY)
    assert _lines(report, BlockKind.TITLE) == [title]
    assert (report.published, report.dateline_day) == (day, day)
    known = make_report(f"{title}\n\n{_BODY}", metadata_published=date(2026, 1, 1))
    assert known.told_on == date(2026, 1, 1)


def test_a_dateline_takes_its_year_from_the_headline() -> None:
    report = make_report(f"Digest - 4 May 2025\n\nGULVAND, May 3 (Meridian) - {_BODY}")
    assert report.published == date(2025, 5, 3)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        pytest.param("WAD GULVAND - 12 June 2023", "WAD GULVAND", id="place-dash"),
        pytest.param("As of 12 June 2023", "", id="as-of"),
        pytest.param("Situation as of: June 12, 2023.", "", id="situation"),
    ],
)
@pytest.mark.parametrize("head", ["", "Army leaves town\n"])
def test_a_line_that_says_the_day_is_a_dateline(head: str, line: str, place: str) -> None:
    report = make_report(f"{head}{line}\n\n{_BODY}")
    assert _lines(report, BlockKind.DATELINE) == [line]
    assert (report.published, report.dateline_place) == (date(2023, 6, 12), place)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("As of 12 June 2023, forty houses stood.", id="as-of-in-prose"),
        pytest.param("TARSK, 03/04/2021 - Fighters left.", id="place-march-or-april"),
        pytest.param("On 3 March 2019 fighters left.", id="in-a-sentence"),
        pytest.param("28 August 2021 was a bad day.", id="as-subject"),
        pytest.param("May 5 fighters left.", id="month-or-verb"),
        pytest.param("10:42 - Gunfire was heard.", id="live-blog"),
        pytest.param("03/04/2019 Fighters left.", id="march-or-april"),
        pytest.param("LIVE - Fighters left the town.", id="kicker-dash"),
        pytest.param("GULVAND PEACE: Fighters left.", id="kicker-colon"),
    ],
)
def test_what_may_be_no_dateline_is_read(text: str) -> None:
    report = make_report(text)
    assert _lines(report, BlockKind.BODY) == [text]
    assert report.published_basis is PublishedBasis.UNKNOWN


@pytest.mark.parametrize("agency", ["Reuters", "AFP", "Velmar State News Agency"])
@pytest.mark.parametrize("lead", ["GULVAND ({}) - ", "GULVAND, Aug 28 ({}) - ", "({}) - "])
def test_an_agency_is_the_outlet_when_no_other_is_known(agency: str, lead: str) -> None:
    text = lead.format(agency) + _BODY
    alone, known = make_report(text), make_report(text, outlet="Meridian Post")
    assert (alone.outlet, alone.agency) == (agency, agency)
    assert (known.outlet, known.agency) == ("Meridian Post", agency)


@pytest.mark.parametrize("name", ["Outlet", "SOURCE", "Publisher"])
def test_a_line_of_its_own_tells_the_outlet_and_is_no_headline(name: str) -> None:
    text = f"{name}: Radio Sael\nDate: 2031-05-02\n\nMill burns in Sael\n\n{_BODY}"
    report = make_report(text)
    assert (report.outlet, report.published, report.agency) == ("Radio Sael", date(2031, 5, 2), "")
    assert report.title == "Mill burns in Sael"
    assert make_report(text, outlet="Meridian Post").outlet == "Meridian Post"


@pytest.mark.parametrize("day", ["February 30, 2023", "10/11/2023", "2023-13-01"])
def test_a_line_that_says_when_by_no_day_is_no_headline(day: str) -> None:
    report = make_report(f"Outlet: Radio Sael\nDate: {day}\n\n{_BODY}")
    assert _lines(report, BlockKind.DATELINE) == ["Outlet: Radio Sael", f"Date: {day}"]
    assert (report.title, report.published) == ("", None)
    told = split_report(report)[1]
    assert [(one.what, one.reason) for one in told] == [("publication", "impossible-date")]
    given = make_report(report.text, published=date(2023, 11, 10))
    assert split_report(given)[1] == ()


def test_a_sentence_that_begins_with_a_source_is_read() -> None:
    text = f"Source: the rebels shelled it, he said: many times.\n\n{_BODY}"
    assert make_report(text).outlet == ""


def test_a_place_with_a_colon_opens_prose_only() -> None:
    prose = "The council said that the road would be opened for two days, and closed after. " * 2
    assert make_report(f"GULVAND: {prose}").dateline_place == "GULVAND"
    assert make_report("GULVAND: The road opens").dateline_place == ""


def test_a_hard_wrapped_first_line_is_no_title() -> None:
    report = make_report("The army left\nthe town and nobody\ncame.")
    assert report.title == ""


def test_argument_goes_before_metadata_before_dateline() -> None:
    text = f"GULVAND, 27 Aug 2021 (Meridian) - {_BODY}"
    first, second = date(2021, 8, 29), date(2021, 8, 28)
    every = make_report(text, published=first, metadata_published=second)
    assert (every.published, every.published_basis) == (first, PublishedBasis.ARGUMENT)
    some = make_report(text, metadata_published=second)
    assert (some.published, some.published_basis) == (second, PublishedBasis.METADATA)
    assert some.told_on == some.dateline_day == date(2021, 8, 27)


@pytest.mark.parametrize(
    ("metadata", "year"),
    [
        pytest.param(date(2021, 1, 1), 2020, id="new-year"),
        pytest.param(date(2021, 12, 31), 2021, id="same-day"),
        pytest.param(date(2020, 12, 30), 2020, id="a-day-ahead"),
    ],
)
def test_a_dateline_takes_its_year_from_metadata(metadata: date, year: int) -> None:
    report = make_report(f"GULVAND, Dec 31 (Meridian) - {_BODY}", metadata_published=metadata)
    assert report.dateline_day == date(year, 12, 31)


@pytest.mark.parametrize("year", [1021, 2121, 2027])
def test_an_absurd_dateline_is_not_believed(year: int) -> None:
    report = make_report(f"Published: 3 March {year}\n{_BODY}", today=_TODAY)
    assert (report.published, report.dateline_day) == (None, None)


@pytest.mark.parametrize("field", ["published", "metadata_published"])
@pytest.mark.parametrize(
    ("day", "message"),
    [
        pytest.param(date(1021, 8, 28), "no report was published on 1021-08-28", id="1021"),
        pytest.param(date(2121, 8, 28), "2121-08-28 has not come yet", id="2121"),
        pytest.param(date(2026, 11, 29), "2026-11-29 has not come yet", id="tomorrow"),
    ],
)
def test_an_absurd_day_is_refused(field: str, day: date, message: str) -> None:
    days = {field: day}
    with pytest.raises(InputError, match=message) as caught:
        make_report(
            _BODY,
            published=days.get("published"),
            metadata_published=days.get("metadata_published"),
            today=_TODAY,
        )
    assert caught.value.reason is FailureReason.BAD_DATE


def test_a_text_of_spaces_is_empty() -> None:
    with pytest.raises(InputError, match="there is no text in it") as caught:
        make_report(" \n\t", origin="a.txt")
    assert caught.value.reason is FailureReason.EMPTY
