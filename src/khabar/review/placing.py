"""Decisions laid over the record as it is read now; what has no place waits in a queue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from khabar.record.anew import find_card
from khabar.record.decision import Anchor, Decision, DecisionKind, Orphan, OrphanReason
from khabar.record.deck import Deck
from khabar.review.anchoring import find_words, make_anchor
from khabar.review.remarking import OF_REPORT

__all__ = ["Placed", "place_decisions"]

_OF_WORDS: Final = frozenset({  # hold without a claim
    DecisionKind.LINK,
    DecisionKind.REDACT,
    DecisionKind.SENSITIVE,
})


@dataclass(frozen=True, slots=True)
class Placed:
    """Decisions as they hold now.

    Attributes:
        decisions: Those with at least one anchor that holds, or that need none; their
            anchors are where the words stand now.
        orphans: Anchors that hold nowhere, by decision.
    """

    decisions: tuple[Decision, ...]
    orphans: tuple[Orphan, ...]


def place_decisions(decisions: Iterable[Decision], *, decks: Iterable[Deck]) -> Placed:
    """Find the words that decisions are about in the reports as they are read now.

    What is decided about claims holds for the claim that stands there now; what is decided
    about words (links, redactions) holds as long as the words stand. A rejected claim that is
    not read any more is what was wanted: the rejection stays with the words.

    Args:
        decisions: As they were taken.
        decks: Of all reports.

    Returns:
        Where each decision holds; nothing is dropped.
    """
    shelf = _Shelf(decks)
    placed: list[Decision] = []
    orphans: list[Orphan] = []
    for decision in decisions:
        anchors: list[Anchor] = []
        for position, anchor in enumerate(decision.anchors):
            now = shelf.place(
                anchor,
                of_claim=_is_of_claim(decision),
                needs_claim=decision.kind is not DecisionKind.REJECT,
            )
            if isinstance(now, Anchor):
                anchors.append(now)
            else:
                orphans.append(
                    Orphan(decision=decision.id, position=position, anchor=anchor, reason=now)
                )
        if anchors or not decision.anchors:
            placed.append(replace(decision, anchors=tuple(anchors)))
    return Placed(tuple(placed), tuple(orphans))


def _is_of_claim(decision: Decision) -> bool:
    return decision.kind not in _OF_WORDS and decision.field != OF_REPORT


class _Shelf:
    """Decks by the digest of their text."""

    def __init__(self, decks: Iterable[Deck]) -> None:
        by_digest: dict[str, list[Deck]] = defaultdict(list)
        for deck in decks:
            by_digest[deck.report.text_sha256].append(deck)
        self._decks: Mapping[str, Sequence[Deck]] = by_digest

    def place(self, anchor: Anchor, *, of_claim: bool, needs_claim: bool) -> Anchor | OrphanReason:
        """Return where an anchor holds now, or why it does not."""
        reason = OrphanReason.NO_TEXT
        same = self._decks.get(anchor.text_sha256, ())
        others = () if same else [decks[0] for _, decks in sorted(self._decks.items())]
        for deck in (*same, *others):
            report = deck.report
            span = find_words(anchor, text=report.text, text_sha256=report.text_sha256)
            if span is None:
                continue
            card = find_card(span, cards=deck.cards) if of_claim else None
            if card is not None or not (of_claim and needs_claim):
                where = span if card is None else card.trigger
                return make_anchor(report.text, text_sha256=report.text_sha256, span=where)
            reason = OrphanReason.NOT_READ
        return reason
