"""Bytes to text, or why not."""

import codecs
from typing import Final

from khabar.record.errors import FailureReason, InputError

__all__ = ["decode"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DOCUMENTS: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a packed document (docx, odt, xlsx or zip)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (doc or xls)"),
    (b"{\\rtf", "an RTF document"),
)
_MAGIC: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3")
_HEAD: Final = 200  # bytes in which UTF-16 without a mark is looked for
_CONTROLS: Final = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MOST_CONTROLS: Final = 0.01  # share of control bytes past which a file is not text


def decode(raw: bytes, *, where: str) -> str:
    """Return the text of a file. Line ends stay as they are.

    UTF-8, UTF-16 and UTF-32 by their marks, UTF-16 without one when every second byte at
    the beginning is zero, UTF-8 without one, else Windows-1252 when every
    byte has a letter there.

    Args:
        raw: The file's bytes.
        where: Its name, for messages.

    Returns:
        The text, perhaps empty.

    Raises:
        InputError: It is no text, a document of another kind, or in an encoding we do not
            know.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decode_as(raw, encoding, where=where)
    for magic, name in _DOCUMENTS:
        if raw.startswith(magic):
            what = f"it is {name}, which Khabar does not read"
            do = "save it as txt or html"
            raise InputError(what, reason=FailureReason.UNSUPPORTED, where=where, do=do)
    unmarked = _unmarked_utf16(raw[:_HEAD])
    if unmarked:
        return _decode_as(raw, unmarked, where=where)
    if raw.startswith(_MAGIC) or b"\x00" in raw or _has_controls(raw):
        what = "it is not text (binary content)"
        do = "give txt, html, json, jsonl, csv or tsv"
        raise InputError(what, reason=FailureReason.BINARY, where=where, do=do)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(raw, "cp1252", where=where)


def _unmarked_utf16(head: bytes) -> str:
    """Return the UTF-16 in which text begins, empty when its zero bytes do not show one."""
    even, odd = head[::2], head[1::2]
    if len(head) < 4:
        return ""
    if not any(odd) and 0 not in even:
        return "utf-16-le"
    return "utf-16-be" if not any(even) and 0 not in odd else ""


def _has_controls(raw: bytes) -> bool:
    """Return whether the beginning of a file holds more control bytes than text does."""
    head = raw[:65536]
    return len(head) - len(head.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head)


def _decode_as(raw: bytes, encoding: str, *, where: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"its bytes are neither UTF-8 nor {encoding} (byte {error.start})"
        do = "save it as UTF-8"
        raise InputError(what, reason=FailureReason.ENCODING, where=where, do=do) from error
