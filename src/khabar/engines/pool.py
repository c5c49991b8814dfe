"""A few worker processes that answer items one at a time and may be killed any time.

Python's own process pools lose everything in flight when one worker is killed. Here
each worker holds one item: when it dies, that item gets a fault and a new worker
takes its place.
"""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from types import TracebackType
from typing import Generic, TypeVar, cast

from khabar.engines.faults import ItemFault, run_item
from khabar.record.errors import KhabarError

__all__ = ["Pool"]

I = TypeVar("I")  # noqa: E741
R = TypeVar("R")

_READY = "ready"
_CLOSE_TIMEOUT_S = 5.0
_KILLED_AT_START = 8  # workers killed before they were ready; more, and something kills them all


class Pool(Generic[I, R]):
    """Worker processes, each of which opened the work once.

    Use it as a context manager: leaving it ends the workers.
    """

    def __init__(self, open_work: Callable[[], Callable[[I], R]], *, processes: int) -> None:
        """Start the workers.

        Args:
            open_work: Opens the work inside each worker; must be picklable.
            processes: How many workers, 1 or more.
        """
        self._context = multiprocessing.get_context("spawn")
        self._open_work = open_work
        self._killed_at_start = 0
        self._workers = [_Worker(self._context, open_work) for _ in range(processes)]

    def __enter__(self) -> "Pool[I, R]":
        """Return the pool."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers."""
        for worker in self._workers:
            worker.end()

    def has_idle(self) -> bool:
        """Return whether a worker waits for an item."""
        return any(worker.is_idle for worker in self._workers)

    def give(self, number: int, item: I) -> None:
        """Give an item to a worker that waits; call only after ``has_idle``.

        Args:
            number: Comes back with the answer.
            item: The item; must be picklable.
        """
        next(worker for worker in self._workers if worker.is_idle).give(number, item)

    def wait(self) -> Iterator[tuple[int, R | ItemFault]]:
        """Wait until a worker speaks, then yield the answers that are there.

        Yields:
            The number of an item, and its answer.

        Raises:
            KhabarError: A worker could not open the work.
        """
        ready = wait([worker.link for worker in self._workers])
        for place, worker in enumerate(self._workers):
            if worker.link not in ready:
                continue
            try:
                answer = worker.receive()
            except (EOFError, OSError):
                yield from self._replace(place)
            else:
                if answer is not None:
                    yield cast("tuple[int, R | ItemFault]", answer)

    def _replace(self, place: int) -> Iterator[tuple[int, ItemFault]]:
        """Yield the fault of a dead worker's item and start another worker.

        Yields:
            The number of the item it had, if any, and the fault.

        Raises:
            KhabarError: It ended before it had opened the work, and nobody killed it; another
                would end too.
        """
        worker = self._workers[place]
        worker.end()
        code = worker.process.exitcode
        if not worker.is_open:
            self._killed_at_start += 1
        by_signal = code is not None and code < 0 and self._killed_at_start <= _KILLED_AT_START
        if not (worker.is_open or by_signal):
            msg = f"a worker process ended before it was ready (exit code {code})"
            raise KhabarError(
                msg, do="call this under `if __name__ == '__main__':`, or use one process"
            )
        self._workers[place] = _Worker(self._context, self._open_work)
        if worker.number is not None:
            detail = f"the worker process ended (exit code {code}) while it read this"
            yield worker.number, ItemFault(died=True, detail=detail)


class _Worker:
    """One process, the link to it, and the item it has."""

    def __init__(self, context: SpawnContext, open_work: Callable[[], object]) -> None:
        """Start the process."""
        self.link, far_end = context.Pipe()
        self.process = context.Process(target=_serve, args=(far_end, open_work), daemon=True)
        self.process.start()
        far_end.close()
        self.is_open = False
        self.number: int | None = None

    @property
    def is_idle(self) -> bool:
        """Whether it waits for an item."""
        return self.is_open and self.number is None

    def give(self, number: int, item: object) -> None:
        """Send an item. A worker that just died is found out by the next ``receive``."""
        self.number = number
        with contextlib.suppress(OSError):
            self.link.send((number, item))

    def receive(self) -> tuple[int, object] | None:
        """Return an answer, or nothing when the worker says that it is ready.

        Raises:
            KhabarError: The work could not be opened.
            EOFError: The process ended.
        """
        message = self.link.recv()
        if isinstance(message, KhabarError):
            raise message
        if message == _READY:
            self.is_open = True
            return None
        self.number = None
        return cast("tuple[int, object]", message)

    def end(self) -> None:
        """End the process, by force when it does not end by itself."""
        self.link.close()
        self.process.terminate()
        self.process.join(_CLOSE_TIMEOUT_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _serve(link: Connection, open_work: Callable[[], Callable[[object], object]]) -> None:
    """Answer items until the other end closes the link."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    try:
        work = open_work()
    except KhabarError as error:
        link.send(error)
        return
    link.send(_READY)
    while True:
        try:
            number, item = link.recv()
        except (EOFError, OSError):
            return
        try:
            link.send((number, run_item(work, item)))
        except OSError:  # whoever asked is gone
            return
