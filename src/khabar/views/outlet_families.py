"""Which outlets of a case belong to one owner."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from khabar.record.event import SourceNote
from khabar.record.outlet import OwnerKind
from khabar.reference.outlets import Outlets

__all__ = ["OutletFamily", "find_outlet_families"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletFamily:
    """Outlets that one owner speaks through.

    Attributes:
        owner: Name of the last owner known.
        kind: What the owner is.
        country: ISO 3166-1 alpha-3 of the owner; empty when it is of none.
        outlets: Outlets of the case as their reports name them, most reports first.
        reports: How many reports of the case they published.
    """

    owner: str
    kind: OwnerKind
    country: str
    outlets: tuple[str, ...]
    reports: int


def find_outlet_families(
    notes: Iterable[SourceNote], *, outlets: Outlets
) -> tuple[OutletFamily, ...]:
    """Put the outlets of a case with who owns them in the end.

    Args:
        notes: One a report.
        outlets: The registry.

    Returns:
        Families with the most reports first; outlets without a known owner are left out.
    """
    reports = Counter(note.outlet for note in notes if note.outlet)
    families: dict[str, list[str]] = {}
    for name in sorted(reports, key=lambda one: (-reports[one], one)):
        row = outlets.find(name)
        owner = None if row is None else outlets.last_owner(row)
        if owner is not None:
            families.setdefault(owner.id, []).append(name)
    found = [
        OutletFamily(
            owner=owner.name,
            kind=owner.kind,
            country=owner.country,
            outlets=tuple(names),
            reports=sum(reports[name] for name in names),
        )
        for id_, names in families.items()
        if (owner := outlets.owner(id_)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-one.reports, one.owner)))
