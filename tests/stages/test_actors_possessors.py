"""Whose men "its men" are: those of the body named before them."""

import pytest

from helpers.entities import make_entity
from helpers.markup import marked
from khabar.record.actor import Entity
from khabar.record.codes import EntityKind, Sector
from khabar.record.graph import MentionGraph
from khabar.record.report import BlockKind, Sentence
from khabar.record.span import Span
from khabar.resolve.actors.possessors import take_possessors

GUESSED = (EntityKind.MILITARY, "AAA", Sector.MIL)
REBELS = (EntityKind.ARMED_GROUP, "BBB", Sector.REB)
STATE = (EntityKind.COUNTRY, "CCC", Sector.GOV)
LEADER = (EntityKind.PERSON, "BBB", Sector.REB)
SPOKESMAN = (EntityKind.PERSON, "AAA", Sector.GOV)

What = tuple[EntityKind, str, Sector]


def entity_of(span: Span, what: What, *, row: str = "") -> Entity:
    kind, country, sector = what
    return make_entity(span, kind, country=country, sector=sector, row=row)


def told(source: str, owner: What, owned: What = GUESSED, *, row: str = "") -> tuple[str, str]:
    """Return country and sector of what is marked ``own``, with what is marked ``who``."""
    text, at = marked(source)
    cut = text.find(". ") + 2
    bounds = [Span(0, cut), Span(cut, len(text))] if cut > 1 else [Span(0, len(text))]
    sentences = tuple(Sentence(span, (), BlockKind.BODY, 0) for span in bounds)
    graph = MentionGraph(
        sentences=sentences, tokens=(), names=(), events=(), chains=(), statements=()
    )
    entities = (entity_of(at["who"], owner), entity_of(at["own"], owned, row=row))
    made = take_possessors(text, graph=graph, entities=entities)[1]
    return made.country, str(made.sector)


@pytest.mark.parametrize(
    ("source", "owner", "expected"),
    [
        ("{who:The front} sent {own:its men} north.", REBELS, ("BBB", "REB")),
        ("{who:The front} moved. {own:Its men} fled.", REBELS, ("BBB", "REB")),
        ("{who:Adar Sol} hid while {own:his forces} fled.", LEADER, ("BBB", "REB")),
        ("{who:Norland} waited as {own:its troops} fled.", STATE, ("CCC", "MIL")),
        ("{who:Adar Sol} hid while {own:its forces} fled.", LEADER, ("AAA", "MIL")),
        ("{who:The front} waited as {own:the troops} fled.", REBELS, ("AAA", "MIL")),
    ],
)
def test_men_are_on_the_side_of_the_one_named_before_them(
    source: str, owner: What, expected: tuple[str, str]
) -> None:
    assert told(source, owner) == expected


def test_a_spokesman_speaks_for_the_body_before_him() -> None:
    source = "{who:The front} denied it. {own:Its spokesman, Varo Sel}, laughed."

    assert told(source, REBELS, SPOKESMAN) == ("BBB", "REB")
    source = source.replace("spokesman", "victim")
    assert told(source, REBELS, SPOKESMAN) == ("AAA", "GOV")


def test_what_the_registry_knows_stays() -> None:
    source = "{who:The front} denied it. {own:Its spokesman, Varo Sel}, laughed."

    assert told(source, REBELS, SPOKESMAN, row="aaa-varo-sel") == ("AAA", "GOV")
