"""Bad input gets a clear error or a reason; nothing is lost, and the rest goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from khabar.cli.app import app

GOOD = "KHORVAD, 12 September 2018 - Soldiers closed the road to Belesar on Monday, elders said.\n"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    monkeypatch.setenv("KHABAR_CONFIG_FOLDER", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)


def run(*words: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=stdin, catch_exceptions=False)


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def counts(result: Result) -> tuple[int, int, int, int]:
    """Return how many reports are new, reread, known and failed."""
    (row,) = rows(result)
    return row["new"], row["reread"], row["again"], row["failed"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("empty.txt", b"", "empty", id="empty"),
        pytest.param("blank.txt", b" \n\t\n", "empty", id="white space"),
        pytest.param("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 40, "binary", id="binary"),
        pytest.param("page.html", b"<html><script>1</script></html>", "no-text", id="no text"),
        pytest.param("list.csv", b"a,b\n1,2\n", "bad-row", id="no text column"),
    ],
)
def test_a_bad_file_is_named_with_its_reason_and_the_next_is_read(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    result = run("read", name, "missing.txt", "good.txt", "--json")
    bad, missing, good = rows(result)
    assert result.exit_code == 3
    assert (bad["id"], bad["error"].split(":")[0]) == (name, reason)
    assert missing["error"].startswith("missing-file: ")
    assert good["published"] == "2018-09-12"
    assert f"{name}: {reason}: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("Café déjà vu à Belesar.".encode("cp1252"), "Café", id="Windows-1252"),
        pytest.param(GOOD.encode("utf-16"), "Belesar", id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), "Belesar", id="byte-order mark"),
    ],
)
def test_another_encoding_is_read_or_refused_with_a_reason(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "other.txt").write_bytes(content)
    result = run("read", "other.txt")
    assert result.exit_code in {0, 3}
    if result.exit_code == 3:
        assert "other.txt: encoding: " in result.stderr
    else:
        assert words in result.stdout or "0 claims" in result.stdout


def test_a_nul_byte_and_a_lone_surrogate_cost_no_other_row() -> None:
    lines = [
        {"id": "nul", "text": "Rebels shelled the town.\0 Soldiers closed the road to Belesar."},
        {"id": "lone", "text": "Rebels shelled \ud800 the town, and soldiers closed the road."},
        {"id": "good", "text": GOOD},
    ]
    result = run("read", "-", "--json", stdin="\n".join(map(json.dumps, lines)))
    found = {row["id"]: row for row in rows(result)}
    assert list(found) == ["nul", "lone", "good"]
    assert all("events" in row or "error" in row for row in found.values())
    assert "events" in found["good"]
    result.stdout.encode("utf-8")


def test_a_bad_row_costs_that_row() -> None:
    lines = ["{not json", '{"id": "no-text"}', json.dumps({"id": "good", "text": GOOD}), "[1]"]
    result = run("read", "-", "--json", stdin="\n".join(lines))
    assert result.exit_code == 3
    assert ["error" in row for row in rows(result)] == [True, True, False, True]
    assert rows(result)[1]["id"] == "no-text"


@pytest.mark.slow
def test_ten_megabytes_on_one_line_do_not_stop_the_next_report(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("x" * 10_000_000, encoding="utf-8")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    result = run("read", "long.txt", "good.txt", "--json")
    assert result.exit_code in {0, 3}
    long, good = rows(result)
    assert "error" in long or long["sentences"][-1][1] == 10_000_000
    assert good["published"] == "2018-09-12"


@pytest.mark.parametrize("day", ["1021-08-28", "2921-08-28", "yesterday"])
def test_an_absurd_day_is_refused_as_an_option_and_costs_one_row(day: str) -> None:
    result = run("read", "-", "--published", day, stdin="")
    assert result.exit_code == 2
    assert "--published: " in result.stderr
    lines = [
        {"id": "bad", "text": GOOD, "published": day},
        {"id": "good", "text": GOOD, "published": "2018-09-12"},
    ]
    result = run("read", "-", "--json", stdin="\n".join(map(json.dumps, lines)))
    bad, good = rows(result)
    assert result.exit_code == 3
    assert bad["id"] == "bad"
    assert bad["error"].startswith("bad-date: ")
    assert good["published_basis"] == "metadata"


@pytest.mark.parametrize("year", ["1021", "2921"])
def test_an_absurd_dateline_is_not_believed(year: str) -> None:
    row = json.dumps({"id": "r", "text": GOOD.replace("2018", year)})
    (found,) = rows(run("read", "-", "--json", stdin=row))
    assert (found["published"], found["published_basis"]) == (None, "unknown")


@pytest.mark.slow
def test_thirty_thousand_words_are_read_in_full() -> None:
    text = "Soldiers closed the road to Belesar on Monday. " * 3750
    result = run("read", "-", stdin=json.dumps({"id": "long", "text": text}))
    assert result.exit_code == 0
    assert "; read " not in result.stdout.splitlines()[1]


def test_an_unknown_setting_names_the_near_one(tmp_path: Path) -> None:
    (tmp_path / "khabar.toml").write_text("proceses = 2\n", encoding="utf-8")
    result = run("read", "good.txt")
    assert result.exit_code == 2
    assert "unknown setting 'proceses'; did you mean 'processes'?" in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["--map", "txt=body"], "--map: not a column: 'txt=body'", id="field"),
        pytest.param(["--map", "text"], "--map: not a column: 'text'", id="form"),
        pytest.param(["--processes", "0"], "--processes", id="processes"),
        pytest.param(["--proceses", "2"], "--proceses", id="unknown option"),
    ],
)
def test_a_wrong_option_is_named(words: list[str], message: str) -> None:
    result = run("read", "good.txt", *words)
    assert result.exit_code == 2
    assert message in result.stderr


def test_failures_are_listed_and_kept_and_a_second_run_adds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    assert run("init", "b.khabar").exit_code == 0
    first = run("add", "in", "-c", "b.khabar", "--json")
    assert (first.exit_code, counts(first)) == (3, (1, 0, 0, 1))
    listed = (tmp_path / "b.failures.jsonl").read_text(encoding="utf-8")
    assert json.loads(listed)["reason"] == "empty"
    assert rows(run("show", "-c", "b.khabar", "--failures", "--json"))[0]["id"] == "empty.txt"
    second = run("add", "in/good.txt", "-c", "b.khabar", "--json")
    assert counts(second) == (0, 0, 1, 0)
    assert not (tmp_path / "b.failures.jsonl").exists()


def test_a_damaged_case_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "broken.khabar"
    place.write_bytes(b"not a database, but long enough to look like one" * 100)
    before = place.read_bytes()
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    assert run("add", "good.txt", "-c", str(place)).exit_code == 5
    assert run("claims", "-c", str(place)).exit_code == 5
    assert place.read_bytes() == before


def _start(*words: str, folder: Path) -> "subprocess.Popen[str]":
    """Start the command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "khabar.cli", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "KHABAR_CONFIG_FOLDER": str(folder / "none")},
    )


