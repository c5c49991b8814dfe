"""What a phrase may mean, and the small rules by which its words change it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from khabar.record.actor import ActorRow
from khabar.record.codes import EntityKind, Sector
from khabar.record.score import Score
from khabar.reference.actors import Head, Takes, fold_name, tenure_on

__all__ = [
    "Candidate",
    "Named",
    "cased",
    "is_name_word",
    "is_whole",
    "kind_of",
    "kind_on",
    "merged",
    "unbracketed",
]

_WHOLES: Final = frozenset({
    *("group", "movement", "organisation", "organization", "militia", "armed group", "party"),
    *("rebel group", "militant group", "terrorist group", "insurgent group", "rebel movement"),
})  # fmt: skip
_GROUPS: Final = frozenset({EntityKind.ARMED_GROUP, EntityKind.PARTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that a phrase may mean.

    Attributes:
        name: Name in the registry, else the phrase without its determiner.
        kind: What it is.
        country: ISO alpha-3; empty when not clear.
        sector: PLOVER sector at the report's date; ``None`` when not clear.
        sectors: The sector and what else holds (``ELI`` beside the post once held).
        registry_id: Row of the registry; empty when the phrase is composed.
        role: Post named in the phrase ("President").
        of: Name of the body the post is in; empty when not named.
        p: Probability in [0, 1].
        score: Why.
    """

    name: str
    kind: EntityKind
    country: str
    sector: Sector | None
    sectors: tuple[Sector, ...]
    registry_id: str
    role: str
    of: str
    p: float
    score: Score


@dataclass(frozen=True, slots=True)
class Named:
    """A known name inside a phrase."""

    row: ActorRow
    words: str


def kind_on(row: ActorRow, sector: Sector) -> EntityKind:
    """A movement that fights is an armed group, one that has laid down its arms a party."""
    if row.kind is EntityKind.PARTY and sector is Sector.REB:
        return EntityKind.ARMED_GROUP
    if row.kind is EntityKind.ARMED_GROUP and sector is Sector.PTY:
        return EntityKind.PARTY
    return row.kind


def is_name_word(word: str) -> bool:
    """Return whether a word may stand inside a person's name."""
    return word[:1].isupper() or len(word) <= 3 or bool(re.match(r"(?:al|el|ul|ar|as|an)-", word))


def cased(word: str) -> bool:
    """Return whether a word is written so that it may be a country: "US", not "us"."""
    return word.isupper() or fold_name(word) not in ("us", "uk")


def unbracketed(text: str) -> str:
    """Return a phrase without what stands in round brackets."""
    return re.sub(r"\s*\([^)]*\)\s*", " ", text).strip()


def is_whole(head: Head, before: Sequence[str], body: Named) -> bool:
    """Return whether the words name a body by what it is: "the Houthi group"."""
    last = " ".join(before[-len(body.words.split()) :])
    return head.words in _WHOLES and last == body.words and body.row.kind in _GROUPS


def merged(
    head: Head, body: Named | None, modifier: Head | None, on: date | None
) -> tuple[EntityKind, Sector | None]:
    """Return kind and sector of a head after what a body or modifier changes."""
    kind, sector = head.kind or EntityKind.ORGANISATION, head.sector
    if head.takes is Takes.NOTHING:
        return kind, sector
    if body and not (kind is EntityKind.MILITARY and body.row.kind is EntityKind.GOVERNMENT):
        term = tenure_on(body.row, on) or body.row.tenures[-1]
        sector = term.sector
        kind = kind_on(body.row, term.sector) if head.takes is Takes.BOTH else kind
    elif modifier and not (kind is EntityKind.MILITARY and modifier.sector is Sector.GOV):
        sector = modifier.sector or sector
        if head.takes is Takes.BOTH and not modifier.single:
            kind = kind_of(modifier) or kind
    return kind, sector


def kind_of(modifier: Head) -> EntityKind | None:
    """Return the kind of a body of which only the sector is known."""
    kinds = {
        Sector.REB: EntityKind.ARMED_GROUP,
        Sector.PRM: EntityKind.ARMED_GROUP,
        Sector.UAF: EntityKind.ARMED_GROUP,
        Sector.CRM: EntityKind.ARMED_GROUP,
        Sector.MIL: EntityKind.MILITARY,
        Sector.COP: EntityKind.POLICE,
        Sector.GOV: EntityKind.GOVERNMENT,
        Sector.SPY: EntityKind.GOVERNMENT,
        Sector.LEG: EntityKind.GOVERNMENT,
        Sector.PTY: EntityKind.PARTY,
        Sector.OPP: EntityKind.PARTY,
        Sector.NGO: EntityKind.ORGANISATION,
        Sector.IGO: EntityKind.ORGANISATION,
        Sector.JRN: EntityKind.MEDIA,
        Sector.JUD: EntityKind.ORGANISATION,
    }
    return kinds.get(modifier.sector) if modifier.sector else modifier.kind
