"""One occurrence is news or background: its mentions agree, or are of two occurrences.

Background is, as a rule, what is over more than a year before the report (codebook). So no
occurrence is both: of 50,000 pairs of mentions of one occurrence that are annotated, 33 are. The
network sees a window at a time and says now this, now that.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from khabar.mentions.events import EventDraft

__all__ = ["settle_background"]

_PAST: Final = "historical"
_NEWS: Final = "actual"
_SURE: Final = 0.85  # so sure a mention is of another occurrence than those it disagrees with


def settle_background(
    events: Sequence[EventDraft], identities: Sequence[int]
) -> tuple[list[EventDraft], list[int]]:
    """Make the mentions of each occurrence agree on whether it is background.

    They vote with their probabilities. What is surely background among news was put there
    wrongly: it becomes an occurrence of its own, with the denials and plans that follow it.

    Args:
        events: Of a report, in the order of the text.
        identities: The occurrence of each.

    Returns:
        The events and their occurrences.
    """
    told, numbers = list(events), list(identities)
    fresh = count(max(identities, default=-1) + 1)
    members: dict[int, list[int]] = defaultdict(list)
    for at, identity in enumerate(identities):
        members[identity].append(at)
    for group in members.values():
        if {_PAST, _NEWS} <= {told[at].status for at in group}:
            past, news = (_votes(told[at] for at in group if told[at].status == status)
                          for status in (_PAST, _NEWS))  # fmt: skip
            apart = _apart(told, group) if news > past else []
            number = next(fresh)
            for at in group:
                if at in apart:
                    numbers[at] = number
                elif told[at].status in (_PAST, _NEWS):
                    share = max(past, news) / (past + news)
                    told[at] = _as(told[at], _NEWS if news > past else _PAST, p=share)
    return told, numbers


def _votes(events: Iterable[EventDraft]) -> float:
    return sum(event.p_status for event in events)


def _apart(events: Sequence[EventDraft], group: Sequence[int]) -> list[int]:
    """Return what is surely background, and what follows it that may be either."""
    apart: list[int] = []
    is_past = False
    for at in group:
        event = events[at]
        if event.status == _PAST:
            is_past = event.p_status >= _SURE
        elif event.status == _NEWS:
            is_past = False
        if is_past:
            apart.append(at)
    return apart


def _as(event: EventDraft, status: str, *, p: float) -> EventDraft:
    """Return an event with a status; one that was outvoted is as sure of it as the votes."""
    return event if event.status == status else replace(event, status=status, p_status=p)
