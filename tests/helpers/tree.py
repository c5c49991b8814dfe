"""The repository as tests see it."""

import ast
import subprocess
from functools import cache
from pathlib import Path

__all__ = ["ROOT", "parse_source", "repository_files", "source_files"]

ROOT = Path(__file__).resolve().parents[2]
_SKIPPED = frozenset({"__pycache__", "node_modules", "dist", "build"})


@cache
def source_files() -> tuple[Path, ...]:
    """Return the Python files of the product, relative to the root, sorted."""
    found = (ROOT / "src").rglob("*.py")
    return tuple(sorted(path.relative_to(ROOT) for path in found))


@cache
def parse_source(path: Path) -> ast.Module:
    """Return the syntax tree of a file given relative to the root."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


@cache
def repository_files() -> tuple[Path, ...]:
    """Return what belongs to the repository, relative to the root, sorted.

    That is what git tracks; in a copy without git, every file outside caches.
    """
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        )
        names = [Path(name) for name in listed.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
    return tuple(sorted(path for path in names if _is_kept(path)))


def _is_kept(path: Path) -> bool:
    """Return whether the file is there and lies in no cache."""
    hidden = {part for part in path.parts[:-1] if part.startswith(".") and part != ".ci"}
    return (ROOT / path).is_file() and not hidden and not _SKIPPED & set(path.parts)
