"""What is written into a case file; every function runs inside the caller's transaction."""

# ruff: noqa: S608 - only our own table names and conditions are put into SQL; values are bound

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from khabar.base.names import fold_name
from khabar.record.claim import Reading
from khabar.record.lookup import EntityIndex
from khabar.record.report import FailedInput, Report
from khabar.store import _sqlite_read as read
from khabar.store._codec import printable, text_from_cell, text_to_cell
from khabar.store._refusal import refusal, same_facts
from khabar.store._sqlite_open import load_sql, sqlite_features, transaction
from khabar.store._sqlite_rows import (
    CLAIM_TABLES,
    READING_TABLES,
    Cell,
    claim_row,
    place_positions,
    reading_row,
)
from khabar.store.port import Added, Addition, Capture, Derivation

__all__ = [
    "add_capture",
    "add_derivation",
    "add_failure",
    "add_group",
    "add_sighting",
    "open_indexes",
    "switch",
]

_PACK_FROM: Final = 512  # bytes; packing less gains nothing


def open_indexes(connection: sqlite3.Connection, *, writable: bool = True) -> read.Indexes:
    """Make the indexes this SQLite can keep, and fill in what another one left out.

    Args:
        connection: An open case file.
        writable: Whether anything may be made; else those that are whole are used.

    Returns:
        Which indexes there are.
    """
    if not writable:
        return _present_indexes(connection)
    present = {feature.name for feature in sqlite_features() if feature.present}
    indexes = read.Indexes(words="fts5" in present, places="rtree" in present)
    with transaction(connection):
        if indexes.words:
            connection.execute(load_sql("index_words.sql"))
            for key, text in connection.execute(_UNINDEXED_TEXTS).fetchall():
                _index_words(connection, key, text_from_cell(text))
        if indexes.places:
            connection.execute(load_sql("index_places.sql"))
            connection.execute(_FILL_BOXES)
    return indexes


def _present_indexes(connection: sqlite3.Connection) -> read.Indexes:
    """Return the indexes that can be read and leave nothing out."""
    present = {feature.name for feature in sqlite_features() if feature.present}
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    words = "fts5" in present and "report_words" in tables
    places = "rtree" in present and "place_boxes" in tables
    return read.Indexes(
        words=words and connection.execute(_UNINDEXED_TEXTS).fetchone() is None,
        places=places and connection.execute(_UNBOXED).fetchone() is None,
    )


_UNINDEXED_TEXTS: Final = """
    SELECT key, text FROM reports
    WHERE key > (SELECT coalesce(max(rowid), 0) FROM report_words)"""
_UNBOXED: Final = """
    SELECT key FROM places WHERE key > (SELECT coalesce(max(key), 0) FROM place_boxes)"""
_FILL_BOXES: Final = """
    INSERT INTO place_boxes SELECT key, lon, lon, lat, lat FROM places
    WHERE key > (SELECT coalesce(max(key), 0) FROM place_boxes)"""


def add_derivation(
    connection: sqlite3.Connection, derivation: Derivation, *, seen: datetime
) -> None:
    """Add a derivation unless it is there.

    Args:
        connection: Inside a transaction.
        derivation: What makes readings.
        seen: When, UTC.
    """
    connection.execute(
        "INSERT INTO derivations VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            derivation.id,
            derivation.stage,
            derivation.code_version,
            derivation.model_digest,
            derivation.config_digest,
            seen.isoformat(),
        ),
    )


def add_group(
    connection: sqlite3.Connection,
    group: Sequence[Addition],
    *,
    derivation: str,
    seen: datetime,
    indexes: read.Indexes,
) -> Added:
    """Add some readings.

    Args:
        connection: Inside a transaction.
        group: The readings.
        derivation: Id of what made them.
        seen: When, UTC.
        indexes: Which to keep up.

    Returns:
        What became of them.
    """
    new = reread = again = 0
    refused: list[FailedInput] = []
    for addition in group:
        report = addition.reading.report
        key = read.find_report(connection, report.id)
        if key is not None:
            clash = _find_clash(connection, report, derivation=derivation)
            if clash is not None:
                refused.append(refusal(clash, report))
                continue
        known = key is not None
        if key is None:
            key = _add_report(connection, report, seen=seen, indexes=indexes)
        if addition.capture is not None:
            add_capture(connection, addition.capture)
            add_sighting(connection, key, report=report, capture=addition.capture, seen=seen)
        if known and read.find_reading(connection, report.id, derivation=derivation) is not None:
            again += 1
            continue
        new, reread = new + (not known), reread + known
        row = reading_row(addition.reading, report=key, derivation=derivation, is_current=not known)
        _add_reading(connection, addition.reading, row=row, indexes=indexes)
    return Added(new, reread, again, tuple(refused))


def _find_clash(
    connection: sqlite3.Connection, report: Report, *, derivation: str
) -> Report | None:
    """Return the known report that keeps this one out, or ``None``."""
    same = read.find_reading(connection, report.id, derivation=derivation)
    if same is not None:
        old = read.load_reading(connection, same).report
        return None if same_facts(old, report) else old
    current = read.find_reading(connection, report.id, derivation=None)
    if current is None:
        return None
    old = read.load_reading(connection, current).report
    return None if old.text_sha256 == report.text_sha256 else old


