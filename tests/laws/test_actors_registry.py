"""Laws of the actor registry: the shipped facts hold together, and wrong facts are refused."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.record.codes import EntityKind, Sector
from khabar.record.errors import KnowledgeError
from khabar.reference.actors import fold_name, open_lexicon, open_registry, read_rows, tenure_on

HEADS_OF_STATE = re.compile(r"^(President|Prime Minister|King|Chancellor|Emperor) of ([a-z]{3})$")
RIVALS = frozenset({"President of civ"})  # two claimed the office at once


def test_the_shipped_registry_is_as_large_as_promised() -> None:
    rows = [open_registry().row(id_) for id_ in open_registry().ids()]
    people = [row for row in rows if row.kind is EntityKind.PERSON]
    states = [row for row in rows if row.kind is EntityKind.COUNTRY]
    others = [row for row in rows if not row.source.startswith(("states", "people"))]
    assert len(states) >= 195
    assert len(others) >= 900
    assert len(people) >= 1500


def test_enough_people_hold_an_office_with_a_known_term() -> None:
    rows = [open_registry().row(id_) for id_ in open_registry().ids()]
    holders = [
        row
        for row in rows
        if row.kind is EntityKind.PERSON
        and any(term.role and (term.first or term.last) for term in row.tenures)
    ]
    assert len(holders) >= 1500


def test_every_row_is_found_by_each_of_its_names() -> None:
    for id_ in open_registry().ids():
        row = open_registry().row(id_)
        for name in (row.name, *row.aliases):
            assert row in open_registry().find_rows(name.removeprefix("~")), name


def test_terms_are_in_order_and_never_overlap() -> None:
    for id_ in open_registry().ids():
        terms = open_registry().row(id_).tenures
        for earlier, later in pairwise(terms):
            assert (later.first or date.min) >= (earlier.first or date.min), id_


def test_no_two_heads_of_one_state_hold_the_same_office_at_once() -> None:
    offices: dict[str, list[tuple[date, date, str]]] = {}
    for id_ in open_registry().ids():
        row = open_registry().row(id_)
        for term in row.tenures if row.kind is EntityKind.PERSON else ():
            office = f"{term.role} of {term.of}"
            if HEADS_OF_STATE.match(office) and office not in RIVALS and term.first:
                span = (term.first, term.last or date.max, row.name)
                offices.setdefault(office, []).append(span)
    clashes = []
    for office, spans in offices.items():
        spans.sort()
        for (_, last, one), (first, _, two) in pairwise(spans):
            if first + timedelta(days=31) < last:  # handovers take a few days
                clashes.append((office, one, two))
    assert not clashes


@given(st.text())
def test_folding_again_changes_nothing(name: str) -> None:
    once = fold_name(fold_name(name))
    assert fold_name(once) in (once, once.removeprefix("the "))


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)))
def test_the_taliban_govern_exactly_while_they_hold_the_capital(day: date) -> None:
    term = tenure_on(open_registry().row("afg-taliban"), day)
    inside = date(1996, 9, 27) <= day <= date(2001, 11, 13) or day >= date(2021, 8, 15)
    if day >= date(1996, 9, 27):
        assert term is not None
        assert (term.sector is Sector.GOV) == inside


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Hezbollah", "Hizballah"),
        ("Houthis", "the Houthis"),
        ("Muammar Gaddafi", "Muammar Qaddafi"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Jabhat al-Nusra", "jabhat Al Nusra"),
        ("Abdul Malik al-Houthi", "Abdelmalek al-Houthi"),
    ],
)
def test_spellings_of_one_name_lead_to_one_row(one: str, two: str) -> None:
    assert open_registry().find_rows(one) == open_registry().find_rows(two) != []


def test_an_acronym_must_be_written_in_capitals() -> None:
    assert open_registry().find_rows("WHO")[0].id == "int-who"
    assert not open_registry().find_rows("who")
    assert not open_registry().find_rows("us")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("x-a\tA\tarmed_group\tXXX\tREB\t\tB;~C\tone\ttoo many", "cells"),
        ("x-a\tA\twizards\tXXX\tREB", "unknown kind 'wizards'"),
        ("x-a\tA\tarmed_group\tXX\tREB", "ISO alpha-3"),
        ("x-a\tA\tarmed_group\tXXX\tBAD", "unknown sector 'BAD'"),
        ("x-a\tA\tarmed_group\tXXX\tREB 2001", "stretch of time"),
        ("x-a\tA\tarmed_group\tXXX\tREB 2010..2001", "ends before it starts"),
        ("x-a\tA\tarmed_group\tXXX\tREB ..2010-05-05; GOV 2009-01-01..", "terms overlap"),
        ("x-a\tA\tarmed_group\tXXX\tREB 2010-02-31..", "no such day"),
        ("X a\tA\tarmed_group\tXXX\tREB", "not an id"),
        ("x-a\tA\tarmed_group\tXXX\t", "no sector"),
    ],
    ids=["cells", "kind", "country", "sector", "span", "order", "overlap", "day", "id", "empty"],
)
def test_a_wrong_line_is_refused_with_its_place_and_reason(line: str, reason: str) -> None:
    with pytest.raises(KnowledgeError, match=re.escape(reason)) as refused:
        read_rows(f"# note\n{line}\n", name="groups-test.tsv")
    assert refused.value.where == "groups-test.tsv:2"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("x-a\tA\tarmed_group\tXXX\tREB\tx-b\nx-b\tB\tarmed_group\tXXX\tREB\tx-a", "ancestor"),
        ("x-a\tA\tarmed_group\tXXX\tREB\tx-nobody", "unknown actor 'x-nobody'"),
        ("x-a\tA\tarmed_group\tXXX\tREB\nx-b\tA\tarmed_group\tXXX\tREB", "also a name of x-a"),
        ("x-a\tA\tarmed_group\tXXX\tREB\nx-a\tB\tarmed_group\tXXX\tREB", "already used"),
    ],
    ids=["cycle", "parent", "name", "id"],
)
def test_rows_that_contradict_each_other_are_refused(lines: str, reason: str) -> None:
    rows = read_rows(lines, name="groups-test.tsv")
    with pytest.raises(KnowledgeError, match=reason):
        open_registry().overlay(rows)


def test_one_name_at_different_times_or_declared_shared_is_no_clash() -> None:
    rows = read_rows(
        "x-a\tGuard\tmilitary\tXXX\tMIL ..2001-01-01\nx-b\tGuard\tmilitary\tXXX\tMIL 2001-01-02.."
        "\nx-c\tC\tarmed_group\tXXX\tREB\t\t~Guard",
        name="groups-test.tsv",
    )
    layer = open_registry().overlay(rows)
    assert [row.id for row in layer.find_rows("Guard", on=date(1999, 1, 1))] == ["x-a", "x-c"]


def test_a_layer_replaces_rows_of_the_same_id_and_keeps_the_rest() -> None:
    rows = read_rows("afg-taliban\tTaliban\tarmed_group\tAFG\tREB", name="groups-case.tsv")
    layer = open_registry().overlay(rows)
    (row,) = layer.find_rows("Taliban")
    assert row.source == "groups-case.tsv:1"
    assert layer.find_rows("Hamas") == open_registry().find_rows("Hamas")
    assert len(layer) == len(open_registry())


def test_every_head_has_a_kind_and_no_place_or_facility_is_one_person() -> None:
    for head in open_lexicon().heads().values():
        assert head.kind is not None
        assert not (head.single and head.kind in (EntityKind.PLACE, EntityKind.FACILITY))
