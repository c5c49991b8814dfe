"""``khabar show``: what is in a case, or all of one report."""

from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli._console import Output
from khabar.cli._guard import guarded
from khabar.cli._lines import write_reading
from khabar.cli._options import Case, Json, Quiet, Why
from khabar.cli._reviewed import find_report, open_reviewed
from khabar.cli._why import write_reasons

if TYPE_CHECKING:
    from khabar.reviewed import ReviewedStore
    from khabar.store import Counts, ReportRow

__all__ = ["show"]


@guarded
def show(
    report: Annotated[
        str | None,
        typer.Argument(metavar="REPORT", help="Its id or its file; without it, the case."),
    ] = None,
    *,
    case: Case = None,
    as_json: Json = False,
    failures: Annotated[
        bool, typer.Option("--failures", help="List the inputs that did not become reports.")
    ] = False,
    why: Why = False,
    quiet: Quiet = False,
) -> None:
    """Show what is in a case, or one report with its claims."""
    output = Output(quiet=quiet, json=as_json)
    with open_reviewed(case) as store:
        if failures:
            _write_failures(store, output=output)
        elif report is None:
            _write_case(store, output=output)
        elif as_json:
            from khabar.exports.reading_json import reading_to_json

            output.write(reading_to_json(store.reading(find_report(store, report))).decode())
        else:
            reading = store.reading(find_report(store, report))
            write_reading(reading, output=output)
            if why:
                write_reasons(reading, output=output)


def _write_case(store: "ReviewedStore", *, output: Output) -> None:
    """Write the reports of a case, and its counts."""
    for row in store.reports():
        if output.json:
            output.write_json(_report_row(row))
        else:
            output.print(
                f"{row.published or 'date unknown'}  {row.outlet or '(outlet unknown)'}  "
                f"{row.title}  [{row.claims} claims]  {row.id}"
            )
    output.note(_tell_counts(store.counts()))


def _write_failures(store: "ReviewedStore", *, output: Output) -> None:
    """Write the inputs in quarantine."""
    for row in store.failures():
        one = row.failed
        if output.json:
            fields = {"id": one.id, "origin": one.origin, "reason": one.reason}
            output.write_json(fields | {"detail": one.detail, "sha256": row.sha256})
        else:
            output.print(f"{one.origin or one.id}: {one.reason}: {one.detail}")


def _report_row(row: "ReportRow") -> dict[str, object]:
    """Return one report as JSON values."""
    return {
        "id": row.id,
        "title": row.title,
        "published": None if row.published is None else row.published.isoformat(),
        "published_basis": row.published_basis,
        "outlet": row.outlet,
        "url": row.url,
        "language": row.language,
        "origin": row.origin,
        "words": row.words,
        "words_read": row.words_read,
        "claims": row.claims,
        "sightings": row.sightings,
    }


def _tell_counts(counts: "Counts") -> str:
    """Return how much is in a case, in one sentence."""
    days = f", {counts.first} to {counts.last}" if counts.first is not None else ""
    return (
        f"{counts.reports} reports by {counts.outlets} outlets{days}: "
        f"{counts.claims} claims; {counts.failures} inputs failed"
    )
