"""Setting claims in type: sources first, then the statement, then the report's own words."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from khabar.cli._console import Output, clean
from khabar.record.claim import Reading
from khabar.record.codes import Status
from khabar.record.dropped import DropReason
from khabar.views.claim_lines import ClaimLine, make_claim_lines, tell_published

if TYPE_CHECKING:
    from rich.text import Text

    from khabar.exports.reading_shape import PartShape
    from khabar.record.score import Part

__all__ = ["tell_part", "write_claims", "write_header", "write_reading"]

_INDENT = "      "
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
    write_claims(make_claim_lines(reading), output=output)
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


def write_claims(lines: Iterable[ClaimLine], *, output: Output, sentences: bool = True) -> None:
    """Write claims one below the other, and below them the sentence they were read in.

    Args:
        lines: Those that share a sentence follow each other.
        output: Where.
        sentences: Write the sentences too.
    """
    for sentence, shared in groupby(lines, key=lambda line: line.sentence):
        together = list(shared)
        for line in together:
            output.rich.print(_head(line))
        if sentences:
            output.rich.print(_words(sentence, together))


def _head(line: ClaimLine) -> "Text":
    """Return one claim in type."""
    from rich.text import Text

    head = Text(f"  {clean(' > '.join(line.sources))}: ", style="cyan")
    return head.append(clean(line.statement), style=_STATUS_STYLES[Status(line.status)])


def _words(sentence: str, lines: Iterable[ClaimLine]) -> "Text":
    """Return a sentence in type, its triggers bold."""
    from rich.text import Text

    words = Text(f"{_INDENT}{clean(sentence)}", style="dim")
    for line in lines:
        start, end = line.trigger.start + len(_INDENT), line.trigger.end + len(_INDENT)
        words.stylize("bold not dim", start, end)
    return words


def tell_part(part: "Part | PartShape") -> str:
    """Return what one reason behind a score compares.

    Args:
        part: The reason.

    Returns:
        Both sides; only the second when the first is empty.
    """
    return f"{part.left} = {part.right}" if part.left else part.right


def _tell_coverage(reading: Reading) -> str:
    """Return how much was read and left out."""
    covered = reading.coverage
    line = f"{len(reading.claims)} claims, {len(reading.dropped)} left out"
    if covered.words_read < covered.words:
        line += f"; read {covered.words_read} of {covered.words} words"
    if any(each.reason is DropReason.NOT_ENGLISH for each in reading.dropped):
        line += "; not in English, the one language that is read"
    for each in reading.dropped:
        if each.what == "publication":
            line += f"; {each.detail}"
    return line
