"""An empty case: how it says that it is empty, and how reports come in while one looks."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from page.served import Served, serve
from page.watching import find_serious, overhang, settle, watch

pytestmark = pytest.mark.page

_TEXT: Final = (
    "KALMIR, 3 March 2031 - Rebels of the Orsa League shelled the town of Kalmir on Monday, "
    "killing four people, the mayor said. The army denied that its posts were hit."
)


@pytest.fixture
def empty(browser: Browser, tmp_path: Path) -> Iterator[Served]:
    """A case without reports."""
    case = tmp_path / "orsa.khabar"
    subprocess.run([sys.executable, "-m", "khabar.cli", "init", str(case)], check=True)
    with serve(case, browser=browser) as made:
        yield made


def _open(served: Served, browser: Browser, path: str, *, width: int = 1280) -> Page:
    page = served.context(browser, viewport={"width": width, "height": 900}).new_page()
    page.goto(served.home + path)
    settle(page)
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_an_empty_case_says_how_to_fill_it_on_every_screen(
    empty: Served, browser: Browser, width: int
) -> None:
    page = _open(empty, browser, "/", width=width)
    wrong = watch(page, home=empty.home)
    assert page.get_by_role("heading", name="No reports yet").is_visible()
    for path in "/claims /compare /queue /control /access /talks /sitrep /sources /paste /".split():
        page.goto(empty.home + path)
        settle(page)
        assert overhang(page) <= 0, path
    wrong += find_serious(page)
    page.context.close()
    assert wrong == []


def test_files_chosen_on_the_page_become_reports(
    empty: Served, browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "kalmir.txt"
    file.write_text(_TEXT, encoding="utf-8")
    page = _open(empty, browser, "/")
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_selector("text=1 report added")
    page.wait_for_selector("article[data-event]")
    page.context.close()


def test_a_pasted_report_is_read_and_kept_when_asked(empty: Served, browser: Browser) -> None:
    page = _open(empty, browser, "/paste")
    page.get_by_label("Its text").fill(_TEXT)
    page.get_by_label("Outlet").fill("Kalmir Post")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("[data-claim]")
    assert page.request.get(f"{empty.home}/api/case").json()["reports"] == 0
    page.get_by_role("button", name="Keep it in the case").click()
    page.wait_for_selector("text=1 report added")
    page.context.close()


def test_a_page_fills_while_reports_are_added_beside_it(
    empty: Served, browser: Browser, tmp_path: Path
) -> None:
    for number in range(3):
        text = _TEXT.replace("four", str(number + 5))
        (tmp_path / f"r{number}.txt").write_text(text, encoding="utf-8")
    page = _open(empty, browser, "/")
    files = [str(tmp_path / f"r{number}.txt") for number in range(3)]
    words = [sys.executable, "-m", "khabar.cli", "add", *files, "--case", str(empty.case), "-q"]
    subprocess.run(words, check=True, capture_output=True)
    page.wait_for_selector("article[data-event]", timeout=15_000)
    page.wait_for_selector("header >> text=3 reports")
    page.context.close()
