"""How well actors are told: entities on the event corpus, links on current events."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from khabar.mentions.links import COREF_FEATURES, cluster, score_mentions
from khabar.mentions.reader import EmbeddedReader
from khabar.record.actor import Entity
from khabar.record.codes import EntityKind
from khabar.record.span import Span
from khabar.reference.actors import fold_name, open_registry
from khabar.resolve.actors import resolve_entities, resolve_phrase
from khabar.resolve.places import PlaceResolver
from khabar_benchmarks.gold_graph import GoldGraph, draft_mentions, read_gold_graph

__all__ = ["read_rows", "score_actors", "score_coreference", "score_entities", "score_links"]

Row = Mapping[str, Any]
_PLAIN: Final = frozenset({"place", "facility"})


def score_actors(data: Path) -> Mapping[str, float]:
    """Measure entity kind, country and sector on events/dev and links on current events.

    Args:
        data: Folder that holds the corpora.

    Returns:
        Shares in [0, 1]; ``baseline_*`` are the most frequent kind and a demonym look-up.
    """
    dev = data / "events" / "dev.jsonl.gz"
    scores = {**score_entities(read_rows(dev)), **score_coreference(read_rows(dev))}
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
    """Compare entities made from annotated spans and chains with the annotated ones.

    Names, words and statements are the product's own; so is what each mention looks like.

    Args:
        rows: Rows of the event corpus.

    Returns:
        Accuracies: ``kind`` and ``country`` of all entities that have words, ``sector`` of
        actors for which one is annotated; and the baselines.
    """
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    reader, resolver = EmbeddedReader(), PlaceResolver()
    for row in rows:
        gold = read_gold_graph(row, reader=reader)
        places, _ = resolver.resolve_places(gold.report, graph=gold.graph)
        made, _ = resolve_entities(gold.report, graph=gold.graph, places=places)
        owners = {entity.mentions: entity for entity in made}
        for id_, spans in gold.chains.items():
            true = row["entities"][id_]
            _count(true, owners[tuple(spans)], right, total)
            _count_baseline(true, spans[0].quote(gold.report.text), right)
    return {name: right[name] / max(1, total[name.removeprefix("baseline_")]) for name in right}


def score_coreference(rows: Iterator[Row]) -> Mapping[str, float]:
    """Compare chains made of the annotated role fillers with the annotated ones.

    Args:
        rows: Rows of the event corpus.

    Returns:
        B-cubed F1 over all fillers, given their spans: ``coreference``; and a baseline that
        joins fillers of the same words.
    """
    reader = EmbeddedReader()
    sums: dict[str, float] = defaultdict(float)
    for row in rows:
        gold = read_gold_graph(row, reader=reader)
        owner = {span: id_ for id_, spans in gold.chains.items() for span in spans}
        spans = sorted(owner)
        true = [owner[span] for span in spans]
        told = [fold_name(span.quote(gold.report.text)) for span in spans]
        for name, own in (("coreference", _chained(gold, spans, reader)), ("same words", told)):
            for value, share in zip(("p", "r"), _b_cubed(own, true), strict=True):
                sums[f"{name} {value}"] += share
        sums["n"] += len(spans)
    return {
        "coreference": _f1(sums["coreference p"], sums["coreference r"], sums["n"]),
        "baseline_coreference": _f1(sums["same words p"], sums["same words r"], sums["n"]),
    }


def _chained(gold: GoldGraph, spans: Sequence[Span], reader: EmbeddedReader) -> list[int]:
    """Return the chain of each span as the product would make it."""
    mentions = draft_mentions(gold, spans)
    clusters, _ = cluster(
        score_mentions(mentions),
        COREF_FEATURES,
        link=reader.calibration.coref,
        marks=[mention.marks for mention in mentions],
    )
    return clusters


def _b_cubed(own: Sequence[Hashable], true: Sequence[str]) -> tuple[float, float]:
    """Return summed precision and recall over all items."""
    both = Counter(zip(own, true, strict=True))
    mine, theirs = Counter(own), Counter(true)
    precision = sum(n * n / mine[a] for (a, _), n in both.items())
    return precision, sum(n * n / theirs[b] for (_, b), n in both.items())


def _f1(precision: float, recall: float, count: float) -> float:
    return 2 * precision * recall / max(1e-9, precision + recall) / max(1.0, count)


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
