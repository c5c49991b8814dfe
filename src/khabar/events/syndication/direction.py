"""Who copied whom, and where a chain of copies began."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

__all__ = ["Copy", "Side", "find_sources", "is_source"]

_CREDIT_DAYS: Final = 3  # a credit beats dates that are off by no more: clocks, late updates
_LEAST_SHARE: Final = 0.1  # of a copy's own words, for what stands in it to be its source
_STILL_SHARED: Final = 0.25  # of the copy's own words, for a farther report to be its source


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a report shows of its place in a chain of copies.

    Attributes:
        id: Of the report; the last word where nothing else tells.
        day: Day it was told on; ``None`` when unknown.
        outlet: Key of its outlet; empty when unknown.
        credits: Keys of the outlets that it credits.
        is_agency: Its outlet is an agency, which others print.
        words: Words of its own.
    """

    id: str
    day: date | None
    outlet: str
    credits: frozenset[str]
    is_agency: bool
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A report that was made from another.

    Attributes:
        report: Number of the copy.
        source: Number of what it was made from.
        share: Share of the copy's own words that stand in the source.
        contained: Share of the smaller report's shingles that the other has.
        credited: The copy credits the source's outlet.
        is_sibling: Each has passages that the other lacks.
    """

    report: int
    source: int
    share: float
    contained: float
    credited: bool
    is_sibling: bool


def is_source(one: Side, two: Side) -> bool:
    """Return whether the first report is the source of the second.

    A credit decides, unless the dates are far apart; then the earlier day; then an agency;
    then the report that holds what the other has and more; then the id.

    Args:
        one: A report.
        two: Another that shares most of the smaller one's words.
    """
    credit = _credit_order(one, two)
    if credit is not None:
        return credit
    if one.day is not None and two.day is not None and one.day != two.day:
        return one.day < two.day
    if one.is_agency != two.is_agency:
        return one.is_agency
    if one.words != two.words:
        return one.words > two.words
    return one.id < two.id


def find_sources(
    copies: Iterable[Copy],
    *,
    order: Callable[[int], tuple[date, str]],
    measure: Callable[[int, int], Copy],
) -> dict[int, Copy]:
    """Lead every copy to the first report of its chain.

    The chain is followed as long as a quarter of the copy's own words stand in the farther
    report: who took one paragraph of a digest did not copy what else the digest took over.

    Args:
        copies: Pairs with their direction.
        order: Sorts reports, the earliest first; breaks ties and circles.
        measure: Compares a report with a farther source.

    Returns:
        For each copy, the pair to which its chain leads.
    """
    nearest: dict[int, Copy] = {}
    for copy in sorted(copies, key=lambda one: (_rank(one), order(one.source))):
        nearest.setdefault(copy.report, copy)
    _open_circles(nearest, order=order)
    return {report: _climb(report, nearest, measure=measure) for report in nearest}


def _rank(copy: Copy) -> tuple[bool, bool, float, float]:
    """Return what sorts the likeliest source of a copy first.

    A report that stands in the copy as a whole comes before one that only shares with it.
    """
    shares_only = copy.is_sibling or copy.share < _LEAST_SHARE
    return not copy.credited, shares_only, -copy.share, -copy.contained


def _open_circles(nearest: dict[int, Copy], *, order: Callable[[int], tuple[date, str]]) -> None:
    """Take the earliest report of every circle for a source (credits can contradict dates)."""
    settled: set[int] = set()
    for report in sorted(nearest):
        path: list[int] = []
        at = report
        while at in nearest and at not in settled and at not in path:
            path.append(at)
            at = nearest[at].source
        if at in path:
            del nearest[min(path[path.index(at) :], key=order)]
        settled.update(path)


def _climb(
    report: int, nearest: Mapping[int, Copy], *, measure: Callable[[int, int], Copy]
) -> Copy:
    """Return the farthest report of the chain that still holds the copy's words."""
    copy = nearest[report]
    while (farther := nearest.get(copy.source)) is not None:
        found = measure(report, farther.source)
        if found.share < _STILL_SHARED:
            break
        copy = found
    return copy


def _credit_order(one: Side, two: Side) -> bool | None:
    """Return whether a credit makes the first the source; ``None`` when credits are silent."""
    if one.day is not None and two.day is not None and abs((one.day - two.day).days) > _CREDIT_DAYS:
        return None
    named = bool(one.outlet) and one.outlet in two.credits
    names = bool(two.outlet) and two.outlet in one.credits
    return named if named != names else None
