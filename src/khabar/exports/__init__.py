"""Files others read: JSON Lines, CSV, GeoJSON."""

from khabar.exports.files import write_csv, write_geojson, write_jsonl
from khabar.exports.flat import ALL_STATUSES, DEFAULT_STATUSES, FLAT_COLUMNS
from khabar.exports.reading_json import reading_from_json, reading_to_json

__all__ = [
    "ALL_STATUSES",
    "DEFAULT_STATUSES",
    "FLAT_COLUMNS",
    "reading_from_json",
    "reading_to_json",
    "write_csv",
    "write_geojson",
    "write_jsonl",
]
