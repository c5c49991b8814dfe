"""States: one line makes the country, its government, forces, courts and parliament."""

from dataclasses import dataclass
from typing import Final

from khabar.record.actor import ActorId, ActorRow, Tenure
from khabar.record.codes import EntityKind, Sector
from khabar.record.errors import KnowledgeError
from khabar.reference.actors._rows import Line, split_list

__all__ = ["INSTITUTIONS", "State", "parse_state"]

# key: (kind, sector, what it is called when only the demonym is known)
INSTITUTIONS: Final = {
    "gov": (EntityKind.GOVERNMENT, Sector.GOV, "government"),
    "mil": (EntityKind.MILITARY, Sector.MIL, "military"),
    "cop": (EntityKind.POLICE, Sector.COP, "police"),
    "spy": (EntityKind.GOVERNMENT, Sector.SPY, "intelligence service"),
    "jud": (EntityKind.ORGANISATION, Sector.JUD, "judiciary"),
    "leg": (EntityKind.GOVERNMENT, Sector.LEG, "parliament"),
}


@dataclass(frozen=True, slots=True)
class State:
    """A state and the words that lead to it.

    Attributes:
        code: ISO alpha-3.
        rows: The country first, then its institutions.
        demonyms: Adjectives and names of its people, the usual adjective first.
        seats: Names of the seat of government, used for the government.
    """

    code: str
    rows: tuple[ActorRow, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]


def parse_state(line: Line) -> State:
    """Turn ``code, name, other names, demonyms, seats, institutions`` into rows.

    Args:
        line: A line of ``states.tsv``.

    Returns:
        The country and one row for each kind of institution.

    Raises:
        KnowledgeError: The code or an institution's key is unknown.
    """
    code, name, aliases, demonyms, seats, institutions = line.cells
    if not (len(code) == 3 and code.isascii() and code.isupper()):
        msg = f"not an ISO alpha-3 code: {code!r}"
        raise KnowledgeError(msg, where=line.where)
    people = split_list(demonyms)
    named = _split_institutions(institutions, line.where)
    country = _row(line, code.lower(), name, EntityKind.COUNTRY, Sector.GOV)
    country = _named(country, split_list(aliases), parent="")
    rows = [country]
    for key, (kind, sector, word) in INSTITUTIONS.items():
        title = f"{people[0] if people else name} {word}"
        row = _row(line, f"{code.lower()}-{key}", title, kind, sector)
        rows.append(_named(row, named.get(key, ()), parent=code.lower()))
    return State(code, tuple(rows), people, split_list(seats))


def _split_institutions(cell: str, where: str) -> dict[str, tuple[str, ...]]:
    named: dict[str, tuple[str, ...]] = {}
    for part in split_list(cell):
        key, found, names = part.partition("=")
        if not found or key not in INSTITUTIONS:
            msg = f"unknown institution {key!r}; known: {', '.join(INSTITUTIONS)}"
            raise KnowledgeError(msg, where=where)
        named[key] = tuple(name.strip() for name in names.split(",") if name.strip())
    return named


def _row(line: Line, id_: str, name: str, kind: EntityKind, sector: Sector) -> ActorRow:
    return ActorRow(
        id=ActorId(id_),
        name=name,
        kind=kind,
        country=line.cells[0],
        aliases=(),
        tenures=(Tenure(sector, "", "", None, None),),
        parent="",
        source=line.where,
    )


def _named(row: ActorRow, aliases: tuple[str, ...], *, parent: str) -> ActorRow:
    return ActorRow(
        id=row.id,
        name=row.name,
        kind=row.kind,
        country=row.country,
        aliases=aliases,
        tenures=row.tenures,
        parent=parent,
        source=row.source,
    )
