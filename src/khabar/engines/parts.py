"""Tables as folders of Parquet files that are written once and never changed."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

__all__ = ["is_done", "mark_done", "part_files", "part_path", "read_parts", "slices", "write_part"]

_DONE: Final = "_DONE"


def part_path(folder: Path, number: int) -> Path:
    """Return where a part lies.

    Args:
        folder: Of the table.
        number: Of the part, from 0.

    Returns:
        A path that sorts as the numbers do.
    """
    return folder / f"part-{number:06d}.parquet"


def write_part(table: pa.Table, *, path: Path) -> None:
    """Write a part: it is there whole, or it is not there.

    Args:
        table: Its rows.
        path: From ``part_path``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    pq.write_table(table, unfinished, compression="zstd")
    unfinished.replace(path)


def part_files(folder: Path) -> tuple[Path, ...]:
    """Return the parts of a table, in order.

    Args:
        folder: Of the table.

    Returns:
        Parquet files; those begun and not finished are left out.
    """
    return tuple(sorted(folder.glob("*.parquet")))


def read_parts(folder: Path) -> pa.Table:
    """Read all parts of a table.

    Args:
        folder: Of a table that is done.

    Returns:
        All rows, part after part.
    """
    return pa.concat_tables([pq.read_table(path) for path in part_files(folder)])


def slices(table: pa.Table, *, rows: int) -> Iterator[pa.Table]:
    """Yield stretches of a table; one without rows for a table without rows."""
    for start in range(0, max(1, table.num_rows), rows):
        yield table.slice(start, rows)


def is_done(folder: Path) -> bool:
    """Return whether every part of a table is there."""
    return (folder / _DONE).exists()


def mark_done(folder: Path, *, tables: Iterable[pa.Table] = ()) -> None:
    """Write the parts that are given, then say that the table is whole.

    Args:
        folder: Of the table.
        tables: Its parts, in order; none when they are there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, table in enumerate(tables):
        write_part(table, path=part_path(folder, number))
    (folder / _DONE).touch()
