"""Records as bytes in a column, and back; nothing is lost on the way."""

import json
from typing import Any, TypeVar

import msgspec

from khabar.record.errors import KhabarError

__all__ = ["decode", "encode", "shown"]

T = TypeVar("T")


def encode(record: Any) -> bytes:
    """Return a record as JSON.

    Args:
        record: A frozen type of ``khabar.record``, or a tuple of them.

    Returns:
        What ``decode`` turns back; lone surrogates are kept.
    """
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(record), ensure_ascii=True).encode("ascii")


def decode(body: bytes, *, type: type[T]) -> T:  # noqa: A002 - as msgspec calls it
    """Return the record that ``encode`` was given.

    Args:
        body: Its bytes.
        type: What it is.

    Returns:
        The record.

    Raises:
        KhabarError: The bytes are not such a record.
    """
    try:
        return msgspec.json.decode(body, type=type)
    except msgspec.DecodeError:  # lone surrogates: only the standard library reads them
        try:
            return msgspec.convert(json.loads(body), type)
        except (ValueError, msgspec.MsgspecError) as error:
            what = f"a row is no {type.__name__} ({error})"
            raise KhabarError(what, do="remove the folder of the run and run again") from error


def shown(text: str) -> str:
    r"""Return valid Unicode for a column of words: lone surrogates as ``\ud800``."""
    return text.encode("utf-8", "backslashreplace").decode()
