"""Whether a page can be opened for whoever sits at the terminal."""

import os
import sys
import webbrowser
from collections.abc import Mapping

__all__ = ["can_open_page"]


def can_open_page(environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether somebody sits here who would see a page that opens.

    Never true in a pipe, a test or a build: a program that serves a page does not end by
    itself.

    Args:
        environ: Environment variables.

    Returns:
        True at a terminal with a browser that has a screen to open on.
    """
    if environ.get("CI") or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return _has_screen(environ) and _has_browser()


def _has_screen(environ: Mapping[str, str]) -> bool:
    """Return whether windows can open: always but on Unix and over a remote shell."""
    if environ.get("BROWSER") or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return True
    far = bool(environ.get("SSH_CONNECTION"))
    return sys.platform in {"win32", "darwin"} and not far


def _has_browser() -> bool:
    """Return whether a browser was found on this machine."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
