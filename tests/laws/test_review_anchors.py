"""Decisions survive another model: found again by their words, or waiting in a queue."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.another_model import read_otherwise
from helpers.demo_case import FIRST, SECOND, START, add_readings, read_demo
from helpers.markup import marked
from khabar.base.ids import sha256_hex, stable_id
from khabar.filing import retell
from khabar.record.claim import Claim, Reading
from khabar.record.decision import Decision, DecisionId, DecisionKind, OrphanReason
from khabar.record.event import ChangeKind
from khabar.record.span import Span
from khabar.review import find_words, make_anchor, place_decisions
from khabar.store import Store, open_store

_KINDS = tuple(kind for kind in DecisionKind if kind is not DecisionKind.UNDO)
_PAIRED = (DecisionKind.MERGE, DecisionKind.SPLIT)


def decide(kind: DecisionKind, *claims: tuple[Reading, Claim], number: int = 0) -> Decision:
    anchors = tuple(
        make_anchor(r.report.text, text_sha256=r.report.text_sha256, span=claim.trigger)
        for r, claim in claims
    )
    return Decision(
        id=DecisionId(stable_id("decision", kind, str(number), *(a.quote for a in anchors))),
        kind=kind,
        anchors=anchors,
        field="",
        value="",
        by="an analyst",
        at=START + timedelta(minutes=number),
        why="",
    )


def scripted(count: int) -> list[Decision]:
    """Return decisions of every kind about claims of the demo."""
    chance = Random(7)
    claims = [(reading, claim) for reading in read_demo() for claim in reading.claims]
    return [
        decide(kind, *chance.sample(claims, 2 if kind in _PAIRED else 1), number=number)
        for number, kind in enumerate(chance.choices(_KINDS, k=count))
    ]


def reprocessed(store: Store, *, lost: float) -> None:
    """Read everything by another model and switch to it."""
    others = [read_otherwise(reading, seed=3, lost=lost) for reading in read_demo()]
    add_readings(store, others, derivation=SECOND)
    retell(store, at=START + timedelta(days=1), switching=SECOND.id)


@pytest.fixture(params=["memory", "sqlite"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    place = tmp_path_factory.mktemp("review") / "a.khabar"
    store = open_store(f"{request.param}:///{place}", create=True)
    add_readings(store, read_demo())
    store.situation.decide(scripted(200))
    retell(store, at=START)
    return store


def test_two_hundred_decisions_survive_another_model(case: Store) -> None:
    decisions = case.situation.decisions()
    assert len(decisions) == 200
    assert case.situation.orphans() == ()
    ids = {event.id for event in case.situation.events()}
    reprocessed(case, lost=0.0)
    orphaned = {orphan.decision for orphan in case.situation.orphans()}
    assert len(orphaned) <= 1
    assert case.situation.decisions() == decisions
    for event in ids:
        case.situation.event(event)


def test_what_is_not_read_any_more_waits_and_comes_back(case: Store) -> None:
    reprocessed(case, lost=0.1)
    orphans = case.situation.orphans()
    assert orphans
    assert {orphan.reason for orphan in orphans} == {OrphanReason.NOT_READ}
    placed = place_decisions(case.situation.decisions(), decks=case.situation.decks())
    anchors = sum(len(decision.anchors) for decision in case.situation.decisions())
    assert sum(len(one.anchors) for one in placed.decisions) + len(orphans) == anchors
    assert case.situation.told() is not None
    retell(case, at=START + timedelta(days=2), switching=FIRST.id)
    assert case.situation.orphans() == ()


def test_a_rejected_claim_that_is_not_read_any_more_asks_nobody() -> None:
    reading = read_demo()[0]
    gone = reading.claims[0]
    store = open_store("memory://")
    add_readings(store, [reading])
    store.situation.decide([
        decide(kind, (reading, gone)) for kind in (DecisionKind.REJECT, DecisionKind.ACCEPT)
    ])
    other = replace(reading, claims=tuple(one for one in reading.claims if one != gone))
    add_readings(store, [other], derivation=SECOND)
    retell(store, at=START, switching=SECOND.id)
    (orphan,) = store.situation.orphans()
    assert {one.kind for one in store.situation.decisions() if one.id == orphan.decision} == {
        DecisionKind.ACCEPT
    }


def test_ids_stay_when_triggers_move(case: Store) -> None:
    before = {event.id for event in case.situation.events()}
    reprocessed(case, lost=0.0)
    after = {event.id for event in case.situation.events()}
    kinds = Counter(change.kind for change in case.situation.changes() if change.at > START)
    assert len(before & after) >= 0.9 * len(before)
    assert kinds[ChangeKind.RETRACTED] <= 0.02 * len(before)
    for gone in before - after:
        assert case.situation.event(gone).since is not None


def test_a_merge_and_a_split_by_a_person_win() -> None:
    readings = read_demo()
    claims = [(reading, claim) for reading in readings for claim in reading.claims]
    store = open_store("memory://")
    add_readings(store, readings)
    retell(store, at=START)
    home = {m.key.claim: e.id for e in store.situation.events() for m in e.mentions}
    first = claims[0]
    other = next(each for each in claims if home[each[1].id] != home[first[1].id])
    store.situation.decide([decide(DecisionKind.MERGE, first, other, number=1)])
    retell(store, at=START + timedelta(hours=1))
    now = {m.key.claim: e.id for e in store.situation.events() for m in e.mentions}
    assert now[first[1].id] == now[other[1].id]
    store.situation.decide([decide(DecisionKind.SPLIT, first, other, number=2)])
    retell(store, at=START + timedelta(hours=2))
    now = {m.key.claim: e.id for e in store.situation.events() for m in e.mentions}
    assert now[first[1].id] != now[other[1].id]


_TEXT, _AT = marked(
    "Guards {hit:shelled} Old Tarn on Friday. On Sunday guards {again:shelled} Tarn Bridge."
)


def test_words_are_found_in_a_later_edition_by_what_stands_around_them() -> None:
    anchor = make_anchor(_TEXT, text_sha256=sha256_hex(_TEXT), span=_AT["again"])
    later = "UPDATE. " + _TEXT.replace("Friday", "Friday evening")
    found = find_words(anchor, text=later, text_sha256=sha256_hex(later))
    assert found is not None
    assert found.quote(later) == "shelled"
    assert later[found.end :] == " Tarn Bridge."


def test_words_that_could_be_either_of_two_are_not_guessed() -> None:
    text = "He came. He came. He came."
    anchor = make_anchor(text, text_sha256=sha256_hex(text), span=Span(3, 7))
    other = "They said: He came. They said: He came."
    assert find_words(anchor, text=other, text_sha256=sha256_hex(other)) is None


@given(st.text(min_size=2, max_size=60), st.data())
def test_an_anchor_is_found_in_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = make_anchor(text, text_sha256="digest", span=Span(start, end))
    assert find_words(anchor, text=text, text_sha256="digest") == Span(start, end)
