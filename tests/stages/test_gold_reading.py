"""Annotated rows as readings: the product's own types, and no label that spans reports."""

from datetime import date

import pytest

from khabar.record.claim import SourceKind
from khabar.record.codes import Role, Status
from khabar.record.time import TimeBasis
from khabar_benchmarks.gold import read_gold, value_bounds

TEXT = (
    "Shelling hits Tarvand\n\n"
    "At least three people were killed in Tarvand on Monday, a nurse told Plains Radio. "
    "The army denied the shelling."
)


def _at(words: str, *, after: int = 0) -> list[int]:
    start = TEXT.index(words, after)
    return [start, start + len(words)]


def _event(trigger: list[int], **fields: object) -> dict[str, object]:
    blank: dict[str, object] = {"roles": [], "times": [], "quantities": [], "conditions": []}
    common = {"identity": "B-shell", "type": "ASSAULT", "mode": None, "quoted": False}
    return {"trigger": trigger, "status": "actual", "sources": [], **blank, **common, **fields}


EVENTS: list[dict[str, object]] = [
    _event(
        _at("killed"),
        roles=[{"role": "place", "span": _at("Tarvand", after=30), "entity": "E1"}],
        times=[{"span": _at("on Monday"), "value": "2019-03-04"}],
        quantities=[{"kind": "killed", "span": _at("At least three people"), "range": "3-"}],
        sources=[
            {"span": _at("a nurse"), "entity": "E2", "text": "a nurse"},
            {"span": _at("Plains Radio"), "entity": "E3", "text": "Plains Radio"},
        ],
    ),
    _event(
        _at("shelling", after=30),
        status="negated",
        roles=[{"role": "actor", "span": None, "entity": "E4"}],
        sources=[{"span": _at("The army"), "entity": "E4", "text": "The army"}],
    ),
]

ROW: dict[str, object] = {
    "id": "b-1",
    "published": "2019-03-05",
    "outlet": "The Ostrel Post",
    "text": TEXT,
    "sentences": [_at("Shelling hits Tarvand"), [23, 105], [106, len(TEXT)]],
    "entities": {
        "E1": {"name": "Tarvand", "kind": "place"},
        "E2": {"name": "nurse in Tarvand", "kind": "person", "sector": "MED"},
        "E3": {"name": "Plains Radio", "kind": "media", "sector": "JRN"},
        "E4": {"name": "Ostreli army", "kind": "military", "sector": "MIL"},
    },
    "events": EVENTS,
}


def test_a_gold_claim_has_the_annotated_days_and_counts() -> None:
    killed = read_gold(ROW).claims[0]
    assert (killed.when.first, killed.when.basis) == (date(2019, 3, 4), TimeBasis.RESOLVED)
    assert [(one.low, one.high) for one in killed.quantities] == [(3, None)]


def test_a_count_without_a_range_is_what_its_words_say() -> None:
    count = {"kind": "killed", "span": _at("At least three people")}
    marked = _event(_at("killed"), quantities=[count])
    told = read_gold({**ROW, "events": [marked]}).claims[0].quantities
    assert [(one.low, one.high) for one in told] == [(3, None)]


def test_the_chain_of_a_gold_claim_runs_from_the_outlet_inwards() -> None:
    killed = read_gold(ROW).claims[0]
    assert [(link.kind, link.text) for link in killed.attribution] == [
        (SourceKind.OUTLET, "The Ostrel Post"),
        (SourceKind.RELAYED, "Plains Radio"),
        (SourceKind.SPEAKER, "a nurse"),
    ]


def test_an_understood_filler_has_an_entity_and_no_words() -> None:
    denied = read_gold(ROW).claims[1]
    actor = next(filler for filler in denied.fillers if filler.role is Role.ACTOR)
    assert (actor.span, actor.entity) == (None, "E4")
    assert denied.status is Status.NEGATED


def test_identity_is_told_inside_the_report_only() -> None:
    assert {claim.identity for claim in read_gold(ROW).claims} == {"V1"}
    other = {**ROW, "events": [{**event, "identity": "Z"} for event in EVENTS]}
    assert read_gold(other).claims == read_gold(ROW).claims


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        pytest.param("2019-03-04", date(2019, 3, 4), date(2019, 3, 4), id="day"),
        pytest.param("2019-02", date(2019, 2, 1), date(2019, 2, 28), id="month"),
        pytest.param("2019", date(2019, 1, 1), date(2019, 12, 31), id="year"),
        pytest.param("2019-03-04/", date(2019, 3, 4), None, id="since"),
        pytest.param("--03-04", None, None, id="no-year"),
    ],
)
def test_codebook_values_bound_days(value: str, first: date | None, last: date | None) -> None:
    assert value_bounds(value) == (first, last)
