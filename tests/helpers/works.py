"""Work for worker processes: it must be importable in them."""

import os
import signal
from collections.abc import Callable

from khabar.record.errors import ReaderError

__all__ = ["open_nothing", "open_square"]


def square(number: int) -> int:
    """Square a number; three is a fault."""
    if number == 3:
        msg = "three is not squared here"
        raise ValueError(msg)
    return number * number


def square_or_die(number: int) -> int:
    """Square a number; five kills the process."""
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(number)


def open_square(*, deadly: bool) -> Callable[[int], int]:
    """Open one of the two, in any process."""
    return square_or_die if deadly else square


def open_nothing() -> Callable[[int], int]:
    """Fail as a reader without files does."""
    msg = "model file is missing"
    raise ReaderError(msg, where="reader.onnx")
