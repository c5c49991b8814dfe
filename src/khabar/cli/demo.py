"""``khabar demo``: twelve reports about one siege, read live into a case."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli._console import Output
from khabar.cli._folders import cache_folder
from khabar.cli._guard import guarded
from khabar.cli._inputs import InputChoice, read_sources
from khabar.cli._lines import write_claim
from khabar.cli._options import Processes, Quiet, settings
from khabar.cli._progress import progress
from khabar.record.errors import ConfigError

if TYPE_CHECKING:
    from khabar.store import Store
    from khabar.views.situation import DayView

__all__ = ["demo"]

_LINES_PER_DAY: Final = 4
_NEXT: Final = """\
Type next:
  khabar claims --case {case} --type THREATEN    who threatens whom, on what condition
  khabar claims --case {case} --status negated   what is denied
  khabar events --case {case} --place Belesar    what happened in one village
  khabar search --case {case} "diesel"           find words
  khabar show   --case {case} ks-a-05            one report with all its claims
  khabar export --case {case} --format geojson   for a map
  khabar read   REPORT.txt                       a report of your own"""


@guarded
def demo(
    *,
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="PATH", help="Case file to make [default: a cache]."),
    ] = None,
    processes: Processes = None,
    quiet: Quiet = False,
) -> None:
    """Read twelve reports about the siege of an invented valley, and show the situation."""
    from khabar.filing import Filing
    from khabar.pipeline import Pipeline
    from khabar.reference.demo import DEMO_REPORTS
    from khabar.store import open_case
    from khabar.views.situation import make_situation

    output = Output(quiet=quiet)
    place = _place(into)
    with open_case(place, create=True) as store:
        with progress("reading", quiet=quiet) as step:
            Filing(store, pipeline=Pipeline(), seen=datetime.now(UTC)).add(
                read_sources([str(DEMO_REPORTS)], choice=InputChoice(), defaults=settings()),
                processes=processes or 1,
                on_done=step,
            )
        _write_counts(store, output=output)
        for day in make_situation(store.readings(), per_day=_LINES_PER_DAY):
            _write_day(day, output=output)
    output.write("")
    output.write(_NEXT.format(case=place))


def _place(into: str | None) -> Path:
    """Return where the demo case goes, with its folder made.

    Raises:
        ConfigError: The folder cannot be made.
    """
    place = Path(into) if into is not None else cache_folder() / "demo.khabar"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"cannot make the folder of the demo case: {error}"
        raise ConfigError(msg, where=str(place), do="give another place with --into") from error
    return place


def _write_counts(store: "Store", *, output: Output) -> None:
    """Write what the case holds, in one line."""
    counts = store.counts()
    output.print(
        f"Siege of the Ushkara Valley (fiction): {counts.reports} reports by {counts.outlets} "
        f"outlets, {counts.first} to {counts.last}, {counts.claims} claims",
        style="bold",
    )


def _write_day(day: "DayView", *, output: Output) -> None:
    """Write what was reported on one day."""
    output.write("")
    output.print(f"{day.day}  reports: {day.reports}", style="bold")
    for line in day.lines:
        write_claim(line, output=output)
    if day.more:
        output.print(f"  ... and {day.more} more claims", style="dim")
