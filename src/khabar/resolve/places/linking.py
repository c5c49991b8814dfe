"""Mentions -> places: which row of the gazetteer a name means in this report, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khabar.base.geodesy import EARTH_RADIUS_KM, Point, distance_km
from khabar.record.codes import NameType
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import MentionGraph
from khabar.record.place import PlaceLink, PlaceRow
from khabar.record.report import Report, ReportId
from khabar.record.score import Part, Score
from khabar.record.span import Span
from khabar.reference.gazetteer import Gazetteer, How, NamedRow, country_name, open_gazetteer
from khabar.resolve.places.mentions import find_hints, find_place_spans
from khabar.resolve.places.ranking import (
    FEATURES,
    Floats,
    Table,
    open_weights,
    share_out,
    weigh_alone,
    weigh_none,
    weigh_together,
)
from khabar.resolve.places.scene import PlaceGroup, PlaceScene, gather_scene, split_scene

__all__ = ["PlaceCandidate", "PlaceResolver", "rank_scene"]

_LEAST: Final = 0.25  # probability below which a link is not made; geovirus, lgl, invented places
_LEAST_ALIKE: Final = 0.5  # the same for a name that is only spelled like a row's
_SAME_KM: Final = 25.0  # rows this near each other are one answer: a town and its district
_PASSES: Final = (
    5  # guesses are weighed together this often; tuned on lgl, on geovirus 2 is as good
)
_MOST_WEIGHED: Final = 1_500  # rows weighed against each other; by their square, some 100 MB
_DIVISIONS: Final = frozenset({"admin1", "admin2", "district"})
_SEAT_SHARE: Final = 0.1  # least share of its people that a province's town of its name has
_WIDEST_M: Final = 300_000  # of a state that is named for what it is: New York; geovirus and lgl
_PARTIAL_M: Final = 25_000  # "northern X" lies around X, not in its middle
_MOST_TOLD: Final = 10  # candidates that a look-up by hand shows
_NEAR_KM: Final = 60.0  # beyond what it is near, a place is half as likely with each of these
_FARTHEST_BITS: Final = -8.0  # no place is ruled out by distance alone
_LEAST_BITS: Final = 0.05  # reasons weaker than this are not told
_BITS: Final = 1.0 / log(2.0)


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A row that a text may mean.

    Attributes:
        row: The row: name, kind, country, point, precision, where it comes from.
        p: Probability in [0, 1].
        score: Why.
    """

    row: PlaceRow
    p: float
    score: Score


