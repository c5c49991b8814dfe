"""Deciding on the page: the queue by keys, and the way back from each action."""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from page.served import Served
from page.watching import settle, watch

pytestmark = pytest.mark.page

_EVENT_ID: Final = re.compile(r"event-[0-9a-f]{16}")
_DONE: Final = "Nothing waits for a decision"


def _open(served: Served, browser: Browser, path: str) -> Page:
    page = served.context(browser, viewport={"width": 1280, "height": 900}).new_page()
    page.goto(served.home + path)
    settle(page)
    return page


def _answered(page: Page, act: Callable[[], object]) -> None:
    """Do something and wait until it is written and shown."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        act()
    assert answer.value.ok, answer.value.text()
    page.wait_for_selector("[aria-busy=true]", state="detached")


def _walk(page: Page, *, most: int) -> int:
    """Decide card after card by keys alone; return how many decisions it took."""
    for number in range(most):
        page.wait_for_selector(f"[data-card], :text('{_DONE}')")
        if page.get_by_text(_DONE).count():
            return number
        card = page.locator("[data-card]").get_attribute("data-card") or ""
        key = "m" if card.startswith("merge") else "Ax"[number % 2]
        with page.expect_response(lambda answer: "/api/queue" in answer.url):
            _answered(page, partial(_press, page, key))
        page.wait_for_selector("[aria-busy=true]", state="detached")
    return most


def _press(page: Page, key: str) -> None:
    """Press a key, once more when nothing came of it: a card may just be drawn anew."""
    try:
        with page.expect_request(lambda sent: sent.method == "POST", timeout=3000):
            page.keyboard.press(key)
    except PlaywrightTimeout:
        page.keyboard.press(key)


def _queue_by_keys(served: Served, browser: Browser, *, select: str, most: int) -> None:
    page = _open(served, browser, f"/{select}")
    wrong = watch(page, home=served.home)
    page.keyboard.press("g")
    page.keyboard.press("q")
    assert 3 < _walk(page, most=most) < most
    assert wrong == []
    page.context.close()


def test_the_queue_of_a_place_is_decided_by_keys_alone(own: Served, browser: Browser) -> None:
    _queue_by_keys(own, browser, select="?place=Gulvand", most=60)


@pytest.mark.slow
def test_the_whole_queue_is_decided_by_keys_alone(own: Served, browser: Browser) -> None:
    _queue_by_keys(own, browser, select="", most=400)


def _told(page: Page, served: Served) -> list[Any]:
    """Return what the server tells now, without the log of decisions.

    An id that a merge has led elsewhere stays led there: ids of events are left out, and so is
    the order of what the ids alone put in order.
    """
    paths = ("claims", "situation", "reports/ks-a-05", "control", "access", "talks", "queue")
    told = (page.request.get(f"{served.home}/api/{path}").text() for path in paths)
    return [_unordered(json.loads(_EVENT_ID.sub("event", text))) for text in told]


def _unordered(told: Any) -> Any:
    """Return an answer with each list in an order of its own words."""
    if isinstance(told, dict):
        return {name: _unordered(value) for name, value in told.items()}
    return sorted(map(_unordered, told), key=json.dumps) if isinstance(told, list) else told


def _note(page: Page) -> None:
    page.keyboard.press("n")
    page.keyboard.type("ask the hospital")
    page.keyboard.press("Enter")


def _edit(page: Page) -> None:
    page.keyboard.press("e")
    page.get_by_label("What is wrong").select_option("status")
    page.get_by_label("New value").select_option("negated")
    page.get_by_role("button", name="Save").click()


def _redact(page: Page) -> None:
    page.evaluate(
        """() => {
          const piece = [...document.querySelectorAll('.marked [data-start]')]
            .find((one) => one.textContent.includes('Temur Dostali'));
          const text = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT).nextNode();
          getSelection().setBaseAndExtent(text, 0, text, text.length);
        }"""
    )
    page.get_by_role("button", name="Redact the chosen words").click()


_REPORT: Final = "/reports/ks-a-05"
_ACTIONS: Final[dict[str, Callable[[Page], object]]] = {
    "accept": lambda page: page.keyboard.press("a"),
    "reject": lambda page: page.keyboard.press("x"),
    "status": lambda page: page.keyboard.press("3"),
    "edit": _edit,
    "flag": lambda page: page.keyboard.press("f"),
    "note": _note,
    "cover": lambda page: page.keyboard.press("s"),
    "cover-report": lambda page: page.get_by_role("button", name="Cover this report").click(),
    "redact": _redact,
}


def test_each_action_on_a_report_can_be_undone(own: Served, browser: Browser) -> None:
    page = _open(own, browser, _REPORT)
    before = _told(page, own)
    for name, act in _ACTIONS.items():
        _answered(page, partial(act, page))
        assert _told(page, own) != before, name
        page.locator("h1").click()  # out of any field, where a letter is a letter
        _answered(page, lambda: page.keyboard.press("u"))
        assert _told(page, own) == before, name
    page.context.close()


def _split(page: Page) -> None:
    page.get_by_label("choose this mention").first.check()
    page.keyboard.press("p")


_EVENT_ACTIONS: Final[dict[str, Callable[[Page], object]]] = {
    "seal": lambda page: page.keyboard.press("s"),
    "split": _split,
    "merge": lambda page: page.keyboard.press("m"),
}


def test_each_action_on_an_event_can_be_undone(own: Served, browser: Browser) -> None:
    page = _open(own, browser, "/")
    before = _told(page, own)
    events = page.request.get(f"{own.home}/api/situation").json()["events"]
    near = next(event["id"] for event in events if _has_near(page, own, event))
    for name, act in _EVENT_ACTIONS.items():
        page.goto(f"{own.home}/events/{near}")
        settle(page)
        _answered(page, partial(act, page))
        assert _told(page, own) != before, name
        _answered(page, lambda: page.keyboard.press("u"))
        assert _told(page, own) == before, name
    page.context.close()


def _has_near(page: Page, served: Served, event: Any) -> bool:
    """Return whether an event can be split and has another that may be the same."""
    if event["counts"]["mentions"] < 2:
        return False
    view = page.request.get(f"{served.home}/api/events/{event['id']}").json()
    return bool(view["near"])
