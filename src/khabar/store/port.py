"""The store port: what every adapter can do, and the values that go in and out."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType
from typing import Final, Protocol, Self

from khabar.base.ids import stable_id
from khabar.record.claim import Claim, Reading
from khabar.record.codes import EventType, Status
from khabar.record.errors import ConfigError
from khabar.record.report import FailedInput, PublishedBasis, Report, ReportId
from khabar.record.span import Span

__all__ = [
    "Added",
    "Addition",
    "Box",
    "Capture",
    "ClaimQuery",
    "ClaimRow",
    "Counts",
    "Derivation",
    "EventRow",
    "FailureRow",
    "ReportRow",
    "SearchHit",
    "Store",
]

_FULL_CIRCLE: Final = 180.0
_QUARTER_CIRCLE: Final = 90.0


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
class Derivation:
    """What made a reading: change any field and it is another derivation.

    Attributes:
        stage: ``reading`` for everything read in one report.
        code_version: Version of Khabar.
        model_digest: Hex digest of the reader's weights and labels.
        config_digest: Hex digest of the settings and knowledge files that can change a reading.
    """

    stage: str
    code_version: str
    model_digest: str
    config_digest: str

    @property
    def id(self) -> str:
        """The same id for the same four fields, on any machine."""
        return stable_id(
            "drv", self.stage, self.code_version, self.model_digest, self.config_digest
        )


@dataclass(frozen=True, slots=True)
class Addition:
    """A reading with the bytes it came from.

    Attributes:
        capture: The bytes.
        reading: What was read.
    """

    capture: Capture
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


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the globe, edges included.

    Attributes:
        west: Degrees east of Greenwich, -180 to 180.
        south: Degrees north, -90 to 90.
        east: Degrees; less than ``west`` when the box crosses the date line.
        north: Degrees, not less than ``south``.

    Raises:
        ConfigError: The four numbers are not a box.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse numbers outside the globe, and north below south."""
        longitudes = all(-_FULL_CIRCLE <= lon <= _FULL_CIRCLE for lon in (self.west, self.east))
        latitudes = -_QUARTER_CIRCLE <= self.south <= self.north <= _QUARTER_CIRCLE
        if not (longitudes and latitudes):
            what = f"not a box: {self.west}, {self.south}, {self.east}, {self.north}"
            raise ConfigError(what, do="give west, south, east, north in degrees")

    def contains(self, *, lat: float, lon: float) -> bool:
        """Return whether a point lies in this box.

        Args:
            lat: Degrees north.
            lon: Degrees east.

        Returns:
            True inside and on the edge.
        """
        if not self.south <= lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= lon <= self.east
        return lon >= self.west or lon <= self.east


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """Which claims; what is empty does not filter.

    Names match when the folded words asked for stand in the folded name.

    Attributes:
        since: First day; claims whose interval ends earlier are left out.
        until: Last day; claims whose interval begins later are left out. With either day,
            claims without any date are left out too.
        types: Event types.
        statuses: Statuses.
        actor: Name or registry id of an actor that does it.
        recipient: Name or registry id of whom it is done to.
        place: Name, country (alpha-3) or gazetteer id of a place of the claim.
        text: Search terms that must all stand in the claim's sentence.
        outlet: Who published the report.
        report: Only this report.
        box: A linked place of the claim lies in it.
        limit: At most this many claims; ``None`` for all.
    """

    since: date | None = None
    until: date | None = None
    types: frozenset[EventType] = frozenset()
    statuses: frozenset[Status] = frozenset()
    actor: str = ""
    recipient: str = ""
    place: str = ""
    text: str = ""
    outlet: str = ""
    report: ReportId | None = None
    box: Box | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with the reading it stands in.

    Attributes:
        reading: Report, sentences, entities, places.
        claim: One of the reading's claims.
    """

    reading: Reading
    claim: Claim

    @property
    def sentence(self) -> str:
        """Words of the claim's sentence."""
        span = self.reading.sentences[self.claim.sentence].span
        return span.quote(self.reading.report.text)


@dataclass(frozen=True, slots=True)
class EventRow:
    """Claims of one report that are the same occurrence.

    Attributes:
        reading: Where they stand.
        identity: ``V1``, ``V2`` ... inside the report.
        claims: All claims with this identity, in order of their triggers; at least one.
    """

    reading: Reading
    identity: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    r"""A report without its text, for lists; lone surrogates are written out (``\ud800``).

    Attributes:
        id: Its id.
        title: Headline; may be empty.
        published: Day; ``None`` when unknown.
        published_basis: How the day is known.
        outlet: Who published it; may be empty.
        url: Where; may be empty.
        language: ISO 639-1; may be empty.
        origin: Where it was found first.
        words: Words in the text.
        words_read: Words that reached the reader.
        claims: How many claims its current reading has.
        sightings: How often it was seen.
        added: When it was added, UTC.
    """

    id: ReportId
    title: str
    published: date | None
    published_basis: PublishedBasis
    outlet: str
    url: str
    language: str
    origin: str
    words: int
    words_read: int
    claims: int
    sightings: int
    added: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A report that has all terms of a search.

    Attributes:
        report: The report.
        title: Its headline; may be empty.
        outlet: Who published it; may be empty.
        published: Day; ``None`` when unknown.
        span: The sentence that shows the terms best; ``None`` when no sentence has any.
        snippet: Words of that sentence, else the beginning of the text.
        marks: Where the terms stand, as offsets into the report's text.
    """

    report: ReportId
    title: str
    outlet: str
    published: date | None
    span: Span | None
    snippet: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FailureRow:
    """An input in quarantine.

    Attributes:
        failed: Which input and why.
        sha256: Digest of its bytes in the captures; empty when there were none.
        first_seen: When it failed first, UTC.
        last_seen: When it failed last, UTC.
    """

    failed: FailedInput
    sha256: str
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a store, by current readings.

    Attributes:
        reports: Reports.
        outlets: Different outlets, the unknown one not counted.
        claims: Claims.
        events: Occurrences, told apart inside each report.
        entities: Entities, told apart inside each report.
        captures: Different contents kept as bytes.
        sightings: How often any of them was seen.
        failures: Inputs in quarantine.
        first: Earliest publication day; ``None`` when none is known.
        last: Latest publication day; ``None`` when none is known.
        by_type: Claims by event type.
        by_status: Claims by status.
    """

    reports: int
    outlets: int
    claims: int
    events: int
    entities: int
    captures: int
    sightings: int
    failures: int
    first: date | None
    last: date | None
    by_type: dict[EventType, int] = field(default_factory=dict)
    by_status: dict[Status, int] = field(default_factory=dict)


class Store(Protocol):
    """Where the record lives. Every adapter passes ``tests/contracts/test_store.py``.

    A store is used by one thread; open another for another thread. Days and times that are
    recorded come from the caller, so that a run can be repeated.
    """

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
            StoreError: The store has no such report.
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
            StoreError: There is no such reading.
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

    def events(self, query: ClaimQuery | None = None, /) -> Iterator[EventRow]:
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
        """Return every derivation with the number of its readings that are current."""

    def counts(self) -> Counts:
        """Return how much is in the store."""

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
