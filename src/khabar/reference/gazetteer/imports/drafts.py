"""What a row of any file is turned into, and when it is refused."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import isfinite, sqrt
from typing import Final

from khabar.base.names import fold_name
from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer._countries import open_country_names, read_countries
from khabar.reference.gazetteer._keys import place_key

__all__ = ["Drafted", "Origin", "country_code", "decimal", "radius_m", "whole_number"]

_DISSOLVED: Final = frozenset({"AN", "CS", "DD", "SU", "TP", "YU", "ZR"})  # still in old rows
_CODE: Final = re.compile(r"[A-Z]{2,3}")
_RADIUS_M: Final = {  # where nothing better is known; by hand
    "country": 300_000, "admin1": 60_000, "admin2": 25_000, "district": 12_000,
    "region": 30_000, "valley": 20_000, "desert": 100_000, "river": 50_000, "lake": 10_000,
    "sea": 300_000, "gulf": 50_000, "strait": 20_000, "mountain": 10_000, "forest": 15_000,
    "plain": 30_000, "island": 5_000, "islands": 30_000, "peninsula": 30_000,
    "neighbourhood": 1_500, "road": 20_000, "line": 50_000, "canal": 20_000, "pass": 3_000,
    "continent": 3_000_000,
}  # fmt: skip
_WIDEST_TOWN_M: Final = 30_000
_SMALLEST_M: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the rows of a file come from.

    Attributes:
        source: Who made them; empty takes what the kind of file says.
        licence: What they may be used under; empty takes what the kind of file says.
    """

    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """One place on its way into a layer.

    Attributes:
        id: Stable id, with a prefix for its origin.
        name: Usual name.
        kind: As in ``PlaceRow``.
        country: Alpha-3; empty for places across borders.
        lat: Degrees north.
        lon: Degrees east.
        population: People; 0 when unknown.
        precision_m: Radius in metres.
        geonameid: GeoNames id, if it has one.
        division: First division it lies in: its code in the file, or its name.
        code: Own code, of a first division.
        source: Who made the row.
        licence: What it may be used under.
        aliases: Other names.
        is_capital: The capital of its country.
        where: File and line, for messages.

    Raises:
        KnowledgeError: There is no name, no such kind, or no such point on the globe.
    """

    id: str
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    population: int
    precision_m: int
    geonameid: int | None = None
    division: str = ""
    code: str = ""
    source: str
    licence: str
    aliases: tuple[str, ...] = ()
    is_capital: bool = False
    where: str

    def __post_init__(self) -> None:
        """Refuse what cannot be a place."""
        wrong = (
            f"has no name with letters: {self.name!r}"
            if not fold_name(self.name)
            else f"{self.name!r} has lat {self.lat}, outside -90 to 90"
            if not abs(self.lat) <= 90.0
            else f"{self.name!r} has lon {self.lon}, outside -180 to 180"
            if not abs(self.lon) <= 180.0
            else f"{self.name!r} has a population below 0: {self.population}"
            if self.population < 0
            else f"{self.name!r} has a precision_m of {self.precision_m}, not above 0"
            if self.precision_m <= 0
            else ""
        )
        if wrong:
            raise KnowledgeError(wrong, where=self.where)


def country_code(text: str, *, where: str) -> str:
    """Return the country that a code or a name stands for.

    Args:
        text: ISO 3166-1 alpha-2 or alpha-3, or a name; may be empty.
        where: For messages.

    Returns:
        Alpha-3; empty for no country, and for states that are no more.

    Raises:
        KnowledgeError: There is no such country.
    """
    word = text.strip()
    if not word or word in _DISSOLVED:
        return ""
    code = _codes().get(word.upper(), "") if _CODE.fullmatch(word.upper()) else ""
    code = code or open_country_names().get(place_key(word), "")
    if not code:
        msg = f"unknown country {text!r}"
        raise KnowledgeError(msg, where=where, do="use an ISO 3166-1 code, or leave it empty")
    return code


def decimal(text: object, field: str, *, where: str) -> float:
    """Return a number of a row.

    Args:
        text: As written, or a number already.
        field: Its name, for messages.
        where: For messages.

    Returns:
        The number.

    Raises:
        KnowledgeError: It is none.
    """
    try:
        value = float(text) if isinstance(text, str | int | float) else float("nan")
    except ValueError:
        value = float("nan")
    if not isfinite(value) or isinstance(text, bool):
        msg = f"no number as {field}: {text!r}"
        raise KnowledgeError(msg, where=where)
    return value


def whole_number(text: object, field: str, *, where: str) -> int:
    """Return a whole number of a row; nothing counts as 0.

    Args:
        text: As written, or a number already.
        field: Its name, for messages.
        where: For messages.

    Returns:
        The number.

    Raises:
        KnowledgeError: It is none.
    """
    return 0 if text in ("", None) else round(decimal(text, field, where=where))


def radius_m(kind: str, *, population: int) -> int:
    """Return how far from its point a place of a kind may reach.

    Args:
        kind: As in ``PlaceRow``.
        population: People; 0 when unknown.

    Returns:
        Metres, above 0.
    """
    if kind in _RADIUS_M:
        return _RADIUS_M[kind]
    return min(_WIDEST_TOWN_M, max(_SMALLEST_M, round(8 * sqrt(max(0, population)))))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Return alpha-3 codes by alpha-2 and alpha-3 code."""
    table = files("khabar.reference.gazetteer").joinpath("country_codes.tsv")
    lines = table.read_text(encoding="utf-8").splitlines()[1:]
    codes = {fact.alpha3: fact.alpha3 for fact in read_countries()}
    return codes | dict(_pair(line) for line in lines)


def _pair(line: str) -> tuple[str, str]:
    """Return both codes of a line."""
    two, _, three = line.partition("\t")
    return two, three
