"""Armed groups by name: spellings, initials and shorter forms of one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from khabar.base.names import fold_name, fold_words, sound_key
from khabar.events.tracks.wording import GENERIC_GROUP, MUTINY, REBEL_WORDS, said
from khabar.record.card import CardParty
from khabar.record.codes import EntityKind

__all__ = [
    "MUTINEERS",
    "group_in",
    "initials_of",
    "is_of_fighters",
    "is_proper",
    "join_groups",
    "join_initials",
    "join_short_forms",
]

_TROOPS: Final = frozenset({EntityKind.MILITARY, EntityKind.ARMED_GROUP})
MUTINEERS: Final = "mutineers"  # a side, but never the one that a case is about
_SHORTEST_SOUND: Final = 4  # consonants by which two spellings of a name are told the same
_FEWEST_INITIALS: Final = 3
_CALLED: Final = re.compile(
    r"^(?:the )?(?:(?:so-called|self-(?:declared|proclaimed|styled)) )|^the (?=[A-Z])"
)
_IRREGULARS: Final = REBEL_WORDS | {"fighter", "fighters", "gunmen", "guerrilla", "warlord"}
_OTHERS: Final = frozenset("warlord outlaw chief gang side sides".split())
_WHERE: Final = re.compile(r" (?:at|in|near|on|from|above|under|around|outside|inside) ")
_LED: Final = re.compile(r"\w['’]s [a-z ]+$")  # "Lovik's men"


def group_in(name: str) -> str:
    """Return the group in "fighters of the Steppe Union"; the name itself where none is told."""
    front, of, group = name.partition(" of ")
    generic = set(fold_words(front)) <= GENERIC_GROUP
    group = _CALLED.sub("", group)
    if of and generic and is_proper(group):
        return group
    if of and is_proper(front) and _is_plain(group.split()[0] if group else ""):
        return _CALLED.sub("", front)  # "Steppe Union of warlord Lovik"
    return _CALLED.sub("", name)


def is_of_fighters(name: str) -> bool:
    """Return whether a name tells irregulars: "fighters of the Steppe Union"."""
    front, of, group = name.partition(" of ")
    words = set(fold_words(front)) if of else set()
    return is_proper(group) and words <= GENERIC_GROUP and bool(words & _IRREGULARS)


def initials_of(name: str) -> frozenset[str]:
    """Return the initials of a name, with and without its small words; none for one word."""
    words = name.split()
    large = [word for word in words if word not in {"of", "the", "and", "for"}]
    if len(large) < 2:
        return frozenset()
    return frozenset({"".join(word[0] for word in words), "".join(word[0] for word in large)})


def join_groups(
    order: Sequence[CardParty],
    *,
    plain: AbstractSet[str],
    people: AbstractSet[str] = frozenset(),
    places: AbstractSet[str] = frozenset(),
) -> Iterator[tuple[str, str]]:
    """Yield the group that each folded name of an armed group means.

    Args:
        order: All actors, most frequent first.
        plain: Words that are no names.
        people: Surnames: "the gang of Lovik" has no name of its own.
        places: Words of names of places: "the Sund militia", "men of Sund" have none either.
    """
    found: dict[str, str] = {}
    for party in order:
        core = group_in(party.name)
        if party.kind in _TROOPS and said(fold_words(party.name), MUTINY):
            yield fold_name(party.name), MUTINEERS
            continue
        armed = party.kind is EntityKind.ARMED_GROUP or (
            party.kind in _TROOPS and is_of_fighters(party.name)
        )
        named = armed and not party.of and is_proper(core, plain)
        named = named and not _is_description(party.name, core, people=people, places=places)
        for name in (fold_name(core), fold_name(party.name)) if named else ():
            if name not in found:
                same = (meant for other, meant in found.items() if _same_group(name, other))
                found[name] = next(same, fold_name(core))
                yield name, found[name]
    yield from _join_full_names(order, found, plain=plain)
    yield from _join_long_forms(order, found)


def _is_description(
    name: str, core: str, *, people: AbstractSet[str], places: AbstractSet[str]
) -> bool:
    """Return whether words only say whose or from where a band is: "the Sund militia"."""
    front = _WHERE.split(core)[0]
    if front != core and not is_proper(front):
        return True  # "those at Sund"
    large = {w for each in front.split() if each[:1].isupper() for w in fold_words(each)}
    own = {word.removesuffix("s") for word in large - GENERIC_GROUP}
    told = core != name or _is_plain(front.split()[-1])
    return own <= people or (told and own <= people | places)


def _is_plain(word: str) -> bool:
    """Return whether a word is written small and names no band: "gang", "men"."""
    return word[:1].islower() and set(fold_words(word)) <= GENERIC_GROUP | _OTHERS


def _join_long_forms(
    order: Iterable[CardParty], found: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the one longer name that ends in a group's: the "Sund Hill Guard" is "the Guard"."""
    for short in [name for name in found if " " not in name]:
        longer = {
            fold_name(p.name)
            for p in order
            if p.kind in _TROOPS and not p.of and fold_name(p.name).endswith(f" {short}")
            and all(word[:1].isupper() for word in p.name.split()[:-1])
        }  # fmt: skip
        if len(longer) == 1 and not longer & found.keys():
            yield longer.pop(), found[short]


def _join_full_names(
    order: Iterable[CardParty], found: Mapping[str, str], *, plain: AbstractSet[str]
) -> Iterator[tuple[str, str]]:
    """Yield bodies whose initials are an armed group's name, whatever they were read as."""
    for party in order:
        name = fold_name(party.name)
        body = party.kind is not EntityKind.PERSON and not party.of
        body = body and is_proper(party.name, plain)
        if body and name not in found:
            initials = sorted(initials_of(name) & found.keys())
            yield from ((name, found[short]) for short in initials[:1])


def join_initials(names: Iterable[str], found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield names by which speakers and actors go whose initials are an armed group's name.

    Args:
        names: Folded.
        found: The group that each folded name means.
    """
    for name in sorted(set(names) - found.keys()):
        short = {each for each in initials_of(name) if len(each) >= _FEWEST_INITIALS}
        yield from ((name, found[each]) for each in sorted(short & found.keys())[:1])


def join_short_forms(found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield short forms of a full name whose initials are a group: "Hill fighters" of the HDF."""
    full = {name: meant for name, meant in found.items() if meant in initials_of(name)}
    moved = {
        meant: full[each]
        for name, meant in found.items()
        for each in sorted(full, reverse=True)
        if meant not in full.values() and _same_group(each, name)
    }
    yield from ((name, moved[meant]) for name, meant in found.items() if meant in moved)


def is_proper(name: str, plain: AbstractSet[str] = frozenset()) -> bool:
    """Return whether a name has a capital letter in a word that is not general."""
    if _LED.search(name):  # "Lovik's men": whoever follows a person
        return False
    return any(
        word[:1].isupper()
        and not set(fold_words(word)) <= GENERIC_GROUP | (frozenset() if at else plain)
        for at, word in enumerate(name.split())  # a first word may begin a sentence
    )


def _same_group(left: str, right: str) -> bool:
    """Return whether two names of armed groups are one: spelling, initials, or a shorter form."""
    if sound_key(left) == sound_key(right) and len(sound_key(left)) >= _SHORTEST_SOUND:
        return True
    if right in initials_of(left) or left in initials_of(right):
        return True
    one, two = (
        {sound_key(word) for word in name.split() if word not in GENERIC_GROUP}
        for name in (left, right)
    )
    return bool(one and two) and (one <= two or two <= one)
