"""What people decide changes what is told; what they withhold is told nowhere."""

import io
from collections.abc import Iterable
from datetime import timedelta

import pytest

from helpers.demo_case import START, case_of, read_demo
from khabar.exports import ALL_STATUSES, write_csv
from khabar.filing import retell
from khabar.record.actor import Entity
from khabar.record.claim import Claim, Reading
from khabar.record.codes import EntityKind, Role, Status
from khabar.record.decision import Anchor, Decision, DecisionId, DecisionKind
from khabar.record.errors import RecordError
from khabar.record.span import Span
from khabar.review import Redaction, find_holding, make_anchor, make_corrections, parse_days
from khabar.reviewed import ReviewedStore
from khabar.store import ClaimQuery, Store


def anchor_to(reading: Reading, span: Span) -> Anchor:
    """Return an anchor to words of a reading."""
    return make_anchor(reading.report.text, text_sha256=reading.report.text_sha256, span=span)


def decide(
    kind: DecisionKind, anchors: Iterable[Anchor] = (), *, field: str = "", value: str = ""
) -> Decision:
    """Return a decision of Noor."""
    return Decision(
        id=DecisionId(f"decision-{kind}-{field}-{value}"),
        kind=kind,
        anchors=tuple(anchors),
        field=field,
        value=value,
        by="Noor",
        at=START + timedelta(days=1),
        why="",
    )


def told_with(store: Store, *decisions: Decision) -> ReviewedStore:
    """Keep decisions in a case, tell it anew and return it as it is now."""
    store.situation.decide(decisions)
    retell(store, at=START + timedelta(days=2))
    return ReviewedStore(store)


def first_claim() -> tuple[Reading, Claim]:
    """Return a claim of the demo."""
    reading = read_demo()[0]
    return reading, reading.claims[0]


def a_person() -> tuple[Reading, Entity]:
    """Return a person of the demo whose name has several words."""
    for reading in read_demo():
        for one in reading.entities:
            is_named = len(one.name.split()) > 1 and one.name.istitle()
            if one.kind is EntityKind.PERSON and is_named and one.mentions:
                return reading, one
    pytest.fail("no person in the demo")


def test_a_rejected_claim_leaves_events_exports_and_figures_but_stays_listed() -> None:
    reading, claim = first_claim()
    with case_of(read_demo()) as store:
        before = store.counts().claims
        rejected = decide(DecisionKind.REJECT, [anchor_to(reading, claim.trigger)])
        case = told_with(store, rejected)
        assert claim.id not in {m.key.claim for e in case.situation.events() for m in e.mentions}
        assert claim.id not in {row.claim.id for row in case.claims()}
        out = io.BytesIO()
        write_csv(case.readings(), out, statuses=ALL_STATUSES)
        assert claim.id.encode() not in out.getvalue()
        assert case.counts().claims == before - 1
        assert [(row.claim.id, one.by) for row, one in case.rejected()] == [(claim.id, "Noor")]


def test_a_rejection_that_is_taken_back_changes_nothing() -> None:
    reading, claim = first_claim()
    with case_of(read_demo()) as store:
        before = [event.id for event in store.situation.events()]
        rejected = decide(DecisionKind.REJECT, [anchor_to(reading, claim.trigger)])
        told_with(store, rejected)
        case = told_with(store, decide(DecisionKind.UNDO, value=rejected.id))
        assert [event.id for event in case.situation.events()] == before
        assert claim.id in {row.claim.id for row in case.claims()}


def test_an_edit_changes_the_field_in_events_and_in_questions() -> None:
    reading, claim = first_claim()
    where = anchor_to(reading, claim.trigger)
    with case_of(read_demo()) as store:
        case = told_with(
            store,
            decide(DecisionKind.EDIT, [where], field="status", value="negated"),
            decide(DecisionKind.EDIT, [where], field="when", value="2018-09-01/2018-09-02"),
            decide(DecisionKind.EDIT, [where], field="actor", value="Ministry of Ferries"),
        )
        found = {m.key.claim: m for e in case.situation.events() for m in e.mentions}
        assert found[claim.id].status is Status.NEGATED
        asked = ClaimQuery(actor="ministry of ferries", statuses=frozenset({Status.NEGATED}))
        (row,) = case.claims(asked)
        assert (row.claim.id, str(row.claim.when.first)) == (claim.id, "2018-09-01")
        assert [f.entity is not None for f in row.claim.fillers if f.role is Role.ACTOR] == [True]
        assert any(
            claim.id in {m.key.claim for m in event.mentions}
            for event in case.situation.events(asked)
        )


def test_a_link_names_the_row_that_a_person_chose() -> None:
    reading, person = a_person()
    linked = decide(
        DecisionKind.LINK, [anchor_to(reading, person.mentions[0])], field="actor", value="own-1"
    )
    with case_of(read_demo()) as store:
        shown = told_with(store, linked).reading(reading.report.id)
        assert {e.registry_id for e in shown.entities if e.id == person.id} == {"own-1"}


def test_a_withheld_person_is_told_nowhere() -> None:
    reading, person = a_person()
    redacted = decide(DecisionKind.REDACT, [anchor_to(reading, person.mentions[0])])
    family = person.name.split()[-1]
    with case_of(read_demo()) as store:
        assert store.search(family)
        case = told_with(store, redacted)
        assert not case.search(family)
        assert not list(case.claims(ClaimQuery(actor=person.name)))
        shelf = case.situation
        told = repr([
            *(case.readings(), shelf.events(), shelf.control(), shelf.access(), shelf.talks()),
            *map(list, (case.readings(), shelf.events(), shelf.control())),
            *map(list, (shelf.access(), shelf.talks(), shelf.sources(), case.reports())),
        ])
        assert family.casefold() not in told.casefold()
        shown = case.reading(reading.report.id).report
        assert len(shown.text) == len(reading.report.text)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("KARIM DAUD spoke", "██████████ spoke"),
        ("karim-daud.html", "██████████.html"),
        ("Karím\nDaud’s men", "██████████’s men"),
        ("Daud's", "████'s"),
        ("Daudzai spoke", "Daudzai spoke"),
        ("Kari\u0301m Daud", "███████████"),
    ],
    ids=["case", "address", "accent and line", "family name", "another name", "decomposed"],
)
def test_names_are_covered_letter_for_letter(text: str, covered: str) -> None:
    redaction = Redaction.of(["Karim Daud", "Daud"])
    assert redaction.cover(text) == covered
    assert len(covered) == len(text)


def test_nothing_is_withheld_without_a_decision() -> None:
    assert not Redaction.of(())
    assert make_corrections(()).correct(read_demo()[0]) is read_demo()[0]
    assert find_holding(()) == ()


@pytest.mark.parametrize("words", ["", "soon", "2018-09-02/2018-09-01", "2018-13-01"])
def test_days_that_cannot_be_are_refused(words: str) -> None:
    with pytest.raises(RecordError, match="day"):
        parse_days(words)
