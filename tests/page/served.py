"""The demo case, served by the real server, and the addresses of each of its screens."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Error

__all__ = ["Served", "demo_case", "find_screens", "serve", "serve_copy"]

_PLAIN_SCREENS: Final = {
    "situation": "/",
    "claims": "/claims",
    "differs": "/compare",
    "review": "/queue",
    "control": "/control",
    "access": "/access",
    "talks": "/talks",
    "sitrep": "/sitrep",
    "sources": "/sources",
    "paste": "/paste",
}


@dataclass(frozen=True, slots=True)
class Served:
    """A case that is being served.

    Attributes:
        home: Address without a slash at the end.
        cookies: What a browser context needs to be let in.
        case: The case file.
    """

    home: str
    cookies: Any
    case: Path

    def context(self, browser: Browser, **options: Any) -> BrowserContext:
        """Return a context that the server lets in; options are those of ``new_context``."""
        return browser.new_context(storage_state=self.cookies, **options)


def demo_case(into: Path) -> Path:
    """Read the demo reports into a case file and return it."""
    words = [sys.executable, "-m", "khabar.cli", "demo", "--no-open", "-q", "--into", str(into)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return into


@contextmanager
def serve(case: Path, *, browser: Browser) -> Iterator[Served]:
    """Serve a case on a free port of loopback and exchange its token.

    Args:
        case: Case file.
        browser: Who is let in.

    Yields:
        The server's address and cookies.
    """
    words = [sys.executable, "-m", "khabar.cli", "serve", str(case), "--port", "0", "--no-open"]
    told = {**os.environ, "USER": "Noor", "LOGNAME": "Noor"}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=told
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            assert address, "khabar serve did not start"
            context = browser.new_context()
            _knock(context, address=address)
            yield Served(address.partition("/?")[0], context.storage_state(), case)
            context.close()
        finally:
            server.kill()


def _knock(context: BrowserContext, *, address: str) -> None:
    """Ask for an address until somebody answers, ten seconds at most."""
    ends = monotonic() + 10
    while True:
        try:
            context.request.get(address)
        except Error:
            if monotonic() > ends:
                raise
            sleep(0.1)
        else:
            return


@contextmanager
def serve_copy(case: Path, *, into: Path, browser: Browser) -> Iterator[Served]:
    """Serve a copy of a case, for a test that decides.

    Args:
        case: Case file.
        into: Folder of the copy.
        browser: Who is let in.

    Yields:
        The server's address and cookies.
    """
    copy = Path(shutil.copy(case, into / "demo.khabar"))
    with serve(copy, browser=browser) as served:
        yield served


def find_screens(served: Served, *, browser: Browser) -> dict[str, str]:
    """Return the address of every screen of a case, the richest event, report and actor.

    Args:
        served: The case.
        browser: Asks for what is in it.

    Returns:
        Paths by a word for the screen.
    """
    context = served.context(browser)
    situation = context.request.get(f"{served.home}/api/situation").json()
    rows = context.request.get(f"{served.home}/api/claims").json()["items"]
    context.close()
    events = situation["events"]
    rival = max(
        events, key=lambda event: (len(event["contradictions"]), event["counts"]["origins"])
    )
    told = max(events, key=lambda event: event["counts"]["mentions"])
    row = next(row for row in rows if len(row["chain"]) > 1 and row["conditions"])
    actor = next(name["key"] for event in events for name in event["actors"] if name["key"])
    return _PLAIN_SCREENS | {
        "compare": f"/compare/{quote(rival['id'])}",
        "event": f"/events/{quote(told['id'])}",
        "actor": f"/actors/{quote(actor, safe='')}",
        "report": f"/reports/{quote(row['report'])}?c={row['id']}",
    }
