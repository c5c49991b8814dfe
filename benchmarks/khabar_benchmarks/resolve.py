"""Who, where, when in one table: scores beside targets and plain baselines, and what it costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from khabar.record.codes import EntityKind
from khabar.resolve.actors import resolve_phrase
from khabar_benchmarks.actors import score_actors
from khabar_benchmarks.costs import measure_costs
from khabar_benchmarks.places import score_places, score_read_places
from khabar_benchmarks.times import score_times

__all__ = ["PHRASES", "Line", "measure_resolution", "score_phrases"]

PHRASES: Final = Path(__file__).resolve().parents[2] / "tests" / "stages" / "actors_phrases.tsv"
"""Role phrases with what they mean, of this repository."""

_PHRASES_ON: Final = date(2021, 8, 28)
_UNKNOWN: Final = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure.

    Attributes:
        group: ``times``, ``places``, ``actors`` or ``costs``.
        name: What is measured, with its unit where it has one.
        value: What was measured.
        target: What the issue asks for; ``None`` when it asks for nothing.
        less: Less is better.
        baseline: What a plain rule reaches; ``None`` when there is none.
    """

    group: str
    name: str
    value: float
    target: float | None = None
    less: bool = False
    baseline: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; ``None`` without a target."""
        if self.target is None:
            return None
        return self.value <= self.target if self.less else self.value >= self.target


def measure_resolution(data: Path, *, articles: int = 30) -> Iterator[Line]:
    """Measure times, places and actors on the dev data, and their costs.

    Args:
        data: Folder that holds the corpora.
        articles: How many articles the costs are measured on.

    Yields:
        One line for each measure, group by group.

    Raises:
        ConfigError: A corpus is missing.
    """
    yield from _times(score_times(data))
    yield from _places({**score_places(data), **score_read_places(data)})
    yield from _actors({**score_actors(data), **score_phrases()})
    yield from _costs(measure_costs(articles=articles))


def score_phrases(path: Path = PHRASES) -> Mapping[str, float]:
    """Compare look-ups of role phrases with the table of them.

    Args:
        path: Phrase, kind (``none`` for no actor), sector and country a line, with tabs.

    Returns:
        Share in [0, 1] of phrases whose kind, sector and country are right, and how many
        there are; nothing where the table is missing.
    """
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    right = sum(_phrase_right(*row[:4]) for row in rows)
    return {"phrases": right / max(1, len(rows)), "phrases_n": float(len(rows))}


def _phrase_right(text: str, kind: str, sector: str, country: str) -> bool:
    """Return whether the best candidate of a phrase is what the table says."""
    found = resolve_phrase(text, on=_PHRASES_ON)
    if kind == "none" or not found:
        return kind == "none" and not found
    best = found[0]
    told = (best.kind, best.sector or "-", best.country or "-")
    return told == (EntityKind(kind), sector, country)


def _times(scores: Mapping[str, float]) -> Iterator[Line]:
    """Yield the measures of times."""
    for name, key, target in (
        ("value accuracy of those found", "all/value_accuracy", 0.88),
        ("detection F1, relaxed", "all/f1", 0.90),
        ("value F1", "all/value_f1", 0.80),
        ("value agreement, events/dev", "events/value_agreement", 0.90),
    ):
        baseline = scores.get(f"plain/{key}")
        yield Line(group="times", name=name, value=_value(scores, key), target=target,
                   baseline=baseline)  # fmt: skip


def _places(scores: Mapping[str, float]) -> Iterator[Line]:
    """Yield the measures of places: from text to row, then given the annotated places."""
    for corpus, near in (("geovirus", 0.92), ("lgl", 0.80)):
        for name, key, target in (
            ("precision of toponyms", f"{corpus} read precision", 0.80),
            ("recall of literal toponyms", f"{corpus} read recall of literal", 0.80),
            ("within 161 km of those found", f"{corpus} read within 161 km", near),
            ("country of those found", f"{corpus} read country", 0.96),
        ):
            yield Line(group="places", name=f"{corpus}: {name}", value=_value(scores, key),
                       target=target)  # fmt: skip
        for name, key, less in (
            ("mean error of those found, km", f"{corpus} read mean km", True),
            ("within 161 km, places given", f"{corpus} within 161 km", False),
            ("mean error, places given, km", f"{corpus} mean km", True),
        ):
            yield Line(group="places", name=f"{corpus}: {name}", value=_value(scores, key),
                       less=less, baseline=scores.get(f"{key}, baseline"))  # fmt: skip


def _actors(scores: Mapping[str, float]) -> Iterator[Line]:
    """Yield the measures of actors."""
    for name, key, target in (
        ("links right, current events", "link_precision", 0.95),
        ("links found, current events", "link_recall", 0.85),
        ("kind, events/dev", "kind", 0.90),
        ("country, events/dev", "country", 0.92),
        ("sector, events/dev", "sector", 0.88),
        ("coreference of fillers, events/dev", "coreference", 0.85),
        ("role phrases", "phrases", 0.95),
    ):
        yield Line(group="actors", name=name, value=_value(scores, key), target=target,
                   baseline=scores.get(f"baseline_{key}"))  # fmt: skip


def _costs(costs: Mapping[str, float]) -> Iterator[Line]:
    """Yield what resolution costs."""
    for name, key, target in (
        ("resolution, share of the reader's time", "share_of_reader", 0.25),
        ("resolution, ms an article", "resolution_ms", None),
        ("memory of reference data, MiB", "memory_mib", 150.0),
        ("place name in the gazetteer, us", "gazetteer_us", 50.0),
        ("place looked up by hand, us", "place_us", None),
        ("actor looked up by hand, us", "actor_us", None),
        ("time looked up by hand, us", "time_us", None),
    ):
        yield Line(group="costs", name=name, value=_value(costs, key), target=target, less=True)


def _value(scores: Mapping[str, float], key: str) -> float:
    """Return a score; not a number where it was not measured."""
    return scores.get(key, _UNKNOWN)
