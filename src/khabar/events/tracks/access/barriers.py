"""What "it" is in "and lifted it on Thursday": the curfew, siege or strike told right before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.wording import UNDO, said
from khabar.record.card import ClaimCard
from khabar.record.codes import EventType
from khabar.record.report import ReportId

__all__ = ["is_passage", "name_barriers"]

_UNDONE: Final = UNDO | {"end", "ended"}
_PRONOUNS: Final = frozenset({"it", "them", "this", "that"})
_PASSAGES: Final = frozenset(
    "bridge checkpoint crossing crossroads roadblock pass gate border junction post road highway "
    "route corridor motorway ford tunnel ferry airport airfield railway".split()
)
_MODES: Final = frozenset({"restrict", "curfew", "withhold", "obstruct"})
_OPENING: Final = frozenset({EventType.CONCEDE, EventType.COERCE, EventType.RETREAT})


def name_barriers(cards: Sequence[ClaimCard]) -> tuple[ClaimCard, ...]:
    """Return claims in which what is lifted or reopened without a name has one.

    Args:
        cards: All claims of a case, in order of their reports and words.

    Returns:
        As many; where a claim says only that "it" was lifted, theme and places are those of
        the barrier that its sentence told of before.
    """
    latest: dict[ReportId, ClaimCard] = {}
    found: list[ClaimCard] = []
    for card in sorted(cards, key=lambda each: (each.key.report, each.trigger, each.key)):
        before = latest.get(card.key.report)
        if before is not None and _is_of(card, before):
            card = replace(  # noqa: PLW2901 (the claim, completed)
                card,
                theme=_theme(before),
                places=card.places or before.places,
                recipients=card.recipients or before.recipients,
            )
        elif card.mode in _MODES and not said((card.head,), _UNDONE):
            latest[card.key.report] = card
        found.append(card)
    return tuple(sorted(found, key=lambda each: each.key))


def _is_of(card: ClaimCard, barrier: ClaimCard) -> bool:
    """Return whether a claim undoes something that only the same sentence names."""
    nameless = set(fold_words(card.theme)) <= _PRONOUNS and not card.recipients
    undone = card.type in _OPENING and said((card.head,), _UNDONE)
    return nameless and undone and not card.places and card.sentence == barrier.sentence


def _theme(barrier: ClaimCard) -> str:
    return "the curfew" if barrier.mode == "curfew" else barrier.theme


def is_passage(name: str) -> bool:
    """Return whether a name is of what people pass, not of where they live.

    Args:
        name: Of a place: "the Orlov road", "crossing at Sund".

    Returns:
        Whether its noun says so.
    """
    front = name.partition(" of ")[0].partition(" in ")[0].partition(" at ")[0]
    first, last = fold_words(front)[:1], fold_words(front.partition(" to ")[0])[-1:]
    return bool(_PASSAGES & {*first, *last})
