"""People: the side each is on, as most reports have it."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from khabar.record.report import ReportId

__all__ = ["count_votes"]

_SOME_STATE: Final = "state:"  # of one side, and nothing says of which


def count_votes(heard: Iterable[tuple[str, ReportId, str, int]]) -> dict[str, str]:
    """Return the side of each person that most speaks for.

    Args:
        heard: Sound of the name, report, side and weight of each thing that speaks for a side.

    Returns:
        Sides by sound; a report speaks for a side once, by what weighs most. A side that is no
        more than some state's gives way to any other.
    """
    most: dict[tuple[str, ReportId, str], int] = {}
    for sound, report, side, weight in heard:
        most[sound, report, side] = max(weight, most.get((sound, report, side), 0))
    votes: dict[str, Counter[str]] = {}
    for (sound, _, side), weight in most.items():
        votes.setdefault(sound, Counter())[side] += weight
    return {sound: _most_voted(sides) for sound, sides in votes.items()}


def _most_voted(sides: Counter[str]) -> str:
    return min(sides, key=lambda side: (side == _SOME_STATE, -sides[side], side))
