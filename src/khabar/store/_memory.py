"""A store in memory: gone when it is closed. Small, obvious, and the measure of others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import Self

from khabar.base.names import fold_name
from khabar.record.card import ClaimKey
from khabar.record.claim import Reading
from khabar.record.errors import StoreError, StoreMissingError
from khabar.record.report import FailedInput, Report, ReportId
from khabar.store._codec import printable
from khabar.store._match import claim_order, find_matches, report_order
from khabar.store._memory_situation import MemoryShelf
from khabar.store._refusal import refusal, same_facts
from khabar.store._snippet import find_hit
from khabar.store._tally import count_readings
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

__all__ = ["MemoryStore", "open_memory"]


def open_memory(place: str, *, create: bool = False) -> "MemoryStore":
    """Open an empty store.

    Args:
        place: Not used.
        create: Not used.

    Returns:
        The store.
    """
    del place, create
    return MemoryStore()


@dataclass(slots=True)
class _Shelf:
    """Everything known of one report."""

    added: datetime
    current: str
    readings: dict[str, Reading] = field(default_factory=dict)
    sightings: list[tuple[datetime, str, str]] = field(default_factory=list)

    @property
    def reading(self) -> Reading:
        """The current reading."""
        return self.readings[self.current]


class MemoryStore:
    """Keeps the record in dictionaries (see ``Store`` for what each method does)."""

    def __init__(self) -> None:
        """Begin empty."""
        self._shelves: dict[ReportId, _Shelf] = {}
        self._captures: dict[str, Capture] = {}
        self._failures: dict[tuple[str, str, str, str], FailureRow] = {}
        self._derivations: dict[str, Derivation] = {}
        self._situation = MemoryShelf(
            current=self._as_if, matching=self._matching_keys, switch=self.switch
        )

    @property
    def writable(self) -> bool:
        """Always."""
        return True

    @property
    def situation(self) -> MemoryShelf:
        """What all reports say together."""
        return self._situation

    def add(
        self, additions: Iterable[Addition], /, *, derivation: Derivation, seen: datetime
    ) -> Added:
        """Add readings that are not there yet."""
        self._derivations.setdefault(derivation.id, derivation)
        new = reread = again = 0
        refused: list[FailedInput] = []
        for addition in additions:
            reading = addition.reading
            report = reading.report
            shelf = self._shelves.get(report.id)
            if shelf is not None:
                clash = _find_clash(shelf, report=report, derivation=derivation.id)
                if clash is not None:
                    refused.append(refusal(clash, report))
                    continue
                again += derivation.id in shelf.readings
                reread += derivation.id not in shelf.readings
            else:
                shelf = self._shelves[report.id] = _Shelf(seen, derivation.id)
                new += 1
            shelf.readings.setdefault(derivation.id, reading)
            if addition.capture is not None:
                self._sight(shelf, report=report, capture=addition.capture, seen=seen)
        return Added(new, reread, again, tuple(refused))

    def _sight(self, shelf: _Shelf, *, report: Report, capture: Capture, seen: datetime) -> None:
        """Keep the bytes and note when and where they were seen."""
        self._captures.setdefault(capture.sha256, capture)
        shelf.sightings.append((seen, report.origin, capture.sha256))

    def holds(self, report: Report, /, *, derivation: Derivation) -> bool:
        """Return whether this very report was already read by this derivation."""
        shelf = self._shelves.get(report.id)
        old = None if shelf is None else shelf.readings.get(derivation.id)
        return old is not None and same_facts(old.report, report)

    def sight(self, report: Report, /, *, capture: Capture, seen: datetime) -> None:
        """Record that a known report was seen once more."""
        self._sight(self._shelf(report.id), report=report, capture=capture, seen=seen)

    def quarantine(
        self, failed: FailedInput, /, *, capture: Capture | None, seen: datetime
    ) -> None:
        """Keep an input that did not become a report."""
        digest = "" if capture is None else capture.sha256
        if capture is not None:
            self._captures.setdefault(digest, capture)
        key = (failed.id, failed.origin, failed.reason, digest)
        known = self._failures.get(key)
        first = seen if known is None else known.first_seen
        self._failures[key] = FailureRow(failed, digest, first, seen)

    def switch(self, derivation: str, /) -> int:
        """Make the readings of one derivation the current ones."""
        having = [s for s in self._shelves.values() if derivation in s.readings]
        if not having:
            what = f"no reading was made by derivation {derivation!r}"
            raise StoreError(what)
        moved = [shelf for shelf in having if shelf.current != derivation]
        for shelf in moved:
            shelf.current = derivation
        return len(moved)

    def reports(self) -> Iterator[ReportRow]:
        """Yield every report."""
        for reading in self._in_order():
            shelf = self._shelves[reading.report.id]
            yield _row_of(reading, shelf=shelf)

    def reading(self, report: ReportId, /, *, derivation: str | None = None) -> Reading:
        """Return a reading exactly as it was added."""
        shelf = self._shelf(report)
        wanted = shelf.current if derivation is None else derivation
        if wanted not in shelf.readings:
            what = f"report {report!r} has no reading by derivation {wanted!r}"
            raise StoreMissingError(what)
        return shelf.readings[wanted]

    def heads(self, *, words: bool = False) -> Iterator[ClaimHead]:
        """Yield every claim in few words."""
        for reading in self._in_order():
            report = ReportId(printable(reading.report.id))
            for claim in reading.claims:
                told = reading.sentences[claim.sentence].span.quote(reading.report.text)
                yield ClaimHead(
                    *(report, claim.id, claim.type, claim.status),
                    *(claim.when.first, claim.when.last, claim.p),
                    folded=fold_name(told) if words else "",
                )

    def quotes(self, keys: Iterable[ClaimKey], /) -> Mapping[ClaimKey, ClaimQuote]:
        """Return the words of some claims."""
        wanted, found = set(keys), {}
        for reading in self._in_order():
            for claim in reading.claims:
                key = ClaimKey(reading.report.id, claim.id)
                if key in wanted:
                    words = reading.sentences[claim.sentence].span.quote(reading.report.text)
                    links = tuple((link.kind, link.span) for link in claim.attribution)
                    found[key] = ClaimQuote(words, links)
        return found

    def readings(self, query: ClaimQuery | None = None, /) -> Iterator[Reading]:
        """Yield current readings, each with only the claims that match."""
        if query is None:
            yield from self._in_order()
            return
        kept: dict[ReportId, set[int]] = {}
        for report, position in self._matches(query):
            kept.setdefault(report, set()).add(position)
        for reading in self._in_order():
            at = kept.get(reading.report.id)
            if at is not None:
                claims = (claim for i, claim in enumerate(reading.claims) if i in at)
                yield replace(reading, claims=tuple(claims))

    def claims(self, query: ClaimQuery | None = None, /) -> Iterator[ClaimRow]:
        """Yield claims of current readings."""
        for report, position in self._matches(query or ClaimQuery()):
            reading = self._shelves[report].reading
            yield ClaimRow(reading, reading.claims[position])

    def occurrences(self, query: ClaimQuery | None = None, /) -> Iterator[EventRow]:
        """Yield occurrences inside reports of which at least one claim matches."""
        query = query or ClaimQuery()
        seen: set[tuple[ReportId, str]] = set()
        for row in self.claims(replace(query, limit=None)):
            key = (row.reading.report.id, row.claim.identity)
            if key not in seen and (query.limit is None or len(seen) < query.limit):
                seen.add(key)
                same = (c for c in row.reading.claims if c.identity == row.claim.identity)
                yield EventRow(row.reading, row.claim.identity, tuple(same))

    def search(self, query: str, /, *, limit: int = 50) -> tuple[SearchHit, ...]:
        """Find reports whose text has every term of a search line."""
        found = (find_hit(reading, query=query) for reading in self._in_order())
        hits = [hit for hit in found if hit is not None] if parse_terms(query) else []
        return tuple(hits[:limit])

    def failures(self) -> Iterator[FailureRow]:
        """Yield the inputs in quarantine."""
        yield from self._failures.values()

    def capture(self, sha256: str, /) -> Capture:
        """Return captured bytes."""
        if sha256 not in self._captures:
            what = f"no captured bytes with digest {sha256!r}"
            raise StoreError(what)
        return self._captures[sha256]

    def derivations(self) -> tuple[tuple[Derivation, int], ...]:
        """Return every derivation with the number of its current readings."""
        shelves = self._shelves.values()
        return tuple(
            (derivation, sum(shelf.current == key for shelf in shelves))
            for key, derivation in self._derivations.items()
        )

    def counts(self) -> Counts:
        """Return how much is in the store."""
        return replace(
            count_readings(self._in_order()),
            captures=len(self._captures),
            sightings=sum(len(shelf.sightings) for shelf in self._shelves.values()),
            failures=len(self._failures),
        )

    def check(self) -> None:
        """Find nothing: what is in memory is whole."""

    def close(self) -> None:
        """Forget everything."""
        self._shelves.clear()

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

    def _shelf(self, report: ReportId) -> _Shelf:
        """Return what is known of a report, or say that it is not there."""
        if report not in self._shelves:
            what = f"no report {report!r} in this case"
            raise StoreMissingError(what)
        return self._shelves[report]

    def _matches(self, query: ClaimQuery) -> list[tuple[ReportId, int]]:
        """Return which claims match, by first day, report, position."""
        found = [
            (claim_order(reading, claim=claim, position=position), reading.report.id)
            for reading in self._in_order()
            for position, claim in find_matches(reading, query=query)
        ]
        return [(report, key[2]) for key, report in sorted(found)[: query.limit]]

    def _as_if(self, switching: str | None) -> list[tuple[str, Reading]]:
        """Return derivation and reading of each report, in order of arrival."""
        chosen = (
            (shelf, switching if switching in shelf.readings else shelf.current)
            for shelf in self._shelves.values()
        )
        return [(made or "", shelf.readings[made or ""]) for shelf, made in chosen]

    def _matching_keys(self, query: ClaimQuery) -> Iterator[ClaimKey]:
        """Yield the claims that match."""
        for report, position in self._matches(query):
            yield ClaimKey(report, self._shelves[report].reading.claims[position].id)

    def _in_order(self) -> list[Reading]:
        """Return the current readings by day of publication and id."""
        readings = (shelf.reading for shelf in self._shelves.values())
        return sorted(readings, key=lambda reading: report_order(reading.report))


def _find_clash(shelf: _Shelf, *, report: Report, derivation: str) -> Report | None:
    """Return the report that keeps this one out, or ``None``."""
    old = shelf.readings.get(derivation)
    if old is not None:
        return None if same_facts(old.report, report) else old.report
    first = shelf.reading.report
    return None if first.text_sha256 == report.text_sha256 else first


def _row_of(reading: Reading, *, shelf: _Shelf) -> ReportRow:
    """Return the list row of a report."""
    report = reading.report
    return ReportRow(
        id=ReportId(printable(report.id)),
        title=printable(report.title),
        published=report.published,
        published_basis=report.published_basis,
        outlet=printable(report.outlet),
        url=printable(report.url),
        language=printable(report.language),
        origin=printable(report.origin),
        words=reading.coverage.words,
        words_read=reading.coverage.words_read,
        claims=len(reading.claims),
        sightings=len(shelf.sightings),
        added=shelf.added,
    )
