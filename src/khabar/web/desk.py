"""The case on the desk: read in one place, written in one place, never by two at once."""

import getpass
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from khabar.filing import Filing, retell
from khabar.folders import find_knowledge
from khabar.intake import Source
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar.record.decision import Decision
from khabar.record.report import Report
from khabar.reference.actors import Registry
from khabar.reference.actors.own import open_own_registry
from khabar.reference.outlets import Outlets, open_own_outlets
from khabar.review import Lookups
from khabar.reviewed import open_lookups
from khabar.store import Store, open_case
from khabar.store.opening import CASE_FILE
from khabar.web.deciding import decision_lines, make_decisions, take_back
from khabar.web.live import Feed
from khabar.web.overview import tell_case
from khabar.web.queue import find_waiting
from khabar.web.screen_shapes import DecisionRequest
from khabar.web.selection import Selection
from khabar.web.shapes import Case, DecisionLine
from khabar.web.snapshot import Snapshot, load_snapshot

__all__ = ["Desk"]


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
        self._kept: Snapshot | None = None

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

    def snapshot(self) -> Snapshot:
        """Return the case as it stands, read anew only when it has changed.

        Returns:
            The snapshot.

        Raises:
            StoreError: The case cannot be read.
        """
        with self._loading, self.open() as store:
            told = store.situation.told()
            now = f"{store.situation.inputs()} {told.at.isoformat() if told else ''}"
            if self._kept is None or self._kept.revision != now:
                self._kept = load_snapshot(store, lookups=self.lookups)
            return self._kept

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
            queue=len(find_waiting(snapshot, selection=Selection())),
            last_decision=lines[0] if lines else None,
        )

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
            retell(store, at=at, outlets=self.outlets, lookups=self.lookups)
        lines = decision_lines(self.snapshot())
        ids = {one.id for one in made}
        return next(line for line in lines if line.id in ids)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "analyst"
