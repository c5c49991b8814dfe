"""A mention graph and its links become claims with their chain of sources."""

from dataclasses import replace
from datetime import date

import pytest

from helpers import marked
from khabar.claims import make_reading
from khabar.record.actor import Entity, EntityId
from khabar.record.claim import Reading, SourceKind
from khabar.record.codes import EntityKind, EventType, QuantityKind, Role, Sector, Status
from khabar.record.dropped import DropReason
from khabar.record.graph import Argument, EventMention, MentionGraph, QuantityMention
from khabar.record.report import BlockKind, PublishedBasis, Report, ReportId, Sentence
from khabar.record.span import Span
from khabar.record.time import EventTimes, TimeBasis, TimeExpression, TimexType, When

TEXT, AT = marked(
    "{who:Colonel Ferran Ode} told {outlet:Harbour Radio} that {group:the Reed Front} "
    "{act:shelled} {place:Lower Missa}, killing {dead:at least nine people} and "
    "wounding {hurt:dozens}. {video:A video} showed {thing:the burnt mill}."
)
REPORT = Report(
    id=ReportId("r1"),
    text=TEXT,
    text_sha256="0" * 64,
    published=date(2031, 5, 2),
    published_basis=PublishedBasis.ARGUMENT,
    outlet="The Missa Courier",
)
WHEN = EventTimes((), When(None, date(2031, 5, 2), TimeBasis.DATELINE, None))


def argument(role: Role, name: str, *, carried: bool = False) -> Argument:
    span = AT[name]
    last = span.quote(TEXT).split()[-1]
    return Argument(role, span, Span(span.end - len(last), span.end), 0.9, carried)


def entity(number: int, kind: EntityKind, *names: str) -> Entity:
    return Entity(
        id=EntityId(f"E{number}"),
        name=AT[names[0]].quote(TEXT),
        kind=kind,
        country="",
        sector=Sector.REB if kind is EntityKind.ARMED_GROUP else None,
        role="",
        of="",
        registry_id="",
        mentions=tuple(AT[name] for name in names),
        p=0.8,
        score=None,
    )


EVENT = EventMention(
    trigger=AT["act"],
    sentence=0,
    type=EventType.ASSAULT,
    mode="heavy-weapons",
    status=Status.ACTUAL,
    quoted=False,
    p=0.9,
    p_status=0.95,
    arguments=(
        argument(Role.SOURCE, "who"),
        argument(Role.SOURCE, "outlet"),
        argument(Role.SOURCE, "video", carried=True),
        argument(Role.ACTOR, "group"),
        argument(Role.RECIPIENT, "thing", carried=True),
        argument(Role.PLACE, "place"),
    ),
    quantities=(
        QuantityMention(QuantityKind.KILLED, AT["dead"], 0.9),
        QuantityMention(QuantityKind.INJURED, AT["hurt"], 0.9),
    ),
    identity=0,
)
ENTITIES = (
    entity(1, EntityKind.PERSON, "who"),
    entity(2, EntityKind.MEDIA, "outlet"),
    entity(3, EntityKind.ARMED_GROUP, "group"),
    entity(4, EntityKind.PLACE, "place"),
    entity(5, EntityKind.FACILITY, "thing"),
)


def read(event: EventMention, report: Report = REPORT, dated: EventTimes = WHEN) -> Reading:
    sentence = Sentence(Span(0, len(report.text)), (AT["who"], AT["act"]), BlockKind.BODY, 0)
    graph = MentionGraph(
        sentences=(sentence,), tokens=(), names=(), events=(event,), chains=(), statements=()
    )
    return make_reading(
        report, graph=graph, times=(), dated=(dated,), places=(), entities=ENTITIES, dropped=()
    )


def test_the_chain_runs_from_the_outlet_inwards() -> None:
    chain = read(EVENT).claims[0].attribution
    assert [(link.kind, link.text) for link in chain] == [
        (SourceKind.OUTLET, "The Missa Courier"),
        (SourceKind.RELAYED, "Harbour Radio"),
        (SourceKind.VISUAL, "A video"),
        (SourceKind.SPEAKER, "Colonel Ferran Ode"),
    ]


def test_unnamed_sources_have_no_actor() -> None:
    text, at = marked("{who:Sources} said {group:the Reed Front} {act:left}.")
    event = replace(
        EVENT,
        trigger=at["act"],
        arguments=(Argument(Role.SOURCE, at["who"], at["who"], 0.7),),
        quantities=(),
    )
    report = replace(REPORT, text=text, outlet="")
    link = read(event, report).claims[0].attribution[0]
    assert (link.kind, link.entity, link.text) == (SourceKind.UNNAMED, None, "Sources")


def test_who_speaks_before_a_semicolon_says_another_thing() -> None:
    text, at = marked(
        "{who:Ode} said it held; {other:Lune} said {group:the Reed Front} {act:left}."
    )
    event = replace(
        EVENT,
        trigger=at["act"],
        arguments=tuple(Argument(Role.SOURCE, at[w], at[w], 0.7) for w in ("who", "other")),
        quantities=(),
    )
    report = replace(REPORT, text=text, outlet="")
    assert [link.text for link in read(event, report).claims[0].attribution] == ["Lune"]
    alone = replace(event, arguments=event.arguments[:1])
    assert [link.text for link in read(alone, report).claims[0].attribution] == ["Ode"]


