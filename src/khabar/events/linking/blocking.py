"""Which pairs are looked at: keys that two profiles of one occurrence nearly always share."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from khabar.events.linking.profiles import Profile

__all__ = ["find_candidates"]

_SPAN_DAYS: Final = 4  # width of a bucket; a profile lies in those around its days
_SLACK_DAYS: Final = 2
_LONG_DAYS: Final = 16  # longer times are told by their report's day
_ROOMY: Final = 40  # profiles of a block that are all compared
_REACH: Final = 16  # in larger blocks, each with as many that follow it by day
_VERBAL: Final = frozenset("AGREE CONSULT SUPPORT CONCEDE REQUEST ACCUSE REJECT THREATEN".split())


def find_candidates(
    profiles: Sequence[Profile], *, groups: Sequence[str] = ()
) -> Iterator[tuple[int, int]]:
    """Yield pairs that share a key, each once.

    Args:
        profiles: In order of their keys.
        groups: Family of reprints of each profile's report; pairs of one are always yielded
            where a trigger is the same.

    Yields:
        Numbers of two profiles, the lower first. No matter in which order the profiles
        came, the same pairs are yielded.
    """
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for key in dict.fromkeys(_keys(profile)):
            blocks[key].append(number)
        if groups:
            for head in profile.heads:
                blocks["reprint", groups[number], head].append(number)
    partners: list[set[int]] = [set() for _ in profiles]
    for members in blocks.values():
        _pair(members, profiles, partners)
    for left, found in enumerate(partners):
        for right in sorted(found):
            yield left, right


def _pair(members: list[int], profiles: Sequence[Profile], partners: list[set[int]]) -> None:
    told = sorted(members, key=lambda n: (str(profiles[n].first or profiles[n].published), n))
    reach = len(told) if len(told) <= _ROOMY else _REACH
    for at, one in enumerate(told):
        for two in told[at + 1 : at + 1 + reach]:
            partners[min(one, two)].add(max(one, two))


def _keys(profile: Profile) -> Iterator[tuple[str, ...]]:
    times = [str(bucket) for bucket in _buckets(profile)]
    places = [cell for place in profile.places for cell in _cells(place.key, place.lat, place.lon)]
    families = {"verbal" if kind in _VERBAL else "material" for kind in profile.types}
    parties = [party.key for party in (*profile.actors, *profile.recipients)]
    for time in times:
        yield from ((family, time, place) for family in families for place in places)
        yield from (("stem", time, stem) for stem in profile.stems)
        yield from (("party", kind, time, party) for kind in profile.types for party in parties)
        if not places:
            yield from (("nowhere", kind, time) for kind in profile.types)
    for stem in profile.stems:
        yield from (("whenever", stem, place) for place in places)
        yield from (("whoever", stem, party) for party in parties)


def _cells(key: str, lat: float | None, lon: float | None) -> tuple[str, ...]:
    """Return the key and the cell of a place, about 50 km wide."""
    if lat is None or lon is None:
        return (key,)
    return (key, f"{round(lat * 2)}:{round(lon * 2)}")


def _buckets(profile: Profile) -> range:
    """Return numbers of the stretches of days around a profile's own."""
    first = profile.first or profile.last or profile.published
    last = profile.last or profile.published or first
    if first is None or last is None:
        return range(1)
    if (last - first).days > _LONG_DAYS:
        first = last = profile.published or first
    low = (first.toordinal() - _SLACK_DAYS) // _SPAN_DAYS
    return range(low, (max(first, last).toordinal() + _SLACK_DAYS) // _SPAN_DAYS + 1)
