"""How often the bounds of a count are read as annotated."""

from collections import Counter
from pathlib import Path

from khabar.claims.numbers import read_range
from khabar_benchmarks.rows import read_rows

__all__ = ["score_numbers"]

_Bounds = tuple[int | None, int | None]


def score_numbers(data: Path) -> dict[str, float]:
    """Return the share of stated ranges of ``events/dev`` read alike, beside "first digits".

    Args:
        data: The data folder.
    """
    counts: Counter[str] = Counter()
    for row in read_rows(data / "events" / "dev.jsonl.gz"):
        for event in row["events"]:
            for quantity in event["quantities"]:
                if quantity.get("range") and quantity.get("span"):
                    start, end = quantity["span"]
                    words = row["text"][start:end]
                    gold = _bounds(str(quantity["range"]))
                    counts["all"] += 1
                    counts["right"] += read_range(words) == gold
                    counts["plain"] += _first_digits(words) == gold
    return {
        "range": counts["right"] / max(1, counts["all"]),
        "range, baseline first digits": counts["plain"] / max(1, counts["all"]),
    }


def _bounds(text: str) -> _Bounds:
    low, dash, high = text.partition("-")
    first = int(low) if low else None
    return (first, (int(high) if high else None) if dash else first)


def _first_digits(words: str) -> _Bounds | None:
    digits = "".join(char if char.isdigit() else " " for char in words.replace(",", "")).split()
    return (int(digits[0]), int(digits[0])) if digits else None
