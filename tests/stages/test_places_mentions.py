"""Which stretches of a report name places, and that long reports do not take long."""

from time import perf_counter

import pytest

from khabar.record.codes import EventType, NameType, Role, Status
from khabar.record.graph import Argument, EventMention, MentionGraph, Name, Token
from khabar.record.report import Report, ReportId
from khabar.record.span import Span
from khabar.reference.gazetteer import open_gazetteer
from khabar.resolve.places import PlaceResolver
from khabar.resolve.places.linking import rank_scene
from khabar.resolve.places.mentions import cut_span, find_hints, find_place_spans
from khabar.resolve.places.scene import gather_scene, split_scene


def graph_of(
    text: str, names: dict[str, NameType], *, places: tuple[str, ...] = (), proper: bool = True
) -> MentionGraph:
    """Return a graph with these names, and one event in each of these places."""
    tokens, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        upos = "PROPN" if proper and word[0].isupper() else "NOUN"
        tokens.append(Token(Span(at, at + len(word)), 0, upos, upos, -1, "root"))
        at += len(word)
    wanted = set(places)
    spans = [token.span for token in tokens if token.span.quote(text) in wanted]
    events = tuple(
        EventMention(
            trigger=tokens[0].span, sentence=0, type=EventType.ASSAULT, mode="", quoted=False,
            status=Status.ACTUAL, p=0.9, p_status=0.9, quantities=(), identity=0,
            arguments=(Argument(Role.PLACE, span, span, 0.9),),
        )
        for span in spans
    )  # fmt: skip
    return MentionGraph(
        sentences=(),
        tokens=tuple(tokens),
        names=tuple(
            Name(Span(text.index(name), text.index(name) + len(name)), kind, 0.9)
            for name, kind in names.items()
        ),
        events=events,
        chains=(),
        statements=(),
    )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Paris, Texas", ["Paris", "Texas"]),
        ("Idlib province, northern Syria", ["Idlib province", "northern Syria"]),
        ("Jiangsu province of eastern China", ["Jiangsu province", "eastern China"]),
        ("Sangin district in Helmand", ["Sangin district", "Helmand"]),
        ("Tal Qarvan (Aleppo)", ["Tal Qarvan", "Aleppo)"]),
        ("Zaire/Congo", ["Zaire", "Congo"]),
        ("Kunduz and Takhar", ["Kunduz", "Takhar"]),
        ("Trinidad and Tobago", ["Trinidad and Tobago"]),
        ("Deir ez-Zor", ["Deir ez-Zor"]),
        ("Guinea-Bissau", ["Guinea-Bissau"]),
        ("province of Limburg", ["province of Limburg"]),
        ("the northern city of Kunduz", ["the northern city of Kunduz"]),
        ("The City of Kunduz", ["The City of Kunduz"]),
        ("Gulf of Aden", ["Gulf of Aden"]),
        ("Democratic Republic of the Congo", ["Democratic Republic of the Congo"]),
        ("Qarvan and Zorvaneh", ["Qarvan and Zorvaneh"]),
    ],
)
def test_a_name_of_two_places_is_cut(name: str, parts: list[str]) -> None:
    text = f"Shelling hit {name} at dawn."
    span = Span(13, 13 + len(name))
    assert [part.quote(text) for part in cut_span(span, text, gazetteer=open_gazetteer())] == parts


def test_both_places_of_a_cut_name_are_linked() -> None:
    text = "Police met in Paris, Texas on Monday."
    report = Report(id=ReportId("r"), text=text, text_sha256="")
    graph = graph_of(text, {"Paris, Texas": NameType.LOCATION})
    links, _ = PlaceResolver().resolve_places(report, graph=graph)
    told = [(link.span.quote(text), link.row.admin1 or link.row.name) for link in links]
    assert told == [("Paris", "Texas"), ("Texas", "Texas")]


def test_a_proper_name_in_a_place_role_is_taken() -> None:
    text = "Shelling hit Khan Shaykhun at dawn and people fled homes"
    found = find_place_spans(
        graph_of(text, {}, places=("Shaykhun", "homes")), text=text, gazetteer=open_gazetteer()
    )
    assert [span.quote(text) for span in found] == ["Khan Shaykhun"]


def test_what_a_person_is_nicknamed_is_no_place() -> None:
    text = "Men led by alias Calarca fled. Calarca has a wing of his own in Tibu."
    names = {"Calarca": NameType.LOCATION, "Tibu": NameType.LOCATION}
    found = find_place_spans(graph_of(text, names), text=text, gazetteer=open_gazetteer())
    assert [span.quote(text) for span in found] == ["Tibu"]


def test_places_in_names_of_organisations_hint_and_are_not_linked() -> None:
    text = "Georgia State Patrol met in Athens on Monday."
    report = Report(id=ReportId("r"), text=text, text_sha256="")
    names = {"Georgia State Patrol": NameType.ORGANIZATION, "Athens": NameType.LOCATION}
    graph = graph_of(text, names)
    hints = list(find_hints(graph, text=text, gazetteer=open_gazetteer()))
    assert [span.quote(text) for span in hints] == ["Georgia"]
    links, dropped = PlaceResolver().resolve_places(report, graph=graph)
    assert [link.span.quote(text) for link in links] == ["Athens"]
    assert dropped == ()


def test_a_report_of_very_many_names_is_weighed_part_by_part() -> None:
    names = ["Springfield", "Paris", "San Antonio", "Santa Cruz", "San Jose", "Tripoli"]
    words = [f"{name}{number}"[:-1] if number < 10 else f"{name} {number}"
             for number in range(60) for name in names]  # fmt: skip
    text = ", then ".join(words)
    report = Report(id=ReportId("r"), text=text, text_sha256="")
    spans, at = [], 0
    for word in words:
        spans.append(Span(text.index(word, at), text.index(word, at) + len(word)))
        at = spans[-1].end
    gazetteer = open_gazetteer()
    scene = gather_scene(report, spans=spans, peoples=(), gazetteer=gazetteer)
    parts = list(split_scene(scene, most_rows=100))
    assert [group for part in parts for group in part.groups] == list(scene.groups)
    assert all(
        len(part.groups) == 1 or sum(len(group.candidates) for group in part.groups) <= 100
        for part in parts
    )
    assert len(list(rank_scene(scene))) == len(scene.groups)


def seconds_for(words: int) -> float:
    names = tuple(f"Qarvan{number}" for number in range(words))
    text = " fell ".join(names)
    graph = graph_of(text, {}, places=names)
    start = perf_counter()
    found = find_place_spans(graph, text=text, gazetteer=open_gazetteer())
    assert len(found) == words
    return perf_counter() - start


def test_long_reports_take_no_longer_by_the_word() -> None:
    seconds_for(500)
    short = min(seconds_for(500) for _ in range(3))
    assert seconds_for(10_000) < 60 * short + 0.05
