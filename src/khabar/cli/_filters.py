"""The filters of events, contradictions, claims and exports: one list of options, one query."""

import functools
import inspect
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.record.codes import EventType, Status
from khabar.record.errors import ConfigError
from khabar.record.report import ReportId

if TYPE_CHECKING:
    from khabar.store import Box, ClaimQuery

__all__ = ["filtered"]


def _make_query(  # noqa: PLR0913 - the options of the command line, one by one
    *,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="First day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day.")] = None,
    type_: Annotated[
        list[EventType] | None,
        typer.Option("--type", case_sensitive=False, metavar="TYPE", help="Event type; repeat."),
    ] = None,
    status: Annotated[
        list[Status] | None,
        typer.Option(case_sensitive=False, metavar="STATUS", help="Status; repeat."),
    ] = None,
    actor: Annotated[str, typer.Option(metavar="NAME", help="Who did it.")] = "",
    recipient: Annotated[str, typer.Option(metavar="NAME", help="To whom.")] = "",
    place: Annotated[str, typer.Option(metavar="NAME", help="Where; or a country code.")] = "",
    text: Annotated[str, typer.Option(metavar="WORDS", help="Words of the sentence.")] = "",
    outlet: Annotated[str, typer.Option(metavar="NAME", help="Who published it.")] = "",
    report: Annotated[
        str | None, typer.Option(metavar="REPORT", help="Only this report: its id or its file.")
    ] = None,
    box: Annotated[
        str | None,
        typer.Option(metavar="W,S,E,N", help="Only places in this box, in degrees."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most this many.")
    ] = None,
) -> "ClaimQuery":
    """Return the query that the options ask for."""
    from khabar.store import ClaimQuery

    first, last = _days(since, until)
    return ClaimQuery(
        since=first,
        until=last,
        types=frozenset(type_ or ()),
        statuses=frozenset(status or ()),
        actor=actor,
        recipient=recipient,
        place=place,
        text=text,
        outlet=outlet,
        report=None if report is None else ReportId(report),
        box=None if box is None else _box(box),
        limit=limit,
    )


def filtered(command: "Callable[..., None]") -> "Callable[..., None]":
    """Return a command whose ``query`` argument is filled from the filter options.

    Args:
        command: Takes a keyword argument ``query``.

    Returns:
        A command for typer with the filter options in the place of ``query``.
    """
    own = inspect.signature(command).parameters.values()
    asked = inspect.signature(_make_query).parameters

    @functools.wraps(command)
    def run(**given: object) -> None:
        chosen = {name: given.pop(name) for name in asked}
        command(query=_make_query(**chosen), **given)  # type: ignore[arg-type]

    kept = [p.replace(kind=p.KEYWORD_ONLY) for p in own if p.name != "query"]
    parameters = [*kept, *asked.values()]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


def _days(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """Return the days that ``--since`` and ``--until`` give.

    Raises:
        ConfigError: One is not a day, or the last is before the first.
    """
    first = None if since is None else _day(since, option="--since")
    last = None if until is None else _day(until, option="--until")
    if first is not None and last is not None and last < first:
        msg = f"the last day ({last}) is before the first ({first})"
        raise ConfigError(msg, where="--until", do="exchange --since and --until")
    return first, last


def _day(words: str, *, option: str) -> date:
    """Return the day that an option gives.

    Raises:
        ConfigError: It is not a day.
    """
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        msg = f"not a day: {words!r}"
        raise ConfigError(msg, where=option, do="write it like 2021-08-28") from error


def _box(words: str) -> "Box":
    """Return the box that ``--box`` gives.

    Raises:
        ConfigError: It is not four numbers, or they are not a box.
    """
    from khabar.store import Box

    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError as error:
        msg = f"not a box: {words!r}"
        raise ConfigError(msg, where="--box", do="write west,south,east,north") from error
    return Box(west, south, east, north)
