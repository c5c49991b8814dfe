"""Names with words around them: longer names, titles, groups called so, wires from elsewhere."""

from datetime import date

import pytest

from helpers.markup import marked
from khabar.record.codes import EntityKind, EventType, Role, Status
from khabar.record.graph import Argument, EventMention, MentionGraph
from khabar.record.report import Report, ReportId
from khabar.resolve.actors import resolve_entities, resolve_phrase

DAY = date(2021, 9, 1)


@pytest.mark.parametrize(
    "name", ["Ali Mahmoud Abbas", "The minister, Ali Mahmoud Abbas", "Zubin Putin", "Orla Assad"]
)
def test_a_known_name_with_another_given_name_before_it_is_somebody_else(name: str) -> None:
    assert not any(found.registry_id for found in resolve_phrase(name, on=DAY))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Vladimir Vladimirovich Putin", "rus-vladimir-putin"),
        ("Field Marshal Khalifa Haftar", "lby-khalifa-haftar"),
        ("Frau Merkel", "deu-angela-merkel"),
        ("Mr. Assad", "syr-bashar-al-assad"),
        ("oligarch Prigozhin", "rus-yevgeny-prigozhin"),
    ],
)
def test_a_title_before_a_name_leaves_it_as_it_is(name: str, id_: str) -> None:
    assert resolve_phrase(name, on=DAY)[0].registry_id == id_


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("The Houthi group", "yem-houthis"),
        ("the Islamist Hamas movement", "pse-hamas"),
        ("a Hamas splinter group", ""),
        ("three Hamas groups", ""),
    ],
)
def test_a_group_called_a_group_is_that_group(words: str, id_: str) -> None:
    assert resolve_phrase(words, on=DAY)[0].registry_id == id_


def entities_of(source: str, *, outlet: str, recipient: bool = False) -> dict[str, str]:
    """Return kind and country of the marked actor of one event."""
    text, spans = marked(source)
    role = Role.RECIPIENT if recipient else Role.ACTOR
    event = EventMention(
        trigger=spans["did"],
        sentence=0,
        type=EventType.ACCUSE,
        mode="",
        status=Status.ACTUAL,
        quoted=False,
        p=0.9,
        p_status=0.9,
        arguments=(Argument(role, spans["who"], spans["who"], 0.9),),
        quantities=(),
        identity=0,
    )
    graph = MentionGraph(
        sentences=(), tokens=(), names=(), events=(event,), chains=(), statements=()
    )
    report = Report(id=ReportId("r"), text=text, text_sha256="", published=DAY, outlet=outlet)
    (made,), _ = resolve_entities(report, graph=graph, places=())
    return {"kind": made.kind, "country": made.country}


def test_a_wire_gives_no_country_to_actors_of_a_war_elsewhere() -> None:
    source = "Malian soldiers came, and Malian elders. {who:Officer Oru} {did:blamed} them."

    assert entities_of(source, outlet="Reuters")["country"] == "MLI"


def test_a_capital_that_is_accused_is_a_government() -> None:
    found = entities_of("Ministers {did:accused} {who:Kigali} of lies.", outlet="", recipient=True)

    assert found == {"kind": EntityKind.GOVERNMENT, "country": "RWA"}
