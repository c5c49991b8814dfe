"""Actors of a case on the command line and in Python: added, shown, read with, linked."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import khabar
from helpers.fake_reader import open_fake_reader
from khabar.cli.app import app
from khabar.filing import Filing
from khabar.folders import find_knowledge
from khabar.intake import make_report
from khabar.intake.source import Source
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar.store import open_case

TABLE = "name,country,sector,aliases\nVaro Front,AFG,REB,Rebels|VFR\n"
TEXT = "Rebels shelled Guards. Colonel Sel met Guards."


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return an empty case, and a user without files."""
    monkeypatch.setenv("KHABAR_CONFIG_FOLDER", str(tmp_path / "user"))
    place = tmp_path / "sael.khabar"
    open_case(place, create=True).close()
    return str(place)


@pytest.fixture
def table(tmp_path: Path) -> str:
    """Return a file of actors."""
    path = tmp_path / "fronts.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def rows(*words: str) -> list[dict[str, object]]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_actors_are_added_listed_and_shown(case: str, table: str) -> None:
    (told,) = rows("actors", "add", table, "--case", case)
    assert (told["actors"], told["format"]) == (1, "csv")
    (listed,) = rows("actors", "list", "-c", case)
    (shown,) = rows("actors", "show", "VFR", "-c", case)
    assert listed == shown
    assert shown["id"] == "afg-varo-front"
    assert shown["terms"] == [
        {"sector": "REB", "role": None, "of": None, "first": None, "last": None}
    ]
    assert "REB: ... to now" in run("actors", "show", "afg-varo-front", "-c", case).stdout
    assert run("actors", "list", "nothing", "-c", case).stderr == "0 actors\n"
    assert run("actors", "list", "-c", case).stderr == "1 actor\n"
    assert len(rows("actors", "list", "--all", "taliban", "-c", case)) >= 2
    assert run("actors", "show", "nobody-here", "-c", case).exit_code == 2


def test_a_look_up_knows_the_actors_of_its_case(case: str, table: str) -> None:
    run("actors", "add", table, "--case", case)
    (found,) = json.loads(run("actors", "resolve", "the VFR", "-c", case, "--json").stdout)
    assert (found["registry_id"], found["sector"]) == ("afg-varo-front", "REB")
    assert khabar.resolve_actor("the VFR", case=case)[0].registry_id == "afg-varo-front"
    assert run("actors", "resolve", "the VFR", "--json").stdout == "[]\n"


def test_actors_of_the_user_hold_for_every_case(case: str, table: str) -> None:
    assert run("actors", "add", table, "--user").exit_code == 0
    assert [row["name"] for row in rows("actors", "list", "-c", case)] == ["Varo Front"]
    assert run("actors", "add", table, "--user", "-c", case).exit_code == 2


def test_a_wrong_file_is_refused_and_nothing_is_kept(case: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(TABLE + "Sel Band,AFG,REP,\n", encoding="utf-8")
    result = run("actors", "add", str(path), "--case", case)
    assert result.exit_code == 3
    assert result.stderr.startswith("error: bad.csv:3: unknown sector 'REP'")
    assert find_knowledge(case).actors == ()


def test_a_wrong_file_in_the_case_stops_the_run(case: str, tmp_path: Path) -> None:
    (tmp_path / "sael.actors.toml").write_text('[[actor]]\nname = "Sel"\n', encoding="utf-8")
    for words in (["read", "-"], ["add", "-"], ["actors", "list"]):
        result = run(*words, "-c", case)
        assert result.exit_code == 2
        assert "sael.actors.toml:1: no sector or term" in result.stderr


@pytest.mark.parametrize("processes", [1, 2])
def test_actors_of_a_case_reach_the_reader(case: str, table: str, processes: int) -> None:
    run("actors", "add", table, "--case", case)
    known = find_knowledge(case)
    pipeline = Pipeline(open_reader=open_fake_reader, actor_files=known.actors)
    (reading,) = pipeline.pipe([make_report(TEXT)], processes=processes)
    assert isinstance(reading, Reading)
    assert "afg-varo-front" in {entity.registry_id for entity in reading.entities}
    assert pipeline.config_digest != Pipeline(open_reader=open_fake_reader).config_digest


def _file(case: str) -> None:
    """Add the report to the case, as ``khabar add`` does."""
    known = find_knowledge(case)
    pipeline = Pipeline(open_reader=open_fake_reader, actor_files=known.actors)
    with open_case(case) as store:
        filing = Filing(store, pipeline=pipeline, seen=datetime(2019, 5, 4, tzinfo=UTC))
        filing.add([Source(TEXT.encode(), make_report(TEXT, report_id="r1"))])


def test_an_unlinked_actor_is_offered_and_linked(case: str, table: str) -> None:
    _file(case)
    names = {str(row["name"]): row for row in rows("actors", "unlinked", case)}
    assert {"Rebels", "Colonel Sel"} <= names.keys()
    sel = names["Colonel Sel"]
    assert (sel["mentions"], sel["reports"]) == (1, ["r1"])
    assert sel["evidence"] == [
        {"report": "r1", "span": [23, 34], "words": "Colonel Sel met Guards."}
    ]
    run("actors", "add", table, "--case", case)
    assert run("actors", "link", "Colonel Sel", "nobody", "-c", case).exit_code == 2
    assert run("actors", "link", "Colonel Sel", "afg-varo-front", "-c", case).exit_code == 0
    _file(case)
    assert not {"Rebels", "Colonel Sel"} & {row["name"] for row in rows("actors", "unlinked", case)}
    assert "1 name; to link one" in run("actors", "unlinked", "-c", case).stderr


@pytest.mark.parametrize("name", ["", "  ", "--"])
def test_a_blank_name_is_not_linked_and_the_case_stays_whole(case: str, name: str) -> None:
    assert run("actors", "link", "Alpha Men", "afg-taliban", "-c", case).exit_code == 0
    refused = run("actors", "link", "-c", case, "--", name, "afg-taliban")
    assert refused.exit_code == 3
    assert "no letters in the name" in refused.stderr
    assert run("actors", "list", "-c", case).exit_code == 0


def test_a_name_that_is_linked_already_is_refused_and_the_case_stays_whole(case: str) -> None:
    assert run("actors", "link", "Alpha Men", "afg-taliban", "-c", case).exit_code == 0
    refused = run("actors", "link", "Alpha Men", "pak-ttp", "-c", case)
    assert refused.exit_code == 3
    assert "'Alpha Men' is also a name of afg-taliban" in refused.stderr
    assert run("actors", "resolve", "Alpha Men", "-c", case).exit_code == 0
    assert run("actors", "link", "~Beta Men", "afg-taliban", "-c", case).exit_code == 0


def test_a_file_that_takes_anothers_place_says_so(case: str, table: str, tmp_path: Path) -> None:
    assert "replaced" not in run("actors", "add", table, "-c", case).stderr
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "fronts.csv"
    other.write_text(TABLE.replace("Varo", "Sel"), encoding="utf-8")
    assert (
        "fronts.csv held before is replaced" in run("actors", "add", str(other), "-c", case).stderr
    )
