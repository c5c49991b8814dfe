"""Whether two claims are close enough for their values to be rivals.

Claims that were grouped by mistake differ in everything: what looks like rival tolls is two
attacks. So values are held against each other only where something else ties the claims, and
nothing else tears them apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from khabar.base.geodesy import Point, distance_km
from khabar.record.card import CardPlace, ClaimCard, ClaimKey
from khabar.record.report import ReportId
from khabar.record.time import TimeBasis

__all__ = ["Kinship", "find_kinship", "km_apart"]

_NARROW: Final = 7  # days; a longer stretch ties no two claims
_CLOSE: Final = 3  # days between reports that tell of one thing without saying when or where
_RECENT: Final = 14  # days between reports of one thing in one village
_SMALL_M: Final = 3_000
_ROUND: Final = 3
_FINE_M: Final = 25_000  # a place told no finer contains too much to tie or to tear
_NEAR_KM: Final = 20.0
_TOLD: Final = frozenset({TimeBasis.STATED, TimeBasis.RESOLVED, TimeBasis.CONTEXT})


@dataclass(frozen=True, slots=True)
class _Bearings:
    """When and where all claims of one report about one of its occurrences are.

    Attributes:
        days: Narrow stretches of days.
        places: Fine places by key, with a point or without.
    """

    days: tuple[tuple[date, date], ...]
    places: Mapping[str, CardPlace]


@dataclass(frozen=True, slots=True)
class Kinship:
    """How the claims of one event hang together.

    Attributes:
        bearings: When and where each occurrence of each report is.
        of: Which occurrence of its report each claim is about.
    """

    bearings: Mapping[tuple[ReportId, str], _Bearings]
    of: Mapping[ClaimKey, tuple[ReportId, str]]

    def ties(self, left: ClaimCard, right: ClaimCard) -> bool:
        """Return whether a day or a place ties two claims and nothing tears them apart.

        Where neither is told by both, a party must tie them, in reports of the same days.

        Claims of one report are one occurrence exactly where the reader says so.
        """
        one, two = self.of[left.key], self.of[right.key]
        if one == two:
            return len(self.bearings[one].places) <= _ROUND  # more is a round-up of the day
        if one[0] == two[0]:
            return False  # the reader of that report tells them apart
        days = _are_same_days(self.bearings[one].days, self.bearings[two].days)
        places = _are_same_places(self.bearings[one].places, self.bearings[two].places)
        if days is None and places is None:
            return _are_close(left, right, days=_CLOSE) and bool(_parties(left) & _parties(right))
        if days is False or places is False:
            return False
        return days is True or (_are_close(left, right, days=_RECENT) and self._small(one, two))

    def is_update(self, left: ClaimCard, right: ClaimCard) -> bool:
        """Return whether a figure can replace another: of that day and place, or those people."""
        one, two = self.of[left.key], self.of[right.key]
        if one == two or (self.is_same_day(left, right) and self.is_same_place(left, right)):
            return True
        return self.ties(left, right) and bool(_named(left) & _named(right))

    def is_one(self, left: ClaimCard, right: ClaimCard) -> bool:
        """Return whether the reader of one report says that two claims are one occurrence."""
        return self.of[left.key] == self.of[right.key]

    def _small(self, one: tuple[ReportId, str], two: tuple[ReportId, str]) -> bool:
        """Return whether the place that two occurrences share is no city: those are hit often."""
        shared = self.bearings[one].places.keys() & self.bearings[two].places.keys()
        places = (self.bearings[one].places[key] for key in shared)
        return any(place.lat is None or place.precision_m <= _SMALL_M for place in places)

    def is_same_place(self, left: ClaimCard, right: ClaimCard) -> bool:
        """Return whether two claims are about one place, told finely."""
        one, two = self.of[left.key], self.of[right.key]
        return _are_same_places(self.bearings[one].places, self.bearings[two].places) is True

    def is_same_day(self, left: ClaimCard, right: ClaimCard) -> bool:
        """Return whether two claims are about the same few days."""
        one, two = self.of[left.key], self.of[right.key]
        return _are_same_days(self.bearings[one].days, self.bearings[two].days) is True


def find_kinship(cards: Iterable[ClaimCard]) -> Kinship:
    """Return how the claims of one event hang together.

    Args:
        cards: The claims.

    Returns:
        What ties them; a claim without a day or a place takes those of the other claims of
        its report about the same occurrence.
    """
    groups: dict[tuple[ReportId, str], list[ClaimCard]] = defaultdict(list)
    for card in cards:
        groups[card.key.report, card.identity].append(card)
    return Kinship(
        bearings={key: _bearings(same) for key, same in groups.items()},
        of={card.key: key for key, same in groups.items() for card in same},
    )


def _are_close(left: ClaimCard, right: ClaimCard, *, days: int) -> bool:
    """Return whether two claims can have been published within a few days."""
    if left.published is None or right.published is None:
        return True
    return abs((left.published - right.published).days) <= days


def _named(card: ClaimCard) -> set[str]:
    """Return the people it was done to, where a name tells them from others."""
    return {p.key for p in card.recipients if any(w[:1].isupper() for w in p.name.split()[1:])}


def _parties(card: ClaimCard) -> set[str]:
    return {party.key for party in (*card.actors, *card.recipients)}


def _bearings(cards: Sequence[ClaimCard]) -> _Bearings:
    spans = {
        (card.first, card.last)
        for card in cards
        if card.basis in _TOLD and card.first is not None and card.last is not None
    }
    return _Bearings(
        days=tuple(sorted(s for s in spans if (s[1] - s[0]).days <= _NARROW)),
        places={p.key: p for c in cards for p in c.places if _is_fine(p)},
    )


def _is_fine(place: CardPlace) -> bool:
    return place.lat is None or place.precision_m <= _FINE_M


def _are_same_days(
    left: Sequence[tuple[date, date]], right: Sequence[tuple[date, date]]
) -> bool | None:
    """Return whether days overlap; ``None`` when one side tells none."""
    if not left or not right:
        return None
    return any(a[0] <= b[1] and b[0] <= a[1] for a in left for b in right)


def _are_same_places(left: Mapping[str, CardPlace], right: Mapping[str, CardPlace]) -> bool | None:
    """Return whether places are one; ``None`` when that cannot be told."""
    if left.keys() & right.keys():
        return True
    apart = [km for a in left.values() for b in right.values() if (km := km_apart(a, b)) >= 0]
    return min(apart) <= _NEAR_KM if apart else None


def km_apart(left: CardPlace, right: CardPlace) -> float:
    """Return the distance of two places; below 0 when one has no point."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return -1.0
    return distance_km(Point(left.lat, left.lon), Point(right.lat, right.lon))
