"""What is read from a case file."""

# ruff: noqa: S608 - only our own table names and conditions are put into SQL; values are bound

import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from khabar.base.names import fold_words
from khabar.record.card import ClaimKey
from khabar.record.claim import ClaimId, Reading, SourceKind
from khabar.record.codes import EventType, Status
from khabar.record.errors import FailureReason
from khabar.record.report import FailedInput, PublishedBasis, ReportId
from khabar.record.span import Span
from khabar.store._codec import decode_reading, printable, text_from_cell
from khabar.store._sqlite_query import claims_where, words_query
from khabar.store._terms import Term
from khabar.store.port import Capture, Derivation
from khabar.store.rows import ClaimHead, ClaimQuery, ClaimQuote, Counts, FailureRow, ReportRow

__all__ = [
    "Indexes",
    "ReadingShelf",
    "count_all",
    "current_readings",
    "derivation_rows",
    "failure_rows",
    "find_claims",
    "find_reading",
    "find_report",
    "find_words",
    "load_capture",
    "load_heads",
    "load_quotes",
    "load_reading",
    "report_rows",
]

_SHELF: Final = 64  # readings kept decoded while claims are listed by day
_QUOTED: Final = 300  # claims asked for at once
_BY_DAY: Final = "coalesce(r.published, '9999-12-31'), p.id"
_CURRENT: Final = "readings AS r JOIN reports AS p ON p.key = r.report AND r.is_current = 1"


@dataclass(frozen=True, slots=True)
class Indexes:
    """Which indexes this SQLite keeps.

    Attributes:
        words: Full text (FTS5).
        places: R-Tree.
    """

    words: bool
    places: bool


class ReadingShelf:
    """Readings by key, the last few kept decoded."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Begin empty."""
        self._connection = connection
        self._kept: OrderedDict[int, Reading] = OrderedDict()

    def take(self, key: int) -> Reading:
        """Return a reading.

        Args:
            key: Its key.

        Returns:
            The reading.
        """
        reading = self._kept.pop(key, None)
        if reading is None:
            reading = load_reading(self._connection, key)
        self._kept[key] = reading
        if len(self._kept) > _SHELF:
            self._kept.popitem(last=False)
        return reading


def find_report(connection: sqlite3.Connection, report: ReportId) -> int | None:
    """Return the key of a report, or ``None``.

    Args:
        connection: An open case file.
        report: Its id.

    Returns:
        The key.
    """
    found = connection.execute("SELECT key FROM reports WHERE id = ?", (printable(report),))
    row = found.fetchone()
    return None if row is None else int(row[0])


def find_reading(
    connection: sqlite3.Connection, report: ReportId, *, derivation: str | None
) -> int | None:
    """Return the key of a reading, or ``None``.

    Args:
        connection: An open case file.
        report: Id of its report.
        derivation: Id of its derivation; the current one when ``None``.

    Returns:
        The key.
    """
    row = connection.execute(
        "SELECT r.key FROM readings AS r JOIN reports AS p ON p.key = r.report"
        " WHERE p.id = ?1 AND CASE WHEN ?2 IS NULL THEN r.is_current = 1"
        " ELSE r.derivation = ?2 END",
        (printable(report), derivation),
    ).fetchone()
    return None if row is None else int(row[0])


def load_reading(connection: sqlite3.Connection, key: int) -> Reading:
    """Return a whole reading.

    Args:
        connection: An open case file.
        key: Its key, which exists.

    Returns:
        The reading.

    Raises:
        StoreDamagedError: It cannot be decoded.
    """
    body, text = connection.execute(
        "SELECT r.body, p.text FROM readings AS r JOIN reports AS p ON p.key = r.report"
        " WHERE r.key = ?",
        (key,),
    ).fetchone()
    return decode_reading(body, text=text_from_cell(text))


def load_heads(connection: sqlite3.Connection, *, words: bool) -> Iterator[ClaimHead]:
    """Yield every claim of current readings in few words.

    Args:
        connection: An open case file.
        words: With the folded words of its sentence.

    Yields:
        In the order of ``current_readings``.
    """
    folded = "s.folded" if words else "''"
    joined = "JOIN sentences AS s ON s.reading = r.key AND s.position = c.sentence" * words
    found = connection.execute(
        f"SELECT p.id, c.id, c.type, c.status, c.first_day, c.last_day, c.p, {folded}"
        f" FROM {_CURRENT} JOIN claims AS c ON c.reading = r.key {joined}"
        f" ORDER BY {_BY_DAY}, c.position"
    )
    types, statuses = {one.value: one for one in EventType}, {one.value: one for one in Status}
    for report, claim, type_, status, first, last, p, told in found:
        yield ClaimHead(
            *(ReportId(report), ClaimId(claim), types[type_], statuses[status]),
            *(first and date.fromisoformat(first), last and date.fromisoformat(last), p),
            folded=told,
        )


