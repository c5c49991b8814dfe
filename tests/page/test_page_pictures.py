"""The README's pictures: KHABAR_PICTURES=docs/pictures keeps what this test draws."""

import os
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from page.served import Served
from page.watching import settle

pytestmark = pytest.mark.page

_MOST_BYTES: Final = 300_000
_PICTURES: Final = {
    "situation": ("situation", 860),
    "report": ("report", 760),
    "compare": ("differs", 700),
}


@pytest.mark.parametrize("name", _PICTURES)
def test_a_picture_of_the_demo_is_small(
    browser: Browser, served: Served, screens: dict[str, str], tmp_path: Path, name: str
) -> None:
    screen, height = _PICTURES[name]
    context = served.context(
        browser,
        viewport={"width": 1280, "height": height},
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(served.home + screens[screen])
    settle(page)
    if name == "situation":
        page.wait_for_selector("[data-drawn=gl]")
    page.wait_for_timeout(300)
    file = Path(os.environ.get("KHABAR_PICTURES") or tmp_path) / f"{name}.png"
    page.screenshot(path=file)
    context.close()
    assert 10_000 < file.stat().st_size <= _MOST_BYTES
