"""What the repository says about itself is true, and true everywhere."""

import re
import tomllib
from pathlib import Path

import pytest

import khabar
from helpers import ROOT, repository_files

_LARGE = 2_000_000  # bytes; model files and tables are not read for words
_HOMES = r"work|root|home/\w+|Users/\w+|opt/\w+|mnt|tmp"
_MACHINE_PATH = re.compile(rf"(?<![\w.~\-/:}}*])/(?:{_HOMES})/\w|\b[A-Z]:\\+Users\\")
# Text that has to be as it was found, or that is about such paths.
_QUOTED = ("src/khabar/reference/", "src/khabar/models/reader/", "uv.lock")


def _texts() -> list[tuple[Path, str]]:
    found = []
    for path in repository_files():
        content = (ROOT / path).read_bytes()
        if len(content) <= _LARGE and b"\0" not in content:
            found.append((path, content.decode("utf-8", "replace")))
    return found


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    named = [
        f"{path}: {match[0]}"
        for path, text in _texts()
        if not path.as_posix().startswith(_QUOTED)
        for match in _MACHINE_PATH.finditer(text)
    ]
    assert named == []


@pytest.mark.parametrize("name", ["work", "root", "home/ann", "Users/ann"])
def test_a_path_on_a_machine_is_recognised(name: str) -> None:
    assert _MACHINE_PATH.search(f"see /{name}/khabar")
    assert not _MACHINE_PATH.search(f"see https://example.org/{name}/khabar")


def test_the_lock_names_only_public_registries() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([^/\"]+)", lock))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_the_lock_has_no_training_library() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {package["name"] for package in lock["package"]}
    assert locked.isdisjoint({"torch", "transformers", "tensorflow", "safetensors", "onnx"})


def test_the_version_is_a_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+|rc\d+)?", khabar.__version__)


def test_every_changelog_fragment_is_named_and_written_as_agreed() -> None:
    kinds = {"added", "changed", "fixed", "removed", "security"}
    for path in (ROOT / "changelog.d").glob("*.md"):
        if path.name != "README.md":
            assert re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(kinds)})\.md", path.name)
            assert path.read_text(encoding="utf-8").strip().endswith("."), path.name


def _folder_map(readme: str) -> set[str]:
    """Return the names directly under ``src/khabar/`` in a README's folder map."""
    block = re.search(r"^```\w*\n(src/khabar/?\n.*?)^```", readme, re.DOTALL | re.MULTILINE)
    lines = block[1].splitlines()[1:] if block else []
    inside = [line for line in lines if line.startswith(" ")]
    depth = min((len(line) - len(line.lstrip()) for line in inside), default=0)
    at_depth = [line for line in inside if len(line) - len(line.lstrip()) == depth]
    return {name for line in at_depth for name in re.findall(r"(\w+(?:/|\.py))(?=\s|$)", line)}


def test_the_folder_map_reads_the_form_we_use() -> None:
    lines = [
        "```text",
        "src/khabar/",
        "  base/ record/  below",
        "  cli.py  all",
        "    x/ deeper",
        "```",
    ]
    assert _folder_map("\n".join(lines)) == {"base/", "record/", "cli.py"}


def test_the_readme_shows_the_folders_that_are_there() -> None:
    shown = _folder_map((ROOT / "README.md").read_text(encoding="utf-8"))
    if not shown:
        pytest.skip("the README has no folder map")
    package = ROOT / "src" / "khabar"
    folders = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("_")}
    assert shown == folders | modules
