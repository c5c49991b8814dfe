"""What an engine can do: a few verbs over tables, the same on a laptop and on a cluster."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from khabar.record.errors import ConfigError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ENGINES", "Engine", "Kernel", "find_engine", "open_engine", "read_sql"]

Table = Any
"""What an engine calls a table: files, or a plan of a cluster. Only the engine looks inside."""


@dataclass(frozen=True, slots=True)
class Kernel:
    """A map over rows: Arrow table in, Arrow table out.

    Rows do not see each other, so any stretches of a table may be given in any order.

    Attributes:
        name: Of the kernel, for messages.
        open_work: Opens what is slow to open, once in each process; picklable.
        schema: Of the rows that come out.
    """

    name: str
    open_work: "Callable[[], Callable[[pa.Table], pa.Table]]"
    schema: "pa.Schema"


class Engine(Protocol):
    """Runs kernels and SQL over tables that lie in one folder. Tested as one."""

    folder: Path

    def read(self, name: str, /) -> Table:
        """Return a table of the folder; it was written by any engine."""

    def map(self, table: Table, /, *, kernel: Kernel) -> Table:
        """Return the rows that a kernel makes of the rows of a table that was read."""

    def register(self, table: Table, /, *, name: str) -> None:
        """Give a table a name that SQL can use."""

    def sql(self, name: str, /) -> Table:
        """Return the rows that one of the packaged SQL files asks for."""

    def collect(self, table: Table, /) -> "pa.Table":
        """Return the rows of a table, here, in no certain order."""

    def write(self, table: Table, /, *, name: str) -> Table:
        """Write a table into the folder, unless it is there from a run before; read it."""

    def close(self) -> None:
        """Let go of processes and connections."""


ENGINES: Final[Mapping[str, tuple[str, str]]] = {
    "local": ("khabar.engines.laptop", "LocalAdapter"),
    "spark": ("khabar.engines.spark", "SparkAdapter"),
}


def find_engine(name: str) -> Callable[..., Engine]:
    """Import the library of an engine.

    Args:
        name: One of ``ENGINES``.

    Returns:
        Its class.

    Raises:
        ConfigError: There is no such engine, or its library is not installed.
    """
    if name not in ENGINES:
        what = f"unknown engine {name!r}"
        raise ConfigError(what, do=f"use one of {', '.join(ENGINES)}")
    module, adapter = ENGINES[name]
    try:
        return cast("Callable[..., Engine]", getattr(import_module(module), adapter))
    except ModuleNotFoundError as error:
        extra = "spark" if name == "spark" else "engines"
        what = f"engine {name!r} needs {error.name!r}, which is not installed"
        raise ConfigError(what, do=f"pip install 'khabar[{extra}]'") from error


def open_engine(name: str, *, folder: Path, processes: int = 1) -> Engine:
    """Open an engine.

    Args:
        name: One of ``ENGINES``.
        folder: Where its tables lie; on a cluster, one that all machines see.
        processes: How many workers on this machine.

    Returns:
        An engine, to be closed.

    Raises:
        ConfigError: There is no such engine, or its library is not installed.
    """
    return find_engine(name)(folder, processes=processes)


def read_sql(name: str) -> str:
    """Return a packaged SQL file.

    Args:
        name: Of the file, without its ending.

    Returns:
        One statement that DuckDB and Spark understand alike.
    """
    return files("khabar.engines").joinpath("sql", f"{name}.sql").read_text("utf-8")
