"""The place mentions of one report, grouped by name, with what surrounds them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

from khabar.base.names import fold_name
from khabar.record.report import Report
from khabar.record.span import Span
from khabar.reference.gazetteer import Candidate, Gazetteer
from khabar.resolve.places.names import (
    find_place_candidates,
    kind_words_around,
    may_be_village,
    names_building,
    read_name,
    says_village,
)

__all__ = ["PlaceGroup", "PlaceScene", "find_peoples", "gather_scene", "split_scene"]

_CONTAINED: Final = re.compile(
    r"(?:['’]s)?(?:\s+\w+)?\s*(?:,|\(|,?\s+in|,?\s+of)\s+(?:(?:north|south|east|west)\w*[\s-]+)?(?:the\s+)?"
    r"(?:(?:\w+\s+)?(?:state|province|region|country|district|county|governorate)\s+of\s+)?",
    re.IGNORECASE,
)
_NEAR: Final = re.compile(
    r"(?:\s+\w+)?,?\s+(?:near|close to|outside|just outside|not far from|on the outskirts of)\s+"
    r"(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?",
    re.IGNORECASE,
)
_CAPITALISED: Final = re.compile(r"\b[A-Z][a-z]{3,}\b")
_OWNS: Final = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,2}")  # "Syria's western Idlib"
_CAPITALS: Final = 0.01  # least share of a text's characters; each sentence begins with one
_FURTHEST: Final = 40  # characters between a place and the one that holds it


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Mentions of one name in one report; they mean one place.

    Attributes:
        name: As first written.
        spans: In order.
        candidates: What the gazetteer has.
        kinds: Kinds that words in or beside the mentions name.
        partial: The row found is only the place that it is in.
        is_facility: The mention ends in a word for a building or road.
    """

    name: str
    spans: tuple[Span, ...]
    candidates: tuple[Candidate, ...]
    kinds: frozenset[str]
    partial: bool
    is_facility: bool


@dataclass(frozen=True, slots=True)
class PlaceScene:
    """All that is weighed when the places of a report are told apart.

    Attributes:
        groups: In order of their first mention.
        held: Pairs of groups, the first written as lying in the second.
        dateline: What the dateline's place may mean.
        outlet_country: Alpha-3 of the outlet; empty when unknown.
        peoples: How often the demonyms of each country stand in the report.
        near: Pairs of groups, the first written as lying near the second.
    """

    groups: tuple[PlaceGroup, ...]
    held: tuple[tuple[int, int], ...]
    dateline: tuple[Candidate, ...]
    outlet_country: str
    peoples: Counter[str]
    near: tuple[tuple[int, int], ...] = ()


def gather_scene(
    report: Report, *, spans: Iterable[Span], peoples: Iterable[Span], gazetteer: Gazetteer
) -> PlaceScene:
    """Group the place mentions of a report and look their names up.

    Args:
        report: The report.
        spans: Place mentions, not overlapping.
        peoples: Names of nationalities and the like.
        gazetteer: Where to look.

    Returns:
        The scene; a group without candidates is in no gazetteer.
    """
    ordered = sorted(spans)
    by_name: dict[str, list[Span]] = {}
    for span in ordered:
        by_name.setdefault(_group_key(span.quote(report.text)), []).append(span)
    has_case = _has_case(report.text)
    groups = tuple(
        _make_group(report.text, found, gazetteer, has_case=has_case) for found in by_name.values()
    )
    number = {span: index for index, group in enumerate(groups) for span in group.spans}
    held, near = (
        {
            (number[left], number[right])
            for left, right in pairwise(ordered)
            if number[left] != number[right] and _is_between(report.text, left, right, words)
        }
        for words in (_CONTAINED, _NEAR)
    )
    held |= {
        (number[right], number[left])
        for left, right in pairwise(ordered)
        if number[left] != number[right] and _is_between(report.text, left, right, _OWNS)
    }
    dateline = gazetteer.find_candidates(report.dateline_place) if report.dateline_place else ()
    codes = (gazetteer.country_of(span.quote(report.text)) for span in peoples)
    return PlaceScene(
        groups=groups,
        held=tuple(sorted(held)),
        dateline=dateline,
        outlet_country=_country_of_outlet(report, gazetteer),
        peoples=Counter(code for code in codes if code),
        near=tuple(sorted(near)),
    )


