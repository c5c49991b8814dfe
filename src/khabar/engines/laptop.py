"""The engine of one machine: worker processes, Parquet files, and DuckDB for SQL."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from khabar.engines.faults import ItemFault
from khabar.engines.local import map_items
from khabar.engines.parts import (
    is_done,
    mark_done,
    part_files,
    part_path,
    slices,
    write_part,
)
from khabar.engines.port import Kernel, read_sql
from khabar.record.errors import KhabarError

__all__ = ["LocalAdapter"]

_TRIES: Final = 6  # a part whose worker is killed this often kills its workers
_ROWS: Final = 64  # of a part that SQL makes: a few seconds of reading


@dataclass(frozen=True, slots=True)
class _Parts:
    """A table that was read."""

    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Mapped:
    """A table that is not made yet."""

    files: tuple[Path, ...]
    kernel: Kernel


class LocalAdapter:
    """Runs kernels in worker processes and SQL in a DuckDB that sees only this folder."""

    def __init__(self, folder: Path, *, processes: int = 1) -> None:
        """Lock DuckDB: no extension is fetched, no other folder and no network is touched.

        Args:
            folder: Where the tables lie; made when missing.
            processes: Workers; 1 works in this process.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder.resolve()
        self._processes = processes
        self._duckdb = duckdb.connect(":memory:")
        place = str(self.folder).replace("'", "''")
        for setting in (
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            f"allowed_directories = ['{place}']",
            "enable_external_access = false",
            f"threads = {max(1, processes)}",
            "lock_configuration = true",
        ):
            self._duckdb.execute(f"SET {setting}")

    def read(self, name: str, /) -> _Parts:
        """Return a table of the folder.

        Args:
            name: Its name.

        Returns:
            Its parts.

        Raises:
            KhabarError: It is not there, or not whole.
        """
        if not is_done(self.folder / name):
            what = f"table {name!r} is not whole"
            raise KhabarError(what, where=str(self.folder.name), do="run again")
        return _Parts(part_files(self.folder / name))

    def map(self, table: _Parts, /, *, kernel: Kernel) -> _Mapped:
        """Return the rows that a kernel makes; they are made when they are written.

        Args:
            table: A table that was read or written.
            kernel: What to do with its rows.

        Returns:
            The table to be.
        """
        return _Mapped(table.files, kernel)

    def register(self, table: _Parts, /, *, name: str) -> None:
        """Give a table a name that SQL can use.

        Args:
            table: A table that was read or written.
            name: Its name.
        """
        found = self._duckdb.read_parquet([str(path) for path in table.files])
        found.create_view(name, replace=True)

    def sql(self, name: str, /) -> pa.Table:
        """Return the rows that a packaged SQL file asks for.

        Args:
            name: Of the file.

        Returns:
            The rows.
        """
        return self._duckdb.sql(read_sql(name)).to_arrow_table()

    def collect(self, table: _Parts | pa.Table, /) -> pa.Table:
        """Return the rows of a table, here.

        Args:
            table: One that was read or written, or the answer to SQL.

        Returns:
            The rows.
        """
        if isinstance(table, pa.Table):
            return table
        return pa.concat_tables([pq.read_table(path) for path in table.files])

    def write(self, table: _Mapped | pa.Table, /, *, name: str) -> _Parts:
        """Write a table, part by part; parts from a broken run before are kept.

        Args:
            table: What is to be written.
            name: Its name.

        Returns:
            The table, read.

        Raises:
            KhabarError: A kernel failed, or a part killed its worker again and again.
        """
        folder = self.folder / name
        if not is_done(folder):
            if isinstance(table, pa.Table):
                shutil.rmtree(folder, ignore_errors=True)
                mark_done(folder, tables=slices(table, rows=_ROWS))
            else:
                self._fill(folder, table)
                mark_done(folder)
        return self.read(name)

    def close(self) -> None:
        """Close DuckDB."""
        self._duckdb.close()

    def _fill(self, folder: Path, table: _Mapped) -> None:
        """Make the parts that are missing; give a killed worker's part to another worker.

        Raises:
            KhabarError: A kernel failed, or a part killed its worker again and again.
        """
        work = partial(_open_part_work, table.kernel)
        jobs = [(path, part_path(folder, at)) for at, path in enumerate(table.files)]
        missing = [job for job in jobs if not job[1].exists()]
        for _ in range(_TRIES):
            missing = self._try(missing, work, name=table.kernel.name)
            if not missing:
                return
        what = f"kernel {table.kernel.name!r}: {missing[0][0].name} ended its worker every time"
        raise KhabarError(what, do="look for a report that takes too much memory")

    def _try(
        self,
        jobs: Sequence[tuple[Path, Path]],
        work: Callable[[], Callable[[tuple[Path, Path]], None]],
        *,
        name: str,
    ) -> list[tuple[Path, Path]]:
        """Return the jobs whose workers were killed.

        Raises:
            KhabarError: The kernel failed.
        """
        if not jobs:
            return []
        killed = []
        apart = self._processes > 1  # then what ends its worker never ends this process
        workers = max(2, min(self._processes, len(jobs))) if apart else 1
        answers = map_items(jobs, open_work=work, processes=workers)
        for job, answer in zip(jobs, answers, strict=True):
            if isinstance(answer, ItemFault) and not answer.died:
                what = f"kernel {name!r} failed: {answer.detail}"
                raise KhabarError(what, where=job[0].name)
            if isinstance(answer, ItemFault):
                killed.append(job)
        return killed


def _open_part_work(kernel: Kernel) -> Callable[[tuple[Path, Path]], None]:
    """Open a kernel and return what reads a part and writes another."""
    work = kernel.open_work()

    def make_part(job: tuple[Path, Path]) -> None:
        source, target = job
        write_part(work(pq.read_table(source)), path=target)

    return make_part
