import re
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.base.geodesy import Box, Point, box_around, is_in_box
from khabar.base.names import fold_name
from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer import Gazetteer, open_gazetteer, read_places, read_supplement
from khabar.reference.gazetteer._keys import place_key, place_keys, place_sound
from khabar.reference.gazetteer._layers import BuiltLayer, RowLayer

HEADER = "name\tkind\tcountry\tlat\tlon\tprecision_m\taliases\tnote\n"
ROW = "Qarvandel\tvalley\tAFG\t35.0\t70.0\t9000\t\t\n"
MARGIN_KM = 150.0  # coasts, islands and empty quarters lie outside the box of a country's towns
# Written under the country that governs or claims them, far from its towns.
FAR_OFF = {"Guantanamo Bay"}


@lru_cache(maxsize=1)
def country_boxes() -> dict[str, list[Box]]:
    """Boxes around the towns of each country, one for each side of the 180th meridian."""
    points: dict[str, list[Point]] = defaultdict(list)
    for row in open_gazetteer():
        if row.kind == "town":
            points[row.country].append(Point(row.lat, row.lon))
    boxes: dict[str, list[Box]] = {}
    for country, all_points in points.items():
        for side in ([p for p in all_points if p.lon >= 0], [p for p in all_points if p.lon < 0]):
            if side:
                lats, lons = [p.lat for p in side], [p.lon for p in side]
                corners = Box(min(lats), min(lons), max(lats), max(lons))
                low = box_around(Point(corners.south, corners.west), radius_km=MARGIN_KM)
                high = box_around(Point(corners.north, corners.east), radius_km=MARGIN_KM)
                boxes.setdefault(country, []).append(
                    Box(low.south, low.west, high.north, high.east)
                )
    return boxes


def test_supplement_is_large_and_has_no_duplicates() -> None:
    counted = Counter(named.row.id for named in read_supplement())
    assert [place for place, times in counted.items() if times > 1] == []
    assert len(counted) >= 1_200


def test_no_two_names_of_a_row_are_one() -> None:
    wrong = []
    for named in read_supplement():
        names = [named.row.name, *named.aliases]
        if len({name.casefold() for name in names}) < len(names):
            wrong.append((named.row.name, named.aliases))
    assert not wrong


def test_supplement_lies_in_its_countries() -> None:
    boxes = country_boxes()
    wrong = [
        (row.name, row.country, row.lat, row.lon)
        for row in (named.row for named in read_supplement())
        if row.country
        and row.name not in FAR_OFF
        and not any(is_in_box(Point(row.lat, row.lon), box) for box in boxes[row.country])
    ]
    assert not wrong


def test_every_row_tells_its_origin_and_licence() -> None:
    gazetteer = open_gazetteer()
    assert all("CC BY 4.0" in row.provenance for row in gazetteer)


def test_look_up_is_quick() -> None:
    gazetteer = open_gazetteer()
    names = [row.name for row in gazetteer][::200]
    for name in names:
        gazetteer.find_rows(name)
    started = perf_counter()
    for name in names:
        gazetteer.find_rows(name)
    assert (perf_counter() - started) / len(names) < 50e-6


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Afghans", "AFG"), ("Ukrainian", "UKR"), ("U.S.", "USA"), ("Burma", "MMR"),
        ("Сирия", "SYR"), ("سوريا", "SYR"), ("افغانستان", "AFG"), ("DRC", "COD"), ("Kabul", ""),
        ("Türkiye", "TUR"), ("", ""),
    ],
)  # fmt: skip
def test_countries_and_their_people_are_known(name: str, code: str) -> None:
    assert open_gazetteer().country_of(name) == code


@given(st.text())
def test_keys_of_any_text_hold(name: str) -> None:
    key = place_key(name)
    assert place_key(key) == key
    assert all(" ".join(found.split()) == found for found in place_keys(name))
    assert place_sound(name).count(" ") == 0


@given(st.text(st.characters(max_codepoint=127)))
def test_the_quick_fold_of_ascii_is_the_fold(name: str) -> None:
    folded = fold_name(name)
    head = folded.split(" ")[0]
    if head not in ("st", "ste", "mt", "ft", "pt"):
        assert place_key(name) == folded


@given(st.text())
def test_any_text_can_be_looked_up(name: str) -> None:
    gazetteer = open_gazetteer()
    assert isinstance(gazetteer.find_rows(name), tuple)
    assert gazetteer.country_of(name) in {row.country for row in gazetteer.find_rows(name)} | {
        gazetteer.country_of(name)
    }


def test_a_row_of_ours_keeps_the_population_of_the_built_one() -> None:
    rows = open_gazetteer().find_rows("Texas")
    states = [row for row in rows if row.kind == "admin1" and row.country == "USA"]
    assert len(states) == 1
    assert states[0].population > 10_000_000


def test_layers_are_asked_in_order() -> None:
    rows = list(read_places(HEADER + ROW, where="mine.tsv"))
    own = Gazetteer((RowLayer(rows),))
    assert [row.name for row in own.find_rows("qarvandel")] == ["Qarvandel"]
    laid = open_gazetteer().with_rows(rows)
    assert laid.find_rows("Qarvandel")[0].country == "AFG"
    assert laid.find_rows("Kabul")
    assert not open_gazetteer().find_candidates("Qarvandel")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("name\tkind\n", "mine.tsv: columns are", id="columns"),
        pytest.param(HEADER + ROW.replace("35.0", "95.0"), "mine.tsv:2: 'Qarvandel' has", id="lat"),
        pytest.param(HEADER + ROW.replace("70.0", "east"), "no number as lon: 'east'", id="lon"),
        pytest.param(HEADER + ROW.replace("35.0", "nan"), "has lat nan", id="nan"),
        pytest.param(HEADER + ROW.replace("AFG", "XYZ"), "unknown country 'XYZ'", id="country"),
        pytest.param(HEADER + ROW.replace("valley", "vale"), "unknown kind 'vale'", id="kind"),
        pytest.param(HEADER + ROW.replace("9000", "0"), "no precision_m above 0", id="precision"),
        pytest.param(HEADER + ROW.replace("Qarvandel", "-"), "has no name", id="name"),
        pytest.param(HEADER + "Qarvandel\tvalley\n", "more or fewer than 8", id="cut"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_refused_with_its_number(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=re.escape(message)):
        list(read_places(text, where="mine.tsv"))


def test_missing_and_damaged_files_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="reinstall Khabar"):
        BuiltLayer(tmp_path)
    (tmp_path / "built.json").write_text('{"format": 0}')
    with pytest.raises(KnowledgeError, match="gazetteer of format 0, not 2"):
        BuiltLayer(tmp_path)
    (tmp_path / "built.json").write_text(
        '{"format": 2, "rows": 1, "countries": [], "provenances": []}'
    )
    with pytest.raises(KnowledgeError, match="damaged"):
        BuiltLayer(tmp_path)
