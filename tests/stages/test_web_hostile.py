"""Hostile texts in every field: kept letter for letter in JSON, inert in every file; and limits."""

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from starlette.testclient import TestClient

from helpers.web_case import SAME, open_page
from khabar.filing import Filing
from khabar.intake import Source, make_report
from khabar.pipeline import Pipeline
from khabar.store import open_case
from khabar.web import answering, writes

SCRIPT: Final = "<script>alert(1)</script>"
HOSTILE: Final = (
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "</title></style></textarea><svg onload=alert(1)>",
    "javascript:alert(1)//' onmouseover='alert(1)",
    "\u202eevil\u202c \u2066gnp.exe\u2069",
    "\U0001f4a3\U0001d54f 𐍈 شمال اوشکره ኡሽካራ 山谷",
    '=HYPERLINK("http://evil.example","x")',
    "]]>&lol; &#x3c;b&#x3e; {{7*7}} ${7*7} %00 ../../etc/passwd",
)
TEXT: Final = (
    "Soldiers shelled {0} on Monday, {0} of the {0} Front said. Four people were killed in {0}."
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Return a browser on a case in which every field of intake is hostile."""
    case = tmp_path_factory.mktemp("hostile") / "case.khabar"
    sources = []
    for words in HOSTILE:
        text = TEXT.format(words)
        report = make_report(
            text, published=date(2018, 9, 12), outlet=words, title=words, url=words, origin=words
        )
        sources.append(Source(report=report, raw=text.encode("utf-8", "surrogatepass")))
    with open_case(case, create=True) as store:
        Filing(store, pipeline=Pipeline(), seen=datetime(2018, 10, 1, tzinfo=UTC)).add(sources)
    opened = open_page(case)
    claims = opened.get("/api/claims?limit=1000").json()["items"]
    for kind, claim, words in zip(("flag", "note", "accept"), claims, HOSTILE, strict=False):
        asked = {"kind": kind, "claims": [claim["id"]], "why": words}
        assert opened.post("/api/decisions", json=asked, headers=SAME).status_code == 200
    return opened


def test_json_tells_hostile_words_letter_for_letter(browser: TestClient) -> None:
    reports = browser.get("/api/reports").json()["items"]
    assert {one["title"] for one in reports} == set(HOSTILE)
    for one in reports:
        shown = browser.get(f"/api/reports/{one['id']}").json()
        assert shown["text"] == TEXT.format(shown["title"])
    whys = {one["why"] for one in browser.get("/api/decisions").json()}
    assert whys == set(HOSTILE[:3])


@pytest.mark.parametrize(
    "path",
    [
        *("situation", "claims", "reports", "contradictions", "control", "access", "talks"),
        *("queue", "sources", "sitrep", "search?q=soldiers", "decisions", "case"),
    ],
)
def test_json_is_never_taken_for_a_page(browser: TestClient, path: str) -> None:
    told = browser.get(f"/api/{path}")
    assert told.status_code == 200
    assert told.headers["content-type"] == "application/json"
    assert told.headers["x-content-type-options"] == "nosniff"
    json.loads(told.text)


def test_a_situation_report_as_a_page_runs_nothing(browser: TestClient) -> None:
    told = browser.get("/api/export?format=sitrep.html")
    assert not re.search(r"<(script|img|svg|iframe|object|a href=[^#'])", told.text)
    assert not re.search(r"<[^>]*\son\w+\s*=", told.text)
    assert told.headers["content-disposition"].startswith("attachment")
    assert told.headers["content-security-policy"].startswith("default-src 'none'")


def test_documents_and_feeds_hold_any_words(browser: TestClient) -> None:
    document = Document(io.BytesIO(browser.get("/api/export?format=sitrep.docx").content))
    lines = " ".join(line.text for line in document.paragraphs)
    assert SCRIPT in lines
    feed = browser.get("/feed.atom").content
    assert SCRIPT in " ".join(ET.fromstring(feed).itertext())  # noqa: S314 (our own)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", lines + feed.decode())


def test_a_table_starts_no_formula(browser: TestClient) -> None:
    table = browser.get("/api/export?format=csv").text
    assert not re.search(r'(^|,)"?[=+@]', table, re.MULTILINE)


def test_the_demo_of_5000_spans_in_one_report_is_told(tmp_path: Path) -> None:
    case = tmp_path / "long.khabar"
    with open_case(case, create=True):
        pass
    opened = open_page(case)
    text = "Soldiers shelled the village of Belesar on Monday and four people were killed. " * 600
    shown = opened.post("/api/paste", json={"text": text}, headers=SAME).json()
    spans = [mark["span"] for mark in shown["marks"]]
    assert len(spans) > 2_000
    assert all(0 <= start < end <= len(shown["text"]) for start, end in spans)


def test_too_much_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "empty.khabar"
    with open_case(case, create=True):
        pass
    opened = open_page(case)
    monkeypatch.setattr(answering, "_MOST_BYTES", 1_000)
    monkeypatch.setattr(writes, "_MOST_BYTES", 1_000)
    pasted = opened.post("/api/paste", json={"text": "x" * 2_000}, headers=SAME)
    assert (pasted.status_code, pasted.json()["error"]) == (413, "too-large")
    assert "add it as a file" in pasted.json()["do"]
    sent = opened.post("/api/add", files={"file": ("a.txt", b"x" * 2_000)}, headers=SAME)
    assert (sent.status_code, sent.json()["error"]) == (413, "too-large")
    streamed = opened.post("/api/paste", content=iter([b"x" * 900, b"x" * 900]), headers=SAME)
    assert streamed.status_code == 413
    monkeypatch.undo()
    assert (
        opened.post("/api/paste", json={"text": "y" * 2_000_001}, headers=SAME).status_code == 400
    )


def test_no_name_of_a_file_leads_out_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "empty.khabar"
    with open_case(case, create=True):
        pass
    found: list[Source] = []

    def take_in(_: object, read: Callable[[], list[Source]], *, total: int) -> None:
        assert total == 1
        found.extend(read())

    monkeypatch.setattr(writes, "_begin", take_in)
    for name in ("../../escape.txt", "C:\\escape.txt", "a\x00b.txt", "..", "/etc/passwd"):
        files = {"file": (name, b"Soldiers shelled Belesar on Monday, elders said.")}
        assert open_page(case).post("/api/add", files=files, headers=SAME).status_code == 202
    assert len(found) == 5
    assert not list(tmp_path.glob("**/escape*"))
