"""How well the reader names things and parses, on gold words, as the product reads them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from khabar.mentions.reader import EmbeddedReader
from khabar_benchmarks.events import f1
from khabar_benchmarks.rows import read_rows

__all__ = ["score_names", "score_syntax"]


def score_names(data: Path, *, reader: EmbeddedReader) -> dict[str, float]:
    """Return F1 of the nine classes on worldwide dev, beside a name list from its train part.

    Args:
        data: The data folder.
        reader: The reader.
    """
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
        gold = set(_flat(row))
        draft, _ = reader.read_words(_sentences(row))
        found = {(offsets[r.first][0], offsets[r.last][1], r.label) for r in draft.names}
        listed = set(_look_up(row["text"], offsets, known))
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        counts["right"] += len(found & gold)
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


def score_syntax(data: Path, *, reader: EmbeddedReader) -> dict[str, float]:
    """Return UPOS, UAS and LAS on EWT dev, beside "hang on the next word".

    Relation subtypes are ignored and punctuation counts (CoNLL 2018).

    Args:
        data: The data folder.
        reader: The reader.
    """
    documents: dict[str, list[dict[str, Any]]] = {}
    for row in read_rows(data / "ud_ewt" / "sents.jsonl.gz"):
        if row["split"] == "dev":
            documents.setdefault(row["doc"], []).append(row)
    counts: Counter[str] = Counter()
    for rows in documents.values():
        draft, _ = reader.read_words([row["form"] for row in rows])
        start = 0
        for row in rows:
            size = len(row["form"])
            for word in range(size):
                mine = draft.heads[start + word]
                head = 0 if mine < 0 else mine - start + 1
                right = head == row["head"][word]
                same = draft.rels[start + word].split(":")[0] == row["deprel"][word].split(":")[0]
                counts["words"] += 1
                counts["upos"] += draft.upos[start + word] == row["upos"][word]
                counts["uas"] += right
                counts["las"] += right and same
                counts["next"] += row["head"][word] == (word + 2 if word + 2 <= size else 0)
            start += size
    words = counts["words"]
    return {
        "upos": counts["upos"] / words,
        "uas": counts["uas"] / words,
        "las": counts["las"] / words,
        "uas, baseline next word": counts["next"] / words,
    }
