"""Which named place "the town" means: the one that the report calls so, or named last."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from khabar.base.names import fold_words
from khabar.record.claim import Reading
from khabar.record.codes import EntityKind, NameType
from khabar.record.span import Span

__all__ = ["Whereabouts", "bare_place_name"]

_TOWNS: Final = frozenset("town city village settlement hamlet".split())
_NOUNS: Final = _TOWNS | frozenset(
    "airport area base bridge camp checkpoint crossing dam district gorge governorate headworks "
    "hill hospital island market monastery mosque mountain neighbourhood neighborhood pass plant "
    "port prison province region river road school square state station suburb terminal township "
    "tunnel valley".split()
)
_OTHER: Final = frozenset(
    "a an another any both each every few four many more most neighbouring nearby no one other "
    "several some ten three two".split()
)
_GENERIC: Final = re.compile(r"(?:[a-z-]+\s+){0,3}([a-z]+)", re.ASCII)
_AROUND: Final = re.compile(
    r"^(?:(?:the|a|an)\s+)?(?:[a-z-]+\s+){0,3}?(?:[a-z]+\s+of\s+(?:the\s+)?)?"
    r"(?=[^\W\d_a-z])",
)
_PREPOSITIONS: Final = frozenset(
    "above along around at behind below beside between beyond by for from in inside into near "
    "on outside over through to toward towards under with within".split()
)
_REACH: Final = 500  # code points back in which a bare "the town" is looked up
_LOCAL: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY})
_WIDE: Final = frozenset({"country", "admin1"})
_SITES: Final = frozenset({NameType.LOCATION, NameType.FACILITY})


def bare_place_name(words: str) -> str:
    """Return the name in "the besieged Ushkara Valley" or "the trading town of Namsaing".

    Args:
        words: What stands for a place.

    Returns:
        From the first capital on, where nothing but an article, adjectives and "... of" stands
        before it; the words themselves otherwise.
    """
    match = _AROUND.match(words)
    if match is None or set(match[0].lower().split()) & _PREPOSITIONS:
        return words
    return words[match.end() :] or words


@dataclass(frozen=True, slots=True)
class _Named:
    """A place that is named somewhere in the report."""

    start: int
    name: str
    nouns: frozenset[str]  # what the words around the name say it is
    span: Span


class Whereabouts:
    """The named places of one report, for looking up those that are only described."""

    def __init__(self, reading: Reading) -> None:
        """Gather the named places.

        Args:
            reading: The report.
        """
        self._text = reading.report.text
        found = {one.start: one for one in self._find_named(reading)}
        self._named = tuple(found[start] for start in sorted(found))

    def find(self, words: str, *, at: int) -> tuple[str, Span] | None:
        """Return the named place that a description means.

        Args:
            words: "the town", "the besieged valley", "there".
            at: Where they stand, in code points of the report.

        Returns:
            Its name and the words it is named with: the nearest that the report calls so, for
            a town also the one named last; ``None`` where the words say no known kind of
            place, or a new one ("a village").
        """
        noun = _noun_of(words)
        if not noun:
            return None
        called = [one for one in self._named if noun in one.nouns]
        before = [one for one in called if one.start <= at]
        if called:
            best = before[-1] if before else called[0]
            return best.name, best.span
        near = [one for one in self._named if at - _REACH <= one.start < at and not one.nouns]
        return (near[-1].name, near[-1].span) if near and noun in _TOWNS else None

    def _find_named(self, reading: Reading) -> Iterator[_Named]:
        """Yield names of places; what an entity's mentions say of its kind comes last and wins."""
        wide = {link.span.start for link in reading.places if link.row.kind in _WIDE}
        countries = {
            span.start
            for entity in reading.entities
            if entity.kind is EntityKind.COUNTRY
            for span in entity.mentions
        }
        for name in reading.names:
            if name.type in _SITES and name.span.start not in countries:
                yield from self._named_by(name.span, wide=name.span.start in wide)
        for entity in reading.entities:
            if entity.kind in _LOCAL:
                for span in entity.mentions:
                    if span.start not in countries:
                        yield from self._named_by(span, wide=span.start in wide)

    def _named_by(self, span: Span, *, wide: bool) -> Iterator[_Named]:
        words = span.quote(self._text)
        name = bare_place_name(words)
        first = name.split()[0]
        if not name[:1].isupper() or name.isupper() or first.lower() in _ARTICLES:
            return
        if "-" in first and first.rpartition("-")[2].islower():  # "Kurdish-held town"
            return
        start = span.start + len(words) - len(name)
        after = fold_words(self._text[span.end : span.end + _NEXT])[:1]
        before = fold_words(self._text[max(0, start - _BACK) : start])[-2:]
        said = [w for w in fold_words(words) if w in _NOUNS]
        said += [w for w in after if w in _NOUNS]
        said += (
            [before[0]] if len(before) == 2 and before[1] == "of" and before[0] in _NOUNS else []
        )
        if said or not wide:  # "the town" is no province
            yield _Named(start, name, frozenset(said), Span(start, span.end))


_ARTICLES: Final = frozenset("the a an this that these those its their his her our".split())
_NEXT: Final = 16
_BACK: Final = 40


def _noun_of(words: str) -> str:
    """Return the kind of place that words without a name take up again; empty for others."""
    told = words.lower().split()
    match = _GENERIC.fullmatch(words.strip().lower())
    if match is None or not told or told[0] in _OTHER:
        return ""
    named = any(word[:1].isupper() for word in words.split()[1:])
    return match[1] if match[1] in _NOUNS and not named else ""
