"""What is written of the situation; every function runs inside the caller's transaction."""

# ruff: noqa: S608 - only our own table names and conditions are put into SQL; values are bound

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import starmap
from typing import Final

from khabar.record.card import ClaimCard
from khabar.record.decision import Decision, Orphan
from khabar.record.event import Event, Situation, SourceNote
from khabar.record.ledger import AccessEntry, ControlEntry, TalksTrack
from khabar.record.report import ReportId
from khabar.record.standing import Telling
from khabar.store._codec import encode_record, printable
from khabar.store._sqlite_read import load_reading
from khabar.store._sqlite_rows import Cell
from khabar.store._sqlite_told import CHOSEN, encode_deck

__all__ = ["add_decisions", "deal", "put_compared", "put_ids", "put_orphans", "put_situation"]

Row = tuple[Cell, ...]
Keys = Mapping[tuple[str, str], Sequence[int]]
_PART: Final = 2**22  # bytes of compared pairs in one row
_CHILDREN: Final = ("event_mentions", "event_origins", "event_contradictions")


def deal(
    connection: sqlite3.Connection,
    decks: Mapping[ReportId, tuple[ClaimCard, ...]],
    *,
    made_by: str,
    switching: str | None,
) -> None:
    """Keep the cards of readings.

    Args:
        connection: Inside a transaction.
        decks: Cards by report.
        made_by: Id of what made them.
        switching: They are of readings by this derivation, where there are such.
    """
    for report, cards in decks.items():
        found = connection.execute(
            f"SELECT c.key FROM ({CHOSEN}) AS c JOIN reports AS p ON p.key = c.report"
            " WHERE p.id = ?2",
            (switching, printable(report)),
        )
        for (key,) in found.fetchall():
            body = encode_deck(load_reading(connection, key).report, cards)
            connection.execute(
                "INSERT OR REPLACE INTO decks VALUES (?, ?, ?)", (key, made_by, body)
            )


def put_situation(connection: sqlite3.Connection, situation: Situation, *, afresh: bool) -> None:
    """Replace the situation; events that did not move are left as they are.

    Args:
        connection: Inside a transaction.
        situation: As it is now.
        afresh: The readings have moved: tie all events to claims anew.
    """
    keys = dict(connection.execute("SELECT id, key FROM reports").fetchall())
    _put_events(connection, situation.events, afresh=afresh)
    _replace(connection, "source_notes", (_note(note, keys) for note in situation.sources))
    _replace(connection, "control_entries", starmap(_control, enumerate(situation.control)))
    _replace(connection, "access_entries", starmap(_access, enumerate(situation.access)))
    _replace(connection, "talks_tracks", starmap(_talks, enumerate(situation.talks)))


def put_ids(connection: sqlite3.Connection, telling: Telling, *, at: datetime) -> None:
    """Write what became of the ids from before, and the change feed.

    Args:
        connection: Inside a transaction.
        telling: What became of them.
        at: When, UTC.
    """
    moment = at.isoformat()
    leads: list[Row] = [(old, new, moment) for old, new in sorted(telling.redirects.items())]
    leads += [(old, None, moment) for old in telling.retracted]
    connection.executemany("INSERT OR REPLACE INTO event_redirects VALUES (?, ?, ?)", leads)
    revived = [(old,) for old in telling.revived]
    connection.executemany("DELETE FROM event_redirects WHERE id = ?", revived)
    connection.executemany(
        "INSERT INTO event_changes VALUES (NULL, ?, ?, ?, ?, ?)",
        [
            (moment, change.kind, change.event, change.into, _listed(change.what))
            for change in telling.changes
        ],
    )


