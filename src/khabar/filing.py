"""Reports into a case: what is known is only sighted, what is new is read and kept.

Every run ends with the situation told from all reports of the case. A run that was killed
before it came to that is made good by the next command (``bring_up_to_date``).
"""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from typing import Final

from khabar._version import __version__
from khabar.events.cards import make_cards
from khabar.events.linking import KnownPairs
from khabar.events.situation import tell_cards
from khabar.events.syndication import find_copies
from khabar.intake import Source
from khabar.models.files import model_digest
from khabar.pipeline import Pipeline
from khabar.record.card import ClaimCard
from khabar.record.claim import Reading
from khabar.record.deck import Deck
from khabar.record.dropped import Dropped
from khabar.record.errors import StoreMissingError
from khabar.record.event import ChangeKind
from khabar.record.report import FailedInput, Report, ReportId
from khabar.reference.outlets import Outlets
from khabar.review import Corrections, Lookups, make_corrections, place_decisions
from khabar.reviewed import open_lookups
from khabar.store import Addition, Capture, Derivation, Store

__all__ = ["Filed", "Filing", "Pipe", "Retold", "bring_up_to_date", "is_up_to_date", "retell"]

Pipe = Callable[[Iterable[Report]], Iterator[Reading | FailedInput]]
"""Reports in, an answer for each out."""

_DEALT: Final = 64  # decks in one transaction
_BATCH: Final = 16  # readings in one transaction: a killed run loses at most these


