"""A reading as bytes and back: compact, and nothing is lost on the way.

The text is kept apart (once per report, not once per derivation), so the bytes hold the
reading with an empty text.
"""

import json
import re
import zlib
from dataclasses import replace
from typing import Final, TypeVar

import msgspec

from khabar.record.claim import Reading
from khabar.record.errors import StoreDamagedError

__all__ = [
    "decode_reading",
    "decode_record",
    "encode_reading",
    "encode_record",
    "printable",
    "text_from_cell",
    "text_to_cell",
]

_LEVEL: Final = 1  # word offsets repeat so much that a higher level gains little
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DECODER: Final = msgspec.json.Decoder(Reading)
_R = TypeVar("_R")


def encode_reading(reading: Reading) -> bytes:
    """Return a reading without its text, as compressed JSON of the record types.

    Args:
        reading: Any reading; lone surrogates are kept.

    Returns:
        What ``decode_reading`` turns back.
    """
    return encode_record(replace(reading, report=replace(reading.report, text="")))


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
    bare = _decode(body, Reading, decoder=_DECODER, what="reading")
    return replace(bare, report=replace(bare.report, text=text))


def encode_record(record: object) -> bytes:
    """Return anything made of record types as compressed JSON.

    Args:
        record: Any; lone surrogates are kept.

    Returns:
        What ``decode_record`` turns back.
    """
    try:
        raw = msgspec.json.encode(record)
    except UnicodeEncodeError:
        raw = json.dumps(msgspec.to_builtins(record), ensure_ascii=True).encode("ascii")
    return zlib.compress(raw, _LEVEL)


def decode_record(body: bytes, kind: type[_R]) -> _R:
    """Return what ``encode_record`` was given.

    Args:
        body: Its bytes.
        kind: Type of the record.

    Returns:
        The record.

    Raises:
        StoreDamagedError: The bytes are no such record.
    """
    return _decode(body, kind, decoder=msgspec.json.Decoder(kind), what=kind.__name__.lower())


def _decode(body: bytes, kind: type[_R], *, decoder: "msgspec.json.Decoder[_R]", what: str) -> _R:
    """Return the record that bytes hold.

    Raises:
        StoreDamagedError: They are not what they should be.
    """
    try:
        raw = zlib.decompress(body)
        try:
            return decoder.decode(raw)
        except msgspec.DecodeError:  # lone surrogates: only the standard library reads them
            return msgspec.convert(json.loads(raw), kind)
    except (zlib.error, ValueError, msgspec.MsgspecError) as error:
        message = f"a stored {what} cannot be decoded ({error})"
        raise StoreDamagedError(message, do="restore the case file from a copy") from error


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