def put_compared(connection: sqlite3.Connection, body: bytes) -> None:
    """Keep the pairs that were compared, in place of those of before.

    Args:
        connection: Inside a transaction.
        body: The pairs.
    """
    connection.execute("DELETE FROM compared_pairs")
    parts = range(0, len(body), _PART)
    connection.executemany(
        "INSERT INTO compared_pairs VALUES (?, ?)",
        ((at // _PART, body[at : at + _PART]) for at in parts),
    )


def put_orphans(connection: sqlite3.Connection, orphans: Iterable[Orphan]) -> None:
    """Replace the queue of orphans.

    Args:
        connection: Inside a transaction.
        orphans: Anchors that hold nowhere now.
    """
    rows = ((one.decision, one.position, one.reason, encode_record(one)) for one in orphans)
    _replace(connection, "orphans", rows)


def add_decisions(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> int:
    """Add decisions that are not there yet.

    Args:
        connection: Inside a transaction.
        decisions: Of people.

    Returns:
        How many that was.
    """
    before = connection.total_changes
    connection.executemany(
        "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (
                one.id,
                one.kind,
                printable(one.field),
                one.at.isoformat(),
                printable(one.by),
                encode_record(one),
            )
            for one in decisions
        ],
    )
    return connection.total_changes - before


def _put_events(connection: sqlite3.Connection, events: Sequence[Event], *, afresh: bool) -> None:
    """Write events that moved, and remove those that are none now."""
    kept = dict(connection.execute("SELECT id, body FROM events").fetchall())
    bodies = {event.id: encode_record(event) for event in events}
    moved = [event for event in events if afresh or kept.get(event.id) != bodies[event.id]]
    gone = [name for name in kept if name not in bodies]
    changed = [(name,) for name in (*gone, *(event.id for event in moved))]
    for table in _CHILDREN:
        connection.executemany(f"DELETE FROM {table} WHERE event = ?", changed)
    connection.executemany("DELETE FROM events WHERE id = ?", changed)
    rows = [_event(event, bodies[event.id]) for event in moved]
    connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    claims = _claim_keys(connection) if moved else {}
    for event in moved:
        mentions = ((event.id, at, key) for at, key in enumerate(_claims(event, claims)))
        connection.executemany("INSERT INTO event_mentions VALUES (?, ?, ?)", mentions)
        connection.executemany(
            "INSERT INTO event_origins VALUES (?, ?, ?, ?, ?)",
            (
                (event.id, at, printable(one.name), one.kind, len(one.reports))
                for at, one in enumerate(event.origins)
            ),
        )
        connection.executemany(
            "INSERT INTO event_contradictions VALUES (?, ?, ?, ?, ?)",
            (
                (event.id, at, one.field, int(one.reconcilable), len(one.values))
                for at, one in enumerate(event.contradictions)
            ),
        )


def _event(event: Event, body: bytes) -> Row:
    return (
        event.id,
        event.type,
        event.status,
        _day(event.first),
        _day(event.last),
        len(event.mentions),
        len(event.reports),
        len(event.origins),
        len(event.contradictions),
        body,
    )


def _claim_keys(connection: sqlite3.Connection) -> Keys:
    """Return the rows of current claims by report and claim."""
    keys: dict[tuple[str, str], list[int]] = defaultdict(list)
    found = connection.execute(
        "SELECT p.id, c.id, c.key FROM claims AS c"
        " JOIN readings AS r ON r.key = c.reading AND r.is_current = 1"
        " JOIN reports AS p ON p.key = r.report ORDER BY c.key"
    )
    for report, claim, key in found:
        keys[report, claim].append(key)
    return keys


def _claims(event: Event, keys: Keys) -> Iterator[int]:
    for mention in event.mentions:
        yield from keys.get((printable(mention.key.report), printable(mention.key.claim)), ())


def _replace(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Put rows in the place of all there are in one of our own tables."""
    connection.execute(f"DELETE FROM {table}")
    for row in rows:
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)


def _note(note: SourceNote, keys: Mapping[str, int]) -> Row:
    return (
        keys[printable(note.report)],
        printable(note.outlet),
        None if note.copy_of is None else keys.get(printable(note.copy_of)),
        note.p,
        note.share,
        _listed(note.credits),
        _listed(note.quotes),
    )


def _control(position: int, entry: ControlEntry) -> Row:
    return (
        position,
        printable(entry.place),
        printable(entry.place_key),
        printable(entry.holder),
        printable(entry.holder_key),
        entry.state,
        _day(entry.first),
        _day(entry.last),
        _day(entry.newest),
        encode_record(entry),
    )


def _access(position: int, entry: AccessEntry) -> Row:
    return (
        position,
        printable(entry.place),
        printable(entry.place_key),
        entry.what,
        entry.state,
        _day(entry.first),
        _day(entry.last),
        _day(entry.newest),
        encode_record(entry),
    )


def _talks(position: int, track: TalksTrack) -> Row:
    return (
        position,
        _listed(track.parties),
        printable(track.venue),
        printable(track.outcome),
        _day(track.newest),
        encode_record(track),
    )


def _listed(words: Iterable[str]) -> str:
    return json.dumps([printable(word) for word in words], ensure_ascii=False)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
