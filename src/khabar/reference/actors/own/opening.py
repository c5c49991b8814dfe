"""Files of actors -> rows, and one registry with all of them."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from khabar.record.actor import ActorRow
from khabar.record.errors import KnowledgeError
from khabar.reference.actors._registry import Registry, open_registry
from khabar.reference.actors.own.rows import make_rows
from khabar.reference.actors.own.tables import read_table
from khabar.reference.actors.own.tomls import read_toml

__all__ = ["actors_digest", "open_own_registry", "read_actors", "read_own_rows", "read_text"]


def read_actors(path: Path, *, base: Registry | None = None) -> tuple[ActorRow, ...]:
    """Read a file of actors of one's own.

    Args:
        path: ``actors.toml`` or a table.
        base: Registry underneath; ``None`` for the one that ships with Khabar.

    Returns:
        All its rows; nothing when one line is wrong.

    Raises:
        KnowledgeError: A line is wrong; file, line and reason are given.
    """
    below = open_registry() if base is None else base
    text = read_text(path)
    read = read_toml if path.suffix.lower() == ".toml" else read_table
    rows = make_rows(read(text, name=path.name), base=below)
    below.overlay(rows)  # refuses names that two rows share
    return rows


def open_own_registry(files: Sequence[Path]) -> Registry:
    """Return the registry of Khabar with the actors of one's own over it.

    What a file refers to stands in it, in a weaker file, or with Khabar.

    Args:
        files: The strongest first.

    Returns:
        One registry; the same one for the same files.

    Raises:
        KnowledgeError: A file is wrong; file, line and reason are given.
    """
    if not files:
        return open_registry()
    return _open(tuple((path, actors_digest([path])) for path in files))


@lru_cache(maxsize=4)
def _open(files: tuple[tuple[Path, str], ...]) -> Registry:
    registry = open_registry()
    for path, _ in reversed(files):
        registry = registry.overlay(read_actors(path, base=registry))
    return registry


def read_own_rows(files: Sequence[Path]) -> tuple[ActorRow, ...]:
    """Return the actors of one's own, as they hold.

    Args:
        files: The strongest first.

    Returns:
        Each actor once, in the order of the files.

    Raises:
        KnowledgeError: A file is wrong; file, line and reason are given.
    """
    registry = open_registry()
    found: list[tuple[ActorRow, ...]] = []
    for path in reversed(files):
        rows = read_actors(path, base=registry)
        registry = registry.overlay(rows)
        found.insert(0, rows)
    held: dict[str, ActorRow] = {}
    for row in (row for rows in found for row in rows):
        held.setdefault(row.id, row)
    return tuple(held.values())


def actors_digest(files: Iterable[Path]) -> str:
    """Return what tells files of actors from others.

    Args:
        files: In order.

    Returns:
        Hex digest of their contents.

    Raises:
        KnowledgeError: One cannot be read.
    """
    told = hashlib.sha256()
    for path in files:
        told.update(hashlib.sha256(_bytes(path)).digest())
    return told.hexdigest()


def read_text(path: Path) -> str:
    """Return the text of a file.

    Args:
        path: The file.

    Returns:
        Its text, line ends as they are.

    Raises:
        KnowledgeError: It cannot be read, or is not UTF-8.
    """
    raw = _bytes(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        msg = f"not UTF-8: byte {raw[error.start]:#04x}"
        raise KnowledgeError(msg, where=f"{path.name}:{line}", do="save it as UTF-8") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"cannot be read: {error.strerror or error}"
        raise KnowledgeError(msg, where=str(path)) from error
