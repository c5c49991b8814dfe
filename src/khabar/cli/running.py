"""``khabar run``: a case done over from its texts."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli._console import Output
from khabar.cli._guard import ExitCode, exit_with, guarded
from khabar.cli._options import Case, Json, Processes, Quiet, settings
from khabar.cli._own import open_case_outlets, own_knowledge
from khabar.cli._progress import progress
from khabar.cli._retold import retold_row, tell_retold
from khabar.cli._reviewed import case_lookups

if TYPE_CHECKING:
    from khabar.filing import Pipe
    from khabar.pipeline import Pipeline
    from khabar.record.claim import Reading
    from khabar.record.report import FailedInput, Report

__all__ = ["run"]


@guarded
def run(
    place: Annotated[
        str | None, typer.Argument(metavar="CASE", help="Case file or folder [default: here].")
    ] = None,
    *,
    case: Case = None,
    processes: Processes = None,
    engine: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="local or spark: read by parts, for very many reports."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Do a case over: read what another version or model had read, and tell everything anew."""
    from khabar.filing import Filing
    from khabar.folders import beside_case
    from khabar.pipeline import Pipeline
    from khabar.store import open_case

    chosen = settings()
    output = Output(quiet=quiet, json=as_json)
    where = place or case or chosen.case
    known = own_knowledge(where)
    parts = beside_case(where, "runs")
    workers = processes or chosen.processes
    with open_case(where) as store, progress("reading", quiet=quiet) as step:
        pipeline = Pipeline(place_layers=known.places, actor_files=known.actors)
        filing = Filing(
            store,
            pipeline=pipeline,
            seen=datetime.now(UTC),
            outlets=open_case_outlets(known),
            lookups=case_lookups(where),
        )
        pipe = None
        if engine is not None:
            pipe = _by_engine(engine, pipeline, parts, recipe=filing.recipe, processes=workers)
        filed = filing.redo(processes=workers, on_done=step, pipe=pipe)
    if engine is not None:
        shutil.rmtree(parts, ignore_errors=True)  # the case has it all now
    for one in filed.failed:
        output.complain(f"{one.origin or one.id}: {one.reason}: {one.detail}")
    if as_json:
        counts = {"reread": filed.reread, "again": filed.again, "failed": len(filed.failed)}
        output.write_json(counts | retold_row(filed.retold))
    output.note(
        f"{filed.reread} read anew, {filed.again} read by this version before, "
        f"{len(filed.failed)} failed"
    )
    tell_retold(filed.retold, output=output)
    exit_with(ExitCode.SOME_FAILED if filed.failed else ExitCode.DONE)


def _by_engine(
    engine: str, pipeline: "Pipeline", folder: Path, *, recipe: str, processes: int
) -> "Pipe":
    """Return what reads reports by an engine.

    Raises:
        ConfigError: There is no such engine, or its library is not installed.
    """
    from khabar.engines.port import find_engine

    find_engine(engine)

    def pipe(reports: "Iterable[Report]") -> "Iterator[Reading | FailedInput]":
        from khabar.engines.plan import run_engine

        return run_engine(
            reports,
            engine=engine,
            folder=folder,
            open_read=pipeline.open,
            recipe=recipe,
            processes=processes,
        ).answers()

    return pipe
