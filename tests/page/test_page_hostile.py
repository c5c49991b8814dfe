"""Hostile texts and many scripts on each screen, wide and narrow, light and dark."""

from time import monotonic

import pytest
from playwright.sync_api import Browser, Request

from page.watching import find_serious, overhang, settle, watch

pytestmark = pytest.mark.page

_SCREENS = (
    "/ /claims /compare /compare/event-0 /queue /control /access /talks /sitrep /sources /paste "
    "/reports/r1?c=claim-2 /events/event-0 /actors/x"
).split()
_MOST_LAYOUT_S = 5.0


@pytest.mark.parametrize("width", [1280, 390])
def test_every_screen_shows_hostile_texts_as_text(browser: Browser, stub: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark", reduced_motion="reduce"
    )
    page = context.new_page()
    wrong = watch(page, home=stub)
    for path in _SCREENS:
        page.goto(stub + path)
        settle(page)
        page.wait_for_timeout(100)
        assert overhang(page) <= 0, path
        shown = page.locator("main").inner_text()
        assert path == "/paste" or "onerror=" in shown, path
        assert page.locator("main img, main script, main iframe").count() == 0
    context.close()
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in _SCREENS if "reports" not in path])
def test_a_screen_of_hostile_texts_is_accessible(browser: Browser, stub: str, path: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(stub + path)
    settle(page)
    assert find_serious(page) == []
    page.close()


def test_a_report_with_five_thousand_spans_is_laid_out_at_once(browser: Browser, stub: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    begun = monotonic()
    page.goto(stub + "/reports/r1?c=claim-2")
    settle(page)
    page.wait_for_selector(".marked .trigger")
    assert monotonic() - begun < _MOST_LAYOUT_S
    assert page.locator(".marked [data-start]").count() > 4_000
    page.close()


def test_the_queue_is_walked_and_decided_by_keys_alone(browser: Browser, stub: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    sent: list[str] = []

    def follow(asked: Request) -> None:
        if asked.method == "POST":
            sent.append(asked.url)

    page.on("request", follow)
    page.goto(stub + "/")
    page.wait_for_selector("[data-event]")
    page.keyboard.press("g")
    page.keyboard.press("q")
    for number in range(6):
        page.wait_for_selector(f"[data-card=card-{number}]")
        page.keyboard.press("m" if number == 2 else "A" if number % 2 else "x")
        page.wait_for_timeout(150)
    page.keyboard.press("u")
    page.wait_for_selector("text=taken back")
    assert [url.rsplit("/", 1)[1] for url in sent] == ["decisions"] * 6 + ["undo"]
    page.close()
