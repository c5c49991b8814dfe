"""Reports to notes on where each comes from."""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from khabar.events.syndication.credits import Credits, read_credits
from khabar.events.syndication.direction import Copy, Side, find_sources, is_source
from khabar.events.syndication.exact import Overlap, is_copy, is_sibling, measure_overlap
from khabar.events.syndication.outlet_names import OutletNames
from khabar.events.syndication.own_words import own_text
from khabar.events.syndication.pairs import find_pairs
from khabar.events.syndication.shingles import hash_shingles
from khabar.events.syndication.sketches import COARSE, FINE, UNKNOWN_DAY, make_sketches
from khabar.record.event import SourceNote
from khabar.record.report import Report
from khabar.reference.outlets import Outlets, open_outlets

__all__ = ["find_copies"]

_EPOCH: Final = date(1970, 1, 1).toordinal()
_LAPTOP: Final = 20_000  # reports; more of them are compared by a smaller part of their words
_PAIRS: Final = 2_000  # compared at a time


def find_copies(
    reports: Iterable[Report], *, outlets: Outlets | None = None
) -> tuple[SourceNote, ...]:
    """Say of every report whether it reprints another, whom it credits and whom it quotes.

    Args:
        reports: All reports of a case.
        outlets: Registry of outlets; the packaged one when ``None``. Outlets that it lacks
            work by the names that the reports give.

    Returns:
        A note a report, in the order given. The notes do not depend on that order.
    """
    known = outlets or open_outlets()
    given = list(reports)
    keys = [known.key(report.outlet, url=report.url) for report in given]
    case = dict(sorted(zip((report.outlet for report in given), keys, strict=True)))
    names = OutletNames(known, case=case)
    told = [
        read_credits(report, names=names, outlet=key)
        for report, key in zip(given, keys, strict=True)
    ]
    by_day = sorted(range(len(given)), key=lambda at: _order(given[at]))
    compared = _Case([given[at] for at in by_day], [told[at] for at in by_day], outlets=known)
    copies = {by_day[copy.report]: copy for copy in compared.find_copies()}
    sources = {at: given[by_day[copy.source]] for at, copy in copies.items()}
    return tuple(
        SourceNote(
            report=report.id,
            outlet=report.outlet,
            copy_of=sources[at].id if at in copies else None,
            p=score_copy(copies[at]) if at in copies else 0.0,
            share=round(copies[at].share, 4) if at in copies else 0.0,
            credits=tuple(one.name for one in told[at].credits),
            quotes=tuple(one.name for one in told[at].quotes),
        )
        for at, report in enumerate(given)
    )


def score_copy(copy: Copy) -> float:
    """Return the probability that a pair is a reprint, from containment and credit.

    Args:
        copy: A pair that passed the exact check.
    """
    weight = 2.0 + 12.0 * (copy.contained - 0.45) + (2.0 if copy.credited else 0.0)
    return round(1.0 / (1.0 + math.pow(2.0, -weight)), 4)


class _Case:
    """Reports sorted by day, compared with each other."""

    def __init__(
        self, reports: Sequence[Report], credits_: Sequence[Credits], *, outlets: Outlets
    ) -> None:
        self._reports = reports
        self._credits = credits_
        self._texts = [own_text(report) for report in reports]
        self._agencies = {str(row.id) for row in outlets if row.is_agency}
        for told in credits_:
            self._agencies.update(one.key for one in told.credits)

    def find_copies(self) -> list[Copy]:
        """Return the copies, each with the source of its chain."""
        scales = FINE if len(self._texts) <= _LAPTOP else COARSE
        sketches = make_sketches(self._texts, days=map(_day, self._reports), scales=scales)
        pairs = find_pairs(sketches)
        several = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
        copies = [copy for copy in self._compare(several) if copy is not None]
        found = find_sources(
            copies, order=lambda at: _order(self._reports[at]), measure=self._measure
        )
        return list(found.values())

    def _compare(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Copy | None]:
        """Yield what each pair is, many texts hashed at a time."""
        for start in range(0, len(pairs), _PAIRS):
            part = pairs[start : start + _PAIRS]
            rows = sorted({row for pair in part for row in pair})
            number = {row: at for at, row in enumerate(rows)}
            shingles = hash_shingles([self._texts[row] for row in rows])
            for one, two in part:
                overlap = measure_overlap(shingles, number[one], number[two])
                left = self._side(one, int(shingles.words[number[one]]))
                right = self._side(two, int(shingles.words[number[two]]))
                yield self._judge(one, two, overlap, sides=(left, right))

    def _judge(
        self, one: int, two: int, overlap: Overlap, *, sides: tuple[Side, Side]
    ) -> Copy | None:
        """Return which of two reports copies the other; ``None`` when neither does."""
        left, right = sides
        is_right = is_source(left, right)  # the right one is the copy
        source, copy = (left, right) if is_right else (right, left)
        same = bool(source.outlet) and source.outlet == copy.outlet
        share = overlap.right_share if is_right else overlap.left_share
        new = overlap.right_new if is_right else overlap.left_new
        if not is_copy(overlap, share=share, new=new, same_outlet=same):
            return None
        return Copy(
            report=two if is_right else one,
            source=one if is_right else two,
            share=share,
            contained=overlap.contained,
            credited=bool(source.outlet) and source.outlet in copy.credits,
            is_sibling=is_sibling(overlap),
        )

    def _measure(self, report: int, source: int) -> Copy:
        """Compare a report with a farther source of its chain."""
        shingles = hash_shingles([self._texts[report], self._texts[source]])
        overlap = measure_overlap(shingles, 0, 1)
        credited = {one.key for one in self._credits[report].credits}
        return Copy(
            report=report,
            source=source,
            share=overlap.left_share,
            contained=overlap.contained,
            credited=self._credits[source].outlet in credited,
            is_sibling=is_sibling(overlap),
        )

    def _side(self, at: int, words: int) -> Side:
        report, told = self._reports[at], self._credits[at]
        return Side(
            id=str(report.id),
            day=report.told_on,
            outlet=told.outlet,
            credits=frozenset(one.key for one in told.credits),
            is_agency=told.outlet in self._agencies,
            words=words,
        )


def _day(report: Report) -> int:
    day = report.told_on
    return UNKNOWN_DAY if day is None else day.toordinal() - _EPOCH


def _order(report: Report) -> tuple[date, str]:
    return report.told_on or date.min, str(report.id)
