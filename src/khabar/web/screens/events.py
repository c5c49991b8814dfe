"""An event with every variant, and outlet by outlet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from khabar.record.card import ClaimKey
from khabar.record.event import Event, EventId, Mention
from khabar.record.report import ReportId
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.parts import (
    card_fields,
    claim_row,
    event_card,
    one_line,
    tell_day,
    to_chain,
    to_cite,
    to_variant,
)
from khabar.web.shapes import events as told
from khabar.web.shapes import shared as shapes

__all__ = ["compare", "event_view"]


def event_view(
    event: Event, *, snapshot: Snapshot, decisions: list[shapes.DecisionLine]
) -> told.EventView:
    """Return an event with all that is known of it.

    Args:
        event: Which.
        snapshot: The case.
        decisions: About its claims.

    Returns:
        The answer.
    """
    cites = {mention.key: mention.cite for mention in event.mentions}
    return told.EventView(
        **card_fields(event, snapshot=snapshot),
        mentions=[_mention(mention, snapshot=snapshot) for mention in event.mentions],
        origins=[
            told.EventViewOrigins(name=one.name, kind=one.kind.value, reports=list(one.reports))
            for one in event.origins
        ],
        fields=_fields(event, snapshot=snapshot),
        tolls=[
            told.EventViewTolls(
                kind=one.kind.value,
                low=one.low,
                high=one.high,
                best=one.best,
                rule=one.rule,
                variants=[to_variant(variant) for variant in one.variants],
            )
            for one in event.tolls
        ],
        joins=[
            told.EventViewJoins(
                left=to_cite(cites[join.left]),
                right=to_cite(cites[join.right]),
                p=round(join.score.probability, 4),
                parts=[
                    told.Part(
                        feature=part.feature, left=part.left, right=part.right, weight=part.weight
                    )
                    for part in join.score.parts
                ],
            )
            for join in event.joins
        ],
        changes=_changes(event.id, snapshot=snapshot),
        decisions=decisions,
        near=_near(event, snapshot=snapshot),
    )


def _mention(mention: Mention, *, snapshot: Snapshot) -> told.Mention:
    reading, claim = snapshot.readings[mention.key.report], snapshot.claims[mention.key]
    sentence = reading.sentences[claim.sentence].span
    return told.Mention(
        claim=claim.id,
        cite=to_cite(mention.cite),
        outlet=reading.report.outlet,
        published=tell_day(reading.report.published),
        type=mention.type.value,
        status=mention.status.value,
        chain=to_chain(claim, snapshot=snapshot, report=mention.key.report),
        words=one_line(sentence.quote(reading.report.text)),
        review=snapshot.state(claim.id),
    )


def _changes(event: EventId, *, snapshot: Snapshot) -> list[told.EventViewChanges]:
    return [
        told.EventViewChanges(
            at=one.at.isoformat(), kind=one.kind.value, what=list(one.what), into=one.into
        )
        for one in snapshot.changes
        if event in (one.event, one.into)
    ]


def _near(event: Event, *, snapshot: Snapshot) -> list[told.EventViewNear]:
    """Return events of the same type, days and people, that a person may hold to be the same."""
    who = {one.key for one in (*event.actors, *event.recipients)}
    where = {one.key for one in event.places}
    found = []
    for other in snapshot.events:
        if other.id == event.id or other.type is not event.type or event.first is None:
            continue
        if other.first is None or abs((other.first - event.first).days) > 3:
            continue
        others = {one.key for one in (*other.actors, *other.recipients)}
        places = {one.key for one in other.places}
        shared = len(who & others) + len(where & places)
        if shared:
            every = len(who | others) + len(where | places)
            found.append((shared / every, other))
    found.sort(key=lambda one: (-one[0], one[1].id))
    return [
        told.EventViewNear(event=event_card(other, snapshot=snapshot), p=round(p, 3))
        for p, other in found[:5]
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """What one claim says of a field, and whose report it stands in."""

    key: ClaimKey
    mention: Mention
    value: str


_READ: dict[str, Callable[[shapes.ClaimRow], list[str]]] = {
    "status": lambda row: [row.status],
    "type": lambda row: [row.type],
    "actor": lambda row: [one.name for one in row.actors],
    "recipient": lambda row: [one.name for one in row.recipients],
    "place": lambda row: [one.name for one in row.places],
    "date": lambda row: list(
        filter(None, ["/".join(dict.fromkeys(filter(None, (row.when.first, row.when.last))))])
    ),
    "count": lambda row: [f"{one.kind} {one.words}" for one in row.quantities],
    "condition": lambda row: list(row.conditions),
}


def _said(event: Event, *, snapshot: Snapshot) -> dict[str, list[_Said]]:
    """Return what each claim of an event says, field by field."""
    found: dict[str, list[_Said]] = {field: [] for field in _READ}
    for mention in event.mentions:
        row = claim_row(mention.key, snapshot=snapshot)
        for field, read in _READ.items():
            found[field] += [_Said(mention.key, mention, value) for value in read(row) if value]
    return found


def _fields(event: Event, *, snapshot: Snapshot) -> list[told.EventViewFields]:
    """Return every variant of every field with who says which."""
    return [
        told.EventViewFields(field=field, values=_variants(said, snapshot=snapshot))
        for field, said in _said(event, snapshot=snapshot).items()
        if said
    ]


def _variants(said: Iterable[_Said], *, snapshot: Snapshot) -> list[shapes.Variant]:
    by_value: dict[str, list[_Said]] = {}
    for one in said:
        by_value.setdefault(one.value, []).append(one)
    made = []
    for value, group in sorted(by_value.items(), key=lambda one: (-len(one[1]), one[0])):
        days = [snapshot.readings[one.key.report].report.published for one in group]
        made.append(
            shapes.Variant(
                value=value,
                low=None,
                high=None,
                according_to=list(dict.fromkeys(" > ".join(one.mention.sources) for one in group)),
                cites=[to_cite(one.mention.cite) for one in group],
                newest=tell_day(max(filter(None, days), default=None)),
            )
        )
    return made


def compare(event: Event, *, snapshot: Snapshot) -> told.Compare:
    """Return an event outlet by outlet; reprints stand with what they reprint.

    Args:
        event: Which.
        snapshot: The case.

    Returns:
        One column for each independent text.
    """
    columns: dict[ReportId, list[ReportId]] = {}
    for report in event.reports:
        note = snapshot.notes.get(report)
        original = None if note is None else note.copy_of
        column = original if original is not None and original in event.reports else report
        columns.setdefault(column, []).append(report)
    said = _said(event, snapshot=snapshot)
    rows = []
    for field, found in said.items():
        cells = [
            _cell([one for one in found if one.key.report in group]) for group in columns.values()
        ]
        values = {cell.value for cell in cells if cell.value}
        if values:
            rows.append(told.CompareRows(field=field, differs=len(values) > 1, cells=cells))
    outlet = {report: snapshot.readings[report].report.outlet for report in event.reports}
    return told.Compare(
        event=event_card(event, snapshot=snapshot),
        columns=[
            told.CompareColumns(
                outlet=outlet[group[0]],
                reports=list(group),
                copies=[outlet[report] for report in group[1:]],
            )
            for group in columns.values()
        ],
        rows=rows,
    )


def _cell(said: list[_Said]) -> told.CompareRowsCells:
    return told.CompareRowsCells(
        value="; ".join(dict.fromkeys(one.value for one in said)),
        cites=[to_cite(one.mention.cite) for one in said],
    )
