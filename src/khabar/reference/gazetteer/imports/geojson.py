"""GeoJSON: features with a point or an area, read one at a time from one long document."""

import json
import re
from collections.abc import Iterator, Mapping
from math import cos, radians
from typing import IO, Any, Final

from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer.imports.drafts import Drafted, Origin
from khabar.reference.gazetteer.imports.lines import read_some
from khabar.reference.gazetteer.imports.tables import CELLS, draft_of_cells

__all__ = ["looks_like_geojson", "read_geojson"]

_CHUNK: Final = 1 << 16  # characters
_LONGEST: Final = 64_000_000  # characters of one feature
_START: Final = re.compile(r"\s*\{")
_ONE: Final = '"Feature"'
_OPENING: Final = re.compile(rf'{_ONE}|"features"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,\x1e]*")
_M_PER_DEGREE: Final = 111_200.0


def looks_like_geojson(head: str) -> bool:
    """Return whether a file may be GeoJSON.

    Args:
        head: Its first characters.

    Returns:
        ``True`` for a feature or a collection of features.
    """
    return _START.match(head) is not None and re.search(r'"Feature(Collection)?"', head) is not None


def read_geojson(stream: IO[str], *, name: str, origin: Origin) -> Iterator[Drafted]:
    """Yield the places of a collection of features, or of one feature a line.

    Args:
        stream: Open for reading.
        name: Name of the file, for messages.
        origin: Source and licence, where the properties do not tell.

    Yields:
        Places in order.

    Raises:
        KnowledgeError: A feature is wrong, or the file is cut off; the message names the line.
    """
    for feature, where in _Features(stream, name=name):
        yield _draft(feature, origin=origin, where=where)


class _Features:
    """The features of a document that is never held as a whole."""

    def __init__(self, stream: IO[str], *, name: str) -> None:
        """Start before the first feature."""
        self._stream = stream
        self._name = name
        self._text = ""
        self._at = 0
        self._line = 1
        self._decoder = json.JSONDecoder()

    def __iter__(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield features, each with the line that it begins in."""
        inside = self._enter()
        while True:
            self._skip(_BETWEEN)
            if self._at >= len(self._text):
                if inside:
                    raise self._cut()
                return
            if inside and self._text[self._at] == "]":
                return
            where = self._where
            yield self._feature(), where

    @property
    def _where(self) -> str:
        return f"{self._name}:{self._line}"

    def _cut(self) -> KnowledgeError:
        """Return the error for a document that ends too early."""
        return KnowledgeError(
            "the file ends here, cut off", where=self._where, do="fetch the file again"
        )

    def _enter(self) -> bool:
        """Go to the first feature; return whether it stands in a collection."""
        while (found := _OPENING.search(self._text)) is None:
            if not self._fill():
                raise self._cut()
        if found[0] == _ONE:
            return False
        self._move(found.end())
        return True

    def _feature(self) -> dict[str, Any]:
        """Read one feature."""
        while True:
            try:
                feature, end = self._decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self._at < _LONGEST and self._fill():
                    continue
                msg = f"no feature in JSON, or it is cut off: {error}"
                raise KnowledgeError(msg, where=self._where) from error
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                msg = "not a feature of GeoJSON"
                raise KnowledgeError(msg, where=self._where)
            self._move(end)
            return feature

    def _skip(self, pattern: re.Pattern[str]) -> None:
        """Move over what stands between two features."""
        while True:
            found = pattern.match(self._text, self._at)
            self._move(found.end() if found else self._at)
            if self._at < len(self._text) or not self._fill():
                return

    def _move(self, to: int) -> None:
        """Go on to a place in what is held, counting lines."""
        self._line += self._text.count("\n", self._at, to)
        self._at = to

    def _fill(self) -> bool:
        """Read as much again as is held, at least a little; return whether there was any."""
        self._text = self._text[self._at :]
        self._at = 0
        more = read_some(self._stream, max(_CHUNK, len(self._text)), where=self._where)
        self._text += more
        return bool(more)


def _draft(feature: Mapping[str, Any], *, origin: Origin, where: str) -> Drafted:
    """Return the place that a feature is."""
    told = feature.get("properties") or {}
    if not isinstance(told, dict):
        msg = "the properties of a feature are no object"
        raise KnowledgeError(msg, where=where)
    lower = {str(key).lower(): value for key, value in reversed(told.items())}
    cells = {
        cell: _cell(next((lower[key] for key in keys if lower.get(key) is not None), ""))
        for cell, keys in CELLS.items()
    }
    if not cells["id"] and feature.get("id") is not None:
        cells["id"] = str(feature["id"])
    lat, lon, radius = _middle(feature.get("geometry"), where=where)
    cells |= {"lat": str(lat), "lon": str(lon)}
    if radius and not cells["precision_m"]:
        cells["precision_m"] = str(max(1_000, round(radius)))
    kind = "region" if radius else "town"
    return draft_of_cells(cells, origin=origin, where=where, usual_kind=kind)


def _cell(value: object) -> str:
    """Return a property as the cell of a table."""
    return "|".join(map(str, value)) if isinstance(value, list) else str(value).strip()


def _middle(geometry: object, *, where: str) -> tuple[float, float, float]:
    """Return the middle of a geometry and the radius around it, in degrees and metres."""
    points = list(_points(geometry.get("coordinates"))) if isinstance(geometry, dict) else []
    if not points:
        msg = "a feature without coordinates"
        raise KnowledgeError(msg, where=where)
    for lon, lat in points:
        if not (abs(lat) <= 90.0 and abs(lon) <= 180.0):
            msg = f"a point outside the globe: lon {lon}, lat {lat}"
            raise KnowledgeError(msg, where=where, do="coordinates are longitude, latitude")
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    lat, lon = (south + north) / 2, (west + east) / 2
    wide = (east - west) / 2 * cos(radians(lat))
    return lat, lon, _M_PER_DEGREE * (((north - south) / 2) ** 2 + wide**2) ** 0.5


def _points(coordinates: object) -> Iterator[tuple[float, float]]:
    """Yield the points of nested coordinates."""
    if not isinstance(coordinates, list) or not coordinates:
        return
    if isinstance(coordinates[0], list):
        for inner in coordinates:
            yield from _points(inner)
    elif len(coordinates) >= 2 and all(isinstance(one, int | float) for one in coordinates[:2]):
        yield float(coordinates[0]), float(coordinates[1])
