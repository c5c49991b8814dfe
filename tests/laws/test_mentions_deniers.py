"""Who denies doing something is whose deed is denied."""

import numpy as np
import pytest

from khabar.mentions.deniers import settle_deniers
from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.trees import tree_of

# word/part of speech/relation/head (counted from 1, 0 for the root); the trigger has a star
OWN = {
    "the Volunteers": (
        "the/DET/det/2 Volunteers/NOUN/nsubj/3 denied/VERB/root/0 having/AUX/aux/5 "
        "fired*/VERB/xcomp/3 on/ADP/case/7 Orla/PROPN/obl/5"
    ),
    "The army": (
        "The/DET/det/2 army/NOUN/nsubj/8 ,/PUNCT/punct/2 which/PRON/nsubj/5 denied/PART/advmod/2 "
        "shelling*/VERB/acl:relcl/2 it/PRON/obj/6 left/VERB/root/0 men/NOUN/obj/8"
    ),
    "Police": (
        "Police/NOUN/nsubj/3 repeatedly/ADV/advmod/3 denied/VERB/root/0 firing*/VERB/xcomp/3 "
        "shots/NOUN/obj/4"
    ),
}
OTHERS = {
    "denied by a person": "He/PRON/nsubj/2 denied/VERB/root/0 firing*/VERB/xcomp/2 it/PRON/obj/3",
    "denied that others did": (
        "Police/NOUN/nsubj/2 denied/VERB/root/0 that/SCONJ/mark/5 men/NOUN/nsubj/5 "
        "fired*/VERB/ccomp/2"
    ),
    "was denied": (
        "He/PRON/nsubj/3 was/AUX/aux/3 denied/VERB/root/0 entering*/VERB/xcomp/3 it/PRON/obj/4"
    ),
    "denied a noun": "Police/NOUN/nsubj/2 denied/VERB/root/0 shots*/NOUN/obj/2",
}


def _actors(told: str, *, known: int) -> list[str]:
    """Return whom an event is told of after; before, it is of one word."""
    parts = [word.split("/") for word in told.split()]
    words = [part[0].rstrip("*") for part in parts]
    at = next(n for n, part in enumerate(parts) if part[0].endswith("*"))
    vector = np.zeros(2, dtype=np.float32)
    other = ArgumentDraft("actor", known, known, known, 0.6, carried=False)
    event = EventDraft(at, at, 0, "ASSAULT", "", "negated", 0.9, 0.6, (other,), vector, vector)
    draft = Draft(
        upos=[part[1] for part in parts],
        rels=[part[2] for part in parts],
        heads=[int(part[3]) - 1 for part in parts],
        kinds=["person" if part[1] == "PRON" else "armed_group" for part in parts],
        events=[event],
    )
    settle_deniers(draft, tree_of(draft, words))
    return [" ".join(words[one.first : one.last + 1]) for one in draft.events[0].arguments]


@pytest.mark.parametrize(("who", "told"), OWN.items(), ids=OWN)
def test_what_somebody_denies_doing_is_told_of_him(who: str, told: str) -> None:
    assert _actors(told, known=len(told.split()) - 1) == [who]


@pytest.mark.parametrize("told", OTHERS.values(), ids=OTHERS)
def test_what_others_are_said_to_have_done_is_theirs(told: str) -> None:
    last = len(told.split()) - 1
    assert _actors(told, known=last) == [told.split()[last].partition("/")[0].rstrip("*")]
