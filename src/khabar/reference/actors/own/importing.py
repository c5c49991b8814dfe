"""One file of actors -> a file of the case, checked as a whole before anything is written."""

import csv
import errno
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from khabar.record.actor import ActorRow
from khabar.record.errors import ConfigError, KnowledgeError, StoreFullError
from khabar.reference.actors._fold import fold_name
from khabar.reference.actors._registry import Registry, open_registry
from khabar.reference.actors.own.drafts import Draft
from khabar.reference.actors.own.opening import read_text
from khabar.reference.actors.own.petrarch import looks_like_petrarch, read_petrarch
from khabar.reference.actors.own.rows import make_rows
from khabar.reference.actors.own.tables import looks_like_table, read_table
from khabar.reference.actors.own.tomls import looks_like_toml, read_toml

__all__ = ["FORMATS", "Imported", "append_alias", "import_actors", "layer_name"]

FORMATS: Final = ("toml", "csv", "petrarch")
_FIELDS: Final = ("id", "name", "kind", "country", "sector", "start", "end", "role", "of",
                  "parent", "aliases", "source")  # fmt: skip
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file.

    Attributes:
        layer: File that holds its actors.
        format: One of ``FORMATS``.
        rows: The actors.
        left_out: Entries that name no actor, or a state that the registry has.
        replaced: The layer held actors before; they are gone.
    """

    layer: Path
    format: str
    rows: tuple[ActorRow, ...]
    left_out: int
    replaced: bool


def import_actors(path: Path, *, into: Path, base: Registry, format_name: str = "") -> Imported:
    """Read a file of actors into a file of a case; what that file held before is replaced.

    Args:
        path: ``[[actor]]`` tables, a table, or a CAMEO dictionary.
        into: Folder of such files; made when missing.
        base: Registry underneath.
        format_name: One of ``FORMATS``; empty tells it by the file.

    Returns:
        What became of it.

    Raises:
        KnowledgeError: A line is wrong; the message names it. Nothing is written.
        ConfigError: There is no such format, or the file cannot be written.
        StoreFullError: The disk is full.
    """
    if format_name and format_name not in FORMATS:
        msg = f"unknown format {format_name!r}"
        raise ConfigError(msg, do=f"known: {', '.join(FORMATS)}")
    text = read_text(path)
    found = format_name or _tell_format(path, text)
    drafts = list(_drafts(text, name=path.name, found=found, base=base))
    if not drafts:
        msg = "there is no actor in the file"
        raise KnowledgeError(msg, where=path.name)
    rows = make_rows(drafts, base=base)
    base.overlay(rows)  # refuses names that two rows share
    layer = into / f"{layer_name(path)}.csv"
    replaced = layer.exists()
    _write(layer, _table(rows))
    entries = _count_entries(text) if found == "petrarch" else len(drafts)
    return Imported(layer, found, rows, entries - len(drafts), replaced)


def append_alias(path: Path, *, id_: str, name: str, base: Registry | None = None) -> None:
    """Give an actor one more name, at the end of a TOML file.

    Args:
        path: ``actors.toml``; made when missing.
        id_: Id of the actor.
        name: The name.
        base: Registry over which the file lies; ``None`` for the one that ships with Khabar.

    Raises:
        KnowledgeError: The file is wrong before or after, as when another actor of it goes by
            the name already; it stays as it was.
        ConfigError: It cannot be written.
        StoreFullError: The disk is full.
    """
    if not fold_name(name):
        msg = f"no letters in the name {name!r}"
        raise KnowledgeError(msg, where=path.name, do="give the name as reports write it")
    text = read_text(path) if path.exists() else ""
    told = (
        f"[[actor]]\nid = {json.dumps(id_)}\naliases = [{json.dumps(name, ensure_ascii=False)}]\n"
    )
    joined = f"{text.rstrip()}\n\n{told}" if text.strip() else told
    below = open_registry() if base is None else base
    below.overlay(make_rows(read_toml(joined, name=path.name), base=below))
    _write(path, joined)


def _drafts(text: str, *, name: str, found: str, base: Registry) -> Iterator[Draft]:
    """Return the drafts of a file of a kind."""
    if found == "petrarch":
        return read_petrarch(text, name=name, registry=base)
    return (read_toml if found == "toml" else read_table)(text, name=name)


def _tell_format(path: Path, text: str) -> str:
    """Return which kind of file it is.

    Raises:
        KnowledgeError: It is none that we know.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    if path.suffix.lower() == ".toml" or looks_like_toml(text):
        return "toml"
    if path.suffix.lower() in (".csv", ".tsv") or looks_like_table(first):
        return "csv"
    if looks_like_petrarch(text):
        return "petrarch"
    msg = f"no kind of file that we know; it begins {first[:60]!r}"
    do = f"a table needs a header with name and sector; formats: {', '.join(FORMATS)}"
    raise KnowledgeError(msg, where=f"{path.name}:1", do=do)


def _count_entries(text: str) -> int:
    """Return how many actors a dictionary has, those without a code included."""
    lines = text.partition("---STOP---")[0].splitlines()
    return sum(bool(re.match(r"[^\s+#;<\[]", line)) for line in lines)


def layer_name(path: Path) -> str:
    """Return what the file in the case is called.

    Args:
        path: The file that was given.

    Returns:
        Its name without suffixes, in letters, digits and hyphens.
    """
    return "-".join(fold_name(path.name.split(".", 1)[0]).split()) or "actors"


def _table(rows: Iterable[ActorRow]) -> str:
    """Return rows as a table: one line for each term, all of the actor in the first."""
    lines = io.StringIO(newline="")
    writer = csv.DictWriter(lines, _FIELDS, lineterminator="\n", restval="")
    writer.writeheader()
    for row in rows:
        plain = {"name": row.name, "kind": row.kind, "country": row.country, "parent": row.parent}
        plain |= {"aliases": "|".join(row.aliases), "source": row.source}
        for number, term in enumerate(row.tenures):
            told = {"sector": term.sector, "role": term.role, "of": term.of}
            told["start"] = "" if term.first is None else term.first.isoformat()
            told["end"] = "" if term.last is None else term.last.isoformat()
            writer.writerow({"id": row.id, **({} if number else plain), **told})
    return lines.getvalue()


def _write(path: Path, text: str) -> None:
    """Write a file; it is there as a whole or not at all.

    Raises:
        ConfigError: It cannot be written.
        StoreFullError: The disk is full.
    """
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        if error.errno in _FULL:
            msg, do = "cannot write the actors: the disk is full", "make room, then run this again"
            raise StoreFullError(msg, where=str(path), do=do) from error
        msg = f"cannot write the actors: {error}"
        raise ConfigError(msg, where=str(path)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
