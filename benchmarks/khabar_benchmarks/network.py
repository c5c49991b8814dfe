"""How well the network names things and parses, on gold words, in the product's windows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from khabar.mentions.repeats import settle_names
from khabar.mentions.sequence import NameDecoder, Run
from khabar.mentions.syntax import find_tree, is_tree
from khabar.mentions.windows import cut_windows
from khabar.models.calibration import read_calibration
from khabar.models.files import MODEL_FOLDER
from khabar.models.network import MAX_PIECES_IN_WINDOW, Network, Scores
from khabar_benchmarks.events import f1
from khabar_benchmarks.rows import read_rows

__all__ = ["score_names", "score_syntax"]

Words = Sequence[str]


def _windows(
    network: Network, sentences: Sequence[Words]
) -> Iterator[tuple[Scores, list[tuple[int, int, int]]]]:
    """Yield scores and (sentence, first row, end row) of each window's own sentences."""
    costs = [network.count_pieces(words) for words in sentences]
    for window in cut_windows(costs):
        if sum(costs[window.first : window.end]) > MAX_PIECES_IN_WINDOW:
            continue
        scores = network.run(sentences[window.first : window.end])
        row = 1
        own = []
        for number in range(window.first, window.end):
            end = row + len(sentences[number])
            if number >= window.own:
                own.append((number, row, end))
            row = end
        yield scores, own


def score_names(data: Path, *, network: Network) -> dict[str, float]:
    """Return F1 of the nine classes on worldwide dev, beside a name list from its train part.

    Args:
        data: The data folder.
        network: The model.
    """
    decoder = NameDecoder(network.labels.names)
    temperature = read_calibration(MODEL_FOLDER / "calibration.json").names
    known: dict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    dev = []
    for row in read_rows(data / "en_worldwide_newswire" / "docs.jsonl.gz"):
        if row["split"] == "train":
            for entity in _flat(row):
                known[row["text"][entity[0] : entity[1]]][entity[2]] += 1
        else:
            dev.append(row)
    for row in dev:
        offsets = [token for token in row["tokens"] if token is not None]
        sentences = _sentences(row)
        gold = set(_flat(row))
        counts["gold"] += len(gold)
        starts = np.cumsum([0, *(len(s) for s in sentences)])
        runs: list[Run] = []
        for scores, own in _windows(network, sentences):
            for number, first, end in own:
                shift = int(starts[number])
                own_runs = decoder.find_runs(scores.names[first:end], temperature=temperature)
                runs += [Run(r.first + shift, r.last + shift, r.label, r.p) for r in own_runs]
        words = [word for sentence in sentences for word in sentence]
        found = {
            (offsets[run.first][0], offsets[run.last][1], run.label)
            for run in settle_names(runs, words)
        }
        counts["found"] += len(found)
        counts["right"] += len(found & gold)
        listed = set(_look_up(row["text"], offsets, known))
        counts["listed"] += len(listed)
        counts["listed right"] += len(listed & gold)
    return {
        "names f1": f1(counts["right"], counts["found"], counts["gold"]),
        "names f1, baseline name list": f1(
            counts["listed right"], counts["listed"], counts["gold"]
        ),
    }


def _flat(row: dict[str, Any]) -> list[tuple[int, int, str]]:
    return [(e["start"], e["end"], e["type"]) for e in row["entities"] if e["layer"] == 0]


def _sentences(row: dict[str, Any]) -> list[list[str]]:
    sentences: dict[int, list[str]] = {}
    for token, number in zip(row["tokens"], row["sent_of_token"], strict=True):
        if token is not None:
            sentences.setdefault(number, []).append(row["text"][token[0] : token[1]])
    return [sentences[number] for number in sorted(sentences)]


def _look_up(
    text: str, offsets: Sequence[Sequence[int]], known: dict[str, Counter[str]]
) -> Iterator[tuple[int, int, str]]:
    """Yield the longest known names, left to right."""
    place = 0
    while place < len(offsets):
        for size in range(min(6, len(offsets) - place), 0, -1):
            start, end = offsets[place][0], offsets[place + size - 1][1]
            types = known.get(text[start:end])
            if types:
                yield start, end, types.most_common(1)[0][0]
                place += size
                break
        else:
            place += 1


def score_syntax(data: Path, *, network: Network) -> dict[str, float]:
    """Return UPOS, UAS and LAS on EWT dev, beside "hang on the next word".

    Relation subtypes are ignored and punctuation counts (CoNLL 2018).

    Args:
        data: The data folder.
        network: The model.
    """
    documents: dict[str, list[dict[str, Any]]] = {}
    for row in read_rows(data / "ud_ewt" / "sents.jsonl.gz"):
        if row["split"] == "dev":
            documents.setdefault(row["doc"], []).append(row)
    counts: Counter[str] = Counter()
    for rows in documents.values():
        for scores, own in _windows(network, [row["form"] for row in rows]):
            for number, first, end in own:
                _count_tree(network, scores, rows[number], (first, end), counts)
    words = counts["words"]
    return {
        "upos": counts["upos"] / words,
        "uas": counts["uas"] / words,
        "las": counts["las"] / words,
        "uas, baseline next word": counts["next"] / words,
    }


def _count_tree(
    network: Network,
    scores: Scores,
    row: dict[str, Any],
    rows: tuple[int, int],
    counts: Counter[str],
) -> None:
    first, end = rows
    index = [0, *range(first, end)]
    local = {row: place for place, row in enumerate(index)}
    heads = np.array([local.get(int(head), 0) for head in scores.head[index]])
    if not is_tree(heads):
        heads = find_tree(scores.arc[index][:, index])
    for place, (head, rel, tag) in enumerate(
        zip(row["head"], row["deprel"], row["upos"], strict=True)
    ):
        counts["words"] += 1
        counts["upos"] += network.labels.upos[int(scores.upos[first + place])] == tag
        counts["next"] += head == (place + 2 if place + 2 <= end - first else 0)
        if int(heads[place + 1]) == head:
            counts["uas"] += 1
            mine = network.labels.rels[int(scores.rel[first + place])]
            counts["las"] += mine.split(":")[0] == rel.split(":")[0]
