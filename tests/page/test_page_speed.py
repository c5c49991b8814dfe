"""How soon the page is there, and how small it is; ``-s`` prints the figures."""

import gzip
import sys
from statistics import median
from typing import Final

import pytest
from playwright.sync_api import Browser

from page.served import Served
from page.stub import PAGE
from page.watching import settle

pytestmark = pytest.mark.page

_MOST_BYTES: Final = 1_500_000
_MOST_PAINT_MS: Final = 1_500
_PAINT: Final = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def test_the_page_is_small(capsys: pytest.CaptureFixture[str]) -> None:
    if not PAGE.is_dir():
        pytest.skip("the page is not built")
    files = [path for path in PAGE.rglob("*") if path.is_file()]
    size = sum(len(gzip.compress(path.read_bytes())) for path in files)
    with capsys.disabled():
        _say(f"page: {size / 1000:.0f} kB gzip in {len(files)} files")
    assert size <= _MOST_BYTES


def test_the_first_paint_comes_soon(
    browser: Browser, served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    paints, shown = [], []
    for _ in range(3):
        context = served.context(browser, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(served.home)
        settle(page)
        page.wait_for_selector("article[data-event]")
        shown.append(page.evaluate("performance.now()"))
        paints.append(page.evaluate(_PAINT))
        context.close()
    with capsys.disabled():
        _say(f"first paint {median(paints):.0f} ms, events shown after {median(shown):.0f} ms")
    assert median(paints) <= _MOST_PAINT_MS


def _say(line: str) -> None:
    sys.stdout.write(f"\n{line}\n")
