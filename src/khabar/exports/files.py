r"""Writing readings as files: each reading is written before the next is taken.

All files are UTF-8 with ``\n`` line ends. By default only what is presented as actual or
ongoing is written, because readers of event tables count rows as things that happened.
"""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO, Final

from khabar.exports.flat import DEFAULT_STATUSES, FLAT_COLUMNS, Value, choose_claims, flat_rows
from khabar.exports.reading_json import encode_json, reading_to_json
from khabar.record.claim import Reading
from khabar.record.codes import Status

__all__ = ["write_csv", "write_geojson", "write_jsonl"]

# What makes a spreadsheet run a cell as a formula, with the full-width forms Excel also takes.
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write_jsonl(
    readings: Iterable[Reading],
    out: BinaryIO,
    *,
    statuses: frozenset[Status] = DEFAULT_STATUSES,
) -> int:
    """Write one line per reading, in the shape of ``docs/schema/reading.schema.json``.

    Args:
        readings: Taken one by one; one without claims is written too.
        out: Open for writing bytes.
        statuses: Which claims.

    Returns:
        How many lines.

    Raises:
        OSError: ``out`` cannot be written.
    """
    count = 0
    for reading in readings:
        count += 1
        out.write(reading_to_json(choose_claims(reading, statuses=statuses)) + b"\n")
    return count


def write_csv(
    readings: Iterable[Reading],
    out: BinaryIO,
    *,
    statuses: frozenset[Status] = DEFAULT_STATUSES,
) -> int:
    """Write one row per claim under a header.

    Cells that a spreadsheet would run as a formula begin with an apostrophe.

    Args:
        readings: Taken one by one.
        out: Open for writing bytes.
        statuses: Which claims.

    Returns:
        How many claims.

    Raises:
        OSError: ``out`` cannot be written.
    """
    out.write(_line(FLAT_COLUMNS))
    count = 0
    for row in flat_rows(readings, statuses=statuses):
        count += 1
        out.write(_line(tuple(_safe(value) for value in row.values.values())))
    return count


def write_geojson(
    readings: Iterable[Reading],
    out: BinaryIO,
    *,
    statuses: frozenset[Status] = DEFAULT_STATUSES,
) -> int:
    """Write one feature per claim (RFC 7946); its geometry is null without a linked place.

    Args:
        readings: Taken one by one.
        out: Open for writing bytes.
        statuses: Which claims.

    Returns:
        How many features.

    Raises:
        OSError: ``out`` cannot be written.
    """
    out.write(b'{"type":"FeatureCollection","features":[')
    count = 0
    for row in flat_rows(readings, statuses=statuses):
        count += 1
        point = None if row.point is None else {"type": "Point", "coordinates": row.point}
        feature = {
            "type": "Feature",
            "id": row.values["id"],
            "geometry": point,
            "properties": {**row.values, "precision_m": row.values["kb_place_precision_m"]},
        }
        out.write((b"\n" if count == 1 else b",\n") + encode_json(feature))
    out.write(b"\n]}\n")
    return count


def _line(cells: tuple[Value, ...]) -> bytes:
    """Return one line of CSV (RFC 4180, but for the line end)."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode()


def _safe(value: Value) -> Value:
    """Return a cell that no spreadsheet runs; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
