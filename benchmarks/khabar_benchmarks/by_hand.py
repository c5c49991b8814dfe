"""Ledgers that a careful person filled in from the reports alone: what a ledger can reach.

The truth of a situation was written with it, in words. Somebody who did not see the truth read
the same reports and filled in the columns of the product; the matcher that scores the product
scores this person too. What is missing to 1 is choice of rows and of words.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from khabar.base.names import fold_name
from khabar.record.ledger import (
    AccessEntry,
    AccessState,
    Cite,
    ControlEntry,
    ControlState,
    Good,
    Stated,
    TalksStep,
    TalksTrack,
)
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar_benchmarks.stories import Score, read_stories
from khabar_benchmarks.story_ledgers import match_access, match_control, match_talks

__all__ = ["BY_HAND", "score_by_hand"]

Row = Mapping[str, Any]
BY_HAND: Final = "by_hand.json"
_NOWHERE: Final = Cite(ReportId("by-hand"), Span(0, 1))


def score_by_hand(data: Path, *, only: Sequence[str] = ()) -> Score:
    """Return how well the ledgers of ``by_hand.json`` fit the truth.

    Args:
        data: Holds it beside ``reports.jsonl`` and ``truth.json``.
        only: Names of situations; all that it has without.

    Returns:
        Counts and errors of control, access and talks.

    Raises:
        ConfigError: A file of the situations is missing.
        OSError: There is no ``by_hand.json``.
    """
    told = json.loads((data / BY_HAND).read_text(encoding="utf-8"))
    score = Score()
    for name, _, truth in read_stories(data):
        if name in told and (not only or name in only):
            ours = told[name]
            control, access = map(_control, ours["control"]), map(_access, ours["access"])
            score.add_rows("control", match_control(list(control), truth["control"]))
            score.add_rows("access", match_access(list(access), truth["access"]))
            score.add_rows("talks", match_talks(list(map(_talks, ours["talks"])), truth["talks"]))
    return score


def _control(row: Row) -> ControlEntry:
    return ControlEntry(
        place=row["place"],
        place_key="~" + fold_name(row["place"]),
        holder=row["holder"],
        holder_key="~" + fold_name(row["holder"]),
        state=ControlState(row["state"]),
        first=_day(row["first"]),
        last=_day(row["last"]),
        claimants=tuple(row["claimants"]),
        disputed_by=tuple(row["disputed_by"]),
        newest=None,
        cites=(),
    )


def _access(row: Row) -> AccessEntry:
    return AccessEntry(
        place=row["place"],
        place_key="~" + fold_name(row["place"]),
        what=Good(row["what"]),
        state=AccessState(row["state"]),
        first=_day(row["first"]),
        last=_day(row["last"]),
        restricted_by=tuple(row["restricted_by"]),
        claimants=tuple(row["claimants"]),
        newest=None,
        cites=(),
    )


def _talks(row: Row) -> TalksTrack:
    stated = {
        what: tuple(Stated(each["by"], each["what"], None, ()) for each in row[what])
        for what in ("demands", "conditions", "offers", "rejections")
    }
    steps = (
        TalksStep(_day(each["date"]), each["status"], _NOWHERE.report, _NOWHERE)
        for each in row["by_date"]
    )
    return TalksTrack(
        parties=tuple(row["parties"]),
        venue=row["venue"],
        mediators=tuple(row["mediators"]),
        outcome=row["outcome"],
        steps=tuple(step for step in steps if step.day is not None),
        next=row["next"],
        claimants=(),
        newest=None,
        cites=(),
        demands=stated["demands"],
        conditions=stated["conditions"],
        offers=stated["offers"],
        rejections=stated["rejections"],
    )


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
