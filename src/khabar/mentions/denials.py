"""What somebody denies did not happen, as he tells it: read off the tree.

"He denied having shelled the town", "she dismissed the talk of a massacre", "all claims that the
town has fallen are false", "it is not true that they shelled it", "the Front had no part in the
attack". The network reads the first well and the others often as having happened: there are few
of them in news that is annotated.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.mentions.drafts import Draft
from khabar.mentions.events import EventDraft

__all__ = ["settle_denials"]

_DENY: Final = frozenset("deny denies denied denying".split())
_DISMISS: Final = frozenset(
    "dismiss dismisses dismissed dismissing rebut rebutted refute refuted refutes reject rejected "
    "rejecting rejects".split()
)
_TALK: Final = frozenset(
    "accusation accusations allegation allegations assertion assertions charge charges claim "
    "claims report reports rumor rumors rumour rumours story stories suggestion suggestions "
    "talk".split()
)
_FALSE: Final = frozenset(
    "baseless fabricated fabrication false fantasy fiction groundless invented invention lie lies "
    "nonsense propaganda unfounded untrue".split()
)
_TRUE: Final = frozenset({"accurate", "correct", "true"})
_CALL: Final = frozenset(
    "brand branded brands call called calling calls describe described describes label "
    "labelled".split()
)
_SHARE: Final = frozenset({"hand", "nothing", "part"})
_NONE: Final = frozenset({"no", "nothing"})
_HAVE: Final = frozenset({"had", "has", "have", "having"})
_NOT: Final = frozenset({"not", "n't", "never", "cannot", "hardly"})
_SAYING: Final = frozenset({"ACCUSE", "REJECT"})
_STOPS: Final = frozenset({".", ";", "?", "!", ","})
_SPEECH: Final = frozenset({"added", "said", "says", "told"})
_OPENS: Final = frozenset({"that", "of"})
_NEAR: Final = 4  # words in which the talk says of what it is: "reports in foreign media that"
_BE: Final = frozenset({"are", "be", "is", "was", "were"})
_DENIED: Final = frozenset({"ccomp", "xcomp", "obj", "nsubj:pass"})
_TOLD: Final = frozenset({"acl", "ccomp", "nmod"})
_IN: Final = frozenset({"acl", "nmod", "obl"})
_HAD: Final = frozenset({"obj", "obl"})
_DONE: Final = frozenset({"obj", "xcomp", "nsubj:pass"})  # "carried out the attack"
_HAPPENED: Final = frozenset({"actual", "ongoing", "historical", "hypothetical"})
_REACH: Final = 5
_SURE: Final = 0.9  # of 36 in invented reports 34 were annotated as denied


def settle_denials(draft: Draft, words: Sequence[str]) -> None:
    """Set the status of events that are denied to ``negated``.

    Args:
        draft: Of a report; its events are replaced.
        words: All words of the report.
    """
    tree = _Tree(draft, [word.lower() for word in words])
    draft.events = [
        replace(event, status="negated", p_status=_SURE)
        if event.status in _HAPPENED and tree.denies(event)
        else event
        for event in draft.events
    ]


class _Tree:
    """The trees of a report."""

    def __init__(self, draft: Draft, words: Sequence[str]) -> None:
        self._words, self._heads, self._rels = words, draft.heads, draft.rels
        self._upos = draft.upos

    def denies(self, event: EventDraft) -> bool:
        """Return whether a word of denial governs a trigger."""
        inside = range(event.first, event.last + 1)
        word = next((w for w in inside if self._heads[w] not in inside), event.last)
        if self._words[word] in _TALK:
            return False  # "denied the accusation": that was made
        if self._is_called_false(word) or (event.type not in _SAYING and self._is_falsity(word)):
            return True
        for _ in range(_REACH):
            head, rel = self._heads[word], self._rels[word]
            if head < 0:
                return False
            if self._words[head] in _DENY:
                return rel in _DENIED and not self._is_negated(head)
            if self._words[head] in _TALK:
                return self._is_told(word, head) and self._is_dismissed(head)
            if self._is_false(head):
                return rel in {"csubj", "ccomp"}
            if self._is_none(head) or (rel in _HAD and self._has_none(head, word)):
                return rel in _HAD | {"nmod"} or self._words[word] == "do"
            if rel not in _DONE and not self._is_on_the_way(word):
                return False
            word = head
        return False

    def _is_falsity(self, word: int) -> bool:
        """Return whether a word itself is what something is called: "were invented"."""
        return self._words[word] in _FALSE and bool(_BE & set(self._words[word - 2 : word]))

    def _is_called_false(self, word: int) -> bool:
        """Return whether it stands in "claims that ... are lies", however the parser hung that."""
        reach = range(word - 1, max(-1, word - _AROUND), -1)
        talk = next((w for w in reach if self._words[w] in _TALK or self._words[w] in _STOPS), -1)
        between = self._words[talk + 1 : word]
        if talk < 0 or self._words[talk] in _STOPS or not _OPENS & set(between[:_NEAR]):
            return False
        if self._upos[talk : talk + 1] not in ([], ["NOUN"]):
            return False  # "the government claims that"
        end = min(len(self._words), word + _AROUND)
        after = next(
            (w for w in range(word + 1, end) if self._words[w] in _FALSE | _STOPS | _SPEECH), word
        )
        told = self._words[max(word + 1, after - 2) : after]
        return self._words[after] in _FALSE and bool(_BE & set(told))

    def _is_told(self, word: int, talk: int) -> bool:
        """Return whether talk is of this: "claims that it fell", "talk of a massacre"."""
        rel = self._rels[word]
        of = any(self._words[child] == "of" for child in self._children(word, talk))
        return rel in _TOLD and (rel != "nmod" or of)

    def _is_dismissed(self, talk: int) -> bool:
        """Return whether talk is dismissed, or called false."""
        head, rel = self._heads[talk], self._rels[talk]
        if head < 0 or self._is_negated(head):
            return False
        if self._words[head] in _DENY | _DISMISS:
            return rel in {"obj", "nsubj:pass"}
        if self._words[head] in _CALL:
            return rel == "obj" and any(
                self._is_false(each) and each > talk for each in self._children(head, talk)
            )
        return rel == "nsubj" and self._is_false(head)

    def _is_false(self, word: int) -> bool:
        """Return whether a word says that something is false, or not true."""
        told = self._words[word]
        return (told in _FALSE and not self._is_negated(word)) or (
            told in _TRUE and self._is_negated(word)
        )

    def _is_none(self, word: int) -> bool:
        """Return whether a share in something is none: "no part", "nothing to do with"."""
        told = [word, *self._children(word, word)]
        return self._words[word] in _SHARE and any(self._words[each] in _NONE for each in told)

    def _has_none(self, head: int, word: int) -> bool:
        """Return whether who "had no part in it" is told so, with "it" hung on "had"."""
        before = [child for child in self._children(head, word) if child < word]
        return self._words[head] in _HAVE and any(map(self._is_none, before))

    def _is_negated(self, word: int) -> bool:
        return any(self._words[child] in _NOT for child in self._children(word, word))

    def _is_on_the_way(self, word: int) -> bool:
        """Return whether a denial reaches through a link: "or burned it", "to do with it"."""
        head, rel = self._heads[word], self._rels[word]
        if rel == "conj":
            return any(self._words[child] == "or" for child in self._children(word, word))
        return rel in _IN and self._words[head] == "do"

    def _children(self, word: int, near: int) -> list[int]:
        """Return the words that hang on a word, looked for around both words."""
        first, last = min(word, near), max(word, near)
        around = range(max(0, first - _AROUND), min(len(self._heads), last + _AROUND))
        return [child for child in around if self._heads[child] == word]


_AROUND: Final = 40  # words; a helper word stands beside its head
