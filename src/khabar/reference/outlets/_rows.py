"""Lines of the fact files and of an analyst's own table, checked and turned into rows."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from khabar.record.errors import KnowledgeError
from khabar.record.outlet import OutletId, OutletKind, OutletRow, OwnerId, OwnerKind, OwnerRow

__all__ = [
    "SHARED",
    "parse_outlets",
    "parse_own_outlets",
    "parse_owners",
    "read_own_outlets",
    "slug",
]

SHARED: Final = "~"  # before a name that several outlets go by
_CELLS: Final = ("id", "name", "kind", "country", "owner", "carries", "domains", "aliases")
_OWNER_CELLS: Final = ("id", "name", "kind", "country", "of")
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY: Final = re.compile(r"[A-Z]{3}")
_DOMAIN: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def parse_outlets(text: str, *, name: str) -> Iterator[OutletRow]:
    """Read a fact file of outlets.

    Args:
        text: Tab-separated lines; those that start with ``#`` are notes.
        name: File name for messages.

    Yields:
        Rows in order.

    Raises:
        KnowledgeError: A line has too many cells, or a wrong id, kind, country or domain.
    """
    for where, cells in _lines(text, name=name, width=len(_CELLS)):
        row = dict(zip(_CELLS, cells, strict=True))
        if not row["kind"]:
            what = "no kind"
            raise KnowledgeError(what, where=where)
        yield _outlet(row, where=where)


def parse_owners(text: str, *, name: str) -> Iterator[OwnerRow]:
    """Read the fact file of owners.

    Args:
        text: Tab-separated lines; those that start with ``#`` are notes.
        name: File name for messages.

    Yields:
        Rows in order.

    Raises:
        KnowledgeError: A line has too many cells, or a wrong id, kind or country.
    """
    for where, cells in _lines(text, name=name, width=len(_OWNER_CELLS)):
        row = dict(zip(_OWNER_CELLS, cells, strict=True))
        yield OwnerRow(
            id=OwnerId(_checked_id(row["id"], where=where)),
            name=_filled(row["name"], where=where),
            kind=_owner_kind(row["kind"], where=where),
            country=_checked_country(row["country"], where=where),
            of=row["of"],
            source=where,
        )


def read_own_outlets(path: Path) -> tuple[OutletRow, ...]:
    """Read an analyst's own outlets: ``outlets.csv`` beside a case, or the user's.

    Args:
        path: The file; need not be there.

    Returns:
        Rows; none when there is no file.

    Raises:
        KnowledgeError: The file cannot be read or a row is wrong.
    """
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = f"cannot be read: {error}"
        raise KnowledgeError(what, where=path.name, do="save it as UTF-8") from error
    return tuple(parse_own_outlets(text, name=path.name))


def parse_own_outlets(text: str, *, name: str) -> Iterator[OutletRow]:
    """Read a table of outlets with a header: only ``name`` must be filled.

    Args:
        text: CSV, or tab-separated when the header holds a tab; several entries of a cell
            are separated by ``;``.
        name: File name for messages.

    Yields:
        Rows; an empty id is made from country and name.

    Raises:
        KnowledgeError: A column is unknown, or a cell is wrong.
    """
    header, _, _ = text.partition("\n")
    table = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in header else ",")
    unknown = [column for column in table.fieldnames or () if column.strip() not in _CELLS]
    if unknown or "name" not in (table.fieldnames or ()):
        what = f"unknown columns: {', '.join(unknown)}" if unknown else "no column 'name'"
        raise KnowledgeError(what, where=f"{name}:1", do=f"use {', '.join(_CELLS)}")
    for cells in table:
        where = f"{name}:{table.line_num}"
        if None in cells:
            what = "more cells than columns"
            raise KnowledgeError(what, where=where, do="put quotes around a cell with a comma")
        row = {column: (cells.get(column) or "").strip() for column in _CELLS}
        if any(row.values()):
            yield _outlet(row, where=where)


def slug(text: str) -> str:
    """Return a name as an id: lower case, ASCII where it can be, hyphens.

    Args:
        text: A name.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return made or "x-" + "-".join(f"{ord(letter):x}" for letter in text if letter.isalnum())


def _lines(text: str, *, name: str, width: int) -> Iterator[tuple[str, list[str]]]:
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip() or raw.startswith("#"):
            continue
        cells = [cell.strip() for cell in raw.split("\t")]
        if len(cells) > width:
            what = f"{len(cells)} cells, expected at most {width}"
            raise KnowledgeError(what, where=f"{name}:{number}", do="separate cells by one tab")
        yield f"{name}:{number}", cells + [""] * (width - len(cells))


def _outlet(row: Mapping[str, str], *, where: str) -> OutletRow:
    name = _filled(row["name"], where=where)
    country = _checked_country(row["country"], where=where)
    return OutletRow(
        id=OutletId(_checked_id(row["id"] or slug(f"{country} {name}"), where=where)),
        name=name,
        kind=_outlet_kind(row["kind"], where=where),
        country=country,
        owner=row["owner"],
        carries=_entries(row["carries"]),
        domains=tuple(_checked_domain(one, where=where) for one in _entries(row["domains"])),
        aliases=_entries(row["aliases"]),
        source=where,
    )


def _entries(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in cell.split(";")) if part)


def _filled(name: str, *, where: str) -> str:
    if not name:
        what = "no name"
        raise KnowledgeError(what, where=where)
    return name


def _checked_id(text: str, *, where: str) -> str:
    if not _ID.fullmatch(text):
        what = f"not an id: {text!r}"
        raise KnowledgeError(what, where=where, do="use a-z, 0-9 and hyphens")
    return text


def _checked_country(text: str, *, where: str) -> str:
    if text and not _COUNTRY.fullmatch(text):
        what = f"not an ISO alpha-3 code: {text!r}"
        raise KnowledgeError(what, where=where)
    return text


def _checked_domain(text: str, *, where: str) -> str:
    if not _DOMAIN.fullmatch(text) or text.startswith("www."):
        what = f"not a domain: {text!r}"
        raise KnowledgeError(what, where=where, do="write it like example.com, without www")
    return text


def _outlet_kind(text: str, *, where: str) -> OutletKind:
    try:
        return OutletKind(text) if text else OutletKind.UNKNOWN
    except ValueError as error:
        what = f"unknown kind of outlet: {text!r}"
        raise KnowledgeError(what, where=where, do=f"use {', '.join(OutletKind)}") from error


def _owner_kind(text: str, *, where: str) -> OwnerKind:
    try:
        return OwnerKind(text)
    except ValueError as error:
        what = f"unknown kind of owner: {text!r}"
        raise KnowledgeError(what, where=where, do=f"use {', '.join(OwnerKind)}") from error
