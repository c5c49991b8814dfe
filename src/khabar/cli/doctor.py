"""``khabar doctor``: is everything in place on this machine?"""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from khabar._version import __version__
from khabar.cli._console import Output
from khabar.cli._guard import ExitCode, exit_with, guarded
from khabar.cli._options import Json, settings
from khabar.folders import cache_folder
from khabar.record.errors import KhabarError

__all__ = ["doctor"]

_LOW_DISK_MB: Final = 500
_MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class _Finding:
    """One thing looked at.

    Attributes:
        name: What.
        good: Whether Khabar can work with it.
        detail: What was found, or what to do.
    """

    name: str
    good: bool
    detail: str


@guarded
def doctor(*, as_json: Json = False) -> None:
    """Check the installation: model, gazetteer, SQLite, settings, disk."""
    output = Output(json=as_json)
    findings = list(_examine())
    for one in findings:
        if as_json:
            output.write_json({"name": one.name, "good": one.good, "detail": one.detail})
        else:
            mark = "ok   " if one.good else "WRONG"
            output.print(f"{mark} {one.name:10} {one.detail}", style="" if one.good else "red")
    exit_with(ExitCode.DONE if all(one.good for one in findings) else ExitCode.FAULT)


def _examine() -> Iterator[_Finding]:
    """Look at one thing after the other; an error of one is a finding, not the end.

    Yields:
        Findings.
    """
    checks: dict[str, Callable[[], str]] = {
        "khabar": _tell_version,
        "model": _tell_model,
        "reader": _tell_reader,
        "store": _tell_store,
        "settings": lambda: f"{settings()}",
    }
    for name, check in checks.items():
        try:
            yield _Finding(name, good=True, detail=check())
        except KhabarError as error:
            yield _Finding(name, good=False, detail=str(error))
    free_mb = shutil.disk_usage(_existing(cache_folder())).free // _MB
    yield _Finding("disk", good=free_mb > _LOW_DISK_MB, detail=f"{free_mb} MB free")


def _tell_version() -> str:
    """Return the versions of Khabar and Python, and the machine."""
    return (
        f"{__version__}, Python {platform.python_version()}, {sys.platform}, "
        f"{os.cpu_count()} cores, text encoding {sys.getdefaultencoding()}"
    )


def _tell_model() -> str:
    """Check the model files.

    Returns:
        The digest of all of them.

    Raises:
        ReaderError: A file is missing or was altered.
    """
    from khabar.models.files import MODEL_FOLDER, check_digests, model_digest

    check_digests(MODEL_FOLDER)
    return f"sha256 {model_digest()[:16]}"


def _tell_reader() -> str:
    """Read one sentence.

    Returns:
        How many claims it holds.

    Raises:
        ReaderError: The reader cannot run.
    """
    from khabar.intake import make_report
    from khabar.pipeline import Pipeline

    report = make_report("Soldiers closed the road to Belesar on Monday, witnesses said.")
    return f"{len(Pipeline().read(report).claims)} claims in a test sentence"


def _tell_store() -> str:
    """Open an empty case in memory.

    Returns:
        That it works.

    Raises:
        StoreError: SQLite lacks what a case needs.
    """
    from khabar.store import open_store

    with open_store("sqlite:///:memory:", create=True) as store:
        return f"SQLite opens a case ({store.counts().reports} reports)"


def _existing(folder: Path) -> Path:
    """Return the nearest folder that exists."""
    return next(place for place in (folder, *folder.parents) if place.exists())