def add_capture(connection: sqlite3.Connection, capture: Capture) -> None:
    """Keep bytes unless they are there.

    Args:
        connection: Inside a transaction.
        capture: The bytes.
    """
    found = connection.execute("SELECT 1 FROM captures WHERE sha256 = ?", (capture.sha256,))
    if found.fetchone() is not None:
        return
    packed = zlib.compress(capture.raw) if len(capture.raw) >= _PACK_FROM else capture.raw
    smaller = len(packed) < len(capture.raw)
    connection.execute(
        "INSERT INTO captures VALUES (?, ?, ?, ?)",
        (
            capture.sha256,
            "zlib" if smaller else "none",
            len(capture.raw),
            packed if smaller else capture.raw,
        ),
    )


def add_sighting(
    connection: sqlite3.Connection,
    key: int,
    *,
    report: Report,
    capture: Capture,
    seen: datetime,
) -> None:
    """Record that a report was seen.

    Args:
        connection: Inside a transaction.
        key: Of the report.
        report: As it was seen.
        capture: Bytes it was seen in.
        seen: When, UTC.
    """
    connection.execute(
        "INSERT INTO sightings (report, capture, origin, seen_at) VALUES (?, ?, ?, ?)",
        (key, capture.sha256, printable(report.origin), seen.isoformat()),
    )


def add_failure(
    connection: sqlite3.Connection,
    failed: FailedInput,
    *,
    capture: Capture | None,
    seen: datetime,
) -> None:
    """Keep a failed input with its bytes; the same failure again only moves its last day.

    Args:
        connection: Inside a transaction.
        failed: Which input and why.
        capture: Its bytes, if any.
        seen: When, UTC.
    """
    if capture is not None:
        add_capture(connection, capture)
    moment = seen.isoformat()
    connection.execute(
        "INSERT INTO failures (input, origin, reason, detail, capture, first_seen_at,"
        " last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET last_seen_at = excluded.last_seen_at,"
        " detail = excluded.detail",
        (
            printable(failed.id),
            printable(failed.origin),
            failed.reason,
            printable(failed.detail),
            "" if capture is None else capture.sha256,
            moment,
            moment,
        ),
    )


def switch(connection: sqlite3.Connection, derivation: str) -> int | None:
    """Make the readings of one derivation current.

    Args:
        connection: Inside a transaction.
        derivation: Its id.

    Returns:
        How many reports changed; ``None`` when the derivation has no reading.
    """
    found = connection.execute("SELECT 1 FROM readings WHERE derivation = ?", (derivation,))
    if found.fetchone() is None:
        return None
    moved = connection.execute(
        "UPDATE readings SET is_current = 0 WHERE is_current = 1 AND derivation <> ?1"
        " AND report IN (SELECT report FROM readings WHERE derivation = ?1)",
        (derivation,),
    )
    connection.execute("UPDATE readings SET is_current = 1 WHERE derivation = ?", (derivation,))
    return moved.rowcount


def _add_report(
    connection: sqlite3.Connection, report: Report, *, seen: datetime, indexes: read.Indexes
) -> int:
    """Add a report and index its words; return its key."""
    key = _insert(
        connection,
        "reports",
        (
            None,
            printable(report.id),
            text_to_cell(report.text),
            report.text_sha256,
            seen.isoformat(),
        ),
    )
    if indexes.words:
        _index_words(connection, key, report.text)
    return key


def _index_words(connection: sqlite3.Connection, key: int, text: str) -> None:
    """Make a text findable."""
    connection.execute(
        "INSERT INTO report_words (rowid, folded) VALUES (?, ?)", (key, fold_name(text))
    )


def _add_reading(
    connection: sqlite3.Connection,
    reading: Reading,
    *,
    row: tuple[Cell, ...],
    indexes: read.Indexes,
) -> None:
    """Add a reading with everything in it."""
    key = _insert(connection, "readings", row)
    for table, rows_of in READING_TABLES.items():
        _insert_all(connection, table, rows_of(key, reading))
    if indexes.places:
        connection.execute(
            "INSERT INTO place_boxes SELECT key, lon, lon, lat, lat FROM places WHERE reading = ?",
            (key,),
        )
    text, entities = reading.report.text, EntityIndex.of(reading)
    for position, claim in enumerate(reading.claims):
        row = claim_row(claim, reading=key, position=position, text=text)
        claim_key = _insert(connection, "claims", row)
        for table, parts_of in CLAIM_TABLES.items():
            _insert_all(connection, table, parts_of(claim_key, claim, text))
        for at in place_positions(claim, reading=reading, entities=entities):
            connection.execute(
                "INSERT OR IGNORE INTO claim_places"
                " SELECT ?, key FROM places WHERE reading = ? AND position = ?",
                (claim_key, key, at),
            )


def _insert(connection: sqlite3.Connection, table: str, row: tuple[Cell, ...]) -> int:
    """Insert one row of one of our own tables; return its key."""
    marks = ", ".join("?" * len(row))
    done = connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    return int(done.lastrowid or 0)


def _insert_all(
    connection: sqlite3.Connection, table: str, rows: Iterator[tuple[Cell, ...]]
) -> None:
    """Insert many rows of one of our own tables."""
    first = next(rows, None)
    if first is not None:
        marks = ", ".join("?" * len(first))
        statement = f"INSERT INTO {table} VALUES ({marks})"
        connection.execute(statement, first)
        connection.executemany(statement, rows)
