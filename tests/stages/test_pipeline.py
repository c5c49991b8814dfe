"""Reports in, readings out, in order; a fault names its report."""

from pathlib import Path

import pytest

from helpers.fake_reader import FakeReader, open_fake_reader, open_place_reader
from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar.record.errors import FailureReason, ReaderError
from khabar.record.report import FailedInput, Report
from khabar.reference.gazetteer.imports import import_places

TEXTS = (
    "Colonel Varo threatened Old Tarn on Monday.",
    "This report will explode.",
    "Rebels maybe left. Guards met Colonel Varo.",
)


def _reports() -> list[Report | FailedInput]:
    made: list[Report | FailedInput] = [
        make_report(text, report_id=f"r{n}", origin=f"in:{n}") for n, text in enumerate(TEXTS)
    ]
    failed = FailedInput(id="bad", origin="in:bad", reason=FailureReason.EMPTY, detail="empty")
    return [made[0], failed, *made[1:]]


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_keep_the_order_of_the_inputs(processes: int) -> None:
    pipeline = Pipeline(open_reader=open_fake_reader)
    first, passed, fault, last = pipeline.pipe(_reports(), processes=processes)
    assert isinstance(first, Reading)
    assert isinstance(last, Reading)
    assert [first.report.id, last.report.id] == ["r0", "r2"]
    assert isinstance(passed, FailedInput)
    assert passed.reason is FailureReason.EMPTY
    assert isinstance(fault, FailedInput)
    assert (fault.id, fault.origin, fault.reason) == ("r1", "in:1", FailureReason.FAULT)
    assert "this reader cannot read 'explode'" in fault.detail


def test_what_every_stage_leaves_out_is_in_the_reading() -> None:
    report = make_report(TEXTS[2])
    reading = Pipeline(open_reader=open_fake_reader).read(report)
    left = [one for one in reading.dropped if one.span and one.span.quote(report.text) == "maybe"]
    assert [one.what for one in left] == ["trigger"]
    assert [claim.type for claim in reading.claims] == ["CONSULT"]


def test_a_claim_quotes_the_text_it_was_read_in() -> None:
    report = make_report(TEXTS[0])
    (claim,) = Pipeline(open_reader=open_fake_reader).read(report).claims
    assert claim.trigger.quote(report.text) == "threatened"
    spans = [filler.span for filler in claim.fillers if filler.span is not None]
    assert [span.quote(report.text) for span in spans] == ["Colonel Varo", "Old Tarn"]


def _refuse() -> FakeReader:
    msg = "model file is missing"
    raise ReaderError(msg, where="reader.onnx")


def test_a_reader_that_cannot_run_stops_the_run() -> None:
    pipeline = Pipeline(open_reader=_refuse)
    with pytest.raises(ReaderError, match="model file is missing"):
        next(pipeline.pipe(_reports()))


@pytest.mark.parametrize("processes", [1, 2])
def test_places_of_ones_own_reach_the_reader(processes: int, tmp_path: Path) -> None:
    told = tmp_path / "mine.csv"
    told.write_text("name,lat,lon,country\nOld Tarn,36.1,70.2,AFG\n", encoding="utf-8")
    layer = import_places(told, into=tmp_path).layer
    pipeline = Pipeline(open_reader=open_place_reader, place_layers=[layer])
    (reading,) = pipeline.pipe(
        [make_report("Troops of both sides reached Old Tarn.")], processes=processes
    )
    assert isinstance(reading, Reading)
    assert ("Old Tarn", 36.1) in [(link.row.name, link.row.lat) for link in reading.places]
