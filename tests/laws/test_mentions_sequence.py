"""Names are the best allowed tag path; triggers are runs over a threshold."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.mentions.sequence import NameDecoder, find_trigger_runs, softmax

TAGS = ("O", "B-P", "I-P", "E-P", "S-P", "B-L", "I-L", "E-L", "S-L")
OPENS = {"O", "B-P", "S-P", "B-L", "S-L"}


def logits(words: int) -> st.SearchStrategy[np.ndarray]:
    row = st.lists(st.integers(-9, 9), min_size=len(TAGS), max_size=len(TAGS))
    return st.lists(row, min_size=words, max_size=words).map(
        lambda rows: np.array(rows, dtype=np.float32)
    )


def is_allowed(path: tuple[str, ...]) -> bool:
    held = ""
    for tag in path:
        if held:
            if tag[0] not in "IE" or tag[2:] != held:
                return False
            held = "" if tag[0] == "E" else held
        elif tag not in OPENS:
            return False
        elif tag[0] == "B":
            held = tag[2:]
    return not held


def runs_of(path: tuple[str, ...]) -> list[tuple[int, int, str]]:
    runs, first = [], 0
    for place, tag in enumerate(path):
        if tag[0] in "BS":
            first = place
        if tag[0] in "ES":
            runs.append((first, place, tag[2:]))
    return runs


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 3).flatmap(logits))
def test_names_follow_the_best_allowed_path(scores: np.ndarray) -> None:
    def total(path: tuple[str, ...]) -> float:
        return float(sum(scores[i, TAGS.index(tag)] for i, tag in enumerate(path)))

    allowed = [p for p in product(TAGS, repeat=len(scores)) if is_allowed(p)]
    best = max(total(path) for path in allowed)
    optimal = [runs_of(path) for path in allowed if total(path) == best]
    found = NameDecoder(TAGS).find_runs(scores, temperature=1.0)
    assert [(r.first, r.last, r.label) for r in found] in optimal
    assert all(0.0 <= r.p <= 1.0 for r in found)


@given(st.integers(1, 6).flatmap(logits), st.floats(0.1, 5.0))
def test_probabilities_sum_to_one(scores: np.ndarray, temperature: float) -> None:
    assert softmax(scores, temperature=temperature).sum(-1) == pytest.approx(1.0, abs=1e-4)


def test_a_trigger_of_two_words_is_one_run() -> None:
    tags = ("O", "B-A", "I-A", "B-C", "I-C")
    scores = np.array([[9, 0, 0, 0, 0], [0, 9, 0, 0, 0], [0, 0, 9, 0, 0], [0, 0, 0, 9, 0]])
    runs, missed = find_trigger_runs(
        scores.astype(np.float32), tags, temperature=1.0, threshold=0.5
    )
    assert [(r.first, r.last, r.label) for r in runs] == [(1, 2, "A"), (3, 3, "C")]
    assert missed == []


def test_a_near_miss_is_told_not_lost() -> None:
    tags = ("O", "B-A", "I-A")
    scores = np.log(np.array([[0.6, 0.3, 0.1]], dtype=np.float32))
    runs, missed = find_trigger_runs(scores, tags, temperature=1.0, threshold=0.5)
    assert runs == []
    assert [(r.first, r.last, r.label) for r in missed] == [(0, 0, "A")]
    assert missed[0].p == pytest.approx(0.4, abs=1e-5)


def test_a_word_may_need_less_than_the_others() -> None:
    tags = ("O", "B-A", "I-A")
    scores = np.log(np.array([[0.6, 0.3, 0.1], [0.6, 0.3, 0.1]], dtype=np.float32))
    needed = np.array([0.5, 0.2], dtype=np.float32)
    runs, missed = find_trigger_runs(scores, tags, temperature=1.0, threshold=needed)
    assert [(r.first, r.last) for r in runs] == [(1, 1)]
    assert [(r.first, r.last) for r in missed] == [(0, 0)]
