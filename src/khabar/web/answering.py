"""From what a route returns to an answer: JSON, with withheld names covered; or a refusal."""

from collections.abc import Callable
from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from khabar.record.errors import (
    ConfigError,
    KhabarError,
    RecordError,
    StoreLockedError,
    StoreMissingError,
)
from khabar.review import Redaction

__all__ = [
    "TooLargeError",
    "answer",
    "check_length",
    "cover",
    "page",
    "read_body",
    "refuse",
    "route",
]

_MOST_BYTES: Final = 16_000_000  # JSON of 2,000,000 letters, each of which may be six escapes


def answer(made: object, *, withheld: Redaction | None = None, status: int = 200) -> Response:
    """Return a shape as JSON.

    Args:
        made: A shape, or a list of them.
        withheld: Covers names.
        status: Of the answer.

    Returns:
        The answer; a covered name keeps its length, so that offsets hold.
    """
    told = cover(msgspec.to_builtins(made), withheld=withheld) if withheld else made
    try:
        body = msgspec.json.encode(told)
    except UnicodeEncodeError:  # a lone half of a letter
        body = msgspec.json.encode(_sound(msgspec.to_builtins(told)))
    return Response(body, status, media_type="application/json")


def cover(told: Any, *, withheld: Redaction) -> Any:
    """Return a value without withheld names.

    Args:
        told: Of JSON.
        withheld: Covers names.

    Returns:
        The same, each name a block of its length.
    """
    if isinstance(told, str):
        return withheld.cover(told)
    if isinstance(told, dict):
        return {key: cover(value, withheld=withheld) for key, value in told.items()}
    if isinstance(told, (list, tuple)):
        return [cover(value, withheld=withheld) for value in told]
    return told


def page(items: list[Any], *, total: int, offset: int) -> dict[str, Any]:
    """Return one page of a list.

    Args:
        items: Of this page.
        total: How many there are on all pages.
        offset: How many come before.

    Returns:
        What ``Page`` has.
    """
    return {"items": items, "total": total, "offset": offset}


def refuse(status: int, error: str, message: str, *, do: str = "") -> Response:
    """Return a refusal in words.

    Args:
        status: 4xx or 5xx.
        error: A short name of the kind.
        message: What was wrong.
        do: What to do about it.

    Returns:
        What ``Problem`` has.
    """
    return answer({"error": error, "message": message, "do": do}, status=status)


def route(work: Callable[..., Any]) -> Callable[[Request], Any]:
    """Return an endpoint that works off the event loop and answers refusals in words.

    Args:
        work: Gets the request; returns the answer.

    Returns:
        The endpoint.
    """

    async def endpoint(request: Request) -> Response:
        try:
            body = await read_body(request) if request.method == "POST" else b""
            made: Response = await run_in_threadpool(work, request, body)
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
            return refuse(400, "bad-request", str(error))
        except StoreMissingError as error:
            return refuse(404, "not-found", error.what, do=error.do)
        except TooLargeError as error:
            return refuse(413, "too-large", error.what, do=error.do)
        except (ConfigError, RecordError) as error:
            return refuse(400, "bad-request", error.what, do=error.do)
        except StoreLockedError as error:
            return refuse(503, "busy", error.what, do="try again in a moment")
        except KhabarError as error:
            return refuse(500, "fault", str(error))
        return made

    return endpoint


class TooLargeError(ConfigError):
    """More was sent than is taken."""


async def read_body(request: Request) -> bytes:
    """Return what was sent, if it is not too much.

    Args:
        request: With a body.

    Returns:
        The body.

    Raises:
        TooLargeError: It has more bytes than a pasted report or a decision ever has.
    """
    check_length(request, most=_MOST_BYTES, do="add it as a file")
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > _MOST_BYTES:
            what = f"more than {_MOST_BYTES:,} bytes were sent"
            raise TooLargeError(what, do="add it as a file")
        parts.append(part)
    return b"".join(parts)


def check_length(request: Request, *, most: int, do: str) -> None:
    """Refuse a request that says that it is too large, before anything of it is read.

    Args:
        request: With a body.
        most: Bytes that are taken.
        do: What else to do.

    Raises:
        TooLargeError: It is.
    """
    said = request.headers.get("content-length", "0")
    if said.isdecimal() and int(said) > most:
        what = f"{int(said):,} bytes are more than the {most:,} that are taken at once"
        raise TooLargeError(what, do=do)


def _sound(told: Any) -> Any:
    """Return a value in which every text is valid Unicode."""
    if isinstance(told, str):
        return told if told.isascii() else told.encode("utf-8", "replace").decode("utf-8")
    if isinstance(told, dict):
        return {key: _sound(value) for key, value in told.items()}
    if isinstance(told, (list, tuple)):
        return [_sound(value) for value in told]
    return told
