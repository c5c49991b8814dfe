"""Everything that is weighed for each actor and place of a report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from khabar.record.graph import MentionGraph
from khabar.record.place import PlaceLink
from khabar.record.report import Report
from khabar.reference.actors import Registry
from khabar.resolve.actors.countries import Setting, Table, find_countries, find_happening
from khabar.resolve.actors.described import Described, describe_group
from khabar.resolve.actors.evidence import Evidence, find_evidence
from khabar.resolve.actors.mentions import gather_groups
from khabar.resolve.actors.namesakes import Namesakes
from khabar.resolve.actors.parting import part_mentions
from khabar.resolve.actors.scene import find_scene

__all__ = ["Clues", "find_clues"]


@dataclass(frozen=True, slots=True)
class Clues:
    """What speaks for the kind, sector and country of one actor or place.

    Attributes:
        described: Its mentions and what their words say.
        evidence: What the kind and the sector are judged by.
        countries: What the country is judged by.
    """

    described: Described
    evidence: Evidence
    countries: Table


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
    setting = Setting(
        text=report.text,
        on=report.told_on,
        scene=find_scene(report, places=places, registry=registry),
        links=links,
        outlet=_outlet_country(report, registry),
        happening=find_happening(graph, links),
        registry=registry,
    )
    namesakes = Namesakes(report.text, graph)
    parted = partial(part_mentions, on=report.told_on, registry=registry)
    for group in gather_groups(report.text, graph=graph, places=places, parted=parted):
        described = describe_group(
            report.text, group, namesakes=namesakes, on=report.told_on, registry=registry
        )
        evidence = find_evidence(report.text, described)
        yield Clues(described, evidence, find_countries(described, setting))


def _outlet_country(report: Report, registry: Registry) -> str:
    rows = registry.find_exact(report.outlet) if report.outlet else ()
    return rows[0].country if len(rows) == 1 else ""
