"""What has not happened hangs on the "if" of its own clause, and what hangs on one has not.

"They would deploy more units if needed": the reader marks such clauses in what somebody
threatens, and seldom elsewhere, as the annotation has few of them.
"""

from dataclasses import replace
from typing import Final

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.trees import Tree

__all__ = ["settle_conditions"]

_CONDITION: Final = "condition"
_MARKS: Final = frozenset({"if", "provided", "unless"})
_OPEN: Final = frozenset({"future", "hypothetical"})
_SAID: Final = frozenset({
    "ACCUSE", "AGREE", "CONCEDE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN",
})  # fmt: skip
_CLAUSE: Final = 2  # words after "if": "if confirmed" has one
_P: Final = 0.7  # annotated so in 6 of 7 clauses of annotated and of invented reports


def settle_conditions(draft: Draft, tree: Tree) -> None:
    """Give what has not happened the condition of its own clause, where the reader gives none.

    Args:
        draft: Of a report; its events are replaced.
        tree: Of the report.
    """
    draft.events = [_settled(event, tree) for event in draft.events]


def _settled(event: EventDraft, tree: Tree) -> EventDraft:
    told = [argument for argument in event.arguments if argument.label == _CONDITION]
    if any(_hangs_on(event, each, tree) for each in told):
        return replace(event, status="hypothetical", p_status=_P)
    if told or event.status not in _OPEN:
        return event
    word = tree.top(event.first, event.last)
    over = [tree.heads[word]] if tree.rels[word] == "xcomp" and tree.heads[word] >= 0 else []
    clauses = (clause for head in (word, *over) for clause in tree.children[head])
    found = next((c for c in clauses if _is_condition(c, event, tree)), None)
    if found is None:
        return event
    inside = [w for w in tree.below(found) if tree.upos[w] != "PUNCT"]
    clause = ArgumentDraft(_CONDITION, found, inside[0], inside[-1], _P, carried=False)
    return replace(event, arguments=(*event.arguments, clause))


def _is_condition(clause: int, event: EventDraft, tree: Tree) -> bool:
    """Return whether a clause begins with "if" and an event is not itself in it."""
    marked = tree.rels[clause] == "advcl" and bool(_MARKS & tree.told(clause))
    return marked and not set(tree.below(clause)) & {*range(event.first, event.last + 1)}


def _hangs_on(event: EventDraft, clause: ArgumentDraft, tree: Tree) -> bool:
    """Return whether a deed is told as done that an "if" still stands before.

    What is said is said: a threat, an offer. "If confirmed" is of the report, not of the deed.
    """
    deed = event.type not in _SAID and event.status == "actual"
    return deed and tree.words[clause.first] in _MARKS and clause.last - clause.first >= _CLAUSE
