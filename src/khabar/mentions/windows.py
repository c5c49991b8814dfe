"""Sentences to windows: what the network reads at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["CONTEXT_PIECES", "WINDOW_PIECES", "Window", "cut_windows"]

WINDOW_PIECES: Final = 200
"""Sub-words of a window, context included; tuned on the event corpus dev set."""

CONTEXT_PIECES: Final = 60
"""Sub-words of sentences read again in front of a window; tuned with ``WINDOW_PIECES``."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences read at once.

    Attributes:
        first: First sentence, context included.
        own: First sentence whose results are kept.
        end: One past the last sentence.
    """

    first: int
    own: int
    end: int


def cut_windows(
    costs: Sequence[int], *, budget: int = WINDOW_PIECES, context: int = CONTEXT_PIECES
) -> list[Window]:
    """Cut sentences into windows with a little left context.

    Args:
        costs: Sub-words of each sentence.
        budget: Sub-words a window may hold; a longer sentence is alone in its window.
        context: Of these, at most so many for sentences before the window's own.

    Returns:
        Windows whose own sentences cover all sentences once, in order.
    """
    windows: list[Window] = []
    own = 0
    while own < len(costs):
        first, size = own, 0
        while first > 0 and size + costs[first - 1] <= context:
            first -= 1
            size += costs[first]
        if size + costs[own] > budget:
            first, size = own, 0
        end, size = own + 1, size + costs[own]
        while end < len(costs) and size + costs[end] <= budget:
            size += costs[end]
            end += 1
        windows.append(Window(first, own, end))
        own = end
    return windows
