"""The siege of Gulvand, as each file format has it."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers.siege import siege
from khabar.exports import FLAT_COLUMNS, reading_to_json, write_csv, write_geojson, write_jsonl
from khabar.exports.flat import tell_precision
from khabar.record.actor import EntityId
from khabar.record.claim import Filler, Reading
from khabar.record.codes import Role, Status
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.record.time import TimeBasis, When

EXPECTED = Path(__file__).parent / "exports"
DOCS = Path(__file__).parents[2] / "docs"


def written(name: str) -> str:
    return (EXPECTED / name).read_text(encoding="utf-8")


def pretty(line: bytes) -> str:
    return json.dumps(json.loads(line), indent=1, ensure_ascii=False) + "\n"


def test_a_reading_has_the_shape_of_the_issue() -> None:
    assert pretty(reading_to_json(siege())) == written("siege.json")


def test_the_order_of_fields_is_part_of_the_shape() -> None:
    assert list(json.loads(reading_to_json(siege()))) == [
        "id", "published", "published_basis", "outlet", "text_sha256", "sentences", "names",
        "timexes", "places", "entities", "events", "statements", "dropped",
    ]  # fmt: skip


def test_the_nearest_speaker_comes_first_and_the_outlet_is_left_out() -> None:
    event = json.loads(reading_to_json(siege()))["events"][0]
    assert [source["text"] for source in event["sources"]] == ["Haji Sabet", "the Ostrova agency"]


def test_csv_has_one_row_per_claim() -> None:
    out = io.BytesIO()
    assert write_csv([siege()], out, statuses=frozenset(Status)) == 3
    assert out.getvalue().decode() == written("siege.csv")


def test_geojson_keeps_claims_without_a_place() -> None:
    out = io.BytesIO()
    assert write_geojson([siege()], out) == 2
    assert pretty(out.getvalue()) == written("siege.geojson")


def test_threats_are_left_out_unless_asked_for() -> None:
    out = io.BytesIO()
    write_jsonl([siege()], out)
    (line,) = out.getvalue().splitlines()
    assert [event["status"] for event in json.loads(line)["events"]] == ["actual", "actual"]


def test_no_reading_gives_an_empty_file_of_each_kind() -> None:
    for write, expected in (
        (write_jsonl, b""),
        (write_csv, (",".join(FLAT_COLUMNS) + "\n").encode()),
        (write_geojson, b'{"type":"FeatureCollection","features":[\n]}\n'),
    ):
        out = io.BytesIO()
        assert write([], out) == 0
        assert out.getvalue() == expected


def titled(title: str) -> Reading:
    return replace(siege(), report=replace(siege().report, title=title))


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        pytest.param('=HYPERLINK("x")', '\'=HYPERLINK("x")', id="formula"),
        pytest.param("\t\r\n+1", "'+1", id="formula behind blanks"),
        pytest.param("-5 degrees", "'-5 degrees", id="minus"),
        pytest.param("＝1+1", "'＝1+1", id="full-width equals"),
        pytest.param("@now", "'@now", id="at"),
        pytest.param("Two\r\nlines\u2028here", "Two lines here", id="line ends"),
        pytest.param('Say "no", then', 'Say "no", then', id="quotes and commas"),
        pytest.param("a\ud800b", "a\\ud800b", id="lone surrogate"),
        pytest.param("a\x00b", "a b", id="NUL"),
        pytest.param("كابل 🔥", "كابل 🔥", id="other scripts"),
    ],
)
def test_a_cell_stays_one_harmless_cell(title: str, cell: str) -> None:
    out = io.BytesIO()
    write_csv([titled(title)], out)
    assert out.getvalue().count(b"\n") == 3
    first = next(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert first["title"] == cell


def test_a_lone_surrogate_is_escaped_in_json() -> None:
    report = replace(siege().report, id=ReportId("a\ud800é"))
    line = reading_to_json(replace(siege(), report=report))
    assert line.startswith(b'{"id":"a\\ud800\xc3\xa9",')
    assert json.loads(line)["id"] == "a\ud800é"


def test_ids_of_several_actors_stay_in_step_with_their_names() -> None:
    both = (
        Filler(Role.ACTOR, None, EntityId("E5"), 0.9),
        Filler(Role.ACTOR, None, EntityId("E1"), 0.9),
        Filler(Role.ACTOR, None, EntityId("E1"), 0.8),
    )
    claim = replace(siege().claims[0], fillers=both)
    out = io.BytesIO()
    write_csv([replace(siege(), claims=(claim,))], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
    assert row["actor"] == "Ushkara Mountain Front; Dareshani army"
    assert [row[f"actor_{what}"] for what in ("id", "country", "sector")] == [
        "; drs-army",
        "; DRS",
        "REB; MIL",
    ]


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        ("2018-09-07", "2018-09-07", "day"),
        ("2018-09-03", "2018-09-09", "week"),
        ("2018-09-04", "2018-09-10", "range"),
        ("2018-02-01", "2018-02-28", "month"),
        ("2018-02-01", "2018-02-27", "range"),
        ("2018-01-01", "2018-12-31", "year"),
        ("2018-01-01", "2019-12-31", "range"),
        ("2018-01-01", None, "open"),
        (None, "2018-01-01", "open"),
        (None, None, "unknown"),
    ],
)
def test_precision_says_how_exactly_days_are_known(
    first: str | None, last: str | None, precision: str
) -> None:
    days = [None if day is None else date.fromisoformat(day) for day in (first, last)]
    assert tell_precision(When(days[0], days[1], TimeBasis.STATED, Span(0, 1))) == precision


def test_every_column_is_documented() -> None:
    page = (DOCS / "exports.md").read_text(encoding="utf-8")
    missing = [column for column in FLAT_COLUMNS if f"| `{column}` |" not in page]
    assert missing == []
