"""Questions to a case on the command line: filters, JSON Lines, exit codes."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from helpers.readings import make_small_reading
from khabar.cli._lines import tell_part
from khabar.cli.app import app
from khabar.record.score import Part
from khabar.store import Addition, Capture, Derivation, open_case

SEEN = datetime(2019, 5, 4, tzinfo=UTC)
DERIVATION = Derivation("reading", "0", "model", "config")


@pytest.fixture
def case(tmp_path: Path) -> str:
    """Return a case with one report."""
    place = tmp_path / "sael.khabar"
    reading = make_small_reading()
    capture = Capture.of(reading.report.text.encode())
    with open_case(place, create=True) as store:
        store.add([Addition(capture, reading)], derivation=DERIVATION, seen=SEEN)
    return str(place)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_claims_are_lines_with_the_sentence_below(case: str) -> None:
    result = run("claims", "--case", case)
    assert result.exit_code == 0
    first, sentence, *_ = run("claims", "-c", case, "--type", "THREATEN").stdout.splitlines()
    assert first.startswith("  Radio Sael > Colonel Varo: Varo's men -> THREATEN/force")
    assert sentence.startswith("      ")
    assert result.stderr == "2 claims\n"


@pytest.mark.parametrize(
    ("filters", "types"),
    [
        pytest.param(["--type", "threaten"], ["THREATEN"], id="type, any case"),
        pytest.param(["--status", "actual"], ["ASSAULT"], id="status"),
        pytest.param(["--actor", "men"], ["THREATEN"], id="actor"),
        pytest.param(["--since", "2019-05-03", "--until", "2019-05-03"], ["THREATEN"], id="days"),
        pytest.param(["--text", "herders"], ["ASSAULT"], id="words"),
        pytest.param(["--outlet", "nobody"], [], id="outlet"),
        pytest.param(["--box", "0,0,1,1"], [], id="box"),
    ],
)
def test_filters_choose_claims(case: str, filters: list[str], types: list[str]) -> None:
    found = rows(run("claims", "--case", case, "--json", *filters))
    assert [row["type"] for row in found] == types


def test_events_are_listed_with_the_filters_of_claims(case: str) -> None:
    found = rows(run("events", "-c", case, "--json"))
    assert sorted(str(row["type"]) for row in found) == ["ASSAULT", "THREATEN"]
    assert all(row["counts"] == {"mentions": 1, "reports": 1, "origins": 1} for row in found)
    (threat,) = rows(run("events", "-c", case, "--json", "--actor", "men"))
    assert threat["type"] == "THREATEN"


def test_a_search_finds_reports_by_their_words(case: str) -> None:
    (hit,) = rows(run("search", "-c", case, "--json", "herders"))
    assert (hit["report"], hit["outlet"]) == ("sael-1", "Radio Sael")
    assert "herders" in run("search", "-c", case, "herders").stdout


def test_show_lists_reports_or_all_of_one(case: str) -> None:
    (row,) = rows(run("show", "-c", case, "--json"))
    assert (row["id"], row["claims"]) == ("sael-1", 2)
    (whole,) = rows(run("show", "-c", case, "--json", "sael-1"))
    assert [event["type"] for event in whole["events"]] == ["THREATEN", "ASSAULT"]  # type: ignore[attr-defined]
    assert run("show", "-c", case, "sael-1").stdout.startswith("sael-1  Radio Sael, 2019-05-02")


def test_an_export_has_only_what_is_presented_as_fact(case: str) -> None:
    default = run("export", "-c", case, "--format", "csv")
    assert (default.exit_code, default.stdout.count("\n")) == (0, 2)
    assert run("export", "-c", case, "--format", "csv", "--all").stdout.count("\n") == 3
    only = run("export", "-c", case, "--format", "geojson", "--status", "hypothetical")
    kinds = [one["properties"]["type"] for one in json.loads(only.stdout)["features"]]
    assert kinds == ["THREATEN"]


def test_an_export_file_is_whole_or_not_there(case: str, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert run("export", "-c", case, "-o", str(target)).exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == "sael-1"
    refused = run("export", "-c", case, "-o", str(tmp_path / "no" / "out.jsonl"))
    assert refused.exit_code == 2
    assert "cannot write the export" in refused.stderr
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("command", ["claims", "events", "export"])
def test_nothing_matched_is_4_only_when_asked(case: str, command: str) -> None:
    filters = ["--case", case, "--outlet", "nobody"]
    assert run(command, *filters).exit_code == 0
    assert run(command, *filters, "--fail-empty").exit_code == 4


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(["--since", "yesterday"], 2, "--since: not a day: 'yesterday'", id="day"),
        pytest.param(["--box", "1,2"], 2, "--box: not a box: '1,2'", id="box"),
        pytest.param(["--type", "EXPLODE"], 2, "EXPLODE", id="type"),
        pytest.param(["--limit", "0"], 2, "--limit", id="limit"),
    ],
)
def test_a_wrong_filter_is_named(case: str, words: list[str], code: int, message: str) -> None:
    result = run("claims", "--case", case, *words)
    assert result.exit_code == code
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["claims", "events", "export"])
def test_days_in_the_wrong_order_are_refused(case: str, command: str) -> None:
    result = run(command, "-c", case, "--since", "2023-01-01", "--until", "2022-01-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the last day (2022-01-01) is before the first (2023-01-01)" in result.stderr


def test_no_case_here_says_so(tmp_path: Path) -> None:
    result = run("claims", "--case", str(tmp_path / "none.khabar"))
    assert result.exit_code == 2
    assert "none.khabar" in result.stderr


def test_an_unknown_report_is_2(case: str) -> None:
    result = run("show", "-c", case, "nope")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no report is called 'nope'" in result.stderr
    assert run("claims", "-c", case, "--report", "nope").exit_code == 2


def test_a_report_is_asked_for_by_the_file_that_lists_show(tmp_path: Path) -> None:
    place = str(tmp_path / "osk.khabar")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        text = f"Velmar troops shelled Osk {folder}.\n"
        (tmp_path / folder / "wire.txt").write_text(text, encoding="utf-8")
    (tmp_path / "osk.txt").write_text("Velmar troops shelled Osk on Friday.\n", encoding="utf-8")
    run("init", place)
    run("add", str(tmp_path / "osk.txt"), "--case", place, "-q")
    assert rows(run("claims", "-c", place, "--json", "--report", "osk.txt"))
    assert "shelled Osk on Friday" in run("show", "osk.txt", "-c", place).stdout
    assert run("events", "-c", place, "--report", "osk.txt").exit_code == 0
    run("add", str(tmp_path / "a"), str(tmp_path / "b"), "--case", place, "-q")
    both = run("show", "wire.txt", "-c", place)
    assert both.exit_code == 2
    assert "2 reports are called 'wire.txt'" in both.stderr


def test_a_damaged_case_is_5(tmp_path: Path) -> None:
    place = tmp_path / "broken.khabar"
    place.write_bytes(b"this is no database" * 500)
    result = run("claims", "--case", str(place))
    assert result.exit_code == 5
    assert result.stderr.startswith("error: ")


def test_the_demo_keeps_fiction_out_of_a_case_of_others(case: str) -> None:
    result = run("demo", "--into", case)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "this case holds other reports (sael-1)" in result.stderr
    assert [row["id"] for row in rows(run("show", "-c", case, "--json"))] == ["sael-1"]


def test_the_reasons_of_every_link_are_shown_when_asked(case: str) -> None:
    plain = run("show", "-c", case, "sael-1").stdout
    told = run("show", "-c", case, "sael-1", "--why").stdout
    assert told.startswith(plain.rstrip("\n"))
    lines = told[len(plain) :].splitlines()
    assert (
        "  Colonel Varo = Colonel Varo [no code] military, no row of the registry  0.900" in lines
    )
    assert "  Friday = 2019-05-03 (resolved)" in lines


def test_a_reason_says_what_was_compared() -> None:
    assert tell_part(Part("words", "Friday", "2019-05-03", 3.8)) == "Friday = 2019-05-03"
    assert tell_part(Part("rules", "", "military", 0.7)) == "military"
