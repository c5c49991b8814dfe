"""Lines of the fact files: read, checked, turned into rows."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from khabar.record.actor import ActorId, ActorRow, Tenure
from khabar.record.codes import EntityKind, Sector
from khabar.record.errors import KnowledgeError

__all__ = ["SHARED", "Line", "parse_group", "parse_person", "parse_tenures", "read_lines", "slug"]

SHARED: Final = "~"  # before an alias that several rows are known to share
_SPAN: Final = re.compile(r"^(\d{4}(?:-\d\d){0,2})?\.\.(\d{4}(?:-\d\d){0,2})?$")
_ID: Final = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a fact file.

    Attributes:
        where: File name and line number, for messages.
        cells: Its tab-separated cells, stripped.
    """

    where: str
    cells: tuple[str, ...]


def read_lines(text: str, *, name: str, width: int) -> Iterator[Line]:
    """Split a fact file into lines, leaving out comments and the header.

    Args:
        text: Whole file. Lines that start with ``#`` are notes.
        name: File name for messages.
        width: How many cells a line has; missing ones at the end are empty.

    Yields:
        The lines that state facts.

    Raises:
        KnowledgeError: A line has too many cells.
    """
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip() or raw.startswith("#"):
            continue
        cells = [cell.strip() for cell in raw.split("\t")]
        where = f"{name}:{number}"
        if len(cells) > width:
            msg = f"{len(cells)} cells, expected at most {width}"
            raise KnowledgeError(msg, where=where, do="separate cells by one tab")
        yield Line(where, (*cells, *[""] * (width - len(cells))))


