"""Distances and boxes on the globe, on a sphere: good to half a percent, enough for news.

Latitudes are degrees in [-90, 90], longitudes degrees in [-180, 180], WGS 84.
"""

from collections.abc import Iterable
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Final, NamedTuple

__all__ = [
    "EARTH_RADIUS_KM",
    "HALF_TURN_KM",
    "Box",
    "Point",
    "box_around",
    "center_of",
    "distance_km",
    "is_in_box",
    "wrap_longitude",
]

EARTH_RADIUS_KM: Final = 6371.0088  # mean radius of WGS 84 (IUGG R1)
HALF_TURN_KM: Final = EARTH_RADIUS_KM * radians(180.0)  # the farthest two places can be apart


class Point(NamedTuple):
    """A place on the globe.

    Attributes:
        lat: Degrees north, in [-90, 90].
        lon: Degrees east, in [-180, 180].
    """

    lat: float
    lon: float


class Box(NamedTuple):
    """A stretch of latitudes by a stretch of longitudes, edges included.

    Attributes:
        south: Lowest latitude, not above ``north``.
        west: Longitude of the western edge.
        north: Highest latitude.
        east: Longitude of the eastern edge; smaller than ``west`` when the box crosses the
            180th meridian, as one around Fiji does.
    """

    south: float
    west: float
    north: float
    east: float


def distance_km(left: Point, right: Point) -> float:
    """Return the great-circle distance between two points.

    Args:
        left: One point.
        right: The other.

    Returns:
        Kilometres, 0 to ``HALF_TURN_KM``; exactly the same in both directions.
    """
    if right < left:
        left, right = right, left
    south, north = radians(left.lat), radians(right.lat)
    half_lat = sin((north - south) / 2.0)
    half_lon = sin(radians(right.lon - left.lon) / 2.0)
    chord = half_lat * half_lat + cos(south) * cos(north) * half_lon * half_lon
    return 2.0 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def is_in_box(point: Point, box: Box) -> bool:
    """Return whether the point lies in the box or on its edge."""
    if not box.south <= point.lat <= box.north:
        return False
    if box.west <= box.east:
        return box.west <= point.lon <= box.east
    return point.lon >= box.west or point.lon <= box.east


def wrap_longitude(lon: float) -> float:
    """Return the same meridian as a number in [-180, 180]."""
    if -180.0 <= lon <= 180.0:
        return lon
    return (lon + 180.0) % 360.0 - 180.0


def box_around(center: Point, *, radius_km: float) -> Box:
    """Return a box with every point within a distance of a center.

    Args:
        center: The middle.
        radius_km: 0 or more.

    Returns:
        A box that may cross the 180th meridian; all longitudes when it holds a pole.
    """
    turn = radius_km / EARTH_RADIUS_KM
    margin = degrees(turn) * (1.0 + 1e-9) + 1e-9  # rounding must not cut off the rim
    south, north = center.lat - margin, center.lat + margin
    if south <= -90.0 or north >= 90.0:
        return Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
    width = degrees(asin(min(1.0, sin(radians(margin)) / cos(radians(center.lat))))) + 1e-9
    if width >= 180.0:
        return Box(south, -180.0, north, 180.0)
    return Box(south, wrap_longitude(center.lon - width), north, wrap_longitude(center.lon + width))


def center_of(points: Iterable[Point]) -> Point | None:
    """Return the point in the middle of several, whatever meridian they lie around.

    Args:
        points: In any order; a point given twice counts twice.

    Returns:
        The middle; ``None`` when there are no points or they pull evenly in all directions.
    """
    x = y = z = 0.0
    for point in sorted(points):
        lat, lon = radians(point.lat), radians(point.lon)
        x += cos(lat) * cos(lon)
        y += cos(lat) * sin(lon)
        z += sin(lat)
    if hypot(x, y, z) < 1e-9:  # opposite points cancel; the rest is rounding
        return None
    return Point(degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x)))