def test_numbers_keep_their_words_and_bounds() -> None:
    reading = read(EVENT)
    killed, injured = reading.claims[0].quantities
    assert (killed.low, killed.high, killed.span.quote(TEXT)) == (9, None, "at least nine people")
    assert (injured.low, injured.high, injured.span.quote(TEXT)) == (None, None, "dozens")
    assert [(d.what, d.reason) for d in reading.dropped] == [("number", DropReason.UNPARSED_NUMBER)]


def test_what_a_correction_had_wrong_counts_nothing_and_is_told() -> None:
    text, at = marked("An earlier version of this report said {count:six men} were {act:killed}.")
    count = QuantityMention(QuantityKind.KILLED, at["count"], 0.9)
    event = replace(EVENT, trigger=at["act"], arguments=(), quantities=(count,))
    reading = read(event, replace(REPORT, text=text))
    assert reading.claims[0].quantities == ()
    assert [(d.what, d.reason) for d in reading.dropped] == [("number", DropReason.TAKEN_BACK)]


def test_what_is_understood_keeps_its_evidence() -> None:
    fillers = {filler.role: filler for filler in read(EVENT).claims[0].fillers}
    understood = fillers[Role.RECIPIENT]
    assert understood.span is None
    assert understood.evidence == AT["thing"]
    assert understood.entity == "E5"
    assert fillers[Role.ACTOR].span == AT["group"]


def test_only_days_of_its_own_words_make_an_event_background() -> None:
    old = date(2024, 1, 1)
    own, lent = (
        EventTimes((), When(old, old, basis, AT["place"]))
        for basis in (TimeBasis.STATED, TimeBasis.CONTEXT)
    )
    assert read(EVENT, dated=own).claims[0].status is Status.HISTORICAL
    assert read(EVENT, dated=lent).claims[0].status is Status.ACTUAL


def test_a_claim_keeps_its_id_in_every_run() -> None:
    assert read(EVENT).claims[0].id == read(EVENT).claims[0].id
    moved = replace(EVENT, trigger=AT["place"])
    assert read(moved).claims[0].id != read(EVENT).claims[0].id


def test_other_words_for_what_is_dated_over_a_year_back_are_background_too() -> None:
    sentence = Sentence(Span(0, len(TEXT)), (AT["who"], AT["act"]), BlockKind.BODY, 0)
    unsure = replace(EVENT, p_status=0.6)
    other = replace(unsure, identity=EVENT.identity + 1)
    long_ago = EventTimes(
        (), When(date(2029, 1, 1), date(2029, 12, 31), TimeBasis.STATED, AT["place"])
    )
    undated = EventTimes((), When(None, date(2031, 5, 1), TimeBasis.DATELINE, None))
    reading = make_reading(
        REPORT,
        graph=MentionGraph(
            sentences=(sentence,),
            tokens=(),
            names=(),
            events=(unsure, EVENT, other, EVENT),
            chains=(),
            statements=(),
        ),
        times=(),
        dated=(undated, long_ago, undated, undated),
        places=(),
        entities=(),
        dropped=(),
    )
    assert [c.status for c in reading.claims] == [
        Status.HISTORICAL,
        Status.HISTORICAL,
        Status.ACTUAL,
        Status.ACTUAL,
    ]


def test_what_its_own_words_date_over_a_year_back_is_background() -> None:
    sentence = Sentence(Span(0, len(TEXT)), (AT["who"], AT["act"]), BlockKind.BODY, 0)
    graph = MentionGraph(
        sentences=(sentence,), tokens=(), names=(), events=(EVENT,), chains=(), statements=()
    )

    def status_when(first: date, last: date) -> Status:
        when = When(first, last, TimeBasis.STATED, AT["place"])
        reading = make_reading(
            REPORT,
            graph=graph,
            times=(),
            dated=(EventTimes((), when),),
            places=(),
            entities=(),
            dropped=(),
        )
        return reading.claims[0].status

    assert status_when(date(2029, 1, 1), date(2029, 12, 31)) is Status.HISTORICAL
    assert status_when(date(2031, 4, 30), date(2031, 4, 30)) is Status.ACTUAL
    assert read(EVENT).claims[0].status is Status.ACTUAL


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("two years ago", Status.HISTORICAL),
        ("several decades ago", Status.HISTORICAL),
        ("a year ago", Status.ACTUAL),
        ("two days ago", Status.ACTUAL),
    ],
)
def test_years_ago_are_background_in_a_report_of_an_unknown_day(words: str, status: Status) -> None:
    text, at = marked(f"The front {{did:shelled}} the port {{when:{words}}}.")
    time = TimeExpression(at["when"], TimexType.DATE, "", None, None, TimeBasis.STATED)
    event = replace(EVENT, trigger=at["did"], arguments=(), quantities=())
    undated = EventTimes((time,), When(None, None, TimeBasis.UNKNOWN, None))
    report = replace(REPORT, text=text, published=None, published_basis=PublishedBasis.UNKNOWN)
    assert read(event, report, undated).claims[0].status is status
