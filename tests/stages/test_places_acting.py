"""Capitals that act are governments; what is shelled is a place: by the product as a whole."""

from functools import cache

import pytest

from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.actor import Entity
from khabar.record.codes import EntityKind

TEXT = (
    "Moscow rejected the proposal on Friday. Kabul said it would not give in. "
    "Ankara accused Damascus of bombing Idlib. Troops shelled Kunduz on Thursday."
)


@cache
def entities() -> dict[str, Entity]:
    report = make_report(TEXT, outlet="Qarvan Times")
    reading = Pipeline().read(report)
    return {
        span.quote(report.text): entity for entity in reading.entities for span in entity.mentions
    }


@pytest.mark.parametrize(
    ("name", "country"),
    [("Moscow", "RUS"), ("Kabul", "AFG"), ("Ankara", "TUR"), ("Damascus", "SYR")],
)
def test_a_capital_that_acts_is_its_government(name: str, country: str) -> None:
    assert entities()[name].kind is EntityKind.GOVERNMENT
    assert entities()[name].country == country


@pytest.mark.parametrize("name", ["Idlib", "Kunduz"])
def test_a_place_that_is_hit_stays_a_place(name: str) -> None:
    assert entities()[name].kind is EntityKind.PLACE
