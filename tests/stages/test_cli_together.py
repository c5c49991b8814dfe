"""What reports say together, on the command line: published shapes, filters, repairs."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from helpers import ROOT
from helpers.demo_case import FIRST, START, add_readings, read_demo
from helpers.read_only import read_only_copy
from khabar.cli.app import app
from khabar.exports.situation_shape import SCHEMAS, situation_schema
from khabar.filing import retell
from khabar.store import open_case

Row = dict[str, Any]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a case of the demo reports, added but not yet told."""
    place = tmp_path_factory.mktemp("together") / "valley.khabar"
    with open_case(place, create=True) as store:
        add_readings(store, read_demo(), derivation=FIRST)
    return str(place)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def rows(*words: str) -> list[Row]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_next_command_tells_what_was_added_and_not_told(tmp_path: Path) -> None:
    place = str(tmp_path / "a.khabar")
    with open_case(place, create=True) as store:
        add_readings(store, read_demo()[:2])
    first, second = run("events", "-c", place), run("events", "-c", place)
    assert "has been told anew" in first.stderr
    assert "has been told anew" not in second.stderr
    assert first.stdout == second.stdout != ""


def test_a_case_that_may_not_be_written_tells_what_it_last_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    place = tmp_path / "a.khabar"
    with open_case(place, create=True) as store:
        add_readings(store, read_demo()[:2])
    with read_only_copy(place) as folder:
        untold = run("events", "-c", str(folder / place.name))
    told = run("events", "-c", str(place))
    with read_only_copy(place) as folder:
        again = run("events", "-c", str(folder / place.name))
    assert (untold.exit_code, untold.stdout) == (0, "")
    assert untold.stderr.count("may not be written here") == 1
    assert (again.exit_code, again.stdout) == (0, told.stdout)
    assert "may not be written" not in again.stderr


def test_outlets_of_ones_own_tell_the_case_anew(tmp_path: Path) -> None:
    place = str(tmp_path / "a.khabar")
    with open_case(place, create=True) as store:
        add_readings(store, read_demo()[:4])
    before = run("sources", "-c", place)
    assert "Meridian House" not in before.stdout
    own = "name,kind,country,owner\nMeridian Press,agency,CHE,Meridian House\n"
    (tmp_path / "a.outlets.csv").write_text(own, encoding="utf-8")
    told = run("sources", "-c", place)
    assert "has been told anew" in told.stderr
    assert "Meridian House" in told.stdout
    assert "owns Meridian Press" in told.stdout
    assert "has been told anew" not in run("sources", "-c", place).stderr


def test_a_wrong_file_of_outlets_is_refused_with_its_line(tmp_path: Path) -> None:
    place = str(tmp_path / "a.khabar")
    assert run("init", place).exit_code == 0
    (tmp_path / "a.outlets.csv").write_text("name,kind\nMeridian Press,wizard\n", "utf-8")
    refused = CliRunner().invoke(app, ["sources", "-c", place])
    assert refused.exit_code == 2
    assert "a.outlets.csv:2" in refused.stderr


@pytest.mark.parametrize("command", sorted(set(SCHEMAS) - {"event"}))
def test_every_line_keeps_to_its_published_shape(case: str, command: str) -> None:
    told = rows(command, "-c", case)
    assert told
    check = Draft202012Validator(situation_schema(command))
    for row in told:
        check.validate(row)


@pytest.mark.parametrize("command", sorted(SCHEMAS))
def test_the_published_schemas_are_the_ones_the_types_make(command: str) -> None:
    path = ROOT / "docs" / "schema" / f"{command}.schema.json"
    published = json.loads(path.read_text(encoding="utf-8"))
    assert published == situation_schema(command), "write situation_schema() to docs/schema again"
    Draft202012Validator.check_schema(published)


def test_an_event_tells_its_variants_and_why_it_is_one(case: str) -> None:
    many = next(row for row in rows("events", "-c", case) if row["counts"]["reports"] > 2)
    (whole,) = rows("event", many["id"], "-c", case)
    Draft202012Validator(situation_schema("event")).validate(whole)
    assert {name: whole[name] for name in many} == many
    assert all(join["parts"] for join in whole["joins"])
    shown = run("event", many["id"], "-c", case).stdout
    assert shown.startswith(many["id"])
    assert "one with p" in shown
    assert "origin: " in shown


def test_an_event_is_found_by_the_beginning_of_its_id_and_told_with_its_sentences(
    case: str,
) -> None:
    ids = [row["id"] for row in rows("events", "-c", case)]
    one = ids[0]
    by = {run("event", words, "-c", case).stdout for words in (one, one[:-1], one[6:18])}
    (shown,) = by
    (whole,) = rows("event", one, "-c", case)
    texts = {reading.report.id: " ".join(reading.report.text.split()) for reading in read_demo()}
    told = [line.strip() for line in shown.splitlines() if line.startswith("      ")]
    reports = {mention["report"] for mention in whole["mentions"]}
    assert all(any(line in texts[report] for line in told) for report in reports)
    assert "no event 'event-0123456789'" in run("event", "event-0123456789", "-c", case).stderr