def split_scene(scene: PlaceScene, *, most_rows: int) -> Iterator[PlaceScene]:
    """Cut the scene of a very long report, so that each part is weighed in bounded space.

    Args:
        scene: Of any size.
        most_rows: Candidates of one part, unless one name alone has more.

    Yields:
        Parts with the groups in the same order; places of one part weigh with each other.
    """
    first, rows = 0, 0
    for at, group in enumerate(scene.groups):
        if at > first and rows + len(group.candidates) > most_rows:
            yield _part(scene, first, at)
            first, rows = at, 0
        rows += len(group.candidates)
    if first < len(scene.groups):
        yield _part(scene, first, len(scene.groups))


def _part(scene: PlaceScene, first: int, last: int) -> PlaceScene:
    """Return the scene of some groups."""
    if first == 0 and last == len(scene.groups):
        return scene
    held, near = (
        tuple(
            (inner - first, outer - first)
            for inner, outer in pairs
            if first <= min(inner, outer) and max(inner, outer) < last
        )
        for pairs in (scene.held, scene.near)
    )
    return replace(scene, groups=scene.groups[first:last], held=held, near=near)


def find_peoples(text: str, *, gazetteer: Gazetteer) -> Iterator[Span]:
    """Find the nationalities in a text that no reader has read.

    Args:
        text: Any text.
        gazetteer: Which knows the demonyms.

    Yields:
        Spans of single words, in order.
    """
    for match in _CAPITALISED.finditer(text):
        if gazetteer.people_of(match[0]):
            yield Span(*match.span())


def _group_key(text: str) -> str:
    """Return what two mentions of one name share."""
    name = read_name(text).names[0]
    return name.lower() if name.isascii() else fold_name(name)


def _has_case(text: str) -> bool:
    """Return whether a text writes names with capitals, as far as one can tell."""
    return sum(letter.isupper() for letter in text) >= _CAPITALS * len(text)


def _make_group(
    text: str, spans: Sequence[Span], gazetteer: Gazetteer, *, has_case: bool
) -> PlaceGroup:
    """Look one name up; a cape or an airport that is only called so goes by no row's name."""
    name = spans[0].quote(text)
    sought = read_name(name)
    candidates, partial = (
        ((), False)
        if has_case and name.islower()
        else find_place_candidates(sought, gazetteer=gazetteer)
    )
    if any(says_village(text, span=span) for span in spans):
        candidates = tuple(one for one in candidates if may_be_village(one))
    kinds = sought.kinds
    for span in spans:
        kinds = kinds or kind_words_around(text, span=span)
    return PlaceGroup(
        name=name,
        spans=tuple(spans),
        candidates=candidates,
        kinds=kinds,
        partial=partial,
        is_facility=names_building(name),
    )


def _is_between(text: str, left: Span, right: Span, words: re.Pattern[str]) -> bool:
    """Return whether the words between say that the first lies in the second, or near it."""
    between = text[left.end : right.start]
    return len(between) <= _FURTHEST and words.fullmatch(between) is not None


def _country_of_outlet(report: Report, gazetteer: Gazetteer) -> str:
    """Return the country in the outlet's name, else that of its address."""
    for word in re.findall(r"[^\W\d_]{3,}", report.outlet):
        if code := gazetteer.country_of(word):
            return code
    host = urlsplit(report.url).hostname or "" if report.url.startswith("http") else ""
    suffix = host.rsplit(".", 1)[-1]
    return _SUFFIXES.get(suffix, "")


# Country suffixes that news uses; others say nothing about where an outlet is.
_SUFFIXES: Final = {
    "af": "AFG", "au": "AUS", "bd": "BGD", "br": "BRA", "ca": "CAN", "cn": "CHN", "de": "DEU",
    "eg": "EGY", "es": "ESP", "fr": "FRA", "gh": "GHA", "gov": "USA", "id": "IDN", "ie": "IRL",
    "il": "ISR", "in": "IND", "ir": "IRN", "it": "ITA", "jo": "JOR", "jp": "JPN", "ke": "KEN",
    "kr": "KOR", "lb": "LBN", "lk": "LKA", "mx": "MEX", "my": "MYS", "ng": "NGA", "np": "NPL",
    "nz": "NZL", "ph": "PHL", "pk": "PAK", "pl": "POL", "ps": "PSE", "qa": "QAT", "ru": "RUS",
    "sa": "SAU", "sd": "SDN", "sg": "SGP", "sy": "SYR", "th": "THA", "tr": "TUR", "ua": "UKR",
    "ug": "UGA", "uk": "GBR", "us": "USA", "ve": "VEN", "ye": "YEM", "za": "ZAF", "zw": "ZWE",
}  # fmt: skip
