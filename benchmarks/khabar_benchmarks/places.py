"""How well places are found and told: GeoVirus and LGL, given mentions and end to end."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from khabar.base.geodesy import HALF_TURN_KM, Point, distance_km
from khabar.record.graph import MentionGraph
from khabar.record.place import PlaceLink, PlaceRow
from khabar.record.report import Report, ReportId
from khabar.record.span import Span
from khabar.reference.gazetteer import open_gazetteer
from khabar.resolve.places import PlaceResolver
from khabar.resolve.places.scene import find_peoples
from khabar_benchmarks.rows import read_rows

__all__ = [
    "CORPORA",
    "GoldPlace",
    "is_literal",
    "make_report",
    "read_gold",
    "score_places",
    "score_read_places",
]

CORPORA: Final = ("geovirus", "lgl")
_NEAR_KM: Final = 161.0  # 100 miles, the usual measure of geocoding

_GOES_ON: Final = re.compile(r"(?:['’]s)? (?!(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)[A-Z]\w")
_BEGAN: Final = re.compile(r"\b[A-Z]\w+ (?:of|at|for) (?:the )?$")

FindSpans = Callable[[Report], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """An annotated place.

    Attributes:
        span: The words.
        point: Where it is; ``None`` when the annotators gave no coordinates.
        country: Alpha-3; empty when unknown.
    """

    span: Span
    point: Point | None
    country: str


@dataclass(slots=True)
class _Tally:
    """What is counted in one corpus."""

    gold: int = 0
    found: int = 0
    right_spans: int = 0
    errors_km: list[float] = field(default_factory=list)
    countries: list[bool] = field(default_factory=list)

    def scores(self, name: str) -> Mapping[str, float]:
        """Return the figures under the corpus's name."""
        errors, placed = self.errors_km, max(1, len(self.errors_km))
        near = sum(error <= _NEAR_KM for error in errors)
        return {
            f"{name} linked": placed / max(1, self.gold),
            f"{name} precision of spans": self.right_spans / max(1, self.found),
            f"{name} recall of spans": self.right_spans / max(1, self.gold),
            f"{name} within 161 km": near / placed,
            f"{name} within 161 km of all": near / max(1, self.gold),
            f"{name} mean km": sum(errors) / placed,
            f"{name} country": sum(self.countries) / max(1, len(self.countries)),
        }


@dataclass(slots=True)
class _ReadTally:
    """What is counted end to end in one corpus."""

    found: int = 0
    right: int = 0
    gold: list[bool] = field(default_factory=list)
    literal: list[bool] = field(default_factory=list)
    errors_km: list[float] = field(default_factory=list)
    countries: list[bool] = field(default_factory=list)

    def add(self, text: str, *, gold: Sequence[GoldPlace], links: Sequence[PlaceLink]) -> None:
        """Compare what was found in one report with its annotation."""
        for link in links:
            met = [place for place in gold if place.span.overlaps(link.span)]
            if not met or any(place.point is not None for place in met):
                self.found += 1
                self.right += bool(met)
        for place in gold:
            if place.point is None:
                continue
            met_links = [link for link in links if link.span.overlaps(place.span)]
            self.gold.append(bool(met_links))
            if is_literal(text, place.span):
                self.literal.append(bool(met_links))
            if met_links:
                best = min(met_links, key=lambda link: link.span != place.span)
                self.errors_km.append(min(HALF_TURN_KM, _error_km(place.point, best.row)))
                if best.row.country:
                    self.countries.append(best.row.country == place.country)

    def scores(self, name: str) -> Mapping[str, float]:
        """Return the figures under a name."""
        near = [error <= _NEAR_KM for error in self.errors_km]
        return {
            f"{name} precision": self.right / max(1, self.found),
            f"{name} recall of literal": _share(self.literal),
            f"{name} recall of all": _share(self.gold),
            f"{name} within 161 km": _share(near),
            f"{name} mean km": sum(self.errors_km) / max(1, len(self.errors_km)),
            f"{name} country": _share(self.countries),
        }


def _share(judged: Sequence[bool]) -> float:
    """Return how many are true, in [0, 1]."""
    return sum(judged) / max(1, len(judged))


def score_places(data: Path, *, find_spans: FindSpans | None = None) -> Mapping[str, float]:
    """Measure which rows place mentions are linked to.

    Args:
        data: Folder that holds the corpora.
        find_spans: Returns the place mentions of a report; ``None`` takes the annotated ones.

    Returns:
        Per corpus: shares in [0, 1] of those linked and of all, mean distance in km;
        ``baseline`` is the row with the largest population.

    Raises:
        ConfigError: A corpus is missing.
    """
    resolver = PlaceResolver()
    scores: dict[str, float] = {}
    for corpus in CORPORA:
        tally, plain = _Tally(), _Tally()
        for row in read_rows(data / "geo" / f"{corpus}.jsonl.gz"):
            report, gold = make_report(row), list(read_gold(row))
            spans = find_spans(report) if find_spans else [place.span for place in gold]
            peoples = list(find_peoples(report.text, gazetteer=open_gazetteer()))
            links, _ = resolver.resolve_spans(report, spans=spans, peoples=peoples)
            _count(tally, gold, links)
            _count(plain, gold, list(_most_populous(report, spans)))
        scores |= tally.scores(corpus)
        scores |= {f"{name}, baseline": value for name, value in plain.scores(corpus).items()}
    return scores


