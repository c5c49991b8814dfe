"""What reports say together: ``events``, ``event``, ``contradictions``, ledgers, ``sources``."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from khabar.cli._console import Output
from khabar.cli._filters import filtered
from khabar.cli._guard import ExitCode, exit_with, guarded
from khabar.cli._lookup import read_day
from khabar.cli._options import Case, FailEmpty, Json, Quiet, settings
from khabar.cli._own import open_case_outlets
from khabar.cli._reviewed import case_lookups, name_report
from khabar.folders import find_knowledge
from khabar.record.errors import ConfigError, StoreMissingError
from khabar.record.event import EventId, Field
from khabar.record.ledger import Good

if TYPE_CHECKING:
    from khabar.exports.situation_json import SituationShapes
    from khabar.record.event import Event
    from khabar.reference.outlets import Outlets
    from khabar.reviewed import ReviewedStore
    from khabar.store import ClaimQuery
    from khabar.views.situation_lines import SituationLines

__all__ = [
    "access",
    "changes",
    "contradictions",
    "control",
    "event",
    "events",
    "sources",
    "talks",
]

Place = Annotated[str | None, typer.Option(metavar="NAME", help="Only this place.")]
On = Annotated[str | None, typer.Option(metavar="DAY", help="Only what may hold on this day.")]
_BEGUN: Final = re.compile(r"(?:event-)?([0-9a-f]{1,15})")
_AS_IT_WAS = (
    "the situation is not up to date, and the case may not be written here: this is how it was "
    "last told; copy the case to where it may be written to have it told anew"
)
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most this many.")]


@dataclass(slots=True)
class _Asked:
    """A case whose situation is up to date, and how to write what it answers."""

    store: "ReviewedStore"
    shapes: "SituationShapes"
    lines: "SituationLines"
    outlets: "Outlets"
    output: Output
    count: int = 0

    def write(self, shape: Any, lines: Iterable[str]) -> None:
        """Write one item, as JSON or in type, the first line bold."""
        self.count += 1
        if self.output.json:
            from khabar.exports.reading_json import encode_json

            self.output.write(encode_json(shape).decode())
            return
        for at, line in enumerate(lines):
            self.output.print(line if not at else f"  {line}", style="" if at else "bold")


@contextmanager
def _asking(
    case: str | None, *, what: str, as_json: bool, quiet: bool, fail_empty: bool = False
) -> Iterator[_Asked]:
    """Open a case, bring its situation up to date, and say at the end how much there was."""
    from khabar.exports.situation_json import SituationShapes
    from khabar.filing import bring_up_to_date, is_up_to_date
    from khabar.reviewed import ReviewedStore
    from khabar.store import open_case
    from khabar.views.situation_lines import SituationLines

    output = Output(quiet=quiet, json=as_json)
    place = case or settings().case
    outlets = open_case_outlets(find_knowledge(place))
    lookups = case_lookups(case)
    moment = datetime.now(UTC)
    with open_case(place) as raw:
        if not raw.writable:
            if not is_up_to_date(raw, outlets=outlets):
                output.note(_AS_IT_WAS)
        elif bring_up_to_date(raw, at=moment, outlets=outlets, lookups=lookups) is not None:
            output.note("the situation was not up to date and has been told anew")
        store = ReviewedStore(raw, lookups=lookups)
        names = store.situation.names()
        asked = _Asked(store, SituationShapes(names), SituationLines(names), outlets, output)
        yield asked
    output.note(f"{asked.count} {what}")
    exit_with(ExitCode.NOTHING if fail_empty and not asked.count else ExitCode.DONE)


@guarded
@filtered
def events(
    *,
    query: "ClaimQuery",
    case: Case = None,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """List events: what claims of any number of reports say of the same occurrence."""
    with _asking(case, what="events", as_json=as_json, quiet=quiet, fail_empty=fail_empty) as asked:
        for one in asked.store.situation.events(name_report(query, store=asked.store)):
            asked.write(asked.shapes.event(one), [asked.lines.event(one)])


@guarded
def event(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="Of an event, of any time; its beginning will do.")
    ],
    *,
    case: Case = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show one event: who says what, from which origins, and why its mentions are one."""
    with _asking(case, what="event", as_json=as_json, quiet=quiet) as asked:
        found = _find(EventId(id_), asked=asked)
        asked.write(asked.shapes.whole_event(found), _tell(found, asked=asked))


