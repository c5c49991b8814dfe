"""One name, one class in a report: repeated names vote, and missed repeats are found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from khabar.mentions.sequence import Run

__all__ = ["settle_names"]

_PROPER: Final = frozenset({"Person", "Location", "Organization", "NORP"})
"""Classes whose repeats are looked for; dates and sums repeat by chance."""

_SURE: Final = 0.9
"""Summed probability from which a name is looked for again; tuned on worldwide dev with
``_PROPER``: F1 0.831 becomes 0.841."""


def settle_names(runs: Sequence[Run], words: Sequence[str]) -> list[Run]:
    """Give every name the class that its repeats have, and add repeats that were missed.

    Args:
        runs: Names in report-wide word numbers, in order, not overlapping.
        words: All words of the report.

    Returns:
        Names in order, not overlapping.
    """
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for run in runs:
        key = _key(words, run.first, run.last)
        votes[key][run.label] += run.p
        last = words[run.last].lower()
        if run.label == "Person" and run.last > run.first:
            votes[last]["Person"] += run.p  # later mentions have the surname alone
    best = {key: max(count.items(), key=lambda item: item[1]) for key, count in votes.items()}
    settled = [
        Run(run.first, run.last, best[_key(words, run.first, run.last)][0], run.p) for run in runs
    ]
    known = {key: (label, p) for key, (label, p) in best.items() if label in _PROPER and p >= _SURE}
    return sorted([*settled, *_missed(settled, words, known)], key=lambda run: run.first)


def _key(words: Sequence[str], first: int, last: int) -> str:
    return " ".join(words[first : last + 1]).lower()


def _missed(
    runs: Sequence[Run], words: Sequence[str], known: Mapping[str, tuple[str, float]]
) -> list[Run]:
    """Return known names that stand, with a capital, where no name was found."""
    taken = {word for run in runs for word in range(run.first, run.last + 1)}
    longest = max((key.count(" ") + 1 for key in known), default=0)
    found: list[Run] = []
    place = 0
    while place < len(words):
        size = 0
        if words[place][:1].isupper() and place not in taken:
            size = _longest_known(words, place, longest, taken, known)
        if size:
            label, p = known[_key(words, place, place + size - 1)]
            found.append(Run(place, place + size - 1, label, min(p, 1.0) / 2))
        place += size or 1
    return found


def _longest_known(
    words: Sequence[str],
    place: int,
    longest: int,
    taken: set[int],
    known: Mapping[str, tuple[str, float]],
) -> int:
    for size in range(min(longest, len(words) - place), 0, -1):
        free = taken.isdisjoint(range(place, place + size))
        if free and _key(words, place, place + size - 1) in known:
            return size
    return 0
