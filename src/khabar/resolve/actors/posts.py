"""Whose spokesman or commander somebody is called: the body of the report that his post names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from khabar.base.names import fold_words
from khabar.record.actor import Entity
from khabar.record.codes import EntityKind

__all__ = ["take_posts"]

_BODIES: Final = frozenset({
    EntityKind.ARMED_GROUP,
    EntityKind.GOVERNMENT,
    EntityKind.MILITARY,
    EntityKind.ORGANISATION,
    EntityKind.PARTY,
    EntityKind.POLICE,
})
_POST: Final = r"(?:spokes(?:man|woman|person)|commander|negotiator)"
_BEFORE: Final = re.compile(
    rf"(?:the\s+|an?\s+)?(?P<body>[\w' -]+?)(?:['’]s)?\s+{_POST}\b", re.IGNORECASE
)
_AFTER: Final = re.compile(
    rf"\b{_POST}\s+(?:of|for)\s+(?P<body>(?:the\s+)?[\w'’ -]+?)(?=\s*,|\s+(?:who|in|at)\b|$)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    rf",\s+(?:the\s+|an?\s+)?(?P<body>[\w' -]+?)(?:['’]s)?\s+{_POST}\b", re.IGNORECASE
)
_SMALL: Final = frozenset("a an the s of former senior chief deputy new its their our".split())


def take_posts(text: str, *, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Give spokesmen and commanders the body that their post names, where the report has it.

    "Army spokesman Petar Noskov" speaks for "the Selvanian army" of the same report.

    Args:
        text: The report's text.
        entities: The report's actors and places, by first mention.

    Returns:
        The entities in the same order.
    """
    bodies = [one for one in entities if one.kind in _BODIES]
    called = [(one, {_told(words) for words in _names(text, one)} - {()}) for one in bodies]
    return tuple(_posted(text, one, called) for one in entities)


def _posted(
    text: str, one: Entity, called: Sequence[tuple[Entity, set[tuple[str, ...]]]]
) -> Entity:
    if one.kind is not EntityKind.PERSON or one.of or one.registry_id:
        return one
    surname = fold_words(one.name)[-1:]
    told = (span.quote(text) for span in one.mentions)
    for mention in (words for words in told if {*surname} <= {*fold_words(words)}):
        for words in _bodies_named(mention):
            found = _meant(words, called)
            if found is not None:
                return replace(one, of=found.name)
    return one


def _bodies_named(mention: str) -> Iterator[tuple[str, ...]]:
    """Yield the words for the body of which somebody is called the spokesman or commander."""
    matches = (_AFTER.search(mention), _BESIDE.search(mention), _BEFORE.match(mention))
    for match in matches:
        if match is not None and (words := _told(match["body"])):
            yield words


def _meant(
    words: tuple[str, ...], called: Sequence[tuple[Entity, set[tuple[str, ...]]]]
) -> Entity | None:
    """Return the one body called so, else the one whose name ends so ("army", "Front")."""
    same = [one for one, names in called if words in names]
    if len(same) == 1:
        return same[0]
    ends = [one for one, names in called if any(name[-len(words) :] == words for name in names)]
    return ends[0] if not same and len(ends) == 1 else None


def _names(text: str, one: Entity) -> Iterator[str]:
    yield one.name
    yield from (span.quote(text) for span in one.mentions)


def _told(words: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without those that say nothing of who is meant."""
    return tuple(word for word in fold_words(words) if word not in _SMALL)
