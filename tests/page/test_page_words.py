"""From any value to its highlighted words in at most three actions."""

from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from page.served import Served
from page.watching import WITHOUT_WEBGL, settle

pytestmark = pytest.mark.page

_DIRECT: Final = "claims differs control access talks sitrep compare event report review".split()
_SAMPLED: Final = 4


def _open(served: Served, browser: Browser, path: str) -> Page:
    page = served.context(browser, viewport={"width": 1280, "height": 900}).new_page()
    page.goto(served.home + path)
    settle(page)
    return page


def _check_words(page: Page, served: Served) -> None:
    """Look whether exactly the words of the address are marked, and in view."""
    settle(page)
    address = urlsplit(page.url)
    start, end = map(int, parse_qs(address.query)["at"][0].split("-"))
    report = page.request.get(f"{served.home}/api{address.path}").json()
    page.wait_for_selector(".here")
    shown = "".join(page.locator(".here").all_text_contents())
    assert shown == report["text"][start:end]
    assert page.locator(".here").first.evaluate(
        "one => (({top}) => top >= 0 && top < innerHeight)(one.getBoundingClientRect())"
    )


@pytest.mark.parametrize("name", _DIRECT)
def test_a_value_leads_to_its_words_in_one_action(
    browser: Browser, served: Served, screens: dict[str, str], name: str
) -> None:
    page = _open(served, browser, screens[name])
    links = page.locator("main a[href*='?at=']:visible, main a[href*='&at=']:visible")
    count = links.count()
    assert count
    for number in sorted({0, count // 3, count // 2, count - 1})[:_SAMPLED]:
        page.goto(served.home + screens[name])
        settle(page)
        links.nth(number).click()
        _check_words(page, served)
    page.context.close()


_FIND_DOT: Final = """() => {
  const canvas = document.querySelector('[data-drawn=canvas] canvas');
  const {width, height} = canvas;
  const {data} = canvas.getContext('2d').getImageData(0, 0, width, height);
  const dark = (x, y) => data[4 * (y * width + x)] < 40;
  for (let y = 4; y < height - 4; y++)
    for (let x = 4; x < width - 4; x++)
      if ([-4, 0, 4].every((d) => dark(x + d, y) && dark(x, y + d))) return [x, y];
}"""


def test_a_dot_on_the_map_leads_to_its_words_in_three_actions(
    browser: Browser, served: Served
) -> None:
    context = served.context(browser, viewport={"width": 1280, "height": 900})
    context.add_init_script(WITHOUT_WEBGL)  # a plain canvas can be read back
    page = context.new_page()
    page.goto(served.home)
    canvas = page.locator("[data-drawn=canvas] canvas")
    box = canvas.bounding_box()
    assert box is not None
    x, y = page.evaluate(_FIND_DOT)
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_url("**place=*")
    settle(page)
    page.locator("article[data-event] a.quote").first.click()
    page.wait_for_url("**/events/*")
    settle(page)
    page.locator("h1 a").click()
    _check_words(page, served)
    context.close()


@pytest.mark.parametrize("name", ["situation", "actor"])
def test_an_event_leads_to_its_words_in_two_actions(
    browser: Browser, served: Served, screens: dict[str, str], name: str
) -> None:
    page = _open(served, browser, screens[name])
    page.locator("article[data-event] a.quote").first.click()
    page.wait_for_url("**/events/*")
    settle(page)
    page.locator("h1 a").click()
    _check_words(page, served)
    page.context.close()


def test_a_search_leads_to_its_words_in_two_actions(browser: Browser, served: Served) -> None:
    page = _open(served, browser, "/")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("diesel")
    page.wait_for_selector("[role=option] >> text=Report")
    page.locator("[role=option]", has_text="Report").first.click()
    _check_words(page, served)
    page.context.close()
