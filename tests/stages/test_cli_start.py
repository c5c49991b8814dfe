"""The command line starts quickly, because it imports nothing slow before it must."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar.cli.app import app
from khabar.pipeline import Pipeline
from khabar.record.errors import KhabarError, KnowledgeError, ReaderError, StoreFullError

_SLOW = {"numpy", "onnxruntime", "lxml", "trafilatura", "sqlite3", "rapidfuzz", "multiprocessing"}


def _loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nsys.stdout.write(' '.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("code", ["import khabar", "import khabar.cli"])
def test_nothing_slow_is_imported_at_the_start(code: str) -> None:
    assert _loaded(code) & _SLOW == set()


def test_the_python_interface_starts_without_the_command_line() -> None:
    assert _loaded("import khabar") & {"typer", "rich", "msgspec"} == set()


def test_help_takes_less_than_half_a_second_of_processor_time() -> None:
    def spent_s() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "khabar.cli", "--help"], capture_output=True, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(spent_s() for _ in range(3)) < 0.5


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(KeyboardInterrupt(), 130, id="interrupted"),
        pytest.param(ReaderError("model file is missing"), 1, id="reader"),
        pytest.param(KnowledgeError("a row is wrong"), 1, id="knowledge"),
        pytest.param(StoreFullError("the disk is full"), 5, id="full"),
    ],
)
def test_an_error_becomes_one_line_and_an_exit_code(
    error: KeyboardInterrupt | KhabarError, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pipe(*_: object, **__: object) -> Iterator[None]:
        raise error

    monkeypatch.setattr(Pipeline, "pipe", pipe)
    result = CliRunner().invoke(app, ["read", "-"], input="")
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_report_in_another_language_says_so(tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text(
        "Die Regierung hat am Montag angekündigt, dass die Truppen die Stadt verlassen werden. "
        "Der Sprecher sagte, es gebe keinen Grund zur Sorge, und die Menschen sollten ruhig "
        "bleiben.\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["read", str(tmp_path / "de.txt")])
    assert result.exit_code == 0
    assert "not in English" in result.output


def test_a_folder_in_the_place_of_the_case_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "case.khabar").mkdir()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["show"])
    assert result.exit_code == 2
    assert "case.khabar: is a folder" in result.stderr
