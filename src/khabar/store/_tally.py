"""Counting what is in readings."""

from collections import Counter
from collections.abc import Iterable

from khabar.record.claim import Reading
from khabar.record.codes import EventType, Status
from khabar.store.rows import Counts

__all__ = ["count_readings"]


def count_readings(readings: Iterable[Reading]) -> Counts:
    """Count what current readings hold; captures, sightings and failures stay 0.

    Args:
        readings: One per report.

    Returns:
        The counts.
    """
    types, statuses = Counter[EventType](), Counter[Status]()
    reports = events = entities = 0
    outlets, days = set[str](), []
    for reading in readings:
        reports += 1
        outlets.add(reading.report.outlet)
        entities += len(reading.entities)
        events += len({claim.identity for claim in reading.claims})
        types.update(claim.type for claim in reading.claims)
        statuses.update(claim.status for claim in reading.claims)
        if reading.report.published is not None:
            days.append(reading.report.published)
    return Counts(
        reports=reports,
        outlets=len(outlets - {""}),
        claims=types.total(),
        events=events,
        entities=entities,
        captures=0,
        sightings=0,
        failures=0,
        first=min(days, default=None),
        last=max(days, default=None),
        by_type=dict(types),
        by_status=dict(statuses),
    )
