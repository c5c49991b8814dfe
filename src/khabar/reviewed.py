"""A case as people decided that it is: what every list, search, export and page reads.

The store keeps what was read. Rejected claims are left out here, edits say the new value, and
withheld names are covered in every text, so that no way of asking tells them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from khabar.record.actor import ActorRow
from khabar.record.card import ClaimKey
from khabar.record.claim import Reading
from khabar.record.decision import Decision, DecisionKind
from khabar.record.deck import Deck
from khabar.record.event import Change, Event, EventId, Field, SourceNote
from khabar.record.ledger import AccessEntry, ControlEntry, TalksTrack
from khabar.record.place import PlaceRow
from khabar.record.report import ReportId
from khabar.review import (
    NO_REMARKS,
    Corrections,
    Lookups,
    Redaction,
    Remarks,
    find_withheld,
    make_corrections,
    make_remarks,
    place_decisions,
)
from khabar.store import (
    ClaimQuery,
    ClaimRow,
    Counts,
    FailureRow,
    Found,
    ReportRow,
    SearchHit,
    Store,
    claim_order,
    count_readings,
    find_hit,
    find_matches,
)

__all__ = [
    "NOTHING_RULED",
    "ReviewedShelf",
    "ReviewedStore",
    "Rulings",
    "load_rulings",
    "open_lookups",
]

_MANY: Final = 100_000  # hits to look through where some of them may be withheld


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people decided, ready to be laid over the record.

    Attributes:
        decisions: As they hold now.
        corrections: Of readings.
        redaction: Of every text.
        remarks: Flags, notes, marks of sensitivity and seals.
        reports_of: Reports of each text that a decision is about, by the digest of the text.
    """

    decisions: tuple[Decision, ...]
    corrections: Corrections
    redaction: Redaction
    remarks: Remarks = NO_REMARKS
    reports_of: Mapping[str, tuple[ReportId, ...]] = field(default_factory=dict)

    def apply(self, reading: Reading, *, keeps_rejected: bool = False) -> Reading:
        """Return a reading as it may be shown.

        Args:
            reading: As it was read.
            keeps_rejected: Leave rejected claims in.

        Returns:
            Corrected and covered.
        """
        told = self.corrections.correct(reading, keeps_rejected=keeps_rejected)
        return self.redaction.cover_record(told)


NOTHING_RULED: Final = Rulings((), make_corrections(()), Redaction.of(()))
"""Of a case in which nobody decided anything."""


def load_rulings(store: Store, *, lookups: Lookups | None = None) -> Rulings:
    """Return what people decided in a case.

    Args:
        store: Open.
        lookups: Where rows stand that a decision names; those of Khabar when ``None``.

    Returns:
        The rulings; a decision whose words stand nowhere now still withholds its name.

    Raises:
        StoreError: The case cannot be read.
    """
    lookups = lookups or open_lookups()
    taken = store.situation.decisions()
    if not taken:
        return NOTHING_RULED
    decks = _decks_about(taken, store=store)
    placed = {one.id: one for one in place_decisions(taken, decks=decks).decisions}
    holding = tuple(placed.get(one.id, one) for one in taken)
    return Rulings(
        holding,
        make_corrections(holding, lookups=lookups),
        _find_redaction(store, holding, decks=decks, lookups=lookups),
        make_remarks(holding),
        _find_reports(holding, decks=decks),
    )


def _decks_about(decisions: Iterable[Decision], *, store: Store) -> tuple[Deck, ...]:
    """Return the decks of the texts that decisions are about.

    All decks where words may stand in other texts now, or a name is withheld: then no text can
    be left out.
    """
    taken = tuple(decisions)
    texts = {anchor.text_sha256 for one in taken for anchor in one.anchors}
    if not any(one.kind is DecisionKind.REDACT for one in taken):
        found = tuple(store.situation.decks(texts=texts))
        if texts == {deck.report.text_sha256 for deck in found}:
            return found
    return tuple(store.situation.decks())


def _find_reports(
    decisions: Iterable[Decision], *, decks: Iterable[Deck]
) -> dict[str, tuple[ReportId, ...]]:
    """Return the reports of each text that decisions are about."""
    texts = {anchor.text_sha256 for one in decisions for anchor in one.anchors}
    found: dict[str, tuple[ReportId, ...]] = {}
    for deck in decks:
        text = deck.report.text_sha256
        if text in texts:
            found[text] = (*found.get(text, ()), deck.report.id)
    return found


