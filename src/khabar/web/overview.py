"""The case in figures, and what is selected: events, facets, days, points."""

from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest
from itertools import chain
from typing import Final

from khabar._version import __version__
from khabar.record.report import ReportId
from khabar.web import shapes
from khabar.web.index import Names, find_days
from khabar.web.parts import event_card, tell_day, to_cite
from khabar.web.selection import Selection
from khabar.web.snapshot import Snapshot

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
        claims=len(snapshot.heads),
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
    chosen, index = snapshot.select(selection), snapshot.index
    shown = chosen[selection.offset : selection.offset + selection.limit]
    reports = index.reports.count(chosen)
    points, placed = _points(chosen, snapshot=snapshot)
    told = frozenset(ReportId(index.reports.keys[number]) for number in reports)
    return shapes.Situation(
        counts=shapes.SituationCounts(
            events=len(chosen),
            claims=sum(map(index.mentions.__getitem__, chosen)),
            reports=len(reports),
            origins=len(index.origins.count(chosen)),
        ),
        summary=_summary(told, snapshot=snapshot),
        events=[event_card(snapshot.events[at], snapshot=snapshot) for at in shown],
        total=len(chosen),
        facets=_facets(chosen, snapshot=snapshot),
        days=_days(chosen, reports=told, snapshot=snapshot),
        points=points,
        unplaced=len(chosen) - placed,
    )


def _points(
    chosen: Sequence[int], *, snapshot: Snapshot
) -> tuple[list[shapes.SituationPoints], int]:
    """Return the points of events, and how many events have one.

    Events of one place and status are one point with their number where there are very many.
    """
    index = snapshot.index
    spots = index.spots
    known = frozenset(
        number for number, one in enumerate(spots) if one.lat is not None and one.lon is not None
    )
    found = [(at, number) for at in chosen for number in index.places.held[at] if number in known]
    counts: Counter[tuple[int, str]] = Counter()
    if len(found) > _MOST_POINTS:
        counts.update((number, index.statuses[at]) for at, number in found)
        first = {(number, index.statuses[at]): at for at, number in reversed(found)}
        shown = [(at, number) for (number, _), at in first.items()]
    else:
        shown = found
    return [
        shapes.SituationPoints(
            id=snapshot.events[at].id,
            lat=spots[number].lat or 0.0,
            lon=spots[number].lon or 0.0,
            precision_m=spots[number].precision_m,
            status=snapshot.events[at].status.value,
            place=spots[number].name,
            count=counts[number, index.statuses[at]] or 1,
        )
        for at, number in shown
    ], len({at for at, _ in found})


def _summary(told: frozenset[ReportId], *, snapshot: Snapshot) -> list[shapes.SituationSummary]:
    """Return the best supported control and access, with who says so."""
    control = [one for one in snapshot.control if any(c.report in told for c in one.cites)]
    access = [one for one in snapshot.access if any(c.report in told for c in one.cites)]
    made = []
    for held in sorted(control, key=lambda one: -len(one.cites))[:1]:
        who = ", ".join(held.claimants[:3])
        text = f"{held.place}: {held.state.value} {held.holder}".strip() + f", according to {who}."
        made.append(shapes.SituationSummary(text=text, cites=[to_cite(c) for c in held.cites]))
    for one in sorted(access, key=lambda one: -len(one.cites))[:1]:
        who = ", ".join(one.claimants[:3])
        text = f"{one.place}: {one.what.value} {one.state.value}, according to {who}."
        made.append(shapes.SituationSummary(text=text, cites=[to_cite(c) for c in one.cites]))
    return made


def _facets(chosen: Sequence[int], *, snapshot: Snapshot) -> shapes.SituationFacets:
    """Return how many events have each value."""
    index = snapshot.index
    touched = [at for at in chosen if at in snapshot.touched] if snapshot.touched else []
    review = Counter(chain.from_iterable(snapshot.touched[at] for at in touched))
    review["unseen"] += len(chosen) - len(touched)
    origins = Counter(str(min(3, index.told[at])) for at in chosen)
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
    exact, vague = find_days(map(snapshot.index.days.__getitem__, chosen))
    rows = (snapshot.reports[report] for report in reports)
    ticks = Counter(row.published for row in rows if row.published is not None)
    return [
        shapes.DayCount(day=day.isoformat(), exact=exact[day], vague=vague[day], reports=ticks[day])
        for day in sorted({*exact, *vague, *ticks})
    ]
