"""What leaves the page: feeds, ``.json`` addresses, files of a selection, situation reports."""

import csv
import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from starlette.testclient import TestClient

from helpers.web_case import KEY, SAME, copy_case, meet, open_page
from khabar.exports import reading_from_json
from khabar.web.addresses import told_path

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def browser(tmp_path: Path) -> TestClient:
    """Return a browser that has opened the demo case."""
    return open_page(copy_case(tmp_path))


def answer(browser: TestClient, path: str) -> Any:
    told = browser.get(path)
    assert told.status_code == 200, told.text
    return told.json()


@pytest.mark.parametrize("query", ["", "type=THREATEN", "q=diesel", "status=negated&disputed=1"])
def test_a_feed_has_an_entry_for_each_selected_event(browser: TestClient, query: str) -> None:
    feed = ET.fromstring(browser.get(f"/feed.atom?{query}").content)  # noqa: S314 (our own)
    ids = [entry.findtext(f"{ATOM}id", "") for entry in feed.iter(f"{ATOM}entry")]
    events = answer(browser, f"/api/situation?limit=1000&{query}")["events"]
    assert sorted(ids) == sorted(f"urn:khabar:{event['id']}" for event in events)
    assert len(ids) == len(set(ids))
    for entry in feed.iter(f"{ATOM}entry"):
        assert MOMENT.fullmatch(entry.findtext(f"{ATOM}updated", ""))
        assert entry.findtext(f"{ATOM}content", "").endswith("independent origins]")


def test_a_feed_covers_names_and_leaves_out_what_is_sensitive(browser: TestClient) -> None:
    report = answer(browser, "/api/reports/ks-a-05")
    start = report["text"].index("Temur Dostali")
    cite = {"report": "ks-a-05", "span": [start, start + len("Temur Dostali")]}
    browser.post("/api/decisions", json={"kind": "redact", "cites": [cite]}, headers=SAME)
    kept = {event["id"] for event in answer(browser, "/situation.json?limit=1000")["events"]}
    browser.post("/api/decisions", json={"kind": "sensitive", "reports": ["ks-a-06"]}, headers=SAME)
    feed = browser.get("/feed.atom").text
    assert "Dostali" not in feed
    assert 0 < feed.count("<entry>") < len(kept)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/claims.json", "/api/claims"),
        ("/compare.json", "/api/contradictions"),
        ("/events/event-1.json", "/api/events/event-1"),
        ("/actors/~temur dostali.json", "/api/actors/~temur dostali"),
        ("/base/world-110m.json", ""),
        ("/case.json", ""),
        ("/reports/.json", ""),
        ("/claims", ""),
    ],
)
def test_json_addresses_are_those_of_screens(path: str, told: str) -> None:
    assert told_path(path) == told


def test_a_screen_tells_a_program_what_it_tells_the_page(browser: TestClient) -> None:
    for name in ("situation", "claims", "access", "control", "talks", "queue", "sitrep"):
        query = "type=COERCE&limit=5"
        assert answer(browser, f"/{name}.json?{query}") == answer(browser, f"/api/{name}?{query}")
    assert answer(browser, "/reports/ks-a-05.json") == answer(browser, "/api/reports/ks-a-05")


def test_a_key_reads_feeds_and_nothing_else(tmp_path: Path) -> None:
    program = meet(copy_case(tmp_path))
    for path in ("/feed.atom?q=road&key=", "/claims.json?key="):
        assert program.get(path + KEY).status_code == 200
        assert program.get(path + "wrong").status_code == 401
        assert program.get(path + KEY, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    for path in ("/api/claims?key=", "/api/case?key="):
        assert program.get(path + KEY).status_code == 401
    assert program.get(f"/?key={KEY}").status_code == 403
    assert program.post(f"/claims.json?key={KEY}", headers=SAME).status_code == 401


@pytest.mark.parametrize("query", ["type=THREATEN", "status=negated", "report=ks-a-07", "q=road"])
def test_files_hold_the_selected_claims(browser: TestClient, query: str) -> None:
    claims = answer(browser, f"/api/claims?limit=1000&{query}")["items"]
    wanted = {(claim["report"], claim["id"]) for claim in claims}
    table = browser.get(f"/api/export?format=csv&{query}").text
    assert len(list(csv.reader(io.StringIO(table)))) - 1 == len(wanted)
    lines = browser.get(f"/api/export?format=jsonl&{query}").text.splitlines()
    readings = map(reading_from_json, lines)
    kept = {(one.id, claim.trigger) for one in readings for claim in one.events}
    assert kept == {(claim["report"], tuple(claim["trigger"])) for claim in claims}
    collection = browser.get(f"/api/export?format=geojson&{query}").json()
    assert collection["type"] == "FeatureCollection"


def test_each_sentence_of_a_situation_report_cites_words_that_are_there(
    browser: TestClient,
) -> None:
    told = answer(browser, "/api/sitrep")
    texts = {one["report"]: "" for one in told["sources"]}
    texts = {name: answer(browser, f"/api/reports/{name}")["text"] for name in texts}
    for one in told["sources"]:
        start, end = one["span"]
        assert " ".join(texts[one["report"]][start:end].split()) in one["words"]
    sources = {(one["report"], *one["span"]) for one in told["sources"]}
    sentences = [line for section in told["sections"] for line in section["sentences"]]
    assert sentences
    for line in sentences:
        assert line["cites"]
        assert {(cite["report"], *cite["span"]) for cite in line["cites"]} <= sources


def test_a_situation_report_as_a_page_stands_alone_and_its_numbers_lead_somewhere(
    browser: TestClient,
) -> None:
    page = browser.get("/api/export?format=sitrep.html").text
    told = set(re.findall(r"<li id=(n\d+)", page))
    assert told
    assert set(re.findall(r"href='#(n\d+)'", page)) == told
    assert not re.search(r"<script|<link|<img|https?://", page)
    for line in re.findall(r"<li dir=auto>(.*?)</li>", page):
        assert "<sup><a href=" in line


def test_a_situation_report_for_a_word_processor_cites_in_each_line(browser: TestClient) -> None:
    file = browser.get("/api/export?format=sitrep.docx").content
    lines = [
        (one.style.name if one.style else "", one.text)
        for one in Document(io.BytesIO(file)).paragraphs
    ]
    at = lines.index(("Heading 1", "Words"))
    left = lines.index(("Heading 1", "Left out"))
    words = {re.match(r"\[(\d+)\]", text)[1] for _, text in lines[at + 1 : left]}  # type: ignore[index]
    cited = [re.findall(r"\[(\d+)\]", text) for style, text in lines[:at] if style == "List Bullet"]
    assert cited
    assert all(cited)
    assert {number for numbers in cited for number in numbers} == words
