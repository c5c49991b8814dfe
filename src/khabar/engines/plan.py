"""What an engine runs, in order. It writes parts and a manifest, never a case.

reports        as given                      driver
first_reports  every report once             sql/first_reports.sql
readings       a reading, or why not         kernel
cards          a row a claim                 kernel
counts         for the manifest              sql/counts.sql
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from khabar.engines.codec import decode, encode
from khabar.engines.kernels import CARDS, OpenRead, make_report_rows, reading_kernel
from khabar.engines.manifest import Manifest, check_parts, read_manifest, write_manifest
from khabar.engines.parts import mark_done, part_files, part_path, write_part
from khabar.engines.port import Engine, open_engine
from khabar.record.card import ClaimCard
from khabar.record.claim import Reading
from khabar.record.report import FailedInput, Report

__all__ = ["EngineRun", "run_engine"]

_ROWS: Final = 64  # reports of a part: a few seconds of reading are lost with a worker
_TABLES: Final = ("first_reports", "readings", "cards")


@dataclass(frozen=True, slots=True)
class EngineRun:
    """A finished run.

    Attributes:
        folder: Where its tables lie.
        manifest: What it wrote.
    """

    folder: Path
    manifest: Manifest

    def reports(self) -> Iterator[Report]:
        """Yield every report once, in the order of arrival."""
        for row in self._in_order("first_reports"):
            yield decode(row["body"], type=Report)

    def answers(self) -> Iterator[Reading | FailedInput]:
        """Yield a reading for every report, or why there is none, in the order of arrival.

        Yields:
            Decoded one at a time.

        Raises:
            KhabarError: A part is damaged.
        """
        for row in self._in_order("readings"):
            if row["body"] is None:
                yield decode(row["failed"], type=FailedInput)
            else:
                yield decode(row["body"], type=Reading)

    def cards(self) -> list[ClaimCard]:
        """Return the cards of all readings, in order of their keys."""
        bodies = (body for row in self._rows("cards") for body in (row["body"],))
        return sorted((decode(body, type=ClaimCard) for body in bodies), key=lambda c: c.key)

    def _in_order(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield rows by arrival; only numbers are kept in memory, and one part."""
        places = []
        for number, path in enumerate(part_files(self.folder / table)):
            arrivals = pq.read_table(path, columns=["arrival"])["arrival"].to_pylist()
            places += [(arrival, number, at) for at, arrival in enumerate(arrivals)]
        files, at_hand, rows = part_files(self.folder / table), -1, []
        for _, number, at in sorted(places):
            if number != at_hand:
                at_hand, rows = number, pq.read_table(files[number]).to_pylist()
            yield rows[at]

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        for path in part_files(self.folder / table):
            yield from pq.read_table(path).to_pylist()


def run_engine(
    reports: Iterable[Report],
    *,
    engine: str,
    folder: Path,
    open_read: OpenRead,
    recipe: str,
    processes: int = 1,
) -> EngineRun:
    """Read reports by an engine. A run that was broken off goes on where it was.

    Args:
        reports: In the order of arrival; taken once.
        engine: ``local`` or ``spark``.
        folder: Runs lie in it, each in a folder of its own.
        open_read: Opens the reader, once in each process; picklable.
        recipe: Digest of version, model and configuration; another one is another run.
        processes: Workers on this machine.

    Returns:
        The run, its parts checked.

    Raises:
        ConfigError: There is no such engine, or its library is not installed.
        KhabarError: A kernel failed, a part kills its workers, or a part is damaged.
    """
    place, run = _take_in(reports, folder=folder, recipe=f"{engine} {recipe}")
    manifest = read_manifest(place)
    if manifest is None:
        opened = open_engine(engine, folder=place, processes=processes)
        try:
            counts = _run(opened, open_read=open_read)
        finally:
            opened.close()
        manifest = write_manifest(place, tables=_TABLES, counts=counts, run=run)
    check_parts(place, manifest=manifest)
    return EngineRun(place, manifest)


def _run(engine: Engine, *, open_read: OpenRead) -> dict[str, int]:
    """Make all tables; return the counts."""
    engine.register(engine.read("reports"), name="reports")
    first = engine.write(engine.sql("first_reports"), name="first_reports")
    reading = reading_kernel(open_read)
    readings = engine.write(engine.map(first, kernel=reading), name="readings")
    cards = engine.write(engine.map(readings, kernel=CARDS), name="cards")
    engine.register(readings, name="readings")
    engine.register(cards, name="cards")
    counts = engine.collect(engine.sql("counts")).to_pylist()[0]
    return {name: int(value or 0) for name, value in counts.items()}


def _take_in(reports: Iterable[Report], *, folder: Path, recipe: str) -> tuple[Path, str]:
    """Write the reports as parts; return the folder of their run and its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="incoming-", dir=folder))
    digest = hashlib.sha256(recipe.encode())
    held: list[tuple[int, bytes, str]] = []
    number = 0
    for arrival, report in enumerate(reports):
        body = encode(report)
        digest.update(hashlib.sha256(body).digest())
        held.append((arrival, body, report.id))
        if len(held) == _ROWS:
            write_part(make_report_rows(held), path=part_path(fresh / "reports", number))
            held, number = [], number + 1
    if held or not number:
        write_part(make_report_rows(held), path=part_path(fresh / "reports", number))
    mark_done(fresh / "reports")
    run = digest.hexdigest()
    place = folder / f"run-{run[:16]}"
    if place.exists():
        shutil.rmtree(fresh)
    else:
        fresh.rename(place)
    return place, run
