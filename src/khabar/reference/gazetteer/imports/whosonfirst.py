"""Rows of Who's On First as JSON Lines, with the short keys ``i n t y x c r u p a g w``.

i number, n name, t placetype, y and x degrees, c country, r first division, p people,
a other names, g GeoNames id, s who told Who's On First; r and u are numbers of rows.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer.imports.drafts import (
    Drafted,
    Origin,
    country_code,
    decimal,
    radius_m,
    whole_number,
)
from khabar.reference.gazetteer.imports.lines import Line

__all__ = ["looks_like_whosonfirst", "read_whosonfirst"]

_KINDS: Final = {
    "country": "country", "dependency": "country", "disputed": "region", "macroregion": "region",
    "region": "admin1", "macrocounty": "region", "county": "admin2", "localadmin": "district",
    "locality": "town", "borough": "neighbourhood", "macrohood": "neighbourhood",
    "neighbourhood": "neighbourhood", "microhood": "neighbourhood", "campus": "facility",
    "venue": "facility", "ocean": "sea", "marinearea": "sea", "empire": "region",
    "continent": "continent",
}  # fmt: skip
_SOURCE: Final = "Who's On First"
_LICENCE: Final = "CC BY 4.0 or freer, as Who's On First tells of each source"
_NEEDED: Final = frozenset("intyx")


def looks_like_whosonfirst(line: str) -> bool:
    """Return whether a first line may be a row of Who's On First.

    Args:
        line: Without its end.

    Returns:
        ``True`` for a JSON object with the keys that every row has.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and set(row) >= _NEEDED


def read_whosonfirst(lines: Iterable[Line], *, origin: Origin) -> Iterator[Drafted]:
    """Yield the places of a file.

    Args:
        lines: Of the file.
        origin: Source and licence, where they are not Who's On First's own.

    Yields:
        Places in order.

    Raises:
        KnowledgeError: A row is wrong or cut off; the message names the line.
    """
    for line in lines:
        row, where = _read_row(line), line.where
        kind = _KINDS.get(row["t"])
        if kind is None:
            msg = f"unknown placetype {row['t']!r}"
            raise KnowledgeError(msg, where=where)
        people = whole_number(row.get("p"), "p (population)", where=where)
        number = whole_number(row["i"], "i (id)", where=where)
        told_by = f" ({row['s']})" if row.get("s") else ""
        yield Drafted(
            id=f"wof:{number}",
            name=row["n"],
            kind=kind,
            country=country_code(str(row.get("c") or ""), where=where),
            lat=decimal(row["y"], "y (lat)", where=where),
            lon=decimal(row["x"], "x (lon)", where=where),
            population=people,
            precision_m=radius_m(kind, population=people),
            geonameid=whole_number(row.get("g"), "g (GeoNames id)", where=where) or None,
            division=str(row.get("r") or ""),
            code=str(number) if kind == "admin1" else "",
            source=(origin.source or _SOURCE) + told_by,
            licence=origin.licence or _LICENCE,
            aliases=_aliases(row, where=where),
            where=where,
        )


def _read_row(line: Line) -> dict[str, Any]:
    """Return one line as a row that has what every row needs."""
    try:
        row = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        cut = "; the file ends here, cut off" if line.is_last else ""
        msg = f"not a line of JSON{cut}"
        raise KnowledgeError(msg, where=line.where) from error
    if not isinstance(row, dict) or not set(row) >= _NEEDED:
        msg = f"a row without {', '.join(sorted(_NEEDED - set(row)))}"
        raise KnowledgeError(msg, where=line.where)
    if not isinstance(row["n"], str) or not isinstance(row["t"], str):
        msg = f"n and t must be text: {row['n']!r}, {row['t']!r}"
        raise KnowledgeError(msg, where=line.where)
    return row


def _aliases(row: dict[str, Any], *, where: str) -> tuple[str, ...]:
    """Return the other names of a row."""
    names = row.get("a") or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        msg = f"a (other names) is not a list of texts: {names!r}"
        raise KnowledgeError(msg, where=where)
    return tuple(name for name in names if name and name != row["n"])
