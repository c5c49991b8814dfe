"""Acronyms of a report: what it spells out itself, and what its country calls so."""

from datetime import date

import pytest

from khabar.record.codes import NameType
from khabar.record.graph import Name
from khabar.record.span import Span
from khabar.reference.actors import Registry, open_registry, read_rows
from khabar.resolve.actors import resolve_phrase
from khabar.resolve.actors.acronyms import find_acronyms

DAY = date(2021, 3, 4)
ROWS = """\
pry-rsa\tReed Salvation Army\tarmed_group\tPRY\tREB\t\tRSA
lao-rsa\tRiver Scouts Assembly\tarmed_group\tLAO\tREB\t\t~RSA
"""


def own() -> Registry:
    return open_registry().overlay(read_rows(ROWS, name="own.tsv"))


def acronyms_of(
    text: str, *, named: str = "", shares: dict[str, float] | None = None, outlet: str = ""
) -> dict[str, str]:
    start = text.find(named)
    names = [Name(Span(start, start + len(named)), NameType.ORGANIZATION, 0.9)] if named else []
    return find_acronyms(
        text, names=names, shares=shares or {}, outlet=outlet, on=DAY, registry=own()
    )


def test_a_name_spelled_in_the_report_is_what_its_initials_stand_for() -> None:
    text = "The Rural Shepherds Alliance met the Hill Council. The RSA gave no reason."

    assert acronyms_of(text, named="Hill Council") == {}
    assert acronyms_of(text, named="Rural Shepherds Alliance") == {
        "RSA": "Rural Shepherds Alliance"
    }


def test_a_shared_acronym_is_the_bearer_of_the_country_the_report_plays_in() -> None:
    text = "The RSA took two villages."

    assert acronyms_of(text, shares={"LAO": 0.8, "THA": 0.2}) == {"RSA": "River Scouts Assembly"}
    assert acronyms_of(text, shares={"PRY": 0.8, "LAO": 0.2}) == {}
    assert acronyms_of(text, shares={"THA": 1.0}) == {}


def test_an_agency_that_writes_of_itself_is_no_army() -> None:
    text = "A witness told AFP that two boats sank."

    assert acronyms_of(text, shares={"PHL": 0.9}, outlet="AFP") == {}
    assert "Filipino" in acronyms_of(text, shares={"PHL": 0.9}, outlet="Bay Courier")["AFP"]


@pytest.mark.parametrize(("country", "id_"), [(None, "pry-rsa"), ("LAO", "lao-rsa")])
def test_a_name_that_gives_way_is_meant_in_its_own_country_only(
    country: str | None, id_: str
) -> None:
    found = resolve_phrase("the RSA", on=DAY, country=country, registry=own())

    assert found[0].registry_id == id_
    assert found[0].p >= 0.75
    assert country is None or found[1].registry_id == "pry-rsa"