def slug(text: str) -> str:
    """Return a name as an id: ASCII, lower case, hyphens.

    Args:
        text: A name in Latin script.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def split_list(cell: str) -> tuple[str, ...]:
    """Return the entries of a cell that lists several, separated by ``;``."""
    return tuple(part for part in (part.strip() for part in cell.split(";")) if part)


def parse_group(line: Line) -> ActorRow:
    """Turn ``id, name, kind, country, tenures, parent, aliases`` into a row.

    Args:
        line: A line of a ``groups-*.tsv`` file.

    Returns:
        The row; ``~`` marks in its aliases are kept.

    Raises:
        KnowledgeError: A code, date or id is wrong.
    """
    id_, name, kind, country, tenures, parent, aliases = line.cells
    return ActorRow(
        id=_checked_id(id_, line.where),
        name=name,
        kind=_kind(kind, line.where),
        country=_country(country, line.where),
        aliases=split_list(aliases),
        tenures=parse_tenures(tenures, where=line.where),
        parent=parent,
        source=line.where,
    )


def parse_person(line: Line) -> ActorRow:
    """Turn ``name, country, terms, aliases`` into a row.

    Args:
        line: A line of a ``people-*.tsv`` file.

    Returns:
        The row; its id is made from country and name.

    Raises:
        KnowledgeError: A code or date is wrong.
    """
    name, country, terms, aliases = line.cells
    id_ = slug(f"{country or 'int'} {name}")
    return ActorRow(
        id=_checked_id(id_, line.where),
        name=name,
        kind=EntityKind.PERSON,
        country=_country(country, line.where),
        aliases=split_list(aliases),
        tenures=parse_tenures(terms, where=line.where),
        parent="",
        source=line.where,
    )


def parse_tenures(cell: str, *, where: str) -> tuple[Tenure, ...]:
    """Read ``REB ..2021-08-14; GOV 2021-08-15..`` or ``GOV 2004..2014 President of afg``.

    A day may be left open or given to the month or year: a first day then means the
    start of it, a last day its end, but never past the day before the next term starts.

    Args:
        cell: Terms separated by ``;``.
        where: File and line for messages.

    Returns:
        Terms in order, not overlapping.

    Raises:
        KnowledgeError: A term cannot be read, ends before it starts or overlaps the next.
    """
    if not cell:
        msg = "no sector or term"
        raise KnowledgeError(msg, where=where)
    terms = [_parse_term(part.strip(), where) for part in cell.split(";") if part.strip()]
    terms.sort(key=lambda term: term.tenure.first or date.min)
    fitted: list[Tenure] = []
    earlier: _Term | None = None
    for term in terms:
        if earlier is not None:
            fitted[-1], current = _fit(replace(earlier, tenure=fitted[-1]), term, where=where)
        else:
            current = term.tenure
        earlier = term
        fitted.append(current)
    return tuple(fitted)


@dataclass(frozen=True, slots=True)
class _Term:
    """A term as written; loose ends are given to the month or year only."""

    tenure: Tenure
    loose_first: bool = False
    loose_last: bool = False


def _fit(earlier: _Term, later: _Term, *, where: str) -> tuple[Tenure, Tenure]:
    """Cut a loose end where the other term stands; refuse real overlaps."""
    one, two = earlier.tenure, later.tenure
    last, start = one.last, two.first
    if last is not None and (start is None or last >= start):
        if start is not None and last.year == start.year:
            handover = earlier.loose_last or last == start
            if handover and (one.first is None or one.first < start):
                return replace(one, last=start - timedelta(days=1)), two
            if later.loose_first and (two.last is None or two.last > last):
                return one, replace(two, first=last + timedelta(days=1))
            if earlier.loose_last and later.loose_last:
                return one, two  # two posts in one year, given to the year
    elif last is not None:
        return one, two
    msg = f"terms overlap: {one.sector} to {last or 'now'}, next from {start or 'ever'}"
    raise KnowledgeError(msg, where=where, do="end the earlier term before the later starts")


def _parse_term(part: str, where: str) -> _Term:
    sector, _, rest = part.partition(" ")
    span, _, post = rest.strip().partition(" ")
    if sector not in Sector.__members__:
        msg = f"unknown sector {sector!r}"
        raise KnowledgeError(msg, where=where)
    if not span:
        return _Term(Tenure(Sector(sector), "", "", None, None))
    match = _SPAN.match(span)
    if match is None:
        msg = f"not a stretch of time: {span!r}"
        raise KnowledgeError(
            msg, where=where, do="write FIRST..LAST, for instance 2004..2014-09-29"
        )
    first = _day(match[1], end=False, where=where)
    last = _day(match[2], end=True, where=where)
    if first and last and last < first:
        msg = f"term ends before it starts: {span}"
        raise KnowledgeError(msg, where=where)
    role, of = _split_post(post.strip())
    tenure = Tenure(Sector(sector), role, of, first, last)
    return _Term(tenure, _is_loose(match[1]), _is_loose(match[2]))


def _is_loose(text: str | None) -> bool:
    return bool(text) and len(text or "") < len("2021-08-14")


def _split_post(post: str) -> tuple[str, str]:
    role, found, of = post.rpartition(" of ")
    return (role, of) if found and _ID.match(of) else (post, "")


def _day(text: str | None, *, end: bool, where: str) -> date | None:
    if not text:
        return None
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    month = month or (12 if end else 1)
    try:
        return date(year, month, day or (monthrange(year, month)[1] if end else 1))
    except ValueError as error:
        msg = f"no such day: {text}"
        raise KnowledgeError(msg, where=where) from error


def _checked_id(text: str, where: str) -> ActorId:
    if not _ID.match(text):
        msg = f"not an id: {text!r}"
        raise KnowledgeError(msg, where=where, do="use a-z, 0-9 and hyphens")
    return ActorId(text)


def _kind(text: str, where: str) -> EntityKind:
    try:
        return EntityKind(text)
    except ValueError as error:
        msg = f"unknown kind {text!r}"
        raise KnowledgeError(msg, where=where) from error


def _country(text: str, where: str) -> str:
    if text and not re.fullmatch(r"[A-Z]{3}", text):
        msg = f"not an ISO alpha-3 code: {text!r}"
        raise KnowledgeError(msg, where=where)
    return text
