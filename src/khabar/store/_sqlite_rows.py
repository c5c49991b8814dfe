"""A reading as rows: one pure function per table. The schema says what the columns mean."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from khabar.base.names import fold_name
from khabar.record.claim import Claim, Reading
from khabar.record.lookup import EntityIndex, find_claim_places, quote_of
from khabar.record.span import Span
from khabar.store._codec import encode_reading, printable

__all__ = ["CLAIM_TABLES", "READING_TABLES", "Cell", "claim_row", "place_positions", "reading_row"]

Cell = str | bytes | int | float | None
Row = tuple[Cell, ...]

_MAX_INT: Final = 2**63 - 1


def reading_row(reading: Reading, *, report: int, derivation: str, is_current: bool) -> Row:
    """Return the row of ``readings``, its key left to SQLite.

    Args:
        reading: The reading.
        report: Key of its report.
        derivation: Id of its derivation.
        is_current: Whether it is the record.

    Returns:
        One value per column.
    """
    about = reading.report
    return (
        None,
        report,
        derivation,
        int(is_current),
        printable(about.title),
        _day(about.published),
        about.published_basis,
        printable(about.outlet),
        fold_name(about.outlet),
        printable(about.url),
        printable(about.language),
        printable(about.origin),
        printable(about.dateline_place),
        printable(about.agency),
        reading.coverage.words,
        reading.coverage.words_read,
        encode_reading(reading),
    )


def claim_row(claim: Claim, *, reading: int, position: int, text: str) -> Row:
    """Return the row of ``claims``, its key left to SQLite.

    Args:
        claim: The claim.
        reading: Key of its reading.
        position: Its place in the reading.
        text: Text of the report.

    Returns:
        One value per column.
    """
    return (
        None,
        reading,
        position,
        printable(claim.id),
        printable(claim.identity),
        claim.sentence,
        claim.type,
        printable(claim.mode),
        claim.status,
        int(claim.quoted),
        claim.p,
        claim.p_status,
        *_stretch(claim.trigger, text),
        _day(claim.when.first),
        _day(claim.when.last),
        claim.when.basis,
        *_ends(claim.when.span),
    )


def place_positions(claim: Claim, *, reading: Reading, entities: EntityIndex) -> tuple[int, ...]:
    """Return which of the reading's place links a claim rests on.

    Args:
        claim: The claim.
        reading: Where it stands.
        entities: Index of the reading's entities.

    Returns:
        Positions in ``reading.places``, in role order.
    """
    links = find_claim_places(claim, places=reading.places, entities=entities)
    return tuple(reading.places.index(link) for link in links)


def _day(day: date | None) -> str | None:
    """Return a day in ISO 8601, or nothing."""
    return None if day is None else day.isoformat()


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    """Return the two offsets of a span, or two blanks."""
    return (None, None) if span is None else (span.start, span.end)


def _stretch(span: Span | None, text: str) -> tuple[int | None, int | None, str]:
    """Return the two offsets of a span and its words."""
    return (*_ends(span), printable(quote_of(span, text)))


def _number(value: int | None) -> int | str | None:
    """Return a count as SQLite can hold it."""
    return str(value) if value is not None and abs(value) > _MAX_INT else value


def _sentences(key: int, reading: Reading) -> Iterator[Row]:
    for at, sentence in enumerate(reading.sentences):
        folded = fold_name(sentence.span.quote(reading.report.text))
        yield key, at, *_ends(sentence.span), sentence.block, sentence.paragraph, folded


def _names(key: int, reading: Reading) -> Iterator[Row]:
    for at, name in enumerate(reading.names):
        yield key, at, name.type, *_stretch(name.span, reading.report.text), name.p


def _timexes(key: int, reading: Reading) -> Iterator[Row]:
    for at, timex in enumerate(reading.timexes):
        words = _stretch(timex.span, reading.report.text)
        days = (_day(timex.first), _day(timex.last))
        yield key, at, timex.type, *words, printable(timex.value), *days, timex.basis


def _places(key: int, reading: Reading) -> Iterator[Row]:
    for at, link in enumerate(reading.places):
        row = link.row
        yield (
            None,
            key,
            at,
            *_stretch(link.span, reading.report.text),
            printable(row.id),
            printable(row.name),
            fold_name(row.name),
            printable(row.kind),
            printable(row.country),
            float(row.lat),
            float(row.lon),
            row.precision_m,
            row.geonameid,
            link.p,
        )


def _entities(key: int, reading: Reading) -> Iterator[Row]:
    for entity in EntityIndex.of(reading).by_id.values():
        yield (
            key,
            printable(entity.id),
            printable(entity.name),
            fold_name(entity.name),
            entity.kind,
            printable(entity.country),
            entity.sector,
            printable(entity.role),
            printable(entity.of),
            printable(entity.registry_id),
            entity.p,
        )


def _entity_mentions(key: int, reading: Reading) -> Iterator[Row]:
    for entity in EntityIndex.of(reading).by_id.values():
        for at, span in enumerate(entity.mentions):
            yield key, printable(entity.id), at, *_stretch(span, reading.report.text)


def _statements(key: int, reading: Reading) -> Iterator[Row]:
    for at, said in enumerate(reading.statements):
        parts = (("source", said.source), ("cue", (said.cue,)), ("content", said.content))
        for part, spans in parts:
            for piece, span in enumerate(spans):
                yield key, at, part, piece, *_stretch(span, reading.report.text)


def _dropped(key: int, reading: Reading) -> Iterator[Row]:
    for at, left in enumerate(reading.dropped):
        yield key, at, printable(left.what), *_ends(left.span), left.reason, printable(left.detail)


def _fillers(key: int, claim: Claim, text: str) -> Iterator[Row]:
    for at, filler in enumerate(claim.fillers):
        words = quote_of(filler.span, text)
        entity = None if filler.entity is None else printable(filler.entity)
        yield (
            key,
            at,
            filler.role,
            *_ends(filler.span),
            printable(words),
            fold_name(words),
            entity,
            filler.p,
            *_ends(filler.evidence),
        )


def _claim_times(key: int, claim: Claim, text: str) -> Iterator[Row]:
    for at, time in enumerate(claim.times):
        days = (_day(time.first), _day(time.last))
        yield key, at, *_stretch(time.span, text), printable(time.value), *days


def _quantities(key: int, claim: Claim, text: str) -> Iterator[Row]:
    for at, count in enumerate(claim.quantities):
        ends = (_number(count.low), _number(count.high))
        yield key, at, count.kind, *_stretch(count.span, text), *ends


def _conditions(key: int, claim: Claim, text: str) -> Iterator[Row]:
    for at, span in enumerate(claim.conditions):
        yield key, at, *_stretch(span, text)


def _attributions(key: int, claim: Claim, text: str) -> Iterator[Row]:
    del text
    for at, link in enumerate(claim.attribution):
        entity = None if link.entity is None else printable(link.entity)
        words = printable(link.text)
        yield key, at, link.kind, *_ends(link.span), entity, words, int(link.carried), link.p


READING_TABLES: Final[Mapping[str, Callable[[int, Reading], Iterator[Row]]]] = {
    "sentences": _sentences,
    "names": _names,
    "timexes": _timexes,
    "places": _places,
    "entities": _entities,
    "entity_mentions": _entity_mentions,
    "statements": _statements,
    "dropped": _dropped,
}

CLAIM_TABLES: Final[Mapping[str, Callable[[int, Claim, str], Iterator[Row]]]] = {
    "fillers": _fillers,
    "claim_times": _claim_times,
    "quantities": _quantities,
    "conditions": _conditions,
    "attributions": _attributions,
}
