"""``khabar init`` and ``khabar add``: a case, and reports into it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli._console import Output
from khabar.cli._guard import ExitCode, exit_with, guarded, write_error
from khabar.cli._inputs import InputChoice, read_sources
from khabar.cli._options import Case, Inputs, Json, Map, Outlet, Processes, Quiet, settings
from khabar.cli._own import open_case_outlets, own_knowledge
from khabar.cli._progress import progress
from khabar.cli._retold import retold_row, tell_retold
from khabar.cli._reviewed import case_lookups
from khabar.record.report import FailedInput

__all__ = ["FAILURES_FILE", "add", "init"]

FAILURES_FILE = "failures.jsonl"


@guarded
def init(
    path: Annotated[str, typer.Argument(metavar="PATH", help="Case file, or a folder.")] = ".",
    *,
    quiet: Quiet = False,
) -> None:
    """Make an empty case: one file, or case.khabar in a folder."""
    from khabar.store import open_case

    place = Path(path)
    if not place.suffix:
        place.mkdir(parents=True, exist_ok=True)
    with open_case(place, create=True):
        Output(quiet=quiet).note(f"case ready: {path}")


@guarded
def add(
    files: Inputs,
    *,
    case: Case = None,
    outlet: Outlet = None,
    mapping: Map = None,
    processes: Processes = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read reports into a case. Adding them again changes nothing, so a broken run goes on."""
    from khabar.filing import Filing
    from khabar.pipeline import Pipeline
    from khabar.store import open_case

    chosen = settings()
    output = Output(quiet=quiet, json=as_json)
    place = case or chosen.case
    known = own_knowledge(place)
    choice = InputChoice(outlet=outlet, mapping=mapping)
    with open_case(place) as store, progress("reading", quiet=quiet) as step:
        pipeline = Pipeline(place_layers=known.places, actor_files=known.actors)
        filing = Filing(
            store,
            pipeline=pipeline,
            seen=datetime.now(UTC),
            outlets=open_case_outlets(known),
            lookups=case_lookups(place),
        )
        filed = filing.add(
            read_sources(files, choice=choice, defaults=chosen),
            processes=processes or chosen.processes,
            on_done=step,
        )
    _write_failures(filed.failed, beside=Path(place), output=output)
    for origin, remark in filed.remarks:
        output.note(f"{origin}: {remark}")
    if as_json:
        counts = {"new": filed.new, "reread": filed.reread, "again": filed.again}
        output.write_json(counts | {"failed": len(filed.failed)} | retold_row(filed.retold))
    output.note(
        f"{filed.new} new, {filed.reread} read anew, {filed.again} already there, "
        f"{len(filed.failed)} failed"
    )
    tell_retold(filed.retold, output=output)
    exit_with(ExitCode.SOME_FAILED if filed.failed else ExitCode.DONE)


def _write_failures(failed: tuple[FailedInput, ...], *, beside: Path, output: Output) -> None:
    """List the failures of this run on stderr and beside the case; none removes the old list.

    Raises:
        ConfigError: The list cannot be written.
        StoreFullError: The disk is full.
    """
    folder = beside if beside.is_dir() else beside.parent
    path = folder / (FAILURES_FILE if beside.is_dir() else f"{beside.stem}.{FAILURES_FILE}")
    for one in failed:
        output.complain(f"{one.origin or one.id}: {one.reason}: {one.detail}")
    rows = (
        {"id": one.id, "origin": one.origin, "reason": one.reason, "detail": one.detail}
        for one in failed
    )
    try:
        if failed:
            path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
            output.note(f"failures are listed in {path}")
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        refused = write_error(error, what="the list of failures", where=str(path))
        raise refused from error
