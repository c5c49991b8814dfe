"""Whose voice a name is: bodies, those who speak for them, and people who speak for themselves."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from khabar.base.names import fold_name, fold_words, sound_key

__all__ = [
    "bare_key",
    "find_house",
    "is_body",
    "is_office",
    "is_unnamed",
    "same_bodies",
    "speaks_for_body",
]

_LEAD: Final = re.compile(
    r"^(?:(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|some|several|many|few|"
    r"other|another|both|unnamed|unidentified|unknown|anonymous|senior|local|its|their|his|her|"
    r"our|\d+)\s+)+",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"\s+(?:of|at|in|on|from|for|near|to|with|who|whom|which|that|by|across|inside|outside)\s+.*|"
    r"\s*[,(].*",
    re.IGNORECASE,
)
_BODY_HEADS: Final = frozenset(
    "administration agencies agency alliance armies army authorities authority battalion board "
    "bodies body brigade bureau cabinet clinic coalition command commission committee company "
    "council court delegation department directorate division elders embassy faction factions "
    "federation force forces front government governments group groups guards hospital "
    "headquarters insurgents junta leadership military militants militia militias ministry "
    "mission monarchy movement network office organisation organisations organization "
    "organizations parliament party police presidency rebels register secretariat senate side "
    "sides staff state team troops union unit".split()
)
_OFFICES: Final = frozenset(
    "battalion brigade bureau command directorate division headquarters office secretariat staff "
    "unit wing".split()
)
_SPEAKS: Final = re.compile(
    r"\bspokes(?:man|woman|person|men|people|persons)\b|\bpress secretary\b"
)
_FORCES: Final = frozenset(
    "armed armies army commander defence defense department force forces general in chief "
    "military ministry of office soldiers staff the troops".split()
)
_FORCE_HEADS: Final = frozenset({"army", "military", "armed", "defence", "defense", "commander"})
_REBEL: Final = frozenset(
    "free front islamic islamist liberation national people peoples popular rebel "
    "revolutionary".split()
)
_WEAK: Final = frozenset({"the", "of", "and", "for", "in", "national", "s", "a"})


def bare_key(key: str) -> str:
    """Return a key without the mark of what no registry knows."""
    return key.removeprefix("~")


def is_unnamed(name: str, *, key: str) -> bool:
    """Return whether words describe somebody without naming a person or a body.

    Args:
        name: As shown ("two residents", "Anvar Shodiev", "the army").
        key: Registry id, else ``~`` and the folded name.

    Returns:
        True for "a nurse", "army officers"; False for names and for bodies.
    """
    if key and not key.startswith("~"):
        return False
    bare = _LEAD.sub("", name.strip())
    head = fold_words(_TAIL.sub("", bare))
    if not head or head[-1] in _BODY_HEADS:
        return not head
    if bare == name.strip() and len(head) == 1:
        return head[0].endswith("s") and not name.isupper() and head[0] in _PEOPLE
    return bare[:1].islower() or head[-1] in _PEOPLE


_PEOPLE: Final = frozenset(
    "activist activists civilian civilians commanders diplomat diplomats doctor doctors driver "
    "drivers eyewitness eyewitnesses families fighter fighters journalist journalists man medic "
    "medics neighbours neighbors nurse nurses officer officers official officials people refugee "
    "refugees resident residents shopkeeper soldier soldiers source sources survivor survivors "
    "teacher villager villagers witness witnesses woman worker workers".split()
)


def speaks_for_body(name: str) -> bool:
    """Return whether words describe a spokesman: what he says, his body says."""
    return _SPEAKS.search(fold_name(name)) is not None


def find_house(name: str) -> str:
    """Return the named hospital whose staff words describe; empty for other people.

    What doctors, nurses or the staff of one hospital say is known from that hospital.

    Args:
        name: As shown.

    Returns:
        ``Khorvad clinic`` for "a nurse at the Khorvad clinic"; nothing for "a doctor at a clinic".
    """
    found = _HOUSE.match(name.strip())
    return found[1] if found else ""


_HOUSE: Final = re.compile(
    r"(?i:[\w ]*\b(?:doctors?|medics?|nurses?|paramedics?|staff|surgeons?|workers?)\s+"
    r"(?:at|from|in|of)\s+(?:the\s+)?)((?:[\w'’-]+\s+){0,3}?[A-Z][\w'’-]*\s+(?:[\w'’-]+\s+)?"
    r"(?i:clinic|hospital|infirmary|morgue))\b"
)


def is_body(name: str) -> bool:
    """Return whether a name is that of a body, as far as its words tell ("UNHCR", "the army")."""
    words = fold_words(_TAIL.sub("", _LEAD.sub("", name))) or fold_words(name)
    is_initials = name.isupper() and len(words) == 1
    return is_initials or (bool(words) and bool({words[-1], words[0]} & _BODY_HEADS))


def is_office(name: str) -> bool:
    """Return whether a body is an arm of the one it belongs to and speaks for it."""
    words = fold_words(_TAIL.sub("", name)) or fold_words(name)
    return bool(words) and words[-1] in _OFFICES


def same_bodies(names: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Return one key for all keys that mean the same body or person.

    Two keys are one when a name of theirs sounds alike in any order ("police in Orla", "Orla
    police"), when one is the initials of the other, when one is a shorter form of exactly one
    other ("the Front"), or when both are the armed forces of one state ("Dareshani army",
    "Dareshani Defence Ministry").

    Args:
        names: Names of each key.

    Returns:
        The first key, in sorted order, of those that are one.
    """
    keys = sorted(names)
    words = {key: [w for n in names[key] if (w := _told(n))] for key in keys}
    joined = {key: key for key in keys}
    for at, left in enumerate(keys):
        for right in keys[at + 1 :]:
            if _is_same(words[left], words[right]):
                _join(joined, left, right)
    for short in keys:
        longer = {_find(joined, k) for k in keys if _is_shorter(words[short], words[k])}
        if len(longer - {_find(joined, short)}) == 1:
            _join(joined, short, next(iter(longer)))
    _join_bare_forces(keys, words, joined, names)
    return {key: _find(joined, key) for key in keys}


