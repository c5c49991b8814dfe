"""Readings of a case, opened when they are asked for; the last ones stay open."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from khabar.record.claim import Claim, ClaimId, Reading
from khabar.record.lookup import EntityIndex
from khabar.record.report import ReportId

__all__ = ["OpenReading", "Shelving"]

_OPEN: Final = 2_000  # readings of about 100 kB


class OpenReading:
    """A reading with its claims and entities by id."""

    __slots__ = ("_entities", "claims", "reading")

    def __init__(self, reading: Reading) -> None:
        """Open it.

        Args:
            reading: As people decided that it is, rejected claims in it.
        """
        self.reading = reading
        self.claims: dict[ClaimId, Claim] = {one.id: one for one in reading.claims}
        self._entities: EntityIndex | None = None

    @property
    def entities(self) -> EntityIndex:
        """Its entities."""
        if self._entities is None:
            self._entities = EntityIndex.of(self.reading)
        return self._entities


class Shelving(Mapping[ReportId, Reading]):
    """The readings of all reports, of which only the last used are in memory."""

    def __init__(
        self, reports: Mapping[ReportId, object], *, load: Callable[[ReportId], Reading]
    ) -> None:
        """Know which there are.

        Args:
            reports: By id, in order.
            load: Reads one; may be called from any thread.
        """
        self._reports = reports
        self._load = load
        self._open: OrderedDict[ReportId, OpenReading] = OrderedDict()
        self._turn = threading.Lock()

    def open(self, report: ReportId) -> OpenReading:
        """Return a reading with what stands in it by id.

        Args:
            report: Which.

        Returns:
            The reading.

        Raises:
            KeyError: The case has no such report.
            StoreMissingError: It had one when it was told.
        """
        with self._turn:
            found = self._open.get(report)
            if found is not None:
                self._open.move_to_end(report)
                return found
        if report not in self._reports:
            raise KeyError(report)
        found = OpenReading(self._load(report))
        with self._turn:
            self._open[report] = found
            while len(self._open) > _OPEN:
                self._open.popitem(last=False)
        return found

    def is_open(self, report: ReportId) -> bool:
        """Return whether a reading is in memory.

        Args:
            report: Which.
        """
        return report in self._open

    def __getitem__(self, report: ReportId) -> Reading:
        """Return a reading; ``KeyError`` when there is none."""
        return self.open(report).reading

    def __iter__(self) -> Iterator[ReportId]:
        """Yield the reports, in order."""
        return iter(self._reports)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._reports)

    def __contains__(self, report: object) -> bool:
        """Return whether there is one; opens none."""
        return report in self._reports
