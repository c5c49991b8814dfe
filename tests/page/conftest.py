"""A browser and a page for each test; without a browser these tests are skipped."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from page.served import Served, demo_case, find_screens, serve, serve_copy
from page.stub import PAGE, stub_server

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, with WebGL drawn in software."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    if not (PAGE / "index.html").is_file():
        pytest.skip("the page is not built: cd web && npm ci && npm run build")
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=found, args=[*_FLAGS, "--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="session")
def stub() -> Iterator[str]:
    """Address of a server with hostile texts in every field."""
    with stub_server() as address:
        yield address


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo case; nothing is decided in it."""
    return demo_case(tmp_path_factory.mktemp("page") / "demo.khabar")


@pytest.fixture(scope="session")
def served(demo: Path, browser: Browser) -> Iterator[Served]:
    """The demo case on the real server, to look at."""
    with serve(demo, browser=browser) as made:
        yield made


@pytest.fixture
def own(demo: Path, browser: Browser, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo case on a server of its own, to decide in."""
    with serve_copy(demo, into=tmp_path, browser=browser) as made:
        yield made


@pytest.fixture(scope="session")
def screens(served: Served, browser: Browser) -> dict[str, str]:
    """Address of every screen of the demo case."""
    return find_screens(served, browser=browser)
