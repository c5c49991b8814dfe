"""Weights of the two pair scorers, fitted on what the reader itself finds in dev documents."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from khabar.mentions.drafts import Draft
from khabar.mentions.graph import find_mentions, find_occurrences
from khabar.mentions.links import COREF_FEATURES, cluster, score_mentions
from khabar.mentions.marks import Marks
from khabar.mentions.occurrences import IDENTITY_FEATURES, score_occurrences
from khabar.mentions.reader import EmbeddedReader
from khabar.models.calibration import Calibration, LinkWeights
from khabar.models.occurrences import OccurrenceInputs
from khabar_training.calibrate import fit_logistic, write_calibration
from khabar_training.corpora import Document

__all__ = ["b_cubed", "fit_links"]


def b_cubed(predicted: Sequence[int], gold: Sequence[str]) -> tuple[float, float]:
    """Return summed B-cubed precision and recall of a clustering of the same items.

    Args:
        predicted: Cluster of each item.
        gold: True cluster of each item.
    """
    precision = recall = 0.0
    for mine, true in zip(predicted, gold, strict=True):
        together = sum(p == mine and g == true for p, g in zip(predicted, gold, strict=True))
        precision += together / sum(p == mine for p in predicted)
        recall += together / sum(g == true for g in gold)
    return precision, recall


def fit_links(
    folder: Path,
    *,
    calibration: Calibration,
    documents: Sequence[Document],
    budget: int,
    context: int,
) -> tuple[Calibration, dict[str, float]]:
    """Fit coreference and identity and write them into the model folder.

    Args:
        folder: A model folder with the rest of the calibration.
        calibration: That rest.
        documents: Event documents with gold links.
        budget: Sub-words of a window.
        context: Of these for left context.

    Returns:
        The full calibration, and B-cubed F1 of both on these documents.
    """
    reader = EmbeddedReader(folder, window=budget, context=context)
    drafts = [(d, *_read(reader, d)) for d in documents]
    corefs = [_coref_items(*one) for one in drafts]
    marks = [
        [mention.marks for mention in find_mentions(flat, sentence_of, draft).values()]
        for _, flat, sentence_of, draft in drafts
    ]
    coref, coref_f1 = _fit(corefs, COREF_FEATURES, marks=marks)
    identities = [_identity_items(*one, second=reader.second.run) for one in drafts]
    identity, identity_f1 = _fit(identities, IDENTITY_FEATURES)
    full = replace(calibration, coref=coref, identity=identity)
    write_calibration(full, folder)
    return full, {"coref_b3": coref_f1, "identity_b3": identity_f1}


def _read(reader: EmbeddedReader, document: Document) -> tuple[list[str], list[int], Draft]:
    words = [s.words for s in document.sentences]
    draft, _ = reader.read_words(words)
    flat = [word for sentence in words for word in sentence]
    return flat, [n for n, s in enumerate(words) for _ in s], draft


_Items = tuple[list[Any], list[str | None]]


def _coref_items(
    document: Document, flat: list[str], sentence_of: list[int], draft: Draft
) -> _Items:
    """Return pair features of each mention and its gold entity, ``None`` when it has none."""
    gold: dict[int, str] = {}
    for event in document.events or ():
        for argument in event.arguments:
            if argument.first >= 0 and argument.entity is not None:
                size = argument.last - argument.first
                for word in range(argument.first, argument.last + 1):
                    if word not in gold or size < 3:
                        gold[word] = argument.entity
    mentions = find_mentions(flat, sentence_of, draft)
    heads = list(mentions)
    rows = score_mentions(list(mentions.values()))
    return rows, [gold.get(head) for head in heads]


def _identity_items(
    document: Document,
    flat: list[str],
    sentence_of: list[int],
    draft: Draft,
    *,
    second: Callable[[OccurrenceInputs], npt.NDArray[np.float32]],
) -> _Items:
    gold: dict[int, str] = {}
    for event in document.events or ():
        gold.update(dict.fromkeys(range(event.first, event.last + 1), event.identity))
    entities = _coref_items(document, flat, sentence_of, draft)[1]
    heads = list(find_mentions(flat, sentence_of, draft))
    names = {name: n for n, name in enumerate(sorted({e for e in entities if e}))}
    cluster_of = {
        head: names[entity] if entity else -1 - head
        for head, entity in zip(heads, entities, strict=True)
    }
    found = find_occurrences(flat, draft, cluster_of)
    rows = score_occurrences(found, second=second)
    truth = [
        next((gold[w] for w in range(e.first, e.last + 1) if w in gold), None) for e in draft.events
    ]
    return rows, truth


def _fit(
    items: Sequence[_Items], names: Sequence[str], *, marks: Sequence[Sequence[Marks]] = ()
) -> tuple[LinkWeights, float]:
    features, target = [], []
    for rows, gold in items:
        for item, pairs in enumerate(rows):
            partners = gold[item - len(pairs) : item]
            for pair, partner in zip(pairs, partners, strict=True):
                if gold[item] is not None and partner is not None:
                    features.append(pair)
                    target.append(float(gold[item] == partner))
    weights, bias = fit_logistic(np.array(features, dtype=np.float64), np.array(target))
    fitted = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    best: tuple[LinkWeights, float] = (LinkWeights(fitted, round(bias, 4), 0.5), -1.0)
    for threshold in np.arange(0.15, 0.8, 0.05):
        link = LinkWeights(fitted, round(bias, 4), round(float(threshold), 2))
        score = _score(items, names, link, marks=marks)
        if score > best[1]:
            best = (link, score)
    return best


def _score(
    items: Sequence[_Items],
    names: Sequence[str],
    link: LinkWeights,
    *,
    marks: Sequence[Sequence[Marks]],
) -> float:
    """Return B-cubed F1 over all items that have a gold cluster."""
    precision = recall = 0.0
    count = 0
    for number, (rows, gold) in enumerate(items):
        own = marks[number] if marks else ()
        predicted, _ = cluster(rows, names, link=link, marks=own)
        kept = [(p, g) for p, g in zip(predicted, gold, strict=True) if g is not None]
        if kept:
            p, r = b_cubed([p for p, _ in kept], [g for _, g in kept])
            precision, recall, count = precision + p, recall + r, count + len(kept)
    p, r = precision / max(1, count), recall / max(1, count)
    return 2 * p * r / max(1e-9, p + r)
