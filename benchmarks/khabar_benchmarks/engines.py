"""The same reports through several engines: one digest, and what each run costs."""

import hashlib
import json
import multiprocessing
import os
import resource
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from khabar.engines.codec import encode
from khabar.engines.java import why_no_spark
from khabar.engines.plan import EngineRun, run_engine
from khabar.events.cards import make_cards
from khabar.events.situation import tell_cards
from khabar.events.syndication import find_copies
from khabar.pipeline import Pipeline
from khabar.record.card import ClaimCard
from khabar.record.claim import Reading
from khabar.record.report import FailedInput
from khabar_benchmarks.invented import invent_reports

__all__ = [
    "digests_of",
    "engines_here",
    "find_family",
    "join_digests",
    "measure_engines",
    "run_by_engine",
    "run_plain",
]

PLAIN: Final = "plain"
"""The pipeline in one process, without any engine: what the engines are held to."""

_ANSWER: Final = "digest.json"
_LOOK_S: Final = 0.1  # between two looks at the processes of a run
_TICKS: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def engines_here() -> tuple[str, ...]:
    """Return the engines that can run on this machine: Spark needs its package and Java."""
    return ("local", "spark") if why_no_spark() is None else ("local",)


def digests_of(
    answers: Iterable[Reading | FailedInput], *, cards: Sequence[ClaimCard], situation: bool = True
) -> dict[str, str]:
    """Return a digest of each thing that a run has made.

    Args:
        answers: In the order of arrival.
        cards: In order of their keys.
        situation: Also tell the situation and take it in.

    Returns:
        Hex digests by name; any other reading, claim, event or ledger row changes one.
    """
    readings = hashlib.sha256()
    reports = []
    for answer in answers:
        readings.update(hashlib.sha256(encode(answer)).digest())
        if isinstance(answer, Reading):
            reports.append(answer.report)
    found = {"readings": readings.hexdigest(), "cards": _digest(cards)}
    if situation:
        arrivals = {report.id: at for at, report in enumerate(reports)}
        told = tell_cards(cards, notes=find_copies(reports), arrivals=arrivals).situation
        for name in ("sources", "events", "control", "access", "talks"):
            found[name] = _digest(getattr(told, name))
    return found


def _digest(rows: Sequence[object]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(hashlib.sha256(encode(row)).digest())
    return digest.hexdigest()


def join_digests(digests: Mapping[str, str]) -> str:
    """Return one digest for several."""
    return hashlib.sha256("".join(digests.values()).encode()).hexdigest()


def run_plain(count: int, *, situation: bool = True) -> dict[str, str]:
    """Read invented reports in this process, without an engine.

    Args:
        count: How many.
        situation: Also tell the situation.

    Returns:
        The digests.
    """
    readings = list(Pipeline().pipe(invent_reports(count)))
    whole = (each for each in readings if isinstance(each, Reading))
    cards = sorted((card for each in whole for card in make_cards(each)), key=lambda c: c.key)
    return digests_of(readings, cards=cards, situation=situation)


def run_by_engine(engine: str, *, count: int, folder: Path, processes: int) -> EngineRun:
    """Read invented reports by an engine.

    Args:
        engine: Which.
        count: How many.
        folder: Where its run lies.
        processes: Workers.

    Returns:
        The finished run.
    """
    return run_engine(
        invent_reports(count),
        engine=engine,
        folder=folder,
        open_read=Pipeline().open,
        recipe="benchmark",
        processes=processes,
    )


def measure_engines(
    engines: Sequence[str], *, count: int, processes: int, situation: bool = True
) -> Mapping[str, Mapping[str, float | str]]:
    """Run each engine in a process of its own and watch it.

    Args:
        engines: ``plain``, ``local``, ``spark``.
        count: How many invented reports.
        processes: Workers of each engine.
        situation: Also tell the situation, in the driver.

    Returns:
        By engine: digest, CPU-seconds and most memory of all its processes, wall seconds.
    """
    return {each: _measure(each, count, processes, situation=situation) for each in engines}


def _measure(
    engine: str, count: int, processes: int, *, situation: bool
) -> Mapping[str, float | str]:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / _ANSWER
        context = multiprocessing.get_context("spawn")
        arguments = (engine, count, processes, folder)
        run = context.Process(target=_run, args=arguments, kwargs={"situation": situation})
        started = time.perf_counter()
        run.start()
        watch = _Watch(run.pid or 0)
        run.join()
        wall = time.perf_counter() - started
        watch.end()
        told = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else {}
    digests = told.get("digests", {})
    return {
        "digest": join_digests(digests) if digests else "none: the run failed",
        **{f"digest_of_{name}": digest for name, digest in digests.items()},
        "reading_wall_s": told.get("reading_wall_s", 0.0),
        "wall_s": wall,
        "cpu_s": watch.cpu_s,
        "peak_memory_mib": watch.peak_mib,
    }


def _run(engine: str, count: int, processes: int, folder: str, *, situation: bool) -> None:
    """Run an engine and write its digest."""
    started = time.perf_counter()
    if engine == PLAIN:
        digests, read_s = run_plain(count, situation=situation), 0.0
    else:
        run = run_by_engine(engine, count=count, folder=Path(folder), processes=processes)
        read_s = time.perf_counter() - started
        digests = digests_of(run.answers(), cards=run.cards(), situation=situation)
    told = {"digests": digests, "reading_wall_s": read_s}
    (Path(folder) / _ANSWER).write_text(json.dumps(told), encoding="utf-8")


class _Watch:
    """Looks at a process and all below it while it runs, where there is a ``/proc``."""

    def __init__(self, root: int) -> None:
        """Begin to look."""
        self.peak_mib = 0.0
        self._root = root
        self._cpu: dict[int, float] = {}
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    @property
    def cpu_s(self) -> float:
        """CPU-seconds of all processes that were seen."""
        return sum(self._cpu.values())

    def end(self) -> None:
        """Stop looking."""
        self._ends.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ends.wait(_LOOK_S):
            family = find_family(self._root)
            self._cpu |= {pid: cpu for pid, (cpu, _) in family.items()}
            self.peak_mib = max(self.peak_mib, sum(mib for _, mib in family.values()))


def find_family(root: int) -> dict[int, tuple[float, float]]:
    """Return CPU-seconds and memory in MiB of a process and all below it.

    Args:
        root: Its number.

    Returns:
        By number of the process; empty where there is no ``/proc``.
    """
    parents, found = {}, {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        pid = int(place.name)
        parents[pid] = int(fields[1])
        cpu_s = (int(fields[11]) + int(fields[12])) / _TICKS
        found[pid] = cpu_s, int(fields[21]) * resource.getpagesize() / 2**20
    return {pid: told for pid, told in found.items() if _is_below(pid, root, parents)}


def _is_below(pid: int, root: int, parents: Mapping[int, int]) -> bool:
    while pid not in (0, root):
        pid = parents.get(pid, 0)
    return pid == root
