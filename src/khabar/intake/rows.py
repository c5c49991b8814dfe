"""Rows of json, jsonl, csv and tsv to sources. One bad row costs that row."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from khabar.intake.dates import parse_day
from khabar.intake.making import make_report
from khabar.intake.options import IntakeOptions
from khabar.intake.source import Source
from khabar.record.errors import FailureReason, InputError
from khabar.record.report import FailedInput

__all__ = ["FIELDS", "failure", "read_json", "read_json_lines", "read_row", "read_table"]

FIELDS: Final = ("id", "text", "published", "outlet", "title", "url", "language")
"""What a row may say about its report."""

_OTHER_NAMES: Final = {
    "text": ("body", "content", "article", "story"),
    "published": ("date", "published_at", "publishedAt", "pub_date", "published_date"),
    "outlet": ("source", "publisher", "newspaper", "media"),
    "title": ("headline",),
    "url": ("link", "sourceUrl"),
    "language": ("lang",),
}
"""Column names read when neither the caller nor the row names the field itself."""

_SEPARATORS: Final = (",", ";", "\t", "|")


def failure(error: InputError, *, identity: str, origin: str) -> FailedInput:
    """Return an error as a value.

    Args:
        error: Why there is no report.
        identity: The row's own id, or its origin.
        origin: File name and row.

    Returns:
        The failure.
    """
    detail = f"{error.what}; {error.do}" if error.do else error.what
    return FailedInput(id=identity, origin=origin, reason=error.reason, detail=detail)


def read_json_lines(
    lines: Iterable[bytes], *, name: str, options: IntakeOptions
) -> Iterator[Source]:
    """Yield a source for every line that is not blank.

    Args:
        lines: Lines of UTF-8, taken one by one.
        name: File name, ``-`` for standard input.
        options: Defaults and column names.

    Yields:
        Sources in order.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        origin = f"{name}:{number}"
        try:
            row = _decode_json(line, where=origin)
        except InputError as error:
            yield Source(line, failure(error, identity=origin, origin=origin))
            continue
        yield read_row(row, raw=line, origin=origin, options=options)


def read_json(raw: bytes, *, name: str, options: IntakeOptions) -> Iterator[Source]:
    """Yield the sources of a JSON file: one object, a list of them, or JSON Lines.

    Args:
        raw: The file's bytes.
        name: Its name.
        options: Defaults and column names.

    Yields:
        Sources in order.
    """
    try:
        content = _decode_json(raw, where=name)
    except InputError as error:
        lines = raw.split(b"\n")
        if len(lines) > 1 and lines[0].lstrip().startswith(b"{") and lines[0].rstrip()[-1:] == b"}":
            yield from read_json_lines(lines, name=name, options=options)
        else:
            yield Source(raw, failure(error, identity=name, origin=name))
        return
    if not isinstance(content, list):
        yield read_row(content, raw=raw, origin=name, options=options)
        return
    for number, row in enumerate(content, start=1):
        own = json.dumps(row, ensure_ascii=True).encode()
        yield read_row(row, raw=own, origin=f"{name}:{number}", options=options)


def read_table(text: str, *, name: str, tabs: bool, options: IntakeOptions) -> Iterator[Source]:
    """Yield the sources of a csv or tsv file with a header row.

    The header row says what separates the columns: comma, semicolon, tab or bar. A quote
    that is not closed costs the lines up to its end, and they are reported.

    Args:
        text: The file's text.
        name: Its name.
        tabs: Columns are separated by tabs when the header row leaves it open.
        options: Defaults, column names and limits.

    Yields:
        Sources in order.
    """
    csv.field_size_limit(options.max_bytes)
    rows = _split_rows(text, separator=_find_separator(text, tabs=tabs, options=options))
    header = next(rows, [])
    if isinstance(header, _LostLines):
        yield header.source(name)
        return
    wrong = _wrong_header(header, options)
    if wrong is not None:
        raw = text.encode("utf-8", "surrogatepass")[:4096]
        yield Source(raw, failure(wrong, identity=name, origin=name))
        return
    for number, cells in enumerate(rows, start=2):
        origin = f"{name}:{number}"
        if isinstance(cells, _LostLines):
            yield cells.source(origin)
        elif any(cells):
            yield _read_cells(cells, header=header, origin=origin, options=options)


def _read_cells(
    cells: list[str], *, header: list[str], origin: str, options: IntakeOptions
) -> Source:
    raw = json.dumps(cells, ensure_ascii=True).encode()
    if len(cells) != len(header):
        what = f"row has {len(cells)} columns, the header {len(header)}"
        error = InputError(what, reason=FailureReason.BAD_ROW, where=origin, do="mend the row")
        return Source(raw, failure(error, identity=origin, origin=origin))
    row = dict(zip(header, cells, strict=True))
    return read_row(row, raw=raw, origin=origin, options=options)


@dataclass(frozen=True, slots=True)
class _LostLines:
    """Lines of a table that make no row.

    Attributes:
        text: The lines.
        first: Number of the first one in the file, from 1.
        last: Number of the last one.
        why: What the parser says.
    """

    text: str
    first: int
    last: int
    why: str

    def source(self, origin: str) -> Source:
        """Return the failure, with the lines kept."""
        what = (
            f"lines {self.first} to {self.last} are lost: a quote opens in line {self.first} "
            f"and is not closed where the cell ends ({self.why})"
        )
        error = InputError(what, reason=FailureReason.BAD_ROW, do="close the quote")
        raw = self.text.encode("utf-8", "surrogatepass")
        return Source(raw, failure(error, identity=origin, origin=origin))


