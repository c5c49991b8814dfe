"""What the acronyms of a report stand for: what it says itself, else what its country calls so."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from khabar.record.actor import ActorRow
from khabar.record.codes import NameType
from khabar.record.graph import Name
from khabar.reference.actors import Registry

__all__ = ["find_acronyms", "find_short_names"]

_HOME: Final = 0.25  # least share of a country among the country words of its report
_DEFINED: Final = re.compile(
    r"((?:[A-ZÀ-Þ][\w'’-]*\s+(?:(?:of|for|the|and|in|to)\s+){0,2}){2,7})\(([A-Z]{2,6})\)"
)
_ACRONYM: Final = re.compile(r"\b[A-Z]{2,6}\b")
_PART: Final = re.compile(r"[^\W\d_][\w'’]*")


def find_acronyms(
    text: str,
    *,
    names: Iterable[Name],
    shares: Mapping[str, float],
    outlet: str,
    on: date | None,
    registry: Registry,
) -> dict[str, str]:
    """Return what the acronyms of a report stand for, where more than one could be meant.

    Args:
        text: The report's text.
        names: Its names.
        shares: Share of each country among the report's country words, by ISO alpha-3.
        outlet: Name of its outlet, which speaks of itself; may be empty.
        on: Day of the report.
        registry: Actors to look in.

    Returns:
        Acronym to name: what the report puts in brackets ("Reed Salvation Army (RSA)"), a
        name in it with these initials, else the bearer whose country the report plays in.
    """
    if text.isupper():
        return find_short_names(text)
    written = set(_ACRONYM.findall(text))
    spelled = _find_spelled(text, names=names, written=written, registry=registry)
    at_home = {
        acronym: row.name
        for acronym in written
        if (row := _find_at_home(acronym, shares, outlet=outlet, on=on, registry=registry))
    }
    return {**at_home, **spelled, **find_short_names(text)}


def find_short_names(text: str) -> dict[str, str]:
    """Return what a report itself says its acronyms stand for: "Reed Salvation Army (RSA)".

    Args:
        text: The report's text.

    Returns:
        Acronym to name; only where the letters agree.
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        words = match[1].split()
        capitals = [word for word in words if word[0].isupper()]
        for start in range(len(capitals)):
            if "".join(word[0] for word in capitals[start:]) == match[2]:
                name = " ".join(words[words.index(capitals[start]) :])
                found.setdefault(match[2], name)
                break
    return found


def _find_spelled(
    text: str, *, names: Iterable[Name], written: set[str], registry: Registry
) -> dict[str, str]:
    """Return bodies that a report spells in full, by an acronym that is another's elsewhere."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = " ".join(name.span.quote(text).split())
        parts = _PART.findall(words)
        letters = "".join(part[0] for part in parts if part[0].isupper())
        whole = letters in written and words != letters and parts[-1][0].isupper()
        if whole and name.type is not NameType.PERSON:
            meanings[letters].add(words)
    return {
        letters: min(own)
        for letters, own in meanings.items()
        if len({word.casefold() for word in own}) == 1 and _is_another(letters, min(own), registry)
    }


def _is_another(acronym: str, name: str, registry: Registry) -> bool:
    """Return whether the registry takes an acronym for another actor than this name's."""
    bearers = {row.id for row in registry.find_exact(acronym)}
    return bool(bearers) and not bearers & {row.id for row in registry.find_exact(name)}


def _find_at_home(
    acronym: str,
    shares: Mapping[str, float],
    *,
    outlet: str,
    on: date | None,
    registry: Registry,
) -> ActorRow | None:
    """Return the bearer of a shared acronym whose country the report plays in."""
    bearers = registry.find_bearers(acronym, on=on)
    if len(bearers) < 2 or any(row in bearers for row in registry.find_exact(outlet)):
        return None
    ranked = sorted(bearers, key=lambda row: -shares.get(row.country, 0.0))
    best, second = (shares.get(row.country, 0.0) for row in ranked[:2])
    known = [*registry.find_exact(acronym, on=on)] == ranked[:1]
    alone = len(registry.find_exact(ranked[0].name, on=on)) == 1
    return ranked[0] if best >= _HOME and best > second and alone and not known else None
