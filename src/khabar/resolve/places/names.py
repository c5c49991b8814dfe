"""What a place mention says about itself: the name to look up, and what kind of place."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from khabar.base.names import fold_name
from khabar.record.codes import EntityKind
from khabar.record.span import Span
from khabar.reference.actors import open_registry
from khabar.reference.gazetteer import Candidate, Gazetteer

__all__ = [
    "KIND_WORD",
    "Sought",
    "find_place_candidates",
    "kind_words_around",
    "may_be_village",
    "names_building",
    "read_name",
    "says_village",
]

_GROUPS: Final = frozenset({EntityKind.ARMED_GROUP, EntityKind.PARTY})
_ADMIN: Final = frozenset({"admin1", "admin2", "region"})
_KIND_WORDS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(
        "province provinces governorate governorates oblast oblasts wilayat wilaya state states "
        "emirate republic prefecture krai".split(),
        frozenset({"admin1", "region"}),
    ),
    **dict.fromkeys(
        "district districts county counties raion rayon canton subdistrict parish borough "
        "department territory locality zone division departments".split(),
        frozenset({"admin2", "admin1", "district", "region"}),
    ),
    **dict.fromkeys("region regions area areas countryside".split(), _ADMIN | {"valley", "plain"}),
    **dict.fromkeys(
        "city town village municipality settlement hamlet suburb township capital cities towns "
        "villages neighbourhood neighborhood".split(),
        frozenset({"town", "village", "neighbourhood"}),
    ),
    **dict.fromkeys(("valley", "valleys", "gorge"), frozenset({"valley"})),
    **dict.fromkeys(("river", "rivers", "creek"), frozenset({"river"})),
    **dict.fromkeys(("lake", "reservoir"), frozenset({"lake", "dam"})),
    **dict.fromkeys(
        ("sea", "gulf", "bay", "strait", "ocean"), frozenset({"sea", "gulf", "strait"})
    ),
    **dict.fromkeys(("island", "islands", "archipelago"), frozenset({"island", "islands"})),
    **dict.fromkeys(("desert",), frozenset({"desert"})),
    **dict.fromkeys(("mountains", "mountain", "hills", "hill"), frozenset({"mountain"})),
    **dict.fromkeys(("peninsula",), frozenset({"peninsula"})),
    **dict.fromkeys(("camp", "camps"), frozenset({"camp"})),
    **dict.fromkeys(("crossing", "crossings", "checkpoint"), frozenset({"crossing"})),
    **dict.fromkeys(("airport", "airfield", "airbase"), frozenset({"airport", "base", "facility"})),
    **dict.fromkeys(("base", "barracks", "garrison"), frozenset({"base", "facility"})),
    **dict.fromkeys(("port", "harbour", "harbor"), frozenset({"port", "facility"})),
    **dict.fromkeys(("dam",), frozenset({"dam"})),
}
_WORDS: Final = "|".join(sorted(_KIND_WORDS, key=len, reverse=True))
KIND_WORD: Final = rf"\b(?:{_WORDS})"
_TAIL: Final = re.compile(rf"[\s-]+({_WORDS})$", re.IGNORECASE)
_HEAD: Final = re.compile(rf"^(?:the\s+)?({_WORDS})\s+(?:of\s+)?(?:the\s+)?(?=\w)", re.IGNORECASE)
_AFTER: Final = re.compile(rf"(?:['’]s)?[\s-]+({_WORDS})\b", re.IGNORECASE)
_BEFORE: Final = re.compile(
    rf"\b({_WORDS})(?:\s+(?:of|called|named))?(?:\s+the)?\s+$", re.IGNORECASE
)
_OF_VILLAGE: Final = r"(?:village|hamlet)s?\s+(?:of|called|named)\s+(?:the\s+)?"
_VILLAGE_BEFORE: Final = re.compile(rf"\b{_OF_VILLAGE}$", re.IGNORECASE)
_VILLAGE: Final = re.compile(rf"(?:the\s+)?{_OF_VILLAGE}", re.IGNORECASE)
_MOST_OF_VILLAGE: Final = 100_000  # people; villages of the United States can be towns
_SIDE: Final = re.compile(
    r"^(?:the\s+)?(?:(?:north|south|east|west)(?:ern)?(?:[\s-]*(?:east|west|central)(?:ern)?)?|"
    r"(?:north|south)(?:east|west)(?:ern)?|central|downtown|upper|lower|inner|outer|greater|rural|"
    r"mainland|old|occupied|metropolitan|metro|suburban)[\s-]+(?=\w)",
    re.IGNORECASE,
)
_TOWNSHIP: Final = re.compile(r"\s+(?:Twp|TWP)\b\.?")
_COUNTY: Final = re.compile(r"\s+Co\b\.?$")
_SHORTENED: Final = re.compile(r"[A-Z]{2,5}|\w{1,5}\.|(?:\w{1,2}\.\s?){2,}\w?")  # NSW, Pa., W.Va.
_BUILDING: Final = re.compile(  # in small letters: no part of the name
    r"(?:['’]s)?(?:\s+[a-z]+)?\s+(?:hospital|clinic|university|school|mosque|church|market|prison|jail|"
    r"barracks|airport|airfield|airbase|racecourse|laboratory|mine|refinery|dam|bridge|road|highway|"
    r"slums?|suburbs?|outskirts|police|area|front|frontline)$"
)
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_OWNER: Final = re.compile(r"^.*?\w['’]s\s+(?=\w)")
_ARTICLE: Final = re.compile(r"^the\s+", re.IGNORECASE)
_FACILITY: Final = re.compile(
    r"\b(?:street|st\.|avenue|ave\.|road|rd\.|boulevard|blvd\.?|drive|dr\.|lane|highway|route|"
    r"hospital|school|university|college|church|mosque|hotel|bridge|park|stadium|center|centre|"
    r"building|court|courthouse|library|museum|market|mall|theater|theatre|jail|prison|square|"
    r"tower|plaza|cemetery|station|house|hall|embassy|palace|interstate)\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sought:
    """A mention's name as it will be looked up.

    Attributes:
        names: From the whole to its core, each without the words that only describe.
        kinds: Kinds that its own words name; empty when they name none.
        partial: From this index on, names leave out words of the mention that place it
            inside something ("northern", "camp"), so that the row is only near.
    """

    names: tuple[str, ...]
    kinds: frozenset[str]
    partial: int


@lru_cache(maxsize=10_000)
def read_name(text: str) -> Sought:
    """Split a mention into the names it may be filed under.

    Args:
        text: As written: ``the northern Idlib province``, ``Helmand's Sangin district``.

    Returns:
        Names, the whole one first.
    """
    whole = _POSSESSIVE.sub("", " ".join(text.split()).strip(' .,;:"“”()')) or text
    whole = _TOWNSHIP.sub(" Township", _COUNTY.sub(" County", whole))
    bare = _ARTICLE.sub("", whole)
    names = [whole]
    kinds: frozenset[str] = frozenset()
    if (tail := _TAIL.search(bare)) is not None:
        kinds = _KIND_WORDS[tail[1].lower()]
        names.append(bare[: tail.start()])
    elif (head := _HEAD.match(bare)) is not None:
        kinds = _KIND_WORDS[head[1].lower()]
        names.append(bare[head.end() :])
    partial = len(names)
    core = names[-1]
    for pattern in (_BUILDING, _SIDE, _OWNER):
        shorter = pattern.sub("", core)
        if shorter != core:
            names.append(shorter)
            core = shorter
    if ", " in whole:
        names.append(whole.split(", ", 1)[0])
    return Sought(tuple(dict.fromkeys(name for name in names if name)), kinds, partial)


def find_place_candidates(
    sought: Sought, *, gazetteer: Gazetteer
) -> tuple[tuple[Candidate, ...], bool]:
    """Return the rows that a mention may mean.

    Args:
        sought: The mention's names.
        gazetteer: Where to look.

    Returns:
        Candidates of the first name that has any, exact spellings before like ones; and
        whether that name leaves out words that place it inside something.
    """
    for find in (gazetteer.find_candidates, gazetteer.find_alike):
        for index, name in enumerate(sought.names):
            if find == gazetteer.find_alike and _SHORTENED.fullmatch(name):
                continue
            found = find(name)
            if found and _names_group(name):
                found = tuple(one for one in found if fold_name(one.row.name) == fold_name(name))
            if found:
                return found, index >= sought.partial
    return (), False


@lru_cache(maxsize=20_000)
def _names_group(name: str) -> bool:
    """Return whether an armed group or party goes by this very name.

    Then a hamlet that has it for a second name, or one like it, is not meant.
    """
    return any(row.kind in _GROUPS for row in open_registry().find_exact(name))


def says_village(text: str, *, span: Span) -> bool:
    """Return whether a mention is said to be a village or hamlet.

    Args:
        text: Full text of the report.
        span: The mention.

    Returns:
        ``True`` for ``the village of [Paris]``; not for ``a [Congo] village``, which is in it.
    """
    before = text[max(0, span.start - 24) : span.start]
    inside = _VILLAGE.match(span.quote(text))
    return inside is not None or _VILLAGE_BEFORE.search(before) is not None


def may_be_village(candidate: Candidate) -> bool:
    """Return whether a row can be called a village: no capital, no country, no large town.

    Args:
        candidate: The row.
    """
    row = candidate.row
    small = row.population <= _MOST_OF_VILLAGE
    return small and not candidate.is_capital and row.kind not in ("country", "admin1")


def names_building(name: str) -> bool:
    """Return whether a name is that of a building or road, not of the town it is in.

    Args:
        name: As written: ``Al-Quds Hospital``, but not ``the Benghazi hospital``.
    """
    return _FACILITY.search(name) is not None and _BUILDING.search(name) is None


def kind_words_around(text: str, *, span: Span) -> frozenset[str]:
    """Return the kinds named by the words right beside a mention.

    Args:
        text: Full text of the report.
        span: The mention.

    Returns:
        ``{"admin1", "region"}`` for ``the province of [Helmand]``; empty when there are none.
    """
    after = _AFTER.match(text, span.end, span.end + 20)
    before = _BEFORE.search(text[max(0, span.start - 24) : span.start])
    word = after[1] if after is not None else before[1] if before is not None else ""
    return _KIND_WORDS.get(word.lower(), frozenset())
