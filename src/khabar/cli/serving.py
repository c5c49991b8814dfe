"""``khabar serve``: a case in the browser, on this machine alone."""

import gc
import secrets
import socket
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli._browser import can_open_page
from khabar.cli._console import Output
from khabar.cli._guard import guarded
from khabar.cli._options import settings
from khabar.folders import config_folder
from khabar.record.errors import ConfigError

__all__ = ["free_port", "serve", "serve_case"]

_HOST = "127.0.0.1"
_PORT = 8765
_RARELY = (100_000, 50, 50)  # a request makes many objects at once, and keeps few


@guarded
def serve(
    case: Annotated[
        str | None, typer.Argument(metavar="CASE", help="Case file or folder [default: here].")
    ] = None,
    *,
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="Port; 0 takes a free one.")
    ] = _PORT,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    """Open a case as a page in the browser; only this machine can reach it."""
    serve_case(Path(case or settings().case), port=port, opens=not no_open)


def serve_case(case: Path, *, port: int, opens: bool) -> None:
    """Serve a case until it is interrupted.

    Args:
        case: File or folder.
        port: Where; 0 takes a free one.
        opens: Open the browser where somebody sits at a terminal.

    Raises:
        ConfigError: The port is taken.
        StoreError: The case cannot be opened.
    """
    import uvicorn

    from khabar.store import open_case
    from khabar.web import make_app

    with open_case(case):
        pass
    output = Output(quiet=False)
    listening = _listen(port)
    taken = listening.getsockname()[1]
    token = secrets.token_urlsafe(24)
    hosts = frozenset({f"{_HOST}:{taken}", f"localhost:{taken}"})
    address = f"http://{_HOST}:{taken}/?token={token}"
    output.write(address)
    sys.stdout.flush()
    output.note("the address opens the page once; Ctrl+C ends it")
    if opens and can_open_page():
        webbrowser.open(address)
    app = make_app(case, token=token, hosts=hosts, key=_reading_key())
    gc.set_threshold(*_RARELY)
    config = uvicorn.Config(app, log_level="error", access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])


def _reading_key() -> str:
    """Return the key with which feed readers of this user read, made when there is none.

    It lasts, so that an address in a feed reader does; empty where it cannot be kept.
    """
    place = config_folder() / "feed.key"
    try:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch(mode=0o600)
            place.write_text(secrets.token_urlsafe(24), encoding="ascii")
        return place.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def free_port() -> int:
    """Return the usual port, or 0 (any) where that is taken."""
    try:
        _listen(_PORT).close()
    except ConfigError:
        return 0
    return _PORT


def _listen(port: int) -> socket.socket:
    """Return a socket of this machine's own.

    Raises:
        ConfigError: The port is taken.
    """
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        what = f"port {port} cannot be used: {error.strerror}"
        raise ConfigError(what, do="give another with --port, or --port 0") from error
    return listening
