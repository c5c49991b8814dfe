"""An engine gives what the pipeline gives, whatever is killed on the way."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest
import sqlglot

from helpers import ROOT
from helpers.engine_runs import (
    ENGINES,
    DeadlyOnce,
    kill_workers,
    read_plainly,
    run_here,
    write_reports,
)
from khabar.engines.java import why_no_spark
from khabar.engines.laptop import LocalAdapter
from khabar.engines.manifest import read_manifest
from khabar.engines.plan import EngineRun
from khabar.engines.port import open_engine
from khabar.events.cards import make_cards
from khabar.record.claim import Reading
from khabar.record.errors import ConfigError, KhabarError
from khabar.record.report import FailedInput, Report


def _same(run: EngineRun, reports: list[Report]) -> bool:
    """Return whether a run has made what the pipeline makes, faults and cards included."""
    plain = read_plainly(reports)
    whole = [each for each in plain if isinstance(each, Reading)]
    cards = sorted((card for each in whole for card in make_cards(each)), key=lambda c: c.key)
    answers = list(run.answers())
    return _without_place(answers) == _without_place(plain) and run.cards() == cards


def _without_place(answers: list[Reading | FailedInput]) -> list[object]:
    return [(e.id, e.reason) if isinstance(e, FailedInput) else e for e in answers]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_gives_what_the_pipeline_gives(engine: str, tmp_path: Path) -> None:
    reports = write_reports(150)
    run = run_here(reports, tmp_path, engine=engine)
    assert _same(run, reports)
    counts = run.manifest.counts
    assert (counts["reports"], counts["failed"], counts["claims"]) == (150, 15, 270)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_worker_changes_nothing(engine: str, tmp_path: Path) -> None:
    reports = write_reports(150)
    (tmp_path / "marks").mkdir()
    deadly = DeadlyOnce(tmp_path / "marks", frozenset({"r0003", "r0149"}))
    run = run_here(reports, tmp_path / "runs", engine=engine, open_read=deadly)
    assert len(list((tmp_path / "marks").iterdir())) == 2
    assert _same(run, reports)


def test_a_last_part_that_kills_its_worker_does_not_end_the_run(tmp_path: Path) -> None:
    reports = write_reports(20)  # one part
    (tmp_path / "marks").mkdir()
    deadly = DeadlyOnce(tmp_path / "marks", frozenset({"r0003", "r0007"}))
    assert _same(run_here(reports, tmp_path / "runs", open_read=deadly), reports)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_report_given_twice_is_read_once(engine: str, tmp_path: Path) -> None:
    reports = write_reports(5)
    run = run_here([*reports, *reports[:3]], tmp_path, engine=engine)
    assert list(run.reports()) == reports
    assert _same(run, reports)


def test_workers_killed_at_random_moments_change_nothing(tmp_path: Path) -> None:
    reports = write_reports(400)
    with kill_workers(seed=3, kills=5) as killed:
        run = run_here(reports, tmp_path)
    assert killed
    assert _same(run, reports)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_that_was_killed_goes_on_and_ends_the_same(seed: int, tmp_path: Path) -> None:
    reports = write_reports(200)
    command = [sys.executable, "-m", "helpers.engine_runs", str(tmp_path), "200"]
    running = subprocess.Popen(
        command,
        cwd=ROOT / "tests",
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(random.Random(seed).uniform(0.5, 3.0))
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert _same(run_here(reports, tmp_path), reports)


def test_finished_parts_are_kept_as_they_are(tmp_path: Path) -> None:
    reports = write_reports(100)
    first = run_here(reports, tmp_path)
    written = {path: path.stat().st_mtime_ns for path in first.folder.rglob("*.parquet")}
    again = run_here(reports, tmp_path)
    assert again == first
    assert written == {path: path.stat().st_mtime_ns for path in first.folder.rglob("*.parquet")}


def test_other_reports_are_another_run(tmp_path: Path) -> None:
    reports = write_reports(3)
    assert run_here(reports, tmp_path).folder != run_here(reports[:2], tmp_path).folder


def test_no_reports_make_an_empty_run(tmp_path: Path) -> None:
    run = run_here([], tmp_path)
    assert list(run.answers()) == []
    assert run.cards() == []


def test_a_changed_part_is_found_out(tmp_path: Path) -> None:
    reports = write_reports(3)
    run = run_here(reports, tmp_path)
    assert read_manifest(run.folder) == run.manifest
    part = next((run.folder / "readings").glob("*.parquet"))
    part.write_bytes(part.read_bytes() + b"x")
    with pytest.raises(KhabarError, match="is missing or was changed"):
        run_here(reports, tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{outside}')",
        "COPY (SELECT 1) TO '{outside}'",
        "ATTACH '{outside}' AS other",
        "SELECT * FROM '{link}'",
        "SELECT * FROM '{run}/../outside.csv'",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
        "SELECT * FROM glob('{outside}')",
        "INSTALL httpfs",
        "LOAD spatial",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
    ],
    ids=[
        "read",
        "write",
        "attach",
        "link",
        "up",
        "network",
        "glob",
        "install",
        "load",
        "unlock",
        "widen",
    ],
)
def test_duckdb_sees_only_the_folder_of_the_run(statement: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n", encoding="utf-8")
    run = tmp_path / "run"
    engine = LocalAdapter(run)
    (run / "link.csv").symlink_to(outside)
    places = {"outside": outside, "run": run, "link": run / "link.csv"}
    with pytest.raises(duckdb.Error):
        engine._duckdb.execute(statement.format(**places)).fetchall()
    engine.close()


_SQL = sorted(path.name for path in files("khabar.engines").joinpath("sql").iterdir())


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
@pytest.mark.parametrize("name", _SQL)
def test_every_sql_file_is_one_statement_in_both_dialects(name: str, dialect: str) -> None:
    text = files("khabar.engines").joinpath("sql", name).read_text("utf-8")
    (statement,) = sqlglot.parse(text, read=dialect)
    assert statement is not None
    other = {"duckdb": "spark", "spark": "duckdb"}[dialect]
    assert statement.sql(dialect=dialect) == statement.sql(dialect=other)


def test_an_unknown_engine_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="unknown engine 'flink'"):
        open_engine("flink", folder=tmp_path)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("echo 'openjdk version \"17.0.15\" 2025-04-15' >&2", None),
        ("echo 'java version \"1.8.0_402\"' >&2", "is Java 8"),
        ("exit 1", "does not say its version"),
        (None, "none at JAVA_HOME"),
    ],
    ids=["new", "old", "broken", "none"],
)
def test_why_spark_cannot_run_is_told(
    told: str | None, reason: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khabar.engines.java.find_spec", lambda _name: True)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if told is not None:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "java").write_text(f"#!/bin/sh\n{told}\n", encoding="utf-8")
        (tmp_path / "bin" / "java").chmod(0o755)
    found = why_no_spark()
    assert (found is None) == (reason is None)
    assert reason is None or reason in str(found)


def test_a_missing_library_names_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.delitem(sys.modules, "khabar.engines.spark", raising=False)
    with pytest.raises(ConfigError, match=r"needs 'pyspark.*pip install 'khabar\[spark\]'"):
        open_engine("spark", folder=tmp_path)
