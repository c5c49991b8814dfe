"""A running count on stderr: a bar on a terminal, a line now and then elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["progress"]

_LINE_EVERY: Final = {"reports": 100, "places": 100_000}  # when stderr is not a terminal


@contextmanager
def progress(title: str, *, quiet: bool, unit: str = "reports") -> Iterator[Callable[[], None]]:
    """Show how many items are done.

    Args:
        title: What is done (``reading``).
        quiet: Show nothing.
        unit: What an item is: ``reports`` or ``places``.

    Yields:
        Call it after each item.
    """
    if quiet:
        yield lambda: None
    elif sys.stderr.isatty():
        with _bar(title, unit) as step:
            yield step
    else:
        yield _Lines(title, unit).step


@contextmanager
def _bar(title: str, unit: str) -> Iterator[Callable[[], None]]:
    """Show a moving bar with count and time.

    Yields:
        Call it after each item.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn(f"{{task.completed:.0f}} {unit}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bars:
        task = bars.add_task(title, total=None)
        yield lambda: bars.advance(task)


class _Lines:
    """A plain line for every so many items."""

    def __init__(self, title: str, unit: str) -> None:
        """Start at zero."""
        self._title = title
        self._unit = unit
        self._done = 0

    def step(self) -> None:
        """Count one item."""
        self._done += 1
        if self._done % _LINE_EVERY[self._unit] == 0:
            sys.stderr.write(f"{self._title}: {self._done} {self._unit}\n")
