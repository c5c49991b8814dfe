"""The situation of a case file (see ``SituationShelf`` for what each method does)."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime

from khabar.record.card import ClaimCard
from khabar.record.decision import Decision, Orphan, keep_bearing
from khabar.record.deck import Deck
from khabar.record.errors import StoreMissingError
from khabar.record.event import Change, Event, EventId, Field, SourceNote
from khabar.record.ledger import AccessEntry, ControlEntry, TalksTrack
from khabar.record.report import ReportId
from khabar.record.standing import Standing, Telling
from khabar.store import _sqlite_telling as telling_rows
from khabar.store import _sqlite_told as told_rows
from khabar.store import _sqlite_write as write
from khabar.store._codec import decode_record, printable
from khabar.store._ids import follow
from khabar.store.derivation import Derivation
from khabar.store.rows import ClaimQuery
from khabar.store.shelf import Found, Told

__all__ = ["SqliteShelf"]

Guard = Callable[[], AbstractContextManager[None]]
Writing = Callable[[], AbstractContextManager[sqlite3.Connection]]


class SqliteShelf:
    """Keeps the situation in tables of the case file."""

    def __init__(
        self, connection: sqlite3.Connection, *, guard: Guard, writing: Writing, boxes: bool
    ) -> None:
        """Take the case file.

        Args:
            connection: An open case file.
            guard: Names the file in errors.
            writing: Runs a transaction.
            boxes: There is an R-Tree of places.
        """
        self._connection = connection
        self._guard = guard
        self._writing = writing
        self._boxes = boxes

    def inputs(self, *, switching: str | None = None) -> str:
        """Return a digest of the current readings and of the decisions that bear on the telling."""
        decided = keep_bearing(self.decisions())
        with self._guard():
            return told_rows.digest_inputs(self._connection, decisions=decided, switching=switching)

    def told(self) -> Told | None:
        """Return the last telling."""
        with self._guard():
            return told_rows.last_telling(self._connection)

    def arrivals(self) -> Mapping[ReportId, int]:
        """Return the number of each report in the order they were added."""
        with self._guard():
            found = self._connection.execute("SELECT id FROM reports ORDER BY key").fetchall()
        return {ReportId(name): at for at, (name,) in enumerate(found)}

    def names(self) -> Mapping[ReportId, str]:
        """Return what to call reports whose id was made of their content."""
        with self._guard():
            return told_rows.file_names(self._connection)

    def undealt(self, made_by: str, *, switching: str | None = None) -> tuple[ReportId, ...]:
        """Return the reports whose reading has no cards by a derivation."""
        with self._guard():
            return told_rows.undealt(self._connection, made_by, switching=switching)

    def deal(
        self,
        decks: Mapping[ReportId, tuple[ClaimCard, ...]],
        *,
        made_by: Derivation,
        at: datetime,
        switching: str | None = None,
    ) -> None:
        """Keep the cards of readings."""
        with self._writing() as connection:
            write.add_derivation(connection, made_by, seen=at)
            telling_rows.deal(connection, decks, made_by=made_by.id, switching=switching)

    def decks(
        self, *, switching: str | None = None, texts: Collection[str] | None = None
    ) -> Iterator[Deck]:
        """Yield the decks of current readings."""
        with self._guard():
            yield from told_rows.load_decks(self._connection, switching=switching, texts=texts)

    def standing(self) -> Standing:
        """Return the ids as they are."""
        with self._guard():
            leads = told_rows.load_leads(self._connection)
            return Standing.of(
                told_rows.load_events(self._connection, None, boxes=self._boxes),
                redirects={old: new for old, (new, _) in leads.items() if new is not None},
                retracted=(old for old, (new, _) in leads.items() if new is None),
            )

    def compared(self) -> bytes:
        """Return the pairs that were compared for the last telling."""
        with self._guard():
            return told_rows.load_compared(self._connection)

    def put(
        self,
        telling: Telling,
        *,
        inputs: str,
        made_by: Derivation,
        at: datetime,
        orphans: Iterable[Orphan] = (),
        switching: str | None = None,
        compared: bytes = b"",
    ) -> int:
        """Make a situation the one that is told, in one transaction."""
        with self._writing() as connection:
            write.add_derivation(connection, made_by, seen=at)
            moved = (write.switch(connection, switching) or 0) if switching else 0
            telling_rows.put_situation(connection, telling.situation, afresh=moved > 0)
            telling_rows.put_ids(connection, telling, at=at)
            telling_rows.put_orphans(connection, orphans)
            telling_rows.put_compared(connection, compared)
            connection.execute(
                "INSERT INTO tellings VALUES (NULL, ?, ?, ?, ?, ?)",
                (inputs, made_by.id, at.isoformat(), moved, len(telling.changes)),
            )
        return moved

    def sources(self) -> Iterator[SourceNote]:
        """Yield where each report comes from."""
        with self._guard():
            yield from told_rows.load_sources(self._connection)

    def events(
        self, query: ClaimQuery | None = None, /, *, differing: Collection[Field] | None = None
    ) -> Iterator[Event]:
        """Yield events of which at least one claim matches."""
        with self._guard():
            yield from told_rows.load_events(
                self._connection, query, boxes=self._boxes, differing=differing
            )

    def event(self, event: EventId, /) -> Found:
        """Return what an event id stands for."""
        with self._guard():
            standing = told_rows.load_event(self._connection, event)
            if standing is not None:
                return Found(event, standing, None)
            leads = told_rows.load_leads(self._connection)
            if event not in leads:
                what = f"no event {printable(event)!r} in this case"
                raise StoreMissingError(what)
            last = follow(event, leads={old: new for old, (new, _) in leads.items()})
            found = None if last is None else told_rows.load_event(self._connection, last)
            return Found(event, found, leads[event][1])

    def control(self) -> Iterator[ControlEntry]:
        """Yield who holds what."""
        yield from self._ledger("control_entries", ControlEntry)

    def access(self) -> Iterator[AccessEntry]:
        """Yield what gets in and out."""
        yield from self._ledger("access_entries", AccessEntry)

    def talks(self) -> Iterator[TalksTrack]:
        """Yield who talks with whom."""
        yield from self._ledger("talks_tracks", TalksTrack)

    def changes(self, *, since: datetime | None = None) -> Iterator[Change]:
        """Yield the change feed."""
        with self._guard():
            yield from told_rows.load_changes(self._connection, since=since)

    def decide(self, decisions: Iterable[Decision], /) -> int:
        """Keep decisions that are not there yet."""
        with self._writing() as connection:
            return telling_rows.add_decisions(connection, decisions)

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision."""
        rows = "decisions ORDER BY decided_at, id"
        return tuple(self._ledger(rows, Decision))

    def orphans(self) -> tuple[Orphan, ...]:
        """Return the anchors that hold nowhere."""
        return tuple(self._ledger("orphans ORDER BY decision, position", Orphan))

    def _ledger(self, rows: str, kind: type[told_rows.R]) -> Iterator[told_rows.R]:
        """Yield whole records of one of our own tables."""
        ordered = rows if "ORDER BY" in rows else f"{rows} ORDER BY position"
        with self._guard():
            for (body,) in self._connection.execute(f"SELECT body FROM {ordered}").fetchall():  # noqa: S608 - our own table names
                yield decode_record(body, kind)
