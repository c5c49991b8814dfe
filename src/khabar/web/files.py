"""The built page: its files by their kinds, and words for where it was not built."""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

__all__ = ["PAGE", "file_routes"]

PAGE: Final = Path(__file__).parent / "page"
_KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".map": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
_UNBUILT: Final = (
    "<!doctype html><meta charset=utf-8><title>Khabar</title><p>The page was not built with "
    "this copy of Khabar; its data are served under <code>/api</code>.</p><p>Build it from a "
    "checkout: <code>cd web &amp;&amp; npm ci &amp;&amp; npm run build</code>, then start "
    "<code>khabar serve</code> again.</p>"
)


def file_routes(folder: Path = PAGE) -> list[Route]:
    """Return the route of everything that is not under ``/api``.

    Args:
        folder: Where the built page lies.

    Returns:
        One route; what is no file answers with the page itself.
    """
    found = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in _KINDS
    }

    async def endpoint(request: Request) -> Response:
        wanted = request.path_params["path"]
        path = found.get(wanted) or found.get("index.html")
        if path is None:
            return HTMLResponse(_UNBUILT)
        return Response(path.read_bytes(), headers={"content-type": _KINDS[path.suffix]})

    return [Route("/{path:path}", endpoint)]
