"""The store port: what every adapter can do, and what is put into it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from khabar.record.card import ClaimKey
from khabar.record.claim import Reading
from khabar.record.report import FailedInput, Report, ReportId
from khabar.store.derivation import Derivation
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
from khabar.store.shelf import SituationShelf

__all__ = ["Added", "Addition", "Capture", "Derivation", "Store"]


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they were found; kept for ever, once per content.

    Attributes:
        raw: The bytes of the file, or of the row in UTF-8.
        sha256: Their hex digest.
    """

    raw: bytes
    sha256: str

    @classmethod
    def of(cls, raw: bytes) -> "Capture":
        """Take bytes and their digest; make it once for a file of many reports.

        Args:
            raw: Bytes as found.

        Returns:
            The capture.
        """
        return cls(raw, hashlib.sha256(raw).hexdigest())


@dataclass(frozen=True, slots=True)
class Addition:
    """A reading with the bytes it came from.

    Attributes:
        capture: The bytes; ``None`` for a known report that was not seen again, only read.
        reading: What was read.
    """

    capture: Capture | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class Added:
    """What became of some additions.

    Attributes:
        new: Reports that were not there.
        reread: Known reports with a reading by another derivation.
        again: Readings that were already there: only the sighting is new.
        refused: Ids that already stand for something else; nothing was changed for them.
    """

    new: int = 0
    reread: int = 0
    again: int = 0
    refused: tuple[FailedInput, ...] = ()


class Store(Protocol):
    """Where the record lives. Every adapter passes ``tests/contracts/test_store.py``.

    A store is used by one thread; open another for another thread. Days and times that are
    recorded come from the caller, so that a run can be repeated.
    """

    @property
    def writable(self) -> bool:
        """Whether anything can be added; false on a read-only file, folder or medium."""

    @property
    def situation(self) -> SituationShelf:
        """What all reports say together."""

    def add(
        self, additions: Iterable[Addition], /, *, derivation: Derivation, seen: datetime
    ) -> Added:
        """Add readings; commit them in small groups, so that a broken run can be resumed.

        A report's first reading is its current one; readings by other derivations stand
        beside it until ``switch`` is called.

        Args:
            additions: Consumed lazily.
            derivation: What made the readings.
            seen: When the inputs were seen, UTC.

        Returns:
            What became of them.

        Raises:
            StoreFullError: The disk is full; groups committed before stay.
            StoreLockedError: Another process held the store for too long.
            StoreDamagedError: The store is broken.
        """

    def holds(self, report: Report, /, *, derivation: Derivation) -> bool:
        """Return whether this very report was already read by this derivation.

        Args:
            report: As intake made it.
            derivation: What would read it.

        Returns:
            True when reading it again would change nothing.
        """

    def sight(self, report: Report, /, *, capture: Capture, seen: datetime) -> None:
        """Record that a known report was seen once more.

        Args:
            report: A report the store holds.
            capture: The bytes it was seen in.
            seen: When, UTC.

        Raises:
            StoreMissingError: The store has no such report.
        """

    def quarantine(
        self, failed: FailedInput, /, *, capture: Capture | None, seen: datetime
    ) -> None:
        """Keep an input that did not become a report, with its bytes.

        Args:
            failed: Which input and why.
            capture: Its bytes; ``None`` when there are none.
            seen: When, UTC.
        """

    def switch(self, derivation: str, /) -> int:
        """Make the readings of one derivation the current ones, all at once.

        Args:
            derivation: Its id.

        Returns:
            How many reports changed their current reading.

        Raises:
            StoreError: No reading has this derivation.
        """

    def heads(self, *, words: bool = False) -> Iterator[ClaimHead]:
        """Yield every claim of a current reading in few words, in the order of ``readings``.

        Args:
            words: With the folded words of its sentence.
        """

    def quotes(self, keys: Iterable[ClaimKey], /) -> Mapping[ClaimKey, ClaimQuote]:
        """Return the words of some claims of current readings, without opening any.

        Args:
            keys: Which claims.

        Returns:
            By key; claims that are not there, or that stand in a text with half a letter, are
            left out.
        """

    def reports(self) -> Iterator[ReportRow]:
        """Yield every report, by day of publication (unknown last) and id."""

    def reading(self, report: ReportId, /, *, derivation: str | None = None) -> Reading:
        """Return a reading exactly as it was added.

        Args:
            report: Which report.
            derivation: Which derivation; the current one when ``None``.

        Returns:
            The reading.

        Raises:
            StoreMissingError: There is no such reading.
        """

    def readings(self, query: ClaimQuery | None = None, /) -> Iterator[Reading]:
        """Yield current readings, each with only the claims that match.

        Args:
            query: Which claims; without it every reading is given whole, also those that
                have no claim.

        Yields:
            Readings in the order of ``reports``.
        """

    def claims(self, query: ClaimQuery | None = None, /) -> Iterator[ClaimRow]:
        """Yield claims of current readings, by first day (unknown last), report, trigger.

        Args:
            query: Which claims.

        Yields:
            Rows.
        """

    def occurrences(self, query: ClaimQuery | None = None, /) -> Iterator[EventRow]:
        """Yield occurrences inside reports of which at least one claim matches.

        Args:
            query: Which claims; ``limit`` counts occurrences here.

        Yields:
            Rows, in the order of their first matching claims.
        """

    def search(self, query: str, /, *, limit: int = 50) -> tuple[SearchHit, ...]:
        """Find reports whose text has every term of a search line.

        Args:
            query: Words, ``"phrases"`` and ``begin*``; case and accents do not matter.
            limit: At most this many.

        Returns:
            Hits, best first; none for a line without words.
        """

    def failures(self) -> Iterator[FailureRow]:
        """Yield the inputs in quarantine, in the order they failed first."""

    def capture(self, sha256: str, /) -> Capture:
        """Return captured bytes.

        Args:
            sha256: Their hex digest.

        Returns:
            The capture.

        Raises:
            StoreError: There are no such bytes.
        """

    def derivations(self) -> tuple[tuple[Derivation, int], ...]:
        """Return what made readings, with the number of its readings that are current."""

    def counts(self) -> Counts:
        """Return how much is in the store."""

    def check(self) -> None:
        """Read everything that is stored and say whether it is whole.

        Raises:
            StoreDamagedError: Something is broken.
        """

    def close(self) -> None:
        """Let go of the store; a second call does nothing."""

    def __enter__(self) -> Self:
        """Return the store itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
