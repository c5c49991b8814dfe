"""``khabar decide`` and ``decisions``: what people decide about the record, and its log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from khabar.cli._console import Output
from khabar.cli._guard import guarded
from khabar.cli._options import Case, Json, Quiet, settings
from khabar.record.errors import ConfigError
from khabar.record.report import ReportId

if TYPE_CHECKING:
    from khabar.web.case.snapshot import Snapshot
    from khabar.web.desk.desk import Desk
    from khabar.web.shapes.shared import Cite, DecisionLine

__all__ = ["decide", "decisions"]

_LEAST_PREFIX: Final = 5  # letters of an id after its kind, when it is not given whole


class Kind(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    LINK = "link"
    REDACT = "redact"
    FLAG = "flag"
    NOTE = "note"
    SENSITIVE = "sensitive"
    SEAL = "seal"
    UNDO = "undo"


@dataclass(slots=True)
class _Meant:
    """What the words of a command name."""

    claims: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    cites: list[tuple[str, tuple[int, int]]] = field(default_factory=list)


@guarded
def decide(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="accept, reject, edit ... undo.")],
    about: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHAT...",
            help="Claims, events or reports by id; REPORT:WORDS for words of a report.",
        ),
    ] = None,
    *,
    to: Annotated[
        str,
        typer.Option("--set", metavar="FIELD=VALUE", help="edit: status=negated; link: actor=ID."),
    ] = "",
    why: Annotated[str, typer.Option(metavar="WORDS", help="Why; of a note its words.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who [default: you].")] = "",
    case: Case = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Decide about claims, events and names; every decision is logged and can be undone."""
    from khabar.web.desk.desk import Desk
    from khabar.web.shapes.screens import DecisionRequest

    desk = Desk(Path(case or settings().case), person=by)
    words = about or []
    if kind is Kind.UNDO:
        line = desk.undo(_only(words))
    else:
        meant = _find([_now(word, desk=desk) for word in words], snapshot=desk.snapshot())
        name, _, value = to.partition("=")
        request = DecisionRequest(
            kind=cast("Any", kind.value),
            claims=tuple(meant.claims),
            events=tuple(meant.events),
            reports=tuple(meant.reports),
            cites=_cites(meant),
            field=name.strip(),
            value=value.strip(),
            why=why,
        )
        line = desk.decide(request)
    _tell([line], output=Output(quiet=quiet, json=as_json), as_json=as_json)


@guarded
def decisions(*, case: Case = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """List what people decided, the newest first: who, when, what and why."""
    from khabar.web.desk.deciding import decision_lines
    from khabar.web.desk.desk import Desk

    output = Output(quiet=quiet, json=as_json)
    lines = decision_lines(Desk(Path(case or settings().case)).snapshot())
    _tell(lines, output=output, as_json=as_json)
    output.note(f"{len(lines)} decisions")


def _only(words: Sequence[str]) -> str:
    """Return the decision that is taken back; empty for the last.

    Raises:
        ConfigError: More than one was named.
    """
    if len(words) > 1:
        what = "one decision is taken back at a time"
        raise ConfigError(what, do="give one id of khabar decisions, or none for the last")
    return words[0] if words else ""


def _cites(meant: _Meant) -> "tuple[Cite, ...]":
    """Return words of reports as a request has them."""
    from khabar.web.shapes.shared import Cite

    return tuple(Cite(report=report, span=span) for report, span in meant.cites)


def _now(word: str, *, desk: "Desk") -> str:
    """Return the event that an event's id leads to by now; any other word as it is."""
    from khabar.record.errors import StoreMissingError
    from khabar.record.event import EventId

    if not word.startswith("event-"):
        return word
    try:
        with desk.open() as store:
            found = store.situation.event(EventId(word)).event
    except StoreMissingError:  # the beginning of an id, or none
        return word
    return word if found is None else found.id


def _find(words: Sequence[str], *, snapshot: "Snapshot") -> _Meant:
    """Return what each word names.

    Raises:
        ConfigError: It names nothing of the case, or more than one thing.
    """
    meant = _Meant()
    for word in words:
        if word in snapshot.readings:
            meant.reports.append(word)
        elif word.startswith("claim-"):
            meant.claims.append(_whole(word, snapshot.heads.by_id))
        elif word.startswith("event-"):
            meant.events.append(_whole(word, snapshot.by_id))
        else:
            meant.cites.append(_words_of(word, snapshot=snapshot))
    return meant


def _whole(word: str, known: Iterable[str]) -> str:
    """Return the id that a word begins.

    Raises:
        ConfigError: It begins none, or several.
    """
    found = [one for one in known if one == word]
    if not found and len(word.partition("-")[2]) >= _LEAST_PREFIX:
        found = [one for one in known if one.startswith(word)]
    if len(found) != 1:
        what = f"{word[:80]} is {'no id' if not found else 'the beginning of several ids'} here"
        raise ConfigError(what, do="look it up: khabar claims --json, khabar events")
    return found[0]


def _words_of(word: str, *, snapshot: "Snapshot") -> tuple[str, tuple[int, int]]:
    """Return the report and the span that ``REPORT:WORDS`` or ``REPORT:START-END`` names.

    Raises:
        ConfigError: There is no such report, or its text has no such words.
    """
    at = word.find(":")
    while at >= 0:
        report, words = ReportId(word[:at]), word[at + 1 :]
        if report in snapshot.readings:
            return report, _span(words, text=snapshot.readings[report].report.text)
        at = word.find(":", at + 1)
    what = f"{word[:80]!r} names no claim, event, report or words of a report"
    raise ConfigError(what, do="give an id, or REPORT:WORDS")


def _span(words: str, *, text: str) -> tuple[int, int]:
    """Return where words stand first in a text.

    Raises:
        ConfigError: They do not.
    """
    first, dash, last = words.partition("-")
    if dash and first.isdecimal() and last.isdecimal():
        return int(first), int(last)
    at = text.find(words) if words else -1
    if at < 0:
        what = f"the report does not have the words {words[:80]!r}"
        raise ConfigError(what, do="give them as they stand in its text")
    return at, at + len(words)


def _tell(lines: "Sequence[DecisionLine]", *, output: Output, as_json: bool) -> None:
    """Write decisions, one a line."""
    import msgspec

    for line in lines:
        if as_json:
            output.write_json(msgspec.to_builtins(line))
            continue
        undone = " (taken back)" if line.undone else ""
        why = f"; {line.why}" if line.why else ""
        output.print(f"{line.at[:16].replace('T', ' ')}  {line.by}: {line.what}{why}{undone}")
        output.print(f"    {line.id}", style="dim")
