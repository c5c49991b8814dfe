"""``khabar demo``: twelve reports about one siege, read live into a case."""

import os
import shlex
import sys
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli._browser import can_open_page
from khabar.cli._console import Output
from khabar.cli._guard import guarded
from khabar.cli._inputs import InputChoice, read_sources
from khabar.cli._lines import write_claims
from khabar.cli._options import Processes, Quiet, settings
from khabar.cli._progress import progress
from khabar.cli.serving import free_port, serve_case
from khabar.folders import cache_folder, case_places_folder
from khabar.record.errors import ConfigError
from khabar.record.event import Field

if TYPE_CHECKING:
    from khabar.record.event import Contradiction, Event
    from khabar.record.ledger import AccessEntry
    from khabar.store import Store
    from khabar.views.claim_lines import ClaimLine
    from khabar.views.situation import DayView

__all__ = ["demo"]

_LINES_PER_DAY: Final = 3
_SHOWN: Final = 4  # of each ledger, and of what is told differently
_NEXT: Final = (
    ("serve {case}", "all of this as a page in the browser, to search and decide in"),
    ("contradictions --case {case}", "what the outlets tell differently, and who says which"),
    ("access --case {case} --place Ushqara", "what gets in and out of the valley"),
    ("claims --case {case} --type THREATEN", "who threatens whom, on what condition"),
    ("claims --case {case} --status negated", "what is denied"),
    ("events --case {case} --place Belesar", "what happened in one village"),
    ("search --case {case} diesel", "find words"),
    ("show ks-a-05 --case {case}", "one report with all its claims"),
    ("export --case {case} --format csv", "for a spreadsheet"),
    ("read REPORT.txt", "a report of your own"),
)


@guarded
def demo(
    *,
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="PATH", help="Case file to make [default: a cache]."),
    ] = None,
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Do not open the page in the browser.")
    ] = False,
    processes: Processes = None,
    quiet: Quiet = False,
) -> None:
    """Read twelve reports about the siege of an invented valley, and show the situation.

    Where somebody sits at a terminal that can open a browser, the page opens last.
    """
    from khabar.filing import Filing
    from khabar.pipeline import Pipeline
    from khabar.reference.demo import DEMO_REPORTS
    from khabar.store import open_case
    from khabar.views.situation import make_situation

    output = Output(quiet=quiet)
    place = _place(into)
    sources = list(
        read_sources([str(DEMO_REPORTS)], choice=InputChoice(), defaults=settings()),
    )
    with open_case(place, create=True) as store:
        _refuse_others(store, known={source.report.id for source in sources}, place=place)
        pipeline = Pipeline(place_layers=_lay_places(place))
        with progress("reading", quiet=quiet) as step:
            Filing(store, pipeline=pipeline, seen=datetime.now(UTC)).add(
                sources,
                processes=processes or 1,
                on_done=step,
            )
        _write_counts(store, output=output)
        days = make_situation(store.readings(), per_day=_LINES_PER_DAY)
        for day in days:
            _write_day(day, output=output)
        _write_together(store, output=output)
    _write_words(days, output=output)
    _write_next(place, output=output)
    if not no_open and can_open_page():
        output.write("")
        serve_case(place, port=free_port(), opens=True)


def _lay_places(place: Path) -> "tuple[Path, ...]":
    """Put the invented places beside the case, as ``khabar places add`` does."""
    from khabar.reference.demo import DEMO_PLACES
    from khabar.reference.gazetteer import find_layers
    from khabar.reference.gazetteer.imports import import_places

    folder = case_places_folder(place)
    import_places(DEMO_PLACES, into=folder)
    return find_layers(folder)


def _place(into: str | None) -> Path:
    """Return where the demo case goes, with its folder made and the cached one removed.

    Raises:
        ConfigError: The folder cannot be made.
    """
    place = Path(into) if into is not None else cache_folder() / "demo.khabar"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if into is None:  # the cache is ours: begin anew, so that everything is read live
            for ending in ("", "-wal", "-shm"):
                place.with_name(place.name + ending).unlink(missing_ok=True)
    except OSError as error:
        msg = f"cannot make the folder of the demo case: {error}"
        raise ConfigError(msg, where=str(place), do="give another place with --into") from error
    return place


