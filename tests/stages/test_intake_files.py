"""Files, folders and pages to sources; what is wrong costs itself alone."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from khabar.intake import IntakeOptions, Source, read_inputs
from khabar.intake.html import PageReader
from khabar.record.errors import FailureReason, InputError
from khabar.record.report import FailedInput, PublishedBasis, Report

_OPTIONS = IntakeOptions(today=date(2026, 11, 28))
_PARAGRAPH = "<p>The council of Gulvand opened the northern road after talks on Monday.</p>"
_PAGE = (
    '<html lang="en"><head><title>Road opens</title>'
    '<meta property="article:published_time" content="{day}T10:00:00Z">'
    '<meta property="og:site_name" content="Meridian Post"></head>'
    f"<body><article><h1>Road opens</h1>{_PARAGRAPH * 8}</article></body></html>"
)


def _read(*names: Path | str, options: IntakeOptions = _OPTIONS) -> list[Source]:
    return list(read_inputs(names, options=options))


def _report(path: Path, raw: bytes, *, options: IntakeOptions = _OPTIONS) -> Report | FailedInput:
    path.write_bytes(raw)
    (source,) = _read(path, options=options)
    return source.report


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("Café – left.".encode(), "Café – left.", id="utf-8"),
        pytest.param("Café – left.".encode("utf-8-sig"), "Café – left.", id="utf-8-mark"),
        pytest.param("Café – left.".encode("utf-16"), "Café – left.", id="utf-16"),
        pytest.param("Café left.".encode("utf-16-le"), "Café left.", id="utf-16-le-no-mark"),
        pytest.param("Café left.".encode("utf-16-be"), "Café left.", id="utf-16-be-no-mark"),
        pytest.param("Café – left.".encode("cp1252"), "Café – left.", id="windows-1252"),
        pytest.param(b"One.\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n", id="crlf"),
    ],
)
def test_encodings_are_told_apart(tmp_path: Path, raw: bytes, text: str) -> None:
    report = _report(tmp_path / "a.txt", raw)
    assert isinstance(report, Report)
    assert report.text == text


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        pytest.param("a.txt", b"", FailureReason.EMPTY, id="empty"),
        pytest.param("a.txt", b" \r\n", FailureReason.EMPTY, id="blank"),
        pytest.param("a.txt", b"x" * 9000 + b"\x00", FailureReason.BINARY, id="nul"),
        pytest.param("a.txt", b"\x01\x02\x03\x04 text", FailureReason.BINARY, id="controls"),
        pytest.param("a.txt", b"\x89PNG\r\n", FailureReason.BINARY, id="picture"),
        pytest.param("a.txt", b"%PDF-1.7", FailureReason.UNSUPPORTED, id="pdf"),
        pytest.param("a.docx", b"PK\x03\x04\x00", FailureReason.UNSUPPORTED, id="docx"),
        pytest.param("a.doc", b"\xd0\xcf\x11\xe0\xa1", FailureReason.UNSUPPORTED, id="doc"),
        pytest.param("a.txt", b"Caf\x81\x8d fell", FailureReason.ENCODING, id="no-encoding"),
        pytest.param("a.txt.gz", b"not packed", FailureReason.UNREADABLE, id="not-gzip"),
        pytest.param("a.json", b"[" * 99_999, FailureReason.BAD_ROW, id="deep-json"),
        pytest.param("a.html", b"", FailureReason.EMPTY, id="empty-page"),
        pytest.param("a.html", b"<p><script>1</script>", FailureReason.NO_TEXT, id="no-article"),
        pytest.param("a.csv", b"head,line\n1,2\n", FailureReason.BAD_ROW, id="no-text-column"),
    ],
)
def test_a_bad_file_gets_its_reason(
    tmp_path: Path, name: str, raw: bytes, reason: FailureReason
) -> None:
    failed = _report(tmp_path / name, raw)
    assert isinstance(failed, FailedInput)
    assert (failed.reason, failed.origin) == (reason, name)
    assert failed.detail


def test_a_bad_file_costs_that_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They left.")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.txt.gz").write_bytes(gzip.compress(b"They came back."))
    (tmp_path / "e.unknown").write_text("not looked at")
    found = [(s.report.origin, type(s.report)) for s in _read(tmp_path, tmp_path / "none.txt")]
    assert found == [
        ("a.txt", Report),
        ("b.txt", FailedInput),
        ("d.txt.gz", Report),
        ("none.txt", FailedInput),
    ]


def test_patterns_are_sorted_and_one_without_a_match_is_missing(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("They left.")
    found = [s.report for s in _read(f"{tmp_path}/*.txt", f"{tmp_path}/*.md")]
    assert [one.origin for one in found] == ["a.txt", "b.txt", "*.md"]
    assert isinstance(found[-1], FailedInput)
    assert found[-1].reason is FailureReason.MISSING


def test_columns_are_mapped_and_one_bad_row_costs_that_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(
        "story\tday\tpaper\nThey left.\t2021-08-28\tPost\nshort row\nAgain.\t1021-01-01\tPost\n"
        "Nobody left.\t28 August 2021\tSun\n"
    )
    columns = {"text": "story", "published": "day", "outlet": "paper"}
    found = [s.report for s in _read(path, options=IntakeOptions(columns=columns))]
    reasons = [one.reason if isinstance(one, FailedInput) else one.outlet for one in found]
    assert reasons == ["Post", FailureReason.BAD_ROW, FailureReason.BAD_DATE, "Sun"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_the_header_row_says_what_separates(tmp_path: Path, separator: str, ending: str) -> None:
    path = tmp_path / f"rows.{ending}"
    cells = '"They left; nobody, they said, came | back."', "", "Post"
    path.write_text(f"{separator.join(['story', 'when', 'outlet'])}\n{separator.join(cells)}\n")
    (found,) = _read(path, options=IntakeOptions(columns={"text": "story"}))
    assert isinstance(found.report, Report)
    assert found.report.text == "They left; nobody, they said, came | back."
    assert found.report.outlet == "Post"


@pytest.mark.parametrize("day", ["20220503", "20220503T101500Z", "2022-05-03"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_row_may_give_its_day_without_hyphens(tmp_path: Path, day: str, quote: str) -> None:
    value = f'"{day}"' if quote or not day.isdigit() else day
    row = f'{{"text": "They left.", "published": {value}}}'
    report = _report(tmp_path / "a.jsonl", row.encode())
    assert isinstance(report, Report)
    assert report.published == date(2022, 5, 3)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param('"They left.\nAgain.\nAnd again.\n', "lines 3 to 5 are lost", id="to-end"),
        pytest.param('"They left.\n"Again."\nCame.\n', "lines 3 to 4 are lost", id="to-next"),
    ],
)
def test_an_open_quote_reports_the_lines_it_costs(tmp_path: Path, rows: str, told: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"text,id\nFirst.,1\n{rows}".replace(".\n", ".,2\n"))
    found = [one.report for one in _read(path)]
    lost = [one.detail for one in found if isinstance(one, FailedInput)]
    assert len(lost) == 1
    assert told in lost[0]
    assert isinstance(found[0], Report)


def test_stray_quotes_inside_one_line_are_read(tmp_path: Path) -> None:
    report = _report(tmp_path / "a.csv", b'text,id\n"They "left" the town.",1\n')
    assert isinstance(report, Report)
    assert report.id == "1"


def test_a_column_that_is_there_twice_is_named(tmp_path: Path) -> None:
    failed = _report(tmp_path / "a.csv", b"text,date,date\nThey left.,1,2\n")
    assert isinstance(failed, FailedInput)
    assert "'date' more than once" in failed.detail


def test_lone_surrogates_are_kept_as_given(tmp_path: Path) -> None:
    report = _report(tmp_path / "a.jsonl", b'{"id": "a", "text": "They \\ud800 left."}\n')
    assert isinstance(report, Report)
    assert (report.id, report.text) == ("a", "They \ud800 left.")


def test_a_page_gives_title_day_and_outlet(tmp_path: Path) -> None:
    report = _report(tmp_path / "a.html", _PAGE.format(day="2021-08-28").encode())
    assert isinstance(report, Report)
    assert (report.title, report.outlet) == ("Road opens", "Meridian Post")
    assert (report.published, report.published_basis) == (
        date(2021, 8, 28),
        PublishedBasis.METADATA,
    )
    assert "<p>" not in report.text


@pytest.mark.parametrize(
    "unseen",
    [
        pytest.param('<p style="color:red; display: none">Forty died.</p>', id="style"),
        pytest.param("<div hidden><p>Forty died.</p></div>", id="hidden"),
        pytest.param('<p aria-hidden="true">Forty died.</p>', id="aria"),
        pytest.param("<noscript><p>Forty died.</p></noscript>", id="noscript"),
        pytest.param('<div id="reader-comments"><p>Forty died.</p></div>', id="comments"),
        pytest.param('<ol class="wide comment-list"><li>Forty died.</li></ol>', id="comment-list"),
        pytest.param(
            "<table><tr><th>Town</th><th>Forty</th></tr><tr><td>A</td><td>1</td></tr></table>",
            id="table",
        ),
    ],
)
def test_what_is_no_part_of_an_article_is_left_out(tmp_path: Path, unseen: str) -> None:
    page = _PAGE.format(day="2021-08-28").replace("</h1>", f"</h1>{_PARAGRAPH}{unseen}")
    report = _report(tmp_path / "a.html", page.encode())
    assert isinstance(report, Report)
    assert "Forty" not in report.text
    assert "|" not in report.text
    assert "northern road" in report.text


def test_a_table_that_lays_out_a_page_is_read_as_prose(tmp_path: Path) -> None:
    cells = f"<table><tr><td><h1>Road opens</h1>{_PARAGRAPH * 5}</td></tr></table>"
    page = f'<html><body class="has-comments"><div class="no-comments">{cells}</div></body></html>'
    report = _report(tmp_path / "a.html", page.encode())
    assert isinstance(report, Report)
    assert "northern road" in report.text
    assert "|" not in report.text


@pytest.mark.parametrize("body", ["", "<h1>Army leaves Gulvand</h1>"])
def test_a_page_with_a_title_alone_has_no_text(tmp_path: Path, body: str) -> None:
    page = f"<html><head><title>Army leaves Gulvand</title></head><body>{body}</body></html>"
    failed = _report(tmp_path / "a.html", page.encode())
    assert isinstance(failed, FailedInput)
    assert failed.reason is FailureReason.NO_TEXT


def test_an_absurd_day_in_a_page_is_not_believed(tmp_path: Path) -> None:
    report = _report(tmp_path / "a.html", _PAGE.format(day="2121-08-28").encode())
    assert isinstance(report, Report)
    assert report.published is None


def test_a_page_that_takes_too_long_costs_that_page() -> None:
    pages = PageReader(seconds=0.0, memory_bytes=2_000_000_000)
    try:
        with pytest.raises(InputError, match="took more than 0 s") as caught:
            pages.read(_PAGE, where="a.html")
    finally:
        pages.close()
    assert caught.value.reason is FailureReason.TIMEOUT


def test_a_dead_page_reader_is_started_again() -> None:
    pages = PageReader(seconds=60.0, memory_bytes=2_000_000_000)
    try:
        assert pages.read(_PAGE, where="a.html").title == "Road opens"
        pages.close()
        assert pages.read(_PAGE, where="b.html").title == "Road opens"
    finally:
        pages.close()


def test_a_page_reader_without_memory_dies_alone() -> None:
    pages = PageReader(seconds=60.0, memory_bytes=1_000_000)
    try:
        with pytest.raises(InputError) as caught:
            pages.read(_PAGE, where="a.html")
    finally:
        pages.close()
    assert caught.value.reason in {FailureReason.WORKER_DIED, FailureReason.UNREADABLE}


def test_a_long_line_and_a_limit(tmp_path: Path) -> None:
    line = b"They left the town. " * 60_000
    report = _report(tmp_path / "a.txt", line)
    assert isinstance(report, Report)
    assert len(report.text) == len(line)
    failed = _report(tmp_path / "a.txt", line, options=IntakeOptions(max_bytes=1_000_000))
    assert isinstance(failed, FailedInput)
    assert failed.reason is FailureReason.TOO_LARGE
