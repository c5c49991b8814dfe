"""Look a time up by hand: what a phrase can mean, best first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from khabar.record.score import Part, Score
from khabar.record.span import Span
from khabar.record.time import Granularity, TimeBasis, TimeExpression
from khabar.resolve.times.explaining import DIRECTED, is_twofold, weigh
from khabar.resolve.times.finding import resolve_time_text

__all__ = ["TimeCandidate", "resolve_phrase"]

_LIMIT: Final = re.compile(
    r"\b(?:until|till|up to|by|no later than|not later than)\s+(?:at\s+)?$", re.IGNORECASE
)

Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class TimeCandidate:
    """One meaning of the words.

    Attributes:
        text: The words of the expression inside the phrase.
        span: Where they stand in the phrase.
        value: ISO 8601 or TIMEX3, as in ``TimeExpression``; empty when there is none.
        first: First day it can mean; ``None`` when unknown or open.
        last: Last day it can mean; ``None`` when unknown or open.
        granularity: How fine it is told.
        basis: Stated in the words, or resolved against the publication date.
        score: Why this meaning, and how sure.
    """

    text: str
    span: Span
    value: str
    first: date | None
    last: date | None
    granularity: Granularity
    basis: TimeBasis
    score: Score

    @property
    def p(self) -> float:
        """Probability in [0, 1] that the words mean this."""
        return self.score.probability

    @property
    def parts(self) -> tuple[Part, ...]:
        """The reasons behind ``p``."""
        return self.score.parts


def resolve_phrase(
    text: str, *, published: date | None, tense: Tense | None = None
) -> tuple[TimeCandidate, ...]:
    """Return what the times in a phrase can mean, read as in a report.

    Args:
        text: For instance ``on Monday`` or a whole sentence.
        published: Day of publication; ``None`` when unknown.
        tense: Which way the sentence looks; ``None`` lets the words decide, and then the
            other direction stands behind as a second candidate.

    Returns:
        Candidates, best first; empty for a text without a time.

    Raises:
        ValueError: ``tense`` is neither ``past`` nor ``future``.
    """
    best = _read(text, published=published, tense=tense or "")
    turned = list(_turned(text, best, published))
    two_ways = {each.span for _, each in turned}
    candidates = [
        _candidate(text, one, weight=weight, tense=tense or "")
        for each in best
        for one, weight in _apart(each, weigh(each, two_ways))
    ]
    if tense is None:
        candidates += [
            _candidate(text, each, weight=DIRECTED, tense=way, turned=True) for way, each in turned
        ]
    return tuple(sorted(candidates, key=lambda each: -each.p))


def _read(text: str, *, published: date | None, tense: str) -> tuple[TimeExpression, ...]:
    """Return the times of a phrase; after "until" and "by" they have no first day."""
    times = resolve_time_text(text, published=published, tense=tense)
    return tuple(
        replace(time, value=f"/{time.value}", first=None) if _is_limit(text, time) else time
        for time in times
    )


def _is_limit(text: str, time: TimeExpression) -> bool:
    """Return whether a time is the last one possible."""
    dated = time.last is not None and "/" not in time.value
    return dated and _LIMIT.search(text[: time.span.start]) is not None


def _apart(time: TimeExpression, weight: float) -> Iterator[tuple[TimeExpression, float]]:
    """Yield a reading; both days of "03/04/2021", the likelier first, each by itself."""
    if not is_twofold(time) or time.first is None or time.last is None:
        yield time, weight
        return
    told = date.fromisoformat(time.value)
    other = time.last if told == time.first else time.first
    for day, sure in ((told, weight), (other, -weight)):
        yield replace(time, value=day.isoformat(), first=day, last=day), sure


def _turned(
    text: str, best: tuple[TimeExpression, ...], published: date | None
) -> Iterator[tuple[str, TimeExpression]]:
    """Yield readings that the same words have when they look the other way."""
    seen = {(each.span, each.value) for each in best}
    for way in ("past", "future"):
        for each in _read(text, published=published, tense=way):
            if each.value and (each.span, each.value) not in seen:
                seen.add((each.span, each.value))
                yield way, each


def _candidate(
    text: str, time: TimeExpression, *, weight: float, tense: str, turned: bool = False
) -> TimeCandidate:
    """Return one reading as a candidate with its reasons."""
    words = time.span.quote(text)
    parts = [Part("words", words, time.value, weight)]
    if turned:
        parts.append(Part("tense", tense, "not the way the words look", -2 * weight))
    elif tense:
        parts.append(Part("tense", tense, "as asked", 0.0))
    score = Score(tuple(parts))
    return TimeCandidate(
        words, time.span, time.value, time.first, time.last, time.granularity, time.basis, score
    )
