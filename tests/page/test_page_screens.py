"""Every screen of the demo case: wide and narrow, light and dark, with and without WebGL."""

from itertools import product
from typing import Any, Final, Literal

import pytest
from playwright.sync_api import Browser, Page

from page.served import Served
from page.watching import WITHOUT_WEBGL, find_serious, overhang, settle, watch

pytestmark = pytest.mark.page

_WIDTHS: Final = (1280, 390)
_NARROW: Final = 700
_NAMES: Final = (
    "situation claims differs review control access talks sitrep sources paste compare event "
    "actor report"
).split()
_FEW: Final = {"situation": "?limit=30", "claims": "?limit=30"}  # axe reads every row
_THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def _open(
    served: Served, browser: Browser, *, width: int, webgl: bool = True, **options: Any
) -> Page:
    context = served.context(
        browser, viewport={"width": width, "height": 900}, reduced_motion="reduce", **options
    )
    if not webgl:
        context.add_init_script(WITHOUT_WEBGL)
    return context.new_page()


def _words(page: Page) -> str:
    """Return all words of a screen, also of rows that the browser has not drawn yet."""
    return " ".join((page.locator("main").text_content() or "").split())


@pytest.mark.parametrize("width", _WIDTHS)
@pytest.mark.parametrize("name", _NAMES)
def test_a_screen_shows_no_fault(
    browser: Browser, served: Served, screens: dict[str, str], name: str, width: int
) -> None:
    page = _open(served, browser, width=width)
    wrong = watch(page, home=served.home)
    page.goto(served.home + screens[name] + _FEW.get(name, ""))
    settle(page)
    assert overhang(page) <= 0
    wrong += find_serious(page)
    page.emulate_media(color_scheme="dark")
    assert overhang(page) <= 0
    if width > _NARROW:  # colours are the same at any width; the slow matrix looks at all
        wrong += find_serious(page, "color-contrast")
        told, address = _words(page), page.url
        page.reload()
        settle(page)
        assert (page.url, _words(page)) == (address, told)
    page.context.close()
    assert wrong == []


@pytest.mark.parametrize("width", _WIDTHS)
def test_without_webgl_every_screen_is_the_same(
    browser: Browser, served: Served, screens: dict[str, str], width: int
) -> None:
    page = _open(served, browser, width=width, webgl=False, color_scheme="dark")
    wrong = watch(page, home=served.home)
    for name in _NAMES:
        page.goto(served.home + screens[name])
        settle(page)
        assert overhang(page) <= 0, name
        if name == "situation":
            page.wait_for_selector("[data-drawn=canvas]")
    page.context.close()
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("look", list(product(_WIDTHS, _THEMES, ("gl", "canvas"))), ids=str)
def test_the_whole_matrix(
    browser: Browser,
    served: Served,
    screens: dict[str, str],
    look: tuple[int, Literal["light", "dark"], str],
) -> None:
    width, theme, drawn = look
    page = _open(served, browser, width=width, webgl=drawn == "gl", color_scheme=theme)
    wrong = watch(page, home=served.home)
    for name in _NAMES:
        page.goto(served.home + screens[name])
        settle(page)
        if name == "situation":
            page.wait_for_selector(f"[data-drawn={drawn}]")
        assert overhang(page) <= 0, name
        wrong += [f"{name}: {fault}" for fault in find_serious(page)]
    page.context.close()
    assert wrong == []


def test_what_is_selected_outlives_reload_and_way_back(browser: Browser, served: Served) -> None:
    page = _open(served, browser, width=1280)
    page.goto(served.home + "/?type=ASSAULT&from=2018-09-10&to=2018-09-12&map=table")
    settle(page)
    told = _words(page)
    page.reload()
    settle(page)
    assert _words(page) == told
    page.get_by_role("link", name="Claims", exact=True).click()
    page.wait_for_url("**/claims?*type=ASSAULT*")
    page.go_back()
    settle(page)
    assert _words(page) == told
    page.context.close()


def test_keys_open_every_screen(browser: Browser, served: Served) -> None:
    page = _open(served, browser, width=1280)
    page.goto(served.home)
    settle(page)
    for letter, path in zip("cdqhanwrps", _PATHS, strict=True):
        page.keyboard.press("g")
        page.keyboard.press(letter)
        page.wait_for_url(f"{served.home}{path}")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open] #keys-title")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("belesar")
    page.wait_for_selector("[role=option] >> text=Report")
    page.context.close()


_PATHS: Final = "/claims /compare /queue /control /access /talks /sitrep /sources /paste /".split()
