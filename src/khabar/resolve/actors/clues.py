"""Everything that is weighed for each actor and place of a report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Final

from khabar.record.graph import MentionGraph
from khabar.record.outlet import OutletKind
from khabar.record.place import PlaceLink
from khabar.record.report import Report
from khabar.reference.actors import Registry
from khabar.reference.outlets import open_outlets
from khabar.resolve.actors.acronyms import find_acronyms
from khabar.resolve.actors.countries import Setting, Table, find_countries, find_happening
from khabar.resolve.actors.described import Described, describe_group
from khabar.resolve.actors.evidence import Evidence, find_evidence
from khabar.resolve.actors.mentions import gather_groups
from khabar.resolve.actors.namesakes import Namesakes
from khabar.resolve.actors.parting import part_mentions
from khabar.resolve.actors.scene import Scene, find_scene, names_country
from khabar.resolve.actors.stories import find_stories, story_of

__all__ = ["Clues", "find_clues"]

_WIRES: Final = frozenset({OutletKind.AGENCY, OutletKind.STATE_AGENCY})
_SHORT: Final = 400  # code points of a text that need not name a country


@dataclass(frozen=True, slots=True)
class Clues:
    """What speaks for the kind, sector and country of one actor or place.

    Attributes:
        described: Its mentions and what their words say.
        evidence: What the kind and the sector are judged by.
        countries: What the country is judged by.
        story: Number of the story of the report that it first stands in.
    """

    described: Described
    evidence: Evidence
    countries: Table
    story: int = 0


def find_clues(
    report: Report, *, graph: MentionGraph, places: Sequence[PlaceLink], registry: Registry
) -> Iterator[Clues]:
    """Collect what speaks for each actor and place that fills a role.

    Args:
        report: The report.
        graph: What the reader saw in it.
        places: Linked places.
        registry: Actors to look in.

    Yields:
        The clues of each, in order of first mention.
    """
    links = {link.span: link for link in places}
    scene = find_scene(report, places=places, registry=registry)
    whole = Setting(
        text=report.text,
        on=report.told_on,
        scene=scene,
        links=links,
        outlet=_outlet_country(report, registry=registry, scene=scene),
        happening=find_happening(graph.events, links),
        registry=registry,
    )
    starts = find_stories(report.text, is_country=partial(names_country, registry=registry))
    settings = _settings(whole, starts=starts, graph=graph)
    namesakes = Namesakes(report.text, graph)
    parted = partial(part_mentions, on=report.told_on, registry=registry)
    short = find_acronyms(
        report.text,
        names=graph.names,
        shares=whole.scene.shares(0, len(report.text)),
        outlet=report.outlet or "",
        on=report.told_on,
        registry=registry,
    )
    strange = partial(_is_strange, shares=whole.scene.shares(0, len(report.text)), report=report)
    for group in gather_groups(report.text, graph=graph, places=places, short=short, parted=parted):
        described = describe_group(
            report.text,
            group,
            namesakes=namesakes,
            on=report.told_on,
            registry=registry,
            strange=strange,
        )
        evidence = find_evidence(report.text, described)
        story = story_of(group.mentions[0].span.start, starts)
        yield Clues(described, evidence, find_countries(described, settings[story]), story)


def _is_strange(country: str, *, shares: Mapping[str, float], report: Report) -> bool:
    """Return whether nothing in a report of some length is of a country."""
    return bool(country) and country not in shares and (bool(shares) or len(report.text) > _SHORT)


def _settings(whole: Setting, *, starts: Sequence[int], graph: MentionGraph) -> Sequence[Setting]:
    """Return what is said around the actors of each story, so that none speaks for the next."""
    settings = []
    for start, end in pairwise((*starts, len(whole.text))):
        events = [event for event in graph.events if start <= event.trigger.start < end]
        settings.append(
            replace(
                whole,
                scene=whole.scene.within(start, end),
                happening=find_happening(events, whole.links) or whole.happening,
            )
        )
    return settings


def _outlet_country(report: Report, *, registry: Registry, scene: Scene) -> str:
    """Return the outlet's country; a wire reports from anywhere, so only when it is named."""
    rows = registry.find_exact(report.outlet) if report.outlet else ()
    country = rows[0].country if len(rows) == 1 else ""
    outlet = open_outlets().find(report.outlet) if country else None
    elsewhere = country not in scene.shares(0, len(report.text))
    return "" if elsewhere and outlet is not None and outlet.kind in _WIRES else country
