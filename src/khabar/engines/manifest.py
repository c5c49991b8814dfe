"""What a run has written: every part with its digest, so that what is loaded is whole."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from khabar.engines.codec import decode, encode
from khabar.engines.parts import part_files
from khabar.record.errors import KhabarError

__all__ = ["Manifest", "Part", "check_parts", "read_manifest", "write_manifest"]

_FILE: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a table.

    Attributes:
        table: Which table.
        file: Name of the file in the table's folder.
        rows: How many.
        sha256: Hex digest of the file.
    """

    table: str
    file: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a finished run has written.

    Attributes:
        run: Digest of its reports and of what read them.
        parts: Of all tables, in order.
        counts: Reports, those that failed, those without claims, claims.
    """

    run: str
    parts: tuple[Part, ...]
    counts: Mapping[str, int]


def write_manifest(
    folder: Path, *, tables: Iterable[str], counts: Mapping[str, int], run: str
) -> Manifest:
    """Take stock of tables that are done; the manifest is there whole, or it is not there.

    Args:
        folder: Of the run.
        tables: Their names.
        counts: For people.
        run: Digest of the run.

    Returns:
        The manifest.
    """
    parts = tuple(
        Part(table, path.name, pq.read_metadata(path).num_rows, _digest(path))
        for table in tables
        for path in part_files(folder / table)
    )
    manifest = Manifest(run, parts, counts)
    unfinished = folder / f"{_FILE}.tmp"
    unfinished.write_bytes(encode(manifest))
    unfinished.replace(folder / _FILE)
    return manifest


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a run.

    Args:
        folder: Of the run.

    Returns:
        The manifest; ``None`` when the run is not finished.

    Raises:
        KhabarError: The file is damaged.
    """
    try:
        return decode((folder / _FILE).read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None


def check_parts(folder: Path, *, manifest: Manifest) -> None:
    """See that every part is as it was written.

    Args:
        folder: Of the run.
        manifest: Its manifest.

    Raises:
        KhabarError: A part is missing or was changed.
    """
    for part in manifest.parts:
        path = folder / part.table / part.file
        if not path.is_file() or _digest(path) != part.sha256:
            what = f"part {part.table}/{part.file} is missing or was changed"
            raise KhabarError(what, do="remove the folder of the run and run again")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
