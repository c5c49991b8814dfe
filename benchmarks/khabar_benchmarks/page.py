"""How fast the page's server answers in a case of very many events."""

import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from starlette.testclient import TestClient

from khabar.web import make_app
from khabar_benchmarks.page_case import make_page_case

__all__ = ["measure_page"]

_HOST: Final = "127.0.0.1:8765"
_TYPES: Final = ("ASSAULT", "COERCE", "AID", "THREATEN", "CONSULT", "REJECT", "MOBILIZE")
_STATUSES: Final = ("actual", "ongoing", "hypothetical", "negated", "future")
_WORDS: Final = ("road", "mine", "belesar", "convoy", "truce", "weapons", "flour", "clinic")
_LIMIT: Final = 100  # as the page asks


def measure_page(
    case: Path | None, *, events: int, questions: int, say: Callable[[str], object]
) -> Mapping[str, float]:
    """Measure situation, ledger and search with questions that differ.

    Args:
        case: A case file; made and kept when it is not there, made and thrown away when
            ``None``.
        events: How many events a case that is made has at least.
        questions: How many of each kind are asked.
        say: Told what is going on.

    Returns:
        Milliseconds at the 50th and 95th of 100 for each kind, by the clock and of the
        processor (``cpu``); seconds until the first answer.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = case or Path(folder) / "page.khabar"
        if not place.exists():
            say(f"making a case of {events} events; this takes some minutes")
            make_page_case(place, events=events, on_done=lambda _: None)
        return _measure(place, questions=questions)


def _measure(case: Path, *, questions: int) -> Mapping[str, float]:
    """Measure a case that is there."""
    gc.set_threshold(100_000, 50, 50)  # as khabar serve does
    token = "of-the-benchmark"  # noqa: S105 (of this process alone)
    app = make_app(case, token=token, hosts=frozenset({_HOST}))
    browser = TestClient(app, base_url=f"http://{_HOST}", follow_redirects=False)
    browser.get(f"/?token={token}")
    begun = time.perf_counter()
    told = browser.get("/api/case").json()
    measured = {"events": float(told["events"]), "first_answer_s": time.perf_counter() - begun}
    begun = time.perf_counter()
    browser.get("/api/search?q=road")
    measured["first_search_s"] = time.perf_counter() - begun
    asked = random.Random(5)
    days = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    for name in ("situation", "claims", "search"):
        spent = [
            _ask(browser, f"/api/{name}?{query}")
            for query in _questions(name, asked, days=days, count=questions)
        ]
        for kind, found in zip(("", "cpu_"), map(sorted, zip(*spent, strict=True)), strict=True):
            measured[f"{name}_{kind}p50_ms"] = found[len(found) // 2]
            measured[f"{name}_{kind}p95_ms"] = found[int(len(found) * 0.95)]
    return measured


def _ask(browser: TestClient, address: str) -> tuple[float, float]:
    """Return how many milliseconds an answer takes, by the clock and of the processor."""
    begun, used = time.perf_counter(), time.process_time()
    answer = browser.get(address)
    spent = (time.perf_counter() - begun) * 1e3, (time.process_time() - used) * 1e3
    answer.raise_for_status()
    return spent


def _questions(
    name: str, asked: random.Random, *, days: tuple[date, date], count: int
) -> Iterator[str]:
    """Yield questions: the bare one first, then with one or two conditions each."""
    for number in range(count):
        query: dict[str, object] = {} if number or name == "search" else {"limit": _LIMIT}
        if name == "search":
            yield urlencode({"q": " ".join(asked.sample(_WORDS, asked.randint(1, 2)))})
            continue
        for condition in asked.sample(("type", "status", "days", "box", "q", "origins"), 2):
            query |= _condition(condition, asked, days=days) if number else {}
        yield urlencode(query | {"limit": _LIMIT})


def _condition(name: str, asked: random.Random, *, days: tuple[date, date]) -> dict[str, object]:
    """Return one condition of a selection."""
    if name == "type":
        return {"type": asked.choice(_TYPES)}
    if name == "status":
        return {"status": asked.choice(_STATUSES)}
    if name == "q":
        return {"q": asked.choice(_WORDS)}
    if name == "origins":
        return {"origins": asked.randint(1, 3)}
    if name == "box":
        west, south = asked.uniform(86, 92), asked.uniform(-32, -27)
        return {"box": f"{west:.2f},{south:.2f},{west + 1.5:.2f},{south + 1.5:.2f}"}
    first = days[0] + timedelta(days=asked.randrange(max(1, (days[1] - days[0]).days)))
    return {"from": first, "to": first + timedelta(days=asked.choice((7, 60, 400)))}
