"""By when somebody wants something done: "unless food is let through by Friday"."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from khabar.record.card import ClaimCard
from khabar.record.codes import Status
from khabar.record.ledger import Cite, Deadline

__all__ = ["add_deadline", "sets_deadline"]

_OPEN: Final = frozenset({Status.ACTUAL, Status.ONGOING, Status.FUTURE, Status.HYPOTHETICAL})


def sets_deadline(card: ClaimCard) -> bool:
    """Return whether a claim asks for something, or threatens, with a day by which.

    Args:
        card: Any claim.
    """
    return card.deadline is not None and card.status in _OPEN


def add_deadline(
    to: list[Deadline], card: ClaimCard, *, by: str, what: str, voices: Mapping[str, str]
) -> None:
    """Add a deadline, or one more place where the same side sets the same day.

    Args:
        to: Those of a line so far; changed in place.
        card: Sets it.
        by: Who, as shown.
        what: The words.
        voices: Side of each who states something at the table, by the name shown.
    """
    if card.deadline is None:
        return
    told = _condition(card.conditions) or what
    cite = Cite(card.key.report, card.trigger)
    for at, other in enumerate(to):
        if other.day == card.deadline and voices.get(other.by) == voices.get(by):
            longest = max(other.what, told, key=lambda words: len(words.split()))
            to[at] = replace(other, what=longest, cites=tuple(sorted({*other.cites, cite})))
            return
    to.append(Deadline(by, told, card.deadline, (cite,)))
    to.sort(key=lambda each: (each.day, each.cites))


def _condition(conditions: Iterable[str]) -> str:
    return max(conditions, key=len, default="")