class PlaceResolver:
    """Finds the rows that the place mentions of a report mean."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """Open the gazetteer.

        Args:
            gazetteer: Another one than the embedded one.

        Raises:
            KnowledgeError: The embedded gazetteer is missing or damaged.
        """
        self._gazetteer = gazetteer or open_gazetteer()

    def with_rows(self, rows: Iterable[NamedRow]) -> "PlaceResolver":
        """Return a resolver that knows places of one's own too.

        Args:
            rows: From ``read_places``.

        Returns:
            A resolver; this one stays as it is.
        """
        return PlaceResolver(self._gazetteer.with_rows(rows))

    def with_layers(self, files: Iterable[Path]) -> "PlaceResolver":
        """Return a resolver that knows imported places too.

        Args:
            files: Layers that ``khabar places add`` made; the first is asked first.

        Returns:
            A resolver; this one stays as it is.

        Raises:
            KnowledgeError: A file is no layer, or damaged.
        """
        return PlaceResolver(self._gazetteer.with_layers(files))

    def resolve_places(
        self, report: Report, *, graph: MentionGraph
    ) -> tuple[tuple[PlaceLink, ...], tuple[Dropped, ...]]:
        """Link the place mentions of a report.

        Args:
            report: The report.
            graph: What the reader saw in it.

        Returns:
            Links in order of their spans, all mentions of one name to one row; and the
            mentions that mean no row, with the reason.
        """
        peoples = [name.span for name in graph.names if name.type is NameType.NORP]
        spans = find_place_spans(graph, text=report.text, gazetteer=self._gazetteer)
        hints = find_hints(graph, text=report.text, gazetteer=self._gazetteer)
        return self.resolve_spans(report, spans=spans, peoples=peoples, hints=hints)

    def resolve_spans(
        self,
        report: Report,
        *,
        spans: Iterable[Span],
        peoples: Iterable[Span] = (),
        hints: Iterable[Span] = (),
    ) -> tuple[tuple[PlaceLink, ...], tuple[Dropped, ...]]:
        """Link stretches of a report that are known to name places.

        Args:
            report: The report.
            spans: Place mentions, not overlapping.
            peoples: Nationalities named in the report; they hint at countries.
            hints: Places in names of other things; they are weighed, not linked.

        Returns:
            As ``resolve_places``.
        """
        wanted = frozenset(spans)
        scene = gather_scene(
            report, spans={*wanted, *hints}, peoples=peoples, gazetteer=self._gazetteer
        )
        links: list[PlaceLink] = []
        dropped: list[Dropped] = []
        answers = list(zip(scene.groups, rank_scene(scene, most=1), strict=True))
        countries = _countries_named(answers)
        for group, ranked in answers:
            mentions = [span for span in group.spans if span in wanted]
            if not ranked:
                dropped += _drop(
                    group.name, mentions, DropReason.NOT_IN_GAZETTEER, "no row has this name"
                )
            elif ranked[0].p < _LEAST:
                detail = f"{len(group.candidates)} rows, none likelier than {ranked[0].p:.2f}"
                dropped += _drop(group.name, mentions, DropReason.AMBIGUOUS, detail)
            elif _is_alike(group) and not _is_borne_out(ranked[0], countries):
                detail = f"only like spellings, such as {ranked[0].row.name}"
                dropped += _drop(group.name, mentions, DropReason.AMBIGUOUS, detail)
            else:
                best = ranked[0]
                links += [PlaceLink(span, best.row, best.p, best.score) for span in mentions]
        return (
            tuple(sorted(links, key=lambda link: link.span)),
            tuple(sorted(dropped, key=lambda item: item.span or Span(0, 1))),
        )

    def look_up(self, text: str, *, near: str | None = None) -> tuple[PlaceCandidate, ...]:
        """Return what a place name may mean, weighed as in a report.

        Args:
            text: The name, as written: ``Khan Shaykhun``, ``northern Helmand province``,
                ``Paris, Texas``.
            near: What it is near: a country's name or ISO 3166-1 alpha-3 code, or a place;
                ``None`` when unknown.

        Returns:
            Candidates, the likeliest first; empty when no row has this name.
        """
        if not text.strip():
            return ()
        place, comma, around = text.partition(", ")
        if comma and not near and self.look_up(around):
            return self.look_up(place, near=around)
        beside = country_name(near) or near if near else ""
        words = f"{text}, {beside}" if beside else text
        spans = [Span(0, len(text))]
        if beside:
            spans.append(Span(len(words) - len(beside), len(words)))
        report = Report(id=ReportId("look-up"), text=words, text_sha256="", dateline_place=beside)
        scene = gather_scene(report, spans=spans, peoples=(), gazetteer=self._gazetteer)
        ranked = list(rank_scene(scene))
        if not ranked or not beside or len(ranked) < len(spans) or not ranked[1]:
            return ranked[0] if ranked else ()
        return _weigh_near(ranked[0], ranked[1][0].row, beside)


def _weigh_near(
    found: Sequence[PlaceCandidate], near: PlaceRow, words: str
) -> tuple[PlaceCandidate, ...]:
    """Return candidates again, those that lie far from where they were looked for behind."""
    shares = [one.p * 2.0 ** _nearness(one.row, near) for one in found]
    total = sum(shares) + max(0.0, 1.0 - sum(one.p for one in found))
    moved = [
        _moved(one, share / total, _nearness(one.row, near), words)
        for one, share in zip(found, shares, strict=True)
    ]
    return tuple(sorted(moved, key=lambda one: -one.p))


def _nearness(row: PlaceRow, near: PlaceRow) -> float:
    """Return what the distance of a row from where it is looked for says, in bits, 0 or less."""
    if near.kind == "country" and row.country == near.country:
        return 0.0
    apart = distance_km(Point(row.lat, row.lon), Point(near.lat, near.lon))
    beyond = max(0.0, apart - near.precision_m / 1000.0)
    return max(_FARTHEST_BITS, -beyond / _NEAR_KM)


def _moved(one: PlaceCandidate, p: float, bits: float, words: str) -> PlaceCandidate:
    """Return a candidate with another probability, and what distance had to do with it."""
    *parts, rest = one.score.parts or (Part("rows of this name", "", "", 0.0),)
    near = [Part("near", words, one.row.name, round(bits, 3))] if bits <= -_LEAST_BITS else []
    told = sum(part.weight for part in (*parts, *near))
    last = replace(rest, weight=round(_log_odds(p) - told, 3))
    return PlaceCandidate(one.row, p, Score((*parts, *near, last)))


def _log_odds(p: float) -> float:
    """Return a probability as log-odds, base 2, within what a score can tell."""
    bounded = min(max(p, 1e-6), 1.0 - 1e-6)
    return log(bounded / (1.0 - bounded)) * _BITS


def rank_scene(
    scene: PlaceScene, *, most: int = _MOST_TOLD
) -> Iterator[tuple[PlaceCandidate, ...]]:
    """Yield, for each group of a scene, its candidates, the likeliest first.

    Args:
        scene: The report's places.
        most: How many candidates of a group are wanted.

    Yields:
        Candidates; none for a name that no row has.
    """
    for part in split_scene(scene, most_rows=_MOST_WEIGHED):
        if any(group.candidates for group in part.groups):
            yield from _rank_part(part, most)
        else:
            yield from (() for _ in part.groups)


def _rank_part(scene: PlaceScene, most: int) -> Iterator[tuple[PlaceCandidate, ...]]:
    """Yield the candidates of each group of a scene of bounded size."""
    weights, table = open_weights(), Table.of(scene)
    alone = weigh_alone(scene)
    none = weigh_none(scene) @ weights.none
    guess = share_out(alone @ weights.first, table.group, none)
    features = alone
    for _ in range(_PASSES):
        features = np.concatenate([alone, weigh_together(scene, table, guess)], axis=1)
        guess = share_out(features @ weights.last, table.group, none)
    weighed = features * weights.last
    start = 0
    for group in scene.groups:
        mine = slice(start, start + len(group.candidates))
        start = mine.stop
        ranking = _Ranking(group, weighed[mine], guess[mine], table.unit[mine])
        yield ranking.candidates(most)


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The candidates of one name, weighed.

    Attributes:
        group: The name and its candidates.
        weighed: Weight of each feature of each candidate, natural log-odds.
        guess: Probability of each candidate.
        unit: Points on the unit sphere.
    """

    group: PlaceGroup
    weighed: Floats
    guess: Floats
    unit: Floats

    def candidates(self, most: int) -> tuple[PlaceCandidate, ...]:
        """Return the likeliest candidates, each with its reasons; one for each place.

        A town and its district, or a state and the point that stands for it, are one answer;
        told by the town where most of the name's people live, unless the words say otherwise.
        """
        same = self._same()
        shared = np.asarray(np.minimum(1.0, same @ self.guess), np.float64)
        told: list[int] = []
        left = np.ones(len(self.guess))  # rows that no candidate before has counted
        chances: list[float] = []
        for index in np.lexsort((-self.guess, -shared.round(6))).tolist():
            if len(told) == most:
                break
            if left[index]:
                told.append(self._seat_of(index, same[index]))
                chances.append(float(min(1.0, (same[index] * left) @ self.guess)))
                left[same[index]] = 0.0
        pairs = sorted(zip(told, chances, strict=True), key=lambda pair: -pair[1])
        return tuple(self._candidate(index, p) for index, p in pairs)

    def _seat_of(self, index: int, same: NDArray[np.bool_]) -> int:
        """Return the town that a bare name means, where its province or district is likelier.

        "Shelling of Kharkiv" is told of the city; "Kharkiv region" and "northern Kharkiv" are
        not.
        """
        area = self.group.candidates[index].row
        asked = self.group.kinds
        wide = self.group.partial if not asked else area.kind in asked
        if area.kind not in _DIVISIONS or area.precision_m > _WIDEST_M or wide:
            return index
        towns = [other for other in np.flatnonzero(same).tolist() if self._is_seat(other, area)]
        return max(towns, key=lambda other: self.guess[other], default=index)

    def _is_seat(self, index: int, area: PlaceRow) -> bool:
        """Return whether a row is a town that holds a good part of an area's people."""
        candidate = self.group.candidates[index]
        large = candidate.row.population >= _SEAT_SHARE * area.population
        return candidate.row.kind == "town" and candidate.how is not How.SOUND and large

    def _same(self) -> NDArray[np.bool_]:
        """Return which rows are at the same place, ``(candidates, candidates)``."""
        rows = [candidate.row for candidate in self.group.candidates]
        codes = np.array([row.country for row in rows])
        reach = np.array([max(_SAME_KM, row.precision_m / 1000.0) for row in rows])
        apart = np.linalg.norm(self.unit[:, None] - self.unit[None, :], axis=2)
        near = EARTH_RADIUS_KM * apart <= np.maximum(reach[:, None], reach[None, :])
        return np.asarray(near & (codes[:, None] == codes[None, :]), np.bool_)

    def _candidate(self, index: int, p: float) -> PlaceCandidate:
        """Return one candidate."""
        row = self.group.candidates[index].row
        if self.group.partial:
            row = replace(row, precision_m=max(row.precision_m, _PARTIAL_M))
        return PlaceCandidate(row, p, self._explain(index, row, p))

    def _explain(self, index: int, row: PlaceRow, p: float) -> Score:
        """Return the reasons for one candidate against the mean of its rivals, in bits."""
        name, count = self.group.name, len(self.guess)
        total = self.weighed.sum(axis=0) - self.weighed[index]
        moved = ((self.weighed[index] - total / max(1, count - 1)) * _BITS).tolist()
        where = f"{row.kind}, {row.country}" if row.country else row.kind
        right = f"{row.name} ({where})"
        parts = [
            Part(feature, name, right, round(weight, 3))
            for feature, weight in zip(FEATURES, moved, strict=True)
            if abs(weight) >= _LEAST_BITS
        ]
        rest = _log_odds(p) - sum(part.weight for part in parts)
        return Score((*parts, Part("rows of this name", name, str(count), round(rest, 3))))


def _is_alike(group: PlaceGroup) -> bool:
    """Return whether no row has the name, only rows with a like one."""
    return all(candidate.how is How.SOUND for candidate in group.candidates)


def _countries_named(
    answers: Sequence[tuple[PlaceGroup, tuple[PlaceCandidate, ...]]],
) -> frozenset[str]:
    """Return the countries of the places that are spelled as in the gazetteer."""
    return frozenset(
        ranked[0].row.country
        for group, ranked in answers
        if ranked and not _is_alike(group) and ranked[0].p >= _LEAST_ALIKE
    )


def _is_borne_out(best: PlaceCandidate, countries: frozenset[str]) -> bool:
    """Return whether a like spelling lies where the rest of the report does.

    Without this, every invented or unknown village sounds like one somewhere on Earth.
    """
    return best.p >= _LEAST_ALIKE and best.row.country in countries


def _drop(name: str, mentions: Iterable[Span], reason: DropReason, detail: str) -> list[Dropped]:
    """Return why the mentions of a name are not linked."""
    return [Dropped("place", span, reason, f"{name}: {detail}") for span in mentions]
