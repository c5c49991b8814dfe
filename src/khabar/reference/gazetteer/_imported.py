"""Layers that people imported: SQLite files beside a case or in the user's folder."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from khabar.record.errors import KnowledgeError
from khabar.record.place import PlaceId, PlaceRow
from khabar.reference.gazetteer._keys import place_hash
from khabar.reference.gazetteer._layers import MOST_ROWS, Candidate, How

__all__ = [
    "LAYER_FORMAT",
    "LAYER_SUFFIX",
    "ImportedLayer",
    "find_layers",
    "layer_digest",
    "stored_hash",
]

LAYER_FORMAT: Final = 1
LAYER_SUFFIX: Final = ".places"
_OWN_FORMATS: Final = frozenset({"csv", "geojson"})  # somebody chose these rows for the case
_AGAIN: Final = "remove it, and add its places again"
_FIELDS: Final = (
    "id, name, kind, country, lat, lon, population, precision_m, geonameid, division, origin, "
    "is_capital"
)
_BY_HASH: Final = f"""
SELECT filed.how, {_FIELDS} FROM filed JOIN place ON place.number = filed.place
WHERE filed.hash = ? ORDER BY filed.behind LIMIT ?
"""  # noqa: S608 - our own words
_ALL: Final = f"SELECT 0, {_FIELDS} FROM place ORDER BY number"  # noqa: S608
_SIGN: Final = 1 << 63


class ImportedLayer:
    """Places of one imported file, asked where they lie; nothing is read into memory.

    Attributes:
        is_own: The rows were chosen by hand, so that they are stronger than the packaged ones.
    """

    def __init__(self, path: Path) -> None:
        """Open a layer.

        Args:
            path: File that ``import_places`` wrote.

        Raises:
            KnowledgeError: It is no such file, or damaged, or of another version.
        """
        self._path = path
        try:
            self._base = _connect(path)
            told = dict(self._base.execute("SELECT key, value FROM told"))
            self._origins = {
                number: (source, licence)
                for number, source, licence in self._base.execute("SELECT * FROM origin")
            }
            self._divisions = {
                (country, code): name
                for country, code, name in self._base.execute("SELECT * FROM division")
            }
        except sqlite3.Error as error:
            msg = f"not a layer of places, or damaged: {error}"
            raise KnowledgeError(msg, where=str(path), do=_AGAIN) from error
        self.is_own = told.get("kind") in _OWN_FORMATS
        if told.get("format") != str(LAYER_FORMAT):
            msg = f"a layer of format {told.get('format')}, not {LAYER_FORMAT}"
            raise KnowledgeError(msg, where=str(path), do=_AGAIN)

    def __iter__(self) -> Iterator[PlaceRow]:
        return (self._candidate(row).row for row in self._ask(_ALL, ()))

    def find_exact(self, key: str, /) -> Sequence[Candidate]:
        """Return the rows filed under a key, the most populous first."""
        rows = self._ask(_BY_HASH, (stored_hash(key), MOST_ROWS))
        return tuple(self._candidate(row) for row in rows)

    def find_sound(self, sound: str, /) -> Sequence[Candidate]:
        """Return the rows one of whose names sounds like this."""
        rows = self._ask(_BY_HASH, (stored_hash(sound, is_sound=True), MOST_ROWS))
        return tuple(self._candidate(row) for row in rows)

    def _ask(self, question: str, values: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of an answer.

        Raises:
            KnowledgeError: The file is damaged.
        """
        try:
            yield from self._base.execute(question, values)
        except sqlite3.Error as error:
            msg = f"damaged: {error}"
            raise KnowledgeError(msg, where=str(self._path), do=_AGAIN) from error

    def _candidate(self, row: tuple[Any, ...]) -> Candidate:
        """Return one row of an answer."""
        how, own, name, kind, country, lat, lon, people, precision, geonameid, division = row[:11]
        source, licence = self._origins[row[11]]
        admin1 = self._divisions.get((country, division), division)
        return Candidate(
            PlaceRow(
                id=PlaceId(str(own)),
                name=str(name),
                kind=str(kind),
                country=str(country),
                lat=float(lat),
                lon=float(lon),
                population=int(people),
                precision_m=int(precision),
                geonameid=geonameid,
                admin1="" if kind == "admin1" else str(admin1),
                provenance=f"{source}, from {self._path.stem}",
                licence=licence,
            ),
            How(how),
            bool(row[12]),
        )


def find_layers(folder: Path) -> tuple[Path, ...]:
    """Return the layers in a folder, the one asked first first.

    Args:
        folder: Need not exist.

    Returns:
        Files in the order of their names.
    """
    return tuple(sorted(folder.glob(f"*{LAYER_SUFFIX}")))


def layer_digest(path: Path) -> str:
    """Return what tells the places of a layer from those of another.

    Args:
        path: File that ``import_places`` wrote.

    Returns:
        Hex digest, the same for the same places on any machine.

    Raises:
        KnowledgeError: It is no such file, or damaged.
    """
    try:
        with closing(_connect(path)) as base:
            (digest,) = base.execute("SELECT value FROM told WHERE key = 'digest'").fetchone()
    except (sqlite3.Error, TypeError) as error:
        msg = f"not a layer of places, or damaged: {error}"
        raise KnowledgeError(msg, where=str(path), do=_AGAIN) from error
    return str(digest)


def _connect(path: Path) -> sqlite3.Connection:
    """Open a layer for reading; nobody writes into one that is there."""
    link = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(link, uri=True, check_same_thread=False)


def stored_hash(key: str, *, is_sound: bool = False) -> int:
    """Return the number under which SQLite files a key or a sound.

    Args:
        key: From ``place_key`` or ``place_sound``.
        is_sound: It is a sound.

    Returns:
        64 bits with a sign.
    """
    hashed = place_hash(f"~{key}" if is_sound else key)
    return hashed - 2 * _SIGN if hashed >= _SIGN else hashed
