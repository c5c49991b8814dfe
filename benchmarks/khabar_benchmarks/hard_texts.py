"""Dev reports made hard to read: how many points of trigger F1 each kind of damage costs."""

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar_benchmarks.events import f1, match
from khabar_benchmarks.rows import read_rows

__all__ = ["DAMAGES", "score_hard_texts"]

_MARKS: Final = frozenset(".,;:\"'()[]“”‘’«»-–—")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_LOOKALIKES: Final = {"l": "1", "o": "0", "e": "c", "m": "n", "h": "b", "i": "l", "s": "5"}
_LONG_WORDS: Final = 30_000
_NOISE: Final = (
    "\n\nAdvertisement\n\n",
    "\n\nRead more: Ten photographs of the week\n\n",
    "\n\nRegion | Households | Share\nNorth | 1,204 | 31 %\nSouth | 877 | 22 %\n\n",
    "\n\nSign up for our morning letter. We never share your address.\n\n",
)

Pieces = list[tuple[str, int]]  # (characters, code point of the original; -1 for what is new)


def _plain(text: str, start: int = 0) -> Pieces:
    return [(char, start + place) for place, char in enumerate(text)]


def _recased(change: Callable[[str], str]) -> "Damage":
    def damage(row: dict[str, Any]) -> Pieces:
        changed = change(row["text"])
        same = len(changed) == len(row["text"])
        return _plain(changed) if same else [(c.upper(), i) for c, i in _plain(row["text"])]

    return damage


def _without_marks(row: dict[str, Any]) -> Pieces:
    """As a feed that lost its punctuation."""
    return [(c, i) for c, i in _plain(row["text"]) if c not in _MARKS]


def _without_articles(row: dict[str, Any]) -> Pieces:
    """As English by people or machines whose own language has no articles."""
    text = row["text"]
    dropped: set[int] = set()
    place = 0
    for word in text.split(" "):
        if word.lower() in _ARTICLES:
            dropped.update(range(place, place + len(word) + 1))
        place += len(word) + 1
    return [(c, i) for c, i in _plain(text) if i not in dropped]


def _bullets(row: dict[str, Any]) -> Pieces:
    """Every sentence a line of a list."""
    return _prefixed(row, lambda _: "\n- ")


def _live_blog(row: dict[str, Any]) -> Pieces:
    """Every second sentence a post with its hour."""
    return _prefixed(
        row,
        lambda number: (
            "" if number % 2 else f"\n\n{9 + number // 3 % 14:02d}:{number * 7 % 60:02d}\n"
        ),
    )


def _prefixed(row: dict[str, Any], prefix: Callable[[int], str]) -> Pieces:
    """Put something before each sentence."""
    starts = {start: number for number, (start, _) in enumerate(row["sentences"])}
    pieces: Pieces = []
    for char, place in _plain(row["text"]):
        if place in starts:
            pieces += [(c, -1) for c in prefix(starts[place])]
        pieces.append((char, place))
    return pieces


def _boilerplate(row: dict[str, Any]) -> Pieces:
    """Advertisements and tables between every third and fourth sentence."""
    return _prefixed(
        row, lambda number: _NOISE[number // 3 % 4] if number and not number % 3 else ""
    )


def _scanned(row: dict[str, Any]) -> Pieces:
    """Three letters in a hundred read as one that looks like it."""
    chance = random.Random(row["id"])
    return [
        (_LOOKALIKES[c] if c in _LOOKALIKES and chance.random() < 0.06 else c, i)
        for c, i in _plain(row["text"])
    ]


Damage = Callable[[dict[str, Any]], Pieces]

DAMAGES: Final[dict[str, Damage]] = {
    "all capitals": _recased(str.upper),
    "title case": _recased(lambda text: text.title()),
    "lower case": _recased(str.lower),
    "no punctuation": _without_marks,
    "no articles": _without_articles,
    "bullet list": _bullets,
    "live blog": _live_blog,
    "boilerplate": _boilerplate,
    "scanned": _scanned,
}
"""Kinds of damage; all but ``scanned`` may cost five points of trigger F1 at most."""


def score_hard_texts(data: Path, *, pipeline: Pipeline) -> dict[str, float]:
    """Return trigger F1 of the dev reports as they are and with each kind of damage.

    Args:
        data: The data folder.
        pipeline: The product.

    Returns:
        F1 by kind, and points lost against the reports as they are.
    """
    rows = list(read_rows(data / "events" / "dev.jsonl.gz"))
    scores = {"as written": _score(rows, _untouched, pipeline)}
    for name, damage in DAMAGES.items():
        scores[name] = _score(rows, damage, pipeline)
    scores["30,000 words"] = _score_long(rows, pipeline)
    lost = {f"lost: {name}": scores["as written"] - value for name, value in scores.items()}
    return {**scores, **{name: value for name, value in lost.items() if "as written" not in name}}


def _untouched(row: dict[str, Any]) -> Pieces:
    return _plain(row["text"])


def _score(rows: Sequence[dict[str, Any]], damage: Damage, pipeline: Pipeline) -> float:
    counts = [0, 0, 0]
    for row in rows:
        pieces = damage(row)
        reading = pipeline.read(make_report("".join(c for c, _ in pieces), report_id=row["id"]))
        new_place = {old: new for new, (_, old) in enumerate(pieces) if old >= 0}
        gold = [_moved(event["trigger"], new_place) for event in row["events"]]
        _count([span for span in gold if span], reading, counts)
    return f1(*counts)


def _moved(span: Sequence[int], new_place: dict[int, int]) -> list[int] | None:
    """Return where a span stands after the damage; ``None`` when it is gone."""
    kept = [new_place[place] for place in range(*span) if place in new_place]
    return [kept[0], kept[-1] + 1] if kept else None


def _count(gold: Sequence[Sequence[int]], reading: Reading, counts: list[int]) -> None:
    found = [(claim.trigger.start, claim.trigger.end) for claim in reading.claims]
    counts[0] += len(match(gold, found, span_of=lambda span: span))
    counts[1] += len(found)
    counts[2] += len(gold)


def _score_long(rows: Iterable[dict[str, Any]], pipeline: Pipeline) -> float:
    """Read many reports as one text of 30,000 words."""
    text = ""
    gold: list[list[int]] = []
    for row in rows:
        if len(text.split()) > _LONG_WORDS:
            break
        gold += [[a + len(text), b + len(text)] for a, b in (e["trigger"] for e in row["events"])]
        text += row["text"] + "\n\n"
    counts = [0, 0, 0]
    _count(gold, pipeline.read(make_report(text)), counts)
    return f1(*counts)
