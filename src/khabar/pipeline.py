"""The table of contents: what happens to a report, in order.

    report    -> sentences        khabar.text
    sentences -> mention graph    khabar.mentions   (the embedded model)
    graph     -> times            khabar.resolve.times
    graph     -> places           khabar.resolve.places
    graph     -> actors           khabar.resolve.actors
    all of it -> claims           khabar.claims

Stages never import each other; only this module knows their order.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.engines.faults import ItemFault
from khabar.engines.local import map_items
from khabar.record.claim import Reading
from khabar.record.dropped import Dropped, DropReason
from khabar.record.errors import FailureReason
from khabar.record.report import FailedInput, Report

if TYPE_CHECKING:
    from khabar.mentions import Reader
    from khabar.reference.actors import Registry
    from khabar.resolve.places import PlaceResolver

__all__ = ["Pipeline"]

_FOREIGN = Dropped(
    "report",
    None,
    DropReason.NOT_ENGLISH,
    "few of its words are English; the reader knows no other language",
)


class Pipeline:
    """Reads reports. What is slow to open (model, gazetteer) is opened by the first report."""

    def __init__(
        self,
        *,
        open_reader: "Callable[[], Reader] | None" = None,
        place_layers: Iterable[Path] = (),
        actor_files: Iterable[Path] = (),
    ) -> None:
        """Choose the reader and what it knows; nothing is opened yet.

        Args:
            open_reader: Opens another reader than the embedded one; a function at the
                top of a module, so that other processes can open it too.
            place_layers: Imported places beside the packaged ones, the first asked first.
            actor_files: Actors of one's own over the packaged ones, the strongest file first.
        """
        self._open_reader = open_reader
        self._place_layers = tuple(place_layers)
        self._actor_files = tuple(actor_files)

    @property
    def config_digest(self) -> str:
        """Hex digest of the knowledge of one's own that can change a reading.

        Raises:
            KnowledgeError: A layer of places is damaged, or a file of actors cannot be read.
        """
        from khabar.reference.actors.own import actors_digest
        from khabar.reference.gazetteer import layer_digest

        told = "".join(f"{layer_digest(path)}\n" for path in self._place_layers)
        told += f"actors {actors_digest(self._actor_files)}\n" if self._actor_files else ""
        return hashlib.sha256(told.encode()).hexdigest()

    def read(self, report: Report) -> Reading:
        """Return everything read in one report.

        Args:
            report: From ``khabar.intake``.

        Returns:
            The reading; what was left out stands in it with reasons.

        Raises:
            ReaderError: The reader cannot run.
            KnowledgeError: A knowledge file is wrong.
        """
        from khabar.claims import make_reading
        from khabar.resolve.actors import resolve_entities
        from khabar.resolve.times import date_events, explain_times, find_times
        from khabar.text import is_english, split_report

        sentences, unsplit = split_report(report)
        words = (span.quote(report.text) for sentence in sentences for span in sentence.words)
        if not is_english(words):
            unsplit += (_FOREIGN,)
        graph, unread = self._reader.read_mentions(report, sentences)
        times, undated = find_times(
            report.text,
            sentences=graph.sentences,
            tokens=graph.tokens,
            published=report.told_on,
        )
        times = explain_times(times, text=report.text, published=report.told_on)
        dated, impossible = date_events(report, graph=graph, times=times)
        places, unplaced = self._places.resolve_places(report, graph=graph)
        entities, unlinked = resolve_entities(
            report, graph=graph, places=places, registry=self._registry
        )
        return make_reading(
            report,
            graph=graph,
            times=times,
            dated=dated,
            places=places,
            entities=entities,
            dropped=(*unsplit, *unread, *undated, *impossible, *unplaced, *unlinked),
        )

    def pipe(
        self, reports: Iterable[Report | FailedInput], *, processes: int = 1
    ) -> Iterator[Reading | FailedInput]:
        """Yield a reading for each report, in order, a few at a time.

        A fault in one report costs that report; so does the death of a worker process.

        Args:
            reports: May be endless; inputs that failed before pass through.
            processes: 1 reads in this process; more starts that many others, each with
                one thread and its own reader.

        Yields:
            The reading, or why there is none.

        Raises:
            ReaderError: The reader cannot run.
            KhabarError: The worker processes cannot start.
        """
        waiting: deque[Report | FailedInput] = deque()

        def remember() -> Iterator[Report | FailedInput]:
            for report in reports:
                waiting.append(report)
                yield report

        known = self._place_layers, self._actor_files
        opening = self.open if processes <= 1 else partial(_open, self._open_reader, *known)
        for answer in map_items(remember(), open_work=opening, processes=processes):
            report = waiting.popleft()
            yield _failed(report, answer) if isinstance(answer, ItemFault) else answer

    def open(self) -> Callable[[Report | FailedInput], Reading | FailedInput]:
        """Open model, gazetteer and registry now, so that their errors stop the run.

        Returns:
            ``read``, for reports; what failed before is returned as it is.

        Raises:
            ReaderError: The reader cannot run.
            KnowledgeError: The gazetteer is damaged, or a file of actors is wrong.
        """
        _ = self._registry, self._places, self._reader
        return self._answer

    def _answer(self, report: Report | FailedInput) -> Reading | FailedInput:
        """Read a report; pass on what failed before."""
        return report if isinstance(report, FailedInput) else self.read(report)

    @cached_property
    def _reader(self) -> "Reader":
        """The reader, opened once."""
        if self._open_reader is not None:
            return self._open_reader()
        from khabar.mentions import open_reader

        return open_reader()

    @cached_property
    def _places(self) -> "PlaceResolver":
        """The gazetteer, opened once."""
        from khabar.resolve.places import PlaceResolver

        resolver = PlaceResolver()
        return resolver.with_layers(self._place_layers) if self._place_layers else resolver

    @cached_property
    def _registry(self) -> "Registry":
        """The registry with the actors of one's own, opened once."""
        from khabar.reference.actors.own import open_own_registry

        return open_own_registry(self._actor_files)


def _open(
    open_reader: "Callable[[], Reader] | None",
    place_layers: tuple[Path, ...],
    actor_files: tuple[Path, ...],
) -> Callable[[Report | FailedInput], Reading | FailedInput]:
    """Open a pipeline of its own in a worker process."""
    own = Pipeline(open_reader=open_reader, place_layers=place_layers, actor_files=actor_files)
    return own.open()


def _failed(report: Report | FailedInput, fault: ItemFault) -> FailedInput:
    """Return the failure that stands in the place of a reading."""
    reason = FailureReason.WORKER_DIED if fault.died else FailureReason.FAULT
    return FailedInput(id=report.id, origin=report.origin, reason=reason, detail=fault.detail)
