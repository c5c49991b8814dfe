"""Flags, notes, marks of sensitivity and seals: written with who and why, and what they do."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from starlette.testclient import TestClient

from helpers.web_case import SAME, copy_case, open_page
from khabar.store import open_case

Row = dict[str, Any]


@pytest.fixture
def browser(tmp_path: Path) -> TestClient:
    """Return a browser that has opened the demo case."""
    return open_page(copy_case(tmp_path))


def decide(browser: TestClient, kind: str, **asked: object) -> Row:
    made = browser.post("/api/decisions", json={"kind": kind, **asked}, headers=SAME)
    assert made.status_code == 200, made.text
    row: Row = made.json()["decision"]
    return row


def refused(browser: TestClient, kind: str, **asked: object) -> str:
    made = browser.post("/api/decisions", json={"kind": kind, **asked}, headers=SAME)
    assert made.status_code == 400, made.text
    return str(made.json()["message"])


def rows(browser: TestClient, path: str) -> list[Row]:
    found: list[Row] = browser.get(f"/api/{path}").json()["items"]
    return found


def event(browser: TestClient, wanted: str) -> Row:
    found: Row = browser.get(f"/api/events/{wanted}").json()
    return found


def largest(browser: TestClient) -> Row:
    events: list[Row] = browser.get("/api/situation?limit=1000").json()["events"]
    return max(events, key=lambda one: int(one["counts"]["mentions"]))


def test_a_flag_leads_the_queue_until_the_next_verdict(browser: TestClient) -> None:
    claim = rows(browser, "claims")[3]["id"]
    made = decide(browser, "flag", claims=[claim], why="which road?")
    assert (made["by"], made["why"]) == ("Noor", "which road?")
    first = rows(browser, "queue")[0]
    assert (first["reason"], first["why"]) == ("flagged", "flagged by Noor: which road?")
    assert [one["id"] for one in rows(browser, "claims?review=flagged") if one["flagged"]] == [
        claim
    ]
    decide(browser, "accept", claims=[claim])
    assert not rows(browser, "claims?review=flagged")
    assert rows(browser, "queue")[0]["reason"] != "flagged"


def test_a_note_stands_beside_its_claim_event_and_report(browser: TestClient) -> None:
    claim = rows(browser, "claims?report=ks-a-05")[0]
    decide(browser, "note", claims=[claim["id"]], why="heard on the radio too")
    decide(browser, "note", reports=["ks-a-05"], why="the outlet of one side")
    report = browser.get("/api/reports/ks-a-05").json()
    assert [one["text"] for one in report["remarks"]] == ["the outlet of one side"]
    told = next(one for one in report["claims"] if one["id"] == claim["id"])
    assert [(one["kind"], one["by"]) for one in told["remarks"]] == [("note", "Noor")]
    assert event(browser, claim["event"])["remarks"][0]["text"] == "heard on the radio too"
    log = browser.get("/api/decisions").json()
    assert [one["kind"] for one in log] == ["note", "note"]
    browser.post("/api/undo", json={"id": told["remarks"][0]["id"]}, headers=SAME)
    assert not event(browser, claim["event"])["remarks"]


def test_a_note_without_words_is_refused(browser: TestClient) -> None:
    assert "without words" in refused(browser, "note", reports=["ks-a-05"])
    assert "whole report" in refused(browser, "accept", reports=["ks-a-05"])
    assert "there is no report" in refused(browser, "note", reports=["no-such"], why="x")


def test_what_is_sensitive_leaves_the_machine_only_when_asked_for(browser: TestClient) -> None:
    paths = ("export?format=csv", "export?format=jsonl", "export?format=sitrep.html", "sitrep")
    before = {path: browser.get(f"/api/{path}").text.count("ks-a-06") for path in paths}
    assert all(before.values())
    decide(browser, "sensitive", reports=["ks-a-06"], why="names who fled")
    assert browser.get("/api/reports/ks-a-06").json()["sensitive"]
    assert all(
        one["sensitive"]
        for one in rows(browser, "claims?report=ks-a-06")
        if one["report"] == "ks-a-06"
    )
    for path in paths:
        assert "ks-a-06" not in browser.get(f"/api/{path}").text, path
    hits = browser.get("/api/search?q=baking bread").json()["reports"]
    assert [(hit["id"], hit["words"], hit["sensitive"]) for hit in hits] == [("ks-a-06", "", True)]
    asked = browser.get("/api/export?format=csv&sensitive=1").text
    assert asked.count("ks-a-06") == before["export?format=csv"]
    left = browser.get("/api/sitrep").json()["left_out"]
    assert any(one["why"] == "marked as sensitive" and one["count"] for one in left)
    document = Document(BytesIO(browser.get("/api/export?format=sitrep.docx").content))
    assert not any("ks-a-06" in line.text for line in document.paragraphs)


def test_a_sealed_event_takes_remarks_and_no_verdicts(browser: TestClient) -> None:
    whole = largest(browser)
    claims = [one["claim"] for one in event(browser, whole["id"])["mentions"]]
    decide(browser, "accept", claims=claims[:1])
    decide(browser, "seal", events=[whole["id"]], why="checked by two")
    seal = event(browser, whole["id"])["seal"]
    assert (seal["by"], seal["why"], seal["changed"]) == ("Noor", "checked by two", False)
    for kind in ("accept", "reject", "split"):
        assert "Noor sealed this event" in refused(browser, kind, claims=claims[:1])
    other = next(one["id"] for one in rows(browser, "contradictions") if one["id"] != whole["id"])
    assert "sealed" in refused(browser, "merge", events=[whole["id"], other])
    decide(browser, "note", events=[whole["id"]], why="see the annex")
    log = browser.get("/api/decisions").json()
    accepted = next(one["id"] for one in log if one["kind"] == "accept")
    undone = browser.post("/api/undo", json={"id": accepted}, headers=SAME)
    assert undone.status_code == 400
    assert browser.post("/api/undo", json={"id": seal["id"]}, headers=SAME).status_code == 200
    decide(browser, "reject", claims=claims[:1])


def test_a_seal_tells_when_its_event_has_changed(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from helpers.demo_case import SECOND, add_readings, read_demo
    from khabar.filing import retell
    from khabar.store import open_case

    case = tmp_path / "growing.khabar"
    with open_case(case, create=True) as store:
        add_readings(store, read_demo()[:4])
        retell(store, at=datetime.now(UTC))
    browser = open_page(case)
    events = [one["id"] for one in browser.get("/api/situation").json()["events"]]
    decide(browser, "seal", events=events)
    with open_case(case) as store:
        add_readings(store, read_demo()[4:], derivation=SECOND)
        retell(store, at=datetime.now(UTC))
    now = browser.get("/api/situation?limit=1000&review=sealed").json()["events"]
    assert {one["seal"]["changed"] for one in now} == {True, False}


def test_a_remark_tells_nothing_anew(tmp_path: Path) -> None:
    case = copy_case(tmp_path)
    browser = open_page(case)

    def told_at() -> datetime:
        with open_case(case) as store:
            told = store.situation.told()
        assert told is not None
        return told.at

    before = told_at()
    claim = rows(browser, "claims")[0]["id"]
    decide(browser, "flag", claims=[claim], why="look again")
    assert told_at() == before
    assert rows(browser, "claims?review=flagged")[0]["id"] == claim
    decide(browser, "reject", claims=[claim])
    assert told_at() > before


def test_a_matter_of_many_claims_comes_back_with_the_rest(browser: TestClient) -> None:
    def card_about(why: str) -> Row | None:
        return next((row for row in rows(browser, "queue") if row["why"] == why), None)

    first = next(row for row in rows(browser, "queue") if len(row["claims"]) == 8)
    seen: set[str] = set()
    card: Row | None = first
    while card is not None:
        unseen = {one["id"] for one in card["claims"] if one["id"] not in seen}
        assert unseen
        seen |= unseen
        decide(browser, "accept", claims=sorted(unseen))
        card = card_about(first["why"])
    assert len(seen) > 8
