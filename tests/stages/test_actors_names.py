"""Names with words around them: longer names, titles, groups called so, wires from elsewhere."""

from datetime import date

import pytest

from helpers.markup import marked
from khabar.base.names import without_none
from khabar.record.codes import EntityKind, EventType, NameType, Role, Status
from khabar.record.graph import Argument, EventMention, MentionGraph, Name
from khabar.record.report import Report, ReportId
from khabar.record.span import Span
from khabar.resolve.actors import resolve_entities, resolve_phrase
from khabar.resolve.actors.cuts import cut_phrase

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
        ("V. Putin", "rus-vladimir-putin"),
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


def graph_of(trigger: Span, argument: Argument, *names: Name) -> MentionGraph:
    event = EventMention(
        trigger=trigger,
        sentence=0,
        type=EventType.ACCUSE,
        mode="",
        status=Status.ACTUAL,
        quoted=False,
        p=0.9,
        p_status=0.9,
        arguments=(argument,),
        quantities=(),
        identity=0,
    )
    return MentionGraph(
        sentences=(), tokens=(), names=names, events=(event,), chains=(), statements=()
    )


def entities_of(source: str, *, outlet: str, recipient: bool = False) -> dict[str, str]:
    """Return kind and country of the marked actor of one event."""
    text, at = marked(source)
    role = Role.RECIPIENT if recipient else Role.ACTOR
    graph = graph_of(at["did"], Argument(role, at["who"], at["who"], 0.9))
    report = Report(id=ReportId("r"), text=text, text_sha256="", published=DAY, outlet=outlet)
    (made,), _ = resolve_entities(report, graph=graph, places=())
    return {"kind": made.kind, "country": made.country}


@pytest.mark.parametrize(
    ("words", "inside", "sort", "name"),
    [
        ("the prefect of Turo", "Turo", NameType.LOCATION, "the prefect of Turo"),
        ("Grey Squad", "Grey Squad", NameType.ORGANIZATION, "Grey Squad"),
    ],
)
def test_a_name_in_a_phrase_is_the_actor_s_only_where_it_is_its_own(
    words: str, inside: str, sort: NameType, name: str
) -> None:
    text, at = marked(f"{{who:{words}}} {{did:accused}} them.")
    start = text.find(inside)
    own = Name(Span(start, start + len(inside)), sort, 0.9)
    (made,), _ = resolve_entities(
        Report(id=ReportId("r"), text=text, text_sha256="", published=DAY),
        graph=graph_of(at["did"], Argument(Role.ACTOR, at["who"], at["who"], 0.9), own),
        places=(),
    )
    assert made.name.removeprefix("the ") == name.removeprefix("the ")


def test_a_wire_gives_no_country_to_actors_of_a_war_elsewhere() -> None:
    source = "Malian soldiers came, and Malian elders. {who:Officer Oru} {did:blamed} them."

    assert entities_of(source, outlet="Reuters")["country"] == "MLI"


def test_a_capital_that_is_accused_is_a_government() -> None:
    found = entities_of("Ministers {did:accused} {who:Kigali} of lies.", outlet="", recipient=True)

    assert found == {"kind": EntityKind.GOVERNMENT, "country": "RWA"}


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("the First Battalion", "First Battalion"),
        ("the first five men", "men"),
        ("the second attack", "attack"),
        ("both Houthi leaders", "Houthi leaders"),
        ("none of the Houthi leaders", "Houthi leaders"),
    ],
)
def test_the_number_of_a_unit_is_of_its_name(words: str, plain: str) -> None:
    assert cut_phrase(words).plain == plain


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("No unit of the Tavrian army", "unit of the Tavrian army"),
        ("neither side", "side"),
        ("not a single soldier", "soldier"),
        ("Northern soldiers", "Northern soldiers"),
        ("none of", "none of"),
    ],
)
def test_that_it_was_none_of_them_is_no_part_of_their_name(words: str, name: str) -> None:
    assert without_none(words) == name
