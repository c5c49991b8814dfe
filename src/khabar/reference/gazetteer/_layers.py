"""Layers of the gazetteer: the built files, and rows from text files laid over them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

import numpy as np

from khabar.record.errors import KnowledgeError
from khabar.record.place import PlaceId, PlaceRow
from khabar.reference.gazetteer._keys import place_hash, place_keys, place_sound
from khabar.reference.gazetteer._pack import FORMAT, HOW_BITS, KINDS, NO_ROW

__all__ = ["MOST_ROWS", "BuiltLayer", "Candidate", "How", "Layer", "NamedRow", "RowLayer"]

_BUILT_LICENCE: Final = "CC BY 4.0"  # of GeoNames; names of countries are Unicode's as well
_DIGITS: Final = 5  # of a degree: about a metre; single precision holds no more
MOST_ROWS: Final = 60  # rows of one name, the most populous; tuned on lgl ("Springfield")


class How(IntEnum):
    """How a name led to a row; lower is better."""

    NAME = 0
    ALIAS = 1
    SOUND = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that a name may mean.

    Attributes:
        row: The row.
        how: What led to it.
        is_capital: The row is the capital of its country.
    """

    row: PlaceRow
    how: How
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row with all its names, as read from a text file.

    Attributes:
        row: The row.
        aliases: Other names.
    """

    row: PlaceRow
    aliases: tuple[str, ...]


class Layer(Protocol):
    """Places by key and by sound."""

    def __iter__(self) -> Iterator[PlaceRow]:
        """Yield every row."""

    def find_exact(self, key: str, /) -> Sequence[Candidate]:
        """Return the rows filed under a key, the most populous first."""

    def find_sound(self, sound: str, /) -> Sequence[Candidate]:
        """Return the rows one of whose names sounds like this."""


class RowLayer:
    """A few thousand rows held in memory; somebody chose their names, so all are equal."""

    def __init__(self, rows: Iterable[NamedRow]) -> None:
        """File the rows under their names.

        Args:
            rows: In any order.
        """
        self._rows = tuple(rows)
        self._exact: dict[str, dict[str, Candidate]] = {}
        self._sound: dict[str, dict[str, Candidate]] | None = None
        for named in self._rows:
            for name in (named.row.name, *named.aliases):
                for key in place_keys(name):
                    found = self._exact.setdefault(key, {})
                    found.setdefault(named.row.id, Candidate(named.row, How.NAME))

    def __iter__(self) -> Iterator[PlaceRow]:
        return (named.row for named in self._rows)

    def find_exact(self, key: str, /) -> Sequence[Candidate]:
        """Return the rows filed under a key."""
        return tuple(self._exact.get(key, {}).values())

    def find_sound(self, sound: str, /) -> Sequence[Candidate]:
        """Return the rows one of whose names sounds like this."""
        if self._sound is None:
            self._sound = self._file_sounds()
        return tuple(self._sound.get(sound, {}).values())

    def _file_sounds(self) -> dict[str, dict[str, Candidate]]:
        """File the rows under the sounds of their names."""
        filed: dict[str, dict[str, Candidate]] = {}
        for named in self._rows:
            for name in (named.row.name, *named.aliases):
                if sound := place_sound(name):
                    found = filed.setdefault(sound, {})
                    found.setdefault(named.row.id, Candidate(named.row, How.SOUND))
        return filed


class BuiltLayer:
    """The built files, mapped into memory; only the pages that are asked for are read."""

    def __init__(self, folder: Path) -> None:
        """Map the files.

        Args:
            folder: Where ``build`` wrote them.

        Raises:
            KnowledgeError: They are missing, damaged or of another version.
        """
        told = _read_told(folder)
        self._countries, self._provenances = told.countries, told.provenances
        self._count = told.rows
        try:
            arrays = {path.stem: _map(path) for path in sorted(folder.glob("*.npy"))}
            # A memory view gives one number ten times as fast as numpy's mapped array.
            fields = {name: array.data for name, array in arrays.items()}
            self._lat, self._lon = fields["lat"], fields["lon"]
            self._population, self._precision = fields["population"], fields["precision"]
            self._kind, self._country = fields["kind"], fields["country"]
            self._admin1, self._geonameid = fields["admin1"], fields["geonameid"]
            self._provenance = fields["provenance"]
            self._name_end, self._names = fields["name_end"], fields["names"]
            self._exact = arrays["exact_hash"], fields["exact_row"]
            self._sound = arrays["sound_hash"], fields["sound_row"]
        except (KeyError, ValueError, OSError) as error:
            msg = f"gazetteer files are damaged: {error}"
            raise KnowledgeError(msg, where=str(folder), do=_REBUILD) from error

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PlaceRow]:
        return (self._row(index) for index in range(self._count))

    def find_exact(self, key: str, /) -> Sequence[Candidate]:
        """Return the rows filed under a key, the most populous first."""
        hashes, filed = self._exact
        return tuple(
            self._candidate(entry, How.ALIAS if entry & 1 else How.NAME)
            for entry in _entries(hashes, filed, wanted=place_hash(key))
        )

    def find_sound(self, sound: str, /) -> Sequence[Candidate]:
        """Return the rows one of whose names sounds like this."""
        hashes, filed = self._sound
        return tuple(
            self._candidate(entry, How.SOUND)
            for entry in _entries(hashes, filed, wanted=place_hash(sound))
        )

    def _candidate(self, entry: int, how: How) -> Candidate:
        """Return the row that an entry of an index is about."""
        index = entry >> HOW_BITS
        return Candidate(self._row(index), how, KINDS[self._kind[index]] == "capital")

    def _row(self, index: int) -> PlaceRow:
        """Return one row."""
        geonameid = int(self._geonameid[index])
        kind = KINDS[self._kind[index]]
        country = self._countries[self._country[index]]
        name = self._name(index)
        division = int(self._admin1[index])
        admin1 = "" if division == NO_ROW else self._name(division)
        return PlaceRow(
            id=PlaceId(f"gn:{geonameid}" if geonameid else _division_id(country, admin1, name)),
            name=name,
            kind="town" if kind == "capital" else kind,
            country=country,
            lat=round(float(self._lat[index]), _DIGITS),
            lon=round(float(self._lon[index]), _DIGITS),
            population=int(self._population[index]),
            precision_m=int(self._precision[index]),
            geonameid=geonameid or None,
            admin1=admin1,
            provenance=self._provenances[self._provenance[index]],
            licence=_BUILT_LICENCE,
        )

    def _name(self, index: int) -> str:
        """Return the name of one row."""
        start = int(self._name_end[index - 1]) if index else 0
        return bytes(self._names[start : int(self._name_end[index])]).decode("utf-8")


_REBUILD: Final = "reinstall Khabar, or run: python -m khabar.reference.gazetteer.build"


class _Told(NamedTuple):
    """What the files say about themselves."""

    rows: int
    countries: list[str]
    provenances: list[str]


def _read_told(folder: Path) -> _Told:
    """Return what the files say about themselves."""
    path = folder / "built.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            msg = f"gazetteer of format {told['format']}, not {FORMAT}"
            raise KnowledgeError(msg, where=str(path), do=_REBUILD)
        return _Told(told["rows"], told["countries"], told["provenances"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = "the embedded gazetteer is missing or damaged"
        raise KnowledgeError(msg, where=str(path), do=_REBUILD) from error


def _map(path: Path) -> "np.ndarray[Any, Any]":
    """Map one array into memory."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _entries(hashes: "np.ndarray[Any, Any]", filed: memoryview, *, wanted: int) -> list[int]:
    """Return the entries filed under one hash."""
    first = int(hashes.searchsorted(np.uint64(wanted)))
    last = first
    while last < len(hashes) and last - first < MOST_ROWS and int(hashes[last]) == wanted:
        last += 1
    return filed[first:last].tolist()


def _division_id(country: str, admin1: str, name: str) -> str:
    """Return the id of a division, which has none of GeoNames' own."""
    return f"rg:{country}/{admin1}/{name}" if admin1 else f"rg:{country}/{name}"
