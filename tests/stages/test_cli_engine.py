"""``khabar run --engine``: the same case as without, and nothing is left beside it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from helpers.demo_case import FIRST, add_readings, read_demo
from helpers.engine_runs import ENGINES
from khabar.cli.app import app
from khabar.store import open_case


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def _case(folder: Path, name: str) -> str:
    """Return a case whose reports another version had read."""
    with open_case(folder / name, create=True) as store:
        add_readings(store, read_demo()[:4], derivation=FIRST)
    return str(folder / name)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_by_an_engine_makes_the_same_case(engine: str, tmp_path: Path) -> None:
    plain, parts = _case(tmp_path, "plain.khabar"), _case(tmp_path, "parts.khabar")
    assert "4 read anew" in _run("run", plain).stderr
    assert "4 read anew" in _run("run", parts, "--engine", engine).stderr
    for question in ("claims", "events", "control", "access", "talks"):
        told = [_run(question, "--case", case, "--json").stdout for case in (plain, parts)]
        assert told[0] == told[1], question
    assert {path.name for path in tmp_path.iterdir()} == {"plain.khabar", "parts.khabar"}


def test_spark_without_java_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    result = _run("run", _case(tmp_path, "c.khabar"), "--engine", "spark")
    assert result.exit_code == 2
    assert "needs Java 17 or newer, but there is no Java" in result.stderr


@pytest.mark.parametrize("engine", ["flink", ""])
def test_an_unknown_engine_is_refused(engine: str, tmp_path: Path) -> None:
    result = _run("run", _case(tmp_path, "c.khabar"), "--engine", engine)
    assert result.exit_code == 2
    assert f"unknown engine '{engine}'" in result.stderr