def load_quotes(
    connection: sqlite3.Connection, keys: Sequence[ClaimKey]
) -> dict[ClaimKey, ClaimQuote]:
    """Return the words of some claims and how they are attributed.

    Args:
        connection: An open case file.
        keys: Which claims.

    Returns:
        By key.
    """
    found: dict[ClaimKey, ClaimQuote] = {}
    for start in range(0, len(keys), _QUOTED):
        some = keys[start : start + _QUOTED]
        marks = ", ".join("(?, ?, ?)" for _ in some)
        asked = [cell for at, key in enumerate(some) for cell in (at, key.report, key.claim)]
        rows = connection.execute(
            f"WITH wanted (at, report, claim) AS (VALUES {marks})"
            " SELECT w.at, c.key, substr(p.text, s.start_cp + 1, s.end_cp - s.start_cp)"
            " FROM wanted AS w JOIN reports AS p ON p.id = w.report AND typeof(p.text) = 'text'"
            " JOIN readings AS r ON r.report = p.key AND r.is_current = 1"
            " JOIN claims AS c ON c.reading = r.key AND c.id = w.claim"
            " JOIN sentences AS s ON s.reading = r.key AND s.position = c.sentence",
            asked,
        ).fetchall()
        links = _load_links(connection, [claim for _, claim, _ in rows])
        for at, claim, words in rows:
            found[some[at]] = ClaimQuote(words, tuple(links.get(claim, ())))
    return found


def _load_links(
    connection: sqlite3.Connection, claims: Sequence[int]
) -> dict[int, list[tuple[SourceKind, Span | None]]]:
    """Return the links of the source chains of some claims, in order."""
    found: dict[int, list[tuple[SourceKind, Span | None]]] = {}
    marks = ", ".join("?" * len(claims))
    rows = connection.execute(
        f"SELECT claim, kind, start_cp, end_cp FROM attributions WHERE claim IN ({marks})"
        " ORDER BY claim, position",
        claims,
    )
    for claim, kind, start, end in rows:
        span = None if start is None else Span(start, end)
        found.setdefault(claim, []).append((SourceKind(kind), span))
    return found


def current_readings(connection: sqlite3.Connection) -> list[int]:
    """Return the keys of all current readings, by day of publication and id.

    Args:
        connection: An open case file.

    Returns:
        Keys.
    """
    found = connection.execute(f"SELECT r.key FROM {_CURRENT} ORDER BY {_BY_DAY}")
    return [int(key) for (key,) in found]


def find_claims(
    connection: sqlite3.Connection, query: ClaimQuery, *, indexes: Indexes
) -> list[tuple[int, int]]:
    """Return which claims match.

    Args:
        connection: An open case file.
        query: Which claims.
        indexes: Which indexes there are.

    Returns:
        Key of the reading and position in it, by first day, report, position.
    """
    where = claims_where(query, boxes=indexes.places)
    found = connection.execute(
        f"SELECT c.reading, c.position FROM claims AS c"
        f" JOIN readings AS r ON r.key = c.reading AND r.is_current = 1"
        f" JOIN reports AS p ON p.key = r.report WHERE {where.sql}"
        f" ORDER BY coalesce(c.first_day, '9999-12-31'), p.id, c.position LIMIT ?",
        (*where.values, -1 if query.limit is None else query.limit),
    )
    return [(int(key), int(position)) for key, position in found]


def find_words(
    connection: sqlite3.Connection, terms: tuple[Term, ...], *, limit: int, indexes: Indexes
) -> list[int]:
    """Return the current readings of reports with all terms, best first.

    Args:
        connection: An open case file.
        terms: At least one.
        limit: At most this many.
        indexes: Which indexes there are; without words every text is read.

    Returns:
        Keys of readings.
    """
    if indexes.words:
        found = connection.execute(
            f"SELECT r.key FROM report_words JOIN reports AS p ON p.key = report_words.rowid"
            f" JOIN readings AS r ON r.report = p.key AND r.is_current = 1"
            f" WHERE report_words MATCH ? ORDER BY bm25(report_words), {_BY_DAY} LIMIT ?",
            (words_query(terms), limit),
        )
        return [int(key) for (key,) in found]
    keys: list[int] = []
    for key, text in connection.execute(f"SELECT r.key, p.text FROM {_CURRENT} ORDER BY {_BY_DAY}"):
        words = fold_words(text_from_cell(text))
        if len(keys) < limit and all(term.find_in(words) for term in terms):
            keys.append(int(key))
    return keys


