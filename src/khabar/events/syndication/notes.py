"""Reports to notes on where each comes from."""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from khabar.events.syndication.direction import Copy, Side, find_sources, is_source
from khabar.events.syndication.exact import Overlap, is_copy, measure_overlap
from khabar.events.syndication.own_words import own_text
from khabar.events.syndication.pairs import find_pairs
from khabar.events.syndication.shingles import hash_shingles
from khabar.events.syndication.sketches import UNKNOWN_DAY, make_sketches
from khabar.record.event import SourceNote
from khabar.record.report import Report

__all__ = ["find_copies"]

_EPOCH: Final = date(1970, 1, 1).toordinal()
_PAIRS: Final = 2_000  # compared at a time


def find_copies(reports: Iterable[Report]) -> tuple[SourceNote, ...]:
    """Say of every report whether it reprints another, whom it credits and whom it quotes.

    Args:
        reports: All reports of a case.

    Returns:
        A note a report, in the order given. The notes do not depend on that order.
    """
    given = list(reports)
    by_day = sorted(range(len(given)), key=lambda at: _order(given[at]))
    found = _Case([given[at] for at in by_day]).find_copies()
    copies = {by_day[copy.report]: (copy, by_day[copy.source]) for copy in found}
    notes = []
    for at, report in enumerate(given):
        copy, source = copies.get(at, (None, None))
        notes.append(
            SourceNote(
                report=report.id,
                outlet=report.outlet,
                copy_of=None if source is None else given[source].id,
                p=0.0 if copy is None else score_copy(copy),
                share=0.0 if copy is None else round(copy.share, 4),
                credits=(),
                quotes=(),
            )
        )
    return tuple(notes)


def score_copy(copy: Copy) -> float:
    """Return the probability that a pair is a reprint, from containment and credit."""
    weight = 2.0 + 12.0 * (copy.contained - 0.45) + (2.0 if copy.credited else 0.0)
    return round(1.0 / (1.0 + math.pow(2.0, -weight)), 4)


class _Case:
    """Reports sorted by day, compared with each other."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports
        self._texts = [own_text(report) for report in reports]

    def find_copies(self) -> list[Copy]:
        """Return the copies, each with the source of its chain."""
        sketches = make_sketches(self._texts, days=map(_day, self._reports))
        pairs = find_pairs(sketches)
        several = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
        copies = [copy for copy in self._compare(several) if copy is not None]
        return list(
            find_sources(
                copies, order=lambda at: _order(self._reports[at]), measure=self._measure
            ).values()
        )

    def _compare(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Copy | None]:
        """Yield what each pair is, many texts hashed at a time."""
        for start in range(0, len(pairs), _PAIRS):
            part = pairs[start : start + _PAIRS]
            rows = sorted({row for pair in part for row in pair})
            number = {row: at for at, row in enumerate(rows)}
            shingles = hash_shingles([self._texts[row] for row in rows])
            for one, two in part:
                overlap = measure_overlap(shingles, number[one], number[two])
                yield self._judge(
                    one, two, overlap, words=shingles.words[[number[one], number[two]]].tolist()
                )

    def _judge(self, one: int, two: int, overlap: Overlap, *, words: Sequence[int]) -> Copy | None:
        left, right = (
            self._side(one, overlap.left_share, words[0]),
            self._side(two, overlap.right_share, words[1]),
        )
        if is_source(left, right):
            copy = Copy(
                report=two,
                source=one,
                share=overlap.right_share,
                contained=overlap.contained,
                credited=left.outlet in right.credits,
            )
            new = overlap.right_new
        else:
            copy = Copy(
                report=one,
                source=two,
                share=overlap.left_share,
                contained=overlap.contained,
                credited=right.outlet in left.credits,
            )
            new = overlap.left_new
        same = bool(left.outlet) and left.outlet == right.outlet
        return copy if is_copy(overlap, new=new, same_outlet=same) else None

    def _measure(self, report: int, source: int) -> Copy:
        shingles = hash_shingles([self._texts[report], self._texts[source]])
        overlap = measure_overlap(shingles, 0, 1)
        return Copy(
            report=report,
            source=source,
            share=overlap.left_share,
            contained=overlap.contained,
            credited=False,
        )

    def _side(self, at: int, share: float, words: int) -> Side:
        report = self._reports[at]
        return Side(
            id=str(report.id),
            day=report.told_on,
            outlet=report.outlet,
            credits=frozenset(),
            is_agency=False,
            share=share,
            words=words,
        )


def _day(report: Report) -> int:
    day = report.told_on
    return UNKNOWN_DAY if day is None else day.toordinal() - _EPOCH


def _order(report: Report) -> tuple[date, str]:
    return report.told_on or date.min, str(report.id)
