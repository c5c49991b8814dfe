"""The last answers to dear questions, while the case stays as it is."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

__all__ = ["Keeping"]

_T = TypeVar("_T")


class Keeping(Generic[_T]):
    """Keeps what was found last."""

    def __init__(self, most: int) -> None:
        """Begin with nothing.

        Args:
            most: How many answers are kept.
        """
        self._most = most
        self._kept: OrderedDict[Hashable, _T] = OrderedDict()
        self._turn = threading.Lock()

    def find(self, question: Hashable, make: Callable[[], _T]) -> _T:
        """Return the answer to a question.

        Args:
            question: Which.
            make: Finds it when it is not kept.

        Returns:
            The answer.
        """
        with self._turn:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
        made = make()
        with self._turn:
            self._kept[question] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