def _find_redaction(
    store: Store, decisions: tuple[Decision, ...], *, decks: Iterable[Deck], lookups: Lookups
) -> Redaction:
    """Return what covers the withheld names: as reports, cards and the registry write them."""
    texts = {
        anchor.text_sha256
        for one in decisions
        if one.kind is DecisionKind.REDACT
        for anchor in one.anchors
    }
    if not texts:
        return Redaction.of(())
    every = tuple(decks)
    readings = [store.reading(d.report.id) for d in every if d.report.text_sha256 in texts]
    rows = {entity.registry_id for reading in readings for entity in reading.entities} - {""}
    aliases = {row: set(_names_of(lookups.actor(row))) for row in rows}
    for deck in every:
        for card in deck.cards:
            for party in (*card.actors, *card.recipients):
                if party.key in aliases:
                    aliases[party.key].add(party.name)
    known = [(row, tuple(sorted(names))) for row, names in sorted(aliases.items())]
    return find_withheld(decisions, readings=readings, aliases=known)


def _names_of(row: ActorRow | None) -> tuple[str, ...]:
    return () if row is None else (row.name, *row.aliases)


def open_lookups(*, places: Iterable[Path] = (), actors: Iterable[Path] = ()) -> Lookups:
    """Return where the rows stand that a decision names; opened when first asked.

    Args:
        places: Layers of imported places.
        actors: Files of actors.

    Returns:
        Look-ups in them and in what comes with Khabar.
    """
    layers, files = tuple(places), tuple(actors)

    @cache
    def find_actor(name: str) -> ActorRow | None:
        from khabar.reference.actors.own import open_own_registry

        return open_own_registry(files).find_row(name)

    @cache
    def find_place(name: str) -> PlaceRow | None:
        from khabar.reference.gazetteer import open_gazetteer

        gazetteer = open_gazetteer().with_layers(layers)
        return next((row for row in gazetteer if row.id == name), None)

    return Lookups(actor=find_actor, place=find_place)


class ReviewedStore:
    """What may be read of a case; see ``Store`` for what each method answers."""

    def __init__(
        self, store: Store, *, rulings: Rulings | None = None, lookups: Lookups | None = None
    ) -> None:
        """Lay what people decided over a case.

        Args:
            store: Open.
            rulings: What they decided; read from the store when ``None``.
            lookups: Where rows stand that a decision names.
        """
        self._store = store
        self._given = rulings
        self._lookups = lookups

    @cached_property
    def rulings(self) -> Rulings:
        """What people decided, read when first asked."""
        return self._given or load_rulings(self._store, lookups=self._lookups)

    @cached_property
    def situation(self) -> "ReviewedShelf":
        """What all reports say together."""
        return ReviewedShelf(self)

    @property
    def raw(self) -> Store:
        """The case as it was read."""
        return self._store

    def reading(self, report: ReportId, /) -> Reading:
        """Return the current reading of a report.

        Args:
            report: Which.

        Returns:
            As people decided that it is.
        """
        return self.rulings.apply(self._store.reading(report))

    def reports(self) -> Iterator[ReportRow]:
        """Yield every report; rejected claims do not count."""
        gone: dict[str, int] = {}
        if self.rulings.corrections.rejected:
            for reading in self._store.readings():
                kept = self.rulings.corrections.correct(reading)
                gone[reading.report.id] = len(reading.claims) - len(kept.claims)
        for row in self._store.reports():
            counted = replace(row, claims=row.claims - gone.get(row.id, 0))
            covered = self.rulings.redaction.cover_record(counted)
            yield replace(covered, id=row.id)

    def readings(self, query: ClaimQuery | None = None, /) -> Iterator[Reading]:
        """Yield current readings, each with only the claims that match.

        Args:
            query: Which claims; every reading whole without it.

        Yields:
            Readings in the order of ``reports``.
        """
        if query is None:
            yield from map(self.rulings.apply, self._store.readings())
            return
        rows: dict[ReportId, list[ClaimRow]] = {}
        for row in self.claims(query):
            rows.setdefault(row.reading.report.id, []).append(row)
        for report in self._store.reports():
            if report.id in rows:
                found = {row.claim.id for row in rows[report.id]}
                whole = rows[report.id][0].reading
                kept = tuple(one for one in whole.claims if one.id in found)
                yield replace(whole, claims=kept)

    def claims(self, query: ClaimQuery | None = None, /) -> Iterator[ClaimRow]:
        """Yield claims of current readings that were not rejected.

        Args:
            query: Which claims.

        Yields:
            Rows, in the order of the store.
        """
        asked, rulings = query or ClaimQuery(), self.rulings
        if not rulings.redaction and not rulings.corrections.changes:
            gone = rulings.corrections.rejected
            if not gone:
                yield from self._store.claims(query)
                return
            found: Iterator[ClaimRow] = (
                ClaimRow(rulings.apply(row.reading), row.claim)
                for row in self._store.claims(replace(asked, limit=None))
                if row.claim.id not in gone
            )
        else:
            found = iter(self._match(asked))
        yield from islice(found, asked.limit)

    def rejected(self, query: ClaimQuery | None = None, /) -> Iterator[tuple[ClaimRow, Decision]]:
        """Yield the claims that were rejected, with the decision that says so.

        Args:
            query: Which claims.

        Yields:
            In the order of the reports.
        """
        gone, asked = self.rulings.corrections.rejected, query or ClaimQuery()
        for whole in self._store.readings() if gone else ():
            reading = self.rulings.apply(whole, keeps_rejected=True)
            for _, claim in find_matches(reading, query=asked):
                if claim.id in gone:
                    yield ClaimRow(reading, claim), gone[claim.id]

    def search(self, query: str, /, *, limit: int = 50) -> tuple[SearchHit, ...]:
        """Find reports whose text has every term; a withheld name finds nothing.

        Args:
            query: Search line.
            limit: At most this many.

        Returns:
            Hits, best first.
        """
        if not self.rulings.redaction:
            return self._store.search(query, limit=limit)
        hits = self._store.search(query, limit=_MANY)
        found = (find_hit(self.reading(hit.report), query=query) for hit in hits)
        return tuple(islice((hit for hit in found if hit is not None), limit))

    def failures(self) -> Iterator[FailureRow]:
        """Yield the inputs in quarantine."""
        for row in self._store.failures():
            yield replace(row, failed=self.rulings.redaction.cover_record(row.failed))

    def counts(self) -> Counts:
        """Return how much is in the case; rejected claims do not count."""
        counts, corrections = self._store.counts(), self.rulings.corrections
        if not corrections.rejected and not corrections.changes:
            return counts
        kept = count_readings(map(corrections.correct, self._store.readings()))
        return replace(
            kept,
            captures=counts.captures,
            sightings=counts.sightings,
            failures=counts.failures,
        )

    def _match(self, query: ClaimQuery) -> list[ClaimRow]:
        """Return the claims that match as they are shown, in order, whatever was read."""
        found = [
            (claim_order(reading, claim=claim, position=at), ClaimRow(reading, claim))
            for reading in self.readings()
            for at, claim in find_matches(reading, query=query)
        ]
        found.sort(key=lambda pair: pair[0])
        return [row for _, row in found]


