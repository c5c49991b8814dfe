"""How well actors are told: entities on the event corpus, links on current events."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from khabar.record.actor import Entity
from khabar.record.codes import EntityKind, EventType, NameType, Role, Status
from khabar.record.graph import Argument, Chain, EventMention, MentionGraph, Name
from khabar.record.report import PublishedBasis, Report, ReportId
from khabar.record.span import Span
from khabar.reference.actors import open_registry
from khabar.resolve.actors import resolve_entities, resolve_phrase
from khabar.resolve.actors.mentions import PRONOUNS
from khabar.resolve.places import PlaceResolver

__all__ = ["read_gold_graph", "read_rows", "score_actors", "score_entities", "score_links"]

Row = Mapping[str, Any]
_PLAIN: Final = frozenset({"place", "facility"})
_ROLES: Final = frozenset({"actor", "recipient", "place"})


def score_actors(data: Path) -> Mapping[str, float]:
    """Measure entity kind, country and sector on events/dev and links on current events.

    Args:
        data: Folder that holds the corpora.

    Returns:
        Shares in [0, 1]; ``baseline_*`` are the most frequent kind and a demonym look-up.
    """
    scores = score_entities(read_rows(data / "events" / "dev.jsonl.gz"))
    links = score_links(read_rows(data / "wiki_current_events" / "items.jsonl.gz"))
    return {**scores, **links}


def read_rows(path: Path) -> Iterator[Row]:
    """Read a gzipped JSON Lines file.

    Args:
        path: The file.

    Yields:
        Its rows.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def score_entities(rows: Iterator[Row]) -> Mapping[str, float]:
    """Compare entities made from gold spans and chains with the annotated ones.

    Args:
        rows: Rows of the event corpus.

    Returns:
        Accuracies: ``kind`` and ``country`` of all entities that have words, ``sector`` of
        actors for which one is annotated; and the baselines.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    resolver = PlaceResolver()
    for row in rows:
        report, graph, spans = read_gold_graph(row)
        places, _ = resolver.resolve_places(report, graph=graph)
        made, _ = resolve_entities(report, graph=graph, places=places)
        owners = {entity.mentions: entity for entity in made}
        for id_, gold in row["entities"].items():
            if id_ not in spans:
                continue
            entity = owners[tuple(spans[id_])]
            _count(gold, entity, right, total)
            words = report.text[spans[id_][0].start : spans[id_][0].end]
            _count_baseline(gold, words, right)
    return {name: right[name] / max(1, total[name.removeprefix("baseline_")]) for name in right}


def _count(gold: Row, entity: Entity, right: Counter[str], total: Counter[str]) -> None:
    total["kind"] += 1
    right["kind"] += entity.kind == gold["kind"]
    if gold.get("country"):
        total["country"] += 1
        right["country"] += entity.country == gold["country"]
    if gold.get("sector") and gold["kind"] not in _PLAIN:
        total["sector"] += 1
        right["sector"] += entity.sector == gold["sector"]


def _count_baseline(gold: Row, words: str, right: Counter[str]) -> None:
    registry = open_registry()
    codes = [registry.country_of_demonym(word) for word in words.split()]
    rows = registry.find_exact(words)
    code = next((code for code in codes if code), rows[0].country if rows else "")
    right["baseline_kind"] += gold["kind"] == EntityKind.PLACE
    right["baseline_country"] += bool(gold.get("country")) and code == gold["country"]
    right["baseline_sector"] += gold["kind"] not in _PLAIN and gold.get("sector") == "GOV"


def read_gold_graph(row: Row) -> tuple[Report, MentionGraph, dict[str, list[Span]]]:
    """Make the mention graph that a perfect reader would give.

    Args:
        row: A row of the event corpus.

    Returns:
        The report, its graph, and the spans of each entity in order.
    """
    spans: dict[str, set[Span]] = {}
    events = [_event(event, spans) for event in row["events"]]
    chains = {id_: sorted(found) for id_, found in spans.items()}
    text = row["text"]
    report = Report(
        id=ReportId(row["id"]),
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        published=date.fromisoformat(row["published"][:10]) if row["published"] else None,
        published_basis=PublishedBasis.METADATA if row["published"] else PublishedBasis.UNKNOWN,
        outlet=row["outlet"] or "",
    )
    graph = MentionGraph(
        sentences=(),
        tokens=(),
        names=_names(row, chains),
        events=tuple(events),
        chains=_disjoint(chains),
        statements=(),
    )
    return report, graph, chains


def _disjoint(chains: Mapping[str, Sequence[Span]]) -> tuple[Chain, ...]:
    return tuple(Chain(tuple(spans), 1.0) for spans in chains.values())


def _event(event: Row, spans: dict[str, set[Span]]) -> EventMention:
    arguments = []
    for role in event["roles"]:
        if role["role"] in _ROLES and role["span"] and role["entity"]:
            span = Span(*role["span"])
            arguments.append(Argument(Role(role["role"]), span, span, 1.0))
            spans.setdefault(role["entity"], set()).add(span)
    for source in event["sources"]:
        if source["span"] and source["entity"]:
            span = Span(*source["span"])
            arguments.append(Argument(Role.SOURCE, span, span, 1.0))
            spans.setdefault(source["entity"], set()).add(span)
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


_CLASSES: Final = {
    "person": NameType.PERSON,
    "place": NameType.LOCATION,
    "country": NameType.LOCATION,
    "facility": NameType.FACILITY,
    "civilians": NameType.NORP,
}
_CAPITALS: Final = re.compile(
    r"[A-Z][\w'’.\-]*(?:\s+(?:(?:al|el|bin|von|van|der|de|of|the|for|and)[ -])*[A-Z][\w'’.\-]*)*"
)


def _names(row: Row, chains: Mapping[str, Sequence[Span]]) -> tuple[Name, ...]:
    """Capitalised words of the mentions, with the class a names head would give them."""
    found: dict[int, Name] = {}
    for id_, spans in chains.items():
        kind = row["entities"][id_]["kind"]
        for span in spans:
            words = row["text"][span.start : span.end]
            match = _CAPITALS.search(words)
            if not match or words.lower() in PRONOUNS:
                continue
            if words.isupper() and not _shares_word(match[0], row["entities"][id_]["name"]):
                continue
            where = Span(span.start + match.start(), span.start + match.end())
            found.setdefault(
                where.start, Name(where, _CLASSES.get(kind, NameType.ORGANIZATION), 1.0)
            )
    return _apart(sorted(found.values(), key=lambda name: name.span))


def _shares_word(words: str, name: str) -> bool:
    return bool(set(words.lower().split()) & set(name.lower().split()))


def _apart(names: Sequence[Name]) -> tuple[Name, ...]:
    kept: list[Name] = []
    for name in names:
        if not kept or kept[-1].span.end <= name.span.start:
            kept.append(name)
    return tuple(kept)


def score_links(rows: Iterator[Row]) -> Mapping[str, float]:
    """Compare look-ups of linked names with the articles they are linked to.

    Only links to an article whose title is a name in the registry count; bare adjectives
    ("Israeli" linked to an army) name nobody and are left out.

    Args:
        rows: Items of the current-events corpus.

    Returns:
        ``link_precision``, ``link_recall`` and ``link_n``, the number of linked names.
    """
    registry = open_registry()
    linked = right = wanted = 0
    for item in rows:
        on = date.fromisoformat(item["date"])
        for link in item["links"]:
            rows_ = registry.find_exact(link["wiki"].split(" (")[0], on=on)
            if len(rows_) != 1 or registry.country_of_demonym(link["text"]):
                continue
            wanted += 1
            found = resolve_phrase(link["text"], on=on)
            ids = [found[0].registry_id] if len(found) == 1 and found[0].registry_id else []
            linked += bool(ids)
            right += ids == [rows_[0].id]
    return {
        "link_precision": right / max(1, linked),
        "link_recall": right / max(1, wanted),
        "link_n": float(wanted),
    }
