"""A server that answers with made-up hostile texts, so that the page alone is on trial."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import urlsplit

from page.answers import live_answers

__all__ = ["PAGE", "stub_server"]

PAGE: Final = Path(__file__).parents[2] / "src/khabar/web/page"
_KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/api/stream":
            self._send(b": quiet\n\nretry: 60000\n\n", "text/event-stream")
        elif path.startswith("/api/"):
            self._answer(path.removeprefix("/api/"))
        else:
            file = PAGE / path.lstrip("/")
            file = file if file.is_file() else PAGE / "index.html"
            self._send(file.read_bytes(), _KINDS[file.suffix])

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self._answer(urlsplit(self.path).path.removeprefix("/api/"))

    def _answer(self, path: str) -> None:
        made = live_answers(path)
        code = 404 if made is None else 200
        body = made if made is not None else {"error": "missing", "message": "no such route"}
        self._send(json.dumps(body).encode(), "application/json", code=code)

    def _send(self, body: bytes, kind: str, *, code: int = 200) -> None:
        self.send_response(code)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("content-security-policy", _POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        del args


@contextmanager
def stub_server() -> Iterator[str]:
    """Serve the built page on loopback.

    Yields:
        Its address, without a slash at the end.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()
