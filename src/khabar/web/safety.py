"""What a request must show before it is answered, and what every answer forbids."""

import hmac
import secrets
from typing import Final
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from khabar.web.addresses import told_path

__all__ = ["HEADERS", "Safety"]

HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; "
        "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_READS: Final = frozenset({"GET", "HEAD"})
_WELCOME_SITES: Final = frozenset({"", "same-origin", "none"})
_SPENT: Final = (
    "<!doctype html><meta charset=utf-8><title>Khabar</title><p>This address opens the page "
    "once, and it was used already or is not complete.</p><p>Stop <code>khabar serve</code> in "
    "its terminal, start it again, and open the address that it prints.</p>"
)


class Safety:
    """Lets in who came with the token, from this machine's page alone."""

    def __init__(self, app: ASGIApp, *, token: str, hosts: frozenset[str], key: str = "") -> None:
        """Set the guard.

        Args:
            app: What is guarded.
            token: Exchanged once for a cookie.
            hosts: Names, with port where there is one, under which the page may be asked for.
            key: Opens feeds and ``.json`` addresses for programs; none when empty.
        """
        self._app = app
        self._token: str | None = token
        self._hosts = hosts
        self._reader = key
        self._key = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse or pass on one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self._refuse(scope)
        await (self._app if answer is None else answer)(scope, receive, guarded)

    def _refuse(self, scope: Scope) -> Response | None:
        """Return the answer that ends a request here; ``None`` to let it pass."""
        headers, path = Headers(scope=scope), scope["path"]
        host = headers.get("host", "")
        if host not in self._hosts:
            return _problem(421, "wrong-host", f"Khabar does not answer for {host[:80]!r}")
        origin = headers.get("origin", "")
        if origin and origin != f"http://{host}":
            return _problem(403, "other-origin", "another page asked for this")
        site = headers.get("sec-fetch-site", "")
        told = path.startswith("/api") or _is_told(path)
        if told and site not in _WELCOME_SITES:
            return _problem(403, "other-site", "another site asked for this")
        if scope["method"] not in _READS and not origin and site != "same-origin":
            return _problem(403, "no-origin", "a change must say which page it comes from")
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if path == "/" and "token" in query:
            return self._exchange(query["token"], headers=headers, host=host)
        if self._reads(scope, query=query):
            return None
        if not self._knows(headers, host=host):
            if told:
                return _problem(401, "no-token", "open the address that khabar serve printed")
            return HTMLResponse(_SPENT, status_code=403)
        return None

    def _reads(self, scope: Scope, *, query: dict[str, str]) -> bool:
        """Return whether a program asks with the key for what it opens."""
        if not self._reader or scope["method"] not in _READS or not _is_told(scope["path"]):
            return False
        return hmac.compare_digest(query.get("key", "").encode(), self._reader.encode())

    def _exchange(self, token: str, *, headers: Headers, host: str) -> Response:
        """Return the cookie for the token, once; who has the cookie is only led on."""
        right = self._token is not None and hmac.compare_digest(
            token.encode(), self._token.encode()
        )
        answer = RedirectResponse("/", status_code=303)
        if right:
            self._token = None
            answer.set_cookie(_cookie(host), self._key, httponly=True, samesite="strict", path="/")
            return answer
        return answer if self._knows(headers, host=host) else HTMLResponse(_SPENT, 403)

    def _knows(self, headers: Headers, *, host: str) -> bool:
        """Return whether a request carries the cookie."""
        for line in headers.getlist("cookie"):
            for part in line.split(";"):
                name, _, value = part.strip().partition("=")
                if name == _cookie(host):
                    return hmac.compare_digest(value.encode(), self._key.encode())
        return False


def _is_told(path: str) -> bool:
    """Return whether a path is a feed, or tells a screen to a program."""
    return path == "/feed.atom" or bool(told_path(path))


def _cookie(host: str) -> str:
    """Return the cookie's name: servers on other ports have others."""
    return f"khabar_{host.rpartition(':')[2]}" if ":" in host else "khabar"


def _problem(status: int, error: str, message: str) -> Response:
    return JSONResponse({"error": error, "message": message}, status_code=status)
