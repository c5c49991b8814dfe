"""What has not happened hangs on the "if" of its own clause, and what hangs on one has not.

"They would deploy more units if needed": the reader marks such clauses in what somebody
threatens, and seldom elsewhere, as the annotation has few of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft

__all__ = ["settle_conditions"]

_CONDITION: Final = "condition"
_MARKS: Final = frozenset({"if", "provided", "unless"})
_OPEN: Final = frozenset({"future", "hypothetical"})
_SAID: Final = frozenset({
    "ACCUSE", "AGREE", "CONCEDE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN",
})  # fmt: skip
_CLAUSE: Final = 2  # words after "if": "if confirmed" has one
_AROUND: Final = 40  # words; a clause stands near what hangs on it
_P: Final = 0.7  # annotated so in 6 of 7 clauses of annotated and of invented reports


def settle_conditions(draft: Draft, words: Sequence[str]) -> None:
    """Give what has not happened the condition of its own clause, where the reader gives none.

    Args:
        draft: Of a report; its events are replaced.
        words: All words of the report.
    """
    lower = [word.lower() for word in words]
    draft.events = [_settled(event, draft, lower) for event in draft.events]


def _settled(event: EventDraft, draft: Draft, words: Sequence[str]) -> EventDraft:
    told = [argument for argument in event.arguments if argument.label == _CONDITION]
    if any(_hangs_on(event, each, words) for each in told):
        return replace(event, status="hypothetical", p_status=_P)
    if told or event.status not in _OPEN:
        return event
    inside = range(event.first, event.last + 1)
    word = next((w for w in inside if draft.heads[w] not in inside), event.last)
    heads = [word, draft.heads[word]] if draft.rels[word] == "xcomp" else [word]
    for clause in (c for head in heads if head >= 0 for c in _children(head, draft)):
        below = _below(clause, draft)
        marked = any(draft.heads[w] == clause and words[w] in _MARKS for w in below)
        if draft.rels[clause] == "advcl" and marked and not below & {*inside}:
            first, last = _trimmed(below, draft)
            found = ArgumentDraft(_CONDITION, clause, first, last, _P, carried=False)
            return replace(event, arguments=(*event.arguments, found))
    return event


def _hangs_on(event: EventDraft, clause: ArgumentDraft, words: Sequence[str]) -> bool:
    """Return whether a deed is told as done that an "if" still stands before.

    What is said is said: a threat, an offer. "If confirmed" is of the report, not of the deed.
    """
    deed = event.type not in _SAID and event.status == "actual"
    return deed and words[clause.first] in _MARKS and clause.last - clause.first >= _CLAUSE


def _children(word: int, draft: Draft) -> list[int]:
    around = range(max(0, word - _AROUND), min(len(draft.heads), word + _AROUND))
    return [child for child in around if draft.heads[child] == word]


def _below(clause: int, draft: Draft) -> set[int]:
    """Return a word and all that hang on it, directly or through others."""
    found, waiting = {clause}, [clause]
    while waiting:
        new = [child for child in _children(waiting.pop(), draft) if child not in found]
        found.update(new)
        waiting += new
    return found


def _trimmed(below: set[int], draft: Draft) -> tuple[int, int]:
    """Return the first and last word of a clause, without marks at its ends."""
    told = [word for word in below if draft.upos[word] != "PUNCT"]
    return min(told), max(told)