def _refuse_others(store: "Store", *, known: Collection[str], place: Path) -> None:
    """Keep fiction out of a case of somebody's own reports.

    Raises:
        ConfigError: The case holds reports that are not the demo's.
    """
    other = next((row.id for row in store.reports() if row.id not in known), None)
    if other is not None:
        msg = f"this case holds other reports ({other}); the demo's are fiction"
        raise ConfigError(msg, where=str(place), do="give a new file with --into")


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
    write_claims(day.lines, output=output, sentences=False)
    if day.more:
        output.print(f"  ... and {day.more} more claims", style="dim")


def _write_together(store: "Store", *, output: Output) -> None:
    """Write what the reports say together: reprints, contradictions, ledgers."""
    from khabar.views.situation_lines import SituationLines, find_families

    shelf, lines = store.situation, SituationLines(store.situation.names())
    told = list(shelf.events())
    shared = sum(len(event.reports) > 1 for event in told)
    families = find_families(shelf.sources())
    reprinted = [lines.family(family) for family in families if len(family) > 1]
    parts = {
        f"Together they tell {len(told)} events, {shared} of them in several reports.": (),
        "Reprints fold into what they reprint:": chain.from_iterable(reprinted),
        "Told differently:": chain.from_iterable(
            (lines.event(event), *(f"  {line}" for line in lines.contradiction(one)))
            for one, event in _rivals(told)
        ),
        "Who holds what:": map(lines.control, islice(shelf.control(), _SHOWN)),
        "What gets in and out:": map(lines.access, _most_told(shelf.access())[:_SHOWN]),
        "Who is talking:": chain.from_iterable(map(lines.talks, shelf.talks())),
    }
    for title, found in parts.items():
        output.write("")
        output.print(title, style="bold")
        for line in found:
            output.print(f"  {line}")


def _rivals(events: "Iterable[Event]") -> "list[tuple[Contradiction, Event]]":
    """Return what is told most differently, two of a field."""
    rivals = sorted(
        ((one, event) for event in events for one in event.contradictions),
        key=lambda pair: (list(Field).index(pair[0].field), -len(pair[1].reports)),
    )
    by_field = (list(pairs)[:2] for _, pairs in groupby(rivals, key=lambda pair: pair[0].field))
    return list(chain.from_iterable(by_field))[:_SHOWN]


def _most_told(entries: "Iterable[AccessEntry]") -> "list[AccessEntry]":
    """Return entries that most words speak of first."""
    return sorted(entries, key=lambda entry: -len(entry.cites))


def _write_words(days: "Sequence[DayView]", *, output: Output) -> None:
    """Write one claim with its sentence, a threat if there is one."""
    lines = [line for day in days for line in day.lines]
    if not lines:
        return
    output.write("")
    output.print("Every claim keeps the words it was read in:", style="bold")
    write_claims([max(lines, key=_score_example)], output=output)


def _score_example(line: "ClaimLine") -> tuple[bool, bool, bool]:
    """Return how well a claim shows what Khabar does."""
    return (bool(line.conditions), line.type.startswith("THREATEN"), len(line.sources) > 1)


def _write_next(place: Path, *, output: Output) -> None:
    """Write what to type next, as this program was called."""
    program = "uv run khabar" if os.environ.get("UV") else "khabar"
    case = _tell_place(place)
    calls = [(f"{program} {words.format(case=case)}", what) for words, what in _NEXT]
    width = max(len(call) for call, _ in calls)
    output.write("")
    output.print("Type next:", style="bold")
    for call, what in calls:
        output.write(f"  {call:{width}}  {what}")


def _tell_place(place: Path) -> str:
    """Return a path as one types it: from the home folder where a shell reads ``~``."""
    words = str(place)
    if sys.platform == "win32":
        return f'"{words}"' if " " in words else words
    quoted = shlex.quote(words)
    if quoted == words and place.is_relative_to(Path.home()):
        return f"~/{place.relative_to(Path.home())}"
    return quoted
