"""Kills with signal 9 at random moments: every run ends with the digest of an undisturbed one."""

import json
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from khabar.record.errors import KhabarError
from khabar_benchmarks.engines import digests_of, find_family, join_digests, run_by_engine

__all__ = ["measure_kills"]

_MARKS: Final = {"local": "spawn_main", "spark": "pyspark.daemon"}
"""What stands in the command line of a worker."""

_PER_RUN: Final = 4  # a part that ends its worker six times ends the run, as it should
_DRIVER: Final = 0.2  # share of kills that hit the run itself; then it is started again
_FIRST_S: Final = 1.0
_LAST_S: Final = 20.0  # seconds between two kills lie between these
_LOOK_S: Final = 0.2
_ANSWER: Final = "digest.json"


@dataclass(slots=True)
class _Tally:
    """What was done to an engine."""

    kills: int = 0
    workers: int = 0
    runs: int = 0
    started_again: int = 0
    digests: set[str] = field(default_factory=set)


def measure_kills(
    engine: str, *, count: int, kills: int, processes: int, seed: int = 1
) -> Mapping[str, str | int]:
    """Run an engine again and again while its processes are killed.

    Args:
        engine: ``local`` or ``spark``.
        count: How many invented reports a run reads.
        kills: How many kills in all.
        processes: Workers.
        seed: Of the moments and the victims.

    Returns:
        Kills, those that hit workers, runs, starts of broken-off runs, and ``same``: 1 when
        every run ended with the digest of a run that nobody disturbed.
    """
    chance, tally = random.Random(seed), _Tally()
    arguments = engine, count, processes
    reference = _run_once(arguments, chance=chance, tally=_Tally(), kills=0)
    while tally.kills < kills:
        most = min(_PER_RUN, kills - tally.kills)
        tally.digests.add(_run_once(arguments, chance=chance, tally=tally, kills=most))
    return {
        "kills": tally.kills,
        "kills_of_workers": tally.workers,
        "runs": tally.runs,
        "started_again": tally.started_again,
        "digest": reference,
        "same": int(tally.digests == {reference}),
    }


def _run_once(
    arguments: tuple[str, int, int], *, chance: random.Random, tally: _Tally, kills: int
) -> str:
    """Return the digest of a run that goes on until it has ended by itself."""
    tally.runs += 1
    context = multiprocessing.get_context("spawn")
    left = kills
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for _ in range(kills + 1):
            run = context.Process(target=_run, args=(*arguments, folder))
            run.start()
            left -= _hunt(run, arguments[0], chance=chance, tally=tally, kills=left)
            run.join()
            answer = Path(folder) / _ANSWER
            if answer.exists():
                return str(json.loads(answer.read_text(encoding="utf-8")))
            tally.started_again += 1
    what = f"a run of {arguments[0]!r} ended without a digest though nobody killed it"
    raise KhabarError(what)


def _hunt(
    run: BaseProcess, engine: str, *, chance: random.Random, tally: _Tally, kills: int
) -> int:
    """Kill processes of a run at random moments until it ends; return how many."""
    killed, due = 0, time.monotonic() + chance.uniform(_FIRST_S, _LAST_S)
    while run.is_alive() and killed < kills:
        run.join(_LOOK_S)
        if time.monotonic() < due:
            continue
        workers = _workers(run.pid or 0, engine)
        if not workers:
            continue  # they are not there yet
        is_driver = chance.random() < _DRIVER
        due = time.monotonic() + chance.uniform(_FIRST_S, _LAST_S)
        victim = run.pid if is_driver else chance.choice(workers)
        if victim is not None and run.is_alive():
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:  # it has just ended by itself
                continue
            killed += 1
            tally.kills += 1
            tally.workers += not is_driver
    return killed


def _workers(root: int, engine: str) -> list[int]:
    """Return the worker processes of a run: below it, and called like one."""
    found = []
    for pid in sorted(find_family(root)):
        try:
            words = (Path("/proc") / str(pid) / "cmdline").read_bytes().decode(errors="replace")
        except OSError:  # it has ended
            continue
        if pid != root and _MARKS[engine] in words and "java" not in words.partition("\0")[0]:
            found.append(pid)
    return found


def _run(engine: str, count: int, processes: int, folder: str) -> None:
    """Run an engine and write its digest."""
    run = run_by_engine(engine, count=count, folder=Path(folder), processes=processes)
    digest = join_digests(digests_of(run.answers(), cards=run.cards(), situation=False))
    unfinished = Path(folder) / f"{_ANSWER}.tmp"
    unfinished.write_text(json.dumps(digest), encoding="utf-8")
    unfinished.replace(Path(folder) / _ANSWER)
