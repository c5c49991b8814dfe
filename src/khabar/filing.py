"""Reports into a case: what is known is only sighted, what is new is read and kept."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from khabar._version import __version__
from khabar.intake import Source
from khabar.models.files import model_digest
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar.record.report import FailedInput, Report
from khabar.store import Addition, Capture, Derivation, Store

__all__ = ["Filed", "Filing"]

_BATCH: Final = 16  # readings in one transaction: a killed run loses at most these


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of the inputs of one run.

    Attributes:
        new: Reports that were not in the case.
        reread: Known reports, read by another version or model before; the new reading is
            the current one now, the old one stands beside it.
        again: Reports that this model had read before.
        failed: Inputs without a reading, and why.
    """

    new: int
    reread: int
    again: int
    failed: tuple[FailedInput, ...]


class Filing:
    """Reads inputs into a case, a few at a time, so that a broken run can go on."""

    def __init__(self, store: Store, *, pipeline: Pipeline, seen: datetime) -> None:
        """Choose the case.

        Args:
            store: Open for writing.
            pipeline: Reads the reports.
            seen: When the inputs are seen, UTC.

        Raises:
            ReaderError: The model folder has no manifest.
            KnowledgeError: A layer of places is damaged.
        """
        self._store = store
        self._pipeline = pipeline
        self._seen = seen
        self._derivation = _derivation(pipeline)
        self._counts: Counter[str] = Counter()
        self._failed: list[FailedInput] = []
        self._batch: list[Addition] = []

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
        counts = self._counts
        if counts["reread"]:
            self._store.switch(self._derivation.id)
        return Filed(counts["new"], counts["reread"], counts["again"], tuple(self._failed))

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

    def _keep(self, answer: Reading | FailedInput, *, capture: Capture) -> None:
        """Put a reading with the next transaction, or set a failure aside."""
        if isinstance(answer, FailedInput):
            self._refuse(answer, capture=capture)
            return
        self._batch.append(Addition(capture, answer))
        if len(self._batch) >= _BATCH:
            self._flush()

    def _refuse(self, failed: FailedInput, *, capture: Capture) -> None:
        """Set an input aside with its bytes."""
        self._failed.append(failed)
        self._store.quarantine(failed, capture=capture, seen=self._seen)

    def _flush(self) -> None:
        """Add what was read since the last transaction."""
        batch, self._batch = self._batch, []
        added = self._store.add(batch, derivation=self._derivation, seen=self._seen)
        self._counts.update(new=added.new, reread=added.reread, again=added.again)
        self._failed.extend(added.refused)


def _derivation(pipeline: Pipeline) -> Derivation:
    """Return what this version, model and configuration would make of a report."""
    return Derivation(
        stage="reading",
        code_version=__version__,
        model_digest=model_digest(),
        config_digest=pipeline.config_digest,
    )
