"""Dead who are counted are found, whatever stands in front of them."""

from datetime import date

import pytest

from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.claim import Claim
from khabar.record.codes import QuantityKind

COUNTED = {
    "The raiders fled across the spillway, leaving four dead behind.": 4,
    "An ambush at Wadi Sarra on January 11 left nine gendarmes dead.": 9,
    "The clinic has registered 11 deaths and 23 injuries from the explosion.": 11,
}
NOBODY = (
    "The road is a dead end of 3 kilometres.",
    "Four dead trees lay on the road.",
    "He has been dead for four years.",
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def claims(text: str, pipeline: Pipeline) -> tuple[Claim, ...]:
    return pipeline.read(make_report(text, metadata_published=date(2031, 5, 2))).claims


@pytest.mark.parametrize(("text", "count"), COUNTED.items())
def test_counted_dead_are_a_claim(text: str, count: int, pipeline: Pipeline) -> None:
    killed = [
        (told.low, told.high)
        for claim in claims(text, pipeline)
        if claim.trigger.quote(text) in {"dead", "deaths"}
        for told in claim.quantities
        if told.kind is QuantityKind.KILLED
    ]
    assert killed == [(count, count)]


@pytest.mark.parametrize("text", NOBODY)
def test_dead_who_are_not_counted_are_none(text: str, pipeline: Pipeline) -> None:
    assert claims(text, pipeline) == ()
