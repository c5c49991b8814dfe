"""A claim as one flat row of plain values, for lists that other programs read."""

from khabar.record.claim import Claim, Reading
from khabar.record.span import Span
from khabar.views.claim_lines import make_claim_line

__all__ = ["make_claim_row"]


def make_claim_row(claim: Claim, *, reading: Reading) -> dict[str, object]:
    """Return a claim as values that JSON knows.

    Args:
        claim: One of the reading's claims.
        reading: Where it stands.

    Returns:
        Names as ``claim_lines`` writes them; spans as ``[start, end]`` in code points of
        the report's text; days in ISO 8601, ``None`` when unknown.
    """
    report = reading.report
    line = make_claim_line(claim, reading=reading)
    first, last = claim.when.first, claim.when.last
    return {
        "id": claim.id,
        "report": report.id,
        "published": None if report.published is None else report.published.isoformat(),
        "sources": line.sources,
        "actors": line.actors,
        "type": claim.type,
        "mode": claim.mode,
        "status": claim.status,
        "recipients": line.recipients,
        "places": line.places,
        "first": None if first is None else first.isoformat(),
        "last": None if last is None else last.isoformat(),
        "basis": claim.when.basis,
        "conditions": line.conditions,
        "quantities": line.quantities,
        "quoted": claim.quoted,
        "p": round(claim.p, 3),
        "identity": claim.identity,
        "trigger": _pair(claim.trigger),
        "sentence": _pair(reading.sentences[claim.sentence].span),
        "words": line.sentence,
    }


def _pair(span: Span) -> list[int]:
    """Return a span as JSON has it."""
    return [span.start, span.end]