def _split_rows(text: str, *, separator: str) -> Iterator[list[str] | _LostLines]:
    """Yield the cells of every row; lines that make none come back as they are."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    while True:
        taken.clear()
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            first = reader.line_num - len(taken) + 1
            own = _split_line(taken, separator=separator)
            yield own or _LostLines("".join(taken), first, reader.line_num, str(error))


def _split_line(lines: list[str], *, separator: str) -> list[str] | None:
    """Return the cells of one line with stray quotes in it; nothing when it spans several."""
    if len(lines) != 1:
        return None
    try:
        return next(csv.reader(lines, delimiter=separator), None)
    except csv.Error:
        return None


def _find_separator(text: str, *, tabs: bool, options: IntakeOptions) -> str:
    """Return what separates the columns: it gives the header the most names we know."""
    line = next(io.StringIO(text, newline=""), "")
    known = {*FIELDS, *options.columns.values()}
    known.update(name for names in _OTHER_NAMES.values() for name in names)
    best = "\t" if tabs else ","

    def fitness(separator: str) -> tuple[int, int, bool]:
        header = _split_line([line], separator=separator) or []
        return len(known & set(header)), len(header), separator == best

    return max(_SEPARATORS, key=fitness)


def _wrong_header(header: list[str], options: IntakeOptions) -> InputError | None:
    """Return an error when a column is there twice or missing."""
    counts = Counter(name for name in header if name)
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        what = f"the header has {', '.join(map(repr, twice))[:200]} more than once"
        return InputError(what, reason=FailureReason.BAD_ROW, do="rename or remove a column")
    return _missing_column(header, options)


def _missing_column(header: list[str], options: IntakeOptions) -> InputError | None:
    """Return an error when no column can be the text, or a mapped column is not there."""
    for name in options.columns.values():
        if name not in header:
            what = f"there is no column {name!r}; the columns are {', '.join(header)[:200]}"
            return InputError(what, reason=FailureReason.BAD_ROW, do="correct --map")
    wanted = {options.columns.get("text", "text"), *_OTHER_NAMES["text"]}
    if wanted & set(header):
        return None
    what = f"no column holds the text; the columns are {', '.join(header)[:200]}"
    return InputError(what, reason=FailureReason.BAD_ROW, do="name it: --map text=COLUMN")


def read_row(row: object, *, raw: bytes, origin: str, options: IntakeOptions) -> Source:
    """Return the source of one decoded row.

    Args:
        row: A mapping with at least a text.
        raw: Its bytes, to be kept.
        origin: File name and row.
        options: Defaults and column names.

    Returns:
        The source; a failure when the row makes no report.
    """
    identity = origin
    try:
        fields = _fields(row, options)
        identity = fields["id"] or origin
        day = fields["published"]
        report = make_report(
            _text(fields, origin),
            report_id=fields["id"] or None,
            published=options.published,
            metadata_published=_own_day(day, options, origin),
            outlet=fields["outlet"] or options.outlet,
            title=fields["title"] or options.title,
            url=fields["url"],
            language=fields["language"],
            origin=origin,
            today=options.today,
        )
    except InputError as error:
        return Source(raw, failure(error, identity=identity, origin=origin))
    return Source(raw, report)


def _text(fields: Mapping[str, str], origin: str) -> str:
    if not fields["text"].strip():
        has = ", ".join(name for name, value in fields.items() if value)
        what = f"row has no text (it has {has})" if has else "row has no text"
        raise InputError(what, reason=FailureReason.EMPTY, where=origin, do="give it a text")
    return fields["text"]


def _own_day(text: str, options: IntakeOptions, origin: str) -> date | None:
    """Return the row's day of publication; not asked when the caller's wins."""
    if not text or options.published is not None:
        return None
    return parse_day(text, where=f"{origin} published", today=options.today)


def _fields(row: object, options: IntakeOptions) -> dict[str, str]:
    """Return the fields of a row as strings; empty when it does not have them.

    Raises:
        InputError: The row is no object, or a field is no string.
    """
    if not isinstance(row, Mapping):
        what = f"row is {type(row).__name__}, not an object with a text"
        raise InputError(what, reason=FailureReason.BAD_ROW)
    found: dict[str, str] = {}
    for field in FIELDS:
        mapped = options.columns.get(field)
        names = (mapped,) if mapped else (field, *_OTHER_NAMES.get(field, ()))
        value = next((row[name] for name in names if row.get(name) not in (None, "")), "")
        if isinstance(value, bool | list | dict):
            what = f"{field} is {type(value).__name__}, not a string"
            raise InputError(what, reason=FailureReason.BAD_ROW, do="give a string")
        if field == "text" and not isinstance(value, str):
            what = f"text is {type(value).__name__}, not a string"
            raise InputError(what, reason=FailureReason.BAD_ROW, do="give a string")
        found[field] = str(value)
    return found


def _decode_json(raw: bytes, *, where: str) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except RecursionError as error:
        what = "it is nested too deep"
        raise InputError(what, reason=FailureReason.BAD_ROW, where=where) from error
    except UnicodeDecodeError as error:
        what = f"it is not UTF-8 (byte {error.start})"
        raise InputError(what, reason=FailureReason.ENCODING, where=where) from error
    except ValueError as error:
        what = f"it is not JSON: {error}"
        raise InputError(what, reason=FailureReason.BAD_ROW, where=where) from error