class ReviewedShelf:
    """What may be read of a situation; it was told with the corrections, names are covered."""

    def __init__(self, store: ReviewedStore) -> None:
        """Lay what people decided over a situation.

        Args:
            store: The case.
        """
        self._store = store
        self._shelf = store.raw.situation

    def names(self) -> Mapping[ReportId, str]:
        """Return what to call reports whose id was made of their content."""
        cover = self._store.rulings.redaction.cover
        return {report: cover(name) for report, name in self._shelf.names().items()}

    def sources(self) -> Iterator[SourceNote]:
        """Yield where each report comes from."""
        yield from map(self._store.rulings.redaction.cover_record, self._shelf.sources())

    def events(
        self, query: ClaimQuery | None = None, /, *, differing: Collection[Field] | None = None
    ) -> Iterator[Event]:
        """Yield events of which at least one claim matches.

        Args:
            query: Which claims.
            differing: Only events in which sources tell one of these fields differently.

        Yields:
            Events, in order.
        """
        rulings = self._store.rulings
        if query is None or not (rulings.redaction or rulings.corrections.changes):
            found = self._shelf.events(query, differing=differing)
            yield from map(rulings.redaction.cover_record, found)
            return
        rows = self._store.claims(replace(query, limit=None))
        keys = {ClaimKey(row.reading.report.id, row.claim.id) for row in rows}
        matched = (
            event
            for event in self._shelf.events(differing=differing)
            if any(m.key in keys for m in event.mentions)
        )
        yield from map(rulings.redaction.cover_record, islice(matched, query.limit))

    def event(self, event: EventId, /) -> Found:
        """Return what an event id stands for.

        Args:
            event: Any id of any time.

        Returns:
            The event, if there is one now.
        """
        return self._store.rulings.redaction.cover_record(self._shelf.event(event))

    def control(self) -> Iterator[ControlEntry]:
        """Yield who holds what."""
        yield from map(self._store.rulings.redaction.cover_record, self._shelf.control())

    def access(self) -> Iterator[AccessEntry]:
        """Yield what gets in and out."""
        yield from map(self._store.rulings.redaction.cover_record, self._shelf.access())

    def talks(self) -> Iterator[TalksTrack]:
        """Yield who talks with whom."""
        yield from map(self._store.rulings.redaction.cover_record, self._shelf.talks())

    def changes(self, *, since: datetime | None = None) -> Iterator[Change]:
        """Yield the change feed.

        Args:
            since: From when on.

        Yields:
            Changes, oldest first.
        """
        yield from self._shelf.changes(since=since)
