"""A deed told in two words is one event, on trees written by hand."""

from collections.abc import Mapping

import numpy as np
import pytest

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.particles import join_particles
from khabar.mentions.trees import tree_of

# word/relation/head (counted from 1, 0 for the root); words that are taken for events have a star
HANDS = "Orlev/nsubj/4 is/cop/4 in*/case/4 rebel/compound/5 hands*/root/0"
BRIDGE = "They/nsubj/2 turn*/root/0 the/det/4 bridge/obj/2 over*/compound:prt/2"
FAR = "They/nsubj/2 turn*/root/0 the/det/6 old/amod/6 stone/compound/6 bridge/obj/2 over*/prt/2"
PAUSE = "A/det/3 humanitarian*/amod/3 pause*/nsubj/4 began/root/0"
INJURIES = "Ten/nsubj/2 sustained*/root/0 injuries*/obj/2"
STRIKES = "Air/compound/2 strikes*/nsubj/3 killed*/root/0 ten/obj/3"
BOTH = "killed*/root/0 and/cc/3 wounded*/conj/1"
PROTEST = "It/nsubj/2 lodged/root/0 a*/det/4 protest*/obj/2"
ALONE = "They/nsubj/2 went/root/0 in*/advmod/2"


def event(at: int, kind: str, p: float, arguments: tuple[ArgumentDraft, ...] = ()) -> EventDraft:
    vector = np.zeros(2, dtype=np.float32)
    return EventDraft(at, at, 0, kind, "", "actual", p, 0.9, arguments, vector, vector)


def joined(
    told: str,
    *,
    kinds: tuple[str, ...] = ("X", "X"),
    sentences: tuple[int, ...] = (0, 0),
    arguments: Mapping[int, ArgumentDraft] | None = None,
) -> list[tuple[str, float, list[str]]]:
    """Return words, probability and labels of arguments of each event that is left."""
    parts = [word.split("/") for word in told.split()]
    words = [part[0].rstrip("*") for part in parts]
    stars = [n for n, part in enumerate(parts) if part[0].endswith("*")]
    given = arguments or {}
    draft = Draft(
        heads=[int(part[2]) - 1 for part in parts],
        rels=[part[1] for part in parts],
        upos=["X" for _ in parts],
        events=[
            event(at, kinds[n], 0.5 + n / 10, (given[at],) if at in given else ())
            for n, at in enumerate(stars)
        ],
        sentences=list(sentences[: len(stars)]),
    )
    join_particles(draft, tree_of(draft, words))
    assert len(draft.events) == len(draft.sentences)
    return [
        (" ".join(words[e.first : e.last + 1]), round(e.p, 1), [a.label for a in e.arguments])
        for e in draft.events
    ]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (HANDS, "in rebel hands"),
        (BRIDGE, "turn the bridge over"),
        (PAUSE, "humanitarian pause"),
        (INJURIES, "sustained injuries"),
        (PROTEST, "protest"),
    ],
)
def test_a_deed_told_in_two_words_is_one(told: str, words: str) -> None:
    assert joined(told) == [(words, 0.6, [])]


@pytest.mark.parametrize("told", [STRIKES, BOTH, FAR])
def test_two_deeds_stay_two(told: str) -> None:
    assert len(joined(told)) == 2


def test_words_of_two_types_or_sentences_stay_two() -> None:
    assert len(joined(HANDS, kinds=("CONTROL", "RETREAT"))) == 2
    assert len(joined(HANDS, sentences=(0, 1))) == 2


def test_a_small_word_alone_stays_what_it_was() -> None:
    assert joined(ALONE) == [("in", 0.5, [])]


def test_what_only_the_small_word_has_is_kept() -> None:
    place = ArgumentDraft("place", 0, 0, 0, 0.9, carried=False)
    inside = ArgumentDraft("place", 3, 3, 3, 0.9, carried=False)
    assert joined(HANDS, arguments={2: place}) == [("in rebel hands", 0.6, ["place"])]
    assert joined(HANDS, arguments={2: place, 4: place}) == [("in rebel hands", 0.6, ["place"])]
    assert joined(INJURIES, arguments={1: inside})[0][2] == ["place"]
