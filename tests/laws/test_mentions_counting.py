"""Who counts, on trees written by hand."""

import numpy as np
import pytest

from khabar.mentions.counting import settle_counts
from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.trees import tree_of

# word/relation/head (counted from 1, 0 for the root); the trigger has a star
COUNTED = {
    "the number of people killed": (
        "The/det/2 hospital/nsubj/3 put/root/0 the/det/5 number/obj/3 of/case/7 people/nmod/5 "
        "killed*/acl/7 at/case/10 nine/obl/3"
    ),
    "the toll of the shelling": (
        "The/det/2 hospital/nsubj/3 raised/root/0 the/det/5 toll/obj/3 of/case/8 the/det/8 "
        "shelling*/nmod/5"
    ),
    "after one more has died": (
        "The/det/2 hospital/nsubj/3 raised/root/0 the/det/5 toll/obj/3 after/mark/8 he/nsubj/8 "
        "died*/advcl/3"
    ),
}
UNTOLD = {
    "the dead were landed": (
        "The/det/2 navy/nsubj/3 put/root/0 the/det/5 dead*/obj/3 ashore/advmod/3"
    ),
    "it raised its flag": (
        "The/det/2 army/nsubj/3 raised/root/0 the/det/5 flag/obj/3 after/case/8 the/det/8 "
        "battle*/nmod/5"
    ),
    "who counts was hit himself": (
        "The/det/4 shelled*/amod/4 town/compound/4 hospital/nsubj/5 put/root/0 the/det/7 "
        "number/obj/5 at/case/9 nine/obl/5"
    ),
    "the outlet itself counts": (
        "Our/nmod:poss/2 issue/nsubj/3 put/root/0 the/det/5 number/obj/3 of/case/7 dead*/nmod/5"
    ),
    "it has no name": (
        "It/nsubj/2 put/root/0 the/det/4 number/obj/2 of/case/6 dead*/nmod/4 at/case/8 nine/obl/2"
    ),
}


def _sources(told: str, *, arguments: tuple[ArgumentDraft, ...] = ()) -> list[str]:
    parts = [word.split("/") for word in told.split()]
    words = [part[0].rstrip("*") for part in parts]
    at = next(n for n, part in enumerate(parts) if part[0].endswith("*"))
    vector = np.zeros(2, dtype=np.float32)
    event = EventDraft(at, at, 0, "ASSAULT", "", "actual", 0.9, 0.6, arguments, vector, vector)
    draft = Draft(
        heads=[int(part[2]) - 1 for part in parts],
        rels=[part[1] for part in parts],
        upos=["PRON" if word == "It" else "NOUN" for word in words],
        events=[event],
    )
    settle_counts(draft, tree_of(draft, words))
    found = [a for a in draft.events[0].arguments if a.label == "source"]
    return [" ".join(words[a.first : a.last + 1]) for a in found]


@pytest.mark.parametrize("told", COUNTED.values(), ids=COUNTED)
def test_who_gives_a_count_is_its_source(told: str) -> None:
    assert _sources(told) == ["The hospital"]


@pytest.mark.parametrize("told", UNTOLD.values(), ids=UNTOLD)
def test_other_words_make_no_source(told: str) -> None:
    assert _sources(told) == []


def test_a_source_that_was_read_stays() -> None:
    told = next(iter(COUNTED.values()))
    read = ArgumentDraft("source", 6, 6, 6, 0.9, carried=False)
    assert _sources(told, arguments=(read,)) == ["people"]


def test_a_name_ends_at_a_comma() -> None:
    told = (
        "The/det/2 chief/nsubj/8 of/case/4 Varo/nmod/2 ,/punct/6 Verk/appos/2 ,/punct/2 "
        "put/root/0 the/det/10 number/obj/8 of/case/12 arrivals*/nmod/10 at/case/14 nine/obl/8"
    )
    assert _sources(told) == ["The chief of Varo"]
