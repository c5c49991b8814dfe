"""What ``khabar.read``, ``khabar.pipe`` and ``khabar.open`` do."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from khabar.intake import IntakeOptions, make_report, read_inputs
from khabar.intake.dates import parse_day
from khabar.intake.files import KNOWN
from khabar.intake.rows import failure, read_row
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar.record.errors import ConfigError, FailureReason, InputError
from khabar.record.report import FailedInput, Report
from khabar.store import Store, open_case
from khabar.views.notebook import attach

__all__ = ["open_for_asking", "read_many", "read_one", "read_pairs"]

_LONGEST_PATH: Final = 1024
_EARLIEST_CLOCK: Final = timedelta(hours=14)  # where a day begins first, before UTC


def read_one(
    source: str | Path, *, published: date | str | None, outlet: str, title: str
) -> Reading:
    """Read one report.

    Args:
        source: A file, or the text itself.
        published: Day of publication; read in the report when ``None``.
        outlet: Who published it.
        title: Its headline.

    Returns:
        Everything read in it.

    Raises:
        ConfigError: It is neither a text nor a file's name.
        InputError: It cannot be read as one report.
        ReaderError: The reader cannot run.
    """
    attach()
    _check_source(source)
    today = _latest_day()
    day = published
    if isinstance(day, str):
        day = parse_day(day, where="published", today=today)
    options = IntakeOptions(published=day, outlet=outlet, title=title, today=today)
    if not _is_file(source):
        text = str(source)
        report = make_report(text, published=day, outlet=outlet, title=title, today=today)
        return _pipeline().read(report)
    found = [entry.report for entry in read_inputs([source], options=options)]
    if len(found) != 1:
        what = f"there are {len(found)} reports in it"
        raise InputError(
            what, reason=FailureReason.UNSUPPORTED, where=Path(source).name, do="use khabar.pipe"
        )
    if isinstance(found[0], FailedInput):
        failed = found[0]
        raise InputError(failed.detail, reason=failed.reason, where=failed.origin)
    return _pipeline().read(found[0])


def _check_source(source: object) -> None:
    """Refuse what is neither a text nor a file's name, and folders.

    Raises:
        ConfigError: It is something else, or a folder.
    """
    where = "khabar.read"
    if not isinstance(source, str | Path):
        what = f"a report is a text or a file's name, not {type(source).__name__}"
        raise ConfigError(what, where=where, do="decode bytes first")
    short = isinstance(source, Path) or len(source) <= _LONGEST_PATH
    if short and str(source) and "\0" not in str(source) and Path(source).is_dir():
        what = f"{Path(source).name} is a folder"
        raise ConfigError(what, where=where, do="use khabar add, or khabar.pipe on its files")


def read_many(
    texts: Iterable[str | Mapping[str, object] | Report], *, processes: int
) -> Iterator[Reading | FailedInput]:
    """Read many reports in order.

    Args:
        texts: Texts, mappings or reports.
        processes: Worker processes.

    Yields:
        A reading for each, or why there is none.

    Raises:
        ConfigError: It is one text, not many.
        ReaderError: The reader cannot run.
    """
    if isinstance(texts, str | bytes):
        what = "this is one text, not many"
        raise ConfigError(what, where="khabar.pipe", do="use khabar.read, or put it into a list")
    attach()
    today = _latest_day()
    reports = (_report(one, number=number, today=today) for number, one in enumerate(texts))
    yield from _pipeline().pipe(reports, processes=processes)


def read_pairs(
    pairs: Iterable[tuple[str | Mapping[str, object] | Report, Any]], *, processes: int
) -> Iterator[tuple[Reading | FailedInput, Any]]:
    """Read the first half of many pairs in order.

    Args:
        pairs: Texts, mappings or reports, each with anything.
        processes: Worker processes.

    Yields:
        A reading or why there is none, with the second half of the pair.

    Raises:
        ReaderError: The reader cannot run.
    """
    waiting: deque[Any] = deque()

    def firsts() -> Iterator[str | Mapping[str, object] | Report]:
        for first, second in pairs:
            waiting.append(second)
            yield first

    for answer in read_many(firsts(), processes=processes):
        yield answer, waiting.popleft()


def open_for_asking(case: str | Path, *, create: bool) -> Store:
    """Open a case whose readings notebooks can show.

    Args:
        case: Case file or folder.
        create: Make it when it is not there.

    Returns:
        The case.

    Raises:
        StoreError: It cannot be used.
    """
    attach()
    return open_case(case, create=create)


@cache
def _pipeline() -> Pipeline:
    """Return this process's pipeline, so that the model is opened once."""
    return Pipeline()


def _latest_day() -> date:
    """Return the latest day that it is anywhere."""
    return (datetime.now(UTC) + _EARLIEST_CLOCK).date()


def _is_file(source: str | Path) -> bool:
    """Return whether a source names a file, be it there or not; a ``Path`` always does."""
    if isinstance(source, Path):
        return True
    if not source or len(source) > _LONGEST_PATH or "\n" in source or "\0" in source:
        return False
    looks_so = not any(c.isspace() for c in source) and Path(source).suffix.lower() in KNOWN
    return looks_so or Path(source).is_file()


def _report(
    item: str | Mapping[str, object] | Report, *, number: int, today: date
) -> Report | FailedInput:
    """Return the report that an item of ``khabar.pipe`` is."""
    if isinstance(item, Report):
        return item
    origin = f"item {number}"
    if isinstance(item, str):
        try:
            return make_report(item, origin=origin, today=today)
        except InputError as error:
            return failure(error, identity=origin, origin=origin)
    return read_row(item, raw=b"", origin=origin, options=IntakeOptions(today=today)).report