def test_two_processes_may_add_to_one_case(tmp_path: Path) -> None:
    for part in ("one", "two"):
        lines = (
            json.dumps({"id": f"{part}-{n}", "text": GOOD.replace("road", f"road {part} {n}")})
            for n in range(20)
        )
        (tmp_path / f"{part}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("init", "both.khabar").exit_code == 0
    started = [
        _start("add", f"{part}.jsonl", "-c", "both.khabar", folder=tmp_path)
        for part in ("one", "two")
    ]
    for process in started:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    assert len(rows(run("show", "-c", "both.khabar", "--json"))) == 40


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits a file's size as Unix does")
def test_a_full_disk_stops_with_a_reason_and_costs_nothing_added_before(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(GOOD, encoding="utf-8")
    assert run("init", "full.khabar").exit_code == 0
    assert run("add", "first.txt", "-c", "full.khabar").exit_code == 0
    text = "Soldiers closed the road to Belesar on Monday. "
    lines = (json.dumps({"id": f"r{n}", "text": f"{n} " + text * 40}) for n in range(40))
    (tmp_path / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    limit = (tmp_path / "full.khabar").stat().st_size // 1024 + 64
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit * 1024}, {limit * 1024}))\n"
        "from khabar.cli import main\n"
        "sys.argv = ['khabar', 'add', 'more.jsonl', '-c', 'full.khabar']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 5, done.stderr
    assert done.stderr.splitlines()[-1].startswith("error: ")
    assert "first.txt" in run("show", "-c", "full.khabar", "--json").stdout


def test_a_pipe_that_closes_early_is_no_error(tmp_path: Path) -> None:
    rows_in = (json.dumps({"id": f"r{n}", "text": GOOD * 20}) for n in range(30))
    (tmp_path / "many.jsonl").write_text("\n".join(rows_in), encoding="utf-8")
    process = _start("read", "many.jsonl", "--json", folder=tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    assert (process.wait(timeout=60), errors) == (0, "")
    process.stderr.close()
