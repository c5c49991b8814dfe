"""Which row a place mention means: features of each candidate, and learned weights.

First each candidate is weighed alone. Then, with those first guesses, the places of one
report are weighed against each other: countries named together, places near each other,
a place written as lying in another.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.base.geodesy import EARTH_RADIUS_KM
from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer import Candidate, How
from khabar.resolve.places.scene import PlaceGroup, PlaceScene

__all__ = [
    "ALONE",
    "FEATURES",
    "NONE",
    "Floats",
    "Table",
    "Weights",
    "open_weights",
    "share_out",
    "weigh_alone",
    "weigh_none",
    "weigh_together",
]

Floats = NDArray[np.float64]

ALONE: Final = (
    "population", "behind the largest", "country", "first division", "second division",
    "Khabar's own row", "another name", "like spelling", "kind named", "another kind named",
    "part of it", "capital",
)  # fmt: skip
_TOGETHER: Final = (
    "dateline country", "near the dateline", "outlet country", "its people named",
    "country named with it", "division named with it", "places beside it", "places around it",
    "written as inside", "written as around", "others in other countries",
)  # fmt: skip
FEATURES: Final = (*ALONE, *_TOGETHER)
NONE: Final = (
    "no row", "a building or road", "only like spellings", "many rows", "only other names",
    "letters", "a row chosen by hand", "others in no gazetteer",
)  # fmt: skip
_OWN_PEOPLE: Final = 6.0  # log10, for 1 km; rows of our own have no population, but a size
_OWN_SLOPE: Final = 0.5  # log10 people for a place ten times as wide
_BUILT: Final = ("gn:", "rg:", "wof:")  # ids of rows that nobody chose by hand
_MANY_LETTERS: Final = 12  # a longer name is no likelier to be right by chance
_BESIDE_KM: Final = 40.0
_NEAR_KM: Final = 40.0  # what is written as near a place is read as in its surroundings
_AROUND_KM: Final = 400.0
_OTHERS_TO_BE_SURE: Final = 1.0  # names of a report that say half of what all of them would


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights, natural log-odds, one per feature.

    Attributes:
        first: Weights of ``ALONE`` for the first guess.
        last: Weights of ``FEATURES``.
        none: Weights of ``NONE``, for the guess that no row is meant.
    """

    first: Floats
    last: Floats
    none: Floats


@dataclass(frozen=True, slots=True)
class Table:
    """All candidates of all groups of a report, as arrays of one length.

    Attributes:
        candidates: The candidates, group by group.
        group: Index of each one's group.
        row: Numbers of the rows: two names may mean one.
        unit: Points on the unit sphere, ``(n, 3)``.
        country: Numbers of the countries; -1 for none.
        division: Numbers of the first divisions; -1 for none.
    """

    candidates: tuple[Candidate, ...]
    group: NDArray[np.intp]
    row: NDArray[np.intp]
    unit: Floats
    country: NDArray[np.intp]
    division: NDArray[np.intp]

    @classmethod
    def of(cls, scene: PlaceScene) -> "Table":
        """Lay out the candidates of a scene.

        Args:
            scene: With at least one candidate.

        Returns:
            The table.
        """
        candidates = tuple(found for group in scene.groups for found in group.candidates)
        sizes = [len(group.candidates) for group in scene.groups]
        rows: dict[str, int] = {}
        countries: dict[str, int] = {"": -1}
        divisions: dict[tuple[str, str], int] = {}
        country, division = [], []
        for candidate in candidates:
            row = candidate.row
            country.append(countries.setdefault(row.country, len(countries)))
            inner = row.name if row.kind == "admin1" else row.admin1
            key = (row.country, inner)
            division.append(divisions.setdefault(key, len(divisions)) if inner else -1)
        return cls(
            candidates=candidates,
            group=np.repeat(np.arange(len(sizes)), sizes),
            row=np.array([rows.setdefault(one.row.id, len(rows)) for one in candidates], np.intp),
            unit=_unit_vectors(candidates),
            country=np.array(country, np.intp),
            division=np.array(division, np.intp),
        )


@lru_cache(maxsize=1)
def open_weights() -> Weights:
    """Read the learned weights.

    Returns:
        The weights.

    Raises:
        KnowledgeError: The file does not fit this code.
    """
    where = "weights.json"
    told = json.loads(files("khabar.resolve.places").joinpath(where).read_text(encoding="utf-8"))
    try:
        return Weights(
            first=np.array([told["first"][name] for name in ALONE]),
            last=np.array([told["last"][name] for name in FEATURES]),
            none=np.array([told["none"][name] for name in NONE]),
        )
    except KeyError as error:
        msg = f"no weight for feature {error}"
        raise KnowledgeError(msg, where=where, do="train the place ranker again") from error


