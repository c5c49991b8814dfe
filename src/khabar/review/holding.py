"""Which decisions hold, and which claim each of their anchors is about."""

from collections.abc import Iterable

from khabar.base.ids import stable_id
from khabar.record.claim import ClaimId
from khabar.record.decision import Anchor, Decision, DecisionKind

__all__ = ["claim_of", "find_holding"]


def find_holding(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that were not taken back and do not take back.

    Args:
        decisions: As they were taken.

    Returns:
        In the same order.
    """
    every = tuple(decisions)
    undone = {one.value for one in every if one.kind is DecisionKind.UNDO}
    return tuple(one for one in every if one.id not in undone and one.kind is not DecisionKind.UNDO)


def claim_of(anchor: Anchor) -> ClaimId:
    """Return the id of the claim whose trigger an anchor is.

    Args:
        anchor: Words of a text.

    Returns:
        The id that such a claim has.
    """
    start, end = anchor.span.start, anchor.span.end
    return ClaimId(stable_id("claim", anchor.text_sha256, str(start), str(end)))
