"""The mention graph of a reader that finds every actor and event and misses none.

Events and coreference are the annotated ones; names, words, syntax and statements, and what
each mention looks like, are the product's own. So what comes after the reader is measured
alone, on input that is as good as it gets without giving the answer away.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Final

from khabar.mentions.drafts import Draft
from khabar.mentions.graph import build_graph, draft_mention
from khabar.mentions.links import MentionDraft
from khabar.mentions.reader import EmbeddedReader
from khabar.mentions.traits import mean_traits
from khabar.models.threads import one_thread
from khabar.record.codes import EventType, Role, Status
from khabar.record.graph import Argument, Chain, EventMention, MentionGraph
from khabar.record.report import PublishedBasis, Report, ReportId
from khabar.record.span import Span
from khabar.text import split_report

__all__ = ["GoldGraph", "draft_mentions", "read_gold_graph"]

Row = Mapping[str, Any]
_ROLES: Final = frozenset({"actor", "recipient", "place"})


@dataclass(frozen=True, slots=True)
class GoldGraph:
    """An annotated report as the resolver sees it.

    Attributes:
        report: The report.
        graph: Annotated events and chains among the product's own names and words.
        chains: Spans of each annotated entity that has words, in order.
        extents: Numbers of the first word, the head and the last word of each of these spans.
        words: All words.
        sentence_of: Sentence of each word.
        draft: What the product saw word by word.
    """

    report: Report
    graph: MentionGraph
    chains: Mapping[str, Sequence[Span]]
    extents: Mapping[Span, tuple[int, int, int]]
    words: Sequence[str]
    sentence_of: Sequence[int]
    draft: Draft


def read_gold_graph(row: Row, *, reader: EmbeddedReader) -> GoldGraph:
    """Read one row of the event corpus.

    Args:
        row: The row.
        reader: The product's reader.

    Returns:
        Its graph.
    """
    report = _report(row)
    sentences, _ = split_report(report)
    with one_thread():
        draft, _ = reader.read_words([[w.quote(report.text) for w in s.words] for s in sentences])
    words = [span.quote(report.text) for s in sentences for span in s.words]
    graph = build_graph(
        words,
        sentences,
        draft,
        calibration=reader.calibration,
        labels=reader.labels,
        second=reader.second,
    )
    spans: dict[str, set[Span]] = {}
    events = tuple(_event(event, spans) for event in row["events"])
    chains = {id_: sorted(found) for id_, found in spans.items()}
    where = [span for s in sentences for span in s.words]
    extents = {span: _extent(span, where, draft) for found in chains.values() for span in found}
    given = tuple(
        Chain(
            tuple(found),
            1.0,
            *mean_traits([draft.traits[extents[span][1]] for span in found], reader.labels),
        )
        for found in chains.values()
    )
    return GoldGraph(
        report=report,
        graph=replace(graph, events=events, chains=given),
        chains=chains,
        extents=extents,
        words=words,
        sentence_of=[number for number, s in enumerate(sentences) for _ in s.words],
        draft=draft,
    )


def _report(row: Row) -> Report:
    published = row["published"]
    return Report(
        id=ReportId(row["id"]),
        text=row["text"],
        text_sha256=sha256(row["text"].encode()).hexdigest(),
        published=date.fromisoformat(published[:10]) if published else None,
        published_basis=PublishedBasis.METADATA if published else PublishedBasis.UNKNOWN,
        outlet=row["outlet"] or "",
    )


def draft_mentions(gold: GoldGraph, spans: Sequence[Span]) -> list[MentionDraft]:
    """Return what coreference compares of each annotated filler.

    Args:
        gold: The report.
        spans: Fillers, in order.

    Returns:
        One draft a span, as the product would make it.
    """
    uses: dict[Span, set[tuple[int, int]]] = {}
    for number, event in enumerate(gold.graph.events):
        for argument in event.arguments:
            uses.setdefault(argument.span, set()).add((number, 0))
    return [
        draft_mention(
            gold.words,
            gold.draft,
            extent=gold.extents[span],
            sentence=gold.sentence_of[gold.extents[span][1]],
            events=frozenset(uses[span]),
        )
        for span in spans
    ]


def _extent(span: Span, where: Sequence[Span], draft: Draft) -> tuple[int, int, int]:
    """Return first word, head and last word; the head hangs on a word outside of the span."""
    first = max(0, bisect_right(where, Span(span.start, span.start + 1)) - 1)
    if where[first].end <= span.start and first + 1 < len(where):
        first += 1
    inside = [first]
    while inside[-1] + 1 < len(where) and where[inside[-1] + 1].start < span.end:
        inside.append(inside[-1] + 1)
    outer = [n for n in inside if draft.heads[n] not in inside and draft.upos[n] != "PUNCT"]
    return first, outer[0] if outer else inside[-1], inside[-1]


def _event(event: Row, spans: dict[str, set[Span]]) -> EventMention:
    arguments = list(_arguments(event, spans))
    return EventMention(
        trigger=Span(*event["trigger"]),
        sentence=0,
        type=EventType(event["type"]),
        mode=event["mode"] or "",
        status=Status(event["status"]),
        quoted=bool(event["quoted"]),
        p=1.0,
        p_status=1.0,
        arguments=tuple(arguments),
        quantities=(),
        identity=0,
    )


def _arguments(event: Row, spans: dict[str, set[Span]]) -> Iterator[Argument]:
    fillers = [(role["role"], role) for role in event["roles"] if role["role"] in _ROLES]
    fillers += [("source", source) for source in event["sources"]]
    for name, filler in fillers:
        if filler["span"] and filler["entity"]:
            span = Span(*filler["span"])
            spans.setdefault(filler["entity"], set()).add(span)
            yield Argument(Role(name), span, span, 1.0)
