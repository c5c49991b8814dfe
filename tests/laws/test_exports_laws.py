"""What holds for any reading that is written as a file."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from helpers.strategies import readings
from khabar.exports import (
    ALL_STATUSES,
    DEFAULT_STATUSES,
    FLAT_COLUMNS,
    reading_from_json,
    reading_to_json,
    write_csv,
    write_geojson,
    write_jsonl,
)
from khabar.exports.reading_shape import reading_schema
from khabar.record.claim import Reading

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "reading.schema.json"
quick = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_published_schema_is_the_one_the_types_make() -> None:
    published = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert published == reading_schema(), "write reading_schema() to docs/schema again"


@quick
@given(reading=readings())
def test_every_line_keeps_to_the_schema(validator: Draft202012Validator, reading: Reading) -> None:
    line = reading_to_json(reading)
    assert b"\n" not in line
    validator.validate(json.loads(line))


@quick
@given(readings())
def test_a_line_read_back_gives_the_same_line(reading: Reading) -> None:
    from khabar.exports.reading_json import encode_json

    line = reading_to_json(reading)
    assert encode_json(reading_from_json(line)) == line


@quick
@given(st.lists(readings(), max_size=2))
def test_csv_has_a_row_per_claim_and_no_formula(made: list[Reading]) -> None:
    out = io.BytesIO()
    claims = sum(len(reading.claims) for reading in made)
    assert write_csv(made, out, statuses=ALL_STATUSES) == claims
    assert out.getvalue().count(b"\n") == claims + 1
    header, *rows = csv.reader(io.StringIO(out.getvalue().decode(), newline=""))
    assert tuple(header) == FLAT_COLUMNS
    for row in rows:
        assert len(row) == len(FLAT_COLUMNS)
        cells = dict(zip(header, row, strict=True))
        for column in set(header) - {"lat", "lon"}:
            assert not cells[column].startswith(("=", "+", "-", "@", "\t", "\r"))


@quick
@given(st.lists(readings(), max_size=2))
def test_geojson_has_a_flat_feature_per_claim(made: list[Reading]) -> None:
    out = io.BytesIO()
    count = write_geojson(made, out, statuses=ALL_STATUSES)
    made_of = json.loads(out.getvalue())
    assert made_of["type"] == "FeatureCollection"
    assert len(made_of["features"]) == count
    for feature in made_of["features"]:
        assert set(FLAT_COLUMNS) < set(feature["properties"])
        assert not any(isinstance(v, dict | list) for v in feature["properties"].values())
        if feature["geometry"] is not None:
            lon, lat = feature["geometry"]["coordinates"]
            assert (lon, lat) == (feature["properties"]["lon"], feature["properties"]["lat"])


@quick
@given(st.lists(readings(), max_size=2))
def test_by_default_only_what_happened_or_goes_on_is_written(made: list[Reading]) -> None:
    happened = sum(c.status in DEFAULT_STATUSES for reading in made for c in reading.claims)
    assert write_csv(made, io.BytesIO()) == happened
    assert write_geojson(made, io.BytesIO()) == happened
    out = io.BytesIO()
    assert write_jsonl(made, out) == len(made)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert sum(len(line["events"]) for line in lines) == happened
