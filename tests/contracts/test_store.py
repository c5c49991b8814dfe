"""What every store does, whatever it is kept in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from helpers.siege import FRIDAY, PUBLISHED, siege
from khabar.base.names import fold_name
from khabar.record.card import ClaimKey
from khabar.record.claim import Reading
from khabar.record.codes import EventType, Status
from khabar.record.errors import ConfigError, FailureReason, StoreError, StoreMissingError
from khabar.record.report import FailedInput, ReportId
from khabar.store import Addition, Box, Capture, ClaimQuery, Derivation, Store, open_store

NOW = datetime(2018, 9, 10, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OLD = Derivation("reading", "0.1", "aa", "bb")
NEW = Derivation("reading", "0.2", "aa", "bb")
RAW = Capture.of(b"raw bytes of the report")


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    place = str(tmp_path / "case.khabar")
    with open_store(f"{request.param}:///{place}", create=True) as opened:
        yield opened


def add(store: Store, *readings: Reading, derivation: Derivation = OLD) -> None:
    store.add([Addition(RAW, reading) for reading in readings], derivation=derivation, seen=NOW)


def ids(store: Store, query: ClaimQuery) -> list[str]:
    return [row.claim.id for row in store.claims(query)]


def test_a_sound_store_passes_its_check(store: Store) -> None:
    add(store, siege())
    store.check()


def test_a_reading_comes_back_as_it_was_added(store: Store) -> None:
    add(store, siege())
    assert store.reading(ReportId("r1")) == siege()
    assert list(store.readings()) == [siege()]


def test_adding_twice_changes_nothing_but_the_sighting(store: Store) -> None:
    add(store, siege())
    before = store.counts()
    done = store.add([Addition(RAW, siege())], derivation=OLD, seen=LATER)
    assert (done.new, done.reread, done.again, done.refused) == (0, 0, 1, ())
    assert store.counts() == replace(before, sightings=2)
    assert [row.sightings for row in store.reports()] == [2]


def test_a_store_knows_what_it_need_not_read_again(store: Store) -> None:
    add(store, siege())
    assert store.holds(siege().report, derivation=OLD)
    assert not store.holds(siege().report, derivation=NEW)
    assert not store.holds(siege(report="r2").report, derivation=OLD)
    assert not store.holds(replace(siege().report, outlet="Other"), derivation=OLD)
    store.sight(siege().report, capture=Capture.of(b"another copy"), seen=LATER)
    assert (store.counts().sightings, store.counts().captures) == (2, 2)


def test_an_unknown_report_cannot_be_sighted(store: Store) -> None:
    with pytest.raises(StoreMissingError, match="no report 'r1'"):
        store.sight(siege().report, capture=RAW, seen=NOW)


def test_an_id_cannot_stand_for_two_texts(store: Store) -> None:
    add(store, siege())
    other = replace(siege().report, text="Something else.", text_sha256="0" * 64)
    intruder = replace(siege(), report=other, sentences=(), claims=(), names=(), timexes=())
    bare = replace(intruder, places=(), entities=(), statements=(), dropped=())
    done = store.add([Addition(RAW, bare)], derivation=NEW, seen=LATER)
    (refused,) = done.refused
    assert (refused.id, refused.reason) == ("r1", FailureReason.ID_TAKEN)
    assert "stands for another text" in refused.detail
    assert store.reading(ReportId("r1")) == siege()
    assert store.counts().sightings == 1


def test_other_facts_about_a_known_report_are_refused_by_name(store: Store) -> None:
    add(store, siege())
    later = siege(published=PUBLISHED + timedelta(days=1))
    (refused,) = store.add([Addition(RAW, later)], derivation=OLD, seen=LATER).refused
    assert refused.detail == (
        "already in the case with published '2018-09-08', now '2018-09-09'; not changed"
    )


def test_a_new_derivation_stands_beside_the_old_until_it_is_switched_to(store: Store) -> None:
    add(store, siege(), siege(report="r2"))
    revised = replace(siege(), claims=siege().claims[:1])
    done = store.add([Addition(RAW, revised)], derivation=NEW, seen=LATER)
    assert (done.new, done.reread) == (0, 1)
    assert store.counts().claims == 6
    assert store.reading(ReportId("r1"), derivation=NEW.id) == revised
    assert store.switch(NEW.id) == 1
    assert store.switch(NEW.id) == 0
    assert store.counts().claims == 4
    assert store.derivations() == ((OLD, 1), (NEW, 1))
    assert store.reading(ReportId("r1"), derivation=OLD.id) == siege()
    assert store.switch(OLD.id) == 1
    assert store.counts().claims == 6


def test_an_unknown_derivation_cannot_be_switched_to(store: Store) -> None:
    add(store, siege())
    with pytest.raises(StoreError, match="no reading was made by derivation 'drv-x'"):
        store.switch("drv-x")


def test_an_unknown_report_is_named(store: Store) -> None:
    with pytest.raises(StoreMissingError, match="no report 'r9'"):
        store.reading(ReportId("r9"))


def test_captured_bytes_come_back(store: Store) -> None:
    capture = Capture.of(b"Gulvand " * 200)
    store.add([Addition(capture, siege())], derivation=OLD, seen=NOW)
    assert store.capture(capture.sha256) == capture
    with pytest.raises(StoreError, match="no captured bytes with digest 'ffff'"):
        store.capture("ffff")


def test_a_failed_input_is_kept_with_its_bytes(store: Store) -> None:
    failed = FailedInput(
        id="x", origin="x.pdf", reason=FailureReason.UNSUPPORTED, detail="a PDF file"
    )
    store.quarantine(failed, capture=RAW, seen=NOW)
    store.quarantine(failed, capture=RAW, seen=LATER)
    store.quarantine(replace(failed, id="y"), capture=None, seen=LATER)
    first, second = store.failures()
    assert (first.failed, first.first_seen, first.last_seen) == (failed, NOW, LATER)
    assert store.capture(first.sha256) == RAW
    assert (second.failed.id, second.sha256) == ("y", "")
    assert store.counts().failures == 2


QUERIES: dict[str, tuple[ClaimQuery, list[str]]] = {
    "everything": (ClaimQuery(), ["c-shelled", "c-killing", "c-threat"]),
    "that day": (ClaimQuery(since=FRIDAY, until=FRIDAY), ["c-shelled", "c-killing"]),
    "after it": (ClaimQuery(since=PUBLISHED), []),
    "before it": (ClaimQuery(until=date(2018, 9, 6)), []),
    "type": (ClaimQuery(types=frozenset({EventType.THREATEN})), ["c-threat"]),
    "status": (ClaimQuery(statuses=frozenset({Status.HYPOTHETICAL})), ["c-threat"]),
    "actor by name": (ClaimQuery(actor="DARESHANI"), ["c-shelled", "c-killing"]),
    "actor by its words": (ClaimQuery(actor="troops"), ["c-shelled"]),
    "actor by id": (ClaimQuery(actor="drs-army"), ["c-shelled", "c-killing"]),
    "part of a word": (ClaimQuery(actor="Daresh"), []),
    "recipient": (ClaimQuery(recipient="army"), ["c-threat"]),
    "place by name": (ClaimQuery(place="gulvand"), ["c-shelled"]),
    "place by country": (ClaimQuery(place="DRS"), ["c-shelled"]),
    "place by id": (ClaimQuery(place="kh:gulvand"), ["c-shelled"]),
    "text": (ClaimQuery(text='shell* "at least"'), ["c-shelled", "c-killing"]),
    "text without words": (ClaimQuery(text="..."), []),
    "outlet": (ClaimQuery(outlet="meridian"), ["c-shelled", "c-killing", "c-threat"]),
    "other outlet": (ClaimQuery(outlet="Ostrova"), []),
    "report": (ClaimQuery(report=ReportId("r2")), []),
    "box": (ClaimQuery(box=Box(69, 35, 70, 36)), ["c-shelled"]),
    "box elsewhere": (ClaimQuery(box=Box(0, 35, 1, 36)), []),
    "box over the date line": (ClaimQuery(box=Box(69, 35, -170, 36)), ["c-shelled"]),
    "limit": (ClaimQuery(limit=1), ["c-shelled"]),
}


@pytest.mark.parametrize("name", QUERIES)
def test_claims_are_found_by(store: Store, name: str) -> None:
    add(store, siege())
    query, expected = QUERIES[name]
    assert ids(store, query) == expected


def test_a_claim_comes_with_its_sentence_and_reading(store: Store) -> None:
    add(store, siege())
    row = next(store.claims(ClaimQuery(types=frozenset({EventType.THREATEN}))))
    assert row.sentence.startswith("The Mountain Front said")
    assert row.reading == siege()


def test_readings_by_query_hold_only_what_matches(store: Store) -> None:
    add(store, siege(), siege(report="r2", outlet="Ostrova"))
    happened = ClaimQuery(statuses=frozenset({Status.ACTUAL}), outlet="ostrova")
    (reading,) = store.readings(happened)
    assert reading.report.id == "r2"
    assert [claim.id for claim in reading.claims] == ["c-shelled", "c-killing"]


def test_heads_tell_every_claim_in_few_words(store: Store) -> None:
    add(store, siege())
    expected = [
        (siege().report.id, one.id, one.type, one.status, one.when.first, one.when.last, one.p)
        for one in siege().claims
    ]
    assert [head[:-1] for head in store.heads()] == expected
    assert {head.folded for head in store.heads()} == {""}
    for head, claim in zip(store.heads(words=True), siege().claims, strict=True):
        sentence = siege().sentences[claim.sentence].span.quote(siege().report.text)
        assert head.folded == fold_name(sentence)


def test_quotes_tell_the_words_of_claims_and_their_chains(store: Store) -> None:
    add(store, siege())
    keys = [ClaimKey(siege().report.id, one.id) for one in siege().claims]
    nowhere = ClaimKey(ReportId("no-report"), siege().claims[0].id)
    found = store.quotes([*keys, nowhere, *keys])
    assert list(found) == keys
    for key, claim in zip(keys, siege().claims, strict=True):
        sentence = siege().sentences[claim.sentence].span
        assert found[key].words == sentence.quote(siege().report.text)
        assert found[key].links == tuple((link.kind, link.span) for link in claim.attribution)
    assert store.quotes([]) == {}


def test_claims_of_one_occurrence_make_one_event(store: Store) -> None:
    add(store, siege())
    events = [(row.identity, [claim.id for claim in row.claims]) for row in store.occurrences()]
    assert events == [("V1", ["c-shelled", "c-killing"]), ("V2", ["c-threat"])]
    (only,) = store.occurrences(ClaimQuery(text="troops", actor="troops", limit=1))
    assert [claim.id for claim in only.claims] == ["c-shelled", "c-killing"]


def test_reports_are_listed_by_day(store: Store) -> None:
    unknown = siege(report="r0")
    add(store, siege(report="r2"), siege(report="r1", published=FRIDAY), unknown)
    assert [row.id for row in store.reports()] == ["r1", "r0", "r2"]
    row = next(store.reports())
    assert (row.title, row.claims, row.words, row.added) == ("Shells fall on Gulvand", 3, 28, NOW)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        pytest.param("GULVAND haji", 1, id="all words, any case"),
        pytest.param('"mountain front"', 1, id="a phrase"),
        pytest.param('"front mountain"', 0, id="a phrase in another order"),
        pytest.param("ostr*", 1, id="the beginning of a word"),
        pytest.param("ostr", 0, id="half a word"),
        pytest.param('AND "OR NOT( *', 0, id="operators are words"),
        pytest.param("*", 0, id="no word at all"),
    ],
)
def test_reports_are_found_by_words(store: Store, line: str, count: int) -> None:
    add(store, siege())
    assert len(store.search(line)) == count


def test_a_hit_shows_the_sentence_and_marks_the_words(store: Store) -> None:
    add(store, siege())
    (hit,) = store.search('"strike back" shelling')
    assert hit.snippet.startswith("The Mountain Front said")
    text = siege().report.text
    assert [mark.quote(text) for mark in hit.marks] == ["strike back", "shelling"]
    assert store.search("gulvand", limit=0) == ()


def test_counts_say_how_much_there_is(store: Store) -> None:
    add(store, siege(), siege(report="r2", outlet="Ostrova", published=FRIDAY))
    counts = store.counts()
    assert (counts.reports, counts.outlets, counts.claims, counts.events) == (2, 2, 6, 4)
    assert (counts.entities, counts.captures, counts.sightings, counts.failures) == (10, 1, 2, 0)
    assert (counts.first, counts.last) == (FRIDAY, PUBLISHED)
    assert counts.by_type == {EventType.ASSAULT: 4, EventType.THREATEN: 2}
    assert counts.by_status == {Status.ACTUAL: 4, Status.HYPOTHETICAL: 2}


def test_an_empty_store_answers_everything_with_nothing(store: Store) -> None:
    for ask in (store.reports, store.readings, store.claims, store.occurrences, store.failures):
        answer: Callable[[], Iterator[object]] = ask
        assert list(answer()) == []
    assert store.search("word") == ()
    assert store.derivations() == ()
    assert store.counts().first is None


@pytest.mark.parametrize("url", ["postgres://here", "case.khabar", ""])
def test_an_unknown_store_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="known: memory, sqlite"):
        open_store(url)


def test_a_box_needs_north_above_south() -> None:
    with pytest.raises(ConfigError, match="not a box: 0, 5, 1, 4"):
        Box(0, 5, 1, 4)
