import gzip
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar.cli.app import app
from khabar.record.errors import KnowledgeError
from khabar.reference.gazetteer import find_layers, open_gazetteer
from khabar.reference.gazetteer.imports import import_places
from khabar.resolve.places import PlaceResolver

RUN = CliRunner()


def geonames_row(number: int, name: str, **told: object) -> str:
    cells = [""] * 19
    cells[0], cells[1], cells[2] = str(number), name, name
    cells[4], cells[5], cells[6], cells[7] = "36.25", "70.5", "P", "PPL"
    cells[8], cells[14], cells[18] = "AF", "1200", "2020-01-31"
    at = {"aliases": 3, "lat": 4, "lon": 5, "feature": 7, "country": 8, "admin1": 10, "people": 14}
    for field, value in told.items():
        cells[at[field]] = str(value)
    if str(told.get("feature", "")).startswith("ADM"):
        cells[6] = "A"
    return "\t".join(cells)


GEONAMES = "\n".join([
    geonames_row(990001, "Qarvandel", aliases="Karvandel,QRV,Карвандель", admin1="77"),
    geonames_row(990002, "Wilayat-e Zorvaneh", feature="ADM1", admin1="77", people=0),
    geonames_row(990003, "Zorvaneh Valley", feature="VAL", people=0),
    "",
])  # fmt: skip
WOF = "\n".join(
    json.dumps(row)
    for row in (
        {"i": 1, "n": "Zorvaneh", "t": "region", "y": 36.0, "x": 70.0, "c": "AF", "s": "meso"},
        {"i": 2, "n": "Qarvandel", "t": "locality", "y": 36.2, "x": 70.1, "c": "AF", "r": 1,
         "p": 1200, "a": ["Karvandel"]},
    )
)  # fmt: skip
CSV = (
    "name;latitude;longitude;kind;country;aliases;licence\n"
    "Qarvandel;36.25;70.5;village;Afghanistan;Karvandel|Qarwandil;CC0\n"
    '"Zorvaneh; the pass";36.3;70.4;pass;AFG;;\n'
)
SQUARE = [[[70.0, 36.0], [70.4, 36.0], [70.4, 36.2], [70.0, 36.2], [70.0, 36.0]]]
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "Qarvandel", "country": "AF", "aliases": ["Karvandel"]},
            "geometry": {"type": "Point", "coordinates": [70.5, 36.25]},
        },
        {
            "type": "Feature",
            "properties": {"shapeName": "Zorvaneh", "kind": "valley", "shapeGroup": "AFG"},
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
        },
    ],
}
FILES = {
    "AF.txt": GEONAMES,
    "wof.jsonl": WOF,
    "mine.csv": CSV,
    "mine.tsv": CSV.replace(";", "\t").replace("\t the", ", the"),
    "mine.geojson": json.dumps(GEOJSON),
    "lines.geojsonl": "\n".join(json.dumps(one) for one in GEOJSON["features"]),
}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FILES)
def test_each_kind_of_file_is_told_and_read(name: str, tmp_path: Path) -> None:
    added = import_places(write(tmp_path, name, FILES[name]), into=tmp_path / "places")
    assert added.rows == (3 if name == "AF.txt" else 2)
    gazetteer = open_gazetteer().with_layers(find_layers(tmp_path / "places"))
    for spelling in ("Qarvandel", "Karvandel"):
        (found,) = gazetteer.find_candidates(spelling)
        assert (found.row.country, found.row.name) == ("AFG", "Qarvandel")
        assert found.row.provenance
    assert "Qarvandel" in {alike.row.name for alike in gazetteer.find_alike("Qarvendel")}
    assert gazetteer.find_candidates("Kabul")


@pytest.mark.parametrize(("told", "kind"), [("City", "town"), ("governorate", "admin1")])
def test_what_other_gazetteers_call_a_kind_is_known(told: str, kind: str, tmp_path: Path) -> None:
    table = write(tmp_path, "mine.csv", f"name,lat,lon,kind\nQarvandel,33.5,65.5,{told}\n")
    import_places(table, into=tmp_path / "places")
    gazetteer = open_gazetteer().with_layers(find_layers(tmp_path / "places"))
    assert [found.row.kind for found in gazetteer.find_candidates("Qarvandel")] == [kind]