def _join_bare_forces(
    keys: Sequence[str],
    words: Mapping[str, list[tuple[str, ...]]],
    joined: dict[str, str],
    names: Mapping[str, Iterable[str]],
) -> None:
    """Join "the military" and "the Office of the Commander-in-Chief" to the one state's army."""
    forces = [key for key in keys if any(map(_is_force, words[key]))]
    bare = [key for key in forces if not any(_whose(name) for name in words[key])]
    states = {
        _find(joined, key)
        for key in forces
        if key not in bare and not _REBEL & {w for name in names[key] for w in fold_words(name)}
    } - {_find(joined, key) for key in bare}
    if len(states) <= 1:
        for key in bare:
            _join(joined, key, next(iter(states), bare[0]))


def _told(name: str) -> tuple[str, ...]:
    return tuple(word for word in fold_words(name) if word not in _WEAK)


def _is_same(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> bool:
    return any(
        _sounds(one) == _sounds(two)
        or _is_initials(one, two)
        or _is_initials(two, one)
        or (_is_force(one) and _is_force(two) and _whose(one) == _whose(two) != ())
        for one in left
        for two in right
    )


@lru_cache(maxsize=10_000)
def _sounds(words: tuple[str, ...]) -> list[str]:
    return sorted(sound_key(" ".join(words)).split())


def _is_initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether one word is the initials of several."""
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def _is_force(words: tuple[str, ...]) -> bool:
    return bool(_FORCE_HEADS & set(words))


def _whose(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _FORCES)


def _is_shorter(short: list[tuple[str, ...]], long: list[tuple[str, ...]]) -> bool:
    return any(set(one) < set(two) for one in short for two in long)


def _find(joined: dict[str, str], key: str) -> str:
    while joined[key] != key:
        key = joined[key]
    return key


def _join(joined: dict[str, str], left: str, right: str) -> None:
    one, two = sorted((_find(joined, left), _find(joined, right)))
    joined[two] = one
