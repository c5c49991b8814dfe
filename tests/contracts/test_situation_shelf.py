"""What every store keeps of the situation, whatever it is kept in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpers.demo_case import read_demo
from helpers.siege import siege
from khabar.filing import retell
from khabar.record.claim import Reading
from khabar.record.codes import EventType, Status
from khabar.record.decision import Anchor, Decision, DecisionId, DecisionKind
from khabar.record.errors import StoreMissingError
from khabar.record.event import ChangeKind, Event, EventId, Field
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.store import Addition, Capture, ClaimQuery, Derivation, Store, open_store

NOW = datetime(2018, 9, 10, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OLD = Derivation("reading", "0.1", "aa", "bb")
NEW = Derivation("reading", "0.2", "aa", "bb")


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    place = str(tmp_path / "case.khabar")
    with open_store(f"{request.param}:///{place}", create=True) as opened:
        yield opened


def add(store: Store, *readings: Reading, derivation: Derivation = OLD) -> None:
    made = [Addition(Capture.of(r.report.id.encode()), r) for r in readings]
    store.add(made, derivation=derivation, seen=NOW)


def told(store: Store) -> dict[EventType, Event]:
    return {event.type: event for event in store.situation.events()}


def test_an_empty_store_has_no_situation(store: Store) -> None:
    shelf = store.situation
    assert shelf.told() is None
    for ask in (shelf.sources, shelf.events, shelf.control, shelf.access, shelf.talks):
        assert list(ask()) == []
    assert (list(shelf.changes()), shelf.decisions(), shelf.orphans()) == ([], (), ())
    assert (shelf.arrivals(), shelf.names(), shelf.undealt("x")) == ({}, {}, ())


def test_claims_of_two_reports_become_one_event(store: Store) -> None:
    add(store, siege(), siege(report="r2", outlet="Frontline Relay"))
    retold = retell(store, at=NOW)
    shelled = told(store)[EventType.ASSAULT]
    assert shelled.reports == ("r1", "r2")
    assert retold.events == len(told(store)) == 2
    assert [note.report for note in store.situation.sources()] == ["r1", "r2"]
    assert store.situation.event(shelled.id).event == shelled


@pytest.mark.parametrize(
    ("query", "types"),
    [
        pytest.param(ClaimQuery(), ["ASSAULT", "THREATEN"], id="everything"),
        pytest.param(ClaimQuery(limit=1), ["ASSAULT"], id="limit"),
        pytest.param(ClaimQuery(statuses=frozenset({Status.HYPOTHETICAL})), ["THREATEN"], id="st"),
        pytest.param(ClaimQuery(place="Gulvand"), ["ASSAULT"], id="place"),
        pytest.param(ClaimQuery(outlet="nobody"), [], id="outlet"),
        pytest.param(ClaimQuery(report=ReportId("r2")), ["ASSAULT", "THREATEN"], id="report"),
    ],
)
def test_filters_choose_events_by_their_claims(
    store: Store, query: ClaimQuery, types: list[str]
) -> None:
    add(store, siege(), siege(report="r2"))
    retell(store, at=NOW)
    assert [event.type for event in store.situation.events(query)] == types


def test_events_are_chosen_by_the_fields_that_are_told_differently(store: Store) -> None:
    add(store, *read_demo())
    retell(store, at=NOW)
    every = list(store.situation.events())
    for fields in ({Field.STATUS}, {Field.KILLED, Field.DATE}, set(Field), set[Field]()):
        wanted = [
            event for event in every if any(one.field in fields for one in event.contradictions)
        ]
        assert list(store.situation.events(differing=fields)) == wanted
    assert wanted == []


def test_compared_pairs_are_kept_with_the_telling(store: Store) -> None:
    assert store.situation.compared() == b""
    add(store, siege(), siege(report="r2"))
    retell(store, at=NOW)
    kept = store.situation.compared()
    retell(store, at=LATER)
    assert store.situation.compared() == kept != b""


def test_the_inputs_move_with_every_report_reading_and_decision(store: Store) -> None:
    shelf = store.situation
    seen = [shelf.inputs()]
    add(store, siege())
    seen.append(shelf.inputs())
    add(store, siege(), derivation=NEW)
    assert shelf.inputs() == seen[-1]
    seen.append(shelf.inputs(switching=NEW.id))
    store.situation.decide([decision("why not")])
    seen.append(shelf.inputs())
    assert len(set(seen)) == len(seen)


def test_what_stands_beside_the_record_moves_no_inputs(store: Store) -> None:
    shelf = store.situation
    add(store, siege())
    empty = shelf.inputs()
    for number, kind in enumerate((
        DecisionKind.FLAG,
        DecisionKind.NOTE,
        DecisionKind.SENSITIVE,
        DecisionKind.SEAL,
    )):
        shelf.decide([replace(decision(f"beside {number}"), kind=kind)])
    shelf.decide([undo("decision-beside 0"), replace(decision("good"), kind=DecisionKind.ACCEPT)])
    assert shelf.inputs() == empty
    shelf.decide([decision("wrong")])
    rejected = shelf.inputs()
    assert rejected != empty
    shelf.decide([undo("decision-wrong")])
    assert shelf.inputs() not in {empty, rejected}


def test_an_acceptance_of_what_was_rejected_moves_the_inputs(store: Store) -> None:
    add(store, siege())
    store.situation.decide([decision("wrong")])
    before = store.situation.inputs()
    moved = replace(decision("").anchors[0], span=Span(9, 13))  # read again, it stands elsewhere
    right = replace(decision("right after all"), kind=DecisionKind.ACCEPT, anchors=(moved,))
    store.situation.decide([right])
    assert store.situation.inputs() != before


def test_decks_are_found_by_their_texts(store: Store) -> None:
    add(store, siege(), siege(report="r2"))
    retell(store, at=NOW)
    digest = siege().report.text_sha256
    found = [deck.report.id for deck in store.situation.decks(texts={digest})]
    assert found == [
        deck.report.id for deck in store.situation.decks() if deck.report.text_sha256 == digest
    ]
    assert found
    assert not list(store.situation.decks(texts=set()))


def undo(decision_id: str) -> Decision:
    return replace(
        decision(f"undo {decision_id}"), kind=DecisionKind.UNDO, anchors=(), value=decision_id
    )


def decision(why: str, *, at: datetime = NOW) -> Decision:
    anchor = Anchor(text_sha256="0" * 64, span=Span(0, 4), quote="Gone", before="", after="")
    return Decision(
        id=DecisionId(f"decision-{why}"),
        kind=DecisionKind.REJECT,
        anchors=(anchor,),
        field="",
        value="",
        by="an analyst",
        at=at,
        why=why,
    )


def test_decisions_are_kept_once_in_order(store: Store) -> None:
    late, early = decision("late", at=LATER), decision("early")
    assert store.situation.decide([late, early]) == 2
    assert store.situation.decide([early]) == 0
    assert store.situation.decisions() == (early, late)


def test_words_that_are_nowhere_wait_in_the_queue(store: Store) -> None:
    add(store, siege())
    store.situation.decide([decision("lost")])
    assert retell(store, at=NOW).orphans == 1
    (orphan,) = store.situation.orphans()
    assert (orphan.decision, orphan.anchor.quote) == ("decision-lost", "Gone")


def test_a_switch_and_the_telling_are_one(store: Store) -> None:
    add(store, siege())
    retell(store, at=NOW)
    kept = told(store)[EventType.ASSAULT]
    add(store, replace(siege(), claims=siege().claims[:2]), derivation=NEW)
    retold = retell(store, at=LATER, switching=NEW.id)
    assert retold.readings_moved == 1
    assert store.derivations() == ((OLD, 0), (NEW, 1))
    assert list(told(store)) == [EventType.ASSAULT]
    assert told(store)[EventType.ASSAULT].id == kept.id
    assert retold.changes == {ChangeKind.RETRACTED: 1}


def test_an_id_leads_somewhere_for_ever(store: Store) -> None:
    add(store, siege())
    retell(store, at=NOW)
    threat = told(store)[EventType.THREATEN].id
    add(store, replace(siege(), claims=siege().claims[:2]), derivation=NEW)
    retell(store, at=LATER, switching=NEW.id)
    found = store.situation.event(threat)
    assert (found.asked, found.event, found.since) == (threat, None, LATER)
    retell(store, at=LATER + timedelta(hours=1), switching=OLD.id)
    assert told(store)[EventType.THREATEN].id == threat
    assert store.situation.event(threat).since is None
    with pytest.raises(StoreMissingError, match="no event 'event-x'"):
        store.situation.event(EventId("event-x"))


def test_the_change_feed_grows(store: Store) -> None:
    add(store, siege())
    retell(store, at=NOW)
    assert [change.kind for change in store.situation.changes()] == [ChangeKind.CREATED] * 2
    add(store, siege(report="r2"))
    retell(store, at=LATER)
    later = list(store.situation.changes(since=LATER))
    assert {change.kind for change in later} == {ChangeKind.UPDATED}
    assert all("mentions" in change.what for change in later)


def test_reports_without_an_id_are_called_by_their_files(store: Store) -> None:
    made = ReportId("report-0123456789abcdef")
    nameless = siege(report=made)
    report = replace(nameless.report, origin="articles/one.txt")
    add(store, siege(), replace(nameless, report=report))
    assert store.situation.names() == {made: "one.txt"}
    assert store.situation.arrivals() == {"r1": 0, made: 1}


def test_a_write_that_fails_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from khabar.store import _sqlite_telling

    with open_store(f"sqlite:///{tmp_path / 'a.khabar'}", create=True) as store:
        add(store, siege())
        retell(store, at=NOW)
        before = (told(store), list(store.situation.changes()), store.derivations())
        add(store, replace(siege(), claims=siege().claims[:2]), derivation=NEW)

        def fail(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(_sqlite_telling, "put_ids", fail)
        with pytest.raises(KeyboardInterrupt):
            retell(store, at=LATER, switching=NEW.id)
        changes = list(store.situation.changes())
        assert (told(store), changes, store.derivations()[:1]) == (*before[:2], before[2])
