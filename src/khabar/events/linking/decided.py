"""What people decided about claims: these are one event, these are not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from khabar.base.ids import stable_id
from khabar.record.card import ClaimCard, ClaimKey
from khabar.record.decision import Anchor, Decision, DecisionKind

__all__ = ["Rulings", "find_rulings"]


@dataclass(frozen=True, slots=True)
class Rulings:
    """Decisions about pairs of claims; the latest word on a pair counts.

    Attributes:
        one: Pairs that are one event, with the id of the decision.
        apart: Pairs that are not.
    """

    one: dict[tuple[ClaimKey, ClaimKey], str]
    apart: dict[tuple[ClaimKey, ClaimKey], str]


def find_rulings(decisions: Iterable[Decision], *, cards: Sequence[ClaimCard]) -> Rulings:
    """Find the claims that decisions to merge and split are about.

    An anchor means the claim whose trigger it is, in every report with that text. All
    claims anchored by a merge are one; all anchored by a split are apart from each other.

    Args:
        decisions: In any order; those taken back are left out.
        cards: All cards.

    Returns:
        The pairs; anchors that mean no claim are passed over.
    """
    told = sorted(decisions, key=lambda decision: (decision.at, decision.id))
    undone = {d.value for d in told if d.kind is DecisionKind.UNDO}
    keys: dict[str, list[ClaimKey]] = {}
    for card in cards:
        keys.setdefault(card.key.claim, []).append(card.key)
    rulings = Rulings({}, {})
    for decision in told:
        if decision.id not in undone and decision.kind in (DecisionKind.MERGE, DecisionKind.SPLIT):
            meant = sorted({key for a in decision.anchors for key in keys.get(_claim(a), ())})
            for pair in combinations(meant, 2):
                _rule(rulings, pair, decision)
    return rulings


def _rule(rulings: Rulings, pair: tuple[ClaimKey, ClaimKey], decision: Decision) -> None:
    is_merge = decision.kind is DecisionKind.MERGE
    wins, loses = (rulings.one, rulings.apart) if is_merge else (rulings.apart, rulings.one)
    loses.pop(pair, None)
    wins[pair] = decision.id


def _claim(anchor: Anchor) -> str:
    start, end = anchor.span.start, anchor.span.end
    return stable_id("claim", anchor.text_sha256, str(start), str(end))
