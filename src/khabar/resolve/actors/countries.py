"""Which country an actor or place belongs to: what speaks for each candidate."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from khabar.record.codes import Role
from khabar.record.graph import EventMention
from khabar.record.place import PlaceLink
from khabar.record.span import Span
from khabar.reference.actors import Registry
from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.described import Described
from khabar.resolve.actors.phrase import describe_phrase
from khabar.resolve.actors.scene import Scene

__all__ = ["FEATURES", "NONE", "Setting", "Table", "find_countries", "find_happening"]

FEATURES: Final = (
    "its name", "its people", "its body", "a country in its words", "its seat", "its title",
    "its post", "its place", "a place in its words", "place of its events",
    "beside it in the same role", "beside it in another role", "right before it",
    "right after it", "in its sentence", "around it", "in the report", "named first", "outlet",
    "where things happen", "written as inside",
)  # fmt: skip
"""What is compared; each is a share or a probability in [0, 1]."""

NONE: Final = ("no country", "no country, known actor", "no country, nothing in its words")
"""What speaks for no country at all."""

Table = Mapping[str, Mapping[str, float]]
"""ISO alpha-3 to values of ``FEATURES``; the empty code holds those of ``NONE``."""

_BY: Final = {
    "demonym": "its people",
    "country of body": "its body",
    "named country": "a country in its words",
    "seat of government": "its seat",
    "title": "its title",
}
_BEFORE: Final = 30  # characters
_AFTER: Final = 45
_SENTENCE: Final = 300
_NAME: Final = r"(?:the\s+)?[A-Z][\w'’-]*(?:\s+(?:of\s+)?[A-Z][\w'’-]*){0,3}"
_INSIDE: Final = re.compile(rf"(?:,|\s+(?:in|of|at|near|from))\s+{_NAME}(?:,\s+{_NAME}){{0,2}}")
_STOP: Final = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report says around its actors.

    Attributes:
        text: The report's text.
        on: Its day.
        scene: Its country words.
        links: Linked places by span.
        outlet: Country of the outlet; empty when not known.
        happening: Share of each country among the places of all events.
        registry: Actors to look in.
    """

    text: str
    on: date | None
    scene: Scene
    links: Mapping[Span, PlaceLink]
    outlet: str
    happening: Mapping[str, float]
    registry: Registry


def find_countries(described: Described, setting: Setting) -> Table:
    """Weigh each country that anything speaks for.

    Args:
        described: The actor or place.
        setting: The report around it.

    Returns:
        What speaks for each, and for none.
    """
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for _, candidate in described.found:
        _add(table, candidate.country, _reason(candidate), 1.0)
    for post in described.posts:
        _add(table, post.country, "its post", 1.0)
    own = frozenset(table)
    for mention in described.group.mentions:
        if mention.link is not None:
            _add(table, mention.link.row.country, "its place", mention.link.p)
        if mention.place is not None:
            _add(table, mention.place.row.country, "a place in its words", mention.place.p)
    _add_uses(table, described, setting)
    _add_surroundings(table, described, setting)
    none = {"no country": 1.0}
    if any(c.registry_id and not c.country for _, c in described.found):
        none["no country, known actor"] = 1.0
    if not own:
        none["no country, nothing in its words"] = 1.0
    table.pop("", None)
    return {"": none, **table}


def _add(table: dict[str, dict[str, float]], country: str, feature: str, value: float) -> None:
    if country:
        table[country][feature] = max(table[country].get(feature, 0.0), value)


def _reason(candidate: Candidate) -> str:
    if candidate.registry_id and candidate.score.parts[0].feature == "name":
        return "its name"
    for part in reversed(candidate.score.parts):
        if part.feature in _BY:
            return _BY[part.feature]
    return "its name"


def find_happening(
    events: Iterable[EventMention], links: Mapping[Span, PlaceLink]
) -> dict[str, float]:
    """Return where events happen.

    Args:
        events: Those of a report or story.
        links: Linked places by span.

    Returns:
        ISO alpha-3 to its share among the linked places of events.
    """
    places = [
        links[argument.span].row.country
        for event in events
        for argument in event.arguments
        if argument.role is Role.PLACE and argument.span in links
    ]
    return {country: places.count(country) / len(places) for country in places if country}


def _add_uses(table: dict[str, dict[str, float]], described: Described, setting: Setting) -> None:
    """Countries of the other fillers of the events in which it stands."""
    own = {mention.span for mention in described.group.mentions}
    votes: dict[tuple[str, str], float] = defaultdict(float)
    uses = described.group.uses
    for role, event in uses:
        for country, feature in _beside(role, event, own, setting):
            votes[country, feature] += 1.0
    for (country, feature), count in votes.items():
        _add(table, country, feature, min(1.0, count / len(uses)))


def _beside(
    role: Role, event: EventMention, own: set[Span], setting: Setting
) -> set[tuple[str, str]]:
    found = set()
    for argument in event.arguments:
        if argument.span in own or argument.role not in _FILLING:
            continue
        country = _country_of(argument.span, setting)
        if argument.role is Role.PLACE:
            found.add((country, "place of its events"))
        elif argument.role is role:
            found.add((country, "beside it in the same role"))
        else:
            found.add((country, "beside it in another role"))
    return {item for item in found if item[0]}


_FILLING: Final = frozenset({Role.ACTOR, Role.RECIPIENT, Role.PLACE})


def _country_of(span: Span, setting: Setting) -> str:
    link = setting.links.get(span)
    if link is not None:
        return link.row.country
    words = " ".join(setting.text[span.start : span.end].split())
    found = describe_phrase(words, on=setting.on, registry=setting.registry)
    if found and found[0].country:
        return found[0].country
    inside = [link.row.country for where, link in setting.links.items() if span.contains(where)]
    return inside[-1] if inside else ""


def _add_surroundings(
    table: dict[str, dict[str, float]], described: Described, setting: Setting
) -> None:
    scene, text = setting.scene, setting.text
    shown: Sequence[Span] = [mention.span for mention in described.group.mentions[:3]]
    for span in shown:
        start, end = _sentence(text, span)
        _add_all(table, scene.shares(start, end, outside=span), "in its sentence")
        for country in scene.shares(max(start, span.start - _BEFORE), span.start):
            _add(table, country, "right before it", 1.0)
        for country in scene.shares(span.end, min(end, span.end + _AFTER)):
            _add(table, country, "right after it", 1.0)
        inside = _INSIDE.match(text, span.end, span.end + _SENTENCE)
        if inside:
            _add_all(table, scene.shares(span.end, inside.end()), "written as inside")
        _add_all(table, scene.around(span.start), "around it")
    _add_all(table, scene.shares(0, len(text)), "in the report")
    _add_all(table, setting.happening, "where things happen")
    _add(table, scene.first, "named first", 1.0)
    _add(table, setting.outlet, "outlet", 1.0)


def _add_all(table: dict[str, dict[str, float]], shares: Mapping[str, float], feature: str) -> None:
    for country, share in shares.items():
        _add(table, country, feature, share)


def _sentence(text: str, span: Span) -> tuple[int, int]:
    before = text[max(0, span.start - _SENTENCE) : span.start]
    cuts = [match.end() for match in _STOP.finditer(before)]
    start = span.start - len(before) + (cuts[-1] if cuts else 0)
    stop = _STOP.search(text, span.end, span.end + _SENTENCE)
    return start, stop.start() if stop else min(len(text), span.end + _SENTENCE)
