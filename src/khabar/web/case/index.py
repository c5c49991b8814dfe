"""Every event in columns: what is selected and counted without opening any."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from typing import Final, Protocol

from khabar.base.names import fold_name
from khabar.record.card import CardPlace
from khabar.record.event import Event
from khabar.store import Box
from khabar.web.case.selection import Selection

__all__ = ["EventIndex", "Names", "find_days", "index_events"]

_LONGEST_DAYS: Final = 62  # an event of more days would make every bar of the timeline vague
_UNSEEN: Final = frozenset({"unseen"})
Days = tuple[date | None, date | None]


class _Called(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(slots=True)
class Names:
    """What is called by a key and a name, each once.

    Attributes:
        keys: By number.
        names: As it was called first, by number.
        held: By event the numbers of those it speaks of, each once.
    """

    keys: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    held: list[tuple[int, ...]] = field(default_factory=list)
    _folded: list[str] = field(default_factory=list)
    _called: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _numbers: dict[str, int] = field(default_factory=dict)

    @property
    def folded(self) -> list[str]:
        """The names, folded, by number."""
        self._folded += map(fold_name, self.names[len(self._folded) :])
        return self._folded

    def add(self, found: Iterable[_Called]) -> None:
        """Note whom the next event speaks of.

        Args:
            found: With their keys and names.
        """
        self.held.append(tuple(dict.fromkeys(self._number(one.key, one.name) for one in found)))

    def add_plain(self, found: Iterable[str]) -> None:
        """Note what the next event speaks of that is called by its key alone.

        Args:
            found: Keys.
        """
        self.held.append(tuple(dict.fromkeys(self._number(one, one) for one in found)))

    def find(self, wanted: Iterable[str]) -> frozenset[int]:
        """Return those called by a key or name.

        Args:
            wanted: Keys or names.

        Returns:
            Their numbers.
        """
        return frozenset(number for name in wanted for number in self._called.get(name, ()))

    def count(self, events: Iterable[int]) -> Counter[int]:
        """Return how many events speak of each.

        Args:
            events: Their numbers.

        Returns:
            By number.
        """
        return Counter(chain.from_iterable(map(self.held.__getitem__, events)))

    def gather(self, events: Iterable[int]) -> set[int]:
        """Return what any of some events speaks of.

        Args:
            events: Their numbers.

        Returns:
            Numbers.
        """
        return set(chain.from_iterable(map(self.held.__getitem__, events)))

    def _number(self, key: str, name: str) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.keys)
            self.keys.append(key)
            self.names.append(name)
            self._called[key].add(number)
        self._called[name].add(number)
        return number


@dataclass(slots=True)
class EventIndex:
    """Events in columns, in their order.

    Attributes:
        types: Event types.
        statuses: Statuses.
        days: First and last day, by number.
        spans: Number of the days of each event.
        disputed: Whether sources tell it differently.
        mentions: How many claims tell it.
        told: How many independent origins it has.
        actors: Actors and recipients.
        places: Places.
        spots: A place of each number, with its point.
        points: Numbers of the places of each event that have one.
        reports: Reports by id.
        origins: Origins by name.
    """

    types: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    days: list[Days] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    disputed: list[bool] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    actors: Names = field(default_factory=Names)
    places: Names = field(default_factory=Names)
    spots: list[CardPlace] = field(default_factory=list)
    points: list[tuple[int, ...]] = field(default_factory=list)
    reports: Names = field(default_factory=Names)
    origins: Names = field(default_factory=Names)

    def choose(
        self,
        selection: Selection,
        *,
        states: Mapping[int, frozenset[str]],
        said: Callable[[tuple[str, ...]], Collection[int]],
    ) -> Sequence[int]:
        """Return the events that are selected.

        Args:
            selection: Which.
            states: States of review of the events that anybody decided about.
            said: Finds the events of which all these folded words are said.

        Returns:
            Their numbers, in order.
        """
        found: Sequence[int] = range(len(self.types))
        if selection.words:
            found = sorted(said(selection.words))
        for wanted, names in (
            (selection.actors, self.actors),
            (selection.places, self.places),
            (selection.reports, self.reports),
        ):
            if wanted:
                numbers, held = names.find(wanted), names.held
                found = [at for at in found if not numbers.isdisjoint(held[at])]
        if selection.review:
            asked = selection.review
            found = [at for at in found if not asked.isdisjoint(states.get(at, _UNSEEN))]
        return self._choose_columns(found, selection)

    def _choose_columns(self, found: Sequence[int], selection: Selection) -> Sequence[int]:
        """Return the events that fit by what stands in the columns."""
        if selection.types:
            types, column = {one.value for one in selection.types}, self.types
            found = [at for at in found if column[at] in types]
        if selection.statuses:
            statuses, column = {one.value for one in selection.statuses}, self.statuses
            found = [at for at in found if column[at] in statuses]
        if selection.origins:
            told, least = self.told, selection.origins
            found = [at for at in found if told[at] >= least]
        if selection.single:
            found = [at for at in found if self.told[at] == 1]
        if selection.disputed:
            found = [at for at in found if self.disputed[at]]
        if selection.since is not None or selection.until is not None:
            fits, spans = [selection.holds_days(*days) for days in self.days], self.spans
            found = [at for at in found if fits[spans[at]]]
        if selection.box is not None:
            inside, held = self._inside(selection.box), self.places.held
            found = [at for at in found if not inside.isdisjoint(held[at])]
        return found

    def _inside(self, box: Box) -> frozenset[int]:
        """Return the places that lie in a box."""
        return frozenset(
            number
            for number, place in enumerate(self.spots)
            if place.lat is not None
            and place.lon is not None
            and box.contains(lat=place.lat, lon=place.lon)
        )


def index_events(events: Iterable[Event]) -> EventIndex:
    """Return events in columns.

    Args:
        events: In order.

    Returns:
        The index.
    """
    made, spans = EventIndex(), dict[Days, int]()
    for event in events:
        made.types.append(event.type.value)
        made.statuses.append(event.status.value)
        made.spans.append(spans.setdefault((event.first, event.last), len(spans)))
        made.disputed.append(bool(event.contradictions))
        made.mentions.append(len(event.mentions))
        made.told.append(len(event.origins))
        made.actors.add((*event.actors, *event.recipients))
        made.reports.add_plain(event.reports)
        made.origins.add_plain(origin.name for origin in event.origins)
        made.places.add(event.places)
        for number, place in zip(made.places.held[-1], _each(event.places), strict=True):
            if number == len(made.spots):
                made.spots.append(place)
    made.days = list(spans)
    known = [one.lat is not None and one.lon is not None for one in made.spots]
    made.points = [tuple(at for at in held if known[at]) for held in made.places.held]
    return made


def _each(places: Iterable[CardPlace]) -> Iterable[CardPlace]:
    """Return places of one key once."""
    found: dict[str, CardPlace] = {}
    for place in places:
        found.setdefault(place.key, place)
    return found.values()


def find_days(index: EventIndex, chosen: Iterable[int]) -> tuple[Counter[date], Counter[date]]:
    """Return on which days events were, and on which they may have been.

    Args:
        index: Of all events.
        chosen: Positions of some.

    Returns:
        How many are known to the day, and how many have the day inside their interval; one
        of very many days stands at its ends only.
    """
    exact: Counter[date] = Counter()
    vague: Counter[date] = Counter()
    for number, count in Counter(map(index.spans.__getitem__, chosen)).items():
        first, last = index.days[number]
        if first is None or last is None:
            vague.update({one: count for one in (first, last) if one is not None})
        elif first == last:
            exact[first] += count
        else:
            length = (last - first).days
            for step in range(length + 1) if length <= _LONGEST_DAYS else (0, length):
                vague[first + timedelta(days=step)] += count
    return exact, vague
