"""Lists that open no readings tell the same as opened readings do; and what is told first."""

from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from helpers.web_case import SAME, copy_case, open_page
from khabar.record.codes import EventType, Status
from khabar.store import open_case
from khabar.web.case.selection import Selection
from khabar.web.desk.desk import Desk


@pytest.fixture
def browser(tmp_path: Path) -> TestClient:
    """Return a browser that has opened the demo case."""
    return open_page(copy_case(tmp_path))


def situation(browser: TestClient, query: str = "") -> Any:
    return browser.get(f"/api/situation?limit=1000&{query}").json()


def test_cards_are_the_same_whether_readings_are_open_or_not(browser: TestClient) -> None:
    before = situation(browser)
    for report in browser.get("/api/reports").json()["items"]:
        browser.get(f"/api/reports/{report['id']}")
    browser.get("/api/claims?limit=1000")
    assert situation(browser) == before


def test_lists_of_claims_and_events_agree(browser: TestClient) -> None:
    whole = situation(browser)
    assert whole["counts"]["claims"] == sum(one["counts"]["mentions"] for one in whole["events"])
    assert whole["counts"]["claims"] == browser.get("/api/claims?limit=1").json()["total"]
    for facet, name in (("type", "type"), ("status", "status"), ("origins", "origins")):
        assert sum(one["count"] for one in whole["facets"][facet]) == whole["total"], name
    for one in whole["facets"]["type"]:
        assert situation(browser, f"type={one['value']}")["total"] == one["count"]
    for one in whole["facets"]["actor"][:5]:
        assert situation(browser, f"actor={one['value']}")["total"] == one["count"]
    for one in whole["facets"]["place"][:5]:
        assert situation(browser, f"place={one['value']}")["total"] == one["count"]


def test_columns_choose_what_looking_at_each_event_would(tmp_path: Path) -> None:
    snapshot = Desk(copy_case(tmp_path)).snapshot()
    for kind, status in ((EventType.ASSAULT, Status.ACTUAL), (EventType.THREATEN, Status.NEGATED)):
        for origins in (0, 1, 2, 3):
            asked = Selection(
                types=frozenset({kind}), statuses=frozenset({status}), origins=origins
            )
            expected = [
                event
                for event in snapshot.events
                if event.type is kind and event.status is status and len(event.origins) >= origins
            ]
            assert snapshot.choose(asked) == expected


def test_words_find_the_events_whose_sentences_have_them_all(tmp_path: Path) -> None:
    snapshot = Desk(copy_case(tmp_path)).snapshot()
    found = snapshot.choose(Selection(words=("mine", "belesar")))
    assert found
    for event in found:
        said = [
            reading.sentences[claim.sentence].span.quote(reading.report.text).lower()
            for mention in event.mentions
            for reading in [snapshot.readings[mention.key.report]]
            for claim in [snapshot.claims[mention.key]]
        ]
        names = [one.name.lower() for one in (*event.actors, *event.recipients)]
        names += [place.name.lower() for place in event.places]
        assert any("mine" in one for one in chain(said, names))
        assert any("belesar" in one for one in chain(said, names))
    assert not snapshot.choose(Selection(words=("nosuchword",)))


def test_a_withheld_name_finds_nothing(browser: TestClient) -> None:
    report = browser.get("/api/reports/ks-a-06").json()
    start = report["text"].index("Gulnoz")
    assert situation(browser, "q=gulnoz")["total"]
    cite = {"report": "ks-a-06", "span": [start, start + len("Gulnoz")]}
    browser.post("/api/decisions", json={"kind": "redact", "cites": [cite]}, headers=SAME)
    assert not situation(browser, "q=gulnoz")["total"]


def test_what_is_told_first_is_in_sentences_that_say_who_says_so(browser: TestClient) -> None:
    told = situation(browser)["summary"]
    assert 2 <= len(told) <= 4
    for line in told:
        assert "according to" in line["text"]
        assert line["text"].endswith(".")
        assert line["cites"]


def test_a_case_changed_by_others_is_read_anew(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from helpers.demo_case import SECOND, add_readings, read_demo
    from khabar.filing import retell

    case = tmp_path / "growing.khabar"
    with open_case(case, create=True) as store:
        add_readings(store, read_demo()[:4])
        retell(store, at=datetime.now(UTC))
    browser = open_page(case)
    assert browser.get("/api/case").json()["reports"] == 4
    assert situation(browser, "q=convoy")["total"] == 0
    with open_case(case) as store:
        add_readings(store, read_demo()[4:], derivation=SECOND)
        retell(store, at=datetime.now(UTC))
    assert browser.get("/api/case").json()["reports"] == 12
    assert situation(browser, "q=convoy")["total"] > 0


def test_the_page_is_told_a_year_as_a_year(browser: TestClient) -> None:
    (held,) = [one for one in browser.get("/api/control").json() if one["first"] == "2014-01-01"]
    assert (held["first_by"], held["last"]) == ("2014-12-31", None)
    sitrep = browser.get("/api/sitrep").json()
    told = [line["text"] for part in sitrep["sections"] for line in part["sentences"]]
    assert any(held["place"] in text and "since 2014," in text for text in told)
