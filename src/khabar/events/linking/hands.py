"""Places that change hands: a holder that comes back holds them anew."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from khabar.events.linking.profiles import Profile, place_sound

__all__ = ["Hands"]

_SOON: Final = timedelta(days=2)  # rival claims of the same days are no change of hands
_HELD: Final = frozenset({"actual", "ongoing"})


class Hands:
    """Who is said to hold which place on which day, over all reports."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        """Gather the days.

        Args:
            profiles: Of all reports.
        """
        self._held: dict[str, list[tuple[date, frozenset[str]]]] = defaultdict(list)
        for profile in profiles:
            day = _day(profile)
            if "CONTROL" in profile.types and profile.statuses & _HELD and day is not None:
                for place in profile.places:
                    self._held[place_sound(place.name)].append((day, _holders(profile)))

    def changed(self, left: Profile, right: Profile) -> bool:
        """Return whether somebody else held the place between two days of one holder.

        Args:
            left: What is said of a place on one day.
            right: What is said of it on another.

        Returns:
            True when another holder is told of in between, or when the earlier is a denial.
        """
        if "CONTROL" not in left.types & right.types:
            return False
        before, after = sorted((left, right), key=lambda one: (_day(one) or date.min, one.key))
        one, two = _day(before), _day(after)
        if one is None or two is None or two - one < _SOON:
            return False
        if "negated" in before.statuses and "negated" not in after.statuses:
            return True
        holders = _holders(before) | _holders(after)
        names = {place_sound(place.name) for place in (*left.places, *right.places)}
        return two - one > _SOON and any(
            one <= day < two and others and not others & holders
            for name in names
            for day, others in self._held.get(name, ())
        )


def _day(profile: Profile) -> date | None:
    return profile.last or profile.published


def _holders(profile: Profile) -> frozenset[str]:
    return frozenset(actor.key for actor in profile.actors if not actor.is_vague)
