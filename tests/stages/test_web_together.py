"""One case, two programs: a page decides while the command line adds, and sees what it adds."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from helpers.web_case import copy_case
from khabar.events.situation import tell_cards
from khabar.filing import is_up_to_date, retell
from khabar.record.decision import DecisionKind
from khabar.store import open_case
from khabar.web.desk.desk import Desk
from khabar.web.shapes.screens import DecisionRequest

REPORT = "KHORVAD, 20 September 2018 - Soldiers shelled the village of Belesar on Monday."


def test_what_is_decided_while_the_situation_is_told_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = copy_case(tmp_path)
    desk, told = Desk(case, person="Noor"), tell_cards
    claim = desk.snapshot().events[0].mentions[0].key.claim
    moments: list[datetime] = []

    def tell(*cards: Any, **options: Any) -> Any:
        if not moments:
            moments.append(datetime.now(UTC))
            with open_case(case) as other:
                request = DecisionRequest(kind="reject", claims=(claim,))
                monkeypatch.setattr("khabar.filing.tell_cards", told)
                other.situation.decide(_decisions(desk, request))
        return told(*cards, **options)

    monkeypatch.setattr("khabar.filing.tell_cards", tell)
    with open_case(case) as store:
        retell(store, at=datetime.now(UTC), anew=True)
        assert moments
        assert is_up_to_date(store)
        events = list(store.situation.events())
    assert claim not in {mention.key.claim for event in events for mention in event.mentions}


def _decisions(desk: Desk, request: DecisionRequest) -> Any:
    from khabar.web.desk.deciding import make_decisions

    return make_decisions(request, snapshot=desk.snapshot(), by="Noor", at=datetime.now(UTC))


def test_a_page_is_told_what_another_program_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = copy_case(tmp_path)
    desk, heard = Desk(case, person="Noor"), list[Any]()
    desk.announce()
    monkeypatch.setattr(desk.feed, "tell", heard.append)
    desk.look()
    assert not heard
    other = Desk(case, person="Sami")
    claim = other.snapshot().events[0].mentions[0].key.claim
    other.decide(DecisionRequest(kind="flag", claims=(claim,), why="look again"))
    desk.look()
    assert [message["kind"] for message in heard] == ["changed"]
    assert heard[0]["case"].last_decision.by == "Sami"
    desk.look()
    assert len(heard) == 1


def test_a_thread_that_is_still_reading_sees_what_was_decided(tmp_path: Path) -> None:
    desk = Desk(copy_case(tmp_path), person="Noor")
    claim = desk.snapshot().events[0].mentions[0].key.claim
    reading = desk.reader().heads()
    next(reading)  # the connection of this thread keeps the case as it is now
    desk.decide(DecisionRequest(kind="reject", claims=(claim,)))
    assert desk.snapshot().state(claim) == "rejected"
    desk.undo()
    assert desk.snapshot().state(claim) == "unseen"
    assert len(list(reading)) > 0


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Serve a case in a process of its own; give it and the address to open."""
    case = copy_case(tmp_path)
    words = [sys.executable, "-m", "khabar.cli", "serve", str(case), "--port", "0", "--no-open"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", env=_home(case)
    ) as running:
        assert running.stdout is not None
        yield case, running.stdout.readline().strip()
        running.terminate()


def _home(case: Path) -> dict[str, str]:
    return {**os.environ, "KHABAR_CONFIG_FOLDER": str(case.parent / "settings")}


@pytest.mark.slow
def test_nothing_is_lost_while_a_page_decides_and_reports_are_added(
    served: tuple[Path, str],
) -> None:
    case, address = served
    lasts_s = float(os.environ.get("KHABAR_TOGETHER_S", "12"))
    home = address.partition("/?")[0]
    same = {"origin": home, "sec-fetch-site": "same-origin"}
    until, codes, heard = time.monotonic() + lasts_s, list[int](), list[Any]()
    with httpx.Client(base_url=home, timeout=60) as page:
        assert page.get(address).status_code == 303
        claims = [one["id"] for one in page.get("/api/claims?limit=1000").json()["items"]]
        adding = threading.Thread(target=_add, args=(case, until, codes))
        hearing = threading.Thread(target=_hear, args=(page, home, until, heard))
        adding.start()
        hearing.start()
        made: dict[str, str] = {}
        for number, claim in enumerate(claims):
            if time.monotonic() > until:
                break
            kind = ("accept", "reject", "flag", "note")[number % 4]
            asked = {"kind": kind, "claims": [claim], "why": f"number {number}"}
            answer = page.post("/api/decisions", json=asked, headers=same)
            assert answer.status_code == 200, answer.text
            made[answer.json()["decision"]["id"]] = kind
        adding.join()
        hearing.join()
        assert page.get("/api/case").json()["reports"] == 12 + len(codes)
    assert codes
    assert set(codes) == {0}
    assert any(message["kind"] == "changed" for message in heard)
    assert max(message["case"]["reports"] for message in heard if "case" in message) > 12
    with open_case(case) as store:
        kept = {one.id: one.kind.value for one in store.situation.decisions()}
        assert kept == made
        assert is_up_to_date(store)
        rejected = [o for o in store.situation.decisions() if o.kind is DecisionKind.REJECT]
        events = list(store.situation.events())
    from khabar.review import claim_of

    gone = {claim_of(anchor) for one in rejected for anchor in one.anchors}
    assert gone.isdisjoint({m.key.claim for event in events for m in event.mentions})


def _add(case: Path, until: float, codes: list[int]) -> None:
    """Add a report after the other from the command line."""
    while time.monotonic() < until:
        report = case.parent / f"report-{len(codes)}.txt"
        report.write_text(f"{REPORT} It was the {len(codes)}th time.\n", encoding="utf-8")
        words = [sys.executable, "-m", "khabar.cli", "add", str(report), "-c", str(case), "-q"]
        done = subprocess.run(words, capture_output=True, check=False, env=_home(case))
        codes.append(done.returncode)


def _hear(page: httpx.Client, home: str, until: float, heard: list[Any]) -> None:
    """Listen as an open page does."""
    with (
        httpx.Client(base_url=home, cookies=page.cookies, timeout=60) as listener,
        listener.stream("GET", "/api/stream") as lines,
    ):
        for line in lines.iter_lines():
            if line.startswith("data: "):
                heard.append(json.loads(line.removeprefix("data: ")))
            if time.monotonic() > until + 3:
                return
