"""What is read of the situation in a case file."""

# ruff: noqa: S608 - only our own table names and conditions are put into SQL; values are bound

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from khabar.base.ids import stable_id
from khabar.record.card import ClaimCard
from khabar.record.decision import Decision
from khabar.record.deck import Deck
from khabar.record.event import Change, ChangeKind, Event, EventId, Field, SourceNote
from khabar.record.report import Report, ReportId
from khabar.store._codec import decode_record, encode_record, printable, text_from_cell
from khabar.store._ids import made_id_name
from khabar.store._sqlite_query import claims_where
from khabar.store.rows import ClaimQuery
from khabar.store.shelf import Told

__all__ = [
    "CHOSEN",
    "R",
    "decode_deck",
    "digest_inputs",
    "encode_deck",
    "file_names",
    "last_telling",
    "load_changes",
    "load_compared",
    "load_decks",
    "load_event",
    "load_events",
    "load_leads",
    "load_sources",
    "undealt",
]

R = TypeVar("R")
_BY_DAY: Final = "coalesce(e.first_day, '9999-12-31'), e.id"
CHOSEN: Final = """
    SELECT r.key, r.report, r.derivation FROM readings AS r
    WHERE CASE WHEN ?1 IS NOT NULL AND EXISTS (
        SELECT 1 FROM readings AS s WHERE s.report = r.report AND s.derivation = ?1
    ) THEN r.derivation = ?1 ELSE r.is_current = 1 END"""
"""Current readings, as if the readings of derivation ``?1`` were."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What is kept of a deck; the text is kept with the report."""

    report: Report
    cards: tuple[ClaimCard, ...]


def encode_deck(report: Report, cards: tuple[ClaimCard, ...]) -> bytes:
    """Return a deck without its text as bytes.

    Args:
        report: Its report.
        cards: Its cards.

    Returns:
        What ``decode_deck`` turns back.
    """
    return encode_record(_Body(replace(report, text=""), cards))


def decode_deck(body: bytes, *, text: str) -> Deck:
    """Return the deck that ``encode_deck`` was given.

    Args:
        body: Its bytes.
        text: The report's text.

    Returns:
        The deck.

    Raises:
        StoreDamagedError: The bytes are no deck.
    """
    bare = decode_record(body, _Body)
    return Deck(replace(bare.report, text=text), bare.cards)


def digest_inputs(
    connection: sqlite3.Connection, *, decisions: Iterable[Decision], switching: str | None
) -> str:
    """Return a digest of what a situation rests on.

    Args:
        connection: An open case file.
        decisions: Those that bear on it.
        switching: As if the readings of this derivation were current.

    Returns:
        The digest.
    """
    readings = connection.execute(
        f"SELECT p.id, c.derivation FROM ({CHOSEN}) AS c JOIN reports AS p ON p.key = c.report"
        " ORDER BY p.key",
        (switching,),
    )
    told = [f"{report} {made}" for report, made in readings]
    return stable_id("inputs", *told, "|", *sorted(one.id for one in decisions))


