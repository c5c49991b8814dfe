"""The application: safety around routes, and the page beside them."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from khabar.web.addresses import Addresses
from khabar.web.answering import refuse
from khabar.web.desk.desk import Desk
from khabar.web.feed import feed_routes
from khabar.web.files import PAGE, file_routes
from khabar.web.routes import reading_routes
from khabar.web.safety import Safety
from khabar.web.writes import writing_routes

__all__ = ["make_app"]


def make_app(
    case: Path | str,
    *,
    token: str,
    hosts: frozenset[str],
    person: str = "",
    key: str = "",
    page: Path = PAGE,
) -> ASGIApp:
    """Return the page's server for one case.

    Args:
        case: File or folder.
        token: Exchanged once, at ``/?token=TOKEN``, for a cookie.
        hosts: What a request may call this server (``127.0.0.1:8765``).
        person: Who decides; the user of this machine when empty.
        key: Opens feeds and ``.json`` addresses for reading, without the cookie; for programs.
        page: Where the built page lies.

    Returns:
        An ASGI application.
    """
    desk = Desk(Path(case), person=person, key=key)
    routes = [
        *writing_routes(desk),
        *reading_routes(desk),
        *feed_routes(desk),
        Route("/api/{path:path}", _nothing, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
        *file_routes(page),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refuse})
    return Safety(Addresses(app), token=token, hosts=hosts, key=key)


async def _refuse(_: Request, error: Exception) -> Response:
    """Return what Starlette itself refuses as every other refusal."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = error.detail if isinstance(error, HTTPException) else str(error)
    return refuse(status, "not-found" if status == 404 else "bad-request", words)


async def _nothing(request: Request) -> Response:
    return refuse(404, "not-found", f"there is no {request.url.path[:80]!r}")