@dataclass(frozen=True, slots=True)
class Retold:
    """What moved when the situation was told anew.

    Attributes:
        events: How many events there are.
        changes: How many events were created, updated, merged, split, retracted.
        readings_moved: Reports whose current reading was switched with it.
        decisions: Decisions of people that hold.
        orphans: Anchors of decisions that hold nowhere now.
    """

    events: int
    changes: Mapping[ChangeKind, int]
    readings_moved: int
    decisions: int
    orphans: int


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of the inputs of one run.

    Attributes:
        new: Reports that were not in the case.
        reread: Known reports, read by another version or model before; the new reading is
            the current one now, the old one stands beside it.
        again: Reports that this model had read before.
        failed: Inputs without a reading, and why.
        retold: What moved in the situation; ``None`` when nothing had to be told anew.
        remarks: Where a report came from or its id, and what its readers should know: it is
            not in English, its date line gives no day.
    """

    new: int
    reread: int
    again: int
    failed: tuple[FailedInput, ...]
    retold: Retold | None = field(default=None, compare=False)
    remarks: tuple[tuple[str, str], ...] = ()


class Filing:
    """Reads inputs into a case, a few at a time, so that a broken run can go on."""

    def __init__(
        self,
        store: Store,
        *,
        pipeline: Pipeline,
        seen: datetime,
        outlets: Outlets | None = None,
        lookups: Lookups | None = None,
    ) -> None:
        """Choose the case.

        Args:
            store: Open for writing.
            pipeline: Reads the reports.
            seen: When the inputs are seen, UTC.
            outlets: Registry of outlets; the packaged one when ``None``.
            lookups: Where rows stand that a decision names; those of Khabar when ``None``.

        Raises:
            ReaderError: The model folder has no manifest.
            KnowledgeError: A layer of places is damaged.
        """
        self._store = store
        self._pipeline = pipeline
        self._seen = seen
        self._outlets = outlets
        self._lookups = lookups
        self._derivation = _derivation(pipeline)
        self._counts: Counter[str] = Counter()
        self._failed: list[FailedInput] = []
        self._remarks: list[tuple[str, str]] = []
        self._batch: list[Addition] = []

    @property
    def recipe(self) -> str:
        """Id of what reads: another version, model or configuration has another."""
        return self._derivation.id

    def add(
        self,
        sources: Iterable[Source],
        *,
        processes: int = 1,
        on_done: Callable[[], None] = lambda: None,
    ) -> Filed:
        """Read inputs and keep what they say. An interrupted run keeps all it has read.

        Args:
            sources: From ``khabar.intake``; taken lazily.
            processes: How many worker processes.
            on_done: Called after each input.

        Returns:
            What became of the inputs.

        Raises:
            ReaderError: The reader cannot run.
            StoreError: The case cannot be written; what was added before stays.
            KeyboardInterrupt: Passed on, once everything read so far is kept.
        """
        captures: deque[Capture] = deque()
        fresh = self._pick_fresh(sources, captures=captures, on_done=on_done)
        try:
            for answer in self._pipeline.pipe(fresh, processes=processes):
                self._keep(answer, capture=captures.popleft())
                on_done()
        except KeyboardInterrupt:
            self._flush()
            raise
        self._flush()
        return self._finish()

    def redo(
        self,
        *,
        processes: int = 1,
        on_done: Callable[[], None] = lambda: None,
        pipe: Pipe | None = None,
    ) -> Filed:
        """Do the case over from its texts: read what another version had read, tell all anew.

        Args:
            processes: How many worker processes.
            on_done: Called after each report.
            pipe: Reads the reports in the pipeline's stead, for instance by an engine.

        Returns:
            What became of the reports.

        Raises:
            ReaderError: The reader cannot run.
            StoreError: The case cannot be written; what was added before stays.
            KeyboardInterrupt: Passed on, once everything read so far is kept.
        """
        read = pipe or partial(self._pipeline.pipe, processes=processes)
        try:
            for answer in read(self._pick_stale(on_done)):
                self._keep(answer, capture=None)
                on_done()
        except KeyboardInterrupt:
            self._flush()
            raise
        self._flush()
        return self._finish(anew=True)

    def _finish(self, *, anew: bool = False) -> Filed:
        """Switch to this derivation and tell the situation, both at once."""
        counts = self._counts
        switching = self._derivation.id if counts.total() else None
        retold = None
        outlets = self._outlets
        if anew or not is_up_to_date(self._store, switching=switching, outlets=outlets):
            retold = retell(
                self._store,
                at=self._seen,
                switching=switching,
                anew=anew,
                outlets=outlets,
                lookups=self._lookups,
            )
        return Filed(
            counts["new"],
            counts["reread"],
            counts["again"],
            tuple(self._failed),
            retold,
            tuple(self._remarks),
        )

    def _pick_stale(self, on_done: Callable[[], None]) -> Iterator[Report]:
        """Yield the reports that this derivation has not read."""
        for row in list(self._store.reports()):
            report = self._store.reading(row.id).report
            if self._store.holds(report, derivation=self._derivation):
                self._counts["again"] += 1
                on_done()
            else:
                yield report

    def _pick_fresh(
        self,
        sources: Iterable[Source],
        *,
        captures: deque[Capture],
        on_done: Callable[[], None],
    ) -> Iterator[Report]:
        """Yield the reports that must be read; sight the known, set the failed aside.

        Yields:
            Reports, each with its capture appended to ``captures``.
        """
        for source in sources:
            capture = Capture.of(source.raw)
            if isinstance(source.report, FailedInput):
                self._refuse(source.report, capture=capture)
            elif self._store.holds(source.report, derivation=self._derivation):
                self._store.sight(source.report, capture=capture, seen=self._seen)
                self._counts["again"] += 1
            else:
                captures.append(capture)
                yield source.report
                continue
            on_done()

    def _keep(self, answer: Reading | FailedInput, *, capture: Capture | None) -> None:
        """Put a reading with the next transaction, or set a failure aside."""
        if isinstance(answer, FailedInput):
            self._refuse(answer, capture=capture)
            return
        origin = answer.report.origin or answer.report.id
        self._remarks += [(origin, d.detail) for d in answer.dropped if _is_remark(d)]
        self._batch.append(Addition(capture, answer))
        if len(self._batch) >= _BATCH:
            self._flush()

    def _refuse(self, failed: FailedInput, *, capture: Capture | None) -> None:
        """Set an input aside with its bytes."""
        self._failed.append(failed)
        self._store.quarantine(failed, capture=capture, seen=self._seen)

    def _flush(self) -> None:
        """Add what was read since the last transaction."""
        batch, self._batch = self._batch, []
        added = self._store.add(batch, derivation=self._derivation, seen=self._seen)
        self._counts.update(new=added.new, reread=added.reread, again=added.again)
        self._failed.extend(added.refused)


def _is_remark(dropped: Dropped) -> bool:
    """Return whether what was left out is the report itself, or its day."""
    return dropped.what in {"publication", "report"}


def is_up_to_date(
    store: Store, *, switching: str | None = None, outlets: Outlets | None = None
) -> bool:
    """Return whether the situation rests on what the case holds now, as this version tells it.

    Args:
        store: A case.
        switching: As if the readings of this derivation were the current ones.
        outlets: Registry of outlets; the packaged one when ``None``.

    Returns:
        False also when there is no situation yet.
    """
    told = store.situation.told()
    wanted = store.situation.inputs(switching=switching)
    return told is not None and (told.inputs, told.made_by) == (
        wanted,
        _telling(outlets).id,
    )


def bring_up_to_date(
    store: Store,
    *,
    at: datetime,
    outlets: Outlets | None = None,
    lookups: Lookups | None = None,
) -> Retold | None:
    """Tell the situation anew if the case holds something that it does not rest on.

    Args:
        store: Open for writing.
        at: When, UTC.
        outlets: Registry of outlets; the packaged one when ``None``.
        lookups: Where rows stand that a decision names; those of Khabar when ``None``.

    Returns:
        What moved; ``None`` when nothing had to be done.

    Raises:
        StoreError: The case cannot be written.
    """
    fresh = is_up_to_date(store, outlets=outlets)
    return None if fresh else retell(store, at=at, outlets=outlets, lookups=lookups)


def retell(
    store: Store,
    *,
    at: datetime,
    switching: str | None = None,
    anew: bool = False,
    outlets: Outlets | None = None,
    lookups: Lookups | None = None,
) -> Retold:
    """Tell the situation from all reports of a case, and keep it in one transaction.

    What people decided is laid over the readings first: rejected claims tell nothing.

    Args:
        store: Open for writing.
        at: When, UTC.
        switching: The readings of this derivation become the current ones with it.
        anew: Make all cards again and compare all pairs again.
        outlets: Registry of outlets; the packaged one when ``None``.
        lookups: Where rows stand that a decision names; those of Khabar when ``None``.

    Returns:
        What moved.

    Raises:
        StoreError: The case cannot be written; then the situation is as before.
    """
    shelf = store.situation
    _deal(store, at=at, switching=switching, anew=anew, outlets=outlets)
    inputs = shelf.inputs(switching=switching)  # what comes from now on is not in this telling
    decks = tuple(shelf.decks(switching=switching))
    placed = place_decisions(shelf.decisions(), decks=decks)
    corrections = make_corrections(placed.decisions, lookups=lookups or open_lookups())
    known = KnownPairs(b"" if anew else shelf.compared(), scorer=_scorer_digest())
    telling = tell_cards(
        [
            card
            for deck in decks
            for card in _correct(
                deck, corrections, store=store, switching=switching, outlets=outlets
            )
        ],
        notes=find_copies([deck.report for deck in decks], outlets=outlets),
        arrivals=shelf.arrivals(),
        decisions=placed.decisions,
        standing=shelf.standing(),
        at=at,
        known=known,
    )
    moved = shelf.put(
        telling,
        inputs=inputs,
        made_by=_telling(outlets),
        at=at,
        orphans=placed.orphans,
        switching=switching,
        compared=known.dump(),
    )
    if shelf.inputs() != inputs:  # another process has added or decided something meanwhile
        return retell(store, at=at, outlets=outlets, lookups=lookups)
    return Retold(
        events=len(telling.situation.events),
        changes=Counter(change.kind for change in telling.changes),
        readings_moved=moved,
        decisions=len(placed.decisions),
        orphans=len(placed.orphans),
    )


def _deal(
    store: Store, *, at: datetime, switching: str | None, anew: bool, outlets: Outlets | None
) -> None:
    """Make the cards that are missing, or all."""
    shelf, made_by = store.situation, _telling(outlets)
    wanted = shelf.undealt("" if anew else made_by.id, switching=switching)
    for start in range(0, len(wanted), _DEALT):
        some = wanted[start : start + _DEALT]
        cards = {
            name: make_cards(_reading(store, name, switching=switching), outlets=outlets)
            for name in some
        }
        shelf.deal(cards, made_by=made_by, at=at, switching=switching)


def _correct(
    deck: Deck,
    corrections: Corrections,
    *,
    store: Store,
    switching: str | None,
    outlets: Outlets | None,
) -> tuple[ClaimCard, ...]:
    """Return the cards of a report as people decided that it is."""
    if deck.report.text_sha256 in corrections.changes:
        reading = _reading(store, deck.report.id, switching=switching)
        return make_cards(corrections.correct(reading), outlets=outlets)
    return tuple(card for card in deck.cards if card.key.claim not in corrections.rejected)


def _reading(store: Store, report: ReportId, *, switching: str | None) -> Reading:
    """Return the reading that will be the current one."""
    try:
        return store.reading(report, derivation=switching)
    except StoreMissingError:
        return store.reading(report)


def _telling(outlets: Outlets | None) -> Derivation:
    """Return what this version, its weights and the outlets would tell of the readings."""
    return Derivation(
        stage="situation",
        code_version=__version__,
        model_digest=_weights_digest(),
        config_digest="" if outlets is None else outlets.own_digest,
    )


@cache
def _weights_digest() -> str:
    return _digest_linking(".json")


@cache
def _scorer_digest() -> str:
    """Return a digest of the weights and of the code that uses them."""
    return f"{__version__} {_digest_linking('.json', '.py')}"


def _digest_linking(*endings: str) -> str:
    place = files("khabar.events.linking")
    digest = hashlib.sha256()
    for file in sorted(place.iterdir(), key=lambda file: file.name):
        if file.name.endswith(endings):
            digest.update(f"{file.name}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _derivation(pipeline: Pipeline) -> Derivation:
    """Return what this version, model and configuration would make of a report."""
    return Derivation(
        stage="reading",
        code_version=__version__,
        model_digest=model_digest(),
        config_digest=pipeline.config_digest,
    )
