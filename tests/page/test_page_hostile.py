"""Hostile texts and many scripts on each screen, wide and narrow, light and dark."""

import gzip
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from page.stub import PAGE

pytestmark = pytest.mark.page

_AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_SCREENS = (
    "/ /claims /compare /compare/event-0 /queue /control /access /talks /sitrep /sources /paste "
    "/reports/r1?c=claim-2 /events/event-0 /actors/x"
).split()
_MOST_BYTES = 1_500_000
_SERIOUS = """axe.run().then(({violations}) => violations
  .filter(({impact}) => impact === 'serious' || impact === 'critical')
  .map(({id, nodes}) => id + ': ' + nodes[0].html.slice(0, 200)))"""


def _note(page: Page, wrong: list[str], *, home: str) -> None:
    """Write down errors, dialogs and requests to anywhere but home."""

    def hear(line: ConsoleMessage) -> None:
        if line.type == "error":
            wrong.append(line.text)

    def refuse(dialog: Dialog) -> None:
        wrong.append("dialog")
        dialog.dismiss()

    def follow(asked: Request) -> None:
        if not asked.url.startswith((home, "blob:" + home)):
            wrong.append(asked.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", refuse)
    page.on("request", follow)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", _SCREENS)
def test_a_screen_shows_hostile_texts_as_text(
    browser: Browser, stub: str, path: str, width: int, theme: Literal["light", "dark"]
) -> None:
    wrong: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    _note(page, wrong, home=stub)
    page.goto(stub + path)
    page.wait_for_selector("h1")
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if _AXE.is_file():
        page.evaluate(_AXE.read_text(encoding="utf-8"))
        wrong += page.evaluate(_SERIOUS)
    context.close()
    assert wrong == []


def test_without_webgl_the_map_is_drawn_on_a_canvas(browser: Browser, stub: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(
        "const was = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : was.call(this, kind, ...rest); };"
    )
    page.goto(stub)
    page.wait_for_selector("[data-drawn=canvas]")
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


def test_loading_anew_keeps_what_was_selected(browser: Browser, stub: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(stub + "/?from=2018-09-02&to=2018-09-09&type=ASSAULT")
    page.wait_for_selector("[data-event]")
    page.keyboard.press("]")
    page.wait_for_url("**from=2018-09-10*")
    page.reload()
    page.wait_for_selector("[data-event]")
    assert page.locator("input[type=date]").first.input_value() == "2018-09-10"
    page.close()


def test_the_page_is_small() -> None:
    if not PAGE.is_dir():
        pytest.skip("the page is not built")
    files = [path for path in PAGE.rglob("*") if path.is_file()]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= _MOST_BYTES
