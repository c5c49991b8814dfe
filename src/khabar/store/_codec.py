"""A reading as bytes and back: compact, and nothing is lost on the way.

The text is kept apart (once per report, not once per derivation), so the bytes hold the
reading with an empty text.
"""

import json
import re
import zlib
from dataclasses import replace
from typing import Final

import msgspec

from khabar.record.claim import Reading
from khabar.record.errors import StoreDamagedError

__all__ = ["decode_reading", "encode_reading", "printable", "text_from_cell", "text_to_cell"]

_LEVEL: Final = 1  # word offsets repeat so much that a higher level gains little
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DECODER: Final = msgspec.json.Decoder(Reading)


def encode_reading(reading: Reading) -> bytes:
    """Return a reading without its text, as compressed JSON of the record types.

    Args:
        reading: Any reading; lone surrogates are kept.

    Returns:
        What ``decode_reading`` turns back.
    """
    bare = replace(reading, report=replace(reading.report, text=""))
    try:
        raw = msgspec.json.encode(bare)
    except UnicodeEncodeError:
        raw = json.dumps(msgspec.to_builtins(bare), ensure_ascii=True).encode("ascii")
    return zlib.compress(raw, _LEVEL)


def decode_reading(body: bytes, *, text: str) -> Reading:
    """Return the reading that ``encode_reading`` was given.

    Args:
        body: Its bytes.
        text: The report's text.

    Returns:
        The reading, with its text.

    Raises:
        StoreDamagedError: The bytes are not a reading.
    """
    try:
        raw = zlib.decompress(body)
        try:
            bare = _DECODER.decode(raw)
        except msgspec.DecodeError:  # lone surrogates: only the standard library reads them
            bare = msgspec.convert(json.loads(raw), Reading)
    except (zlib.error, ValueError, msgspec.MsgspecError) as error:
        what = f"a stored reading cannot be decoded ({error})"
        raise StoreDamagedError(what, do="restore the case file from a copy") from error
    return replace(bare, report=replace(bare.report, text=text))


def text_to_cell(text: str) -> str | bytes:
    """Return a text as SQLite can keep it: UTF-8 text, or bytes with lone surrogates.

    Args:
        text: Any text.

    Returns:
        The text itself, or its bytes when it is not valid Unicode.
    """
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-8", "surrogatepass")


def text_from_cell(cell: str | bytes) -> str:
    """Return the text that ``text_to_cell`` was given.

    Args:
        cell: What SQLite kept.

    Returns:
        The text.
    """
    return cell if isinstance(cell, str) else cell.decode("utf-8", "surrogatepass")


def printable(text: str) -> str:
    r"""Return a text with lone surrogates written out (``\ud800``), for keys and columns.

    Args:
        text: Any text.

    Returns:
        Valid Unicode; the same text when it already was.
    """
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
