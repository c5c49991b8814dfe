"""Corpus rows to lists of labelled sentences. One reader a corpus, one shape out."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from khabar.text.words import find_words
from khabar_training.labels import SRL

__all__ = [
    "ArgumentGold",
    "Document",
    "EventGold",
    "Sentence",
    "read_events",
    "read_more",
    "read_names",
    "read_rows",
    "read_syntax",
]


@dataclass(slots=True)
class ArgumentGold:
    """An argument: label, first and last word (document-wide numbers), entity or None.

    ``first`` is -1 for what is understood from other sentences.
    """

    label: str
    first: int
    last: int
    entity: str | None


@dataclass(slots=True)
class EventGold:
    """A trigger with its labels; words are document-wide numbers, ``last`` inclusive."""

    first: int
    last: int
    type: str
    mode: str
    status: str
    quoted: bool
    identity: str
    arguments: list[ArgumentGold]


@dataclass(slots=True)
class Sentence:
    """A sentence of words with whatever labels its corpus has; ``None`` where it has none.

    ``heads`` are 1-based inside the sentence, 0 for the root. ``srl`` holds
    (predicate word, [(label, first, last)]) with words counted inside the sentence.
    """

    words: list[str]
    names: list[str] | None = None
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None
    rels: list[str] | None = None
    srl: list[tuple[int, list[tuple[str, int, int]]]] | None = None


@dataclass(slots=True)
class Document:
    """Sentences in order; for event documents also events, entity codes and offsets."""

    id: str
    sentences: list[Sentence]
    offsets: list[tuple[int, int]] = field(default_factory=list)
    events: list[EventGold] | None = None
    entities: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gzipped JSON Lines file.

    Args:
        path: The file.

    Yields:
        One decoded object a line.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_names(data: Path, *, split: str, without: frozenset[str] = frozenset()) -> list[Document]:
    """Read the worldwide newswire names (flat layer) as BIOES tags.

    Args:
        data: The data folder.
        split: ``train`` or ``dev``.
        without: Document ids to leave out (they are in the event dev set).

    Returns:
        Documents, one per article.
    """
    return [
        _names_document(row)
        for row in read_rows(data / "en_worldwide_newswire" / "docs.jsonl.gz")
        if row["split"] == split and row["id"] not in without
    ]


def _names_document(row: dict[str, Any]) -> Document:
    words: dict[int, list[str]] = {}
    tags: dict[int, list[str]] = {}
    flat = sorted((e["start"], e["end"], e["type"]) for e in row["entities"] if e["layer"] == 0)
    offsets = []
    for token, sentence in zip(row["tokens"], row["sent_of_token"], strict=True):
        if token is None:
            continue
        start, end = token
        offsets.append((start, end))
        words.setdefault(sentence, []).append(row["text"][start:end])
        tag = next((f"{s}|{kind}" for s, e, kind in flat if s <= start and end <= e), "O")
        tags.setdefault(sentence, []).append(tag)
    sentences = [Sentence(words=words[n], names=_bioes(tags[n])) for n in sorted(words)]
    return Document(id=row["id"], sentences=sentences, offsets=offsets)


def _bioes(runs: list[str]) -> list[str]:
    """Turn per-word ``start|class`` marks into BIOES tags."""
    tags = []
    for i, run in enumerate(runs):
        if run == "O":
            tags.append("O")
            continue
        opens = i == 0 or runs[i - 1] != run
        closes = i + 1 == len(runs) or runs[i + 1] != run
        mark = "S" if opens and closes else "B" if opens else "E" if closes else "I"
        tags.append(f"{mark}-{run.split('|')[1]}")
    return tags


def read_syntax(data: Path, *, split: str) -> list[Document]:
    """Read EWT dependencies with PropBank predicates where they exist.

    Args:
        data: The data folder.
        split: ``train`` or ``dev``.

    Returns:
        Documents of sentences in their order.
    """
    srl = {row["id"]: row["preds"] for row in read_rows(data / "srl_ewt" / "sents.jsonl.gz")}
    documents: dict[str, Document] = {}
    for row in read_rows(data / "ud_ewt" / "sents.jsonl.gz"):
        if row["split"] != split:
            continue
        document = documents.setdefault(row["doc"], Document(id=row["doc"], sentences=[]))
        preds = srl.get(row["id"])
        document.sentences.append(
            Sentence(
                words=row["form"],
                upos=row["upos"],
                xpos=row["xpos"],
                heads=row["head"],
                rels=row["deprel"],
                srl=None if preds is None else [_predicate(p) for p in preds],
            )
        )
    return list(documents.values())


def _predicate(pred: dict[str, Any]) -> tuple[int, list[tuple[str, int, int]]]:
    kept = [(label, i, j - 1) for label, i, j in pred["args"] if label in SRL and i < j]
    return pred["tok"], kept


def read_events(data: Path, *, corpus: str, split: str) -> list[Document]:
    """Read a file in the event-corpus shape, cut into words as the product cuts them.

    Args:
        data: The data folder.
        corpus: ``events``, ``written`` or ``stories``.
        split: File name without its ending.

    Returns:
        Documents with events, entities and word offsets.
    """
    return [event_document(row) for row in read_rows(data / corpus / f"{split}.jsonl.gz")]


def read_more(path: Path) -> list[Document]:
    """Read a gzipped file in the event-corpus shape that lies anywhere.

    Args:
        path: The file.

    Returns:
        Documents, as from ``read_events``.
    """
    return [event_document(row) for row in read_rows(path)]


def event_document(row: dict[str, Any]) -> Document:
    """Turn one row of the event corpus into a document.

    Args:
        row: The row; offsets are code points into ``text``.

    Returns:
        The document; events whose trigger covers no word are left out.
    """
    sentences: list[Sentence] = []
    offsets: list[tuple[int, int]] = []
    for start, end in row["sentences"]:
        spans = find_words(row["text"], start=start, end=end)
        if spans:
            sentences.append(Sentence(words=[span.quote(row["text"]) for span in spans]))
            offsets.extend((span.start, span.end) for span in spans)
    events = []
    for event in row["events"]:
        words = _words_in(event["trigger"], offsets)
        if words:
            events.append(
                EventGold(
                    first=words[0],
                    last=words[1],
                    type=event["type"],
                    mode=event["mode"] or "",
                    status=event["status"],
                    quoted=bool(event["quoted"]),
                    identity=event["identity"],
                    arguments=list(_arguments(event, offsets)),
                )
            )
    return Document(
        id=row["id"],
        sentences=sentences,
        offsets=offsets,
        events=events,
        entities=row["entities"],
    )


def _words_in(span: list[int], offsets: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return first and last word that overlap a character span."""
    inside = [i for i, (s, e) in enumerate(offsets) if s < span[1] and span[0] < e]
    return (inside[0], inside[-1]) if inside else None


def _arguments(event: dict[str, Any], offsets: list[tuple[int, int]]) -> Iterator[ArgumentGold]:
    """Yield every argument of an event row, whatever list it stands in."""
    pieces: list[tuple[str, list[int] | None, str | None]] = []
    pieces += [(r["role"], r["span"], r["entity"]) for r in event["roles"]]
    pieces += [("source", s["span"], s["entity"]) for s in event["sources"]]
    pieces += [("time", t["span"], None) for t in event["times"]]
    pieces += [("condition", span, None) for span in event["conditions"]]
    pieces += [(f"num:{q['kind']}", q["span"], None) for q in event["quantities"]]
    for label, span, entity in pieces:
        if span is None:
            if entity is not None:
                yield ArgumentGold(label=label, first=-1, last=-1, entity=entity)
            continue
        words = _words_in(span, offsets)
        if words:
            yield ArgumentGold(label=label, first=words[0], last=words[1], entity=entity)
