"""Opening a store: a table of adapters, each imported only when it is asked for."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from khabar.record.errors import ConfigError, StoreError
from khabar.store.port import Store
from khabar.store.rows import Feature

__all__ = ["CASE_FILE", "case_features", "open_case", "open_store"]

CASE_FILE: Final = "case.khabar"  # name of the case file inside a case folder

_STORES: Final[Mapping[str, tuple[str, str]]] = {
    "sqlite": ("khabar.store._sqlite", "open_sqlite"),
    "memory": ("khabar.store._memory", "open_memory"),
}


def open_store(url: str, *, create: bool = False) -> Store:
    """Open a store, importing its library only now.

    Args:
        url: ``scheme://place``: ``sqlite:///panjshir.khabar`` is beside us,
            ``sqlite:////data/panjshir.khabar`` is an absolute place, ``memory://`` is gone
            when it is closed.
        create: Make the store when it is not there.

    Returns:
        A store ready for reading and writing.

    Raises:
        ConfigError: No adapter has this scheme.
        StoreMissingError: There is nothing at this place, and ``create`` is false.
        StoreLockedError: Another process holds it.
        StoreNewerError: A newer Khabar wrote it.
        StoreDamagedError: It is not a store, or it is broken.
        StoreFullError: The disk is full.
        StoreError: The adapter's library is not installed, or the place cannot be used.
    """
    scheme, mark, place = url.partition("://")
    if not mark or scheme not in _STORES:
        what = f"unknown store {scheme!r} in {url!r}; known: {', '.join(sorted(_STORES))}"
        raise ConfigError(what, do="for a case file on this machine give its path")
    module, name = _STORES[scheme]
    try:
        opener = getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        what = f"store {scheme!r} needs {error.name!r}"
        raise StoreError(what, do=f"pip install 'khabar[{scheme}]'") from error
    return cast("Store", opener(place.removeprefix("/"), create=create))


def open_case(path: Path | str, *, create: bool = False) -> Store:
    """Open a case: one SQLite file, or the folder that holds it as ``case.khabar``.

    Args:
        path: File or folder.
        create: Make the case when it is not there; one that is there is opened.

    Returns:
        A store ready for reading and writing.

    Raises:
        StoreMissingError: There is nothing at this place, and ``create`` is false.
        StoreLockedError: Another process holds it.
        StoreNewerError: A newer Khabar wrote it.
        StoreDamagedError: It is not a case file, or it is broken.
        StoreFullError: The disk is full.
        StoreError: The place cannot be used.
    """
    place = Path(path)
    return open_store(f"sqlite:///{place / CASE_FILE if place.is_dir() else place}", create=create)


def case_features() -> tuple[Feature, ...]:
    """Return what case files can do on this machine, for ``khabar doctor``.

    Returns:
        Full text and R-Tree: whether SQLite has them, and what is different without.
    """
    from khabar.store._sqlite_open import sqlite_features

    return sqlite_features()
