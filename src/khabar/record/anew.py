"""Words found again: which claim stands now where another reading saw one."""

from collections.abc import Iterable
from typing import Final

from khabar.record.card import ClaimCard
from khabar.record.span import Span

__all__ = ["find_card"]

_NEAR_CP: Final = 40  # "carried out | an attack": another word of the same sentence, not far


def find_card(span: Span, *, cards: Iterable[ClaimCard]) -> ClaimCard | None:
    """Return the claim that now stands where a trigger was.

    That is the claim with the same trigger, else with the trigger that shares most with it,
    else the only claim of its sentence when its trigger is at most 40 code points away.

    Args:
        span: The trigger of before.
        cards: Of the same text.

    Returns:
        The card; ``None`` when no claim is there.
    """
    there = sorted(cards, key=lambda card: (card.trigger, card.key))
    best = max(there, key=lambda card: (card.trigger == span, _shared(card, span)), default=None)
    if best is None or _shared(best, span) > 0:
        return best
    beside = [card for card in there if card.sentence.contains(span)]
    near = [card for card in beside if _gap(card, span) <= _NEAR_CP]
    return near[0] if len({card.trigger for card in beside}) == 1 and near else None


def _shared(card: ClaimCard, span: Span) -> int:
    """Return how many code points two triggers share; not above 0 when they share none."""
    return min(card.trigger.end, span.end) - max(card.trigger.start, span.start)


def _gap(card: ClaimCard, span: Span) -> int:
    return max(card.trigger.start, span.start) - min(card.trigger.end, span.end)
