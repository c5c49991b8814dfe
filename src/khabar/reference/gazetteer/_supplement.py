"""Places written as facts: one tab-separated file per region, a line per place."""

import csv
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from khabar.base.names import fold_name
from khabar.record.errors import KnowledgeError
from khabar.record.place import PlaceId, PlaceRow
from khabar.reference.gazetteer._countries import read_countries
from khabar.reference.gazetteer._layers import NamedRow

__all__ = ["FIELDS", "OWN_KINDS", "read_places", "read_supplement"]

FIELDS: Final = ["name", "kind", "country", "lat", "lon", "precision_m", "aliases", "note"]
OWN_KINDS: Final = frozenset(
    "country admin1 admin2 town village district neighbourhood valley region desert river lake sea "
    "gulf strait mountain forest plain camp crossing island islands peninsula facility base dam "
    "airport port road line canal pass continent".split()
)
_FURTHEST_M: Final = 6_000_000  # a continent
_CODE: Final = re.compile(r"[A-Z]{3}")


def read_supplement() -> Iterator[NamedRow]:
    """Yield the places written as facts in the package.

    Yields:
        Rows in the order of the files' names and lines.

    Raises:
        KnowledgeError: A line is wrong; the message names file and line.
    """
    folder = files("khabar.reference.gazetteer").joinpath("supplement")
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".tsv"):
            yield from read_places(path.read_text(encoding="utf-8"), where=path.name)


def read_places(text: str, *, where: str, prefix: str = "kh") -> Iterator[NamedRow]:
    """Yield the places of one file.

    Args:
        text: Tab-separated with the columns of ``FIELDS``; aliases split by ``|``.
        where: Name of the file, for messages.
        prefix: First part of the rows' ids; rows of another origin take another.

    Yields:
        Rows in the order of the lines.

    Raises:
        KnowledgeError: A line is wrong; the message names file and line.
    """
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if reader.fieldnames != FIELDS:
        msg = f"columns are {reader.fieldnames}, not {FIELDS}"
        raise KnowledgeError(msg, where=where)
    known = {fact.alpha3 for fact in read_countries()}
    for row in reader:
        place = f"{where}:{reader.line_num}"
        if None in row or None in row.values():
            msg = f"{row.get('name')!r} has more or fewer than {len(FIELDS)} columns"
            raise KnowledgeError(msg, where=place)
        yield _read_row(row, known=known, where=place, prefix=prefix)


def _read_row(row: dict[str, str], *, known: set[str], where: str, prefix: str) -> NamedRow:
    """Return one line as a row, or say what is wrong with it."""
    lat, lon = _number(row, "lat", most=90, where=where), _number(row, "lon", most=180, where=where)
    precision = _number(row, "precision_m", most=_FURTHEST_M, where=where)
    wrong = (
        "has no name"
        if not fold_name(row["name"])
        else f"has an unknown kind {row['kind']!r}"
        if row["kind"] not in OWN_KINDS
        else f"has an unknown country {row['country']!r}"
        if row["country"] and row["country"] not in known
        else f"has no precision_m above 0: {row['precision_m']!r}"
        if precision <= 0
        else ""
    )
    if wrong:
        msg = f"{row['name']!r} {wrong}"
        raise KnowledgeError(msg, where=where)
    slug = fold_name(row["name"]).replace(" ", "-")
    code = row["country"].lower() or "int"
    return NamedRow(
        row=PlaceRow(
            id=PlaceId(f"{prefix}:{code}/{row['kind']}/{slug}"),
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            lat=lat,
            lon=lon,
            population=0,
            precision_m=round(precision),
            geonameid=None,
            admin1="",
            provenance=f"Khabar's own facts ({where}), CC BY 4.0",
            licence="CC BY 4.0",
        ),
        aliases=tuple(name for name in row["aliases"].split("|") if name),
    )


def _number(row: dict[str, str], field: str, *, most: float, where: str) -> float:
    """Return a number of a line that lies within bounds."""
    try:
        value = float(row[field])
    except ValueError as error:
        msg = f"{row['name']!r} has no number as {field}: {row[field]!r}"
        raise KnowledgeError(msg, where=where) from error
    if not -most <= value <= most:
        msg = f"{row['name']!r} has {field} {value}, outside -{most} to {most}"
        raise KnowledgeError(msg, where=where)
    return value
