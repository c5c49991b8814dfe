"""What people wrote beside claims, events and reports, as it is shown."""

from collections.abc import Iterable
from typing import Any, cast

from khabar.base.ids import stable_id
from khabar.record.decision import Decision
from khabar.record.event import Event
from khabar.web.case.snapshot import Snapshot
from khabar.web.shapes import shared as shapes

__all__ = ["digest_event", "event_remarks", "tell_remarks"]


def event_remarks(event: Event, *, snapshot: Snapshot) -> dict[str, Any]:
    """Return the fields of ``EventCard`` that people wrote beside an event.

    Args:
        event: Which.
        snapshot: Where it stands.

    Returns:
        By name.
    """
    if not snapshot.remarks:
        return {"flagged": False, "sensitive": False, "seal": None, "remarks": []}
    found = {one.id: one for m in event.mentions for one in snapshot.remarks.of_claim(m.key.claim)}
    seal = snapshot.seal_of(event)
    return {
        "flagged": snapshot.is_flagged(event),
        "sensitive": snapshot.is_sensitive(event),
        "seal": None
        if seal is None
        else shapes.Seal(
            id=seal.id,
            by=seal.by,
            at=seal.at.isoformat(),
            why=seal.why,
            changed=seal.value != digest_event(event),
        ),
        "remarks": tell_remarks(sorted(found.values(), key=lambda one: (one.at, one.id))),
    }


def digest_event(event: Event) -> str:
    """Return a digest of what an event says, which a seal is put on.

    Args:
        event: Which.

    Returns:
        Another one as soon as its mentions, kind, days, parties, places or tolls change.
    """
    mentions = sorted(f"{m.key.report} {m.key.claim} {m.status}" for m in event.mentions)
    told = (
        *(event.type, *event.modes, event.status, str(event.first), str(event.last)),
        *(one.name for one in (*event.actors, *event.recipients)),
        *(one.name for one in event.places),
        *(f"{toll.kind} {toll.low} {toll.high}" for toll in event.tolls),
    )
    return stable_id("seal", *mentions, *told)


def tell_remarks(found: Iterable[Decision]) -> list[shapes.Remark]:
    """Return remarks as they are shown.

    Args:
        found: Decisions beside the record.

    Returns:
        In the same order.
    """
    return [
        shapes.Remark(
            id=one.id,
            kind=cast("shapes.RemarkKind", one.kind.value),
            text=one.why,
            by=one.by,
            at=one.at.isoformat(),
        )
        for one in found
    ]
