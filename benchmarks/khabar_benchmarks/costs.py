"""What resolution costs: its share of the time, memory of reference data, single look-ups."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from statistics import median
from typing import Any, Final

from khabar.intake import make_report
from khabar.mentions.reader import EmbeddedReader
from khabar.pipeline import Pipeline
from khabar.reference.actors import open_registry
from khabar.reference.gazetteer import open_gazetteer
from khabar.resolve import actors, times
from khabar.resolve.places import PlaceResolver
from khabar_benchmarks.speed import make_articles

__all__ = ["measure_costs"]

_LOOKED_UP: Final = 2_000
_SEVEN: Final = 7  # every seventh row is looked up, so that names lie apart
_MEMORY: Final = """
import resource
import numpy
import khabar.resolve.actors, khabar.resolve.places, khabar.resolve.times
from khabar.reference.actors import open_lexicon, open_registry
from khabar.reference.gazetteer import open_gazetteer

def resident_mib():
    try:
        with open("/proc/self/statm") as told:
            return int(told.read().split()[1]) * resource.getpagesize() / 2**20
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

before = resident_mib()
gazetteer, registry, lexicon = open_gazetteer(), open_registry(), open_lexicon()
from khabar.resolve.places import PlaceResolver
from khabar.resolve.times import resolve_phrase as find_time
resolver = PlaceResolver()
for number, row in enumerate(gazetteer):
    if number % 97 == 0:
        gazetteer.find_candidates(row.name)
    if number % 9700 == 0:
        gazetteer.find_alike(row.name + "a")
        resolver.look_up(row.name)
registry.find_rows("Nobody Known")
khabar.resolve.actors.resolve_phrase("two Chinese warplanes")
find_time("on Monday", published=None)
print(resident_mib() - before)
"""


def measure_costs(*, articles: int) -> Mapping[str, float]:
    """Measure what resolution costs on this machine.

    Args:
        articles: How many articles of 400 words are read.

    Returns:
        Figures by name: ``share_of_reader`` (processor time of resolution over that of the
        reader), ``resolution_ms`` an article, ``memory_mib``, and microseconds a look-up.
    """
    return {**_measure_share(make_articles(articles)), **_measure_lookups(), **_measure_memory()}


def _measure_share(texts: Sequence[str]) -> Mapping[str, float]:
    """Read articles and add up the time inside resolution and inside the reader."""
    spent = {"resolve": 0.0, "read": 0.0}
    pipeline = Pipeline()
    pipeline.read(make_report(texts[0]))
    with (
        _timed(times, "find_times", spent, "resolve"),
        _timed(times, "explain_times", spent, "resolve"),
        _timed(times, "date_events", spent, "resolve"),
        _timed(PlaceResolver, "resolve_places", spent, "resolve"),
        _timed(actors, "resolve_entities", spent, "resolve"),
        _timed(EmbeddedReader, "read_mentions", spent, "read"),
    ):
        for text in texts:
            pipeline.read(make_report(text))
    return {
        "share_of_reader": spent["resolve"] / max(1e-9, spent["read"]),
        "resolution_ms": 1000.0 * spent["resolve"] / len(texts),
    }


@contextmanager
def _timed(home: Any, name: str, spent: dict[str, float], what: str) -> Iterator[None]:
    """Add the processor time of a function to a sum.

    Yields:
        Once; the function is as before afterwards.
    """
    plain: Callable[..., Any] = getattr(home, name)

    @wraps(plain)
    def run(*args: Any, **kwargs: Any) -> Any:
        started = time.process_time()
        try:
            return plain(*args, **kwargs)
        finally:
            spent[what] += time.process_time() - started

    setattr(home, name, run)
    try:
        yield
    finally:
        setattr(home, name, plain)


def _measure_lookups() -> Mapping[str, float]:
    """Return the median microseconds of single look-ups, each name once."""
    gazetteer, resolver = open_gazetteer(), PlaceResolver()
    names = list(dict.fromkeys(row.name for n, row in enumerate(gazetteer) if not n % _SEVEN))
    names = names[:_LOOKED_UP]
    registry = open_registry()
    phrases = [f"{registry.row(id_).name} officials" for id_ in registry.ids()][:_LOOKED_UP]
    days = [f"{day} May {year}" for year in range(1990, 2020) for day in range(1, 29)]
    gazetteer.find_candidates("Nowhere")
    return {
        "gazetteer_us": _median_us(gazetteer.find_candidates, names),
        "place_us": _median_us(resolver.look_up, names[:300]),
        "actor_us": _median_us(actors.resolve_phrase, phrases),
        "time_us": _median_us(lambda text: times.resolve_phrase(text, published=None), days[:300]),
    }


def _median_us(look_up: Callable[[str], object], names: Sequence[str]) -> float:
    """Return the median time of a look-up in microseconds."""
    spent = []
    for name in names:
        started = time.perf_counter_ns()
        look_up(name)
        spent.append(time.perf_counter_ns() - started)
    return median(spent) / 1000.0


def _measure_memory() -> Mapping[str, float]:
    """Return what opening and using the reference data adds to a fresh process, MiB."""
    command = [sys.executable, "-c", _MEMORY]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {"memory_mib": float(done.stdout)}
