"""What sets two mentions apart for good: nationality, people, camp, name, number, seat, unit, post.

The pair scorer weighs likeness; "Russian forces" and "Ukrainian forces" are very alike.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from khabar.base.names import fold_name
from khabar.record.codes import EntityKind
from khabar.reference.actors import open_registry

__all__ = ["Marks", "are_rivals", "initials", "marks_of", "united"]

Marks = Mapping[str, frozenset[str]]
"""Kind of mark to its values; two mentions with disjoint values of a kind are rivals."""

_NAMED: Final = frozenset({"person", "place", "facility"})
"""Kinds whose members have one name; states and groups have many."""


_ACTING: Final = frozenset({"country", "government"})
"""Kinds that a capital's name stands for: "Ankara" is not "Kabul", however alike they act."""


_UNITS: Final = frozenset(
    "army battalion brigade company corps division fleet legion platoon regiment squadron".split()
)
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        start=1,
    )
}
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_REACH: Final = 4  # words between the number of a unit and what it is: "2nd Guards Motor Brigade"


_BODIES: Final = frozenset(
    "armies army artillery authorities aviation fighter fighters force forces garrison government "
    "guards gunmen jets militia militias militiamen militants ministry navy officers officials "
    "planes police rebels soldier soldiers troops warplanes".split()
)
"""What many sides have: only the words before it say whose it is."""


_DEMONYM: Final = re.compile(r"\w{2,}(?:ians?|ans?|i|is|ish|ese)")
_NO_PEOPLE: Final = frozenset(
    "african arab asian christian civilian druze european jewish kurdish metropolitan muslim "
    "reformist republican salafi shi shii sunni takfiri urban veteran".split()
)
"""Have the form of a demonym and none of its meaning, or several forces of one side share them."""


def _by_word(table: Mapping[str, str]) -> Mapping[str, str]:
    """Return the key of each word in a table of words."""
    return {word: key for key, words in table.items() for word in words.split()}


_CAMPS: Final = _by_word({
    "state": "government loyal loyalist regime",
    "rebel": "opposition rebel",
    "mutiny": "mutineer mutinous mutinying renegade",
    "north": "northern",
    "south": "southern",
    "east": "eastern",
    "west": "western",
})
"""Whose force it is by a common word; in annotated reports 75 of 75 pairs of two camps are two."""

_AGAINST: Final = frozenset({"anti", "-"})  # "anti-government fighters" are not the government's

_POSTS: Final = _by_word({
    "baker": "baker",
    "cleric": "bishop cardinal imam pastor priest sheikh",
    "director": "director",
    "doctor": "doctor dr surgeon",
    "driver": "driver",
    "farmer": "farmer",
    "journalist": "journalist reporter",
    "lawyer": "lawyer",
    "mayor": "mayor",
    "nurse": "midwife nurse",
    "rank": "admiral brigadier captain colonel commander corporal general lieutenant major marshal "
    "sergeant",
    "shopkeeper": "shopkeeper",
    "student": "student",
    "teacher": "headmaster professor schoolteacher teacher",
})
"""What nobody is at once; in annotated reports 177 of 177 pairs of such people are two."""

_FRONT: Final = 4  # letters that a land and its adjective share


def marks_of(words: Sequence[str], upos: Sequence[str], *, kind: str) -> dict[str, frozenset[str]]:
    """Return the marks of a mention.

    Args:
        words: Its words as they stand in the text.
        upos: Part of speech of each.
        kind: Likeliest entity kind.

    Returns:
        ``country``, ``people``, ``camp``, ``name``, ``number``, ``seat``, ``unit`` and ``post``,
        each only when the words give one.
    """
    owners = _before_body(words)
    marks = {
        "country": frozenset(_countries(words)),
        "people": frozenset(_peoples(owners)),
        "camp": frozenset(_camps(owners)),
        "number": frozenset(fold_name(w) for w, u in zip(words, upos, strict=True) if u == "NUM"),
    }
    if kind in _ACTING and len(words) == 1 and upos[0] == "PROPN" and not marks["country"]:
        marks["seat"] = frozenset({fold_name(words[0])})
    marks["unit"] = frozenset(_units(words))
    if kind == "person":
        marks["post"] = frozenset(_POSTS[w] for w in map(fold_name, words) if w in _POSTS)
    if kind in _NAMED:
        names = {fold_name(w) for w, u in zip(words, upos, strict=True) if u == "PROPN"}
        marks["name"] = frozenset(names)
    return {name: values for name, values in marks.items() if values}


