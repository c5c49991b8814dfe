"""What a file says of an actor, before anything is checked."""

from dataclasses import dataclass
from typing import Final

__all__ = ["Draft", "Told", "split_aliases", "split_terms"]

_BAR: Final = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One term as written.

    Attributes:
        where: File and line, for messages.
        sector: PLOVER sector.
        start: First day, month or year; empty when open.
        end: Last day, month or year; empty when open.
        role: Post held; empty when none.
        of: Id or name of the body it is held in; empty when none.
    """

    where: str
    sector: str
    start: str = ""
    end: str = ""
    role: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One actor as written; what is empty was not said.

    Attributes:
        where: File and line, for messages.
        id: Id; that of an actor of the registry corrects it.
        name: Usual name.
        kind: What it is.
        country: ISO alpha-3 or English name.
        aliases: Other names, any script.
        terms: What it was when.
        parent: Id or name of what it belongs to.
        source: Where the facts come from.
    """

    where: str
    id: str = ""
    name: str = ""
    kind: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()
    terms: tuple[Told, ...] = ()
    parent: str = ""
    source: str = ""


def split_aliases(cell: str) -> tuple[str, ...]:
    """Return the names of a cell, separated by ``|`` or, when there is none, by ``;``.

    Args:
        cell: As written.

    Returns:
        Names, none empty.
    """
    mark = _BAR if _BAR in cell else ";"
    return tuple(part for part in (part.strip() for part in cell.split(mark)) if part)


def split_terms(cell: str, *, where: str) -> tuple[Told, ...]:
    """Read terms as the fact files write them: ``REB ..2021-08-14; GOV 2021-08-15..``.

    Args:
        cell: ``SECTOR FIRST..LAST POST of ID``, separated by ``;``.
        where: File and line, for messages.

    Returns:
        The terms; nothing is checked yet.
    """
    return tuple(_told(part.strip(), where) for part in cell.split(";") if part.strip())


def _told(part: str, where: str) -> Told:
    sector, _, rest = part.partition(" ")
    span, _, post = rest.strip().partition(" ")
    start, dots, end = span.partition("..")
    if span and not dots:  # no stretch of time: it is told as it stands, and refused later
        return Told(where=where, sector=sector, start=span, end=span, role=post.strip())
    role, found, of = post.strip().rpartition(" of ")
    if found and of.islower() and " " not in of:
        return Told(where=where, sector=sector, start=start, end=end, role=role, of=of)
    return Told(where=where, sector=sector, start=start, end=end, role=post.strip())