def test_the_beginning_of_several_ids_is_asked_for_more(case: str) -> None:
    ids = [row["id"] for row in rows("events", "-c", case)]
    first = max("0123456789abcdef", key=lambda digit: sum(one[6] == digit for one in ids))
    refused = CliRunner().invoke(app, ["event", f"event-{first}", "-c", case])
    assert refused.exit_code == 2
    assert "write more of it" in refused.stderr


def test_changes_tell_what_the_event_is(case: str) -> None:
    event = rows("events", "-c", case)[0]
    line = next(
        line for line in run("changes", "-c", case).stdout.splitlines() if event["id"] in line
    )
    assert event["type"] in line
    assert all(actor["name"] in line for actor in event["actors"][:1])


def test_spans_quote_the_words_of_their_report(case: str) -> None:
    texts = {reading.report.id: reading.report.text for reading in read_demo()}
    for row in rows("events", "-c", case):
        for mention in row["mentions"]:
            start, end = mention["trigger"]
            words = texts[mention["report"]][start:end]
            assert words == words.strip() != ""


def test_filters_choose_entries(case: str) -> None:
    every = rows("access", "-c", case)
    power = rows("access", "-c", case, "--what", "power")
    assert 0 < len(power) < len(every)
    assert {row["what"] for row in power} == {"power"}
    here = rows("control", "-c", case, "--place", "tangi surkh")
    assert {row["place"] for row in here} == {"Tangi Surkh"}
    early = rows("access", "-c", case, "--on", "2001-01-01")
    assert all(row["first"] is None for row in early)
    assert rows("talks", "-c", case, "--party", "nobody at all") == []
    copies = rows("sources", "-c", case, "--copies")
    assert [row["copy_of"] for row in copies] == ["ks-a-01", "ks-a-01"]
    status = rows("contradictions", "-c", case, "--field", "status")
    assert {row["field"] for row in status} == {"status"}


def test_sources_stand_below_what_they_reprint(case: str) -> None:
    lines = run("sources", "-c", case).stdout.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("ks-a-01"))
    assert "ks-a-02" in lines[first + 1]
    assert "reprints ks-a-01" in lines[first + 1]


@pytest.mark.parametrize("command", ["control", "access", "talks", "sources", "changes"])
def test_nothing_is_4_only_when_asked(tmp_path: Path, command: str) -> None:
    place = str(tmp_path / "empty.khabar")
    open_case(place, create=True).close()
    assert run(command, "-c", place).exit_code == 0
    assert run(command, "-c", place, "--fail-empty").exit_code == 4


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["changes", "--since", "soon"], "--since: not a moment: 'soon'", id="moment"),
        pytest.param(
            ["changes", "--since", "9999-12-31T23:59-23:59"],
            "--since: not a moment: '9999-12-31T23:59-23:59'",
            id="moment past all days",
        ),
        pytest.param(["control", "--on", "soon"], "--on: not a day: 'soon'", id="day"),
        pytest.param(["event", "event-x"], "no event 'event-x' in this case", id="event"),
    ],
)
def test_a_wrong_question_is_named(case: str, words: list[str], message: str) -> None:
    result = run(*words, "-c", case)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_changes_are_told_since_a_moment(case: str) -> None:
    run("events", "-c", case)
    assert rows("changes", "-c", case, "--since", "2999-01-01") == []
    created = rows("changes", "-c", case, "--limit", "3")
    assert [row["kind"] for row in created] == ["created"] * 3


def test_a_file_without_an_id_is_called_by_its_name(tmp_path: Path) -> None:
    text = read_demo()[0].report.text
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    place = str(tmp_path / "a.khabar")
    assert run("init", place).exit_code == 0
    (counts,) = rows("add", str(tmp_path / "one.txt"), "-c", place)
    assert counts["new"] == 1
    assert counts["created"] == counts["events"] > 0
    assert [row["report"] for row in rows("sources", "-c", place)] == ["one.txt"]
    assert {m["report"] for row in rows("events", "-c", place) for m in row["mentions"]} == {
        "one.txt"
    }
    (again,) = rows("run", place)
    assert (again["reread"], again["again"], again["updated"]) == (0, 1, 0)


def test_an_id_of_before_leads_to_the_event_of_now(tmp_path: Path) -> None:
    place = tmp_path / "a.khabar"
    readings = read_demo()
    seen: set[str] = set()
    with open_case(place, create=True) as store:
        for reading in readings[:6]:
            add_readings(store, [reading])
            retell(store, at=START)
            seen |= {event.id for event in store.situation.events()}
        now = {event.id for event in store.situation.events()}
    for event in sorted(seen - now):
        result = run("event", event, "-c", str(place))
        assert result.exit_code == 0 or "any more" in result.stderr
        assert event in result.stderr


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("talks", "--party"),
        ("control", "--place"),
        ("control", "--holder"),
        ("access", "--place"),
        ("sources", "--outlet"),
    ],
)
@pytest.mark.parametrize("empty", ["", " ", "--"])
def test_a_name_without_a_letter_filters_nothing_and_is_refused(
    case: str, command: str, option: str, empty: str
) -> None:
    result = run(command, f"{option}={empty}", "-c", case)
    assert result.exit_code == 2
    assert f"no name: {empty!r}" in result.stderr
    assert option in result.stderr
