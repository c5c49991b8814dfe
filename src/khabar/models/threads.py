"""One thread for numpy's matrix products while the reader runs.

Our products are small: a second thread only spins, three times slower on a busy machine.
Processes, not threads, share the work. Outside the reader the caller's setting stays.
"""

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController

__all__ = ["one_thread"]


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Return a context in which BLAS uses one thread.

    Returns:
        Restores the setting on exit.
    """
    limits: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limits
