"""What the second pass sees of the triggers of a report, and what comes back from it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.mentions.links import REACH
from khabar.mentions.occurrences import (
    FILLING,
    IDENTITY_FEATURES,
    OccurrenceDraft,
    Part,
    describe_occurrences,
    score_occurrences,
)
from khabar.models.occurrences import OccurrenceInputs, OccurrenceNetwork

WORDS = st.sampled_from(["shelled", "shelling", "met", "talks"])
PLACES = st.sampled_from(["", "varo", "osk", "varo osk"])


def _draft(word: str, sentence: int, place: str) -> OccurrenceDraft:
    chance = np.random.default_rng(sentence + 7 * len(word))
    vector = chance.normal(size=128).astype(np.float32)
    nobody = Part(np.zeros(128, dtype=np.float32), 0.0, frozenset())
    parts = dict.fromkeys(FILLING, nobody)
    if place:
        parts["place"] = Part(vector, 0.9, frozenset(place.split()))
    return OccurrenceDraft(
        word=word,
        type="ASSAULT",
        mode="",
        status="actual",
        sentence=sentence,
        vector=vector,
        traits=np.zeros(285, dtype=np.float32),
        fillers=frozenset(),
        places=frozenset(),
        parts=parts,
        times=frozenset(),
    )


DRAFTS = st.lists(st.tuples(WORDS, PLACES), min_size=2, max_size=12).map(
    lambda told: [_draft(word, n, place) for n, (word, place) in enumerate(told)]
)


@pytest.fixture(scope="module")
def network() -> OccurrenceNetwork:
    return OccurrenceNetwork()


@given(drafts=DRAFTS)
def test_a_pair_is_scored_the_same_either_way_round(
    network: OccurrenceNetwork, drafts: list[OccurrenceDraft]
) -> None:
    inputs = describe_occurrences(drafts)
    assert np.allclose(inputs.pairs, inputs.pairs.transpose(1, 0, 2))
    logits = network.run(inputs)
    assert logits.shape == (len(drafts), len(drafts))
    assert np.allclose(logits, logits.T, atol=1e-4)
    assert np.array_equal(logits, network.run(inputs))


def test_names_in_common_are_seen_and_names_apart_too() -> None:
    same, other, more = (
        describe_occurrences([_draft("shelled", 0, "varo"), _draft("met", 1, place)]).pairs[0, 1]
        for place in ("varo", "osk", "varo osk")
    )
    # the last columns: words of actor, recipient, place and time, shared and apart
    told = [(p[-4], p[-3]) for p in (same, other, more)]
    assert told == [(1.0, 0.0), (0.0, 1.0), (1.0, 0.0)]


def test_a_long_report_is_seen_in_segments_and_every_near_pair_once() -> None:
    drafts = [_draft("shelled", n, "") for n in range(400)]
    seen: list[int] = []

    def second(inputs: OccurrenceInputs) -> np.ndarray:
        seen.append(len(inputs.sentences))
        apart = inputs.sentences[:, None] - inputs.sentences[None, :]
        return np.asarray(np.abs(apart))

    rows = score_occurrences(drafts, second=second)
    assert max(seen) <= 160
    column = IDENTITY_FEATURES.index("second pass")
    for number, row in enumerate(rows):
        assert len(row) == min(number, REACH)
        near = row[-min(number, 80) :, column] if number else row[:, column]
        assert near.tolist() == list(range(len(near), 0, -1))


def test_one_trigger_needs_no_second_look() -> None:
    def second(_: OccurrenceInputs) -> np.ndarray:
        raise AssertionError

    assert [len(row) for row in score_occurrences([_draft("met", 0, "")], second=second)] == [0]
    assert score_occurrences([], second=second) == []