def test_rows_keep_their_origin_division_kind_and_precision(tmp_path: Path) -> None:
    for name in ("AF.txt", "wof.jsonl", "mine.csv", "mine.geojson"):
        import_places(write(tmp_path, name, FILES[name]), into=tmp_path / "of" / name)
    rows = {
        name: {
            str(row.id): row
            for layer in find_layers(tmp_path / "of" / name)
            for row in open_gazetteer().with_layers([layer])
        }
        for name in ("AF.txt", "wof.jsonl", "mine.csv", "mine.geojson")
    }
    town = rows["AF.txt"]["gn:990001"]
    assert (town.admin1, town.geonameid) == ("Wilayat-e Zorvaneh", 990001)
    assert (town.provenance, town.licence) == ("GeoNames, from af", "CC BY 4.0")
    assert rows["AF.txt"]["gn:990003"].kind == "valley"
    assert rows["wof.jsonl"]["wof:2"].admin1 == "Zorvaneh"
    assert "meso" in rows["wof.jsonl"]["wof:1"].provenance
    own = {row.name: row for row in rows["mine.csv"].values() if row.id.startswith("own:")}
    assert (own["Qarvandel"].licence, own["Qarvandel"].kind) == ("CC0", "village")
    assert own["Zorvaneh; the pass"].kind == "pass"
    area = next(row for row in rows["mine.geojson"].values() if row.name == "Zorvaneh")
    assert (area.lat, area.lon) == pytest.approx((36.1, 70.2))
    assert 15_000 < area.precision_m < 25_000


