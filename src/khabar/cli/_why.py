"""Why a name means this row and words this day: every link of a reading with its reasons."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from khabar.cli._console import Output
from khabar.cli._lines import tell_part
from khabar.record.claim import Reading
from khabar.record.score import Score
from khabar.record.span import Span

__all__ = ["write_reasons"]


class _Link(NamedTuple):
    """One link for people."""

    words: str
    means: str
    p: float | None
    score: Score | None


def write_reasons(reading: Reading, *, output: Output) -> None:
    """Write the actors, places and times of a report, each with the reasons for its link.

    Args:
        reading: What was read.
        output: Where.
    """
    _write("Actors", _actors(reading), output=output)
    _write("Places", _places(reading), output=output)
    _write("Times", _times(reading), output=output)


def _write(title: str, links: Iterable[_Link], *, output: Output) -> None:
    """Write one section; the same words with the same meaning once."""
    seen: set[tuple[str, str]] = set()
    for link in links:
        if (link.words, link.means) in seen:
            continue
        if not seen:
            output.print(title, style="bold")
        seen.add((link.words, link.means))
        sure = "" if link.p is None else f"  {link.p:.3f}"
        output.print(f"  {link.words} = {link.means}{sure}")
        for part in () if link.score is None else link.score.parts:
            output.print(
                f"      {part.weight:+7.2f}  {part.feature}: {tell_part(part)}",
                style="dim",
            )


def _actors(reading: Reading) -> Iterator[_Link]:
    """Yield the actors; those that are linked to a place stand among the places."""
    rows = {link.row.id for link in reading.places}
    for entity in reading.entities:
        if entity.registry_id in rows:
            continue
        words = _quote(reading, entity.mentions[0]) if entity.mentions else entity.name
        codes = " ".join(filter(None, (entity.country, entity.sector)))
        known = entity.registry_id or "no row of the registry"
        means = f"{entity.name} [{codes or 'no code'}] {entity.kind}, {known}"
        yield _Link(words, means, entity.p, entity.score)


def _places(reading: Reading) -> Iterator[_Link]:
    """Yield the linked places."""
    for link in reading.places:
        row = link.row
        where = ", ".join(filter(None, (row.kind, row.admin1, row.country)))
        means = f"{row.name} ({where}) {row.lat:.4f} {row.lon:.4f}, {row.id}"
        yield _Link(_quote(reading, link.span), means, link.p, link.score)


def _times(reading: Reading) -> Iterator[_Link]:
    """Yield the times."""
    for time in reading.timexes:
        p = None if time.score is None else time.score.probability
        means = f"{time.value or 'no value'} ({time.basis})"
        yield _Link(_quote(reading, time.span), means, p, time.score)


def _quote(reading: Reading, span: Span) -> str:
    """Return words of the report in one line."""
    return " ".join(span.quote(reading.report.text).split())
