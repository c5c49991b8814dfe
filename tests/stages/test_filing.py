"""What a case knows is only sighted; a new version's reading becomes the current one."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpers.fake_reader import open_fake_reader
from khabar import filing
from khabar.filing import Filed, Filing
from khabar.intake import Source, make_report
from khabar.pipeline import Pipeline
from khabar.record.errors import FailureReason
from khabar.record.report import FailedInput
from khabar.reference.gazetteer.imports import import_places
from khabar.store import Store, open_store

SEEN = datetime(2019, 5, 4, tzinfo=UTC)
EMPTY = Source(b"", FailedInput(id="e", origin="e", reason=FailureReason.EMPTY, detail="empty"))


def _source(text: str) -> Source:
    return Source(text.encode(), make_report(text, report_id=text[:6]))


def _file(store: Store, *sources: Source) -> Filed:
    return Filing(store, pipeline=Pipeline(open_reader=open_fake_reader), seen=SEEN).add(sources)


def test_each_input_is_new_known_or_failed() -> None:
    one, two = _source("Rebels met Guards."), _source("Guards shelled Rebels.")
    explodes = _source("This must explode.")
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1

    with open_store("memory://") as store:
        assert _file(store, one) == Filed(new=1, reread=0, again=0, failed=())
        filing_ = Filing(store, pipeline=Pipeline(open_reader=open_fake_reader), seen=SEEN)
        filed = filing_.add([one, EMPTY, explodes, two], on_done=step)
        assert (filed.new, filed.reread, filed.again) == (1, 0, 1)
        assert [one.reason for one in filed.failed] == ["empty", "fault"]
        assert steps == 4
        assert [row.failed.id for row in store.failures()] == ["e", "This m"]


def test_what_readers_should_know_of_a_report_is_remarked() -> None:
    odd = _source("Date: February 30, 2023\n\nRebels met Guards.")
    foreign = _source("Солдаты обстреляли город в понедельник.")
    with open_store("memory://") as store:
        filed = _file(store, odd, foreign, _source("Guards met Rebels."))
    assert [origin for origin, _ in filed.remarks] == [odd.report.id, foreign.report.id]
    assert "'Date: February 30, 2023'" in filed.remarks[0][1]
    assert "English" in filed.remarks[1][1]


def test_a_new_version_is_shown_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    one = _source("Rebels met Guards.")
    with open_store("memory://") as store:
        _file(store, one)
        newer = replace(filing._derivation(Pipeline()), code_version="99.0.0")
        monkeypatch.setattr(filing, "_derivation", lambda _pipeline: newer)
        assert _file(store, one) == Filed(new=0, reread=1, again=0, failed=())
        current = {made.code_version: count for made, count in store.derivations()}
        assert current["99.0.0"] == 1
        assert sum(current.values()) == 1


def test_places_of_ones_own_make_another_reading(tmp_path: Path) -> None:
    told = tmp_path / "mine.csv"
    told.write_text("name,lat,lon\nOld Tarn,36.1,70.2\n", encoding="utf-8")
    layer = import_places(told, into=tmp_path).layer
    one = _source("Rebels met Guards.")
    with open_store("memory://") as store:
        _file(store, one)
        for layers, reread in (((layer,), 1), ((layer,), 0)):
            pipeline = Pipeline(open_reader=open_fake_reader, place_layers=layers)
            filed = Filing(store, pipeline=pipeline, seen=SEEN).add([one])
            assert filed.reread == reread


def test_an_interrupted_run_keeps_what_it_had_read() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with open_store("memory://") as store:
        filing_ = Filing(store, pipeline=Pipeline(open_reader=open_fake_reader), seen=SEEN)
        with pytest.raises(KeyboardInterrupt):
            filing_.add([_source("Rebels met Guards.")], on_done=interrupted)
        assert store.counts().reports == 1
