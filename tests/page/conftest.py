"""A browser and a page for each test; without a browser these tests are skipped."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

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
