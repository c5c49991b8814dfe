"""Reports of several stories: the countries of one say nothing about the next."""

from datetime import date

import pytest

from helpers.markup import marked
from khabar.record.codes import EventType, Role, Status
from khabar.record.graph import Argument, EventMention, MentionGraph
from khabar.record.report import Report, ReportId
from khabar.record.span import Span
from khabar.resolve.actors import resolve_entities
from khabar.resolve.actors.stories import find_stories, story_of


def event_of(trigger: Span, actor: Span) -> EventMention:
    return EventMention(
        trigger=trigger,
        sentence=0,
        type=EventType.ASSAULT,
        mode="",
        status=Status.ACTUAL,
        quoted=False,
        p=0.9,
        p_status=0.9,
        arguments=(Argument(Role.ACTOR, actor, actor, 0.9),),
        quantities=(),
        identity=0,
    )


KENYA = "Kenyan officials said that {one:police} {shot:fired} on marchers in Nairobi, Kenya."
PERU = "Peruvian officials said that {two:police} {hit:beat} miners near Lima, Peru."


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(
            "{kenya}\n\n* * *\n\n{peru}\n\n* * *\n\nIn other news, it rained.", id="rules"
        ),
        pytest.param("Kenya\n{kenya}\n\nPeru\n{peru}", id="headings"),
        pytest.param("09:10 {kenya}\n\n09:40 {peru}", id="entries"),
        pytest.param("NAIROBI (Varo Wire) - {kenya}\n\nLIMA (Varo Wire) - {peru}", id="datelines"),
    ],
)
def test_each_story_has_its_own_country(layout: str) -> None:
    source = layout.replace("{kenya}", " ".join([KENYA] + ["Kenyan banks closed in Kenya."] * 6))
    text, at = marked(source.replace("{peru}", PERU))
    events = (event_of(at["shot"], at["one"]), event_of(at["hit"], at["two"]))
    graph = MentionGraph(sentences=(), tokens=(), names=(), events=events, chains=(), statements=())
    report = Report(id=ReportId("r"), text=text, text_sha256="", published=date(2021, 8, 28))
    entities, _ = resolve_entities(report, graph=graph, places=())
    assert [one.country for one in entities] == ["KEN", "PER"]


@pytest.mark.parametrize(
    "text",
    [
        "One story in two paragraphs.\n\nThe second goes on.",
        "A story.\n\n* * *\n\nThis article was first published elsewhere.",
        "VARO (Varo Wire) - A story with a dateline.\n\nIt goes on.",
        "12:30\nA story with the hour of its publication.",
        "",
    ],
    ids=["paragraphs", "one rule", "one dateline", "one hour", "empty"],
)
def test_most_reports_are_one_story(text: str) -> None:
    starts = find_stories(text, is_country=lambda words: words == "Kenya")
    assert starts == (0,)
    assert story_of(len(text), starts) == 0
