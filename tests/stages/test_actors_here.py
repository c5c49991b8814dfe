"""Where "here" is, and what a town is called that is also called "the town"."""

from dataclasses import replace

import pytest

from helpers.entities import make_entity
from helpers.markup import marked
from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.actor import Entity
from khabar.record.codes import EntityKind, EventType, Role, Status
from khabar.record.graph import Argument, EventMention, MentionGraph
from khabar.record.report import Report, ReportId
from khabar.record.span import Span
from khabar.resolve.actors.here import take_here


def told(
    source: str, dateline: str, *, row: str = "", quoted: bool = False
) -> list[tuple[str, int]]:
    """Return name and number of mentions of each place, with what is marked ``here``."""
    text, at = marked(source)
    report = Report(id=ReportId("r"), text=text, text_sha256="", dateline_place=dateline)
    places: list[Entity] = [
        make_entity(
            span, EntityKind.PLACE, name=span.quote(text), row=row if mark == "here" else ""
        )
        for mark, span in at.items()
    ]
    where = Argument(Role.PLACE, at["here"], at["here"], 0.9)
    event = EventMention(
        trigger=Span(0, 6),
        sentence=0,
        type=EventType.ASSAULT,
        mode="",
        status=Status.ACTUAL,
        quoted=quoted,
        p=0.9,
        p_status=0.9,
        arguments=(where,),
        quantities=(),
        identity=0,
    )
    graph = MentionGraph(
        sentences=(), tokens=(), names=(), events=(event,), chains=(), statements=()
    )
    found = take_here(report, graph=graph, entities=places)
    return [(one.name, len(one.mentions)) for one in found]


@pytest.mark.parametrize(
    ("source", "dateline", "places"),
    [
        ("Shells fell {here:here} on Monday.", "ORLEV", [("Orlev", 1)]),
        ("Shells fell {here:here} on Monday.", "ORLEV, Kardia", [("Orlev", 1)]),
        ("Shells fell in {here:this town}, not {a:Telka}.", "Orlev", [("Orlev", 1), ("Telka", 1)]),
        ("Shells fell {here:here}. {a:Orlev} burns.", "ORLEV", [("Orlev", 2)]),
        ("Shells fell {here:here} on Monday.", "", [("here", 1)]),
        ("Shells fell {here:there} on Monday.", "ORLEV", [("there", 1)]),
    ],
)
def test_here_is_where_the_dateline_says(
    source: str, dateline: str, places: list[tuple[str, int]]
) -> None:
    assert told(source, dateline) == places


def test_here_that_is_known_to_be_elsewhere_stays_there() -> None:
    assert told("Shells fell {here:here}.", "ORLEV", row="g1") == [("here", 1)]


def test_here_in_quotation_marks_may_be_elsewhere() -> None:
    assert told("Shells fell {here:here}.", "ORLEV", quoted=True) == [("here", 1)]


def test_the_town_that_is_here_is_one_with_it() -> None:
    text, at = marked("Shells fell {here:here}. {again:The town} burns. {other:The road} is shut.")
    report = Report(id=ReportId("r"), text=text, text_sha256="", dateline_place="ORLEV")
    graph = MentionGraph(sentences=(), tokens=(), names=(), events=(), chains=(), statements=())
    town = make_entity(at["here"], EntityKind.PLACE, name="town")
    also = replace(town, mentions=(at["here"], at["again"]))
    not_here = replace(town, mentions=(at["here"], at["other"]))
    assert [one.name for one in take_here(report, graph=graph, entities=(also,))] == ["Orlev"]
    assert [one.name for one in take_here(report, graph=graph, entities=(not_here,))] == ["town"]


def test_a_town_is_called_by_its_name() -> None:
    text = "The rebels shelled Brestovik on Monday. On Tuesday the army retook the town."
    reading = Pipeline().read(make_report(text))
    held = [f for claim in reading.claims for f in claim.fillers if f.role is Role.PLACE]
    names = {one.name for one in reading.entities if one.id in {f.entity for f in held}}
    assert names == {"Brestovik"}
