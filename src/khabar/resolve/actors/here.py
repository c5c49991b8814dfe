"""Where "here" is: where the dateline says that the report was written."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from khabar.record.actor import Entity
from khabar.record.codes import EntityKind
from khabar.record.graph import MentionGraph
from khabar.record.report import Report
from khabar.record.span import Span
from khabar.reference.actors import fold_name

__all__ = ["take_here"]

_HERE: Final = frozenset({"here", "this city", "this town", "this village"})
_AGAIN: Final = frozenset({"it", "the city", "the town", "the village"})
"""What a place that was called "here" is called next."""
_PLACES: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY})


def take_here(
    report: Report, *, graph: MentionGraph, entities: Sequence[Entity]
) -> tuple[Entity, ...]:
    """Make "here" the dateline's place, and one with it where the report names that again.

    Who is quoted may speak from elsewhere: what stands only in quotation marks is left alone.

    Args:
        report: The report.
        graph: What the reader saw in it.
        entities: Its actors and places, by first mention.

    Returns:
        The entities by first mention; the same without a dateline that names a place.
    """
    place = _place_of(report.dateline_place)
    quoted = {a.span for event in graph.events if event.quoted for a in event.arguments}
    here = [one for one in entities if _is_here(one, report.text, quoted)]
    if not place or not here:
        return tuple(entities)
    named = next((one for one in entities if _is_called(one, place)), here[0])
    mentions = sorted({span for one in (named, *here) for span in one.mentions})
    joined = replace(named, mentions=tuple(mentions))
    if named in here:
        joined = replace(joined, name=place, kind=EntityKind.PLACE)
    rest = [one for one in entities if one is not named and one not in here]
    return tuple(sorted([*rest, joined], key=lambda one: one.mentions[0]))


def _place_of(dateline: str) -> str:
    """Return the first place of a dateline as names are written: ``ORLEV, Kardia``: ``Orlev``."""
    place = dateline.partition(",")[0].strip()
    return place.title() if place.isupper() else place


def _is_here(one: Entity, text: str, quoted: Collection[Span]) -> bool:
    """Return whether a place is called "here", outside quotations, and by no name."""
    if one.kind not in _PLACES or one.registry_id:
        return False
    words = {span: " ".join(span.quote(text).casefold().split()) for span in one.mentions}
    told = any(said in _HERE and span not in quoted for span, said in words.items())
    return told and set(words.values()) <= _HERE | _AGAIN


def _is_called(one: Entity, place: str) -> bool:
    return one.kind in _PLACES and fold_name(one.name) == fold_name(place)
