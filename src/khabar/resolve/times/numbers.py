"""Numbers inside time expressions: "twenty-four", "a couple of", "2 1/2"."""

from collections.abc import Sequence
from typing import Final

from khabar.resolve.times.lexicon import KINDS, Word

__all__ = ["length", "quantity"]

_CLOCK_UNITS: Final = {"S": "S", "MIN": "M", "H": "H"}
_SCALE: Final = {"FN": ("W", 2), "DE": ("Y", 10), "CE": ("Y", 100)}
_NUMERIC: Final = frozenset(KINDS[kind] for kind in ("num", "big", "year"))


def quantity(letters: str, words: Sequence[Word]) -> float | None:
    """Return how many units a phrase counts.

    Args:
        letters: One letter per word of the phrase.
        words: The words.

    Returns:
        The number; ``None`` when it is vague ("several", "a few") or not given.
    """
    total, current, seen = 0.0, 0.0, False
    for letter, word in zip(letters, words, strict=True):
        if letter in _NUMERIC:
            current, seen = current + float(word.text.replace(",", "")), True
        elif letter == KINDS["word"]:
            value = float(word.value)
            current = max(current, 1.0) * value if value >= 100 else current + value
            seen = True
        elif letter == KINDS["half"]:
            base = 1.0 if KINDS["a"] in letters and not seen and len(letters) > 3 else 0.0
            current, seen = current + base + 0.5, True
        elif letter == KINDS["vague"]:
            if not word.value:
                return None
            current, seen = float(word.value), True
    total += current
    if seen:
        return total
    return 1.0 if KINDS["a"] in letters else None


def length(count: float | None, unit: str, *, plural: bool) -> str:
    """Return an ISO 8601 duration.

    Args:
        count: How many; ``None`` when vague.
        unit: Unit code of the lexicon (``D``, ``DE`` for decades ...).
        plural: The unit stands in the plural, so that no number means "some".

    Returns:
        ``P3D``, ``PT2H``, ``P2Y6M``, ``PXW``.
    """
    if count is None:
        count = None if plural else 1.0
    code, factor = _SCALE.get(unit, (unit, 1))
    time = "T" if code in _CLOCK_UNITS else ""
    code = _CLOCK_UNITS.get(code, code)
    if count is None:
        return f"P{time}X{code}"
    amount = count * factor
    whole = int(amount)
    if amount == whole:
        return f"P{time}{whole}{code}"
    rest = {"Y": (12, "M"), "M": (30, "D") if not time else (60, "S"), "W": (7, "D"),
            "D": (24, "H"), "H": (60, "M")}.get(code)  # fmt: skip
    if rest is None:
        return f"P{time}{whole}{code}"
    part = round((amount - whole) * rest[0])
    head = f"{whole}{code}" if whole else ""
    mark = "T" if code == "D" and not time else ""
    return f"P{time}{head}{mark}{part}{rest[1]}"
