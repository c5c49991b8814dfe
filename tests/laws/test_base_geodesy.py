"""Laws of distances and boxes on the globe."""

from math import acos, cos, radians, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khabar.base.geodesy import (
    EARTH_RADIUS_KM,
    HALF_TURN_KM,
    Box,
    Point,
    box_around,
    center_of,
    distance_km,
    is_in_box,
    wrap_longitude,
)

_LATS, _LONS = st.floats(-90.0, 90.0), st.floats(-180.0, 180.0)
_POINTS = st.builds(Point, _LATS, _LONS)
_METER_KM = 0.001

KABUL, BAZARAK, SUVA, APIA = (
    Point(34.5281, 69.1723),
    Point(35.3129, 69.5152),
    Point(-18.1416, 178.4419),
    Point(-13.8333, -171.7667),
)


@pytest.mark.parametrize(
    ("left", "right", "expected_km"),
    [
        pytest.param(KABUL, BAZARAK, 92.6, id="kabul-bazarak"),
        pytest.param(SUVA, APIA, 1146.0, id="suva-apia-across-the-180th-meridian"),
        pytest.param(Point(90.0, 0.0), Point(-90.0, 77.0), HALF_TURN_KM, id="pole-to-pole"),
    ],
)
def test_known_distances(left: Point, right: Point, expected_km: float) -> None:
    assert distance_km(left, right) == pytest.approx(expected_km, rel=0.005)


@given(_POINTS, _POINTS)
def test_distance_is_the_same_both_ways_and_bounded(left: Point, right: Point) -> None:
    there = distance_km(left, right)
    assert there == distance_km(right, left)
    assert 0.0 <= there <= HALF_TURN_KM
    assert distance_km(left, left) == 0.0


@given(_POINTS, _POINTS, _POINTS)
def test_a_detour_is_never_shorter(start: Point, way: Point, end: Point) -> None:
    detour = distance_km(start, way) + distance_km(way, end)
    assert distance_km(start, end) <= detour + _METER_KM


@given(_POINTS, _POINTS)
def test_distance_agrees_with_the_law_of_cosines(left: Point, right: Point) -> None:
    south, north = radians(left.lat), radians(right.lat)
    turn = sin(south) * sin(north) + cos(south) * cos(north) * cos(radians(left.lon - right.lon))
    assume(abs(turn) < 0.999)  # acos loses its digits near 1; that is why we do not use it
    assert distance_km(left, right) == pytest.approx(EARTH_RADIUS_KM * acos(turn), abs=_METER_KM)


@given(_POINTS, _POINTS, st.floats(0.0, 25_000.0))
def test_a_box_around_a_point_holds_all_that_is_near(
    center: Point, other: Point, radius_km: float
) -> None:
    assume(distance_km(center, other) <= radius_km)
    assert is_in_box(other, box_around(center, radius_km=radius_km))


@given(st.lists(_LATS, min_size=2, max_size=2), _LONS, _LONS, _POINTS)
def test_a_box_and_the_one_round_the_back_share_only_their_edges(
    lats: list[float], west: float, east: float, point: Point
) -> None:
    assume(west != east and point.lon not in {west, east})
    south, north = sorted(lats)
    front = is_in_box(point, Box(south, west, north, east))
    back = is_in_box(point, Box(south, east, north, west))
    assert front + back == (south <= point.lat <= north)


@pytest.mark.parametrize(
    ("point", "inside"),
    [pytest.param(SUVA, True, id="suva"), pytest.param(KABUL, False, id="kabul")],
)
def test_a_box_may_cross_the_180th_meridian(*, point: Point, inside: bool) -> None:
    assert is_in_box(point, Box(-21.0, 177.0, -12.0, -178.0)) is inside


@given(st.integers(-180, 179), st.integers(-5, 5))
def test_a_wrapped_longitude_is_the_same_meridian(lon: int, turns: int) -> None:
    assert wrap_longitude(float(lon + 360 * turns)) % 360.0 == lon % 360.0
    assert -180.0 <= wrap_longitude(float(lon + 360 * turns)) <= 180.0


@given(st.lists(_POINTS, min_size=1, max_size=6))
def test_the_middle_ignores_order(points: list[Point]) -> None:
    assert center_of(points) == center_of(points[::-1])


@given(_POINTS, st.integers(1, 4))
def test_the_middle_of_one_place_is_that_place(point: Point, times: int) -> None:
    middle = center_of([point] * times)
    assert middle is not None
    assert distance_km(middle, point) < _METER_KM


def test_the_middle_lies_between_neighbours_across_the_180th_meridian() -> None:
    middle = center_of([Point(-10.0, 179.0), Point(-10.0, -179.0)])
    assert middle is not None
    assert abs(middle.lon) == pytest.approx(180.0)


def test_nothing_and_opposite_points_have_no_middle() -> None:
    assert center_of([]) is None
    assert center_of([Point(0.0, 0.0), Point(0.0, 180.0)]) is None
