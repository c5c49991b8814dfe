"""Every route that changes the case, or reads a text that is not in it."""

import hashlib
import tempfile
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import Any, Final, cast

import msgspec
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from khabar.intake import Source, make_report
from khabar.intake.files import KNOWN, read_inputs
from khabar.intake.options import IntakeOptions
from khabar.record.errors import ConfigError, InputError, KhabarError
from khabar.record.report import Report
from khabar.web.answering import TooLargeError, answer, check_length, refuse, route
from khabar.web.case.snapshot import Snapshot
from khabar.web.desk.desk import Desk
from khabar.web.openapi import Undo
from khabar.web.screens.reports import report_view
from khabar.web.shapes.screens import AddStarted, DecisionMade, DecisionRequest, PasteRequest
from khabar.web.shapes.shared import DecisionLine

__all__ = ["writing_routes"]

_LARGEST: Final = 2_000_000  # letters of a pasted report
_MOST_FILES: Final = 1_000
_MOST_BYTES: Final = 256_000_000  # of all files sent at once


def writing_routes(desk: Desk) -> list[Route]:
    """Return the routes that are sent something.

    Args:
        desk: The case.

    Returns:
        Routes under ``/api``.
    """

    def paste(_: Request, body: bytes) -> Response:
        report = _pasted(msgspec.json.decode(body, type=PasteRequest))
        reading = desk.read(report)
        alone = Snapshot.alone(reading)
        return answer(report_view(report.id, snapshot=alone), withheld=desk.snapshot().withheld)

    def decide(_: Request, body: bytes) -> Response:
        return _made(desk, desk.decide(msgspec.json.decode(body, type=DecisionRequest)))

    def undo(_: Request, body: bytes) -> Response:
        return _made(desk, desk.undo(msgspec.json.decode(body or b"{}", type=Undo).id))

    return [
        Route("/api/paste", route(paste), methods=["POST"]),
        Route("/api/decisions", route(decide), methods=["POST"]),
        Route("/api/undo", route(undo), methods=["POST"]),
        Route("/api/add", _adding(desk), methods=["POST"]),
    ]


def _made(desk: Desk, line: DecisionLine) -> Response:
    case = desk.announce()
    return answer(DecisionMade(decision=line, case=case), withheld=desk.snapshot().withheld)


def _pasted(request: PasteRequest) -> Report:
    """Return a pasted text as a report.

    Raises:
        ConfigError: There is no text, too much of it, or no such day.
    """
    if len(request.text) > _LARGEST:
        what = f"the text has more than {_LARGEST} letters"
        raise ConfigError(what, do="add it as a file")
    try:
        day = date.fromisoformat(request.published) if request.published else None
        return make_report(
            request.text,
            published=day,
            outlet=request.outlet or "",
            title=request.title or "",
            origin="pasted",
            today=datetime.now(UTC).date(),
        )
    except ValueError as error:
        what = f"published cannot be {str(request.published)[:80]!r}"
        raise ConfigError(what, do="give a day such as 2021-08-28") from error
    except InputError as error:
        raise ConfigError(error.what, do=error.do) from error


def _adding(desk: Desk) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        kind = request.headers.get("content-type", "").partition(";")[0].strip()
        if kind == "multipart/form-data":
            try:
                check_length(request, most=_MOST_BYTES, do="khabar add takes more from a folder")
            except TooLargeError as error:
                return refuse(413, "too-large", error.what, do=error.do)
            if "content-length" not in request.headers:
                return refuse(411, "no-length", "files must come with their length")
            async with request.form(max_files=_MOST_FILES) as form:
                parts = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
                files = [(one.filename or "", await one.read()) for one in parts]
            if not files:
                return refuse(400, "bad-request", "no file was sent", do="drop a file on the page")
            _begin(desk, _filed(files), total=len(files))
            return answer(AddStarted(started=True, inputs=len(files)), status=202)
        return cast("Response", await pasted(request))

    def keep(_: Request, body: bytes) -> Response:
        report = _pasted(msgspec.json.decode(body, type=PasteRequest))
        raw = report.text.encode("utf-8", "surrogatepass")
        _begin(desk, lambda: [Source(report=report, raw=raw)], total=1)
        return answer(AddStarted(started=True, inputs=1), status=202)

    pasted = route(keep)
    return endpoint


def _filed(files: Sequence[tuple[str, bytes]]) -> Callable[[], list[Source]]:
    """Return what reads files that were sent; their names lead nowhere."""

    def read() -> list[Source]:
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, raw in files:
                plain = (
                    PurePath(name.replace("\\", "/")).name[-100:].replace("\x00", "") or "report"
                )
                ending = PurePath(plain).suffix.lower()
                plain = plain if ending in KNOWN else f"{plain}.txt"
                within = Path(folder) / hashlib.sha256(raw).hexdigest()[:12]
                within.mkdir(exist_ok=True)
                path = within / plain
                path.write_bytes(raw)
                paths.append(path)
            options = IntakeOptions(today=datetime.now(UTC).date())
            return list(read_inputs(paths, options=options))

    return read


def _begin(desk: Desk, read: Callable[[], list[Source]], *, total: int) -> None:
    """Read in a thread of its own, and tell the page how it goes."""
    done = [0]

    def step() -> None:
        done[0] += 1
        desk.feed.tell({
            "kind": "progress",
            "done": done[0],
            "total": max(total, done[0]),
            "what": "reading",
        })

    def work() -> None:
        try:
            finished = desk.add(read(), on_done=step)
            desk.announce()
            desk.feed.tell(finished)
        except (KhabarError, OSError) as error:
            desk.feed.tell({"kind": "failed", "message": str(error)})

    threading.Thread(target=work, daemon=True).start()
