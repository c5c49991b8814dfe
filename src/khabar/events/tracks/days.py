"""The day on which something began, where several claimants give several days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = ["GivenDay", "best_day", "latest_day"]

_ONE_DAY: Final = timedelta(days=1)  # a night has two dates


@dataclass(frozen=True, slots=True)
class GivenDay:
    """One claim's beginning of something.

    Attributes:
        first: Earliest day it can have begun.
        last: Latest such day; ``None`` when the claim says "since" a day.
        claimants: Keys of those who say so.
    """

    first: date
    last: date | None
    claimants: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        """Whether it is a day (or a night), not "in November"."""
        return self.last is None or self.last - self.first <= _ONE_DAY

    def holds(self, day: date) -> bool:
        """Return whether the thing can have begun on a day, as this claim has it."""
        return self.first <= day <= (self.last or self.first)


def best_day(given: Iterable[GivenDay]) -> date | None:
    """Return the day most claimants give; of equals the earliest.

    Who says "in November" speaks for every day of November that somebody names.

    Args:
        given: In any order.

    Returns:
        A first day of one of them; ``None`` when there is none.
    """
    every = list(given)
    exact = {each.first for each in every if each.is_exact}
    claimants: dict[date, set[str]] = {}
    counts: Counter[date] = Counter()
    for each in every:
        for day in _days(each, exact):
            claimants.setdefault(day, set()).update(each.claimants)
            counts[day] += 1
    return min(claimants, key=lambda day: (-len(claimants[day]), -counts[day], day), default=None)


def latest_day(given: Iterable[GivenDay], *, first: date | None) -> date | None:
    """Return the latest day on which what has a best day can have begun.

    Args:
        given: What the best day was found in.
        first: The best day.

    Returns:
        A later day, as the narrowest claim that begins on the best day has it; ``None`` when
        one of them tells that very day.
    """
    here = [each for each in given if each.first == first]
    if any(each.is_exact for each in here):
        return None
    return min((each.last for each in here if each.last is not None), default=None)


def _days(each: GivenDay, exact: set[date]) -> list[date]:
    if each.is_exact:
        return [each.first]
    return [day for day in sorted(exact) if each.holds(day)] or [each.first]
