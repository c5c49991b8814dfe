"""A word that stands alone is a heading or a cell, and no event."""

from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.dropped import DropReason

TEXT = "Sael bulletin of the week, 4 May 2023\n\nKilled\n\nShells killed two people in Orla.\n"


def test_a_heading_is_left_out_and_told() -> None:
    reading = Pipeline().read(make_report(TEXT))
    assert [claim.trigger.quote(TEXT) for claim in reading.claims] == ["killed"]
    told = [
        d.span.quote(TEXT) for d in reading.dropped if d.reason is DropReason.HEADING and d.span
    ]
    assert told == ["Killed"]
