"""Actors of the registry and unlinked ones, as JSON and as lines for people."""

from typing import TYPE_CHECKING

from khabar.cli._console import Output, counted
from khabar.record.actor import ActorRow, Tenure

if TYPE_CHECKING:
    from khabar.views.unlinked import Unlinked

__all__ = ["actor_json", "unlinked_json", "write_actor", "write_actor_line", "write_unlinked"]


def actor_json(row: ActorRow) -> dict[str, object]:
    """Return an actor as JSON values; null where nothing is said.

    Args:
        row: From the registry.

    Returns:
        Its fields.
    """
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "country": row.country or None,
        "aliases": [name.removeprefix("~") for name in row.aliases],
        "terms": [_term_json(term) for term in row.tenures],
        "parent": row.parent or None,
        "source": row.source,
    }


def unlinked_json(one: "Unlinked") -> dict[str, object]:
    """Return an unlinked actor as JSON values.

    Args:
        one: From ``find_unlinked``.

    Returns:
        Its fields; ``candidates`` are rows of the registry, the likeliest first.
    """
    return {
        "name": one.name,
        "kind": one.kind,
        "country": one.country or None,
        "mentions": one.mentions,
        "reports": list(one.reports),
        "evidence": [
            {"report": each.report, "span": [each.span.start, each.span.end], "words": each.words}
            for each in one.evidence
        ],
        "candidates": [
            {"registry_id": row.id, "name": row.name, "kind": row.kind,
             "country": row.country or None}
            for row in one.candidates
        ],
    }  # fmt: skip


def write_actor_line(row: ActorRow, *, output: Output) -> None:
    """Write an actor in one line.

    Args:
        row: From the registry.
        output: Where.
    """
    last = row.tenures[-1]
    codes = " ".join(filter(None, (row.country, last.sector)))
    output.print(f"{row.id}  {row.name}  [{codes}]  {row.kind}")


def write_actor(row: ActorRow, *, output: Output) -> None:
    """Write all that the registry has of an actor.

    Args:
        row: From the registry.
        output: Where.
    """
    output.print(f"{row.name}  {row.id}", style="bold")
    output.print(f"  {row.kind}{', ' + row.country if row.country else ''}")
    if row.aliases:
        output.print(f"  also: {'; '.join(name.removeprefix('~') for name in row.aliases)}")
    for term in row.tenures:
        post = f", {term.role}" if term.role else ""
        body = f" of {term.of}" if term.of else ""
        days = f"{term.first or '...'} to {term.last or 'now'}"
        output.print(f"  {term.sector}{post}{body}: {days}")
    if row.parent:
        output.print(f"  part of {row.parent}")
    output.print(f"  source: {row.source}", style="dim")


def write_unlinked(one: "Unlinked", *, output: Output) -> None:
    """Write an unlinked actor: how often it stands where, and whom it may mean.

    Args:
        one: From ``find_unlinked``.
        output: Where.
    """
    where = f" in {one.country}" if one.country else ""
    times = f"{counted(one.mentions, 'mentions')} in {counted(len(one.reports), 'reports')}"
    output.print(f"{one.name}  {one.kind}{where}  {times}", style="bold")
    for each in one.evidence:
        output.print(f"      {each.report}: {each.words}", style="dim")
    for row in one.candidates:
        output.print(f"    ? {row.id}  {row.name}")


def _term_json(term: Tenure) -> dict[str, object]:
    """Return a term as JSON values."""
    return {
        "sector": term.sector,
        "role": term.role or None,
        "of": term.of or None,
        "first": None if term.first is None else term.first.isoformat(),
        "last": None if term.last is None else term.last.isoformat(),
    }