def test_packed_files_are_unpacked_on_the_way(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as packed:
        packed.write(WOF)
    with zipfile.ZipFile(tmp_path / "AF.zip", "w") as archive:
        archive.writestr("readme.txt", "about this dump" * 1000)
        archive.writestr("AF.txt", GEONAMES)
    for name, rows in (("a.jsonl.gz", 2), ("AF.zip", 3)):
        assert import_places(tmp_path / name, into=tmp_path / "places").rows == rows


CUT = GEONAMES[: GEONAMES.rindex("2020-01") + 6]
WRONG = {
    "dump cut in a column": ("AF.txt", GEONAMES[:-40], "AF.txt:3: .*cut off"),
    "dump cut in the day": ("AF.txt", CUT, "AF.txt:3: .*cut off"),
    "dump outside the globe": (
        "AF.txt", GEONAMES + geonames_row(7, "Off", lat="90.5") + "\n", "AF.txt:4: .*lat 90.5",
    ),
    "dump with a word as lon": (
        "AF.txt", GEONAMES + geonames_row(7, "Off", lon="east") + "\n", "AF.txt:4: .*'east'",
    ),
    "dump of no country": (
        "AF.txt", GEONAMES + geonames_row(7, "Off", country="QQ") + "\n", "unknown country 'QQ'",
    ),
    "rows cut": ("wof.jsonl", WOF[:-9], "wof.jsonl:2: .*cut off"),
    "rows without a point": ("wof.jsonl", WOF + '\n{"i": 3, "n": "Off"}', "wof.jsonl:3: .*without"),
    "rows of no kind": (
        "wof.jsonl", WOF.replace("locality", "moonbase"), "wof.jsonl:2: .*'moonbase'",
    ),
    "table cut": ("mine.csv", CSV[:-20], "mine.csv:3: "),
    "table outside the globe": (
        "mine.csv", CSV.replace("70.4", "270.4"), "mine.csv:3: .*lon 270.4",
    ),
    "table of no kind": ("mine.csv", CSV.replace("pass;", "moon;"), "mine.csv:3: .*'moon'"),
    "table of nan": ("mine.csv", CSV.replace("36.3;", "nan;"), "mine.csv:3: .*lat"),
    "table without names": ("mine.csv", CSV.replace("Qarvandel", ""), "mine.csv:2: .*no name"),
    "table of nothing": ("mine.csv", CSV.splitlines()[0], "no place in the file"),
    "document cut": ("m.geojson", json.dumps(GEOJSON, indent=1)[:-90], r"m.geojson:\d+: .*cut off"),
    "document cut between": ("m.geojson", json.dumps(GEOJSON)[:-3], r"m.geojson:1: .*cut off"),
    "document outside the globe": (
        "m.geojson", json.dumps(GEOJSON).replace("36.25", "136.25"), "outside the globe",
    ),
    "document without points": (
        "m.geojson", json.dumps(GEOJSON).replace("[70.5, 36.25]", "null"), "without coordinates",
    ),
    "document nested too deep": (
        "m.geojson", '{"type": "FeatureCollection", "features": [' + "[" * 50_000, "m.geojson:1: ",
    ),
    "anything": ("x.txt", "Shelling went on.\n", "x.txt:1: no kind of file that we know"),
    "nothing": ("x.txt", "", "no kind of file that we know"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_refused_with_line_and_reason_and_nothing_is_kept(
    case: str, tmp_path: Path
) -> None:
    name, text, reason = WRONG[case]
    into = tmp_path / "places"
    import_places(write(tmp_path, "before.csv", CSV), into=into)
    kept = {path: path.read_bytes() for path in into.iterdir()}
    with pytest.raises(KnowledgeError, match=reason):
        import_places(write(tmp_path, name, text), into=into)
    assert {path: path.read_bytes() for path in into.iterdir()} == kept


def test_a_packed_dump_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    rows = "\n".join(geonames_row(number, "Qarvandel") for number in range(3000))
    whole = gzip.compress(rows.encode())
    path = tmp_path / "AF.txt.gz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(KnowledgeError, match=r"AF\.txt\.gz:\d+: .*cut off"):
        import_places(path, into=tmp_path / "places")
    assert list((tmp_path / "places").iterdir()) == []


def test_bytes_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(CSV.encode() + b"Qarv\xe9ndel;1;1;town;;;\n")
    with pytest.raises(KnowledgeError, match="not UTF-8"):
        import_places(path, into=tmp_path / "places")


def test_adding_a_file_again_replaces_it(tmp_path: Path) -> None:
    into = tmp_path / "places"
    import_places(write(tmp_path, "mine.csv", CSV), into=into)
    import_places(write(tmp_path, "mine.csv", CSV.replace("36.25", "35.25")), into=into)
    assert import_places(tmp_path / "mine.csv", into=into).replaced
    (found,) = open_gazetteer().with_layers(find_layers(into)).find_candidates("Qarvandel")
    assert found.row.lat == pytest.approx(35.25)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def rows() -> Iterator[str]:
        for number in range(60_000):
            filler = ",".join(f"Other name {number} {at}" for at in range(3))
            yield geonames_row(number + 1, f"Qarvandel {number}", aliases=filler) + "\n"

    path = tmp_path / "AF.txt"
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(rows())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert import_places(path, into=tmp_path / "places").rows == 60_000
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < (25_000 if sys.platform != "darwin" else 25_000_000)


def test_a_damaged_layer_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "mine.places", "no database at all, only words" * 100)
    with pytest.raises(KnowledgeError, match="not a layer of places"):
        PlaceResolver().with_layers(find_layers(tmp_path))


def test_places_go_to_the_case_or_to_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KHABAR_CONFIG_FOLDER", str(tmp_path / "user"))
    write(tmp_path, "mine.csv", CSV)
    assert RUN.invoke(app, ["init", "v.khabar"]).exit_code == 0
    for arguments, layer in (
        (["--case", "v.khabar"], "v.places/mine.places"),
        (["--user"], "user/places/mine.places"),
        ([], "places/mine.places"),
    ):
        told = RUN.invoke(app, ["places", "add", "mine.csv", "--json", *arguments])
        assert told.exit_code == 0, told.output
        assert json.loads(told.stdout)["places"] == 2
        assert (tmp_path / layer).is_file()


def test_a_refused_file_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "AF.txt", GEONAMES[:-40])
    told = RUN.invoke(app, ["places", "add", "AF.txt"])
    assert told.exit_code == 3
    assert told.stderr.startswith("error: AF.txt:3: ")
    assert RUN.invoke(app, ["places", "add", "no.csv"]).exit_code == 3
    assert RUN.invoke(app, ["places", "add", "AF.txt", "--case", "no"]).exit_code == 2
    assert RUN.invoke(app, ["places", "add", "AF.txt", "--case", ".", "--user"]).exit_code == 2


def test_two_places_of_one_id_are_refused(tmp_path: Path) -> None:
    rows = f"{GEONAMES}{geonames_row(990001, 'Upper Qarvandel', lat='36.9')}\n"
    write(tmp_path, "AF.txt", rows)
    with pytest.raises(
        KnowledgeError, match="'gn:990001' stands twice, for 'Qarvandel' and for 'Upper Qarvandel'"
    ):
        import_places(tmp_path / "AF.txt", into=tmp_path / "places")
    assert list((tmp_path / "places").iterdir()) == []
    write(tmp_path, "AF.txt", f"{GEONAMES}{GEONAMES}")
    assert import_places(tmp_path / "AF.txt", into=tmp_path / "places").rows == 6
