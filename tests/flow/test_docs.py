"""The documentation's own examples run, and no command or option is missing from it."""

import re
from pathlib import Path

import pytest
import typer

from helpers import ROOT
from khabar.cli.app import app

_CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
_README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _leaves() -> list[tuple[str, list[str]]]:
    """Return every command with its options."""
    found = []
    root = typer.main.get_command(app)
    waiting = [("khabar", root)]
    while waiting:
        name, command = waiting.pop()
        children = getattr(command, "commands", {})
        waiting += [(f"{name} {child}", sub) for child, sub in children.items()]
        options = [o for p in command.params for o in p.opts if o.startswith("-")]
        if not children:
            found.append((name, options))
    return sorted(found)


@pytest.mark.parametrize(("name", "options"), _leaves(), ids=str)
def test_every_command_and_option_is_documented(name: str, options: list[str]) -> None:
    titles = [line for line in _CLI.splitlines() if line.startswith("## ")]
    (title,) = [line for line in titles if re.search(rf"\b{name}\b", line)]
    section = _CLI.split(title, 1)[1].split("\n## ", 1)[0]
    missing = [option for option in options if not re.search(rf"{option}(?![\w-])", section)]
    assert missing == []


def test_the_first_screen_is_short() -> None:
    before, _, after = _README.partition("```sh\n")
    words = [word for word in before.split() if word != "#"]
    assert len(words) <= 50
    assert after.startswith(
        "pip install uv && uv run khabar demo\npip install uv && uv run pytest\n```"
    )


def test_the_examples_of_the_python_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = _BLOCK.findall(page)
    assert len(blocks) >= 5
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)  # noqa: S102 - our own page
