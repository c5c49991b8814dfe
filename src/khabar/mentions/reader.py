"""The embedded reader: sentences in, mention graph out."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from khabar.mentions.graph import build_graph
from khabar.mentions.passes import WindowReader
from khabar.models.files import MODEL_FOLDER
from khabar.models.occurrences import OccurrenceNetwork
from khabar.models.threads import one_thread
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import MentionGraph
from khabar.record.report import Report, Sentence
from khabar.record.span import Span

__all__ = ["EmbeddedReader", "Reader", "open_reader"]


_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphens and joiners inside words, as pages and PDFs have them: the model knows none."""


class Reader(Protocol):
    """Reads one report. Other readers (a larger model, an LLM) come through the same port."""

    def read_mentions(
        self, report: Report, sentences: Sequence[Sentence]
    ) -> tuple[MentionGraph, tuple[Dropped, ...]]:
        """Return what the report says, and what was left out.

        Args:
            report: The report.
            sentences: Its sentences, in order.

        Returns:
            The mention graph and the dropped items.
        """


class EmbeddedReader(WindowReader):
    """The shipped model: two passes, no download, one thread."""

    @cached_property
    def second(self) -> OccurrenceNetwork:
        """The second pass, over the triggers of a whole report."""
        return OccurrenceNetwork(self._folder)

    def read_mentions(
        self, report: Report, sentences: Sequence[Sentence]
    ) -> tuple[MentionGraph, tuple[Dropped, ...]]:
        """Return what the report says, and what was left out.

        Args:
            report: The report.
            sentences: Its sentences, in order.

        Returns:
            The mention graph and the dropped items.
        """
        with one_thread():
            return self._read_mentions(report, sentences)

    def _read_mentions(
        self, report: Report, sentences: Sequence[Sentence]
    ) -> tuple[MentionGraph, tuple[Dropped, ...]]:
        words = [
            [span.quote(report.text).translate(_UNSEEN) for span in s.words] for s in sentences
        ]
        draft, cut = self.read_words(words)
        dropped = [
            Dropped(
                "sentence",
                sentences[number].span,
                DropReason.TOO_LONG_SENTENCE,
                f"only its first {kept} words were read",
            )
            for number, kept in cut.items()
        ]
        flat = [word for sentence in words for word in sentence]
        graph = build_graph(
            flat,
            sentences,
            draft,
            calibration=self.calibration,
            labels=self.labels,
            second=self.second,
            outlet=report.outlet,
        )
        spans = [span for s in sentences for span in s.words]
        for run in draft.missed:
            span = Span(spans[run.first].start, spans[run.last].end)
            detail = f"{run.label} with {run.p:.2f}"
            dropped.append(Dropped("trigger", span, DropReason.LOW_PROBABILITY, detail))
        for run in draft.alone:
            span = Span(spans[run.first].start, spans[run.last].end)
            dropped.append(Dropped("trigger", span, DropReason.HEADING, run.label))
        for event in draft.events:
            for edge in event.outdone:
                span = Span(spans[edge.first].start, spans[edge.last].end)
                detail = f"{edge.label} with {edge.p:.2f}"
                dropped.append(Dropped("argument", span, DropReason.OVERLAPS_BETTER, detail))
        return graph, tuple(dropped)


def open_reader(folder: Path = MODEL_FOLDER) -> Reader:
    """Open the shipped reader.

    Args:
        folder: A model folder.

    Returns:
        The reader.

    Raises:
        ReaderError: The model files are missing or altered.
    """
    return EmbeddedReader(folder)
