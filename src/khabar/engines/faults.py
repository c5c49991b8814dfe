"""One item, one answer; a fault is an answer too."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

__all__ = ["ItemFault", "run_item"]

I = TypeVar("I")  # noqa: E741
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ItemFault:
    """An item that got no answer, and why. A value, so that the other items go on.

    Attributes:
        died: The worker process ended (killed, out of memory) while it had the item.
        detail: What happened and where, for people; never a word of the item.
    """

    died: bool
    detail: str


def run_item(work: Callable[[I], R], item: I) -> R | ItemFault:
    """Return the answer for one item, or the fault that took its place.

    This is the one place that catches every exception: a fault in one report must
    not cost the reports after it.

    Args:
        work: What to do with the item.
        item: The item.

    Returns:
        ``work(item)``, or an ``ItemFault`` with the exception's kind and place.
    """
    try:
        return work(item)
    except Exception as error:  # noqa: BLE001
        return ItemFault(died=False, detail=_describe(error))


def _describe(error: Exception) -> str:
    """Return ``ValueError in find_times (times.py:12): message``."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.name} ({PurePath(frame.filename).name}:{frame.lineno})"
    return f"{type(error).__name__} in {place}: {error}"