def report_rows(connection: sqlite3.Connection) -> Iterator[ReportRow]:
    """Yield the list rows of all reports.

    Args:
        connection: An open case file.

    Yields:
        Rows, by day of publication and id.
    """
    found = connection.execute(
        f"SELECT p.id, r.title, r.published, r.published_basis, r.outlet, r.url, r.language,"
        f" r.origin, r.words, r.words_read,"
        f" (SELECT count(*) FROM claims AS c WHERE c.reading = r.key),"
        f" (SELECT count(*) FROM sightings AS s WHERE s.report = p.key),"
        f" p.added_at FROM {_CURRENT} ORDER BY {_BY_DAY}"
    )
    for row in found.fetchall():
        yield ReportRow(
            id=ReportId(row[0]),
            title=row[1],
            published=_day(row[2]),
            published_basis=PublishedBasis(row[3]),
            outlet=row[4],
            url=row[5],
            language=row[6],
            origin=row[7],
            words=row[8],
            words_read=row[9],
            claims=row[10],
            sightings=row[11],
            added=datetime.fromisoformat(row[12]),
        )


def failure_rows(connection: sqlite3.Connection) -> Iterator[FailureRow]:
    """Yield the inputs in quarantine.

    Args:
        connection: An open case file.

    Yields:
        Rows, in the order they failed first.
    """
    found = connection.execute(
        "SELECT input, origin, reason, detail, capture, first_seen_at, last_seen_at"
        " FROM failures ORDER BY id"
    )
    for name, origin, reason, detail, capture, first, last in found.fetchall():
        failed = FailedInput(id=name, origin=origin, reason=FailureReason(reason), detail=detail)
        moments = (datetime.fromisoformat(first), datetime.fromisoformat(last))
        yield FailureRow(failed, capture, *moments)


def load_capture(connection: sqlite3.Connection, sha256: str) -> Capture | None:
    """Return captured bytes, or ``None``.

    Args:
        connection: An open case file.
        sha256: Their hex digest.

    Returns:
        The capture.
    """
    row = connection.execute(
        "SELECT packing, raw FROM captures WHERE sha256 = ?", (printable(sha256),)
    ).fetchone()
    if row is None:
        return None
    packing, raw = row
    return Capture(zlib.decompress(raw) if packing == "zlib" else raw, sha256)


def derivation_rows(connection: sqlite3.Connection) -> tuple[tuple[Derivation, int], ...]:
    """Return every derivation with the number of its current readings.

    Args:
        connection: An open case file.

    Returns:
        Pairs, in the order they were added.
    """
    found = connection.execute(
        "SELECT stage, code_version, model_digest, config_digest,"
        " (SELECT count(*) FROM readings AS r WHERE r.derivation = d.id AND r.is_current = 1)"
        " FROM derivations AS d WHERE d.stage = 'reading' ORDER BY d.rowid"
    )
    return tuple((Derivation(*row[:4]), int(row[4])) for row in found.fetchall())


def count_all(connection: sqlite3.Connection) -> Counts:
    """Return how much is in the case.

    Args:
        connection: An open case file.

    Returns:
        The counts.
    """
    claims = "claims AS c JOIN readings AS r ON r.key = c.reading AND r.is_current = 1"
    first, last = connection.execute(
        "SELECT min(published), max(published) FROM readings WHERE is_current = 1"
    ).fetchone()
    types = _tally(connection, f"SELECT c.type, count(*) FROM {claims} GROUP BY 1")
    statuses = _tally(connection, f"SELECT c.status, count(*) FROM {claims} GROUP BY 1")
    return Counts(
        reports=_count(connection, "reports"),
        outlets=_count(
            connection,
            "(SELECT DISTINCT outlet FROM readings WHERE is_current = 1 AND outlet <> '')",
        ),
        claims=sum(types.values()),
        events=_count(connection, f"(SELECT DISTINCT c.reading, c.identity FROM {claims})"),
        entities=_count(
            connection,
            "entities AS e JOIN readings AS r ON r.key = e.reading AND r.is_current = 1",
        ),
        captures=_count(connection, "captures"),
        sightings=_count(connection, "sightings"),
        failures=_count(connection, "failures"),
        first=_day(first),
        last=_day(last),
        by_type={EventType(code): number for code, number in types.items()},
        by_status={Status(code): number for code, number in statuses.items()},
    )


def _count(connection: sqlite3.Connection, rows: str) -> int:
    """Count the rows of one of our own tables."""
    return int(connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])


def _tally(connection: sqlite3.Connection, statement: str) -> dict[str, int]:
    """Return counts by code."""
    return {str(code): int(number) for code, number in connection.execute(statement)}


def _day(text: str | None) -> date | None:
    """Return a day from its cell."""
    return None if text is None else date.fromisoformat(text)
