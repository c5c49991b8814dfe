"""What is told of one actor."""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from khabar.base.names import fold_name
from khabar.record.actor import ActorId, Entity
from khabar.record.card import ClaimKey
from khabar.record.claim import SourceKind
from khabar.record.codes import Status
from khabar.record.event import Event
from khabar.record.report import ReportId
from khabar.reference.actors import Registry
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.parts import actor_key, claim_row, event_cards, one_line, tell_day
from khabar.web.shapes import events as told
from khabar.web.shapes import shared as shapes

__all__ = ["actor_view"]

_MOST = 200
_ALL = 500  # reports that are looked through


def actor_view(key: str, *, snapshot: Snapshot, registry: Registry) -> told.ActorView | None:
    """Return what is told of an actor.

    Args:
        key: Row of the registry, or ``~`` and the folded name.
        snapshot: The case.
        registry: The actors known.

    Returns:
        The answer; ``None`` when the case does not speak of such an actor.
    """
    row = registry.row(ActorId(key)) if key in registry.ids() else None
    called = key.removeprefix("~") if row is None else row.name
    reports = _find_reports(key, called, snapshot=snapshot)
    entities = _entities(key, snapshot=snapshot, reports=reports)
    events = [one for one in snapshot.events if _takes_part(key, one)]
    if not entities and not events:
        return None
    names = Counter(
        one_line(span.quote(snapshot.readings[report].report.text))
        for report, entity in entities
        for span in entity.mentions
    )
    first = next((entity for _, entity in entities), None)
    days = [day for event in events for day in (event.first, event.last) if day]
    return told.ActorView(
        key=key,
        name=row.name if row is not None else first.name if first is not None else key[1:],
        names=[
            told.ActorViewNames(name=name, script=_script(name), count=count)
            for name, count in names.most_common(40)
        ],
        kind=row.kind.value if row is not None else first.kind.value if first else "",
        country=(row.country if row is not None else first.country if first else "") or None,
        sector=first.sector.value if first is not None and first.sector else None,
        roles=_roles(entities, snapshot=snapshot),
        parents=_parents(row.parent if row is not None else "", registry=registry),
        children=_children(key, snapshot=snapshot, registry=registry),
        known=row is not None,
        first=tell_day(min(days, default=None)),
        last=tell_day(max(days, default=None)),
        by_status=_by_status(key, events),
        events=event_cards(events[:_MOST], snapshot=snapshot),
        said=[
            claim_row(one, snapshot=snapshot)
            for one in _said(key, snapshot=snapshot, reports=reports)[:_MOST]
        ],
        near=_near(key, names=names, registry=registry),
    )


def _entities(
    key: str, *, snapshot: Snapshot, reports: Iterable[ReportId]
) -> list[tuple[ReportId, Entity]]:
    return [
        (report, entity)
        for report in reports
        for entity in snapshot.readings[report].entities
        if actor_key(entity.name, registry_id=entity.registry_id) == key
    ]


def _find_reports(key: str, name: str, *, snapshot: Snapshot) -> list[ReportId]:
    """Return the reports that may speak of an actor: all of a small case, else the likely ones."""
    if len(snapshot.reports) <= _ALL:
        return list(snapshot.reports)
    names, found = snapshot.index.actors, dict[ReportId, None]()
    wanted = names.find([key])
    for at, held in enumerate(names.held if wanted else ()):
        if not wanted.isdisjoint(held):
            found |= dict.fromkeys(snapshot.events[at].reports)
    words = snapshot.words()
    claims = [set(words.find(word)) for word in fold_name(name).split()]
    for at in sorted(set.intersection(*claims)) if claims else ():
        found[snapshot.heads.heads[at].report] = None
    return [report for report in found if report in snapshot.reports][:_ALL]


def _takes_part(key: str, event: Event) -> bool:
    return any(one.key == key for one in (*event.actors, *event.recipients))


def _roles(
    entities: list[tuple[ReportId, Entity]], *, snapshot: Snapshot
) -> list[told.ActorViewRoles]:
    """Return the posts that reports give, with the days of those reports."""
    days: dict[str, list[str]] = {}
    for report, entity in entities:
        if entity.role:
            published = snapshot.readings[report].report.published
            days.setdefault(entity.role, []).extend([str(published)] if published else [])
    return [
        told.ActorViewRoles(
            role=role, first=min(found, default=None), last=max(found, default=None)
        )
        for role, found in days.items()
    ]


def _parents(parent: str, *, registry: Registry) -> list[shapes.Named]:
    if not parent or parent not in registry.ids():
        return []
    return [shapes.Named(name=registry.row(ActorId(parent)).name, key=parent)]


def _children(key: str, *, snapshot: Snapshot, registry: Registry) -> list[shapes.Named]:
    """Return the actors of the case that belong to this one."""
    found = {
        one.key: one.name
        for event in snapshot.events
        for one in (*event.actors, *event.recipients)
        if one.key != key
        and (
            one.of == key
            or (one.key in registry.ids() and registry.row(ActorId(one.key)).parent == key)
        )
    }
    return [shapes.Named(name=name, key=one) for one, name in sorted(found.items())]


def _by_status(key: str, events: list[Event]) -> list[told.ActorViewByStatus]:
    does = Counter(e.status for e in events if any(one.key == key for one in e.actors))
    bears = Counter(e.status for e in events if any(one.key == key for one in e.recipients))
    return [
        told.ActorViewByStatus(
            status=status.value, as_actor=does[status], as_recipient=bears[status]
        )
        for status in Status
        if does[status] or bears[status]
    ]


def _said(key: str, *, snapshot: Snapshot, reports: Iterable[ReportId]) -> list[ClaimKey]:
    """Return the claims that this actor is the speaker of."""
    found = []
    for report in reports:
        entities = snapshot.entities(report)
        for claim in snapshot.readings[report].claims:
            for link in claim.attribution:
                entity = entities.find(link.entity)
                if (
                    link.kind is SourceKind.SPEAKER
                    and entity is not None
                    and actor_key(entity.name, registry_id=entity.registry_id) == key
                ):
                    found.append(ClaimKey(report, claim.id))
                    break
    return found


def _near(key: str, *, names: Counter[str], registry: Registry) -> list[told.ActorViewNear]:
    """Return rows of the registry with one of these names."""
    if not key.startswith("~"):
        return []
    rows = {row.id: row for name, _ in names.most_common(5) for row in registry.find_rows(name)}
    share = 1 / max(1, len(rows))
    return [told.ActorViewNear(name=r.name, key=r.id, p=round(share, 3)) for r in rows.values()][:5]


def _script(name: str) -> str:
    for letter in name:
        if letter.isalpha():
            return unicodedata.name(letter, "?").split()[0].capitalize()
    return ""
