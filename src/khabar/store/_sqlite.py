"""One SQLite file per case (see ``Store`` for what each method does)."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from khabar.record.card import ClaimKey
from khabar.record.claim import Reading
from khabar.record.errors import StoreDamagedError, StoreError, StoreMissingError
from khabar.record.report import FailedInput, Report, ReportId
from khabar.store import _sqlite_read as read
from khabar.store import _sqlite_write as write
from khabar.store._codec import printable
from khabar.store._refusal import same_facts
from khabar.store._snippet import make_hit
from khabar.store._sqlite_open import SqliteOptions, connect, may_write, transaction, translated
from khabar.store._sqlite_situation import SqliteShelf
from khabar.store._terms import parse_terms
from khabar.store.port import Added, Addition, Capture, Derivation
from khabar.store.rows import (
    ClaimHead,
    ClaimQuery,
    ClaimQuote,
    ClaimRow,
    Counts,
    EventRow,
    FailureRow,
    ReportRow,
    SearchHit,
)

__all__ = ["SqliteStore", "open_sqlite"]


def open_sqlite(
    place: str, *, create: bool = False, options: SqliteOptions | None = None
) -> "SqliteStore":
    """Open a case file.

    Args:
        place: Path of the file.
        create: Make it when it is not there.
        options: How it is used.

    Returns:
        The store.

    Raises:
        StoreMissingError: There is nothing at this place, and ``create`` is false.
        StoreLockedError: Another process holds it.
        StoreNewerError: A newer Khabar wrote it.
        StoreDamagedError: It is not a case file, or it is broken.
        StoreFullError: The disk is full.
        StoreError: The place cannot be used.
    """
    return SqliteStore(Path(place), create=create, options=options or SqliteOptions())


class SqliteStore:
    """Keeps the record of one case in one file."""

    def __init__(self, path: Path, *, create: bool, options: SqliteOptions) -> None:
        """Open the file and the indexes that this SQLite can keep."""
        self._place = str(path)
        self._options = options
        self._connection = connect(path, create=create, options=options)
        self._writable = may_write(path)
        with self._translated():
            self._indexes = write.open_indexes(self._connection, writable=self._writable)
        self._situation = SqliteShelf(
            self._connection,
            guard=self._translated,
            writing=self._writing,
            boxes=self._indexes.places,
        )

    @property
    def writable(self) -> bool:
        """Whether anything can be added."""
        return self._writable

    @property
    def situation(self) -> SqliteShelf:
        """What all reports say together."""
        return self._situation

    def add(
        self, additions: Iterable[Addition], /, *, derivation: Derivation, seen: datetime
    ) -> Added:
        """Add readings that are not there yet, in small transactions."""
        total = Added()
        remaining = iter(additions)
        while group := list(islice(remaining, self._options.group)):
            with self._writing() as connection:
                write.add_derivation(connection, derivation, seen=seen)
                done = write.add_group(
                    connection,
                    group,
                    derivation=derivation.id,
                    seen=seen,
                    indexes=self._indexes,
                )
            total = Added(
                total.new + done.new,
                total.reread + done.reread,
                total.again + done.again,
                total.refused + done.refused,
            )
        return total

    def holds(self, report: Report, /, *, derivation: Derivation) -> bool:
        """Return whether this very report was already read by this derivation."""
        with self._translated():
            key = read.find_reading(self._connection, report.id, derivation=derivation.id)
            if key is None:
                return False
            old = read.load_reading(self._connection, key)
        return same_facts(old.report, report)

    def sight(self, report: Report, /, *, capture: Capture, seen: datetime) -> None:
        """Record that a known report was seen once more."""
        with self._writing() as connection:
            key = read.find_report(connection, report.id)
            if key is None:
                raise StoreMissingError(_no_report(report.id), where=self._place)
            write.add_capture(connection, capture)
            write.add_sighting(connection, key, report=report, capture=capture, seen=seen)

    def quarantine(
        self, failed: FailedInput, /, *, capture: Capture | None, seen: datetime
    ) -> None:
        """Keep an input that did not become a report."""
        with self._writing() as connection:
            write.add_failure(connection, failed, capture=capture, seen=seen)

    def switch(self, derivation: str, /) -> int:
        """Make the readings of one derivation the current ones, all at once."""
        with self._writing() as connection:
            moved = write.switch(connection, derivation)
        if moved is None:
            what = f"no reading was made by derivation {derivation!r}"
            raise StoreError(what, where=self._place)
        return moved

    def reports(self) -> Iterator[ReportRow]:
        """Yield every report."""
        with self._translated():
            yield from read.report_rows(self._connection)

    def reading(self, report: ReportId, /, *, derivation: str | None = None) -> Reading:
        """Return a reading exactly as it was added."""
        with self._translated():
            key = read.find_reading(self._connection, report, derivation=derivation)
            if key is None:
                by = "" if derivation is None else f" by derivation {derivation!r}"
                raise StoreMissingError(_no_report(report) + by, where=self._place)
            return read.load_reading(self._connection, key)

    def heads(self, *, words: bool = False) -> Iterator[ClaimHead]:
        """Yield every claim in few words."""
        with self._translated():
            yield from read.load_heads(self._connection, words=words)

    def quotes(self, keys: Iterable[ClaimKey], /) -> Mapping[ClaimKey, ClaimQuote]:
        """Return the words of some claims."""
        with self._translated():
            return read.load_quotes(self._connection, list(dict.fromkeys(keys)))

    def readings(self, query: ClaimQuery | None = None, /) -> Iterator[Reading]:
        """Yield current readings, each with only the claims that match."""
        with self._translated():
            if query is None:
                for key in read.current_readings(self._connection):
                    yield read.load_reading(self._connection, key)
                return
            matches: dict[int, set[int]] = {}
            for key, position in self._matches(query):
                matches.setdefault(key, set()).add(position)
            for key in read.current_readings(self._connection):
                if key in matches:
                    whole = read.load_reading(self._connection, key)
                    kept = (c for at, c in enumerate(whole.claims) if at in matches[key])
                    yield replace(whole, claims=tuple(kept))

    def claims(self, query: ClaimQuery | None = None, /) -> Iterator[ClaimRow]:
        """Yield claims of current readings."""
        with self._translated():
            shelf = read.ReadingShelf(self._connection)
            for key, position in self._matches(query or ClaimQuery()):
                reading = shelf.take(key)
                yield ClaimRow(reading, reading.claims[position])

    def occurrences(self, query: ClaimQuery | None = None, /) -> Iterator[EventRow]:
        """Yield occurrences inside reports of which at least one claim matches."""
        query = query or ClaimQuery()
        seen: set[tuple[int, str]] = set()
        with self._translated():
            shelf = read.ReadingShelf(self._connection)
            for key, position in self._matches(replace(query, limit=None)):
                if query.limit is not None and len(seen) >= query.limit:
                    return
                reading = shelf.take(key)
                identity = reading.claims[position].identity
                if (key, identity) not in seen:
                    seen.add((key, identity))
                    same = (claim for claim in reading.claims if claim.identity == identity)
                    yield EventRow(reading, identity, tuple(same))

    def search(self, query: str, /, *, limit: int = 50) -> tuple[SearchHit, ...]:
        """Find reports whose text has every term of a search line."""
        terms = parse_terms(query)
        if not terms:
            return ()
        with self._translated():
            keys = read.find_words(self._connection, terms, limit=limit, indexes=self._indexes)
            readings = (read.load_reading(self._connection, key) for key in keys)
            return tuple(make_hit(reading, terms=terms) for reading in readings)

    def failures(self) -> Iterator[FailureRow]:
        """Yield the inputs in quarantine."""
        with self._translated():
            yield from read.failure_rows(self._connection)

    def capture(self, sha256: str, /) -> Capture:
        """Return captured bytes."""
        with self._translated():
            capture = read.load_capture(self._connection, sha256)
        if capture is None:
            what = f"no captured bytes with digest {sha256!r}"
            raise StoreError(what, where=self._place)
        return capture

    def derivations(self) -> tuple[tuple[Derivation, int], ...]:
        """Return every derivation with the number of its current readings."""
        with self._translated():
            return read.derivation_rows(self._connection)

    def counts(self) -> Counts:
        """Return how much is in the store."""
        with self._translated():
            return read.count_all(self._connection)

    def check(self) -> None:
        """Read every page of the file.

        Raises:
            StoreDamagedError: Something is broken.
        """
        with self._translated():
            found = self._connection.execute("PRAGMA quick_check(5)").fetchall()
        if found != [("ok",)]:
            what = "; ".join(str(line) for (line,) in found)
            raise StoreDamagedError(what, where=self._place, do="restore it from a copy")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def _matches(self, query: ClaimQuery) -> list[tuple[int, int]]:
        """Return which claims match, as keys of readings and positions."""
        return read.find_claims(self._connection, query, indexes=self._indexes)

    def _translated(self) -> AbstractContextManager[None]:
        """Name this file in errors."""
        return translated(self._place)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Run a transaction whose errors name this file."""
        with translated(self._place), transaction(self._connection):
            yield self._connection


def _no_report(report: ReportId) -> str:
    """Return the sentence for a report that is not there."""
    return f"no report {printable(report)!r} in this case"
