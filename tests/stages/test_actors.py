"""Actors: phrases and whole reports in, kinds, countries and sectors out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers.markup import marked
from khabar.record.actor import Entity
from khabar.record.codes import EntityKind, EventType, NameType, Role, Sector, Status
from khabar.record.dropped import DropReason
from khabar.record.graph import (
    Argument,
    Chain,
    EventMention,
    MentionGraph,
    Name,
    StatementMention,
)
from khabar.record.report import PublishedBasis, Report, ReportId
from khabar.record.span import Span
from khabar.reference.actors import Registry, open_registry, read_rows
from khabar.resolve.actors import resolve_entities, resolve_phrase

DAY = date(2021, 8, 28)
LEAST_RIGHT = 0.95  # share of the table below


def read_table() -> Iterator[tuple[str, str, str, str]]:
    table = Path(__file__).with_name("actors_phrases.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            phrase, kind, sector, country = line.split("\t")
            yield phrase, kind, sector.strip("-"), country.strip("-")


def told(phrase: str) -> tuple[str, str, str]:
    found = resolve_phrase(phrase, on=DAY)
    if not found:
        return "none", "", ""
    return str(found[0].kind), str(found[0].sector or ""), found[0].country


def test_the_table_of_role_phrases_is_right_but_for_a_few() -> None:
    rows = list(read_table())
    wrong = [(row, told(row[0])) for row in rows if told(row[0]) != row[1:]]
    assert len(rows) >= 300
    assert 1 - len(wrong) / len(rows) >= LEAST_RIGHT, wrong


def test_a_movement_rebels_until_the_day_it_takes_the_capital() -> None:
    before = resolve_phrase("Taliban fighters", on=date(2021, 8, 14))[0]
    after = resolve_phrase("Taliban fighters", on=date(2021, 8, 15))[0]
    assert (before.sector, after.sector) == (Sector.REB, Sector.GOV)


def test_former_presidents_are_elite_and_keep_the_post_they_held() -> None:
    found = resolve_phrase("the former Afghan president", on=DAY)[0]
    assert found.sectors == (Sector.ELI, Sector.GOV)
    assert (found.country, found.role) == ("AFG", "president")


def test_what_is_no_actor_has_no_candidates() -> None:
    for words in ("", "the Damascus airport", "yesterday", "12"):
        assert resolve_phrase(words, on=DAY) == ()


@pytest.mark.parametrize("beside", [True, False], ids=["over the packaged one", "alone"])
def test_a_registry_handed_in_is_looked_in(*, beside: bool) -> None:
    line = "xx-front\tNarkhab Front\tarmed_group\tAFG\tREB\t\tNF Narkhab"
    rows = read_rows(line, name="groups-case.tsv")
    registry = open_registry().overlay(rows) if beside else Registry(rows)
    (found,) = resolve_phrase("Narkhab Front", on=DAY, registry=registry)
    assert (found.registry_id, found.country, found.sector) == ("xx-front", "AFG", Sector.REB)
    assert bool(resolve_phrase("the Taliban", on=DAY, registry=registry)) is beside
    assert resolve_phrase("Narkhab Front", on=DAY)[0].registry_id == ""


def report_of(text: str, published: date | None = DAY) -> Report:
    basis = PublishedBasis.ARGUMENT if published else PublishedBasis.UNKNOWN
    return Report(
        id=ReportId("r"), text=text, text_sha256="", published=published, published_basis=basis
    )


def event_of(trigger: Span, *arguments: tuple[Role, Span]) -> EventMention:
    return EventMention(
        trigger=trigger,
        sentence=0,
        type=EventType.ASSAULT,
        mode="",
        status=Status.ACTUAL,
        quoted=False,
        p=0.9,
        p_status=0.9,
        arguments=tuple(Argument(role, span, span, 0.9) for role, span in arguments),
        quantities=(),
        identity=0,
    )


def graph_of(
    events: tuple[EventMention, ...],
    *chains: tuple[Span, ...],
    names: tuple[Name, ...] = (),
    statements: tuple[StatementMention, ...] = (),
) -> MentionGraph:
    return MentionGraph(
        sentences=(),
        tokens=(),
        names=names,
        events=events,
        chains=tuple(Chain(chain, 0.9) for chain in chains),
        statements=statements,
    )


def only(entities: tuple[Entity, ...], kind: EntityKind) -> Entity:
    (entity,) = [entity for entity in entities if entity.kind is kind]
    return entity


def test_a_chain_becomes_one_entity_linked_by_its_best_mention() -> None:
    text, at = marked(
        "{who:The Taliban} {did:shelled} {place:Narkhab}. {group:The militants} denied it."
    )
    events = (event_of(at["did"], (Role.ACTOR, at["who"]), (Role.PLACE, at["place"])),)
    graph = graph_of(events, (at["who"], at["group"]), (at["place"],))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    assert [entity.id for entity in entities] == ["E1", "E2"]
    group = only(entities, EntityKind.ARMED_GROUP)
    assert (group.name, group.registry_id, group.sector) == ("Taliban", "afg-taliban", Sector.GOV)
    assert group.mentions == (at["who"], at["group"])


@pytest.mark.parametrize(
    "words",
    [
        "Northern Alliance Commander {who:Hamid Saifi} {did:vowed} to fight.",
        "{who:Hamid Saifi}, a commander of the Northern Alliance, {did:vowed} to fight.",
    ],
    ids=["title", "apposition"],
)
def test_a_post_beside_a_name_gives_role_body_country_and_sector(words: str) -> None:
    text, at = marked(words)
    names = (Name(at["who"], NameType.PERSON, 0.9),)
    events = (event_of(at["did"], (Role.ACTOR, at["who"])),)
    graph = graph_of(events, (at["who"],), names=names)
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    (person,) = entities
    assert (person.name, person.role.lower()) == ("Hamid Saifi", "commander")
    assert (person.of, person.country, person.sector) == ("Northern Alliance", "AFG", Sector.REB)


def test_our_forces_in_a_quotation_belong_to_the_side_of_the_speaker() -> None:
    text, at = marked('{who:A Houthi spokesman} {said:said}: "{we:our forces} {did:hit} the port".')
    quote = StatementMention((at["who"],), at["said"], (Span(at["we"].start, at["did"].end),))
    events = (event_of(at["did"], (Role.ACTOR, at["we"]), (Role.SOURCE, at["who"])),)
    graph = graph_of(events, (at["who"],), (at["we"],), statements=(quote,))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    ours = entities[1]
    assert (ours.country, ours.sector) == ("YEM", Sector.REB)


def test_we_in_a_quotation_are_on_the_side_of_the_speaker_whatever_comes_first() -> None:
    text, at = marked(
        '{who:A Houthi spokesman} {said:said}: "{they:They} know that {we:we} {did:hit} the port".'
    )
    quote = StatementMention((at["who"],), at["said"], (Span(at["they"].start, at["did"].end),))
    events = (event_of(at["did"], (Role.ACTOR, at["we"]), (Role.SOURCE, at["who"])),)
    graph = graph_of(events, (at["who"],), (at["they"], at["we"]), statements=(quote,))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    assert (entities[1].country, entities[1].sector) == ("YEM", Sector.REB)


def test_our_forces_are_on_the_side_of_the_source_of_their_event() -> None:
    text, at = marked('{who:A Houthi spokesman} spoke. "{we:Our forces} {did:hit} the port".')
    events = (event_of(at["did"], (Role.ACTOR, at["we"]), (Role.SOURCE, at["who"])),)
    graph = graph_of(events, (at["who"],), (at["we"],))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    ours = entities[1]
    assert (ours.kind, ours.country, ours.sector) == (EntityKind.ARMED_GROUP, "YEM", Sector.REB)


def test_a_person_is_known_by_what_is_said_of_the_name_elsewhere() -> None:
    text, at = marked(
        "{full:Irina Tarn}, a spokeswoman for the Taliban, spoke. {who:Tarn} {did:rejected} it."
    )
    names = (Name(at["full"], NameType.PERSON, 0.9), Name(at["who"], NameType.PERSON, 0.9))
    events = (event_of(at["did"], (Role.ACTOR, at["who"])),)
    entities, _ = resolve_entities(
        report_of(text), graph=graph_of(events, (at["who"],), names=names), places=()
    )
    (person,) = entities
    assert (person.name, person.role, person.of) == ("Irina Tarn", "spokeswoman", "Taliban")
    assert (person.kind, person.country) == (EntityKind.PERSON, "AFG")


def test_two_people_of_one_surname_are_not_mixed_up() -> None:
    text, at = marked(
        "{one:Irina Tarn}, a Chinese judge, met {two:Olga Tarn}. {who:Tarn} {did:rejected} it."
    )
    names = tuple(Name(at[key], NameType.PERSON, 0.9) for key in ("one", "two", "who"))
    events = (event_of(at["did"], (Role.ACTOR, at["who"])),)
    entities, _ = resolve_entities(
        report_of(text), graph=graph_of(events, (at["who"],), names=names), places=()
    )
    assert (entities[0].name, entities[0].role) == ("Tarn", "")


def test_the_reasons_of_a_kind_add_up_to_its_probability() -> None:
    text, at = marked("{who:Unidentified gunmen} {did:attacked} a village in Kenya.")
    graph = graph_of((event_of(at["did"], (Role.ACTOR, at["who"])),), (at["who"],))
    (entity,), _ = resolve_entities(report_of(text), graph=graph, places=())
    assert (entity.kind, entity.sector) == (EntityKind.ARMED_GROUP, Sector.UAF)
    assert entity.score is not None
    assert entity.score.probability == pytest.approx(entity.p, abs=1e-6)


def test_the_reader_s_own_guess_is_part_of_the_evidence() -> None:
    text, at = marked("{who:Narkhabis} {did:attacked} a village.")
    events = (event_of(at["did"], (Role.ACTOR, at["who"])),)
    kinds = tuple((kind, 0.0 if kind is EntityKind.POLICE else -30.0) for kind in EntityKind)
    plain = graph_of(events, (at["who"],))
    told = replace(plain, chains=(Chain((at["who"],), 0.9, kinds=kinds),))
    (without,), _ = resolve_entities(report_of(text), graph=plain, places=())
    (with_guess,), _ = resolve_entities(report_of(text), graph=told, places=())
    assert without.kind is not EntityKind.POLICE
    assert with_guess.kind is EntityKind.POLICE


def test_a_country_that_acts_through_its_capital_s_police_is_not_its_police() -> None:
    (kyiv,) = resolve_phrase("Kyiv police", on=DAY)
    (all_of_it,) = resolve_phrase("the Ukrainian police", on=DAY)
    assert (kyiv.country, kyiv.registry_id) == ("UKR", "")
    assert all_of_it.registry_id == "ukr-cop"


def test_a_capital_that_acts_is_a_government() -> None:
    text, at = marked("{who:Kabul} {did:rejected} the offer.")
    graph = graph_of((event_of(at["did"], (Role.ACTOR, at["who"])),), (at["who"],))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    assert (entities[0].kind, entities[0].registry_id) == (EntityKind.GOVERNMENT, "afg-gov")


def test_a_name_with_two_bearers_is_kept_and_said_to_be_ambiguous() -> None:
    text, at = marked("{who:King Abdullah} {did:warned} them.")
    names = (Name(at["who"], NameType.PERSON, 0.9),)
    graph = graph_of((event_of(at["did"], (Role.ACTOR, at["who"])),), (at["who"],), names=names)
    entities, dropped = resolve_entities(report_of(text, None), graph=graph, places=())
    assert entities[0].registry_id == ""
    assert [item.reason for item in dropped] == [DropReason.AMBIGUOUS]


def test_generic_police_take_the_country_that_the_report_is_about() -> None:
    text, at = marked("Protests spread in Kenya. {who:Police} {did:fired} in Nairobi, Kenya.")
    graph = graph_of((event_of(at["did"], (Role.ACTOR, at["who"])),), (at["who"],))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    assert (entities[0].kind, entities[0].country) == (EntityKind.POLICE, "KEN")


@pytest.mark.parametrize(
    ("where", "name"), [("Darfur, Sudan", "Sudan Liberation Movement"), ("Chad", "SLA")]
)
def test_letters_are_the_group_of_a_country_only_where_that_is_named(where: str, name: str) -> None:
    text, at = marked(
        f"{{who:The SLA}} {{did:shelled}} a village in {where}. {{again:Rebels}} fled."
    )
    names = (Name(Span(at["who"].start + 4, at["who"].end), NameType.ORGANIZATION, 0.9),)
    events = (event_of(at["did"], (Role.ACTOR, at["who"])),)
    graph = graph_of(events, (at["who"], at["again"]), names=names)
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    group = only(entities, EntityKind.ARMED_GROUP)
    assert group.name == name
    assert bool(group.registry_id) == (name != "SLA")


def test_two_presidents_of_one_chain_are_two_actors() -> None:
    text, at = marked(
        "{one:The Afghan president} {did:met} rivals. {two:The Tajik president} {left:left}. "
        "{he:He} spoke."
    )
    events = (
        event_of(at["did"], (Role.ACTOR, at["one"])),
        event_of(at["left"], (Role.ACTOR, at["two"]), (Role.SOURCE, at["he"])),
    )
    graph = graph_of(events, (at["one"], at["two"], at["he"]))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    assert [(one.country, one.mentions) for one in entities] == [
        ("AFG", (at["one"],)),
        ("TJK", (at["two"], at["he"])),
    ]


def test_a_broadcaster_and_a_cleric_of_one_chain_are_two_actors() -> None:
    text, at = marked("{one:Al-Manar} {did:showed} it. {two:Al-Sadr} {left:left}.")
    events = (
        event_of(at["did"], (Role.ACTOR, at["one"])),
        event_of(at["left"], (Role.ACTOR, at["two"])),
    )
    names = (Name(at["two"], NameType.PERSON, 0.9),)
    entities, _ = resolve_entities(
        report_of(text), graph=graph_of(events, (at["one"], at["two"]), names=names), places=()
    )
    assert [one.mentions for one in entities] == [(at["one"],), (at["two"],)]


@pytest.mark.parametrize("front", ["the anti-Taliban front", "Non-Taliban groups"])
def test_who_fights_a_group_is_not_that_group(front: str) -> None:
    text, at = marked(f"{{one:{front}}} {{did:met}}. {{two:The Taliban}} {{left:left}}.")
    events = (
        event_of(at["did"], (Role.ACTOR, at["one"])),
        event_of(at["left"], (Role.ACTOR, at["two"])),
    )
    graph = graph_of(events, (at["one"], at["two"]))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    assert [one.mentions for one in entities] == [(at["one"],), (at["two"],)]
    assert not entities[0].registry_id


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("The army", "the Syrian National Army", True),
        ("A rebel spokesman", "government spokesman Adar Sol", True),
        ("The rebels", "the Syrian National Army", False),
        ("The army", "the soldiers", False),
        ("Each side", "the rebels", False),
    ],
)
def test_a_state_s_men_and_rebels_of_one_chain_are_two_actors(
    one: str, two: str, *, apart: bool
) -> None:
    text, at = marked(f"{{one:{one}}} {{did:withdrew}} before {{two:{two}}} {{left:left}}.")
    events = (
        event_of(at["did"], (Role.ACTOR, at["one"])),
        event_of(at["left"], (Role.ACTOR, at["two"])),
    )
    graph = graph_of(events, (at["one"], at["two"]))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    assert len(entities) == 1 + apart


def test_a_short_form_of_a_name_stays_with_it() -> None:
    text, at = marked("{one:The New York Times} {did:asked}. {two:The Times} {left:left}.")
    events = (event_of(at["did"], (Role.ACTOR, at["one"])),)
    graph = graph_of(events, (at["one"], at["two"]))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    assert [one.mentions for one in entities] == [(at["one"], at["two"])]


def test_our_forces_are_taken_from_the_mentions_of_the_enemy() -> None:
    text, at = marked(
        "{foe:Saudi troops} {did:fired}. {who:A Yemeni rebel spokesman} {said:said}: "
        '"{we:our forces} {hit:hit} the port".'
    )
    quote = StatementMention((at["who"],), at["said"], (Span(at["we"].start, at["hit"].end),))
    events = (
        event_of(at["did"], (Role.ACTOR, at["foe"])),
        event_of(at["hit"], (Role.ACTOR, at["we"]), (Role.SOURCE, at["who"])),
    )
    graph = graph_of(events, (at["foe"], at["we"]), (at["who"],), statements=(quote,))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    told = {one.mentions: (one.country, one.sector) for one in entities}
    assert told[at["foe"],] == ("SAU", Sector.MIL)
    assert told[at["we"],] == ("YEM", Sector.REB)
    assert [one.id for one in entities] == ["E1", "E2", "E3"]


def test_the_country_us_is_not_us() -> None:
    text, at = marked(
        '{who:A Houthi spokesman} {said:said} "{one:the US} and {two:US} {did:lost}".'
    )
    quote = StatementMention((at["who"],), at["said"], (Span(at["one"].start, at["did"].end),))
    events = (event_of(at["did"], (Role.ACTOR, at["one"]), (Role.SOURCE, at["who"])),)
    graph = graph_of(events, (at["one"], at["two"]), (at["who"],), statements=(quote,))
    entities, _ = resolve_entities(report_of(text), graph=graph, places=())
    assert (at["one"], at["two"]) in {one.mentions for one in entities}


def test_a_village_of_a_capital_s_name_gives_its_people_no_country() -> None:
    text, at = marked(
        "Gorvan rebels left a village called Paris. {who:The army} of Gorvania {did:took} "
        "{where:Paris} at night."
    )
    events = (event_of(at["did"], (Role.ACTOR, at["who"]), (Role.PLACE, at["where"])),)
    entities, _ = resolve_entities(report_of(text), graph=graph_of(events), places=())
    assert "FRA" not in {one.country for one in entities}


@pytest.mark.parametrize(
    "words",
    [
        "Syrian\x01Democratic\x02Forces",
        "Syrian Demo\u00adcratic Forces",
        "\u200bSyrian Democratic Forces",
    ],
    ids=["control", "soft hyphen", "zero width"],
)
def test_characters_that_nobody_sees_hide_no_name(words: str) -> None:
    (plain,) = resolve_phrase("Syrian Democratic Forces", on=DAY)
    (hidden,) = resolve_phrase(words, on=DAY)
    assert hidden.registry_id == plain.registry_id != ""


@pytest.mark.parametrize("words", ["Swass military", "Mauritean police"])
def test_a_name_that_is_only_somewhat_alike_is_not_linked(words: str) -> None:
    assert all(found.registry_id == "" for found in resolve_phrase(words, on=DAY))


def test_a_like_spelling_is_less_sure_than_the_name_and_says_why() -> None:
    (exact,), (alike,) = resolve_phrase("Hezbollah", on=DAY), resolve_phrase("Hezbolleh", on=DAY)
    assert alike.registry_id == exact.registry_id
    assert alike.p < 0.85 < exact.p
    assert alike.score.parts[-1].feature == "only a like spelling"


@pytest.mark.parametrize(
    ("day", "sector"),
    [
        pytest.param(date(2009, 1, 1), Sector.GOV, id="before all"),
        pytest.param(date(2014, 1, 1), Sector.GOV, id="between"),
        pytest.param(date(2019, 1, 1), Sector.LEG, id="within the last"),
    ],
)
def test_between_two_terms_a_person_is_what_the_last_one_was(day: date, sector: Sector) -> None:
    line = "Orvan Tessel\tGBR\tGOV 2010-01..2012-01 Minister of gbr; LEG 2018-01.. of gbr-leg\t"
    registry = open_registry().overlay(read_rows(line, name="people-case.tsv"))
    (found,) = resolve_phrase("Orvan Tessel", on=day, registry=registry)
    assert sector in found.sectors


def test_a_news_site_named_for_a_people_is_a_news_site() -> None:
    (found,) = resolve_phrase("The New Arab", on=DAY)
    assert (found.kind, found.sector) == (EntityKind.MEDIA, Sector.JRN)
