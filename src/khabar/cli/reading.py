"""``khabar read``: reports in, readings out, nothing kept."""

from khabar.cli._console import Output
from khabar.cli._guard import ExitCode, exit_with, guarded
from khabar.cli._inputs import InputChoice, read_sources
from khabar.cli._lines import write_reading
from khabar.cli._options import (
    Case,
    Inputs,
    Json,
    Map,
    Outlet,
    Processes,
    Published,
    Quiet,
    Title,
    settings,
)
from khabar.cli._own import own_knowledge
from khabar.record.claim import Reading
from khabar.record.report import FailedInput

__all__ = ["read"]


@guarded
def read(  # noqa: PLR0913 - one for each option of the command line
    files: Inputs,
    *,
    as_json: Json = False,
    case: Case = None,
    published: Published = None,
    outlet: Outlet = None,
    title: Title = None,
    mapping: Map = None,
    processes: Processes = None,
    quiet: Quiet = False,
) -> None:
    """Read reports and show what they say; nothing is kept."""
    from khabar.pipeline import Pipeline

    chosen = settings()
    output = Output(quiet=quiet, json=as_json)
    choice = InputChoice(published=published, outlet=outlet, title=title, mapping=mapping)
    failed = count = 0
    sources = read_sources(files, choice=choice, defaults=chosen)
    reports = (source.report for source in sources)
    known = own_knowledge(case)
    pipeline = Pipeline(place_layers=known.places, actor_files=known.actors)
    for answer in pipeline.pipe(reports, processes=processes or chosen.processes):
        count += 1
        if isinstance(answer, FailedInput):
            failed += 1
            _write_failure(answer, output=output)
        else:
            _write(answer, output=output)
    if not count:
        output.note(f"nothing to read in {', '.join(files)}")
    exit_with(ExitCode.SOME_FAILED if failed else ExitCode.DONE)


def _write(reading: Reading, *, output: Output) -> None:
    """Write one reading."""
    if output.json:
        from khabar.exports.reading_json import reading_to_json

        output.write(reading_to_json(reading).decode())
    else:
        write_reading(reading, output=output)


def _write_failure(failed: FailedInput, *, output: Output) -> None:
    """Write why an input has no reading: in its place in the data, and for people."""
    if output.json:
        output.write_json({"id": failed.id, "error": f"{failed.reason}: {failed.detail}"})
    output.complain(f"{failed.origin or failed.id}: {failed.reason}: {failed.detail}")
