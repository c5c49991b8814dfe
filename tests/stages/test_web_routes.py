"""Every route of the page's server: with and without its token, and with bad questions."""

from pathlib import Path
from typing import Final

import pytest
from starlette.testclient import TestClient

from helpers.web_case import SAME, TOKEN, copy_case, meet

READS: Final = (
    *("case", "situation", "claims", "reports", "contradictions", "control", "access", "talks"),
    *("queue", "sources", "sitrep", "search?q=diesel", "decisions", "reports/ks-a-05"),
    *("export?format=csv", "export?format=jsonl", "export?format=geojson"),
    *("export?format=sitrep.html", "export?format=sitrep.docx"),
)
WRITES: Final = ("paste", "add", "decisions", "undo")


@pytest.fixture
def stranger(tmp_path: Path) -> TestClient:
    """Return a browser that has not opened the address yet."""
    return meet(copy_case(tmp_path))


@pytest.fixture
def browser(stranger: TestClient) -> TestClient:
    """Return a browser that has opened the address."""
    assert stranger.get(f"/?token={TOKEN}").status_code == 303
    return stranger


def test_nothing_is_told_without_the_token(stranger: TestClient) -> None:
    assert {stranger.get(f"/api/{name}").status_code for name in READS} == {401}
    posted = {stranger.post(f"/api/{name}", json={}, headers=SAME).status_code for name in WRITES}
    assert posted == {401}
    assert stranger.get("/?token=wrong").status_code == 403


def test_the_token_opens_the_page_once(browser: TestClient) -> None:
    assert {browser.get(f"/api/{name}").status_code for name in READS} == {200}
    browser.cookies.clear()
    assert browser.get(f"/?token={TOKEN}").status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({}, 403),
    ],
    ids=["host", "origin", "site", "no origin"],
)
def test_no_other_page_can_change_the_case(
    browser: TestClient, headers: dict[str, str], status: int
) -> None:
    assert browser.post("/api/undo", json={}, headers=headers).status_code == status


def test_every_answer_forbids_what_the_page_does_not_need(browser: TestClient) -> None:
    for path in ("/", "/api/case", "/api/nothing", "/?token=wrong"):
        headers = browser.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "query",
    [
        *("from=yesterday", "box=1,2,3", "box=0,90,0,-90", "box=nan,0,1,1", "type=WAR"),
        *("status=maybe", "review=seen", "origins=-1", "limit=0", "limit=1001", "offset=1e9"),
    ],
)
def test_a_bad_question_is_refused_in_words(browser: TestClient, query: str) -> None:
    answer = browser.get(f"/api/situation?{query}")
    assert answer.status_code == 400
    assert answer.json()["message"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"kind":"burn"}', b'{"kind":"accept"}', b"\xff"]
)
def test_a_bad_decision_is_refused(browser: TestClient, body: bytes) -> None:
    assert browser.post("/api/decisions", content=body, headers=SAME).status_code == 400


@pytest.mark.parametrize("kind", ["accept", "reject"])
def test_a_verdict_is_shown_and_taken_back(browser: TestClient, kind: str) -> None:
    claim = browser.get("/api/claims").json()["items"][0]
    asked = {"kind": kind, "claims": [claim["id"]], "why": "said so"}
    made = browser.post("/api/decisions", json=asked, headers=SAME).json()
    assert made["decision"]["by"] == "Noor"
    shown = browser.get(f"/api/reports/{claim['report']}").json()["claims"]
    assert [one["review"] for one in shown if one["id"] == claim["id"]] == [f"{kind}ed"]
    assert browser.post("/api/undo", json={}, headers=SAME).status_code == 200
    shown = browser.get(f"/api/reports/{claim['report']}").json()["claims"]
    assert {one["review"] for one in shown} == {"unseen"}


def test_a_merge_and_a_split_move_events_and_are_taken_back(browser: TestClient) -> None:
    before = browser.get("/api/situation?limit=1000").json()["events"]
    first, second = (event["id"] for event in before[:2])
    merge = {"kind": "merge", "events": [first, second]}
    made = browser.post("/api/decisions", json=merge, headers=SAME).json()
    assert made["case"]["events"] == len(before) - 1
    assert browser.post("/api/undo", json={}, headers=SAME).json()["case"]["events"] == len(before)
    largest = max(before, key=lambda event: event["counts"]["mentions"])
    mention = browser.get(f"/api/events/{largest['id']}").json()["mentions"][0]["claim"]
    split = {"kind": "split", "claims": [mention]}
    made = browser.post("/api/decisions", json=split, headers=SAME).json()
    assert made["case"]["events"] > len(before)
    assert browser.post("/api/undo", json={}, headers=SAME).json()["case"]["events"] == len(before)


def test_a_withheld_name_stands_nowhere(browser: TestClient) -> None:
    name = "Temur Dostali"
    report = browser.get("/api/reports/ks-a-05").json()
    start = report["text"].index(name)
    cite = {"report": "ks-a-05", "span": [start, start + len(name)]}
    asked = {"kind": "redact", "cites": [cite]}
    assert browser.post("/api/decisions", json=asked, headers=SAME).status_code == 200
    for path in READS:
        assert name not in browser.get(f"/api/{path}").text, path
    covered = browser.get("/api/reports/ks-a-05").json()["text"]
    assert len(covered) == len(report["text"])


def test_a_pasted_report_is_read_and_not_kept(browser: TestClient) -> None:
    text = "On Friday fighters of the Northern Column shelled the village of Belesar."
    pasted = browser.post("/api/paste", json={"text": text}, headers=SAME)
    assert pasted.json()["text"] == text
    assert browser.get("/api/case").json()["reports"] == 12
