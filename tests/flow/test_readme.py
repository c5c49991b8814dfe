"""The README's own commands, run as a newcomer runs them."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from helpers import ROOT

_README = (ROOT / "README.md").read_text(encoding="utf-8")
_WHERE = re.compile(r"(?:uv run )?khabar | --case \S+|(?<=serve) \S+|  +.*")
_FEW = 10  # one line in so many may differ: figures do on another processor
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
        env=environment(folder),
    )
    assert done.returncode == 0, done.stderr
    return done


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a newcomer, who has settings and caches of his own."""
    kept = {name: value for name, value in os.environ.items() if name != "UV"}
    return {**kept, "KHABAR_CONFIG_FOLDER": str(folder), "KHABAR_CACHE_FOLDER": str(folder)}


def first_line(*words: str, folder: Path) -> str:
    """Return the first line of a command that ends only when it is stopped, and stop it."""
    with subprocess.Popen(
        [sys.executable, "-m", "khabar.cli", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=environment(folder),
    ) as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        running.terminate()
    return line


def test_the_demo_shows_the_siege_and_every_command_it_names_runs(tmp_path: Path) -> None:
    shown = run("demo", "-q", folder=tmp_path).stdout
    assert shown.startswith("Siege of the Ushkara Valley (fiction): 12 reports by 6 outlets")
    assert re.findall(r"^(2018-09-\d\d)  ", shown, re.MULTILINE) == [
        f"2018-09-{day}" for day in (10, 11, 12, 13, 14, 15, 17)
    ]
    (tmp_path / "REPORT.txt").write_text(_REPORT, encoding="utf-8")
    named = re.findall(r"^  khabar (.+?)  ", shown.split("Type next:")[1], re.MULTILINE)
    assert len(named) == 10
    for words in named[1:]:
        run(*shlex.split(words), folder=tmp_path)
    assert named[0].startswith("serve ")
    assert "/?token=" in first_line(*shlex.split(named[0]), "--port", "0", folder=tmp_path)


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
    told = [line for line in pasted[1].split("Type next:")[0].splitlines()[1:] if line.strip()]
    other = [line for line in told if line not in shown and not line.startswith("  ... and")]
    assert len(other) <= len(told) // _FEW, "\n".join(["the demo says otherwise:", *other])
    typed = [_WHERE.sub("", line.strip()) for line in shown]
    for line in pasted[1].split("Type next:")[1].strip().splitlines():
        assert _WHERE.sub("", line.strip()) in typed
