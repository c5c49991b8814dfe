"""The case in figures, and what is selected: events, facets, days, points."""

from collections import Counter
from datetime import timedelta
from typing import Final

from khabar._version import __version__
from khabar.record.event import Event
from khabar.record.report import ReportId
from khabar.web import shapes
from khabar.web.parts import event_card, tell_day, to_cite
from khabar.web.selection import Selection
from khabar.web.snapshot import Snapshot

__all__ = ["tell_case", "tell_situation"]

_LONGEST_DAYS: Final = 62  # an event of more days would make every bar of the timeline vague
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
    published = [r.report.published for r in snapshot.readings.values() if r.report.published]
    firsts = [event.first for event in snapshot.events if event.first]
    lasts = [event.last for event in snapshot.events if event.last]
    return shapes.Case(
        name=name,
        reports=len(snapshot.readings),
        claims=len(snapshot.claims),
        events=len(snapshot.events),
        contradictions=sum(bool(event.contradictions) for event in snapshot.events),
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
    chosen = snapshot.choose(selection)
    shown = chosen[selection.offset : selection.offset + selection.limit]
    reports = {report for event in chosen for report in event.reports}
    points = _points(chosen)
    return shapes.Situation(
        counts=shapes.SituationCounts(
            events=len(chosen),
            claims=sum(len(event.mentions) for event in chosen),
            reports=len(reports),
            origins=len({origin.name for event in chosen for origin in event.origins}),
        ),
        summary=_summary(chosen, snapshot=snapshot),
        events=[event_card(event, snapshot=snapshot) for event in shown],
        total=len(chosen),
        facets=_facets(chosen, snapshot=snapshot),
        days=_days(chosen, reports=reports, snapshot=snapshot),
        points=points,
        unplaced=len(chosen) - len({point.id for point in points}),
    )


def _points(events: list[Event]) -> list[shapes.SituationPoints]:
    return [
        shapes.SituationPoints(
            id=event.id,
            lat=place.lat,
            lon=place.lon,
            precision_m=place.precision_m,
            status=event.status.value,
            place=place.name,
        )
        for event in events
        for place in event.places
        if place.lat is not None and place.lon is not None
    ]


def _summary(events: list[Event], *, snapshot: Snapshot) -> list[shapes.SituationSummary]:
    """Return the best supported control and access, with who says so."""
    told = {report for event in events for report in event.reports}
    control = [one for one in snapshot.control if told & {cite.report for cite in one.cites}]
    access = [one for one in snapshot.access if told & {cite.report for cite in one.cites}]
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


def _facets(events: list[Event], *, snapshot: Snapshot) -> shapes.SituationFacets:
    types = Counter(event.type.value for event in events)
    statuses = Counter(event.status.value for event in events)
    review: Counter[str] = Counter()
    for event in events:
        review.update(snapshot.event_states(event))
    origins = Counter(str(min(3, len(event.origins))) for event in events)
    actors: Counter[str] = Counter()
    places: Counter[str] = Counter()
    names: dict[str, str] = {}
    for event in events:
        for party in {one.key: one for one in (*event.actors, *event.recipients)}.values():
            actors[party.key] += 1
            names.setdefault(party.key, party.name)
        for place in {one.key: one for one in event.places}.values():
            places[place.key] += 1
            names.setdefault(place.key, place.name)
    return shapes.SituationFacets(
        type=_facet(types, {}),
        status=_facet(statuses, {}),
        actor=_facet(actors, names),
        place=_facet(places, names),
        origins=_facet(origins, {"3": "3 or more"}),
        review=_facet(review, {}),
    )


def _facet(counts: Counter[str], labels: dict[str, str]) -> list[shapes.Facet]:
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:_FACETS]
    return [
        shapes.Facet(value=value, label=labels.get(value, value), count=count)
        for value, count in ranked
    ]


def _days(
    events: list[Event], *, reports: set[ReportId], snapshot: Snapshot
) -> list[shapes.DayCount]:
    """Return the bars of the timeline; an interval of many days stands at its ends only."""
    exact: Counter[str] = Counter()
    vague: Counter[str] = Counter()
    ticks: Counter[str] = Counter()
    for event in events:
        if event.first is not None and event.first == event.last:
            exact[event.first.isoformat()] += 1
        elif event.first is not None and event.last is not None:
            length = (event.last - event.first).days
            steps = range(length + 1) if length <= _LONGEST_DAYS else (0, length)
            vague.update((event.first + timedelta(days=step)).isoformat() for step in steps)
        elif event.first is not None or event.last is not None:
            vague[str(event.first or event.last)] += 1
    for report, reading in snapshot.readings.items():
        if report in reports and reading.report.published is not None:
            ticks[reading.report.published.isoformat()] += 1
    return [
        shapes.DayCount(day=day, exact=exact[day], vague=vague[day], reports=ticks[day])
        for day in sorted({*exact, *vague, *ticks})
    ]