def weigh_alone(scene: PlaceScene) -> Floats:
    """Return the features that a candidate has by itself.

    Args:
        scene: The report's places.

    Returns:
        Array ``(candidates, len(ALONE))``.
    """
    rows = [features for group in scene.groups for features in _alone_of_group(group)]
    return np.array(rows, np.float64).reshape(-1, len(ALONE))


def weigh_none(scene: PlaceScene) -> Floats:
    """Return the features of the guess that no row is meant.

    Args:
        scene: The report's places.

    Returns:
        Array ``(groups, len(NONE))``.
    """
    unknown = [_is_unknown(group) for group in scene.groups]
    missing, rest = sum(unknown), len(unknown) - 1 + _OTHERS_TO_BE_SURE
    rows = [
        (*_none_of_group(group), (missing - itself) / rest)
        for group, itself in zip(scene.groups, unknown, strict=True)
    ]
    return np.array(rows, np.float64).reshape(-1, len(NONE))


def _is_unknown(group: PlaceGroup) -> bool:
    """Return whether a proper name is in no gazetteer, or only one like it."""
    is_proper = any(letter.isupper() for letter in group.name)
    return is_proper and all(one.how is How.SOUND for one in group.candidates)


def _none_of_group(group: PlaceGroup) -> tuple[float, ...]:
    """Return what one name by itself says for the guess that no row is meant."""
    alike = all(candidate.how is How.SOUND for candidate in group.candidates)
    many = float(np.log10(max(1, len(group.candidates))))
    other = all(candidate.how is How.ALIAS for candidate in group.candidates)
    letters = min(len(group.name), _MANY_LETTERS) / _MANY_LETTERS
    own = any(_is_own(candidate) for candidate in group.candidates)
    told = (1.0, group.is_facility, alike, many, other, letters, own)
    return tuple(float(one) for one in told)


def weigh_together(scene: PlaceScene, table: Table, guess: Floats) -> Floats:
    """Return the features that a candidate has by its company.

    Names that may mean one row are no company for each other: "Kesh" and "the Kesh bridge" are
    one name twice.

    Args:
        scene: The report's places.
        table: Its candidates.
        guess: Probability of each candidate by the first guess.

    Returns:
        Array ``(candidates, number of such features)``.
    """
    others = _are_other_names(table)
    near = np.maximum(0.0, 2.0 - 2.0 * (table.unit @ table.unit.T))
    distance = EARTH_RADIUS_KM * np.sqrt(near)
    mass = others * guess[None, :]
    beside = (mass * np.exp(-distance / _BESIDE_KM)).sum(axis=1)
    around = (mass * np.exp(-distance / _AROUND_KM)).sum(axis=1)
    same_country = (table.country[:, None] == table.country[None, :]) & (table.country >= 0)
    same_division = (table.division[:, None] == table.division[None, :]) & (table.division >= 0)
    inside, holding = _written_inside(scene, table, guess)
    return np.stack(
        [
            *_of_report(scene, table),
            np.log1p((mass * same_country).sum(axis=1)),
            np.log1p((mass * same_division).sum(axis=1)),
            np.log1p(beside),
            np.log1p(around),
            inside,
            holding,
            _abroad(table, mass, same_country),
        ],
        axis=1,
    )


def _are_other_names(table: Table) -> NDArray[np.bool_]:
    """Return which candidates stand for names that share no row, ``(candidates, candidates)``."""
    one, two = np.nonzero(table.row[:, None] == table.row[None, :])
    size = int(table.group[-1]) + 1
    related = np.zeros((size, size), dtype=bool)
    related[table.group[one], table.group[two]] = True
    return np.asarray(~related[np.ix_(table.group, table.group)])


def _abroad(table: Table, mass: Floats, same_country: NDArray[np.bool_]) -> Floats:
    """Return how much of what else the report names lies in other countries than a candidate.

    Countries are named beside each other in any report, so they say nothing here.
    """
    is_country = np.array([one.row.kind == "country" for one in table.candidates])
    has_country = table.country >= 0
    at_home = (mass * same_country).sum(axis=1)
    away = (mass * (~same_country & has_country[None, :])).sum(axis=1)
    share = away / (at_home + away + _OTHERS_TO_BE_SURE)
    return np.asarray(np.where(is_country | ~has_country, 0.0, share), np.float64)


def share_out(weights: Floats, group: NDArray[np.intp], none: Floats) -> Floats:
    """Turn the weights of the candidates of each group into probabilities.

    Args:
        weights: Natural log-odds of each candidate.
        group: Index of each one's group.
        none: Natural log-odds, per group, that no row is meant.

    Returns:
        Probabilities; those of a group and of no row add up to 1.
    """
    highest = none.copy()
    np.maximum.at(highest, group, weights)
    raised = np.exp(weights - highest[group])
    total = np.exp(none - highest)
    np.add.at(total, group, raised)
    return np.asarray(raised / total[group], np.float64)


