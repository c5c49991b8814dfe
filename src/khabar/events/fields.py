"""The fields of an event: every value with its support, and the best supported one.

Support is counted in voices, not in mentions: what one ministry says in nine reports is one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from khabar.events.contradictions.kinship import find_kinship
from khabar.events.contradictions.sides import Case, make_variant
from khabar.events.voices import find_voices, trace_reports
from khabar.record.card import CardParty, CardPlace, CardSource, ClaimCard
from khabar.record.codes import EventType, Status
from khabar.record.event import Field, SourceNote, Variant
from khabar.record.time import TimeBasis

__all__ = ["MergedFields", "merge_fields"]

_OWN: Final = frozenset({TimeBasis.STATED, TimeBasis.RESOLVED})
_STATUSES: Final = (
    Status.ONGOING,
    Status.ACTUAL,
    Status.NEGATED,
    Status.FUTURE,
    Status.HYPOTHETICAL,
    Status.HISTORICAL,
)
"""Of two that are equally well supported, the first that stands here is shown."""

_LIKELY: Final = 0.5
_Key = TypeVar("_Key", bound=Hashable)
_Filler = TypeVar("_Filler", CardParty, CardPlace)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFields:
    """What the sources of an event together say of each field.

    Attributes:
        type: Event type most voices give.
        modes: Modes given, best supported first.
        status: Best supported status.
        first: Earliest day; ``None`` when unknown or open.
        last: Latest day; ``None`` when unknown or open.
        places: Best supported first.
        actors: Best supported first.
        recipients: Best supported first.
        variants: Every value of status, actor, recipient, place and date with who gives it.
    """

    type: EventType
    modes: tuple[str, ...]
    status: Status
    first: date | None
    last: date | None
    places: tuple[CardPlace, ...]
    actors: tuple[CardParty, ...]
    recipients: tuple[CardParty, ...]
    variants: tuple[tuple[Field, tuple[Variant, ...]], ...]


def merge_fields(
    cards: Sequence[ClaimCard],
    *,
    notes: Iterable[SourceNote],
    bodies_of_outlets: Mapping[str, CardSource] | None = None,
) -> MergedFields:
    """Return what the sources of an event together say.

    Args:
        cards: The claims of the event; at least one.
        notes: Where the reports come from.
        bodies_of_outlets: For outlets that are the voice of a body, that body.

    Returns:
        Its fields; order and repetition of the claims make no difference.
    """
    notes = tuple(notes)
    cards = tuple(sorted(set(cards), key=lambda card: card.key))
    voices = find_voices(cards, notes=notes, bodies_of_outlets=bodies_of_outlets)
    roots = trace_reports({card.key.report for card in cards}, notes=notes)
    case = Case(cards, voices, roots, find_kinship(cards))
    types = _ranked(((card.type, card) for card in cards), case)
    modes = _ranked(((card.mode, card) for card in cards if card.mode), case)
    statuses = _ranked(((card.status, card) for card in cards), case)
    places, told_places = _fillers([(p, c) for c in cards for p in c.places], case)
    actors, told_actors = _fillers([(p, c) for c in cards for p in c.actors], case)
    recipients, told_recipients = _fillers([(p, c) for c in cards for p in c.recipients], case)
    first, last = _days(cards, case)
    return MergedFields(
        type=next(iter(types)),
        modes=tuple(modes),
        status=_status(statuses, case),
        first=first,
        last=last,
        places=tuple(places[key] for key in told_places),
        actors=tuple(actors[key] for key in told_actors),
        recipients=tuple(recipients[key] for key in told_recipients),
        variants=(
            (Field.STATUS, _variants({s.value: c for s, c in statuses.items()}, case)),
            (Field.ACTOR, _variants({actors[k].name: c for k, c in told_actors.items()}, case)),
            (
                Field.RECIPIENT,
                _variants({recipients[k].name: c for k, c in told_recipients.items()}, case),
            ),
            (Field.PLACE, _variants({places[k].name: c for k, c in told_places.items()}, case)),
            (Field.DATE, _variants(_told_days(cards), case)),
        ),
    )


def _fillers(
    told: Sequence[tuple[_Filler, ClaimCard]], case: Case
) -> tuple[dict[str, _Filler], dict[str, list[ClaimCard]]]:
    """Return the surest form of each filler of a role, and the claims that give it.

    What is less likely than not is left out where any claim gives something likelier: a doer
    that is understood from other sentences is right in two of five then.
    """
    likely = [(filler, card) for filler, card in told if filler.p >= _LIKELY] or told
    surest: dict[str, _Filler] = {}
    for filler, _ in likely:
        if filler.key not in surest or filler.p > surest[filler.key].p:
            surest[filler.key] = filler
    return surest, _ranked(((filler.key, card) for filler, card in likely), case)


def _ranked(told: Iterable[tuple[_Key, ClaimCard]], case: Case) -> dict[_Key, list[ClaimCard]]:
    """Return values with the claims that give them, best supported first."""
    groups: dict[_Key, list[ClaimCard]] = defaultdict(list)
    for value, card in told:
        groups[value].append(card)
    order = sorted(
        groups,
        key=lambda value: (
            -len(case.keys_of(groups[value])),
            -len(groups[value]),
            str(value),
        ),
    )
    return {value: groups[value] for value in order}


def _status(statuses: Mapping[Status, Sequence[ClaimCard]], case: Case) -> Status:
    """Return the best supported status; of equals, what most says that it happened."""
    return min(statuses, key=lambda s: (-len(case.keys_of(statuses[s])), _STATUSES.index(s)))


def _variants(told: Mapping[str, Sequence[ClaimCard]], case: Case) -> tuple[Variant, ...]:
    return tuple(make_variant(value, cards=cards, case=case) for value, cards in told.items())


def _told_days(cards: Iterable[ClaimCard]) -> dict[str, list[ClaimCard]]:
    told: dict[str, list[ClaimCard]] = defaultdict(list)
    for card in cards:
        if card.basis in _OWN:
            first, last = (day.isoformat() if day else "" for day in (card.first, card.last))
            told[first if first == last else f"{first}/{last}"].append(card)
    return dict(sorted(told.items()))


def _days(cards: Sequence[ClaimCard], case: Case) -> tuple[date | None, date | None]:
    """Return the days of an event: its own words before borrowed ones, fine before coarse.

    What goes on begins where the best supported claim says and has no end.
    """
    own = [c for c in cards if c.basis in _OWN] or [
        c for c in cards if c.basis is TimeBasis.CONTEXT
    ]
    going_on = any(card.status is Status.ONGOING for card in own or cards)
    spans = _ranked((((c.first, c.last), c) for c in own), case)
    started = [first for first, _ in spans if first is not None]
    if not started:
        lasts = [c.last for c in cards if c.last is not None]
        return None, None if going_on or not lasts else min(lasts)
    width = {
        (first, last): (last - first).days
        for first, last in spans
        if first is not None and last is not None
    }
    if going_on or not width:
        return min(started), None
    return min(width, key=lambda span: width[span])
