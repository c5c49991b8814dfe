"""What ``khabar.read``, ``khabar.pipe`` and ``khabar.open`` do."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from khabar.folders import Knowledge, find_knowledge
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

if TYPE_CHECKING:
    from khabar.mentions import Reader
    from khabar.resolve.actors import Candidate as ActorCandidate
    from khabar.resolve.places import PlaceCandidate
    from khabar.resolve.times import TimeCandidate

__all__ = [
    "find_actors",
    "find_places",
    "find_times",
    "open_for_asking",
    "read_many",
    "read_one",
    "read_pairs",
]

_LONGEST_PATH: Final = 1024
_EARLIEST_CLOCK: Final = timedelta(hours=14)  # where a day begins first, before UTC


def read_one(
    source: str | Path,
    *,
    published: date | str | None,
    outlet: str,
    title: str,
    case: str | Path | None = None,
) -> Reading:
    """Read one report.

    Args:
        source: A file, or the text itself.
        published: Day of publication; read in the report when ``None``.
        outlet: Who published it.
        title: Its headline.
        case: Case whose own places and actors are known too.

    Returns:
        Everything read in it.

    Raises:
        ConfigError: It is neither a text nor a file's name.
        InputError: It cannot be read as one report.
        ReaderError: The reader cannot run.
        KnowledgeError: A file of the case or of the user is wrong.
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
        return _pipeline_of(case).read(report)
    found = [entry.report for entry in read_inputs([source], options=options)]
    if len(found) != 1:
        what = f"there are {len(found)} reports in it"
        raise InputError(
            what, reason=FailureReason.UNSUPPORTED, where=Path(source).name, do="use khabar.pipe"
        )
    if isinstance(found[0], FailedInput):
        failed = found[0]
        raise InputError(failed.detail, reason=failed.reason, where=failed.origin)
    return _pipeline_of(case).read(found[0])


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
    texts: Iterable[str | Mapping[str, object] | Report],
    *,
    processes: int,
    case: str | Path | None = None,
) -> Iterator[Reading | FailedInput]:
    """Read many reports in order.

    Args:
        texts: Texts, mappings or reports.
        processes: Worker processes.
        case: Case whose own places and actors are known too.

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
    yield from _pipeline_of(case).pipe(reports, processes=processes)


def read_pairs(
    pairs: Iterable[tuple[str | Mapping[str, object] | Report, Any]],
    *,
    processes: int,
    case: str | Path | None = None,
) -> Iterator[tuple[Reading | FailedInput, Any]]:
    """Read the first half of many pairs in order.

    Args:
        pairs: Texts, mappings or reports, each with anything.
        processes: Worker processes.
        case: Case whose own places and actors are known too.

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

    for answer in read_many(firsts(), processes=processes, case=case):
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


def find_actors(
    text: str, *, on: date | str | None, country: str, case: str | Path | None
) -> "tuple[ActorCandidate, ...]":
    """Look an actor up.

    Args:
        text: A phrase.
        on: Day of the report.
        country: ISO alpha-3 of where the report plays; may be empty.
        case: Case whose own actors are known too.

    Returns:
        Candidates, the likeliest first.

    Raises:
        InputError: The day is none.
        KnowledgeError: A file of the case or of the user is wrong.
    """
    from khabar.reference.actors.own import open_own_registry
    from khabar.resolve.actors import resolve_phrase

    registry = open_own_registry(find_knowledge(case).actors)
    return resolve_phrase(text, on=_day(on), country=country or None, registry=registry)


def find_places(text: str, *, near: str, case: str | Path | None) -> "tuple[PlaceCandidate, ...]":
    """Look a place up.

    Args:
        text: A name.
        near: A country or a place it is near; may be empty.
        case: Case whose own places are known too.

    Returns:
        Candidates, the likeliest first.

    Raises:
        KnowledgeError: A layer of places is damaged.
    """
    from khabar.resolve.places import PlaceResolver

    resolver = PlaceResolver().with_layers(find_knowledge(case).places)
    return resolver.look_up(text, near=near or None)


def find_times(
    text: str, *, published: date | str | None, tense: "Literal['past', 'future'] | None"
) -> "tuple[TimeCandidate, ...]":
    """Look words of time up.

    Args:
        text: A phrase.
        published: Day of the report.
        tense: Which way the sentence looks.

    Returns:
        Candidates, the likeliest first.

    Raises:
        InputError: The day is none.
    """
    from khabar.resolve.times import resolve_phrase

    return resolve_phrase(text, published=_day(published), tense=tense)


def _day(told: date | str | None) -> date | None:
    """Return a day as it was given.

    Raises:
        InputError: It is no day.
    """
    if not isinstance(told, str):
        return told
    try:
        return date.fromisoformat(told.strip())
    except ValueError as error:
        what = f"not a day: {told!r}"
        raise InputError(what, reason=FailureReason.BAD_DATE, do="like 2021-08-28") from error


def _pipeline_of(case: str | Path | None) -> Pipeline:
    """Return the pipeline that knows what a case knows."""
    from khabar.reference.actors.own import actors_digest

    known = find_knowledge(case)
    return _pipeline(known, actors_digest(known.actors))


@lru_cache(maxsize=2)
def _pipeline(known: Knowledge, digest: str) -> Pipeline:
    """Return this process's pipeline, so that the model is opened once."""
    del digest  # a file that was changed makes another pipeline
    return Pipeline(open_reader=_open_reader, place_layers=known.places, actor_files=known.actors)


@cache
def _open_reader() -> "Reader":
    """Open the model once for all cases; in other processes, once there."""
    from khabar.mentions import open_reader

    return open_reader()


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
