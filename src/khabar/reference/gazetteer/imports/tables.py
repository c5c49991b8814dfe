"""CSV and tab-separated files with a header: one row a place, columns named in many ways."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from khabar.base.ids import stable_id
from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer._supplement import OWN_KINDS
from khabar.reference.gazetteer.imports.drafts import (
    Drafted,
    Origin,
    country_code,
    decimal,
    radius_m,
    whole_number,
)
from khabar.reference.gazetteer.imports.lines import Line

__all__ = ["CELLS", "draft_of_cells", "looks_like_table", "read_table"]

CELLS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "place", "title", "name_en", "shapename", "asciiname", "location"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "kind": ("kind", "type", "feature"),
    "country": ("country", "iso3", "iso_a3", "country_code", "countrycode", "shapegroup", "iso"),
    "population": ("population", "pop", "people"),
    "precision_m": ("precision_m", "radius_m"),
    "aliases": ("aliases", "alternatenames", "other_names", "names"),
    "admin1": ("admin1", "province", "adm1_en", "governorate"),
    "id": ("id", "place_id", "shapeid", "pcode"),
    "source": ("source", "provenance"),
    "licence": ("licence", "license"),
}
_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys("capital city municipality settlement township".split(), "town"),
    **dict.fromkeys(("quarter", "suburb"), "neighbourhood"),
    **dict.fromkeys("governorate oblast province state".split(), "admin1"),
    **dict.fromkeys("bridge hospital prison school".split(), "facility"),
    **dict.fromkeys(("harbor", "harbour"), "port"),
    "airbase": "base",
    "checkpoint": "crossing",
    "county": "admin2",
    "hamlet": "village",
}
"""Words of gazetteers for what is filed under a wider kind."""
_NEEDED: Final = ("name", "lat", "lon")
_DELIMITERS: Final = ("\t", ";", ",")


def looks_like_table(line: str) -> bool:
    """Return whether a first line may be the header of a table of places.

    Args:
        line: Without its end.

    Returns:
        ``True`` when it names a column for the name and two for the point.
    """
    return set(_NEEDED) <= set(_columns(_split(line)))


def read_table(lines: Iterable[Line], *, origin: Origin) -> Iterator[Drafted]:
    """Yield the places of a table.

    Args:
        lines: Of the file, the header first.
        origin: Source and licence, where the columns do not tell.

    Yields:
        Places in order.

    Raises:
        KnowledgeError: There is no such header, or a row is wrong; the message names the line.
    """
    rest = iter(lines)
    header = next(rest, None)
    columns = _columns(_split(header.text)) if header else {}
    if header is None or not set(_NEEDED) <= set(columns):
        where = header.where if header else ""
        missing = ", ".join(name for name in _NEEDED if name not in columns)
        msg = f"the header has no column for {missing}"
        raise KnowledgeError(msg, where=where)
    width, delimiter = len(_split(header.text)), _delimiter(header.text)
    for line in rest:
        cells = _row(line, delimiter=delimiter)
        if len(cells) != width:
            cut = "; the file ends here, cut off" if line.is_last else ""
            msg = f"{len(cells)} columns, not {width}{cut}"
            raise KnowledgeError(msg, where=line.where)
        told = {name: cells[at].strip() for name, at in columns.items()}
        yield draft_of_cells(told, origin=origin, where=line.where, usual_kind="town")


def draft_of_cells(
    cells: Mapping[str, str], *, origin: Origin, where: str, usual_kind: str
) -> Drafted:
    """Return the place that some cells tell of.

    Args:
        cells: Under the names of ``CELLS``.
        origin: Source and licence, where the cells do not tell.
        where: For messages.
        usual_kind: What a place is whose kind is not told.

    Returns:
        The place.

    Raises:
        KnowledgeError: A cell is wrong.
    """
    told = cells.get("kind", "").lower() or usual_kind
    kind = _KINDS.get(told, told)
    if kind not in OWN_KINDS:
        msg = f"unknown kind {kind!r}"
        raise KnowledgeError(msg, where=where, do=f"known: {', '.join(sorted(OWN_KINDS))}")
    people = whole_number(cells.get("population"), "population", where=where)
    name, country = cells["name"], country_code(cells.get("country", ""), where=where)
    own = cells.get("id") or stable_id("place", name, kind, country, cells["lat"], cells["lon"])
    return Drafted(
        id=f"own:{own}",
        name=name,
        kind=kind,
        country=country,
        lat=decimal(cells["lat"], "lat", where=where),
        lon=decimal(cells["lon"], "lon", where=where),
        population=people,
        precision_m=whole_number(cells.get("precision_m"), "precision_m", where=where)
        or radius_m(kind, population=people),
        division=cells.get("admin1", ""),
        source=cells.get("source") or origin.source or where.rpartition(":")[0],
        licence=cells.get("licence") or origin.licence,
        aliases=_aliases(cells.get("aliases", ""), name=name),
        where=where,
    )


def _columns(header: list[str]) -> dict[str, int]:
    """Return where the columns that we know stand."""
    at = {name.strip().lower(): index for index, name in reversed(list(enumerate(header)))}
    found = {
        cell: next((at[name] for name in names if name in at), None)
        for cell, names in CELLS.items()
    }
    return {cell: index for cell, index in found.items() if index is not None}


def _delimiter(header: str) -> str:
    """Return what stands between the cells of a header."""
    return max(_DELIMITERS, key=header.count)


def _split(header: str) -> list[str]:
    """Return the cells of a header."""
    return next(csv.reader([header], delimiter=_delimiter(header)), [])


def _row(line: Line, *, delimiter: str) -> list[str]:
    """Return the cells of a line; a cell does not go on in the next line."""
    try:
        return next(csv.reader([line.text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        msg = f"not a row of a table: {error}"
        raise KnowledgeError(msg, where=line.where) from error


def _aliases(cell: str, *, name: str) -> tuple[str, ...]:
    """Return the names in a cell that holds several, split by ``|``, else by ``;``."""
    names = (one.strip() for one in cell.split("|" if "|" in cell else ";"))
    return tuple(one for one in dict.fromkeys(names) if one and one != name)
