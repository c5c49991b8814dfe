"""Map one function over many items on this machine, in order, a few at a time."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from khabar.engines.faults import ItemFault, run_item
from khabar.engines.pool import Pool

__all__ = ["map_items"]

I = TypeVar("I")  # noqa: E741
R = TypeVar("R")

_IN_FLIGHT_PER_PROCESS: Final = 8  # enough that one long report does not stop the others


def map_items(
    items: Iterable[I],
    *,
    open_work: Callable[[], Callable[[I], R]],
    processes: int = 1,
) -> Iterator[R | ItemFault]:
    """Yield one answer for each item, in the order of the items.

    Items are taken only as answers are taken, so the input may be endless. An
    exception, or the death of a worker process, costs one item.

    Args:
        items: What to work on; picklable when there is more than one process.
        open_work: Opens what is slow to open and returns the work; called once in each
            process; picklable when there is more than one process.
        processes: 1 works in this process; more starts that many others.

    Yields:
        The answer, or the fault that took its place.

    Raises:
        KhabarError: The work could not be opened.
    """
    if processes <= 1:
        work = open_work()
        for item in items:
            yield run_item(work, item)
        return
    with Pool[I, R](open_work, processes=processes) as pool:
        yield from _map_over(pool, items, in_flight=processes * _IN_FLIGHT_PER_PROCESS)


def _map_over(pool: Pool[I, R], items: Iterable[I], *, in_flight: int) -> Iterator[R | ItemFault]:
    """Yield the pool's answers in the order of the items.

    Yields:
        The answer, or the fault that took its place.
    """
    waiting = enumerate(items)
    answers: dict[int, R | ItemFault] = {}
    taken = given = 0
    more = True
    while more or taken < given:
        while more and given - taken < in_flight and pool.has_idle():
            pair = next(waiting, None)
            if pair is None:
                more = False
                break
            pool.give(*pair)
            given += 1
        if taken < given or more:
            answers.update(pool.wait())
        while taken in answers:
            yield answers.pop(taken)
            taken += 1
