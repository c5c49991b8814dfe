"""Which pairs are looked at: keys that two profiles of one occurrence nearly always share."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np

from khabar.events.linking.profiles import Profile, place_sound
from khabar.record.card import CardPlace, ClaimKey

__all__ = ["find_candidates"]

_SPAN_DAYS: Final = 4  # width of a bucket; a profile lies in those around its days
_SLACK_DAYS: Final = 2
_LONG_DAYS: Final = 16  # longer times are told by their report's day
_ROOMY: Final = 160  # profiles of a block that are all compared
_REACH: Final = 4  # in larger blocks, each with as many that follow it by place and day
_ENOUGH: Final = (40, 160)  # partners of a profile after which larger blocks bring it no more
_PAIRS: Final = 6_000_000  # ends of pairs to look at: in small cases every profile has more
_FEW: Final = 200  # profiles of a case in which every pair is looked at
_RARE: Final = 3  # rarest words that are keys
_VERBAL: Final = frozenset("AGREE CONSULT SUPPORT CONCEDE REQUEST ACCUSE REJECT THREATEN".split())


def find_candidates(
    profiles: Sequence[Profile], *, groups: Sequence[str] = ()
) -> Iterator[tuple[int, int]]:
    """Yield pairs that share a key, each once; all pairs of a few.

    Args:
        profiles: In order of their keys.
        groups: Family of reprints of each profile's report; pairs of one are always yielded
            where a trigger is the same.

    Yields:
        Numbers of two profiles, the lower first. No matter in which order the profiles
        came, the same pairs are yielded.
    """
    if len(profiles) <= _FEW:
        yield from combinations(range(len(profiles)), 2)
        return
    partners: list[set[int]] = [set() for _ in profiles]
    least, most = _ENOUGH
    enough = min(most, max(least, _PAIRS // max(1, len(profiles))))
    room = _Room([0] * len(profiles), enough)
    for members in _blocks(profiles, groups):
        _pair(members, profiles, partners, room)
    for left in range(len(profiles)):
        for right in sorted(partners[left]):
            yield left, right
        partners[left].clear()


def _blocks(profiles: Sequence[Profile], groups: Sequence[str]) -> Iterator[list[int]]:
    """Yield the members of each block, small blocks first, all from two flat columns."""
    hashes, numbers = array("Q"), array("L")
    for number, profile in enumerate(profiles):
        keys = set(_keys(profile))
        if groups:
            keys.update(("reprint", groups[number], head) for head in profile.heads)
        hashes.extend(map(_hash, keys))
        numbers.extend([number] * len(keys))
    key, member = np.array(hashes, dtype=np.uint64), np.array(numbers, dtype=np.int64)
    order = np.lexsort((member, key))
    key, member = key[order], member[order]
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, int)
    sizes = np.diff(np.r_[starts, len(key)])
    for block in np.lexsort((key[starts], sizes)):
        if sizes[block] > 1:
            yield member[starts[block] : starts[block] + sizes[block]].tolist()


def _hash(key: tuple[str, ...]) -> int:
    """Return 64 bits, the same in every run."""
    told = "\x1f".join(key).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big")


class _Room(NamedTuple):
    """How many partners each profile has, and how many are enough."""

    taken: list[int]
    enough: int


def _pair(
    members: list[int], profiles: Sequence[Profile], partners: list[set[int]], room: _Room
) -> None:
    """Pair the members of one block, in a large one only with the nearest that follow."""
    count, enough = room
    reach = len(members)
    if reach > _ROOMY:
        members, reach = sorted(members, key=lambda n: _order(profiles[n])), _REACH
    for at, one in enumerate(members):
        for two in members[at + 1 : at + 1 + reach]:
            if count[one] >= enough:
                break
            low, high = (one, two) if one < two else (two, one)
            if count[two] < enough and high not in partners[low]:
                partners[low].add(high)
                count[one] += 1
                count[two] += 1


def _order(profile: Profile) -> tuple[str, str, ClaimKey]:
    place = profile.places[0].key if profile.places else ""
    return (place, str(profile.first or profile.published), profile.key)


def _keys(profile: Profile) -> Iterator[tuple[str, ...]]:
    times = [str(bucket) for bucket in _buckets(profile)]
    places = [cell for place in profile.places for cell in _cells(place)]
    families = {"verbal" if kind in _VERBAL else "material" for kind in profile.types}
    parties = [word for p in (*profile.actors, *profile.recipients) for word in (p.key, *p.sounds)]
    rare = sorted(profile.words | profile.theme, key=lambda word: (-len(word), word))[:_RARE]
    for time in times:
        yield from (("where", time, place) for place in places)
        yield from (("stem", time, stem) for stem in profile.stems)
        yield from (("who", family, time, party) for family in families for party in parties)
        yield from (("what", time, kind) for kind in profile.types)
        yield from (("word", time, word) for word in rare)
    for place in places:
        yield from (("whenever", stem, place) for stem in profile.stems)
        yield from (("whenever", kind, place) for kind in profile.types)
    for stem in profile.stems:
        yield from (("whoever", stem, party) for party in parties)


def _cells(place: CardPlace) -> Iterator[str]:
    """Yield the key, the words and the cell of a place, about 50 km wide."""
    yield place.key
    yield from place_sound(place.name).split()
    if place.lat is not None and place.lon is not None:
        yield f"{round(place.lat * 2)}:{round(place.lon * 2)}"


def _buckets(profile: Profile) -> list[int]:
    """Return numbers of the stretches of days around a profile's own and its report's."""
    first = profile.first or profile.last or profile.published
    last = profile.last or profile.published or first
    found: set[int] = set()
    if first is not None and last is not None and abs((last - first).days) <= _LONG_DAYS:
        found.update(_around(min(first, last), max(first, last)))
    if profile.published is not None:
        found.update(_around(profile.published, profile.published))
    return sorted(found) or [0]


def _around(first: date, last: date) -> range:
    low = (first.toordinal() - _SLACK_DAYS) // _SPAN_DAYS
    return range(low, (last.toordinal() + _SLACK_DAYS) // _SPAN_DAYS + 1)
