"""Pipes, devices, links and full disks: where a command's output goes."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from helpers.cases import make_small_case
from khabar.cli.app import app


@pytest.fixture
def case(tmp_path: Path) -> str:
    """Return a case with one report."""
    return make_small_case(tmp_path / "sael.khabar")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def test_an_export_follows_a_link(case: str, tmp_path: Path) -> None:
    target, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert run("export", "-c", case, "-o", str(link)).exit_code == 0
    assert link.is_symlink()
    assert '"sael-1"' in target.read_text(encoding="utf-8")


def test_an_export_is_written_into_a_pipe(case: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert run("export", "-c", case, "-o", str(pipe)).exit_code == 0
    reader.join(timeout=10)
    assert b'"sael-1"' in read[0]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_an_export_to_the_device_of_stdout_is_stdout(case: str) -> None:
    assert '"sael-1"' in run("export", "-c", case, "-o", "/dev/stdout").stdout


def ends_early(case: str, *words: str) -> tuple[int, bytes]:
    """Run a command whose reader is gone before it writes; return its exit code and stderr."""
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "khabar.cli", *words, "--case", case]
    try:
        done = subprocess.run(command, stdout=writes, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writes)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("claims", "--quiet"), id="claims"),
        pytest.param(("claims", "--quiet", "--json"), id="json"),
        pytest.param(("show", "sael-1"), id="show"),
        pytest.param(("search", "herders", "--quiet"), id="search"),
        pytest.param(("export", "--quiet"), id="export"),
    ],
)
def test_a_reader_that_stops_early_is_no_error(case: str, words: tuple[str, ...]) -> None:
    assert ends_early(case, *words) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", [("claims",), ("claims", "--json"), ("show",), ("export",)])
def test_a_full_disk_under_stdout_is_one_line_and_5(case: str, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "khabar.cli", *words, "--case", case]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 5
    assert "error: cannot write the output: the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_an_export_to_a_full_disk_is_5(case: str) -> None:
    result = run("export", "-c", case, "-o", "/dev/full")
    assert result.exit_code == 5
    assert "/dev/full: cannot write the export: the disk is full" in result.stderr
    assert Path("/dev/full").is_char_device()


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    result = run("read", str(tmp_path))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "nothing to read in" in result.stderr
