"""Dumps of GeoNames: ``allCountries.txt`` or one country's, nineteen columns, no header."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

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

__all__ = ["looks_like_geonames", "read_geonames"]

_COLUMNS: Final = 19
_NOT_NAMES: Final = re.compile(r"https?:|[A-Z0-9]{1,4}$")  # links; codes of airports and the like
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d|")
_KINDS: Final = {
    "ADM1": "admin1", "ADM2": "admin2", "ADM3": "district", "ADM4": "district",
    "ADM5": "district", "ADMD": "district", "PCL": "country", "PCLD": "country",
    "PCLF": "country", "PCLI": "country", "PCLS": "country", "PPLX": "neighbourhood",
    "STM": "river", "STMI": "river", "STMS": "river", "WAD": "river", "CNL": "canal",
    "LK": "lake", "LKS": "lake", "RSV": "lake", "SEA": "sea", "OCN": "sea", "GULF": "gulf",
    "BAY": "gulf", "STRT": "strait", "ISL": "island", "ISLS": "islands", "PEN": "peninsula",
    "VAL": "valley", "VALS": "valley", "GRGE": "valley", "DSRT": "desert", "PLN": "plain",
    "PLAT": "plain", "PASS": "pass", "MT": "mountain", "MTS": "mountain", "PK": "mountain",
    "HLL": "mountain", "HLLS": "mountain", "RDGE": "mountain", "FRST": "forest",
    "AIRP": "airport", "AIRF": "airport", "AIRB": "base", "MILB": "base", "INSM": "base",
    "FT": "base", "DAM": "dam", "PRT": "port", "HBR": "port", "CMP": "camp", "CMPRF": "camp",
    "CMPMN": "camp", "BDRP": "crossing", "BDG": "facility", "CONT": "continent",
}  # fmt: skip
_CLASSES: Final = {
    "A": "region", "H": "lake", "L": "region", "P": "town", "R": "road", "S": "facility",
    "T": "mountain", "U": "sea", "V": "forest",
}  # fmt: skip
_SOURCE: Final = "GeoNames"
_LICENCE: Final = "CC BY 4.0"


def looks_like_geonames(line: str) -> bool:
    """Return whether a first line may be one of a dump.

    Args:
        line: Without its end.

    Returns:
        ``True`` for nineteen columns that begin with a number.
    """
    cells = line.split("\t")
    return len(cells) == _COLUMNS and cells[0].isdigit()


def read_geonames(lines: Iterable[Line], *, origin: Origin) -> Iterator[Drafted]:
    """Yield the places of a dump.

    Args:
        lines: Of the file.
        origin: Source and licence, where they are not GeoNames' own.

    Yields:
        Places in order.

    Raises:
        KnowledgeError: A row is wrong or cut off; the message names the line.
    """
    source, licence = origin.source or _SOURCE, origin.licence or _LICENCE
    for line in lines:
        cells = line.text.split("\t")
        where = line.where
        if len(cells) != _COLUMNS or not _DAY.fullmatch(cells[18]):
            cut = "; the file ends here, cut off" if line.is_last else ""
            msg = f"not a row of {_COLUMNS} columns that ends in a day: {len(cells)} columns{cut}"
            raise KnowledgeError(msg, where=where, do="fetch the dump again")
        if not cells[0].isdigit():
            msg = f"no GeoNames id: {cells[0]!r}"
            raise KnowledgeError(msg, where=where)
        kind = _KINDS.get(cells[7]) or _CLASSES.get(cells[6]) or "region"
        people = whole_number(cells[14], "population", where=where)
        yield Drafted(
            id=f"gn:{cells[0]}",
            name=cells[1],
            kind=kind,
            country=country_code(cells[8], where=where),
            lat=decimal(cells[4], "lat", where=where),
            lon=decimal(cells[5], "lon", where=where),
            population=people,
            precision_m=radius_m(kind, population=people),
            geonameid=int(cells[0]),
            division=cells[10],
            code=cells[10] if kind == "admin1" else "",
            source=source,
            licence=licence,
            aliases=_aliases(cells),
            is_capital=cells[7] == "PPLC",
            where=where,
        )


def _aliases(cells: list[str]) -> tuple[str, ...]:
    """Return the other names of a row, without codes and links."""
    names = dict.fromkeys((cells[2], *cells[3].split(",")))
    return tuple(name for name in names if name != cells[1] and not _NOT_NAMES.match(name) and name)
