"""What was reported day by day: the claims that tell most, and how many more there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khabar.record.claim import Claim, Reading
from khabar.record.codes import Role
from khabar.views.claim_lines import ClaimLine, make_claim_line

__all__ = ["DayView", "make_situation"]


@dataclass(frozen=True, slots=True)
class DayView:
    """What was reported on one day.

    Attributes:
        day: Day of publication; ``None`` for reports without one.
        reports: How many reports there are.
        lines: The claims that tell most, in the order of reports and triggers.
        more: How many claims are not among the lines.
    """

    day: date | None
    reports: int
    lines: tuple[ClaimLine, ...]
    more: int


def make_situation(readings: Iterable[Reading], *, per_day: int) -> tuple[DayView, ...]:
    """Return a view of each day, in order; reports without a day come last.

    Args:
        readings: Any number, in any order.
        per_day: At most this many lines a day, 1 or more.

    Returns:
        One view for each day that has a report.
    """
    days: dict[date | None, list[Reading]] = {}
    for reading in readings:
        days.setdefault(reading.report.published, []).append(reading)
    ordered = sorted(days, key=lambda day: day or date.max)
    return tuple(_view(day, days[day], per_day=per_day) for day in ordered)


def _view(day: date | None, readings: list[Reading], *, per_day: int) -> DayView:
    """Return the view of one day."""
    claims = [
        (reading, claim)
        for reading in sorted(readings, key=lambda one: one.report.id)
        for claim in reading.claims
    ]
    ranked = sorted(range(len(claims)), key=lambda place: -_score_telling(claims[place][1]))
    taken: list[int] = []
    seen: Counter[object] = Counter()
    for place in ranked:
        reading, claim = claims[place]
        kinds = (reading.report.id, claim.type), (reading.report.id, claim.identity)
        share = reading.report.id
        if any(seen[kind] for kind in kinds) or seen[share] >= -(-per_day // len(readings)):
            continue
        seen.update([*kinds, share])
        taken.append(place)
        if len(taken) == per_day:
            break
    lines = (make_claim_line(claims[i][1], reading=claims[i][0]) for i in sorted(taken))
    return DayView(day, len(readings), tuple(lines), len(claims) - len(taken))


def _score_telling(claim: Claim) -> float:
    """Return how much a claim tells, 0 or more: its probability, more for each role filled."""
    roles = {filler.role for filler in claim.fillers}
    wanted = (Role.ACTOR, Role.RECIPIENT, Role.PLACE)
    filled = sum(role in roles for role in wanted)
    extra = bool(claim.conditions) + bool(claim.quantities) + (len(claim.attribution) > 1)
    return claim.p * (1 + filled + extra)
