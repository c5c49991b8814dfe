"""The case on the desk: read in one place, written in one place, never by two at once."""

import gc
import getpass
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from khabar.filing import Filing, bring_up_to_date
from khabar.folders import find_knowledge
from khabar.intake import Source
from khabar.pipeline import Pipeline
from khabar.record.claim import ClaimId, Reading
from khabar.record.decision import Decision
from khabar.record.errors import KhabarError
from khabar.record.report import Report
from khabar.reference.actors import Registry
from khabar.reference.actors.own import open_own_registry
from khabar.reference.outlets import Outlets, open_own_outlets
from khabar.review import Lookups
from khabar.reviewed import open_lookups
from khabar.store import Store, open_case
from khabar.store.opening import CASE_FILE
from khabar.web.case.loading import find_revision, load_snapshot
from khabar.web.case.selection import Selection
from khabar.web.case.snapshot import Snapshot
from khabar.web.case.words import WordIndex
from khabar.web.desk.deciding import decision_lines, make_decisions, take_back
from khabar.web.desk.live import Feed
from khabar.web.screens.overview import tell_case
from khabar.web.screens.queue import find_waiting
from khabar.web.shapes.screens import DecisionRequest
from khabar.web.shapes.shared import Case, DecisionLine

__all__ = ["Desk"]

_RESTS: Final = 4  # times as long as it takes to read a case it is not read for pages' sake
_SURE_S: Final = 2.0  # after this long it is asked of the case itself whether it has changed


