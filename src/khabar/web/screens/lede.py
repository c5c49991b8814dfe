"""What is told first: who holds what, what is cut off, who talks, where sources differ."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final, TypeVar

from khabar.record.event import Contradiction, Event, Field
from khabar.record.ledger import (
    AccessEntry,
    AccessState,
    Cite,
    ControlEntry,
    ControlState,
    Good,
    TalksTrack,
)
from khabar.record.report import ReportId
from khabar.views.beginnings import tell_since
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.parts import one_line, to_cite
from khabar.web.shapes import shared as shapes

__all__ = ["tell_access", "tell_control", "tell_lede", "tell_rivals", "tell_talks"]

_HELD: Final = {
    ControlState.HELD: "{holder} holds {place}",
    ControlState.TAKEN: "{holder} took {place}",
    ControlState.LOST: "{holder} lost {place}",
    ControlState.CONTESTED: "{place} is contested by {holder}",
    ControlState.CLAIMED: "{holder} says that it holds {place}",
    ControlState.UNKNOWN: "who holds {place} is not known",
}
_GOODS: Final = {
    Good.ENTRY: "entry to {place}",
    Good.EXIT: "the way out of {place}",
    Good.FOOD: "food for {place}",
    Good.WATER: "water in {place}",
    Good.POWER: "electricity in {place}",
    Good.MEDICAL: "medical help for {place}",
    Good.TELECOM: "telephone and internet in {place}",
    Good.AID: "aid for {place}",
}
_STATES: Final = {
    AccessState.OPEN: "is open",
    AccessState.RESTRICTED: "is restricted",
    AccessState.CLOSED: "is cut off",
    AccessState.UNKNOWN: "is not known of",
}
_SHOWN: Final = 3
_NEEDS_ARTICLE: Final = frozenset(
    "valley pass road river gorge district province headworks plain area region camp bridge "
    "front army forces movement government ministry council party union".split()
)
_FIELDS: Final = {
    Field.STATUS: "Sources differ on whether this happened",
    Field.KILLED: "Sources differ on how many were killed",
    Field.INJURED: "Sources differ on how many were injured",
    Field.DISPLACED: "Sources differ on how many were displaced",
}


_Told = tuple[str, Iterable[Cite]]
_Entry = TypeVar("_Entry", ControlEntry, AccessEntry, TalksTrack)


def tell_lede(
    told: frozenset[ReportId], *, snapshot: Snapshot, chosen: Sequence[int]
) -> list[shapes.SituationSummary]:
    """Return the best supported line of each ledger, and the gravest contradiction.

    Args:
        told: Reports of what is selected.
        snapshot: The case.
        chosen: Positions of the events that are selected.

    Returns:
        At most four sentences, each with its cites.
    """
    closed = (one for one in snapshot.access if one.state is AccessState.CLOSED)
    talks = sorted(snapshot.talks, key=lambda one: one.newest or date.min, reverse=True)
    found: list[_Told] = [
        *((tell_control(one), one.cites) for one in _best(snapshot.control, told)),
        *((tell_access(one), one.cites) for one in _best(closed, told)),
        *((tell_talks(one), one.cites) for one in _first(talks, told)),
        *_gravest(snapshot, chosen=chosen),
    ]
    return [
        shapes.SituationSummary(text=one_line(text), cites=[to_cite(cite) for cite in cites])
        for text, cites in found
    ]


def _best(entries: Iterable[_Entry], told: frozenset[ReportId]) -> list[_Entry]:
    """Return the entry that most claimants and words support, if there is any."""
    found = _told(entries, told)
    return sorted(found, key=lambda one: (-len(one.claimants), -len(one.cites)))[:1]


def _first(entries: Iterable[_Entry], told: frozenset[ReportId]) -> Iterable[_Entry]:
    return islice(_told(entries, told), 1)


def _told(entries: Iterable[_Entry], told: frozenset[ReportId]) -> Iterator[_Entry]:
    """Yield the entries that any of some reports tells."""
    return (one for one in entries if any(cite.report in told for cite in one.cites))


def tell_control(entry: ControlEntry) -> str:
    """Return who holds a place in one sentence.

    Args:
        entry: Of the ledger.

    Returns:
        The sentence, with who says so and who says otherwise.
    """
    holder = _the(entry.holder) if entry.holder else "somebody not named"
    text = _HELD[entry.state].format(holder=holder, place=_the(entry.place))
    text += _since(entry) + _according(entry.claimants)
    if entry.disputed_by:
        text += f"; {_listed(entry.disputed_by)} {_verb(entry.disputed_by, 'dispute')} it"
    return _sentence(text)


def tell_access(entry: AccessEntry) -> str:
    """Return what gets in or out of a place in one sentence.

    Args:
        entry: Of the ledger.

    Returns:
        The sentence, with who says so.
    """
    text = f"{_GOODS[entry.what].format(place=_the(entry.place))} {_STATES[entry.state]}"
    if entry.restricted_by and entry.state is not AccessState.OPEN:
        text += f" by {_listed(map(_the, entry.restricted_by))}"
    text += _since(entry)
    return _sentence(text + _according(entry.claimants))


def tell_talks(track: TalksTrack) -> str:
    """Return who talks with whom in one sentence.

    Args:
        track: Of the ledger.

    Returns:
        The sentence, with the last step and who says so.
    """
    text = f"{_listed(map(_the, track.parties))} {_verb(track.parties, 'talk')}"
    text += f" in {_the(track.venue)}" if track.venue else ""
    dated = [step for step in track.steps if step.day is not None]
    if dated:
        text += f"; last step: {dated[-1].status} on {dated[-1].day}"
    return _sentence(text + _according(track.claimants))


def tell_rivals(one: Contradiction, *, event: Event) -> str:
    """Return what sources tell differently in one sentence.

    Args:
        one: A field of the event.
        event: Which.

    Returns:
        The sentence, with who says which.
    """
    head = _FIELDS.get(one.field, f"Sources differ on the {one.field.value}")
    what = f"{event.type.value.lower()}{_at(event)}"
    values = "; ".join(f"{v.value} according to {_listed(v.according_to)}" for v in one.values)
    return _sentence(f"{head} ({what}): {values}")


def _gravest(snapshot: Snapshot, *, chosen: Sequence[int]) -> list[_Told]:
    """Return the gravest contradiction of the event that most reports tell."""
    ranks, disputed = snapshot.gravity, snapshot.index.disputed
    found = min((ranks[at] for at in chosen if disputed[at]), default=None)
    if found is None:
        return []
    event = snapshot.by_id[found.event]
    one = event.contradictions[found.at]
    return [(tell_rivals(one, event=event), [cite for v in one.values for cite in v.cites])]


def _at(event: Event) -> str:
    where = f" at {event.places[0].name}" if event.places else ""
    return where + (f", {event.first}" if event.first else "")


def _the(name: str) -> str:
    """Return a name as a sentence has it: "army" and "Ushkara Valley" need an article."""
    words = name.split()
    if not words or words[0].lower() in {"the", "a", "an"}:
        return name
    common = words[0][0].islower() and words[-1][0].islower()
    return f"the {name}" if common or words[-1].lower() in _NEEDS_ARTICLE else name


def _since(entry: ControlEntry | AccessEntry) -> str:
    first, last = entry.first, entry.last
    if first is None:
        return f" until {last}" if last is not None else ""
    if entry.first_by is None and last is not None:
        return f" on {first}" if first == last else f", {first} to {last}"
    until = f", until {last}" if last is not None else ""
    return f" {tell_since(first, first_by=entry.first_by)}{until}"


def _according(claimants: Sequence[str]) -> str:
    return f", according to {_listed(claimants)}" if claimants else ""


def _listed(names: Iterable[str]) -> str:
    """Return some names as a sentence has them: at most three, then how many more."""
    every = list(dict.fromkeys(names))
    shown, more = every[:_SHOWN], len(every) - _SHOWN
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def _verb(subjects: Sequence[str], verb: str) -> str:
    return f"{verb}s" if len(subjects) == 1 else verb


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
