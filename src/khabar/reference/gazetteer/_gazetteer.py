"""The gazetteer: layers asked in order, spellings tolerated step by step."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from khabar.base.geodesy import Point, distance_km
from khabar.record.place import PlaceRow
from khabar.reference.gazetteer._countries import open_country_names, open_demonyms
from khabar.reference.gazetteer._imported import ImportedLayer
from khabar.reference.gazetteer._keys import place_key, place_keys, place_sound
from khabar.reference.gazetteer._layers import BuiltLayer, Candidate, Layer, NamedRow, RowLayer
from khabar.reference.gazetteer._supplement import read_supplement

__all__ = ["Gazetteer", "open_gazetteer"]

_LEAST_LIKE: Final = 74.0  # rapidfuzz ratio of folded names that sound alike: real spellings of
# one place reach it, invented names are seldom so near to another; by hand on 75 pairs
_LEAST_BARE: Final = 4  # letters of a name whose article may be left out: al-Tah is no Tah
_SAME_KM: Final = 20.0  # towns of one name and country this near each other are one
_REMEMBERED: Final = 20_000  # names; about 30 MB


class Gazetteer:
    """Places of all layers, looked up by name."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        """Lay the layers over each other.

        Args:
            layers: The first is asked first; a row whose id came before is left out.
        """
        self._layers = tuple(layers)
        self._exact = lru_cache(maxsize=_REMEMBERED)(self._find_exact)
        self._alike = lru_cache(maxsize=_REMEMBERED)(self._find_alike)

    def __iter__(self) -> Iterator[PlaceRow]:
        return (row for layer in self._layers for row in layer)

    def with_rows(self, rows: Iterable[NamedRow]) -> "Gazetteer":
        """Return the same gazetteer with rows of one's own laid over it.

        Args:
            rows: From ``read_places`` or an import.

        Returns:
            A gazetteer; this one stays as it is.
        """
        return Gazetteer((RowLayer(rows), *self._layers))

    def with_layers(self, files: Iterable[Path]) -> "Gazetteer":
        """Return the same gazetteer with imported layers beside it.

        Rows chosen by hand (tables, GeoJSON) lie over the packaged ones; other gazetteers
        lie under them and add what they have not.

        Args:
            files: From ``find_layers``; the first is asked first.

        Returns:
            A gazetteer; this one stays as it is.

        Raises:
            KnowledgeError: A file is no layer, or damaged.
        """
        opened = [ImportedLayer(path) for path in files]
        own = [layer for layer in opened if layer.is_own]
        return Gazetteer((*own, *self._layers, *(one for one in opened if not one.is_own)))

    def find_rows(self, name: str) -> Sequence[PlaceRow]:
        """Return the places that a name may mean, in this spelling or a like one.

        Args:
            name: As written, in any script.

        Returns:
            Rows of the first layer first, then by kind and population; empty when there
            are none.
        """
        found = self.find_candidates(name) or self.find_alike(name)
        return tuple(candidate.row for candidate in found)

    def find_candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return the places of this name, whatever its case, accents and article.

        Args:
            name: As written, in any script.

        Returns:
            At most a few dozen, those of the first layer first; empty when there are none.
        """
        return self._exact(name)

    def find_alike(self, name: str) -> tuple[Candidate, ...]:
        """Return the places whose names sound like this one, spelled in another way.

        Args:
            name: As written, in Latin letters.

        Returns:
            At most a few dozen, those of the first layer first; empty when there are none.
        """
        return self._alike(name)

    def country_of(self, name: str) -> str:
        """Return the country that a name or demonym names.

        Args:
            name: ``Afghanistan``, ``Afghan``, ``Afghans``, or a country's name in another
                language.

        Returns:
            ISO 3166-1 alpha-3; empty when it names no country.
        """
        code = open_country_names().get(place_key(name), "")
        if code:
            return code
        named = (row for row in self.find_rows(name) if row.kind == "country")
        return next((row.country for row in named), "")

    def people_of(self, name: str) -> str:
        """Return the country whose people or things are called this.

        Args:
            name: ``Afghan``, ``Afghans``.

        Returns:
            ISO 3166-1 alpha-3; empty when it is no demonym.
        """
        return open_demonyms().get(place_key(name), "")

    def _find_exact(self, name: str) -> tuple[Candidate, ...]:
        """Ask the layers for the name, then for the name without its article."""
        found: list[Candidate] = []
        for key in place_keys(name):
            if found or (len(key) < _LEAST_BARE and key.isascii() and key != place_key(name)):
                break
            for layer in self._layers:
                _lay_under(found, layer.find_exact(key))
        return tuple(found)

    def _find_alike(self, name: str) -> tuple[Candidate, ...]:
        """Ask the layers for the sound and keep what looks like the name too."""
        from rapidfuzz.fuzz import ratio  # not there while the package is being built

        sound, key = place_sound(name), place_key(name)
        if not sound:
            return ()
        found: list[Candidate] = []
        for layer in self._layers:
            alike = (
                candidate
                for candidate in layer.find_sound(sound)
                if ratio(key, place_key(candidate.row.name)) >= _LEAST_LIKE
            )
            _lay_under(found, alike)
        return tuple(found)


def _lay_under(found: list[Candidate], below: Iterable[Candidate]) -> None:
    """Add the candidates of a lower layer; what an upper layer has too only adds to it."""
    upper = len(found)
    for candidate in below:
        row = candidate.row
        same = (at for at in range(upper) if _is_same(found[at].row, row))
        at = next(same, None)
        if at is None:
            found.append(candidate)
            continue
        kept = found[at].row
        found[at] = Candidate(
            replace(
                kept,
                population=max(kept.population, row.population),
                geonameid=kept.geonameid or row.geonameid,
                admin1=kept.admin1 or row.admin1,
            ),
            min(found[at].how, candidate.how),
            candidate.is_capital,
        )


def _is_same(upper: PlaceRow, lower: PlaceRow) -> bool:
    """Return whether a row of a lower layer is the place that an upper layer has too."""
    if (upper.kind, upper.country) != (lower.kind, lower.country):
        return False
    apart = distance_km(Point(upper.lat, upper.lon), Point(lower.lat, lower.lon))
    return apart <= max(_SAME_KM, upper.precision_m / 1000.0)


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """Open the embedded gazetteer with the places written as facts laid over it.

    Returns:
        The same gazetteer in every call of a process.

    Raises:
        KnowledgeError: The built files are missing or damaged, or a fact is wrong.
    """
    with as_file(files("khabar.reference.gazetteer").joinpath("built")) as folder:
        built = BuiltLayer(Path(folder))
    return Gazetteer((RowLayer(read_supplement()), built))
