"""Mentions of one chain that cannot mean one actor: two names, two countries."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from khabar.record.codes import EntityKind, NameType, Sector
from khabar.reference.actors import Registry, fold_name
from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.mentions import Mention
from khabar.resolve.actors.phrase import describe_phrase

__all__ = ["part_mentions"]

_STATES: Final = frozenset({EntityKind.COUNTRY, EntityKind.GOVERNMENT})
_AGAINST: Final = re.compile(r"\b(?:anti|non|counter)[-\u2010\u2011 ]\s?(\w+)", re.IGNORECASE)
_CAMPS: Final = {
    **dict.fromkeys((Sector.REB, Sector.CRM), "armed"),
    **dict.fromkeys((Sector.GOV, Sector.MIL, Sector.COP, Sector.SPY), "state"),
}
_TELLING: Final = frozenset({"demonym", "country of body"})


@dataclass(frozen=True, slots=True)
class _Identity:
    """What the words of one mention say for sure.

    Attributes:
        row: The row it names; empty when it names none.
        country: ISO alpha-3 of a person; empty when not told.
        words: Its words, folded.
        is_person: It names a person, ``False`` a body; ``None`` when the words do not tell.
        camp: Side that its words tell, "state" or "armed"; empty when they do not.
        against: Whom the words say it is not or fights, folded: "anti-Taliban front".
    """

    row: str
    country: str
    words: frozenset[str]
    is_person: bool | None
    camp: str = ""
    against: frozenset[str] = frozenset()

    def is_same(self, other: "_Identity") -> bool:
        """Return whether both name one row, or else say one country."""
        told = (self.row, self.country)
        return any(told) and told == (other.row, other.country)


@dataclass(slots=True)
class _Part:
    """Mentions that may mean one actor."""

    mentions: list[Mention] = field(default_factory=list)
    known: list[_Identity] = field(default_factory=list)

    def takes(self, other: _Identity, registry: Registry) -> bool:
        """Return whether nothing speaks against another mention."""
        return not any(_conflict(one, other, registry) for one in self.known)


def part_mentions(
    mentions: Sequence[Mention], *, on: date | None, registry: Registry
) -> Iterable[tuple[Mention, ...]]:
    """Take the mentions of a chain apart where names or countries contradict each other.

    "The Afghan president" and "the Tajik president" are two, so are two names of the
    registry that are not part of each other, a state's men and rebels, and a front is not
    what it is "anti-". What names nobody stays with what came before.

    Args:
        mentions: Of one chain, in order.
        on: Day of the report.
        registry: Actors to look in.

    Returns:
        Parts in order of their first mentions; one when nothing contradicts.
    """
    parts: list[_Part] = [_Part()]
    last = parts[0]
    for mention in mentions:
        identity = _identify(mention, on=on, registry=registry)
        if identity is not None:
            plain = not (identity.row or identity.country)
            if not (plain and last.takes(identity, registry)):
                last = _choose(parts, identity, registry)
            last.known.append(identity)
            if last not in parts:
                parts.append(last)
        last.mentions.append(mention)
    return [tuple(part.mentions) for part in parts if part.mentions]


def _choose(parts: Sequence[_Part], identity: _Identity, registry: Registry) -> _Part:
    """Return the part that says the same, else one that nothing speaks against, else a new one."""
    same = (part for part in parts if any(identity.is_same(one) for one in part.known))
    free = (part for part in parts if part.takes(identity, registry))
    return next(same, None) or next(free, None) or _Part()


def _identify(mention: Mention, *, on: date | None, registry: Registry) -> _Identity | None:
    """Return what a mention says for sure; ``None`` when it may be many."""
    if mention.is_pronoun:
        return None
    words = frozenset(fold_name(mention.text).split())
    if against := frozenset(fold_name(word) for word in _AGAINST.findall(mention.text)):
        return _Identity("", "", words - against, is_person=None, against=against)
    found = describe_phrase(mention.text, on=on, registry=registry)
    if len(found) != 1:
        is_name = mention.name is NameType.PERSON and mention.name_text == mention.text
        return _Identity("", "", words, is_person=True) if is_name and not found else None
    one = found[0]
    is_person = one.kind is EntityKind.PERSON
    country = one.country if is_person and (one.registry_id or _tells(one)) else ""
    camp = _camp(one, registry)
    named = len(one.score.parts) == 1 and one.score.parts[0].feature == "name"
    row = one.registry_id if named and one.kind not in _STATES else ""
    body = False if row and not is_person else None
    told = row or country or camp
    return _Identity(row, country, words, is_person or body, camp) if told else None


def _camp(one: Candidate, registry: Registry) -> str:
    """Return the side that words tell; a country, and "each side", may be on any.

    A movement that has come to power, and its men, are still called militants.
    """
    vague = one.kind is EntityKind.COUNTRY or one.score.parts[0].feature == "vague"
    if vague or one.sector is None:
        return ""
    camp = _CAMPS.get(one.sector, "")
    bodies = registry.find_exact(one.of) if one.of else ()
    kinds = {one.kind, *(row.kind for row in bodies)}
    return "" if camp == "state" and EntityKind.ARMED_GROUP in kinds else camp


def _tells(one: Candidate) -> bool:
    """Return whether the words themselves tell the country."""
    return any(part.feature in _TELLING for part in one.score.parts)


def _conflict(one: _Identity, other: _Identity, registry: Registry) -> bool:
    """Return whether two mentions cannot mean one actor."""
    if one.against & other.words or other.against & one.words:
        return True
    if one.against and other.against and one.against != other.against:
        return True
    if one.camp and other.camp and one.camp != other.camp:
        return True
    if one.words <= other.words or other.words <= one.words:
        return False  # "the Times" after "the New York Times"
    if {one.is_person, other.is_person} == {True, False}:
        return True
    if one.row and other.row and one.row != other.row:
        return not _related(one.row, other.row, registry)
    return bool(one.country and other.country and one.country != other.country)


def _related(one: str, other: str, registry: Registry) -> bool:
    """Return whether one actor is part of the other, or both of a third."""
    first, second = registry.row(one), registry.row(other)
    return (
        first.parent == other
        or second.parent == one
        or (bool(first.parent) and first.parent == second.parent)
    )
