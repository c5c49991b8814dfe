"""Codes of actors as people write them, checked."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from khabar.record.codes import EntityKind, Sector
from khabar.record.errors import KnowledgeError
from khabar.reference.actors._registry import Registry
from khabar.reference.gazetteer import country_name

__all__ = ["kind_of_sector", "read_country", "read_kind", "read_sector"]

_NO_ACTORS: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY})
_KIND_OF: Final = {
    **dict.fromkeys((Sector.REB, Sector.PRM, Sector.UAF, Sector.CRM), EntityKind.ARMED_GROUP),
    **dict.fromkeys((Sector.GOV, Sector.SPY, Sector.LEG), EntityKind.GOVERNMENT),
    **dict.fromkeys((Sector.PTY, Sector.OPP), EntityKind.PARTY),
    **dict.fromkeys((Sector.CVL, Sector.REF), EntityKind.CIVILIANS),
    Sector.MIL: EntityKind.MILITARY,
    Sector.COP: EntityKind.POLICE,
    Sector.JRN: EntityKind.MEDIA,
    Sector.ELI: EntityKind.PERSON,
}


def kind_of_sector(sector: Sector) -> EntityKind:
    """Return what an actor of a sector usually is.

    Args:
        sector: PLOVER sector.
    """
    return _KIND_OF.get(sector, EntityKind.ORGANISATION)


def read_kind(text: str, *, where: str) -> EntityKind:
    """Return a kind as written (``armed group``, ``armed_group``).

    Args:
        text: The word.
        where: File and line, for messages.

    Returns:
        The kind.

    Raises:
        KnowledgeError: There is no such kind of actor.
    """
    known = [kind.value for kind in EntityKind if kind not in _NO_ACTORS]
    word = "_".join(text.lower().split())
    if word in known:
        return EntityKind(word)
    msg = f"unknown kind {text!r}"
    raise KnowledgeError(msg, where=where, do=_hint(word, known))


def read_sector(text: str, *, where: str) -> Sector:
    """Return a PLOVER sector as written.

    Args:
        text: The code, any case.
        where: File and line, for messages.

    Returns:
        The sector.

    Raises:
        KnowledgeError: There is no such sector.
    """
    code = text.strip().upper()
    if code in Sector.__members__:
        return Sector(code)
    msg = f"unknown sector {text!r}"
    raise KnowledgeError(msg, where=where, do=_hint(code, Sector.__members__))


def read_country(text: str, *, where: str, registry: Registry) -> str:
    """Return a country as ISO alpha-3.

    Args:
        text: A code or an English name; may be empty.
        where: File and line, for messages.
        registry: Knows the names of states.

    Returns:
        The code; empty when nothing was written.

    Raises:
        KnowledgeError: There is no such country.
    """
    if not text:
        return ""
    code = text.strip().upper()
    row = registry.find_row(code.lower()) if len(code) == 3 else None
    if (row is not None and row.kind is EntityKind.COUNTRY) or country_name(code):
        return code
    rows = [row for row in registry.find_exact(text) if row.kind is EntityKind.COUNTRY]
    if len(rows) == 1:
        return rows[0].country
    msg = f"unknown country {text!r}"
    raise KnowledgeError(msg, where=where, do="give ISO alpha-3, such as AFG, or leave it empty")


def _hint(word: str, known: Iterable[str]) -> str:
    """Return what to write instead."""
    near = get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known))}"
