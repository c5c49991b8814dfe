"""A claim as one flat row: what CSV and GeoJSON share.

Columns that other event tables have come first; what they cannot say follows with the
prefix ``kb_``. ``docs/exports.md`` says what each column means.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from khabar.record.claim import Claim, Filler, Reading, SourceKind
from khabar.record.codes import QuantityKind, Role, Status
from khabar.record.lookup import EntityIndex, find_claim_places, quote_of
from khabar.record.place import PlaceLink
from khabar.record.span import Span
from khabar.record.time import When

__all__ = [
    "ALL_STATUSES",
    "DEFAULT_STATUSES",
    "FLAT_COLUMNS",
    "FlatRow",
    "Value",
    "choose_claims",
    "flat_rows",
    "tell_precision",
]

Value = str | int | float | None

DEFAULT_STATUSES: Final = frozenset({Status.ACTUAL, Status.ONGOING})
ALL_STATUSES: Final = frozenset(Status)
_JOINT: Final = "; "
_COUNTED: Final = (QuantityKind.KILLED, QuantityKind.INJURED, QuantityKind.DISPLACED)
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DIGITS: Final = 4  # of a probability; the fifth is noise

FLAT_COLUMNS: Final = (
    "id", "report_id", "published", "outlet", "title", "url",
    "type", "mode", "trigger", "sentence",
    "event_date", "event_date_precision",
    "actor", "actor_id", "actor_country", "actor_sector",
    "recipient", "recipient_id", "recipient_country", "recipient_sector",
    "theme", "instrument",
    "place", "place_id", "country", "lat", "lon", "geonameid",
    "killed_low", "killed_high", "injured_low", "injured_high",
    "displaced_low", "displaced_high",
    "kb_modality", "kb_condition", "kb_quoted",
    "kb_speaker", "kb_speaker_role", "kb_speaker_id", "kb_sources",
    "kb_date_text", "kb_date_lo", "kb_date_hi", "kb_date_basis", "kb_published_basis",
    "kb_place_text", "kb_place_precision_m", "kb_place_p", "kb_quantities",
    "kb_identity", "kb_p", "kb_p_status", "kb_understood", "kb_spans", "kb_record",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FlatRow:
    """One claim as plain values.

    Attributes:
        values: By column, every column of ``FLAT_COLUMNS`` in its order; texts are on one line
            and valid Unicode.
        point: Degrees east and north of the claim's first linked place; ``None`` without one.
    """

    values: dict[str, Value]
    point: tuple[float, float] | None


def choose_claims(reading: Reading, *, statuses: frozenset[Status]) -> Reading:
    """Return a reading with only the claims of some statuses.

    Args:
        reading: What was read.
        statuses: Which to keep.

    Returns:
        The reading.
    """
    kept = tuple(claim for claim in reading.claims if claim.status in statuses)
    return replace(reading, claims=kept)


def flat_rows(
    readings: Iterable[Reading], *, statuses: frozenset[Status] = DEFAULT_STATUSES
) -> Iterator[FlatRow]:
    """Yield one row per claim.

    Args:
        readings: Taken one by one.
        statuses: Which claims.

    Yields:
        Rows, in order.
    """
    for reading in readings:
        entities = EntityIndex.of(reading)
        for claim in choose_claims(reading, statuses=statuses).claims:
            yield _flat_row(claim, reading=reading, entities=entities)


def tell_precision(when: When) -> str:
    """Return how exactly an interval is known.

    Args:
        when: The days.

    Returns:
        ``day``, ``week``, ``month``, ``year``, ``range``, ``open`` (one end is unknown) or
        ``unknown``.
    """
    first, last = when.first, when.last
    if first is None or last is None:
        return "unknown" if first is last else "open"
    if first == last:
        return "day"
    if last - first == timedelta(days=6) and first.weekday() == 0:
        return "week"
    if (first.day, first.year, first.month) == (1, last.year, last.month):
        return "month" if last.day == monthrange(last.year, last.month)[1] else "range"
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return "year" if whole_year and first.year == last.year else "range"


def _flat_row(claim: Claim, *, reading: Reading, entities: EntityIndex) -> FlatRow:
    """Return one claim as a row."""
    links = find_claim_places(claim, places=reading.places, entities=entities)
    values: dict[str, Value] = {
        "id": claim.id,
        **_report(reading),
        "type": claim.type,
        "mode": claim.mode,
        "trigger": claim.trigger.quote(reading.report.text),
        "sentence": reading.sentences[claim.sentence].span.quote(reading.report.text),
        "kb_modality": claim.status,
        "kb_condition": _joined(span.quote(reading.report.text) for span in claim.conditions),
        "kb_quoted": "yes" if claim.quoted else "no",
        "kb_identity": claim.identity,
        "kb_p": round(claim.p, _DIGITS),
        "kb_p_status": round(claim.p_status, _DIGITS),
        "kb_understood": _understood(claim, entities=entities),
        "kb_spans": _spans(claim),
        "kb_record": f"{reading.report.id}#{claim.trigger.start}-{claim.trigger.end}",
        **_dates(claim, text=reading.report.text),
        **_parties(claim, reading=reading, entities=entities),
        **_place(claim, links=links, reading=reading, entities=entities),
        **_counts(claim, text=reading.report.text),
        **_sources(claim, entities=entities),
    }
    point = (links[0].row.lon, links[0].row.lat) if links else None
    return FlatRow({column: _clean(values[column]) for column in FLAT_COLUMNS}, point)


def _report(reading: Reading) -> dict[str, Value]:
    """Return the columns about the report."""
    report = reading.report
    return {
        "report_id": report.id,
        "published": _day(report.published),
        "kb_published_basis": report.published_basis,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
    }


def _dates(claim: Claim, *, text: str) -> dict[str, Value]:
    """Return the columns about time."""
    when = claim.when
    return {
        "event_date": _day(when.first or when.last),
        "event_date_precision": tell_precision(when),
        "kb_date_text": quote_of(when.span, text),
        "kb_date_lo": _day(when.first),
        "kb_date_hi": _day(when.last),
        "kb_date_basis": when.basis,
    }


def _parties(claim: Claim, *, reading: Reading, entities: EntityIndex) -> dict[str, Value]:
    """Return the columns about who, to whom, about what and with what."""
    values: dict[str, Value] = {}
    for role in (Role.ACTOR, Role.RECIPIENT):
        fillers = [f for f in claim.fillers if f.role is role and f.is_sure]
        parties = dict.fromkeys(_party(f, reading=reading, entities=entities) for f in fillers)
        columns = (role, f"{role}_id", f"{role}_country", f"{role}_sector")
        for at, column in enumerate(columns):
            values[column] = _aligned([party[at] for party in parties])
    for role in (Role.THEME, Role.INSTRUMENT):
        fillers = [filler for filler in claim.fillers if filler.role is role]
        values[role] = _joined(quote_of(filler.span, reading.report.text) for filler in fillers)
    return values


def _party(filler: Filler, *, reading: Reading, entities: EntityIndex) -> tuple[str, str, str, str]:
    """Return name, registry id, country and sector of a filler, what is unknown empty."""
    entity = entities.find(filler.entity)
    if entity is None:
        return quote_of(filler.span, reading.report.text), "", "", ""
    return entity.name, entity.registry_id, entity.country, entity.sector or ""


def _place(
    claim: Claim, *, links: tuple[PlaceLink, ...], reading: Reading, entities: EntityIndex
) -> dict[str, Value]:
    """Return the columns about the first linked place, else the place in words."""
    fillers = [f for f in claim.fillers if f.role is Role.PLACE and f.is_sure]
    row = links[0].row if links else None
    words = _joined(_party(f, reading=reading, entities=entities)[0] for f in fillers)
    return {
        "place": words if row is None else row.name,
        "place_id": None if row is None else row.id,
        "country": None if row is None else row.country,
        "lat": None if row is None else row.lat,
        "lon": None if row is None else row.lon,
        "geonameid": None if row is None else row.geonameid,
        "kb_place_text": _joined(quote_of(f.span, reading.report.text) for f in fillers),
        "kb_place_precision_m": None if row is None else row.precision_m,
        "kb_place_p": round(links[0].p, _DIGITS) if links else None,
    }


def _counts(claim: Claim, *, text: str) -> dict[str, Value]:
    """Return lowest and highest figure per kind, never a sum, and all counts in words."""
    values: dict[str, Value] = {}
    for kind in _COUNTED:
        counts = [count for count in claim.quantities if count.kind is kind]
        values[f"{kind}_low"] = min((c.low for c in counts if c.low is not None), default=None)
        values[f"{kind}_high"] = max((c.high for c in counts if c.high is not None), default=None)
    values["kb_quantities"] = _joined(
        f"{count.kind}: {count.span.quote(text)}" for count in claim.quantities
    )
    return values


def _sources(claim: Claim, *, entities: EntityIndex) -> dict[str, Value]:
    """Return the nearest speaker, and the whole chain from the outlet inwards."""
    inner = [link for link in claim.attribution if link.kind is not SourceKind.OUTLET]
    speaker = entities.find(inner[-1].entity) if inner else None
    nearest = inner[-1].text if inner else ""
    return {
        "kb_speaker": nearest if speaker is None else speaker.name,
        "kb_speaker_role": None if speaker is None else speaker.role,
        "kb_speaker_id": None if speaker is None else speaker.registry_id,
        "kb_sources": " > ".join(link.text for link in claim.attribution if link.text),
    }


def _understood(claim: Claim, *, entities: EntityIndex) -> str:
    """Return what other sentences of the report suggest, each with its probability."""
    parts = []
    for filler in claim.fillers:
        entity = entities.find(filler.entity)
        if filler.span is None and entity is not None:
            parts.append(f"{filler.role} {entity.name} ({filler.p:.2f})")
    return _joined(parts)


def _spans(claim: Claim) -> str:
    """Return where the claim's values stand: ``trigger 10-15; actor 0-8``."""
    named: list[tuple[str, Span | None]] = [("trigger", claim.trigger)]
    named += [(filler.role, filler.span) for filler in claim.fillers]
    named += [("time", time.span) for time in claim.times]
    named += [(count.kind, count.span) for count in claim.quantities]
    named += [("condition", span) for span in claim.conditions]
    named += [("source", link.span) for link in claim.attribution]
    return _joined(f"{name} {s.start}-{s.end}" for name, s in named if s is not None)


def _aligned(parts: list[str]) -> str:
    """Return all parts in one cell, empty ones too, so that columns stay in step."""
    return _JOINT.join(parts) if any(parts) else ""


def _joined(parts: Iterable[str]) -> str:
    """Return the parts that say something, each once, in one cell."""
    return _JOINT.join(dict.fromkeys(part for part in parts if part))


def _day(day: date | None) -> str | None:
    """Return a day in ISO 8601, or nothing."""
    return None if day is None else day.isoformat()


def _clean(value: Value) -> Value:
    """Return a value on one line, valid Unicode, ``None`` when it says nothing."""
    if not isinstance(value, str):
        return value
    line = " ".join(_CONTROL.sub(" ", value).split())
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) or None
