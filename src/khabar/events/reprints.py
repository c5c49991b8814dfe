"""Reprints led back to their originals: one rule for linking, voices, ledgers and views."""

from collections.abc import Iterable, Mapping
from typing import Final

from khabar.record.event import SourceNote
from khabar.record.report import ReportId

__all__ = ["find_originals"]

_LIKELY: Final = 0.5


def find_originals(notes: Iterable[SourceNote]) -> Mapping[ReportId, ReportId]:
    """Return the report that each reprint reprints in the end, through any number of hands.

    Args:
        notes: One a report. A note with a probability below 0.5 counts as of no reprint.

    Returns:
        Original by reprint; originals are not in it. Reprints in a ring, which no clock
        allows, lead back to the one before they would repeat.
    """
    before = {n.report: n.copy_of for n in notes if n.copy_of is not None and n.p >= _LIKELY}
    found = {}
    for report in before:
        at, seen = report, {report}
        while (source := before.get(at)) is not None and source not in seen:
            at = source
            seen.add(at)
        found[report] = at
    return found
