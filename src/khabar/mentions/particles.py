"""A deed told in two words is one: "drove it out", "in rebel hands", "a humanitarian pause".

The network marks words, and at times a verb and its particle without what lies between, or a
noun and what describes it as two events.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.trees import Tree

__all__ = ["join_particles"]

_ARTICLES: Final = frozenset({"a", "an"})
_OWNERS: Final = frozenset({"her", "his", "its", "the", "their"})
_SMALL: Final = _ARTICLES | frozenset(
    "at away back down for from in into no off on out over through to under up will with".split()
)
"""Words that are no deed of their own: of 75 close to a trigger of their type two are."""
_APART: Final = 3  # words from one to the other: "turn the bridge over"
_LONGEST: Final = 4  # words of a trigger: "took the gate off"
_BEFORE_HEAD: Final = frozenset({
    "amod", "aux", "aux:pass", "case", "compound", "cop", "det", "nmod:poss",
})  # fmt: skip
"""How the first of two such words hangs on the second: "military intervention", "bomb attack";
of 120 pairs that touch in annotated reports four are two events."""
_BEHIND_HEAD: Final = frozenset({"obj", "xcomp"})
"""How the second hangs on the first: "sustained injuries", "lodges protest"; 5 of 43 are two."""


def join_particles(draft: Draft, tree: Tree) -> None:
    """Make one event of a trigger and a word of it that was taken for another.

    Args:
        draft: Of a report; its events and their sentences are replaced.
        tree: Of the report.
    """
    told = sorted(zip(draft.events, draft.sentences, strict=True), key=lambda each: each[0].first)
    joined: list[tuple[EventDraft, int]] = []
    for event, sentence in told:
        before = joined[-1] if joined else None
        if before and before[1] == sentence and _are_one(before[0], event, tree):
            joined[-1] = _joined(before[0], event, tree), sentence
        else:
            joined.append((event, sentence))
    draft.events = [event for event, _ in joined]
    draft.sentences = [sentence for _, sentence in joined]


def _are_one(left: EventDraft, right: EventDraft, tree: Tree) -> bool:
    apart = right.first - left.last
    if left.type != right.type or not 0 < apart <= _APART:
        return False
    if _is_small(left, tree) != _is_small(right, tree):
        return True
    return apart == 1 and (
        _hangs_on(left, right, tree, _BEFORE_HEAD) or _hangs_on(right, left, tree, _BEHIND_HEAD)
    )


def _hangs_on(one: EventDraft, other: EventDraft, tree: Tree, rels: frozenset[str]) -> bool:
    word = tree.top(one.first, one.last)
    return other.first <= tree.heads[word] <= other.last and tree.rels[word] in rels


def _is_small(event: EventDraft, tree: Tree) -> bool:
    """Return whether a trigger is a small word, as "in", or two, as "in the"."""
    words = set(tree.words[event.first : event.last + 1])
    return bool(words & _SMALL) and words <= _SMALL | _OWNERS


def _joined(left: EventDraft, right: EventDraft, tree: Tree) -> EventDraft:
    """Return the event of the word that tells more, over both where that is short."""
    less, more = sorted((left, right), key=lambda one: (not _is_small(one, tree), one.p))
    fits = right.last - left.first < _LONGEST and tree.words[less.first] not in _ARTICLES
    return replace(
        more,
        first=left.first if fits else more.first,
        last=right.last if fits else more.last,
        p=max(more.p, less.p),
        arguments=(*more.arguments, *_added(more, less)),
    )


def _added(more: EventDraft, less: EventDraft) -> Iterator[ArgumentDraft]:
    """Yield what only the word that tells less has: "in" may have the place of "in rebel hands"."""
    labels = {each.label for each in more.arguments}
    taken = {each.head for each in more.arguments}
    for each in less.arguments:
        if each.label not in labels and each.head not in taken and not _covers(each, more):
            yield each


def _covers(argument: ArgumentDraft, event: EventDraft) -> bool:
    return argument.first <= event.last and event.first <= argument.last
