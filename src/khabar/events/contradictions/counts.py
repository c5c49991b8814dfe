"""Figures that cannot both be true, and figures that their source replaced."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from khabar.events.contradictions.sides import Case
from khabar.events.figures import Figure, make_variants
from khabar.record.codes import QuantityKind, Status
from khabar.record.event import Contradiction, Field

__all__ = ["find_rival_counts"]

_FIELDS: Final = {
    QuantityKind.KILLED: Field.KILLED,
    QuantityKind.INJURED: Field.INJURED,
    QuantityKind.DISPLACED: Field.DISPLACED,
}


def find_rival_counts(
    figures: Mapping[tuple[QuantityKind, str], Sequence[Figure]], *, case: Case
) -> Iterator[Contradiction]:
    """Yield the counts that sources give differently.

    Figures that one number can satisfy are no contradiction. A figure that its own source
    replaced or took back is, and is marked as reconcilable when nothing else is rival.

    Args:
        figures: By what they count.
        case: The event.

    Yields:
        At most one contradiction for each thing counted.
    """
    deniers = case.keys_of(c for c in case.cards if c.status is Status.NEGATED)
    for (kind, _), found in figures.items():
        known = [f for f in found if not (f.high == 0 and f.voice.key in deniers)]
        standing = [f for f in known if not f.replaced and not f.withdrawn]
        is_rival = _clash(standing)
        if is_rival or _clash(known):
            yield Contradiction(
                field=_FIELDS.get(kind, Field.COUNT),
                values=make_variants(known),
                reconcilable=not is_rival,
            )


def _clash(figures: Sequence[Figure]) -> bool:
    """Return whether two figures of different voices, or of different days, disagree."""
    return any(
        not left.agrees_with(right)
        and (
            left.voice.key != right.voice.key
            or left.replaced
            or left.withdrawn
            or right.replaced
            or right.withdrawn
        )
        for at, left in enumerate(figures)
        for right in figures[at + 1 :]
    )