def _find(id_: EventId, *, asked: _Asked) -> "Event":
    """Return the event that an id stands for now; say so when it leads elsewhere.

    Raises:
        StoreMissingError: There is no such event, or no claim speaks of it any more.
    """
    id_ = _in_full(id_, asked=asked)
    found = asked.store.situation.event(id_)
    if found.event is None:
        what = f"no claim speaks of {id_} any more, since {found.since}"
        raise StoreMissingError(what, do="look at: khabar changes")
    if found.event.id != id_:
        asked.output.note(f"{id_} has been part of {found.event.id} since {found.since}")
    return found.event


def _in_full(id_: EventId, *, asked: _Asked) -> EventId:
    """Return the one event whose id begins like this; the words themselves where none does.

    Raises:
        ConfigError: Several ids begin so.
    """
    begun = _BEGUN.fullmatch(id_)
    if begun is None:
        return id_
    found = [
        one.id
        for one in asked.store.situation.events()
        if one.id.removeprefix("event-").startswith(begun[1])
    ]
    if len(found) > 1:
        msg = f"{len(found)} events have an id that begins with {begun[1]}"
        raise ConfigError(msg, do=f"write more of it: {', '.join(found[:3])}")
    return found[0] if found else id_


def _tell(one: "Event", *, asked: _Asked) -> Iterator[str]:
    """Yield an event with the words of its mentions, each sentence once."""
    from khabar.views.claim_lines import sentence_at

    yield asked.lines.event(one)
    readings = {name: asked.store.reading(name) for name in one.reports}
    told = [
        (mention, sentence_at(mention.cite.span, reading=readings[mention.cite.report]))
        for mention in one.mentions
    ]
    for (report, sentence), group in groupby(told, lambda pair: (pair[0].cite.report, pair[1])):
        for mention, _ in group:
            words = mention.cite.span.quote(readings[report].report.text)
            yield asked.lines.mention(mention, words=words)
        yield f"    {sentence}"
    yield from asked.lines.tell_event(one)