def score_read_places(
    data: Path, *, read: Callable[[Report], MentionGraph] | None = None
) -> Mapping[str, float]:
    """Measure the product from text to row: which places it finds, and where it puts them.

    A found place matches an annotated one when they share words; places that are annotated
    without a point count neither for nor against.

    Args:
        data: Folder that holds the corpora.
        read: Returns what a reader saw in a report; ``None`` takes the embedded one.

    Returns:
        Per corpus: precision of all found; recall of literal places and of all annotated
        ones; of those found the shares that are near and in the right country, and the
        mean distance in km.

    Raises:
        ConfigError: A corpus is missing.
    """
    reading = read or _open_reading()
    resolver = PlaceResolver()
    scores: dict[str, float] = {}
    for corpus in CORPORA:
        tally = _ReadTally()
        for row in read_rows(data / "geo" / f"{corpus}.jsonl.gz"):
            report = make_report(row)
            links, _ = resolver.resolve_places(report, graph=reading(report))
            tally.add(report.text, gold=list(read_gold(row)), links=links)
        scores |= tally.scores(f"{corpus} read")
    return scores


def is_literal(text: str, span: Span) -> bool:
    """Return whether an annotated place is named for itself, as far as its words tell.

    LGL annotates "Egyptian" and the "Ohio" of "Ohio State University" too; the one is a
    nationality, the other part of an organisation's name.

    Args:
        text: Text of the report.
        span: An annotated place.
    """
    words = span.quote(text)
    if open_gazetteer().people_of(words):
        return False
    return not _GOES_ON.match(text, span.end) and not _BEGAN.search(
        text[max(0, span.start - 30) : span.start]
    )


def make_report(row: Mapping[str, Any]) -> Report:
    """Return a corpus row as a report.

    Args:
        row: With ``id``, ``text`` and perhaps ``url``.

    Returns:
        The report; it has no outlet and no dateline of its own.
    """
    return Report(
        id=ReportId(row["id"]), text=row["text"], text_sha256="", url=row.get("url") or ""
    )


def read_gold(row: Mapping[str, Any]) -> Iterator[GoldPlace]:
    """Yield the annotated places of a corpus row.

    Args:
        row: With ``places``.

    Yields:
        Places in order, the first of those that overlap.
    """
    end = 0
    for place in sorted(row["places"], key=lambda place: (place["start"], -place["end"])):
        if place["start"] < end:
            continue
        end = place["end"]
        point = None if place["lat"] is None else Point(place["lat"], place["lon"])
        country = open_gazetteer().country_of(place.get("country") or "")
        if point is not None and not country:
            country = _country_at(point)
        yield GoldPlace(Span(place["start"], end), point, country)


def _open_reading() -> Callable[[Report], MentionGraph]:
    """Return the embedded reader as a function."""
    from khabar.mentions import open_reader
    from khabar.text import split_report

    reader = open_reader()

    def read(report: Report) -> MentionGraph:
        sentences, _ = split_report(report)
        return reader.read_mentions(report, sentences)[0]

    return read


def _count(tally: _Tally, gold: Sequence[GoldPlace], links: Sequence[PlaceLink]) -> None:
    """Compare the links of one report with its annotation."""
    by_span = {link.span: link for link in links}
    placed = [place for place in gold if place.point is not None]
    tally.gold += len(placed)
    tally.found += len(set(by_span) - {place.span for place in gold if place.point is None})
    for place in placed:
        link = by_span.get(place.span)
        if link is None or place.point is None:
            continue
        tally.right_spans += 1
        tally.errors_km.append(min(HALF_TURN_KM, _error_km(place.point, link.row)))
        if link.row.country:  # seas and regions across borders are in none
            tally.countries.append(link.row.country == place.country)


def _error_km(point: Point, row: PlaceRow) -> float:
    """Return how far the linked row is from the annotated point."""
    return distance_km(point, Point(row.lat, row.lon))


def _most_populous(report: Report, spans: Sequence[Span]) -> Iterator[PlaceLink]:
    """Yield the plain answer: the row of the name with the most people."""
    from khabar.record.score import Score

    for span in spans:
        rows = open_gazetteer().find_candidates(span.quote(report.text))
        if rows:
            best = max((found.row for found in rows), key=lambda row: row.population)
            yield PlaceLink(span, best, 1.0, Score(()))


@lru_cache(maxsize=1)
def _towns() -> tuple[tuple[str, ...], "np.ndarray[Any, np.dtype[np.float64]]"]:
    """Return the countries and points of all towns."""
    rows = [row for row in open_gazetteer() if row.kind == "town"]
    points = np.array([(row.lat, row.lon) for row in rows])
    return tuple(row.country for row in rows), points


@lru_cache(maxsize=5_000)
def _country_at(point: Point) -> str:
    """Return the country of the town nearest to a point."""
    countries, points = _towns()
    narrow = np.cos(np.radians(point.lat))
    apart = (points[:, 0] - point.lat) ** 2 + ((points[:, 1] - point.lon) * narrow) ** 2
    return countries[int(apart.argmin())]
