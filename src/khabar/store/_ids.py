"""What adapters share about ids."""

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from khabar.record.event import EventId

__all__ = ["follow", "made_id_name"]

_MADE: Final = re.compile(r"report-[0-9a-f]{16}")


def follow(event: EventId, *, leads: Mapping[EventId, EventId | None]) -> EventId | None:
    """Return where an id leads in the end.

    Args:
        event: Any id.
        leads: Where ids lead, one step; ``None`` for what is retracted.

    Returns:
        An id that leads nowhere else; ``None`` when that event is retracted.
    """
    seen = {event}
    at: EventId | None = event
    while at is not None and at in leads:
        at = leads[at]
        if at in seen:  # a circle would be a fault of ours; an answer is better than none
            return None
        if at is not None:
            seen.add(at)
    return at


def made_id_name(report: str, *, origin: str) -> str:
    """Return the file's name for a report whose id was made of its content.

    Args:
        report: Its id.
        origin: Where it was found.

    Returns:
        The name; empty when the report came with an id or from no file.
    """
    return PurePath(origin).name if _MADE.fullmatch(report) else ""
