"""``khabar run``: a case done over from its texts."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from khabar.cli._console import Output
from khabar.cli._guard import ExitCode, exit_with, guarded
from khabar.cli._options import Case, Json, Processes, Quiet, settings
from khabar.cli._own import own_knowledge
from khabar.cli._progress import progress
from khabar.cli._retold import retold_row, tell_retold

__all__ = ["run"]


@guarded
def run(
    place: Annotated[
        str | None, typer.Argument(metavar="CASE", help="Case file or folder [default: here].")
    ] = None,
    *,
    case: Case = None,
    processes: Processes = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Do a case over: read what another version or model had read, and tell everything anew."""
    from khabar.filing import Filing
    from khabar.pipeline import Pipeline
    from khabar.store import open_case

    chosen = settings()
    output = Output(quiet=quiet, json=as_json)
    where = place or case or chosen.case
    known = own_knowledge(where)
    with open_case(where) as store, progress("reading", quiet=quiet) as step:
        pipeline = Pipeline(place_layers=known.places, actor_files=known.actors)
        filing = Filing(store, pipeline=pipeline, seen=datetime.now(UTC))
        filed = filing.redo(processes=processes or chosen.processes, on_done=step)
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
