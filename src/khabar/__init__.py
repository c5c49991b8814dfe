"""Khabar reads dated news reports and keeps a sourced, queryable record of them.

    import khabar

    reading = khabar.read("report.txt", published="2021-08-28", outlet="Republic TV")
    for reading in khabar.pipe(texts): ...
    with khabar.open("panjshir.khabar") as case: ...

Everything slow is imported by the first call, so that ``import khabar`` is quick.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, overload

from khabar._version import __version__

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from khabar.record.actor import Entity
    from khabar.record.claim import Claim, Filler, Reading, SourceLink
    from khabar.record.codes import EventType, Role, Status
    from khabar.record.errors import ConfigError, InputError, KhabarError, StoreError
    from khabar.record.report import FailedInput, Report
    from khabar.record.span import Span
    from khabar.record.time import When
    from khabar.store import ClaimQuery, Store

__all__ = [
    "Claim",
    "ClaimQuery",
    "ConfigError",
    "Entity",
    "EventType",
    "FailedInput",
    "Filler",
    "InputError",
    "KhabarError",
    "Reading",
    "Report",
    "Role",
    "SourceLink",
    "Span",
    "Status",
    "Store",
    "StoreError",
    "When",
    "__version__",
    "open",
    "pipe",
    "read",
]

C = TypeVar("C")

_HOMES: Final = {
    "khabar.record.actor": ("Entity",),
    "khabar.record.claim": ("Claim", "Filler", "Reading", "SourceLink"),
    "khabar.record.codes": ("EventType", "Role", "Status"),
    "khabar.record.errors": ("ConfigError", "InputError", "KhabarError", "StoreError"),
    "khabar.record.report": ("FailedInput", "Report"),
    "khabar.record.span": ("Span",),
    "khabar.record.time": ("When",),
    "khabar.store": ("ClaimQuery", "Store"),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}


def read(
    source: "str | Path",
    *,
    published: "date | str | None" = None,
    outlet: str = "",
    title: str = "",
) -> "Reading":
    """Read one report; nothing is kept.

    Args:
        source: A file, or the text itself. A string is a file's name when there is such a
            file; a ``Path`` always is one.
        published: Day of publication; read in the report when ``None``.
        outlet: Who published it.
        title: Its headline, when the file has none.

    Returns:
        Everything read in it.

    Raises:
        ConfigError: It is neither a text nor a file's name.
        InputError: It cannot be read as a report.
        ReaderError: The reader cannot run.
    """
    from khabar.api import read_one

    return read_one(source, published=published, outlet=outlet, title=title)


@overload
def pipe(
    texts: "Iterable[str | Mapping[str, object] | Report]",
    *,
    as_tuples: Literal[False] = False,
    n_process: int = 1,
) -> "Iterator[Reading | FailedInput]": ...


@overload
def pipe(
    texts: "Iterable[tuple[str | Mapping[str, object] | Report, C]]",
    *,
    as_tuples: Literal[True],
    n_process: int = 1,
) -> "Iterator[tuple[Reading | FailedInput, C]]": ...


def pipe(texts: "Iterable[Any]", *, as_tuples: bool = False, n_process: int = 1) -> "Iterator[Any]":
    """Read many reports, in order, a few at a time; the input may be endless.

    Args:
        texts: Texts, or mappings with ``text`` and perhaps ``id``, ``published``,
            ``outlet``, ``title``; with ``as_tuples``, pairs of one of these and anything.
        as_tuples: Give the second half of each pair back beside the reading.
        n_process: Worker processes; with more than one, call this under
            ``if __name__ == "__main__":``.

    Yields:
        A reading for each text, or a ``FailedInput`` that says why there is none.

    Raises:
        ReaderError: The reader cannot run.
    """
    from khabar.api import read_many, read_pairs

    reading = read_pairs if as_tuples else read_many
    yield from reading(texts, processes=n_process)


def open(case: "str | Path", *, create: bool = False) -> "Store":  # noqa: A001
    """Open a case.

    Args:
        case: Case file, or the folder that holds it.
        create: Make it when it is not there.

    Returns:
        The case; use it in a ``with`` statement.

    Raises:
        StoreError: It is not there, locked, damaged, or written by a newer Khabar.
    """
    from khabar.api import open_for_asking

    return open_for_asking(case, create=create)


def __getattr__(name: str) -> object:
    """Import a record type when it is asked for.

    Returns:
        The type.

    Raises:
        AttributeError: There is no such name.
    """
    if name not in _HOME_OF:
        msg = f"module 'khabar' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
