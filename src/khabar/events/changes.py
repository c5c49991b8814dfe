"""The change feed: what became of each event since the situation was told last."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from khabar.events.identity import Named
from khabar.record.event import Change, ChangeKind, Event, EventId
from khabar.record.standing import Standing

__all__ = ["find_changes"]

_ORDER = list(ChangeKind)


def find_changes(
    events: Iterable[Event], *, named: Named, standing: Standing, at: datetime
) -> tuple[Change, ...]:
    """Return one line for each event that is new, moved, merged, came apart or is gone.

    Args:
        events: As they are now.
        named: What became of the ids.
        standing: As they were; events are compared where they are given.
        at: When, UTC.

    Returns:
        Lines by kind and id.
    """
    found = [*_gone(named, at=at), *_told(events, named=named, standing=standing, at=at)]
    return tuple(sorted(found, key=lambda change: (_ORDER.index(change.kind), change.event)))


def _gone(named: Named, *, at: datetime) -> Iterator[Change]:
    for event, into in named.redirects.items():
        yield Change(at=at, kind=ChangeKind.MERGED, event=event, into=into, what=())
    for event in named.retracted:
        yield Change(at=at, kind=ChangeKind.RETRACTED, event=event, into=None, what=())


def _told(
    events: Iterable[Event], *, named: Named, standing: Standing, at: datetime
) -> Iterator[Change]:
    before = standing.events
    for event in events:
        if event.id in named.split:
            origin: EventId = named.split[event.id]
            yield Change(
                at=at, kind=ChangeKind.SPLIT, event=event.id, into=None, what=(f"from {origin}",)
            )
        elif event.id not in standing.founders:
            yield Change(at=at, kind=ChangeKind.CREATED, event=event.id, into=None, what=())
        elif event.id in before and (what := _moved(before[event.id], event)):
            yield Change(at=at, kind=ChangeKind.UPDATED, event=event.id, into=None, what=what)


_FIELDS = (
    "type",
    "modes",
    "status",
    "first",
    "last",
    "places",
    "actors",
    "recipients",
    "mentions",
    "origins",
    "tolls",
    "contradictions",
)


def _moved(before: Event, after: Event) -> tuple[str, ...]:
    """Return the fields that are told differently now."""
    return tuple(name for name in _FIELDS if getattr(before, name) != getattr(after, name))
