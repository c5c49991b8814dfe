"""A case of very many events: the demo's, told again and again in other weeks and places.

Only for measuring: the same twelve reports with other ids, days and points. Nothing is read or
linked, so a case of 100,000 events is made in minutes.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from khabar.base.ids import stable_id
from khabar.filing import retell
from khabar.intake import IntakeOptions, read_inputs
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar.record.event import Change, ChangeKind, Situation
from khabar.record.report import Report
from khabar.record.standing import Telling
from khabar.reference.demo import DEMO_PLACES, DEMO_REPORTS
from khabar.reference.gazetteer import find_layers
from khabar.reference.gazetteer.imports import import_places
from khabar.store import Addition, Capture, Derivation, open_case, open_store

__all__ = ["make_page_case"]

START: Final = datetime(2018, 10, 1, 8, tzinfo=UTC)
_READ: Final = Derivation("reading", "benchmark", "none", "none")
_TOLD: Final = Derivation("situation", "benchmark", "none", "none")
_DAYS: Final = 3  # between the beginnings of two tellings
_WAYS: Final = 97  # regions that the places stand in
_ID: Final = re.compile(r"ks-a-(\d\d)|(claim|event)-[0-9a-f]{16}|own:[a-z-]+")
_DAY: Final = re.compile(r"\b(201[48])-(\d\d)-(\d\d)\b")
_POINT: Final = re.compile(r'"(lat|lon)":(-?[\d.]+)')
_T = TypeVar("_T")


def make_page_case(place: Path, *, events: int, on_done: Callable[[int], None]) -> int:
    """Make a case file with at least so many events.

    Args:
        place: The file; it must not be there.
        events: How many at least.
        on_done: Called with the number of events after each telling.

    Returns:
        How many there are.

    Raises:
        StoreError: The case cannot be written.
    """
    readings, first = _tell_demo(place.parent)
    copies = -(-events // len(first.events))
    situations: list[Situation] = []
    with open_case(place, create=True) as store:
        for number in range(copies):
            told = _Again(number, readings)
            made = [Addition(Capture.of(r.report.text.encode()), r) for r in told.readings()]
            store.add(made, derivation=_READ, seen=START)
            situations.append(told.anew(first))
            on_done((number + 1) * len(first.events))
        shelf = store.situation
        shelf.put(
            _join(situations), inputs=shelf.inputs(), made_by=_TOLD, at=START + timedelta(hours=1)
        )
    return copies * len(first.events)


def _tell_demo(folder: Path) -> tuple[tuple[Reading, ...], Situation]:
    """Read the demo's reports and tell them once."""
    import_places(DEMO_PLACES, into=folder / "places")
    pipeline = Pipeline(place_layers=find_layers(folder / "places"))
    sources = read_inputs([str(DEMO_REPORTS)], options=IntakeOptions())
    readings = tuple(pipeline.read(s.report) for s in sources if isinstance(s.report, Report))
    store = open_store("memory://")
    made = [Addition(Capture.of(one.report.text.encode()), one) for one in readings]
    store.add(made, derivation=_READ, seen=START)
    retell(store, at=START)
    shelf = store.situation
    return readings, Situation(
        sources=tuple(shelf.sources()),
        events=tuple(shelf.events()),
        control=tuple(shelf.control()),
        access=tuple(shelf.access()),
        talks=tuple(shelf.talks()),
    )


class _Again:
    """The demo once more: other ids, later days, other points."""

    def __init__(self, number: int, readings: tuple[Reading, ...]) -> None:
        self._number = number
        self._readings = readings
        self._claims: dict[str, str] = {}
        self._texts = {r.report.id: f"{r.report.text}\n{number}" for r in readings}
        for reading in readings:
            told = self._texts[reading.report.id]
            digest = hashlib.sha256(told.encode()).hexdigest()
            for claim in reading.claims:
                span = claim.trigger
                new = stable_id("claim", digest, str(span.start), str(span.end))
                self._claims[claim.id] = new

    def readings(self) -> Iterator[Reading]:
        """Yield the readings."""
        for reading in self._readings:
            made = self.anew(reading)
            told = self._texts[reading.report.id]
            digest = hashlib.sha256(told.encode()).hexdigest()
            report = replace(made.report, text=told, text_sha256=digest)
            yield replace(made, report=report)

    def anew(self, record: _T) -> _T:
        """Return a record with other ids, days and points."""
        raw = msgspec.json.encode(record).decode()
        raw = _ID.sub(self._id, raw)
        raw = _DAY.sub(self._day, raw)
        raw = _POINT.sub(self._point, raw)
        return msgspec.json.decode(raw.encode(), type=type(record))

    def _id(self, match: "re.Match[str]") -> str:
        whole = match[0]
        if match[1]:
            return f"ks-{self._number:05d}-{match[1]}"
        if match[2] == "claim":
            return self._claims[whole]
        if match[2] == "event":
            return stable_id("event", whole, str(self._number))
        return f"{whole}-{self._number % _WAYS}"

    def _day(self, match: "re.Match[str]") -> str:
        try:
            day = date.fromisoformat(match[0])
        except ValueError:
            return match[0]
        return (day + timedelta(days=_DAYS * self._number)).isoformat()

    def _point(self, match: "re.Match[str]") -> str:
        step = self._number % _WAYS
        moved = float(match[2]) + (step % 10 * 0.7 if match[1] == "lat" else step // 10 * 0.7)
        return f'"{match[1]}":{moved:.5f}'


def _join(situations: list[Situation]) -> Telling:
    """Return all as one telling in which every event is new."""
    events = [event for one in situations for event in one.events]
    events.sort(key=lambda event: (str(event.first or "9999"), event.id))
    changes = [
        Change(at=START, kind=ChangeKind.CREATED, event=event.id, into=None, what=())
        for event in events
    ]
    return Telling(
        situation=Situation(
            sources=tuple(note for one in situations for note in one.sources),
            events=tuple(events),
            control=tuple(entry for one in situations for entry in one.control),
            access=tuple(entry for one in situations for entry in one.access),
            talks=tuple(entry for one in situations for entry in one.talks),
        ),
        redirects={},
        retracted=(),
        revived=(),
        changes=tuple(changes),
    )
