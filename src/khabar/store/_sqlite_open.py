"""Opening a case file: is it ours, is it whole, is its schema the one we know."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from khabar.record.errors import (
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreMissingError,
    StoreNewerError,
    StoreReadOnlyError,
)
from khabar.store.rows import Feature

__all__ = [
    "APPLICATION_ID",
    "SqliteOptions",
    "connect",
    "load_migrations",
    "load_sql",
    "may_write",
    "migrate",
    "sqlite_features",
    "transaction",
    "translated",
]

APPLICATION_ID: Final = 0x4B484252  # "KHBR", in the header of every case file
_OLDEST: Final = (3, 37, 0)  # strict tables
_MIGRATIONS: Final = "khabar.store.migrations"


@dataclass(frozen=True, slots=True)
class SqliteOptions:
    """How a case file is used.

    Attributes:
        timeout_s: How long to wait for another process before giving up.
        group: Readings that are committed together; a broken run loses at most so many.
        max_pages: Most pages (4 KiB) the file may grow to; 0 for no limit.
    """

    timeout_s: float = 30.0
    group: int = 16
    max_pages: int = 0


def sqlite_features() -> tuple[Feature, ...]:
    """Return what this Python's SQLite can do, for ``khabar doctor``.

    Returns:
        FTS5 and R-Tree.
    """
    connection = sqlite3.connect(":memory:")
    try:
        modules = {name for (name,) in connection.execute("SELECT name FROM pragma_module_list")}
    finally:
        connection.close()
    return (
        Feature("fts5", "fts5" in modules, "search reads every report and is slow on large cases"),
        Feature("rtree", "rtree" in modules, "boxes on the map are found by a plain index"),
    )


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn errors of SQLite into errors that say what to do.

    Args:
        place: The case file, for the message.

    Yields:
        Nothing.

    Raises:
        StoreLockedError: Another process holds the file.
        StoreFullError: The disk is full.
        StoreReadOnlyError: It may not be written.
        StoreDamagedError: It is not a case file, or its pages are broken.
        StoreError: Anything else SQLite refuses.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", None) or ""
        failure = _translate(code, str(error), place=place)
        raise failure from error


def _translate(code: str, message: str, *, place: str) -> StoreError:
    """Return the error for a code of SQLite."""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        what = "another process is writing to the case and did not finish in time"
        return StoreLockedError(what, where=place, do="wait for it, then run this again")
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")):
        what = "the disk is full; what was committed is safe, nothing is half-written"
        return StoreFullError(what, where=place, do="make room, then run this again")
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT")):
        what = f"not a case file, or broken ({message})"
        return StoreDamagedError(what, where=place, do="restore it from a copy")
    if code.startswith("SQLITE_CANTOPEN") and Path(place).is_dir():
        return StoreMissingError(
            "is a folder", where=place, do="move it, or name another case file"
        )
    if code.startswith("SQLITE_CANTOPEN"):
        return StoreMissingError(f"cannot be opened ({message})", where=place, do="check the path")
    if code.startswith("SQLITE_READONLY"):
        return StoreReadOnlyError("may not be written", where=place, do="check its permissions")
    return StoreError(f"{message} ({code or 'no code'})", where=place)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run statements together: all of them count, or none does.

    Args:
        connection: Where; it waits here for other writers.

    Yields:
        Nothing.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise


def may_write(path: Path) -> bool:
    """Return whether a case can be written: the file, and the folder for what lies beside it.

    Args:
        path: The file; it need not be there.

    Returns:
        False on a read-only medium, whoever asks.
    """
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def connect(path: Path, *, create: bool, options: SqliteOptions) -> sqlite3.Connection:
    """Open a case file and bring its schema up to date; one that may not be written, as it is.

    Args:
        path: The file.
        create: Make it when it is not there.
        options: How it is used.

    Returns:
        An open connection; every statement outside ``transaction`` commits at once.

    Raises:
        StoreMissingError: There is no file, or no folder for it.
        StoreError: SQLite is too old, or the file cannot be used.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        what = f"SQLite {sqlite3.sqlite_version} is too old; 3.37 is needed"
        raise StoreError(what, do="use a newer Python")
    if not path.exists() and not create:
        what = "there is no case here"
        raise StoreMissingError(what, where=str(path), do="make one with: khabar init")
    if not path.parent.is_dir():
        what = "there is no such folder"
        raise StoreMissingError(what, where=str(path.parent), do="make it first")
    with translated(str(path)):
        if not may_write(path):
            return _connect_to_read(path, options=options)
        connection = sqlite3.connect(path, timeout=options.timeout_s, isolation_level=None)
        try:
            _prepare(connection, path=path, create=create, options=options)
        except BaseException:
            connection.close()
            raise
    return connection