class Desk:
    """Everything the routes need of one case; its methods may be called from any thread."""

    def __init__(self, case: Path, *, person: str = "", key: str = "") -> None:
        """Choose the case.

        Args:
            case: File or folder.
            person: Who decides; the user of this machine when empty.
            key: Opens feeds; told to the page.
        """
        self.case = case / CASE_FILE if case.is_dir() else case
        self.person = person or _user()
        self.key = key
        self.feed = Feed()
        self._writing = threading.Lock()
        self._loading = threading.Lock()
        self._indexing = threading.Lock()
        self._readers = threading.local()
        self._kept: Snapshot | None = None
        self._stamped: tuple[object, ...] = ()
        self._indexed: tuple[list[ClaimId], WordIndex] | None = None
        self._looking = threading.Lock()
        self._rests_until = 0.0
        self._announced = ""
        self._waiting: tuple[str, int] = ("", 0)

    @cached_property
    def registry(self) -> Registry:
        """The actors known in this case."""
        return open_own_registry(find_knowledge(self.case).actors)

    @cached_property
    def outlets(self) -> Outlets:
        """The outlets known in this case."""
        return open_own_outlets(find_knowledge(self.case).outlets)

    @cached_property
    def lookups(self) -> Lookups:
        """Where the rows stand that decisions name."""
        known = find_knowledge(self.case)
        return open_lookups(places=known.places, actors=known.actors)

    @cached_property
    def pipeline(self) -> Pipeline:
        """What reads reports for this case."""
        known = find_knowledge(self.case)
        return Pipeline(place_layers=known.places, actor_files=known.actors)

    @property
    def name(self) -> str:
        """What the case is called."""
        return self.case.parent.name if self.case.name == CASE_FILE else self.case.stem

    def open(self) -> Store:
        """Open the case for the thread that asks.

        Returns:
            To be closed by it.

        Raises:
            StoreError: The case cannot be opened.
        """
        return open_case(self.case)

    def reader(self) -> Store:
        """Return the case opened for the thread that asks, once for each.

        Returns:
            Only to be read; never to be closed.

        Raises:
            StoreError: The case cannot be opened.
        """
        mine: _Reader | None = getattr(self._readers, "mine", None)
        if mine is None:
            mine = self._readers.mine = _Reader(self.open())
        return mine.store

    def snapshot(self) -> Snapshot:
        """Return the case as it stands, read anew only when it has changed.

        Returns:
            The snapshot.

        Raises:
            StoreError: The case cannot be read.
        """
        with self._loading:
            kept, stamp = self._kept, self._stamp()
            if kept is not None and stamp == self._stamped:
                return kept
            with self.open() as store:  # a reader that is still reading sees the case of before
                if kept is None or kept.revision != find_revision(store):
                    kept = self._kept = self._load(store)
            self._stamped = stamp
            return kept

    def _load(self, store: Store) -> Snapshot:
        """Return the case as it stands; nothing of it is ever garbage while it is made."""
        self._kept = None
        gc.disable()
        try:
            return load_snapshot(
                store,
                load=lambda report: self.reader().reading(report),
                lookups=self.lookups,
                words=self._words,
                quotes=lambda keys: self.reader().quotes(keys),
            )
        finally:
            gc.enable()
            gc.freeze()

    def _stamp(self) -> tuple[object, ...]:
        """Return what is another as soon as the file is written to; now and then another anyway."""
        found: list[object] = [int(time.monotonic() / _SURE_S)]
        for ending in ("", "-wal"):
            path = self.case.with_name(self.case.name + ending)
            try:
                state = path.stat()
            except OSError:
                continue
            found += (state.st_mtime_ns, state.st_size, state.st_ino)
        return tuple(found)

    def _words(self) -> WordIndex:
        """Return the index of words of the claims, made anew when there are others."""
        with self._indexing:
            snapshot = self._kept
            claims = [] if snapshot is None else [head.id for head in snapshot.heads.heads]
            if self._indexed is None or self._indexed[0] != claims:
                self._indexed = claims, WordIndex(self.reader().heads(words=True))
            return self._indexed[1]

    def tell(self) -> Case:
        """Return the case in figures.

        Returns:
            As the page's head shows it.
        """
        snapshot = self.snapshot()
        lines = [
            line for line in decision_lines(snapshot) if not line.undone and line.kind != "undo"
        ]
        return tell_case(
            snapshot,
            name=self.name,
            person=self.person,
            key=self.key,
            queue=self._count_waiting(snapshot),
            last_decision=lines[0] if lines else None,
        )

    def _count_waiting(self, snapshot: Snapshot) -> int:
        """Return how much waits for a person, counted once for each snapshot."""
        if self._waiting[0] != snapshot.revision:
            count = len(find_waiting(snapshot, selection=Selection()))
            self._waiting = snapshot.revision, count
        return self._waiting[1]

    def look(self) -> None:
        """Tell open pages when another program has changed the case.

        Never raises: what cannot be read now is looked at again.
        """
        if not self._looking.acquire(blocking=False):
            return
        try:
            if self._stamped and self._stamp()[1:] == self._stamped[1:]:
                return
            if time.monotonic() < self._rests_until:
                return
            begun = time.monotonic()
            revision = self.snapshot().revision
            self._rests_until = time.monotonic() + _RESTS * (time.monotonic() - begun)
            if revision != self._announced:
                self.announce()
        except (KhabarError, OSError):
            return
        finally:
            self._looking.release()

    def announce(self) -> Case:
        """Tell open pages how the case is now.

        Returns:
            The case in figures.
        """
        case = self.tell()
        self._announced = self.snapshot().revision
        self.feed.tell({"kind": "changed", "case": case})
        return case

    def decide(self, request: DecisionRequest) -> DecisionLine:
        """Write down what a person decided, and tell the situation with it.

        Args:
            request: As sent.

        Returns:
            The decision in words.

        Raises:
            ConfigError: It cannot be decided.
            StoreError: The case cannot be written.
        """
        at = datetime.now(UTC)
        snapshot = self.snapshot()
        made = make_decisions(request, snapshot=snapshot, by=self.person, at=at)
        return self._keep(made, at=at)

    def undo(self, wanted: str = "") -> DecisionLine:
        """Take a decision back.

        Args:
            wanted: Its id; the last that holds when empty.

        Returns:
            The undo in words.

        Raises:
            ConfigError: There is nothing to take back.
            StoreError: The case cannot be written.
        """
        at = datetime.now(UTC)
        return self._keep(take_back(wanted, snapshot=self.snapshot(), by=self.person, at=at), at=at)

    def read(self, report: Report) -> Reading:
        """Return what a report says, without keeping it.

        Args:
            report: As intake made it.

        Returns:
            The reading.
        """
        return self.pipeline.read(report)

    def add(self, sources: Iterable[Source], *, on_done: Callable[[], None]) -> dict[str, object]:
        """Read reports into the case.

        Args:
            sources: From intake.
            on_done: Called after each.

        Returns:
            What became of them, as the page is told.

        Raises:
            StoreError: The case cannot be written.
        """
        with self._writing, self.open() as store:
            filing = Filing(
                store,
                pipeline=self.pipeline,
                seen=datetime.now(UTC),
                outlets=self.outlets,
                lookups=self.lookups,
            )
            filed = filing.add(sources, on_done=on_done)
        failed = [
            {"input": f.origin or f.id, "message": f"{f.reason}: {f.detail}"} for f in filed.failed
        ]
        return {"kind": "finished", "added": filed.new, "again": filed.again, "failed": failed}

    def _keep(self, made: tuple[Decision, ...], *, at: datetime) -> DecisionLine:
        with self._writing, self.open() as store:
            store.situation.decide(made)
            bring_up_to_date(store, at=at, outlets=self.outlets, lookups=self.lookups)
        lines = decision_lines(self.snapshot())
        ids = {one.id for one in made}
        return next(line for line in lines if line.id in ids)


class _Reader:
    """A case that a thread has open, until it ends."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._thread = threading.get_ident()

    def __del__(self) -> None:
        """Close it where it may be closed: in its own thread."""
        if threading.get_ident() == self._thread:
            self.store.close()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "analyst"
