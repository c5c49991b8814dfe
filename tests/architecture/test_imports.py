"""Import rules hold, and no package escapes them."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import grimp
import importlinter.configuration
import pytest

from architecture.where_present import WherePresentContract
from helpers import ROOT

PACKAGE = ROOT / "src" / "khabar"

importlinter.configuration.configure()


def _contracts() -> dict[str, dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def test_the_import_rules_hold() -> None:
    code = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"
    checked = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_package_has_its_layer() -> None:
    layers = set(re.findall(r"\w+", " ".join(_contracts()["layers"]["layers"])))
    folders = {path.parent.name for path in PACKAGE.glob("*/*.py")}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert folders | modules <= layers


def test_every_package_says_what_it_is() -> None:
    silent = [
        path.name
        for path in PACKAGE.iterdir()
        if any(path.glob("*.py"))
        and not (path / "__init__.py").read_text("utf-8").startswith('"""')
    ]
    assert silent == []


def _first_words(module: Path) -> str:
    return ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""


def _graph(*imports: tuple[str, str]) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        graph.add_module(importer)
        graph.add_module(imported, is_squashed=not imported.startswith("khabar"))
        graph.add_import(
            importer=importer, imported=imported, line_number=1, line_contents="import"
        )
    return graph


@pytest.mark.parametrize(
    ("imports", "kept"),
    [
        pytest.param([("khabar.text", "re")], True, id="nothing-forbidden"),
        pytest.param([("khabar.text", "sqlite3")], False, id="straight"),
        pytest.param(
            [("khabar.text", "khabar.record"), ("khabar.record", "sqlite3")], False, id="around"
        ),
    ],
)
def test_a_rule_over_unwritten_packages_holds_for_the_written(
    *, imports: list[tuple[str, str]], kept: bool
) -> None:
    options = {
        "source_modules": ["khabar.text", "khabar.not_yet"],
        "forbidden_modules": ["sqlite3", "khabar.nor_this"],
    }
    session = {"root_packages": ["khabar"], "include_external_packages": True}
    contract = WherePresentContract("rule", session_options=session, contract_options=options)
    assert contract.check(_graph(*imports), verbose=False).kept is kept
