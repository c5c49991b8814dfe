"""The README's own commands, run as a newcomer runs them."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from helpers import ROOT

_README = (ROOT / "README.md").read_text(encoding="utf-8")
_REPORT = (
    "KHORVAD, 12 September 2018 - Soldiers closed the road to Belesar on Monday, elders said.\n"
)


def run(*words: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run the command in a process of its own, with settings and caches of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "khabar.cli", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={
            **{name: value for name, value in os.environ.items() if name != "UV"},
            "KHABAR_CONFIG_FOLDER": str(folder),
            "KHABAR_CACHE_FOLDER": str(folder),
        },
    )
    assert done.returncode == 0, done.stderr
    return done


def test_the_demo_shows_the_siege_and_every_command_it_names_runs(tmp_path: Path) -> None:
    shown = run("demo", "-q", folder=tmp_path).stdout
    assert shown.startswith("Siege of the Ushkara Valley (fiction): 12 reports by 6 outlets")
    assert re.findall(r"^(2018-09-\d\d)  ", shown, re.MULTILINE) == [
        f"2018-09-{day}" for day in (10, 11, 12, 13, 14, 15, 17)
    ]
    (tmp_path / "REPORT.txt").write_text(_REPORT, encoding="utf-8")
    named = re.findall(r"^  khabar (.+?)  ", shown.split("Type next:")[1], re.MULTILINE)
    assert len(named) == 9
    for words in named:
        run(*shlex.split(words), folder=tmp_path)


def test_the_demo_run_again_reads_nothing_anew(tmp_path: Path) -> None:
    assert run("demo", folder=tmp_path).stdout == run("demo", folder=tmp_path).stdout


def test_the_commands_under_use_it_run(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name in ("report.txt", "articles/one.txt"):
        (tmp_path / name).write_text(_REPORT, encoding="utf-8")
    lines = re.findall(r"^uv run khabar (.+)$", _README, re.MULTILINE)
    assert len(lines) >= 4
    for line in lines:
        run(*shlex.split(line, comments=True), folder=tmp_path)


def test_the_readme_shows_the_demo_as_it_is(tmp_path: Path) -> None:
    shown = run("demo", "-q", folder=tmp_path).stdout.splitlines()
    pasted = re.search(r"^```text\n(Siege.*?)^```", _README, re.DOTALL | re.MULTILINE)
    assert pasted is not None
    first, *_ = pasted[1].splitlines()
    assert first.rsplit(",", 1)[0] == shown[0].rsplit(",", 1)[0]
    typed = [re.sub(r"(?:uv run )?khabar | --case \S+|  +.*", "", line.strip()) for line in shown]
    for line in pasted[1].split("Type next:")[1].strip().splitlines():
        told = re.sub(r"(?:uv run )?khabar | --case \S+|  +.*", "", line.strip())
        assert told in typed
