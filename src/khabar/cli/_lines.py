"""Setting claims in type: sources first, then the statement, then the report's own words."""

from typing import TYPE_CHECKING

from khabar.cli._console import Output, clean
from khabar.record.claim import Reading
from khabar.record.codes import Status
from khabar.views.claim_lines import ClaimLine, make_claim_line, make_claim_lines, tell_published

if TYPE_CHECKING:
    from khabar.store import EventRow

__all__ = ["write_claim", "write_event", "write_header", "write_reading"]

_STATUS_STYLES = {
    Status.ACTUAL: "bold",
    Status.ONGOING: "bold",
    Status.FUTURE: "yellow",
    Status.HYPOTHETICAL: "yellow",
    Status.NEGATED: "red",
    Status.HISTORICAL: "dim",
}


def write_reading(reading: Reading, *, output: Output) -> None:
    """Write one report: a header, then its claims.

    Args:
        reading: What to write.
        output: Where.
    """
    write_header(reading, output=output)
    for line in make_claim_lines(reading):
        write_claim(line, output=output)
    output.write("")


def write_header(reading: Reading, *, output: Output) -> None:
    """Write who published a report, when, under what title, and how much was read.

    Args:
        reading: Whose report.
        output: Where.
    """
    report = reading.report
    outlet = report.outlet or "(outlet unknown)"
    head = f"{report.id}  {outlet}, {tell_published(reading)}"
    output.print(head, style="bold")
    if report.title:
        output.print(report.title, style="italic")
    output.print(_tell_coverage(reading), style="dim")


def write_claim(line: ClaimLine, *, output: Output, indent: str = "  ") -> None:
    """Write one claim on two lines: the claim, and the sentence it was read in.

    Args:
        line: The claim.
        output: Where.
        indent: Before each line.
    """
    from rich.text import Text

    head = Text(f"{indent}{clean(' > '.join(line.sources))}: ", style="cyan")
    head.append(clean(line.statement), style=_STATUS_STYLES[Status(line.status)])
    output.rich.print(head)
    words = Text(f"{indent}    {clean(line.sentence)}", style="dim")
    offset = len(indent) + 4
    words.stylize("bold not dim", offset + line.trigger.start, offset + line.trigger.end)
    output.rich.print(words)


def write_event(row: "EventRow", *, output: Output) -> None:
    """Write one occurrence: where it was read, then its claims.

    Args:
        row: From a store.
        output: Where.
    """
    report = row.reading.report
    outlet = report.outlet or "(outlet unknown)"
    head = f"{report.id} {row.identity}  {outlet}, {tell_published(row.reading)}"
    output.print(head, style="bold")
    for claim in row.claims:
        write_claim(make_claim_line(claim, reading=row.reading), output=output)


def _tell_coverage(reading: Reading) -> str:
    """Return how much was read and left out."""
    covered = reading.coverage
    line = f"{len(reading.claims)} claims, {len(reading.dropped)} left out"
    if covered.words_read < covered.words:
        line += f"; read {covered.words_read} of {covered.words} words"
    return line
