"""The engine of a cluster: Spark runs the same kernels (``mapInArrow``) and the same SQL."""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyspark import cloudpickle
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from khabar.engines.java import why_no_spark
from khabar.engines.parts import is_done, mark_done
from khabar.engines.port import Kernel, read_sql
from khabar.record.errors import ConfigError, KhabarError

__all__ = ["SparkAdapter"]

_TRIES: Final = 6
_PARTS: Final = 8  # for each worker, where SQL makes a table: what a killed one costs
_ONE_FILE: Final = 128 * 2**20  # bytes; a part is a task, however small

_OPENED: dict[str, Callable[[pa.Table], pa.Table]] = {}
"""Kernels open in this worker process; Spark gives a worker many tasks."""


class SparkAdapter:
    """Runs kernels and SQL in a Spark session: the one at hand, else one on this machine."""

    def __init__(self, folder: Path, *, processes: int = 1) -> None:
        """Join the session or start one.

        Args:
            folder: Where the tables lie; all machines of the cluster must see it.
            processes: Workers of a session on this machine.

        Raises:
            ConfigError: No session is at hand, and there is no Java to start one with.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder.resolve()
        at_hand = SparkSession.getActiveSession()
        self._owns = at_hand is None
        self._spark: Any = at_hand or _start(processes)

    def read(self, name: str, /) -> Any:
        """Return a table of the folder.

        Args:
            name: Its name.

        Returns:
            A data frame, a task for each part.

        Raises:
            KhabarError: It is not there, or not whole.
        """
        if not is_done(self.folder / name):
            what = f"table {name!r} is not whole"
            raise KhabarError(what, where=str(self.folder.name), do="run again")
        return self._spark.read.parquet(f"file://{self.folder / name}")

    def map(self, table: Any, /, *, kernel: Kernel) -> Any:
        """Return the rows that a kernel makes; they are made when they are asked for.

        Args:
            table: A data frame.
            kernel: What to do with its rows.

        Returns:
            A data frame.
        """
        return table.mapInArrow(_batches(kernel), from_arrow_schema(kernel.schema))

    def register(self, table: Any, /, *, name: str) -> None:
        """Give a table a name that SQL can use.

        Args:
            table: A data frame.
            name: Its name.
        """
        table.createOrReplaceTempView(name)

    def sql(self, name: str, /) -> Any:
        """Return the rows that a packaged SQL file asks for.

        Args:
            name: Of the file.

        Returns:
            A data frame.
        """
        return self._spark.sql(read_sql(name))

    def collect(self, table: Any, /) -> pa.Table:
        """Return the rows of a table, here.

        Args:
            table: A data frame.

        Returns:
            The rows.
        """
        return table.toArrow()

    def write(self, table: Any, /, *, name: str) -> Any:
        """Write a table; it is there whole, or it is not there.

        Args:
            table: A data frame.
            name: Its name.

        Returns:
            The table, read.
        """
        folder = self.folder / name
        if not is_done(folder):
            unfinished = self.folder / f"{name}.tmp"
            table.write.mode("overwrite").parquet(f"file://{unfinished}")
            mark_done(unfinished)
            shutil.rmtree(folder, ignore_errors=True)
            unfinished.rename(folder)
        return self.read(name)

    def close(self) -> None:
        """Stop the session, if this adapter started it."""
        if self._owns:
            self._spark.stop()


def _start(processes: int) -> Any:
    """Start a session on this machine that nobody else can reach; quiet.

    Args:
        processes: Its workers.

    Returns:
        The session.

    Raises:
        ConfigError: There is no Java that can run it.
    """
    lacking = why_no_spark()
    if lacking is not None:
        what = f"engine 'spark' needs Java 17 or newer, but {lacking}"
        raise ConfigError(what, do="install one (a headless one is enough) or set JAVA_HOME")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.log.level": "OFF",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(_PARTS * processes),
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
        "spark.sql.files.maxPartitionBytes": str(_ONE_FILE),
        "spark.sql.files.openCostInBytes": str(_ONE_FILE),
        "spark.sql.parquet.compression.codec": "zstd",
    }
    builder = SparkSession.builder.appName("khabar").master(f"local[{processes},{_TRIES}]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def _batches(
    kernel: Kernel,
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return what Spark calls with the batches of a task."""
    key = hashlib.sha256(cloudpickle.dumps(kernel.open_work)).hexdigest()

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        work = _opened(kernel, key=key)
        for batch in batches:
            yield from work(pa.Table.from_batches([batch])).to_batches()

    return run


def _opened(kernel: Kernel, *, key: str) -> Callable[[pa.Table], pa.Table]:
    """Return an open kernel; each worker process opens it once."""
    if key not in _OPENED:
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ[name] = "1"
        _OPENED[key] = kernel.open_work()
    return _OPENED[key]
