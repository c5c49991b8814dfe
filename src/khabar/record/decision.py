"""Decisions: what people decided about the machine's record. They lie over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from khabar.record.span import Span

__all__ = [
    "Anchor",
    "Decision",
    "DecisionId",
    "DecisionKind",
    "Orphan",
    "OrphanReason",
    "keep_bearing",
]

DecisionId = NewType("DecisionId", str)


class DecisionKind(StrEnum):
    """What a decision does."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"  # the anchored claims are one event
    SPLIT = "split"  # the anchored claims are not one event
    LINK = "link"  # an actor or place is this row
    REDACT = "redact"
    FLAG = "flag"  # to be looked at again; the next verdict on the claim settles it
    NOTE = "note"  # words of a person, beside the record
    SENSITIVE = "sensitive"  # covered until asked for, left out of what leaves the machine
    SEAL = "seal"  # an event is closed: no more verdicts until the seal is taken back
    UNDO = "undo"  # takes back an earlier decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of a text that a decision is about; found again after re-processing.

    Attributes:
        text_sha256: Hex digest of the report's text.
        span: Where the words stood.
        quote: The words.
        before: Up to 40 code points before them.
        after: Up to 40 code points after them.
    """

    text_sha256: str
    span: Span
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision.

    Attributes:
        id: Made of all other fields.
        kind: What it does.
        anchors: The words it is about; two or more for merge and split.
        field: Field that is edited or linked; ``report`` where a note, a flag or a mark of
            sensitivity is about a whole report; empty otherwise.
        value: New value, or the id of the row or of the decision taken back, or the digest of
            the event that is sealed; else empty.
        by: Who decided.
        at: When, UTC.
        why: In words; may be empty.
    """

    id: DecisionId
    kind: DecisionKind
    anchors: tuple[Anchor, ...]
    field: str
    value: str
    by: str
    at: datetime
    why: str


_BESIDE: Final = frozenset({
    DecisionKind.FLAG,
    DecisionKind.NOTE,
    DecisionKind.SENSITIVE,
    DecisionKind.SEAL,
})
"""What stands beside the record: the situation is the same with it and without it."""


def keep_bearing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions without which a situation might be told otherwise.

    An acceptance bears on it once anything was rejected: it may be of the same claim, whose
    words have moved since. What takes back bears on it when what it takes back does.

    Args:
        decisions: The whole log.

    Returns:
        Those of them, in the same order.
    """
    log = tuple(decisions)
    kinds = {one.id: one.kind for one in log}
    idle = set(_BESIDE)
    if DecisionKind.REJECT not in kinds.values():
        idle.add(DecisionKind.ACCEPT)

    def does(one: Decision) -> DecisionKind:
        """Return the kind of a decision, or of the one it takes back."""
        return (
            kinds.get(DecisionId(one.value), one.kind)
            if one.kind is DecisionKind.UNDO
            else one.kind
        )

    return tuple(one for one in log if does(one) not in idle)


class OrphanReason(StrEnum):
    """Why words of a decision stand nowhere now."""

    NO_TEXT = "no-text"  # no report of the case has the text, nor the words in their context
    NOT_READ = "not-read"  # the words are there; the reader sees nothing in them any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """Words of a decision that stand for nothing now; kept until they do again.

    Attributes:
        decision: Whose.
        position: Which of its anchors, from 0.
        anchor: The words as they were decided about.
        reason: Why they stand for nothing.
    """

    decision: DecisionId
    position: int
    anchor: Anchor
    reason: OrphanReason
