"""``khabar export``: a case in files that others read."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final

import typer

from khabar.cli._console import Output
from khabar.cli._filters import filtered
from khabar.cli._guard import ExitCode, exit_with, guarded, write_error
from khabar.cli._options import Case, FailEmpty, Quiet
from khabar.cli._reviewed import name_report, open_reviewed

if TYPE_CHECKING:
    from khabar.store import ClaimQuery

__all__ = ["Format", "export"]

_STDOUT: Final = frozenset({"-", "/dev/stdout", "/dev/fd/1"})


class Format(StrEnum):
    """What can be written."""

    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


@guarded
@filtered
def export(
    *,
    query: "ClaimQuery",
    form: Annotated[
        Format, typer.Option("--format", "-f", help="jsonl, csv or geojson.")
    ] = Format.JSONL,
    target: Annotated[
        str, typer.Option("--output", "-o", metavar="PATH", help="A file, or - for stdout.")
    ] = "-",
    every: Annotated[
        bool, typer.Option("--all", help="Claims of every status, not only actual and ongoing.")
    ] = False,
    sensitive: Annotated[
        bool, typer.Option("--sensitive", help="Also what somebody marked as sensitive.")
    ] = False,
    case: Case = None,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """Write claims for other programs; what is presented as actual or ongoing, unless asked."""
    from khabar.exports import ALL_STATUSES, DEFAULT_STATUSES

    output = Output(quiet=quiet)
    statuses = query.statuses or (ALL_STATUSES if every else DEFAULT_STATUSES)
    with open_reviewed(case) as store, _open_target(target) as out:
        readings = store.readings(name_report(query, store=store))
        if not sensitive:
            readings = map(store.rulings.remarks.leave_out, readings)
        count = _writer(form)(readings, out, statuses=statuses)
    output.note(f"{count} {'reports' if form is Format.JSONL else 'claims'} written")
    exit_with(ExitCode.NOTHING if fail_empty and not count else ExitCode.DONE)


def _writer(form: Format) -> Callable[..., int]:
    """Return the function that writes a format."""
    from khabar import exports

    return {
        Format.JSONL: exports.write_jsonl,
        Format.CSV: exports.write_csv,
        Format.GEOJSON: exports.write_geojson,
    }[form]


@contextmanager
def _open_target(target: str) -> Iterator[BinaryIO]:
    """Open where the export goes; a file appears only when it is complete.

    Links are followed. What is no file (a pipe, a device) is written into, never replaced.

    Yields:
        Open for writing bytes.

    Raises:
        ConfigError: The file cannot be written.
        StoreFullError: The disk is full.
        BrokenPipeError: Nobody reads the pipe any more.
    """
    if target in _STDOUT:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    try:
        is_stream = path.exists() and not path.is_file()
        with path.open("wb") if is_stream else _draft(path.resolve()) as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        refused = write_error(error, what="the export", where=target)
        raise refused from error


@contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside another, which it replaces when it is complete.

    Yields:
        Open for writing bytes.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as out:
            yield out
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
