"""The day on which something began, where several claimants give several days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = ["GivenDay", "best_day"]

_ONE_DAY: Final = timedelta(days=1)  # a night has two dates


@dataclass(frozen=True, slots=True)
class GivenDay:
    """One claim's beginning of something.

    Attributes:
        first: Earliest day it can have begun.
        last: Latest such day; ``None`` when the claim says "since".
        told: The claim itself says so; else the day is borrowed from the story around it.
        claimants: Keys of those who say so.
    """

    first: date
    last: date | None
    told: bool
    claimants: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        """Whether it is a day (or a night), not "in November"."""
        return self.last is None or self.last - self.first <= _ONE_DAY

    def holds(self, day: date) -> bool:
        """Return whether the thing can have begun on a day, as this claim has it."""
        return self.first <= day <= (self.last or self.first)


def best_day(given: Iterable[GivenDay]) -> date | None:
    """Return the day most claimants give, told rather than borrowed; of equals the earliest.

    Who says "in November" speaks for every day of November that somebody names.

    Args:
        given: In any order.

    Returns:
        A first day of one of them; ``None`` when there is none.
    """
    every = list(given)
    told = [each for each in every if each.told] or every
    exact = {each.first for each in told if each.is_exact}
    claimants: dict[date, set[str]] = {}
    counts: Counter[date] = Counter()
    for each in told:
        for day in _days(each, exact):
            claimants.setdefault(day, set()).update(each.claimants)
            counts[day] += 1
    return min(claimants, key=lambda day: (-len(claimants[day]), -counts[day], day), default=None)


def _days(each: GivenDay, exact: set[date]) -> list[date]:
    if each.is_exact:
        return [each.first]
    return [day for day in sorted(exact) if each.holds(day)] or [each.first]
