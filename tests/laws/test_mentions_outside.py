"""Who does not control a place, on trees written by hand."""

import numpy as np
import pytest

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.outside import settle_outside
from khabar.mentions.trees import tree_of

# word/part of speech/relation/head (counted from 1, 0 for the root)
GOVERNMENT = (
    "It/PRON/nsubj/5 is/AUX/cop/5 outside/ADP/case/5 government/NOUN/compound/5 control/NOUN/root/0"
)
GROUP = (
    "It/PRON/nsubj/9 is/AUX/cop/9 out/ADP/case/9 of/ADP/case/9 the/DET/det/7 armed/ADJ/amod/7 "
    "group/NOUN/nmod:poss/9 's/PART/case/7 control/NOUN/root/0"
)
OF_THE_STATE = (
    "It/PRON/nsubj/5 is/AUX/cop/5 beyond/ADP/case/5 the/DET/det/5 control/NOUN/root/0 "
    "of/ADP/case/8 the/DET/det/8 state/NOUN/nmod/5 now/ADV/advmod/5"
)
STILL = (
    "It/PRON/nsubj/9 had/AUX/aux/9 not/PART/advmod/9 been/AUX/cop/9 out/ADP/case/9 of/ADP/case/9 "
    "army/NOUN/nmod:poss/9 's/PART/case/7 hands/NOUN/root/0"
)
UNDER = "It/PRON/nsubj/5 is/AUX/cop/5 under/ADP/case/5 army/NOUN/compound/5 control/NOUN/root/0"
FAR = (
    "Outside/ADP/case/2 Orla/PROPN/obl/6 ,/PUNCT/punct/6 the/DET/det/5 army/NOUN/nsubj/6 "
    "has/VERB/root/0 control/NOUN/obj/6"
)


def told(text: str, *, kind: str = "CONTROL") -> tuple[str, list[str]]:
    """Return status and doers of the last trigger, which the reader gave to "it"."""
    parts = [word.rsplit("/", 3) for word in text.split()]
    words = [part[0] for part in parts]
    at = next(n for n, w in enumerate(words) if w in {"control", "hands"})
    vector = np.zeros(2, dtype=np.float32)
    it = ArgumentDraft("actor", 0, 0, 0, 0.9, carried=False)
    event = EventDraft(at, at, 0, kind, "", "ongoing", 0.9, 0.6, (it,), vector, vector)
    draft = Draft(
        heads=[int(part[3]) - 1 for part in parts],
        rels=[part[2] for part in parts],
        upos=[part[1] for part in parts],
        events=[event],
    )
    settle_outside(draft, tree_of(draft, words))
    (found,) = draft.events
    doers = [a for a in found.arguments if a.label == "actor"]
    return found.status, [" ".join(words[a.first : a.last + 1]) for a in doers]


@pytest.mark.parametrize(
    ("text", "owner"),
    [(GOVERNMENT, "government"), (GROUP, "armed group"), (OF_THE_STATE, "state")],
)
def test_who_has_no_control_of_what_is_outside_it(text: str, owner: str) -> None:
    assert told(text) == ("negated", [owner])


def test_what_was_not_out_of_its_hands_is_in_them() -> None:
    assert told(STILL) == ("ongoing", ["army"])


@pytest.mark.parametrize(
    ("text", "kind"), [(UNDER, "CONTROL"), (FAR, "CONTROL"), (GROUP, "SUPPORT")]
)
def test_other_words_on_control_stay_as_they_are_read(text: str, kind: str) -> None:
    assert told(text, kind=kind) == ("ongoing", [text.partition("/")[0]])
