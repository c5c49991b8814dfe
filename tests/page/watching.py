"""What a page must never do, and how to look for it."""

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request

__all__ = ["WITHOUT_WEBGL", "find_serious", "overhang", "settle", "watch"]

_AXE: Final = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_SERIOUS: Final = """only => axe.run(document, {
    resultTypes: ['violations'], ...(only.length ? {runOnly: only} : {})
  }).then(({violations}) => violations
  .filter(({impact}) => impact === 'serious' || impact === 'critical')
  .map(({id, nodes}) => id + ': ' + nodes[0].html.slice(0, 200)))"""
WITHOUT_WEBGL: Final = (
    "const was = HTMLCanvasElement.prototype.getContext;"
    "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
    " return kind.startsWith('webgl') ? null : was.call(this, kind, ...rest); };"
)


def watch(page: Page, *, home: str) -> list[str]:
    """Return a list that fills with errors, dialogs and requests to anywhere but home."""
    wrong: list[str] = []

    def hear(line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"}:
            wrong.append(line.text)

    def refuse(dialog: Dialog) -> None:
        wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def follow(asked: Request) -> None:
        if not asked.url.startswith((home, "blob:" + home)):
            wrong.append(asked.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", refuse)
    page.on("request", follow)
    return wrong


def settle(page: Page) -> None:
    """Wait until a screen shows its answer."""
    page.wait_for_selector("h1")
    page.wait_for_selector("[aria-busy=true]", state="detached")


def find_serious(page: Page, *rules: str) -> list[Any]:
    """Return what axe calls serious or critical; nothing where axe is not installed.

    Args:
        page: The page.
        rules: Only these; all without any.

    Returns:
        A line for each kind of fault.
    """
    if not _AXE.is_file():
        return []
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: list[Any] = page.evaluate(_SERIOUS, rules)
    return found


def overhang(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
