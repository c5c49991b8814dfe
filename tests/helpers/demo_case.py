"""The twelve demo reports, read once, and cases made of them in any order."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from khabar.filing import retell
from khabar.intake import IntakeOptions, read_inputs
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar.record.event import Event
from khabar.record.report import Report
from khabar.reference.demo import DEMO_REPORTS
from khabar.store import Addition, Capture, Derivation, Store, open_store

__all__ = ["FIRST", "SECOND", "START", "add_readings", "case_of", "read_demo", "told"]

START: Final = datetime(2018, 10, 1, 8, tzinfo=UTC)
FIRST: Final = Derivation("reading", "0.1", "model", "config")
SECOND: Final = Derivation("reading", "0.2", "another model", "config")


@cache
def read_demo() -> tuple[Reading, ...]:
    """Return the readings of the demo reports, in order."""
    sources = read_inputs([str(DEMO_REPORTS)], options=IntakeOptions())
    pipeline = Pipeline()
    reports = (source.report for source in sources)
    return tuple(pipeline.read(one) for one in reports if isinstance(one, Report))


def add_readings(
    store: Store, readings: Iterable[Reading], *, derivation: Derivation = FIRST
) -> None:
    """Add readings to a case; nothing is told yet."""
    made = [Addition(Capture.of(r.report.text.encode()), r) for r in readings]
    store.add(made, derivation=derivation, seen=START)


def case_of(*batches: Sequence[Reading]) -> Store:
    """Return a case that was told after each batch."""
    store = open_store("memory://")
    for number, batch in enumerate(batches):
        add_readings(store, batch)
        retell(store, at=START + timedelta(hours=number))
    return store


def told(event: Event) -> tuple[object, ...]:
    """Return an event without its id, to compare events of different cases."""
    keys = frozenset(mention.key for mention in event.mentions)
    joins = frozenset(event.joins)
    rest = (event.type, event.modes, event.status, event.first, event.last, event.places)
    parties = (event.actors, event.recipients, event.origins, event.tolls, event.contradictions)
    return keys, joins, *rest, *parties
