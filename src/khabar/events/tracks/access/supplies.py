"""What comes by wire or pipe: power, water and a signal that are back, or do not come back."""

from itertools import takewhile
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.access.goods import SUPPLIES, goods_in
from khabar.events.tracks.access.loads import is_vehicle
from khabar.events.tracks.wording import UNDO, said
from khabar.record.card import ClaimCard
from khabar.record.codes import EventType, Status
from khabar.record.ledger import Good

__all__ = ["comes_again", "is_works", "named_supply"]

_AGAIN: Final = UNDO | frozenset(
    "return* flow* start* restart* come came give gives gave run runs ran go went work* be "
    "been".split()
)
_PIPED: Final = frozenset({Good.POWER, Good.WATER})
_BACK: Final = frozenset({"back", "again", "on"})
_TURN: Final = frozenset("turn* switch*".split())
_ALONE: Final = UNDO | frozenset("return* flow* start* restart* back".split())
_WORKS: Final = frozenset(
    "dam dams headworks reservoir plant plants station stations works waterworks substation pylon "
    "pump pumps well wells spring line lines turbine turbines grid canal intake".split()
)
_OTHER: Final = frozenset({EventType.ASSAULT, EventType.CONTROL, EventType.AGREE})


def named_supply(card: ClaimCard) -> tuple[Good, ...]:
    """Return the supplies of which a claim tells: by its theme, its parties, or what precedes it.

    Args:
        card: A claim of any type.

    Returns:
        Power, water or telecom; nothing where a vehicle carries it.
    """
    theme = fold_words(card.theme)
    names = tuple(word for p in (*card.recipients, *card.actors) for word in fold_words(p.name))
    before = tuple(takewhile(lambda word: word not in card.phrase, card.words))
    if is_vehicle((*theme, *names)):
        return ()
    for told in (theme, names):
        if goods := tuple(good for good in goods_in(told) if good in SUPPLIES):
            return goods
    if theme or is_vehicle(before):
        return ()
    told = goods_in(before)
    if Good.TELECOM in goods_in(before[:1]) and _is_service(card):  # what the sentence is about
        return (Good.TELECOM,)
    return tuple(good for good in told if good in _PIPED)  # not "said by telephone"


def _is_service(card: ClaimCard) -> bool:
    """Return whether a claim tells of a service by its type: cut off, or let through again."""
    kinds = {(EventType.COERCE, "withhold"), (EventType.RETREAT, "access")}
    return (card.type, card.mode) in kinds


def comes_again(card: ClaimCard) -> bool:
    """Return whether power, water or a signal is told to be back.

    Args:
        card: A claim of any type.

    Returns:
        Whether what happens is its return: "the water flows again", "the pumps were started".
    """
    if card.type in _OTHER or card.status not in {Status.ACTUAL, Status.ONGOING}:
        return False
    if card.conditions:
        return False
    told = (card.head, *card.phrase)
    again = said(told, _ALONE) or (said(told, _AGAIN) and said(card.phrase, _BACK))
    again = again and not said((card.head,), _TURN)
    again = again or (said((card.head,), _TURN) and "on" in card.phrase)
    return again and bool(named_supply(card))


def is_works(name: str) -> bool:
    """Return whether a name is of a dam, a power plant, a pumping station: it serves others.

    Args:
        name: Of a place.

    Returns:
        Whether its noun says so.
    """
    front = name.partition(" of ")[0].partition(" in ")[0].partition(" at ")[0]
    return said(fold_words(front)[-1:], _WORKS)