def _alone_of_group(group: PlaceGroup) -> list[list[float]]:
    """Return the features of the candidates of one name."""
    people = [_people(candidate) for candidate in group.candidates]
    largest = max(people, default=0.0)
    names_country = any(found.row.kind == "country" for found in group.candidates)
    named = any(found.how is How.NAME for found in group.candidates)
    rows = []
    for candidate, crowd in zip(group.candidates, people, strict=True):
        kind = candidate.row.kind
        own = _is_own(candidate)
        fits = kind in group.kinds
        rows.append([
            crowd,
            crowd - largest,
            float(kind == "country"),
            float(kind == "admin1"),
            float(kind == "admin2"),
            float(own),
            float(candidate.how is How.ALIAS),
            float(candidate.how is How.SOUND),
            float(fits),
            float(bool(group.kinds) and not fits),
            float(group.partial),
            float(_counts_as_capital(candidate, named=named) and not names_country),
        ])
    return rows


def _counts_as_capital(candidate: Candidate, *, named: bool) -> bool:
    """Return whether a row is a capital by its own name, or by one that no other row goes by.

    Jerusalem has been called Salem; a town of that name is none the less likely for it.
    """
    return candidate.is_capital and (candidate.how is How.NAME or not named)


def _is_own(candidate: Candidate) -> bool:
    """Return whether somebody wrote the row by hand and no other source has it."""
    return candidate.row.population == 0 and not candidate.row.id.startswith(_BUILT)


def _people(candidate: Candidate) -> float:
    """Return the order of magnitude of a place's population."""
    row = candidate.row
    if _is_own(candidate):
        return _OWN_PEOPLE + _OWN_SLOPE * float(np.log10(max(1.0, row.precision_m / 1000.0)))
    return float(np.log10(row.population + 100.0))


def _unit_vectors(candidates: tuple[Candidate, ...]) -> Floats:
    """Return points on the unit sphere."""
    lat = np.radians([candidate.row.lat for candidate in candidates])
    lon = np.radians([candidate.row.lon for candidate in candidates])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _of_report(scene: PlaceScene, table: Table) -> list[Floats]:
    """Return the features by dateline, outlet and peoples named."""
    codes = [candidate.row.country for candidate in table.candidates]
    datelined = scene.dateline[:1]
    dateline = datelined[0].row.country if datelined else ""
    if datelined:
        apart = table.unit - _unit_vectors(datelined)[0]
        close = np.exp(-EARTH_RADIUS_KM * np.linalg.norm(apart, axis=1) / _AROUND_KM)
    else:
        close = np.zeros(len(codes))
    outlet = scene.outlet_country
    return [
        np.array([float(bool(code) and code == dateline) for code in codes]),
        close,
        np.array([float(bool(code) and code == outlet) for code in codes]),
        np.log1p(np.array([float(scene.peoples[code]) for code in codes])),
    ]


def _written_inside(scene: PlaceScene, table: Table, guess: Floats) -> tuple[Floats, Floats]:
    """Return how far a candidate lies in, or holds, what it is written beside."""
    inside, holding = np.zeros(len(guess)), np.zeros(len(guess))
    edges = np.concatenate([[0], np.cumsum([len(group.candidates) for group in scene.groups])])
    ranges = [range(int(first), int(last)) for first, last in pairwise(edges)]
    for inner, outer in scene.held:
        for small in ranges[inner]:
            for large in ranges[outer]:
                if _holds(table, large, small):
                    inside[small] += guess[large]
                    holding[large] += guess[small]
    for inner, outer in scene.near:
        for large in ranges[outer]:
            apart = np.linalg.norm(table.unit[ranges[inner]] - table.unit[large], axis=1)
            close = EARTH_RADIUS_KM * apart <= _NEAR_KM
            inside[ranges[inner]] += close * guess[large]
    return np.minimum(inside, 1.0), np.minimum(holding, 1.0)


def _holds(table: Table, large: int, small: int) -> bool:
    """Return whether one row is a country or region in which the other lies."""
    outer, inner = table.candidates[large].row, table.candidates[small].row
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    if outer.kind == "admin1" and inner.admin1:
        return outer.country == inner.country and outer.name == inner.admin1
    if outer.kind == "town" or inner.kind in ("country", "admin1"):
        return False
    apart = EARTH_RADIUS_KM * float(np.linalg.norm(table.unit[large] - table.unit[small]))
    return apart * 1000.0 <= outer.precision_m