@guarded
@filtered
def contradictions(
    *,
    query: "ClaimQuery",
    field: Annotated[
        list[Field] | None, typer.Option(metavar="FIELD", help="Which field; repeat.")
    ] = None,
    case: Case = None,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """List what sources tell differently, the most severe fields first."""
    wanted = set(field or Field)
    order = list(Field)
    with _asking(
        case, what="contradictions", as_json=as_json, quiet=quiet, fail_empty=fail_empty
    ) as asked:
        named = name_report(query, store=asked.store)
        rivals = [
            (one, told)
            for told in asked.store.situation.events(named, differing=wanted)
            for one in told.contradictions
            if one.field in wanted
        ]
        for one, told in sorted(rivals, key=lambda pair: order.index(pair[0].field)):
            lines = [asked.lines.event(told), *asked.lines.contradiction(one)]
            asked.write(asked.shapes.contradiction(one, event=told), lines)


@guarded
def control(
    *,
    place: Place = None,
    holder: Annotated[str | None, typer.Option(metavar="NAME", help="Only this holder.")] = None,
    on: On = None,
    case: Case = None,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """List who holds which place, since when, and according to whom."""
    place, holder = _name(place, where="--place"), _name(holder, where="--holder")
    day = read_day(on, where="--on")
    with _asking(
        case, what="entries", as_json=as_json, quiet=quiet, fail_empty=fail_empty
    ) as asked:
        for entry in asked.store.situation.control():
            named = _has(place, entry.place, entry.place_key)
            held = _has(holder, entry.holder, entry.holder_key)
            if named and held and _holds(entry.first, entry.last, day):
                asked.write(asked.shapes.control(entry), [asked.lines.control(entry)])


@guarded
def access(
    *,
    place: Place = None,
    what: Annotated[
        list[Good] | None, typer.Option(metavar="GOOD", help="Which way or good; repeat.")
    ] = None,
    on: On = None,
    case: Case = None,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """List what gets in and out of which place, who restricts it, and according to whom."""
    place = _name(place, where="--place")
    day = read_day(on, where="--on")
    wanted = set(what or Good)
    with _asking(
        case, what="entries", as_json=as_json, quiet=quiet, fail_empty=fail_empty
    ) as asked:
        for entry in asked.store.situation.access():
            named = _has(place, entry.place, entry.place_key) and entry.what in wanted
            if named and _holds(entry.first, entry.last, day):
                asked.write(asked.shapes.access(entry), [asked.lines.access(entry)])


@guarded
def talks(
    *,
    party: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only talks of this party.")
    ] = None,
    case: Case = None,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """List who talks with whom: demands, conditions, offers, and how it went day by day."""
    party = _name(party, where="--party")
    with _asking(
        case, what="lines of talks", as_json=as_json, quiet=quiet, fail_empty=fail_empty
    ) as asked:
        for track in asked.store.situation.talks():
            if _has(party, *track.parties, *track.mediators):
                asked.write(asked.shapes.talks(track), asked.lines.talks(track))


@guarded
def sources(
    *,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Only this outlet.")] = None,
    copies: Annotated[bool, typer.Option("--copies", help="Only reprints.")] = False,
    case: Case = None,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """List where each report comes from: reprints with what they reprint, credits, quotes."""
    from khabar.views.outlet_families import find_outlet_families
    from khabar.views.situation_lines import find_families

    outlet = _name(outlet, where="--outlet")
    with _asking(
        case, what="families", as_json=as_json, quiet=quiet, fail_empty=fail_empty
    ) as asked:
        notes = [
            note
            for note in asked.store.situation.sources()
            if _has(outlet, note.outlet) and not (copies and note.copy_of is None)
        ]
        if as_json:
            for note in notes:
                asked.write(asked.shapes.source(note), ())
        for family in () if as_json else find_families(notes):
            asked.write(None, asked.lines.family(family))
        for owned in () if as_json else find_outlet_families(notes, outlets=asked.outlets):
            asked.output.print(asked.lines.owner(owned))


@guarded
def changes(
    *,
    since: Annotated[
        str | None,
        typer.Option(metavar="MOMENT", help="A day, or a moment such as 2021-08-28T09:30."),
    ] = None,
    limit: Limit = None,
    case: Case = None,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """List what became of events: created, updated, merged, split, retracted."""
    moment = None if since is None else _moment(since)
    with _asking(
        case, what="changes", as_json=as_json, quiet=quiet, fail_empty=fail_empty
    ) as asked:
        for change in asked.store.situation.changes(since=moment):
            if limit is not None and asked.count >= limit:
                break
            now = None if as_json else asked.store.situation.event(change.event).event
            asked.write(asked.shapes.change(change), [asked.lines.change(change, now=now)])


def _name(words: str | None, *, where: str) -> str:
    """Return the name that an option asks for; empty when it is not given.

    Raises:
        ConfigError: It is given without a letter or digit, and would filter nothing.
    """
    if words is not None and not any(letter.isalnum() for letter in words):
        msg = f"no name: {words!r}"
        raise ConfigError(msg, where=where, do="give a name, or leave the option out")
    return words or ""


def _has(wanted: str, *names: str) -> bool:
    """Return whether words stand side by side in one of some names; true when none are wanted."""
    from khabar.base.names import fold_name

    words = fold_name(wanted)
    return not wanted or wanted in names or any(f" {words} " in f" {fold_name(n)} " for n in names)


def _holds(first: date | None, last: date | None, day: date | None) -> bool:
    """Return whether something may hold on a day."""
    return day is None or ((first is None or first <= day) and (last is None or day <= last))


def _moment(words: str) -> datetime:
    """Return a moment as it was typed; in UTC where no zone is given.

    Raises:
        ConfigError: It is none.
    """
    try:
        moment = datetime.fromisoformat(words.strip())
        if moment.tzinfo is None:
            return moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:  # the last hours of 9999 have no UTC
        msg = f"not a moment: {words!r}"
        raise ConfigError(
            msg, where="--since", do="write 2021-08-28 or 2021-08-28T09:30"
        ) from error
