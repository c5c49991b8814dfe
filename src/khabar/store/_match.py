"""What a query means, in plain Python: the memory store runs it, SQLite must agree."""

from collections.abc import Iterator
from datetime import date

from khabar.base.names import fold_name, fold_words
from khabar.record.claim import Claim, Filler, Reading
from khabar.record.codes import Role
from khabar.record.lookup import EntityIndex, find_claim_places, quote_of
from khabar.record.report import Report
from khabar.store._codec import printable
from khabar.store._terms import parse_terms
from khabar.store.rows import Box, ClaimQuery

__all__ = ["claim_order", "find_matches", "report_order", "stands_in"]


def find_matches(reading: Reading, *, query: ClaimQuery) -> Iterator[tuple[int, Claim]]:
    """Yield the claims of a reading that match; ``limit`` is the caller's.

    Args:
        reading: Where to look.
        query: What to look for.

    Yields:
        Positions in the reading and claims, in order.
    """
    report = reading.report
    if query.report is not None and printable(query.report) != printable(report.id):
        return
    if query.outlet and not stands_in(query.outlet, fold_name(report.outlet)):
        return
    entities = EntityIndex.of(reading)
    for position, claim in enumerate(reading.claims):
        if (
            (not query.types or claim.type in query.types)
            and (not query.statuses or claim.status in query.statuses)
            and _in_days(claim, query=query)
            and _says(claim, reading=reading, text=query.text)
            and _filled(claim, Role.ACTOR, query.actor, reading=reading, entities=entities)
            and _filled(claim, Role.RECIPIENT, query.recipient, reading=reading, entities=entities)
            and _placed(claim, query.place, reading=reading, entities=entities)
            and _boxed(claim, query.box, reading=reading, entities=entities)
        ):
            yield position, claim


def stands_in(wanted: str, folded: str) -> bool:
    """Return whether the folded words of ``wanted`` stand side by side in a folded text.

    Args:
        wanted: As asked for.
        folded: From ``fold_name``.

    Returns:
        False when there is no word in ``wanted``.
    """
    words = fold_name(wanted)
    return bool(words) and f" {words} " in f" {folded} "


def claim_order(reading: Reading, *, claim: Claim, position: int) -> tuple[date, str, int]:
    """Return what claims are sorted by: first day, unknown last; report; position.

    Args:
        reading: Where the claim stands.
        claim: The claim.
        position: Its index in the reading.

    Returns:
        A key.
    """
    return (claim.when.first or date.max, printable(reading.report.id), position)


def report_order(report: Report) -> tuple[date, str]:
    """Return what reports are sorted by: day of publication, unknown last; id.

    Args:
        report: The report.

    Returns:
        A key.
    """
    return (report.published or date.max, printable(report.id))


def _in_days(claim: Claim, *, query: ClaimQuery) -> bool:
    """Return whether the claim's interval touches the days asked for."""
    if query.since is None and query.until is None:
        return True
    first, last = claim.when.first, claim.when.last
    if first is None and last is None:
        return False
    ends_early = query.since is not None and last is not None and last < query.since
    begins_late = query.until is not None and first is not None and first > query.until
    return not (ends_early or begins_late)


def _says(claim: Claim, *, reading: Reading, text: str) -> bool:
    """Return whether the claim's sentence has all terms."""
    if not text:
        return True
    span = reading.sentences[claim.sentence].span
    words = fold_words(span.quote(reading.report.text))
    terms = parse_terms(text)
    return bool(terms) and all(term.find_in(words) for term in terms)


def _filled(
    claim: Claim, role: Role, wanted: str, *, reading: Reading, entities: EntityIndex
) -> bool:
    """Return whether one filler of the role is the actor asked for."""
    if not wanted:
        return True
    fillers = (filler for filler in claim.fillers if filler.role is role)
    return any(_names(filler, wanted, reading=reading, entities=entities) for filler in fillers)


def _names(filler: Filler, wanted: str, *, reading: Reading, entities: EntityIndex) -> bool:
    """Return whether the filler's words, its entity's name or id are the ones asked for."""
    entity = entities.find(filler.entity)
    if entity is not None and wanted == entity.registry_id:
        return True
    if entity is not None and stands_in(wanted, fold_name(entity.name)):
        return True
    return stands_in(wanted, fold_name(quote_of(filler.span, reading.report.text)))


def _placed(claim: Claim, wanted: str, *, reading: Reading, entities: EntityIndex) -> bool:
    """Return whether the claim is in the place asked for, by words or by its link."""
    if not wanted:
        return True
    if _filled(claim, Role.PLACE, wanted, reading=reading, entities=entities):
        return True
    links = find_claim_places(claim, places=reading.places, entities=entities)
    return any(
        wanted in (link.row.id, link.row.country) or stands_in(wanted, fold_name(link.row.name))
        for link in links
    )


def _boxed(claim: Claim, box: Box | None, *, reading: Reading, entities: EntityIndex) -> bool:
    """Return whether a linked place of the claim lies in the box."""
    if box is None:
        return True
    links = find_claim_places(claim, places=reading.places, entities=entities)
    return any(box.contains(lat=link.row.lat, lon=link.row.lon) for link in links)
