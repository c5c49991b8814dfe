"""Files, folders, patterns and standard input to sources."""

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import Final

from khabar.intake.dates import parse_day
from khabar.intake.decoding import decode
from khabar.intake.html import PageReader
from khabar.intake.making import make_report
from khabar.intake.options import IntakeOptions
from khabar.intake.rows import failure, read_json, read_json_lines, read_table
from khabar.intake.source import Source
from khabar.record.errors import FailureReason, InputError

__all__ = ["KNOWN", "read_inputs"]

KNOWN: Final = frozenset({
    ".txt",
    ".md",
    ".html",
    ".htm",
    ".xhtml",
    ".json",
    ".jsonl",
    ".ndjson",
    ".csv",
    ".tsv",
})
"""Endings of the files that a folder is searched for; ``.gz`` may follow."""


def read_inputs(
    names: Sequence[str | Path],
    *,
    options: IntakeOptions,
    standard_input: Iterable[bytes] | None = None,
) -> Iterator[Source]:
    """Yield every report of every input, in order; what fails is a value among them.

    Args:
        names: Files, folders (searched through, sorted), patterns, ``-`` for JSON Lines on
            standard input.
        options: Defaults, column names and limits.
        standard_input: Lines for ``-``; those of this process when ``None``.

    Yields:
        Sources, read one at a time.
    """
    pages = PageReader(seconds=options.html_seconds, memory_bytes=options.html_bytes)
    try:
        for name in names:
            if str(name) == "-":
                lines = sys.stdin.buffer if standard_input is None else standard_input
                yield from read_json_lines(lines, name="-", options=options)
                continue
            for path in _find_files(name):
                yield from _read_file(path, options=options, pages=pages)
    finally:
        pages.close()


def _find_files(name: str | Path) -> Iterator[Path]:
    """Yield the files that a name means; a name that means none comes back itself."""
    path = Path(name)
    if path.is_dir():
        found = (p for p in sorted(path.rglob("*")) if p.is_file() and _ending(p) in KNOWN)
        yield from (p for p in found if not any(part.startswith(".") for part in p.parts[1:]))
    elif has_magic(str(name)) and not path.exists():
        matches = sorted(glob(str(name), recursive=True))  # noqa: PTH207 (any pattern, any root)
        if not matches:
            yield path
        for match in matches:
            yield from _find_files(match)
    else:
        yield path


def _ending(path: Path) -> str:
    """Return the ending that says what a file is, without ``.gz``."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _read_file(path: Path, *, options: IntakeOptions, pages: PageReader) -> Iterator[Source]:
    name = path.name
    raw = b""
    try:
        raw = _read_bytes(path, limit=options.max_bytes)
        ending = _ending(path)
        if ending in {".jsonl", ".ndjson"}:
            yield from read_json_lines(raw.split(b"\n"), name=name, options=options)
        elif ending == ".json":
            yield from read_json(raw, name=name, options=options)
        elif ending in {".csv", ".tsv"}:
            text = decode(raw, where=name)
            yield from read_table(text, name=name, tabs=ending == ".tsv", options=options)
        elif ending in {".html", ".htm", ".xhtml"} or _looks_like_page(raw):
            yield _read_page(raw, name=name, options=options, pages=pages)
        else:
            yield _read_text(raw, name=name, options=options)
    except InputError as error:
        yield Source(raw, failure(error, identity=name, origin=name))


def _read_bytes(path: Path, *, limit: int) -> bytes:
    """Return a file's bytes, unpacked.

    Raises:
        InputError: It is not there, cannot be read or unpacked, or is too large.
    """
    try:
        if path.suffix.lower() != ".gz":
            if path.stat().st_size > limit:
                _refuse_size(limit)
            return path.read_bytes()
        with gzip.open(path) as packed:
            raw = packed.read(limit + 1)
    except FileNotFoundError as error:
        what = "there is no such file"
        raise InputError(what, reason=FailureReason.MISSING, do="check its name") from error
    except (OSError, EOFError, zlib.error) as error:
        what = f"it cannot be read: {error.__class__.__name__}"
        raise InputError(what, reason=FailureReason.UNREADABLE) from error
    if len(raw) > limit:
        _refuse_size(limit)
    return raw


def _refuse_size(limit: int) -> None:
    what = f"it is larger than {limit // 1_000_000} MB"
    raise InputError(what, reason=FailureReason.TOO_LARGE, do="split it")


def _looks_like_page(raw: bytes) -> bool:
    return raw[:512].lstrip().lower().startswith((b"<!doctype html", b"<html"))


def _read_text(raw: bytes, *, name: str, options: IntakeOptions) -> Source:
    report = make_report(
        decode(raw, where=name),
        published=options.published,
        outlet=options.outlet,
        title=options.title,
        origin=name,
        today=options.today,
    )
    return Source(raw, report)


def _read_page(raw: bytes, *, name: str, options: IntakeOptions, pages: PageReader) -> Source:
    """Return a page as a report. A date that cannot be is not believed: pages carry many.

    Raises:
        InputError: There is no text in it, or it broke a limit.
    """
    if not raw.strip():
        what = "the file is empty"
        raise InputError(what, reason=FailureReason.EMPTY, do="give a report")
    page = pages.read(decode(raw, where=name), where=name)
    day = None
    if page.published:
        try:
            day = parse_day(page.published, where=name, today=options.today)
        except InputError:
            day = None
    report = make_report(
        page.text,
        published=options.published,
        metadata_published=day,
        outlet=options.outlet or page.outlet,
        title=options.title or page.title,
        url=page.url,
        language=page.language,
        origin=name,
        today=options.today,
    )
    return Source(raw, report)
