"""A table of actors: one line for an actor, or for each of its terms."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final

from khabar.record.errors import KnowledgeError
from khabar.reference.actors.own.drafts import Draft, Told, split_aliases, split_terms

__all__ = ["looks_like_table", "read_table"]

_COLUMNS: Final = {
    **{name: name for name in ("id", "name", "kind", "country", "sector", "terms", "parent")},
    **dict.fromkeys(("aliases", "alias", "other names"), "aliases"),
    **dict.fromkeys(("start", "first", "from", "since"), "start"),
    **dict.fromkeys(("end", "last", "to", "until"), "end"),
    **dict.fromkeys(("role", "office", "post", "position"), "role"),
    **dict.fromkeys(("of", "body"), "of"),
    **dict.fromkeys(("source", "provenance"), "source"),
    **dict.fromkeys(("note", "notes", "comment", "comments"), ""),
}
_MARKS: Final = ",;\t"


def looks_like_table(first: str) -> bool:
    """Return whether a line is the header of a table of actors.

    Args:
        first: First line of a file.
    """
    names = {name.strip().strip('"').lower() for name in first.split(_mark(first))}
    return bool(names & {"name", "id"}) and len(names & _COLUMNS.keys()) > 1


def read_table(text: str, *, name: str) -> Iterator[Draft]:
    """Read a table; the columns stand in its first line, split by commas, semicolons or tabs.

    Args:
        text: Whole file.
        name: Its name, for messages.

    Yields:
        What each line says.

    Raises:
        KnowledgeError: A column is unknown, or a line has too many cells.
    """
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_mark(head), strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            where = f"{name}:{reader.line_num}"
            if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
                continue
            if not columns:
                columns = _read_header(cells, where=where)
                continue
            if len(cells) > len(columns):
                msg = f"{len(cells)} cells, the header has {len(columns)}"
                raise KnowledgeError(msg, where=where, do="quote cells that hold the separator")
            yield _draft(dict(zip(columns, cells, strict=False)), where=where)
    except csv.Error as error:
        msg = f"not a table: {error}"
        raise KnowledgeError(msg, where=f"{name}:{reader.line_num}") from error


def _mark(head: str) -> str:
    """Return what separates the cells of a header."""
    return max(_MARKS, key=head.count)


def _read_header(cells: list[str], *, where: str) -> list[str]:
    """Return the fields of the columns; empty for notes."""
    fields = []
    for cell in cells:
        name = cell.strip().lower().replace("_", " ")
        if name not in _COLUMNS:
            known = ", ".join(sorted(field for field in set(_COLUMNS.values()) if field))
            msg = f"unknown column {cell.strip()!r}"
            raise KnowledgeError(msg, where=where, do=f"known: {known}, note")
        fields.append(_COLUMNS[name])
    twice = next((one for one in fields if one and fields.count(one) > 1), "")
    if twice:
        msg = f"two columns are {twice!r}"
        raise KnowledgeError(msg, where=where, do="leave one of them out")
    return fields


def _draft(row: Mapping[str, str], *, where: str) -> Draft:
    """Return what one line says."""
    cells = {field: cell.strip() for field, cell in row.items() if field}
    told = {field: cells.get(field, "") for field in ("sector", "start", "end", "role", "of")}
    terms = split_terms(cells.get("terms", ""), where=where)
    if any(told.values()):
        if terms:
            msg = "both terms and a sector, day or role"
            raise KnowledgeError(msg, where=where, do="write one or the other")
        terms = (Told(where=where, **told),)
    return Draft(
        where=where,
        aliases=split_aliases(cells.get("aliases", "")),
        terms=terms,
        **{field: cells.get(field, "") for field in ("id", "name", "kind", "country", "parent",
                                                     "source")},
    )  # fmt: skip
