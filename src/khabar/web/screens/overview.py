"""The case in figures, and what is selected: events, facets, days, points."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from heapq import nsmallest
from itertools import chain
from typing import Final

import msgspec

from khabar._version import __version__
from khabar.record.report import ReportId
from khabar.web.case.index import Names, find_days
from khabar.web.case.selection import Selection
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.lede import tell_lede
from khabar.web.screens.parts import event_cards, tell_day
from khabar.web.shapes import shared as shapes

__all__ = ["tell_case", "tell_situation"]

_MOST_POINTS: Final = 5_000
_FACETS: Final = 40


def tell_case(
    snapshot: Snapshot,
    *,
    name: str,
    person: str,
    key: str,
    queue: int,
    last_decision: shapes.DecisionLine | None,
) -> shapes.Case:
    """Return what the page says of the case.

    Args:
        snapshot: The case.
        name: What it is called.
        person: Who decides.
        key: Opens feeds.
        queue: How much waits for a person.
        last_decision: The last that holds.

    Returns:
        Its figures.
    """
    published = [row.published for row in snapshot.reports.values() if row.published]
    firsts = [first for first, _ in snapshot.index.days if first]
    lasts = [last for _, last in snapshot.index.days if last]
    return shapes.Case(
        name=name,
        reports=len(snapshot.reports),
        claims=len(snapshot.heads.heads),
        events=len(snapshot.events),
        contradictions=sum(snapshot.index.disputed),
        queue=queue,
        first=tell_day(min(firsts, default=None)),
        last=tell_day(max(lasts, default=None)),
        newest=tell_day(max(published, default=None)),
        writable=True,
        demo=name == "demo",
        version=__version__,
        person=person,
        key=key,
        last_decision=last_decision,
    )


def tell_situation(snapshot: Snapshot, *, selection: Selection) -> shapes.Situation:
    """Return what is selected, all together.

    Args:
        snapshot: The case.
        selection: Which events.

    Returns:
        One page of events, and the figures of all of them.
    """
    chosen = snapshot.select(selection)
    whole = replace(selection, limit=1, offset=0)
    figures = snapshot.kept.find(whole, lambda: _tell_figures(chosen, snapshot=snapshot))
    shown = chosen[selection.offset : selection.offset + selection.limit]
    cards = event_cards((snapshot.events[at] for at in shown), snapshot=snapshot)
    return msgspec.structs.replace(figures, events=cards)


def _tell_figures(chosen: Sequence[int], *, snapshot: Snapshot) -> shapes.Situation:
    """Return what is told of all selected events, without any of them."""
    index = snapshot.index
    reports = index.reports.gather(chosen)
    told = frozenset(ReportId(index.reports.keys[number]) for number in reports)
    return shapes.Situation(
        counts=shapes.SituationCounts(
            events=len(chosen),
            claims=sum(map(index.mentions.__getitem__, chosen)),
            reports=len(reports),
            origins=len(index.origins.gather(chosen)),
        ),
        summary=tell_lede(told, snapshot=snapshot, chosen=chosen),
        events=[],
        total=len(chosen),
        facets=_facets(chosen, snapshot=snapshot),
        days=_days(chosen, reports=told, snapshot=snapshot),
        points=_points(chosen, snapshot=snapshot),
        unplaced=sum(not index.points[at] for at in chosen),
    )


def _points(chosen: Sequence[int], *, snapshot: Snapshot) -> list[shapes.SituationPoints]:
    """Return the points of events.

    Events of one place and status are one point with their number where there are very many.
    """
    points, statuses = snapshot.index.points, snapshot.index.statuses
    found = [(number, at) for at in chosen for number in points[at]]
    if len(found) <= _MOST_POINTS:
        return [_point(number, at, count=1, snapshot=snapshot) for number, at in found]
    counts = Counter((number, statuses[at]) for number, at in found)
    first = {(number, statuses[at]): at for number, at in reversed(found)}
    return [
        _point(spot[0], first[spot], count=count, snapshot=snapshot)
        for spot, count in counts.items()
    ]


def _point(number: int, at: int, *, count: int, snapshot: Snapshot) -> shapes.SituationPoints:
    spot, event = snapshot.index.spots[number], snapshot.events[at]
    return shapes.SituationPoints(
        id=event.id,
        lat=spot.lat or 0.0,
        lon=spot.lon or 0.0,
        precision_m=spot.precision_m,
        status=event.status.value,
        place=spot.name,
        count=count,
    )


def _facets(chosen: Sequence[int], *, snapshot: Snapshot) -> shapes.SituationFacets:
    """Return how many events have each value."""
    index = snapshot.index
    touched = [at for at in chosen if at in snapshot.touched] if snapshot.touched else []
    review = Counter(chain.from_iterable(snapshot.touched[at] for at in touched))
    review["unseen"] += len(chosen) - len(touched)
    origins: Counter[str] = Counter()
    for told, count in Counter(map(index.told.__getitem__, chosen)).items():
        origins[str(min(3, told))] += count
    return shapes.SituationFacets(
        type=_facet(Counter(map(index.types.__getitem__, chosen)), {}),
        status=_facet(Counter(map(index.statuses.__getitem__, chosen)), {}),
        actor=_called(index.actors, chosen),
        place=_called(index.places, chosen),
        origins=_facet(origins, {"3": "3 or more"}),
        review=_facet(+review, {}),
    )


def _called(names: Names, chosen: Sequence[int]) -> list[shapes.Facet]:
    """Return the names that most events speak of."""
    counts = names.count(chosen)
    ranked = nsmallest(_FACETS, counts.items(), key=lambda one: (-one[1], names.keys[one[0]]))
    return [
        shapes.Facet(value=names.keys[at], label=names.names[at], count=count)
        for at, count in ranked
    ]


def _facet(counts: Counter[str], labels: dict[str, str]) -> list[shapes.Facet]:
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_FACETS]
    return [
        shapes.Facet(value=value, label=labels.get(value, value), count=count)
        for value, count in ranked
    ]


def _days(
    chosen: Sequence[int], *, reports: frozenset[ReportId], snapshot: Snapshot
) -> list[shapes.DayCount]:
    """Return the bars of the timeline."""
    exact, vague = find_days(snapshot.index, chosen)
    rows = (snapshot.reports[report] for report in reports)
    ticks = Counter(row.published for row in rows if row.published is not None)
    return [
        shapes.DayCount(day=day.isoformat(), exact=exact[day], vague=vague[day], reports=ticks[day])
        for day in sorted({*exact, *vague, *ticks})
    ]
