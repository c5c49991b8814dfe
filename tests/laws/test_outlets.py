"""Laws of the outlet registry: its files load, and contradictions are refused."""

import re

import pytest

from khabar.record.errors import KnowledgeError
from khabar.record.outlet import OutletKind, OwnerKind
from khabar.reference.actors import open_registry
from khabar.reference.gazetteer import country_name
from khabar.reference.outlets import (
    Outlets,
    fold_outlet,
    open_outlets,
    parse_outlets,
    parse_own_outlets,
    parse_owners,
)

OWNERS = "hill\tHill Group\tcompany\tXKX\trange\nrange\tRange Trust\ttrust\tXKX\n"


def outlets(*lines: str) -> Outlets:
    rows = parse_outlets("\n".join(lines), name="outlets.tsv")
    return Outlets(rows, owners=parse_owners(OWNERS, name="owners.tsv"))


def test_the_packaged_registry_knows_at_least_four_hundred_outlets() -> None:
    assert len(open_outlets()) >= 400


def test_every_kind_but_unknown_is_used() -> None:
    assert {row.kind for row in open_outlets()} == set(OutletKind) - {OutletKind.UNKNOWN}


def test_every_outlet_is_found_by_its_name_and_its_domains() -> None:
    known = open_outlets()
    for row in known:
        assert row in known.find_all(row.name), row.id
        assert all(known.find("", url=f"https://www.{d}/a/b") is row for d in row.domains), row.id


def test_media_have_the_ids_of_the_actor_registry() -> None:
    actors = open_registry()
    rows = [actors.row(id_) for id_ in actors.ids()]
    media = {str(r.id) for r in rows if r.source.startswith("groups-media") and r.kind == "media"}
    assert len(media) > 100
    assert media <= {str(row.id) for row in open_outlets()}


def test_what_states_own_is_named_so() -> None:
    known = open_outlets()
    for row in known:
        owner = known.last_owner(row)
        if row.kind is OutletKind.STATE_BROADCASTER and owner is not None:
            assert owner.kind in {OwnerKind.STATE, OwnerKind.PARTY}, row.id


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("AFP", "fra-afp"),
        ("رويترز", "gbr-reuters"),
        ("the guardian", "gbr-guardian"),
        ("dailysabah", "tur-daily-sabah"),
        ("jordantimes", "jor-jordan-times"),
        ("reuters.com", "gbr-reuters"),
    ],
)
def test_case_article_spaces_and_script_do_not_matter(name: str, id_: str) -> None:
    row = open_outlets().find(name)
    assert row is not None
    assert row.id == id_


def test_an_address_tells_namesakes_apart() -> None:
    known = open_outlets()
    assert known.find("The Daily Star") is None
    assert known.key("The Daily Star", url="https://www.dailystar.com.lb/a") == "lbn-daily-star"
    assert known.key("The Guardian", url="https://guardian.ng/a") == "nga-guardian"


def test_an_outlet_that_is_not_there_has_its_folded_name_for_a_key() -> None:
    assert open_outlets().key("Hill Courier") == "~hill courier"
    assert not open_outlets().key("")


def test_the_last_owner_is_the_owner_of_the_owner() -> None:
    known = outlets("a\tThe Hill Post\tdaily\tXKX\thill")
    owner = known.last_owner(known.row("a"))
    assert owner is not None
    assert owner.id == "range"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a\tHill Post\tgazette", "unknown kind of outlet: 'gazette'"),
        ("a\tHill Post\tdaily\tHill", "not an ISO alpha-3 code: 'Hill'"),
        ("A b\tHill Post\tdaily", "not an id: 'A b'"),
        ("a\t\tdaily", "no name"),
        ("a\tHill Post", "no kind"),
        ("a\tHill Post\tdaily\t\tnobody", "unknown owner 'nobody'"),
        ("a\tHill Post\tdaily\t\t\tb", "carries an unknown outlet 'b'"),
        ("a\tHill Post\tdaily\t\t\t\twww.hill.test", "not a domain: 'www.hill.test'"),
        ("a\tHill Post\tdaily\na\tHill\tdaily", "outlet 'a' is there twice"),
        ("a\tHill Post\tdaily\nb\tThe Hill Post\tdaily", "shares the name 'The Hill Post'"),
        ("a\tHill\tdaily\t\t\t\tx.test\nb\tVale\tdaily\t\t\t\tx.test", "domain 'x.test'"),
        ("a\tHill Post\tdaily\t\t\t\t\t\t", "9 cells, expected at most 8"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(line: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=re.escape(told)) as caught:
        outlets(line)
    assert caught.value.where.startswith("outlets.tsv:")


def test_owners_in_a_circle_are_refused() -> None:
    circle = parse_owners("a\tA\tcompany\t\tb\nb\tB\tcompany\t\ta\n", name="owners.tsv")
    with pytest.raises(KnowledgeError, match="circle"):
        Outlets((), owners=circle)


def test_own_rows_correct_the_registry_and_add_to_it() -> None:
    table = "name,owner,aliases\nThe Hill Post,Vale Trust,Hillpost\nVale Radio,Vale Trust,\n"
    below = outlets("a\tHill Post\tdaily\tXKX\thill\t\thill.test")
    known = below.with_own(parse_own_outlets(table, name="outlets.csv"))
    row = known.row("a")
    assert (row.kind, row.country, row.domains) == (OutletKind.DAILY, "XKX", ("hill.test",))
    owner = known.owner(row.owner)
    assert owner is not None
    assert owner.name == "Vale Trust"
    assert known.find("hillpost") is row
    assert known.row("vale-radio").owner == row.owner
    assert below.row("a").owner == "hill"


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("name,boss\nA,B\n", "unknown columns: boss"),
        ("kind\ndaily\n", "no column 'name'"),
        ("name,kind\nA,daily,more\n", "more cells than columns"),
        ("name,kind\n,daily\n", "no name"),
    ],
)
def test_a_wrong_own_table_is_refused(table: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=re.escape(told)):
        tuple(parse_own_outlets(table, name="outlets.csv"))


def test_folding_a_name_again_changes_nothing() -> None:
    for row in open_outlets():
        assert fold_outlet(fold_outlet(row.name)) == fold_outlet(row.name)


def test_countries_have_names() -> None:
    for row in open_outlets():
        assert not row.country or country_name(row.country) not in {"", row.country}, row.id
