"""Times on TimeML corpora: found ones, their values, and a plain baseline beside them."""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from khabar.record.codes import Status
from khabar.record.report import BlockKind, Sentence
from khabar.record.span import Span
from khabar.resolve.times import argument_time, find_times

__all__ = ["score_times"]

_CORPORA: Final = ("timebank", "aquaint", "tcr")
_Found = tuple[int, int, str]
_Finder = Callable[[str, date], Sequence[_Found]]

_BREAK: Final = re.compile(
    r"\n\s*\n|(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Oct|Nov|Dec))"
    r"(?<!\b(?:Gen|Sen|Rep|Mon))(?<!\b(?:Sept|Corp))(?<![ap]\.m)"
    r"[.!?][\"'’”)]*\s+(?=[A-Z\"“`'])"
)
_SPELLINGS: Final = (
    (re.compile(r"^/|/$"), ""),  # the open end of "since 1998" is a link there
    (re.compile(r"(?<=\d)(?:-XX)+$"), ""),  # 1949-XX, 1990-XX-XX: the year alone
    (re.compile(r"^(\d{3})X$"), r"\1"),  # 196X for the decade 196
    (re.compile(r"^(\d\d)XX$"), r"\1"),  # 19XX for the century 19
    (re.compile(r"-W(\d)(?!\d)"), r"-W0\1"),  # 2000-W7
    (re.compile(r"T(\d\d)$"), r"T\1:00"),
    (re.compile(r"^P1E$"), "P10Y"),
    (re.compile(r"^PX[EC]$"), "PXY"),  # decades, centuries
    (re.compile(r"^XXXX-XX-XX$"), "P1D"),  # daily
    (re.compile(r"^XXXX$"), "P1Y"),
)
_LINK: Final = re.compile(r"\s+(?:to|through|thru|and|until|till|or)\s+|\s*[-–—/]\s*")
_WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_PLAIN: Final = re.compile(
    rf"\b(?:({'|'.join(_WEEKDAYS)})"
    rf"|({'|'.join(_MONTHS)})[a-z]*\.? (\d{{1,2}})(?:, (\d{{4}}))?"
    r"|((?:19|20)\d\d))\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Tally:
    """Counts over documents."""

    hit: int = 0
    found: int = 0
    gold: int = 0
    valued: int = 0
    right: int = 0

    def scores(self, name: str) -> Mapping[str, float]:
        """Return relaxed precision, recall and F1, value accuracy and value F1."""
        precision = self.hit / max(1, self.found)
        recall = self.hit / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        accuracy = self.right / max(1, self.valued)
        return {
            f"{name}/precision": precision,
            f"{name}/recall": recall,
            f"{name}/f1": f1,
            f"{name}/value_accuracy": accuracy,
            f"{name}/value_f1": f1 * accuracy,
        }


def score_times(data: Path) -> Mapping[str, float]:
    """Score times against three TimeML corpora, with a baseline of dates and weekdays.

    A time counts as found when it shares a character with the gold one. Its value is
    right when the strings are equal once spelt alike (``196X`` and ``196``). TimeML leaves
    the open end of "since 1998" to a link between times, so a slash at either end is set
    aside, and it marks both ends of "from 1991 to 1997" where we give one interval, so
    that is split. Gold times without a value
    count for finding only.

    Args:
        data: Folder that holds ``timeml/*.jsonl.gz`` and ``events/dev.jsonl.gz``.

    Returns:
        Scores in [0, 1] by ``corpus/measure``; the baseline's begin with ``plain/``.
        ``events/value_agreement`` is measured on the event corpus.

    Raises:
        OSError: A corpus is missing.
    """
    scores: dict[str, float] = {}
    for prefix, finder in (("", _khabar), ("plain/", _baseline)):
        total = _Tally()
        for corpus in _CORPORA:
            tally = _Tally()
            for row in _read_rows(data / "timeml" / f"{corpus}.jsonl.gz"):
                _count(row, finder, (tally, total))
            scores.update(tally.scores(f"{prefix}{corpus}"))
        scores.update(total.scores(f"{prefix}all"))
    scores["events/value_agreement"] = _event_agreement(data / "events" / "dev.jsonl.gz")
    return scores


def _event_agreement(path: Path) -> float:
    """Return how often the words that date an event get the value its annotator gave.

    The true words and the true status are handed in; words in which no time is found
    count as missed elsewhere, not here.
    """
    found = right = 0
    for row in _read_rows(path):
        text = row["text"]
        published = date.fromisoformat(row["published"][:10]) if row["published"] else None
        sentences = tuple(Sentence(Span(*span), (), BlockKind.BODY, 0) for span in row["sentences"])
        times, _ = find_times(text, sentences=sentences, tokens=(), published=published)
        for event in row["events"]:
            for gold in event["times"]:
                words = Span(*gold["span"])
                if not gold["value"] or not any(each.span.overlaps(words) for each in times):
                    continue
                own = argument_time(
                    text,
                    argument=words,
                    times=times,
                    published=published,
                    status=Status(event["status"]),
                )
                found += 1
                right += own.value == gold["value"]
    return right / max(1, found)


def _read_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """Read one JSON object a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _count(row: Mapping[str, Any], finder: _Finder, tallies: tuple[_Tally, ...]) -> None:
    """Add one document to the counts; a found time answers at most one gold time."""
    found = list(finder(row["text"], date.fromisoformat(row["date"][:10])))
    free = list(found)
    hits = [_take(free, gold["start"], gold["end"]) for gold in row["timexes"]]
    for tally in tallies:
        tally.found += len(found)
        tally.gold += len(hits)
        for gold, hit in zip(row["timexes"], hits, strict=True):
            if hit is None:
                continue
            tally.hit += 1
            tally.valued += bool(gold["value"])
            tally.right += bool(gold["value"]) and _spelt(hit[2]) == _spelt(gold["value"])


def _spelt(value: str) -> str:
    """Return one spelling of a value that the corpora spell in several ways."""
    for pattern, spelling in _SPELLINGS:
        value = pattern.sub(spelling, value)
    return value


def _take(free: list[_Found], start: int, end: int) -> _Found | None:
    """Remove and return the first found time that overlaps a gold one."""
    for each in free:
        if each[0] < end and start < each[1]:
            free.remove(each)
            return each
    return None


def _khabar(text: str, published: date) -> Sequence[_Found]:
    """Return what Khabar finds, without tags: tense from the words alone."""
    sentences = tuple(_split(text))
    times, _ = find_times(text, sentences=sentences, tokens=(), published=published)
    return [end for each in times for end in _ends(text, each.span, each.value)]


def _ends(text: str, span: Span, value: str) -> list[_Found]:
    """Return a time as TimeML marks it: of "from 1991 to 1997" both ends, each by itself."""
    left, bar, right = value.partition("/")
    link = next(_LINK.finditer(span.quote(text)), None)
    if not (bar and left and right and link) or left == right:
        return [(span.start, span.end, value)]
    middle = span.start + link.start()
    return [(span.start, middle, left), (span.start + link.end(), span.end, right)]


def _split(text: str) -> Iterator[Sentence]:
    """Split a text at blank lines and full stops."""
    start = 0
    for end in [*(match.end() for match in _BREAK.finditer(text)), len(text)]:
        if text[start:end].strip():
            yield Sentence(Span(start, end), (), BlockKind.BODY, 0)
        start = end


def _baseline(text: str, published: date) -> Sequence[_Found]:
    """Return dates, years and weekdays; a weekday is the last one before the report."""
    return [
        (match.start(), match.end(), _plain_value(match, published))
        for match in _PLAIN.finditer(text)
    ]


def _plain_value(match: re.Match[str], published: date) -> str:
    """Return the value a simple rule gives."""
    weekday, month, day, year, alone = match.groups()
    if alone:
        return alone
    if weekday:
        back = (published.weekday() - _WEEKDAYS.index(weekday.lower())) % 7
        return (published - timedelta(days=back)).isoformat()
    number = _MONTHS.index(month.lower()[:3]) + 1
    return f"{year or published.year}-{number:02d}-{int(day):02d}"