def _connect_to_read(path: Path, *, options: SqliteOptions) -> sqlite3.Connection:
    """Open a case file of which nothing can be written, and nothing beside it.

    SQLite reads a file with a log only where it may make two more beside it, unless it is
    told that nobody writes the file meanwhile (``immutable``).

    Returns:
        An open connection.

    Raises:
        StoreReadOnlyError: What it holds can only be read where it may be written.
    """
    beside = os.access(path.parent, os.W_OK)
    log = path.with_name(path.name + "-wal")
    if not beside and log.exists() and log.stat().st_size:
        what = f"{log.name} holds changes that can only be read where it may be written"
        raise StoreReadOnlyError(what, where=str(path), do="copy both files to another folder")
    how = "mode=ro" if beside else "mode=ro&immutable=1"
    address = f"{path.resolve().as_uri()}?{how}"
    connection = sqlite3.connect(address, uri=True, timeout=options.timeout_s, isolation_level=None)
    try:
        _check_current(connection, path=path)
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_current(connection: sqlite3.Connection, *, path: Path) -> None:
    """Refuse what cannot be read without being brought up to date first."""
    newest = len(load_migrations())
    _check_owner(connection, path=path, create=False, newest=newest)
    if _pragma(connection, "user_version") < newest:
        what = "written by an older Khabar, and may not be brought up to date here"
        raise StoreReadOnlyError(what, where=str(path), do="copy it to another folder")


def _prepare(
    connection: sqlite3.Connection, *, path: Path, create: bool, options: SqliteOptions
) -> None:
    """Check whose file it is, set how it is written, migrate it."""
    migrations = load_migrations()
    _check_owner(connection, path=path, create=create, newest=len(migrations))
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if options.max_pages:
        connection.execute(f"PRAGMA max_page_count = {int(options.max_pages)}")
    migrate(connection, path=path, migrations=migrations)


def _check_owner(connection: sqlite3.Connection, *, path: Path, create: bool, newest: int) -> None:
    """Refuse files of other programs, of the future, and cut ones."""
    owner, version = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    where = str(path)
    if owner == 0 and version == 0 and tables == 0:
        if not create:
            what = "the file is empty"
            raise StoreDamagedError(what, where=where, do="make the case anew with: khabar init")
        return
    if owner != APPLICATION_ID:
        what = "an SQLite file of another program"
        raise StoreDamagedError(what, where=where, do="give the path of a case file")
    if version > newest:
        what = f"written by a newer Khabar (schema {version}, this one knows {newest})"
        raise StoreNewerError(what, where=where, do="update Khabar")
    size = _pragma(connection, "page_size") * _pragma(connection, "page_count")
    if path.stat().st_size < size and not path.with_name(path.name + "-wal").exists():
        what = f"the file is cut off ({path.stat().st_size} of {size} bytes)"
        raise StoreDamagedError(what, where=where, do="restore it from a copy")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    """Return a number from the file's header."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def load_sql(name: str) -> str:
    """Return a packaged SQL file.

    Args:
        name: File name.

    Returns:
        Its text.
    """
    return files(_MIGRATIONS).joinpath(name).read_text(encoding="utf-8")


def load_migrations() -> tuple[str, ...]:
    """Return the numbered migrations, in order.

    Returns:
        SQL; the first one makes an empty file a case file of schema 1.
    """
    names = (entry.name for entry in files(_MIGRATIONS).iterdir())
    return tuple(load_sql(name) for name in sorted(names) if name[:4].isdigit())


def migrate(connection: sqlite3.Connection, *, path: Path, migrations: Sequence[str]) -> None:
    """Bring the schema up to date, in one transaction, after a copy of an older file.

    Args:
        connection: An open case file.
        path: Where it is; the copy is put beside it.
        migrations: SQL of every step, in order.
    """
    if _pragma(connection, "user_version") >= len(migrations):
        return
    with transaction(connection):
        version = _pragma(connection, "user_version")  # another process may have been faster
        if 0 < version < len(migrations):
            _copy(path, version=version)
        for step in migrations[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(version, len(migrations))}")


def _copy(path: Path, *, version: int) -> None:
    """Copy the file as it was committed, through a second connection."""
    part = path.with_name(f"{path.name}.v{version}.part")
    source, target = sqlite3.connect(path), sqlite3.connect(part)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    part.replace(path.with_name(f"{path.name}.v{version}.bak"))


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one, so that one transaction holds them."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
