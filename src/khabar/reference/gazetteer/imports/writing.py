"""Drafts -> one SQLite file that is asked by name. It is there as a whole or not at all."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from khabar.record.errors import ConfigError, KnowledgeError, StoreFullError
from khabar.reference.gazetteer._imported import LAYER_FORMAT, stored_hash
from khabar.reference.gazetteer._keys import place_keys, place_sound
from khabar.reference.gazetteer._layers import How
from khabar.reference.gazetteer.imports.drafts import Drafted

__all__ = ["write_layer"]

_BATCH: Final = 5_000
_SOUND_ALIASES_FROM: Final = 2_000  # people; smaller places are found by the sound of one name
_LATIN_BEFORE: Final = "Ͱ"
_TABLES: Final = """
CREATE TABLE told (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE origin (number INTEGER PRIMARY KEY, source TEXT, licence TEXT);
CREATE TABLE division (country TEXT, code TEXT, name TEXT, PRIMARY KEY (country, code));
CREATE TABLE place (
    number INTEGER PRIMARY KEY, id TEXT, name TEXT, kind TEXT, country TEXT, lat REAL, lon REAL,
    population INTEGER, precision_m INTEGER, geonameid INTEGER, division TEXT, origin INTEGER,
    is_capital INTEGER
);
CREATE TABLE filed (
    hash INTEGER, behind INTEGER, place INTEGER, how INTEGER, PRIMARY KEY (hash, behind, place)
) WITHOUT ROWID;
CREATE TEMP TABLE staged (hash INTEGER, behind INTEGER, place INTEGER, how INTEGER);
"""
_SAME_IDS: Final = """
SELECT one.id, one.name, two.name FROM (
    SELECT id, min(number) AS first, max(number) AS last FROM place GROUP BY id
    HAVING min(lat) < max(lat) OR min(lon) < max(lon) OR min(name) < max(name)
) AS twice JOIN place AS one ON one.number = twice.first
JOIN place AS two ON two.number = twice.last
ORDER BY two.number LIMIT 1
"""
_FILE_NAMES: Final = """
INSERT INTO filed SELECT hash, behind, place, min(how) FROM staged
GROUP BY hash, behind, place ORDER BY hash, behind, place
"""


def write_layer(drafts: Iterable[Drafted], *, path: Path, told: Mapping[str, str]) -> int:
    """Write places into a layer of their own; one that is there is replaced at the end.

    Args:
        drafts: Taken one at a time.
        path: File to make; its folder too.
        told: What the layer says about itself.

    Returns:
        How many places there are.

    Raises:
        KnowledgeError: A draft cannot be made; nothing is left behind.
        ConfigError: The file cannot be written.
        StoreFullError: The disk is full.
    """
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(part, isolation_level=None)) as base:
            count = _fill(base, drafts, told=told)
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        if "full" in str(error) or "space" in str(error):
            msg, do = "cannot write the places: the disk is full", "make room, then run this again"
            raise StoreFullError(msg, where=str(path), do=do) from error
        msg = f"cannot write the places: {error}"
        raise ConfigError(msg, where=str(path)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return count


def _fill(base: sqlite3.Connection, drafts: Iterable[Drafted], *, told: Mapping[str, str]) -> int:
    """Write all tables; the names are put in order at the end, outside memory."""
    base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
    base.execute("BEGIN")
    writing = _Writing(base)
    count = 0
    for count, draft in enumerate(drafts, 1):  # noqa: B007 - the count is returned
        writing.add(draft)
    writing.flush()
    _refuse_same_ids(base, where=told.get("file", ""))
    base.execute(_FILE_NAMES)
    whole = {
        **told, "format": str(LAYER_FORMAT), "rows": str(count), "digest": writing.digest,
    }  # fmt: skip
    base.executemany("INSERT INTO told VALUES (?, ?)", whole.items())
    base.execute("COMMIT")
    return count


def _refuse_same_ids(base: sqlite3.Connection, *, where: str) -> None:
    """Refuse two places of one id: a link could mean either.

    Raises:
        KnowledgeError: There are such places.
    """
    again = base.execute(_SAME_IDS).fetchone()
    if again is not None:
        first, second = (str(name) for name in again[1:])
        msg = f"the id {again[0]!r} stands twice, for {first!r} and for {second!r}"
        raise KnowledgeError(
            msg, where=where, do="give each place an id of its own, or leave the id out"
        )


class _Writing:
    """Rows on their way into the tables, some thousands at a time."""

    def __init__(self, base: sqlite3.Connection) -> None:
        """Start with empty tables."""
        self._base = base
        self._number = 0
        self._digest = hashlib.sha256()
        self._origins: dict[tuple[str, str], int] = {}
        self._places: list[tuple[object, ...]] = []
        self._names: list[tuple[int, int, int, int]] = []

    @property
    def digest(self) -> str:
        """Hex digest of all places so far."""
        return self._digest.hexdigest()

    def add(self, draft: Drafted) -> None:
        """Take one place."""
        self._number += 1
        self._digest.update(f"{replace(draft, where='')!r}\n".encode("utf-8", "surrogatepass"))
        origin = self._origins.setdefault((draft.source, draft.licence), len(self._origins))
        self._places.append((
            self._number, draft.id, draft.name, draft.kind, draft.country, draft.lat, draft.lon,
            draft.population, draft.precision_m, draft.geonameid, draft.division, origin,
            int(draft.is_capital),
        ))  # fmt: skip
        if draft.code:
            row = (draft.country, draft.code, draft.name)
            self._base.execute("INSERT OR IGNORE INTO division VALUES (?, ?, ?)", row)
        self._names += (
            (hashed, -draft.population, self._number, how) for hashed, how in _filed(draft)
        )
        if len(self._places) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        marks = ", ".join("?" * 13)
        self._base.executemany(f"INSERT INTO place VALUES ({marks})", self._places)  # noqa: S608
        self._base.executemany("INSERT INTO staged VALUES (?, ?, ?, ?)", self._names)
        rows = ((number, *origin) for origin, number in self._origins.items())
        self._base.executemany("INSERT OR REPLACE INTO origin VALUES (?, ?, ?)", rows)
        self._places.clear()
        self._names.clear()


def _filed(draft: Drafted) -> Iterator[tuple[int, int]]:
    """Yield the hashes under which a place is filed, and how each leads to it."""
    own = draft.id.startswith("own:")  # somebody chose these names, so all are equal
    for at, name in enumerate((draft.name, *draft.aliases)):
        how = How.NAME if own or not at else How.ALIAS
        for key in place_keys(name):
            yield stored_hash(key), how
        if at and not own and draft.population < _SOUND_ALIASES_FROM:
            continue
        if name[0] < _LATIN_BEFORE and (sound := place_sound(name)):
            yield stored_hash(sound, is_sound=True), How.SOUND
