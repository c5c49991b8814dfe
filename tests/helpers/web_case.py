"""The demo case behind the page's server, and a browser that has opened it."""

import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from starlette.testclient import TestClient

from helpers.demo_case import add_readings, read_demo
from khabar.filing import retell
from khabar.store import open_case
from khabar.web import make_app

__all__ = ["HOME", "HOST", "KEY", "SAME", "TOKEN", "copy_case", "meet", "open_page"]

HOST: Final = "127.0.0.1:8765"
HOME: Final = f"http://{HOST}"
TOKEN: Final = "a-token-of-the-test"  # noqa: S105 (of this test alone)
KEY: Final = "a-key-of-the-test"
SAME: Final = {"origin": HOME, "sec-fetch-site": "same-origin"}


@cache
def _demo() -> Path:
    case = Path(mkdtemp()) / "valley.khabar"
    with open_case(case, create=True) as store:
        add_readings(store, read_demo())
        retell(store, at=datetime.now(UTC))
    return case


def copy_case(folder: Path) -> Path:
    """Return a case of the demo's reports in a folder."""
    return Path(shutil.copy(_demo(), folder / "valley.khabar"))


def meet(case: Path) -> TestClient:
    """Return a browser that has not opened the address of a case yet."""
    app = make_app(case, token=TOKEN, hosts=frozenset({HOST}), person="Noor", key=KEY)
    return TestClient(app, base_url=HOME, follow_redirects=False)


def open_page(case: Path) -> TestClient:
    """Return a browser that has opened a case."""
    browser = meet(case)
    assert browser.get(f"/?token={TOKEN}").status_code == 303
    return browser
