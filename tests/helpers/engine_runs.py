"""Runs of engines for tests: a reader of a few words, workers that are killed."""

import os
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path

import pytest

from helpers.fake_reader import open_fake_reader
from khabar.engines.java import why_no_spark
from khabar.engines.plan import EngineRun, run_engine
from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.claim import Reading
from khabar.record.report import FailedInput, Report

__all__ = ["ENGINES", "DeadlyOnce", "kill_workers", "read_plainly", "run_here", "write_reports"]

_NO_SPARK = why_no_spark()
ENGINES = [
    "local",
    pytest.param(
        "spark",
        marks=[
            pytest.mark.skipif(_NO_SPARK is not None, reason=f"no Spark here: {_NO_SPARK}"),
            pytest.mark.filterwarnings("ignore"),
        ],
    ),
]
"""Every engine; Spark is skipped, with the reason, where it cannot run."""


def write_reports(count: int) -> list[Report]:
    """Return reports; every tenth is a fault of the reader."""
    return [
        make_report(
            f"Quni Guard shelled Belesar on Monday. Report {number} maybe says more. "
            + ("explode" if number % 10 == 9 else "Then Marun threatened Dareshan."),
            report_id=f"r{number:04d}",
            outlet="Quni Courier",
        )
        for number in range(count)
    ]


def read_plainly(reports: list[Report]) -> list[Reading | FailedInput]:
    """Return what the pipeline makes of reports without any engine."""
    return list(Pipeline(open_reader=open_fake_reader).pipe(reports))


@dataclass(frozen=True)
class DeadlyOnce:
    """Opens a reader that kills its own process at some reports, once at each.

    Attributes:
        marks: Folder that remembers the kills.
        at: Numbers of reports.
    """

    marks: Path
    at: frozenset[str]

    def __call__(self) -> Callable[[Report], Reading | FailedInput]:
        """Open it, in any process."""
        read = Pipeline(open_reader=open_fake_reader).open()

        def work(report: Report) -> Reading | FailedInput:
            mark = self.marks / report.id
            if report.id in self.at and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return read(report)

        return work


def run_here(
    reports: list[Report],
    folder: Path,
    *,
    engine: str = "local",
    processes: int = 2,
    open_read: Callable[[], Callable[[Report], Reading | FailedInput]] | None = None,
) -> EngineRun:
    """Run an engine with the reader of a few words."""
    return run_engine(
        reports,
        engine=engine,
        folder=folder,
        open_read=open_read or Pipeline(open_reader=open_fake_reader).open,
        recipe="test",
        processes=processes,
    )


@contextmanager
def kill_workers(*, seed: int, kills: int) -> Iterator[list[int]]:
    """Kill worker processes of this process at random moments; give the list of the killed."""
    chance, ends, killed = random.Random(seed), threading.Event(), list[int]()

    def hunt() -> None:
        while len(killed) < kills and not ends.wait(chance.uniform(0.02, 0.6)):
            alive = [child.pid for child in active_children() if child.pid]
            if alive:
                victim = chance.choice(sorted(alive))
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)

    hunter = threading.Thread(target=hunt)
    hunter.start()
    try:
        yield killed
    finally:
        ends.set()
        hunter.join()


def main() -> None:
    """Run the local engine over as many reports as the command line says."""
    run_here(write_reports(int(sys.argv[2])), Path(sys.argv[1]))


if __name__ == "__main__":
    main()