def initials(words: Sequence[str]) -> str:
    """Return "nsa" for "National Salvation Army"; empty for fewer than two capitals.

    Args:
        words: Words as they stand in the text.
    """
    capitals = [word[0] for word in words if word[:1].isupper() and word[1:].islower()]
    return "".join(capitals).lower() if len(capitals) >= 2 else ""


def are_rivals(left: Marks, right: Marks) -> bool:
    """Return whether two mentions cannot be one, whatever else is alike.

    Args:
        left: Marks of one.
        right: Marks of the other.
    """
    return any(values.isdisjoint(right[name]) for name, values in left.items() if name in right)


def united(left: Marks, right: Marks) -> dict[str, frozenset[str]]:
    """Return the marks of two mentions taken together.

    Args:
        left: Marks of one.
        right: Marks of the other.
    """
    names = (*left, *(name for name in right if name not in left))
    none: frozenset[str] = frozenset()
    return {name: left.get(name, none) | right.get(name, none) for name in names}


def _units(words: Sequence[str]) -> Iterator[str]:
    """Yield "2 battalion" for "men of the Second Battalion": units of one army are many."""
    lower = [word.lower() for word in words]
    for at, word in enumerate(lower):
        found = _ORDINAL.fullmatch(word)
        number = int(found[1]) if found else _ORDINALS.get(word)
        kind = next((each for each in lower[at + 1 : at + _REACH] if each in _UNITS), "")
        if number is not None and kind:
            yield f"{number} {kind}"


def _before_body(words: Sequence[str]) -> Sequence[str]:
    """Return the words before "soldiers" or "ministry"; none when a mention has no such word.

    "Government" is a body, but in "government troops" it says whose the troops are.
    """
    lower = [word.lower() for word in words]
    at = next((n for n, word in enumerate(lower) if word in _BODIES), 0)
    if lower[at + 1 : at + 2] and lower[at] in _CAMPS and lower[at + 1] in _BODIES:
        at += 1
    return words[:at]


def _camps(owners: Sequence[str]) -> Iterator[str]:
    """Yield the camps that words tell; who is against the government is with the rebels."""
    for at, word in enumerate(map(fold_name, owners)):
        if word in _CAMPS:
            against = {each.lower() for each in owners[max(0, at - 2) : at]} == _AGAINST
            yield "rebel" if against and _CAMPS[word] == "state" else _CAMPS[word]


def _peoples(owners: Sequence[str]) -> Iterator[str]:
    """Yield the first letters of a people or land that is no state: "Tigrayan", "Ordania's"."""
    if {word.lower() for word in owners} >= _AGAINST:
        return  # "anti-Veskian fighters"
    for word, after in pairwise([*owners, ""]):
        own = fold_name(word)
        is_form = _DEMONYM.fullmatch(own) is not None or after in ("'s", "’s")
        if word[:1].isupper() and is_form and own not in _NO_PEOPLE and not _country(word):
            yield own[:_FRONT]


def _countries(words: Sequence[str]) -> set[str]:
    """Return the countries that the words name, as nouns or as adjectives."""
    found = {_country(word) for word in words if word[:1].isupper()}
    pairs = pairwise(words)
    found |= {_country(f"{a} {b}") for a, b in pairs if a[:1].isupper() and b[:1].isupper()}
    return found - {""}


@lru_cache(maxsize=50_000)
def _country(words: str) -> str:
    registry = open_registry()
    code = registry.country_of_demonym(words)
    if code:
        return code
    rows = registry.find_exact(words)
    return next((row.country for row in rows if row.kind is EntityKind.COUNTRY), "")
