"""Reprints: nine kinds of made copies, pairs that are none, and a million documents."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from khabar.events.syndication import find_copies, own_text
from khabar.events.syndication.exact import is_copy, measure_overlap
from khabar.events.syndication.shingles import hash_shingles
from khabar.intake import make_report
from khabar.record.report import Report
from khabar_benchmarks.rows import read_rows

__all__ = ["KINDS", "measure_copies", "score_kinds", "score_random_pairs"]

_ARTICLES: Final = 150
_RANDOM_PAIRS: Final = 3_000
_FEWEST_WORDS: Final = 120
_DAY: Final = date(2015, 6, 1)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

Change = Callable[[str, random.Random, Sequence[str]], str]


def measure_copies(data: Path, *, seed: int = 1) -> dict[str, float]:
    """Score the finding of copies on real articles.

    Args:
        data: The data folder.
        seed: Of the changes made to the copies.

    Returns:
        Recall by kind of copy and false positives among random pairs.
    """
    texts = list(_articles(data))
    rng = random.Random(seed)
    scores = {f"recall, {kind}": value for kind, value in score_kinds(texts, rng=rng).items()}
    return {**scores, "false positives in 3,000 random pairs": score_random_pairs(texts, rng=rng)}


def score_kinds(texts: Sequence[str], *, rng: random.Random) -> Mapping[str, float]:
    """Return the share of copies of each kind that are found with the right original.

    Args:
        texts: Articles; the second half is what copies are embedded in.
        rng: Makes the changes.
    """
    originals, hosts = texts[:_ARTICLES], texts[_ARTICLES:] or texts
    scores = {}
    for kind, change in KINDS.items():
        reports = [_report(f"o{at}", text, outlet="First") for at, text in enumerate(originals)]
        reports += [
            _report(f"c{at}", change(text, rng, hosts), outlet="Second", days=1)
            for at, text in enumerate(originals)
        ]
        found = {str(note.report): note.copy_of for note in find_copies(reports)}
        right = sum(found[f"c{at}"] == f"o{at}" for at in range(len(originals)))
        scores[kind] = right / len(originals)
    return scores


def score_random_pairs(texts: Sequence[str], *, rng: random.Random) -> int:
    """Return how many of 3,000 random pairs of different articles are held for copies.

    Args:
        texts: Articles that are no copies of each other.
        rng: Draws the pairs.
    """
    shingles = hash_shingles([
        own_text(_report(str(at), t, outlet="")) for at, t in enumerate(texts)
    ])
    wrong = 0
    for _ in range(_RANDOM_PAIRS):
        overlap = measure_overlap(shingles, *rng.sample(range(len(texts)), 2))
        wrong += is_copy(overlap, share=1.0, new=0.0, same_outlet=False)
    return wrong


def _report(name: str, text: str, *, outlet: str, days: int = 0) -> Report:
    return make_report(text, report_id=name, published=_DAY + timedelta(days=days), outlet=outlet)


def _articles(data: Path) -> Iterator[str]:
    """Yield 300 articles of the newswire, one a page, without its address line."""
    rows = read_rows(data / "en_worldwide_newswire" / "docs.jsonl.gz")
    texts = (re.sub(r"^https?://\S+\s*", "", row["text"]).replace("\r", "") for row in rows)
    long = [text for text in texts if len(text.split()) >= _FEWEST_WORDS]
    yield from long[:: max(1, len(long) // (2 * _ARTICLES))][: 2 * _ARTICLES]


def _edited(share: float) -> Change:
    """Change every so manieth word: replaced, left out, or another put before it."""

    def change(text: str, rng: random.Random, hosts: Sequence[str]) -> str:
        others = rng.choice(hosts).split()
        out: list[str] = []
        for word in re.split(r"(\s+)", text):
            if word.strip() and rng.random() < share:
                how = rng.randrange(3)
                other = rng.choice(others)
                word = (other, "", f"{other} {word}")[how]  # noqa: PLW2901 - the changed word
            out.append(word)
        return "".join(out)

    return change


def _first(share: float) -> Change:
    def change(text: str, _rng: random.Random, _hosts: Sequence[str]) -> str:
        words = re.split(r"(\s+)", text)
        return "".join(words[: int(len(words) * share)])

    return change


def _embedded(text: str, rng: random.Random, hosts: Sequence[str]) -> str:
    parts = rng.choice(hosts).split("\n")
    cut = len(parts) // 2
    return "\n".join([*parts[:cut], text, *parts[cut:]])


def _headed(text: str, rng: random.Random, hosts: Sequence[str]) -> str:
    head = " ".join(rng.choice(hosts).split()[:9])
    _, _, body = text.partition("\n")
    return f"{head}\n\nPORT ELSA, June 2 (Second) - {body.strip() or text}"


def _mistyped(text: str, rng: random.Random, _hosts: Sequence[str]) -> str:
    return "".join(
        rng.choice(_LETTERS) if letter.isalpha() and rng.random() < 0.03 else letter
        for letter in text
    )


def _reordered(text: str, rng: random.Random, _hosts: Sequence[str]) -> str:
    sentences = re.split(r"(?<=[.!?])\s+", text)
    rng.shuffle(sentences)
    return " ".join(sentences)


KINDS: Final[Mapping[str, Change]] = {
    "2 % edited": _edited(0.02),
    "8 % edited": _edited(0.08),
    "15 % edited": _edited(0.15),
    "first 60 %": _first(0.6),
    "first 30 %": _first(0.3),
    "embedded": _embedded,
    "new head and dateline": _headed,
    "3 % mistyped": _mistyped,
    "reordered": _reordered,
}
"""Ways to make a copy of a text, given others to take words from."""
