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
    from khabar.resolve.actors import Candidate as ActorCandidate
    from khabar.resolve.places import PlaceCandidate
    from khabar.resolve.times import TimeCandidate
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
    "resolve_actor",
    "resolve_place",
    "resolve_time",
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
    case: "str | Path | None" = None,
) -> "Reading":
    """Read one report; nothing is kept.

    Args:
        source: A file, or the text itself. A string is a file's name when there is such a
            file; a ``Path`` always is one.
        published: Day of publication; read in the report when ``None``.
        outlet: Who published it.
        title: Its headline, when the file has none.
        case: Case whose own places and actors are known too; nothing is written into it.

    Returns:
        Everything read in it.

    Raises:
        ConfigError: It is neither a text nor a file's name.
        InputError: It cannot be read as a report.
        ReaderError: The reader cannot run.
    """
    from khabar.api import read_one

    return read_one(source, published=published, outlet=outlet, title=title, case=case)


@overload
def pipe(
    texts: "Iterable[str | Mapping[str, object] | Report]",
    *,
    as_tuples: Literal[False] = False,
    n_process: int = 1,
    case: "str | Path | None" = None,
) -> "Iterator[Reading | FailedInput]": ...


@overload
def pipe(
    texts: "Iterable[tuple[str | Mapping[str, object] | Report, C]]",
    *,
    as_tuples: Literal[True],
    n_process: int = 1,
    case: "str | Path | None" = None,
) -> "Iterator[tuple[Reading | FailedInput, C]]": ...


def pipe(
    texts: "Iterable[Any]",
    *,
    as_tuples: bool = False,
    n_process: int = 1,
    case: "str | Path | None" = None,
) -> "Iterator[Any]":
    """Read many reports, in order, a few at a time; the input may be endless.

    Args:
        texts: Texts, or mappings with ``text`` and perhaps ``id``, ``published``,
            ``outlet``, ``title``; with ``as_tuples``, pairs of one of these and anything.
        as_tuples: Give the second half of each pair back beside the reading.
        n_process: Worker processes; with more than one, call this under
            ``if __name__ == "__main__":``.
        case: Case whose own places and actors are known too; nothing is written into it.

    Yields:
        A reading for each text, or a ``FailedInput`` that says why there is none.

    Raises:
        ReaderError: The reader cannot run.
    """
    from khabar.api import read_many, read_pairs

    reading = read_pairs if as_tuples else read_many
    yield from reading(texts, processes=n_process, case=case)


def resolve_actor(
    text: str,
    *,
    on: "date | str | None" = None,
    country: str = "",
    case: "str | Path | None" = None,
) -> "tuple[ActorCandidate, ...]":
    """Say which actor, or what kind of actor, a phrase names, as the reader would.

    Args:
        text: For instance ``two Chinese warplanes``.
        on: Day of the report; ``None`` asks for what actors are now.
        country: ISO alpha-3 of where the report plays, for phrases that name no country.
        case: Case whose own actors are known too.

    Returns:
        Candidates, the likeliest first; empty for what is no actor.

    Raises:
        InputError: The day is none.
        KnowledgeError: A file of the case or of the user is wrong.
    """
    from khabar.api import find_actors

    return find_actors(text, on=on, country=country, case=case)


def resolve_place(
    text: str, *, near: str = "", case: "str | Path | None" = None
) -> "tuple[PlaceCandidate, ...]":
    """Say which places a name may mean, as the reader would.

    Args:
        text: For instance ``Khan Shaykhun``.
        near: A country or a place it is near.
        case: Case whose own places are known too.

    Returns:
        Candidates, the likeliest first; empty when no row has this name.

    Raises:
        KnowledgeError: A layer of places is damaged.
    """
    from khabar.api import find_places

    return find_places(text, near=near, case=case)


def resolve_time(
    text: str,
    *,
    published: "date | str | None" = None,
    tense: "Literal['past', 'future'] | None" = None,
) -> "tuple[TimeCandidate, ...]":
    """Say which days words of time mean, as the reader would.

    Args:
        text: For instance ``on Monday``.
        published: Day of the report.
        tense: Which way the sentence looks; ``None`` lets the words decide.

    Returns:
        Candidates, the likeliest first; empty for a text without a time.

    Raises:
        InputError: The day is none.
    """
    from khabar.api import find_times

    return find_times(text, published=published, tense=tense)


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
