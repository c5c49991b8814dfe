"""Countries as facts: a point in the middle, what their people are called, other names."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer._keys import place_key

__all__ = ["CountryFact", "country_name", "open_country_names", "open_demonyms", "read_countries"]

_FILE = "countries.tsv"
_FIELDS = ["alpha3", "name", "lat", "lon", "demonyms", "aliases"]


@dataclass(frozen=True, slots=True)
class CountryFact:
    """One line of ``countries.tsv``.

    Attributes:
        alpha3: ISO 3166-1 alpha-3; ``XKX`` for Kosovo.
        name: Usual English name.
        lat: Degrees north of its middle.
        lon: Degrees east of its middle.
        demonyms: What its people are called, adjectives included.
        aliases: Other English names.
    """

    alpha3: str
    name: str
    lat: float
    lon: float
    demonyms: tuple[str, ...]
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def read_countries() -> tuple[CountryFact, ...]:
    """Read the countries.

    Returns:
        One fact per country, in the order of the file.

    Raises:
        KnowledgeError: A line is not as the header says.
    """
    lines = files("khabar.reference.gazetteer").joinpath(_FILE).read_text(encoding="utf-8")
    reader = csv.DictReader(lines.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if reader.fieldnames != _FIELDS:
        msg = f"columns are {reader.fieldnames}, not {_FIELDS}"
        raise KnowledgeError(msg, where=_FILE)
    return tuple(_read_fact(row, line=reader.line_num) for row in reader)


@lru_cache(maxsize=1)
def open_demonyms() -> dict[str, str]:
    """Return the country of each demonym, by its folded form.

    Returns:
        Alpha-3 codes; the first country of the file where two share a demonym.

    Raises:
        KnowledgeError: A line of the file is not as its header says.
    """
    codes: dict[str, str] = {}
    for fact in read_countries():
        for name in fact.demonyms:
            codes.setdefault(place_key(name), fact.alpha3)
    return codes


@lru_cache(maxsize=1)
def open_country_names() -> dict[str, str]:
    """Return the country of each English country name and demonym, by its folded form.

    Returns:
        Alpha-3 codes; the first country of the file where two share a name.

    Raises:
        KnowledgeError: A line of the file is not as its header says.
    """
    codes: dict[str, str] = {}
    for fact in read_countries():
        for name in (fact.name, *fact.aliases):
            codes.setdefault(place_key(name), fact.alpha3)
    return {**open_demonyms(), **codes}


def country_name(code: str) -> str:
    """Return the usual English name of a country.

    Args:
        code: ISO 3166-1 alpha-3, any case.

    Returns:
        The name; empty when there is no such code.
    """
    wanted = code.strip().upper()
    return next((fact.name for fact in read_countries() if fact.alpha3 == wanted), "")


def _read_fact(row: dict[str, str], *, line: int) -> CountryFact:
    """Return one line as a fact."""
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except (TypeError, ValueError) as error:
        msg = f"no coordinates for {row['name']!r}: {row['lat']!r}, {row['lon']!r}"
        raise KnowledgeError(msg, where=f"{_FILE}:{line}") from error
    return CountryFact(
        alpha3=row["alpha3"],
        name=row["name"],
        lat=lat,
        lon=lon,
        demonyms=_split(row["demonyms"]),
        aliases=_split(row["aliases"]),
    )


def _split(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several."""
    return tuple(value for value in cell.split("|") if value)
