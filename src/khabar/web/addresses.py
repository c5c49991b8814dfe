"""``.json`` behind the address of a screen: what the screen shows, for programs."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Addresses", "told_path"]

_ENDING: Final = ".json"
_LISTS: Final = {
    "situation": "situation",
    "claims": "claims",
    "reports": "reports",
    "contradictions": "contradictions",
    "compare": "contradictions",
    "control": "control",
    "access": "access",
    "talks": "talks",
    "queue": "queue",
    "sources": "sources",
    "sitrep": "sitrep",
    "search": "search",
    "decisions": "decisions",
}
_SINGLE: Final = frozenset({"reports", "events", "actors", "compare"})


def told_path(path: str) -> str:
    """Return the path under ``/api`` that tells what a screen shows.

    Args:
        path: Of a request, such as ``/claims.json`` or ``/events/ID.json``.

    Returns:
        Empty when the path is no such address.
    """
    if not path.endswith(_ENDING):
        return ""
    screen, slash, name = path.removesuffix(_ENDING).removeprefix("/").partition("/")
    if slash:
        return f"/api/{screen}/{name}" if screen in _SINGLE and name else ""
    return f"/api/{_LISTS[screen]}" if screen in _LISTS else ""


class Addresses:
    """Leads ``.json`` addresses of screens to what tells them."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the routes.

        Args:
            app: The routes.
        """
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with the path that is meant."""
        if scope["type"] == "http" and (path := told_path(scope["path"])):
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)