def last_telling(connection: sqlite3.Connection) -> Told | None:
    """Return the last telling, or ``None``.

    Args:
        connection: An open case file.

    Returns:
        The telling.
    """
    row = connection.execute(
        "SELECT inputs, derivation, told_at, readings_moved, events_moved FROM tellings"
        " ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    inputs, made_by, at, readings, events = row
    return Told(inputs, made_by, datetime.fromisoformat(at), readings, events)


def file_names(connection: sqlite3.Connection) -> Mapping[ReportId, str]:
    """Return the files of reports whose id was made of their content.

    Args:
        connection: An open case file.

    Returns:
        Names by report.
    """
    found = connection.execute(
        "SELECT p.id, r.origin FROM reports AS p"
        " JOIN readings AS r ON r.report = p.key AND r.is_current = 1"
        " WHERE p.id GLOB 'report-*' AND r.origin <> ''"
    )
    named = ((ReportId(name), made_id_name(name, origin=origin)) for name, origin in found)
    return {report: name for report, name in named if name}


def undealt(
    connection: sqlite3.Connection, made_by: str, *, switching: str | None
) -> tuple[ReportId, ...]:
    """Return the reports whose reading has no cards by a derivation.

    Args:
        connection: An open case file.
        made_by: Id of the derivation.
        switching: As if the readings of this derivation were current.

    Returns:
        Ids, in order of arrival.
    """
    found = connection.execute(
        f"SELECT p.id FROM ({CHOSEN}) AS c JOIN reports AS p ON p.key = c.report"
        " LEFT JOIN decks AS d ON d.reading = c.key AND d.made_by = ?2"
        " WHERE d.reading IS NULL ORDER BY p.key",
        (switching, made_by),
    )
    return tuple(ReportId(name) for (name,) in found)


def load_decks(
    connection: sqlite3.Connection, *, switching: str | None, texts: Collection[str] | None
) -> Iterator[Deck]:
    """Yield the decks of current readings.

    Args:
        connection: An open case file.
        switching: As if the readings of this derivation were current.
        texts: Only those of reports whose text has one of these digests.

    Yields:
        Decks, in order of arrival.
    """
    found = connection.execute(
        f"SELECT d.body, p.text FROM ({CHOSEN}) AS c JOIN reports AS p ON p.key = c.report"
        " JOIN decks AS d ON d.reading = c.key"
        " WHERE ?2 IS NULL OR p.text_sha256 IN (SELECT value FROM json_each(?2)) ORDER BY p.key",
        (switching, None if texts is None else json.dumps(sorted(texts))),
    )
    for body, text in found:
        yield decode_deck(body, text=text_from_cell(text))


def load_leads(
    connection: sqlite3.Connection,
) -> dict[EventId, tuple[EventId | None, datetime]]:
    """Return where the ids of events that are none now lead, and since when.

    Args:
        connection: An open case file.

    Returns:
        One step each; ``None`` for what is retracted.
    """
    found = connection.execute("SELECT id, into_event, since FROM event_redirects")
    return {
        EventId(old): (None if new is None else EventId(new), datetime.fromisoformat(since))
        for old, new, since in found
    }


def load_events(
    connection: sqlite3.Connection,
    query: ClaimQuery | None,
    *,
    boxes: bool,
    differing: Collection[Field] | None = None,
) -> Iterator[Event]:
    """Yield events of which at least one claim matches.

    Args:
        connection: An open case file.
        query: Which claims; ``None`` for all.
        boxes: There is an R-Tree of places.
        differing: Only events in which sources tell one of these fields differently.

    Yields:
        Events, by first day (unknown last) and id.
    """
    query = query or ClaimQuery()
    matching, values = "1", []
    if replace(query, limit=None) != ClaimQuery():
        where = claims_where(query, boxes=boxes)
        matching = (
            "e.id IN (SELECT m.event FROM event_mentions AS m"
            " JOIN claims AS c ON c.key = m.claim"
            " JOIN readings AS r ON r.key = c.reading"
            f" JOIN reports AS p ON p.key = r.report WHERE {where.sql})"
        )
        values = where.values
    if differing is not None:
        fields = ", ".join("?" * len(differing))
        told = f"SELECT d.event FROM event_contradictions AS d WHERE d.field IN ({fields})"
        matching += f" AND e.id IN ({told})"
        values = [*values, *differing]
    found = connection.execute(
        f"SELECT e.body FROM events AS e WHERE {matching} ORDER BY {_BY_DAY} LIMIT ?",
        (*values, -1 if query.limit is None else query.limit),
    )
    for (body,) in found.fetchall():
        yield decode_record(body, Event)


def load_event(connection: sqlite3.Connection, event: EventId) -> Event | None:
    """Return a standing event, or ``None``.

    Args:
        connection: An open case file.
        event: Its id.

    Returns:
        The event.
    """
    found = connection.execute("SELECT body FROM events WHERE id = ?", (printable(event),))
    row = found.fetchone()
    return None if row is None else decode_record(row[0], Event)


def load_compared(connection: sqlite3.Connection) -> bytes:
    """Return the pairs that were compared for the last telling.

    Args:
        connection: An open case file.

    Returns:
        As they were put.
    """
    found = connection.execute("SELECT body FROM compared_pairs ORDER BY part")
    return b"".join(body for (body,) in found)


def load_sources(connection: sqlite3.Connection) -> Iterator[SourceNote]:
    """Yield where each report comes from.

    Args:
        connection: An open case file.

    Yields:
        Notes, in order of arrival.
    """
    found = connection.execute(
        "SELECT p.id, n.outlet, o.id, n.p, n.share, n.credits, n.quotes FROM source_notes AS n"
        " JOIN reports AS p ON p.key = n.report LEFT JOIN reports AS o ON o.key = n.copy_of"
        " ORDER BY p.key"
    )
    for report, outlet, copied, p, share, credits_, quotes in found.fetchall():
        yield SourceNote(
            report=ReportId(report),
            outlet=outlet,
            copy_of=None if copied is None else ReportId(copied),
            p=p,
            share=share,
            credits=tuple(json.loads(credits_)),
            quotes=tuple(json.loads(quotes)),
        )


def load_changes(connection: sqlite3.Connection, *, since: datetime | None) -> Iterator[Change]:
    """Yield the change feed.

    Args:
        connection: An open case file.
        since: Leave out what changed before.

    Yields:
        Lines, oldest first.
    """
    found = connection.execute(
        "SELECT at, kind, event, into_event, what FROM event_changes WHERE at >= ? ORDER BY id",
        ("" if since is None else since.isoformat(),),
    )
    for at, kind, event, into, what in found.fetchall():
        yield Change(
            at=datetime.fromisoformat(at),
            kind=ChangeKind(kind),
            event=EventId(event),
            into=None if into is None else EventId(into),
            what=tuple(json.loads(what)),
        )
