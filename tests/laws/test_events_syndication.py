"""Laws of folding reprints: the order of reports does not matter, kernels agree with sets."""

import random
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.events.syndication import (
    UNKNOWN_DAY,
    Sketches,
    find_copies,
    find_pairs,
    join_sketches,
    make_sketches,
)
from khabar.events.syndication.own_words import BREAK, mask_quotations
from khabar.events.syndication.shingles import hash_shingles
from khabar.intake import make_report
from khabar.record.report import Report

WORDS = [a + b for a in "bdfgklmnprst" for b in ("a", "el", "or", "un", "ista")]


def text(seed: int, *, words: int = 90) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def reports(seed: int) -> list[Report]:
    rng = random.Random(seed)
    made: list[Report] = []
    for at in range(rng.randint(1, 9)):
        source = (
            rng.choice(made).text if made and rng.random() < 0.6 else text(rng.randint(0, 10**6))
        )
        words = source.split()
        if rng.random() < 0.5:
            words = words[: max(20, len(words) * 2 // 3)]
        day = date(2019, 5, 1) + timedelta(days=rng.randint(0, 20)) if rng.random() < 0.9 else None
        outlet = rng.choice(["Hill Post", "Vale Radio", "Lowland Press", ""])
        made.append(make_report(" ".join(words), report_id=f"r{at}", published=day, outlet=outlet))
    return made


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_notes_do_not_depend_on_the_order_of_reports(seed: int, rng: random.Random) -> None:
    given_reports = reports(seed)
    shuffled = list(given_reports)
    rng.shuffle(shuffled)
    assert set(find_copies(shuffled)) == set(find_copies(given_reports))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_chains_end_at_a_report_that_stands_on_its_own(seed: int) -> None:
    notes = {note.report: note for note in find_copies(reports(seed))}
    for note in notes.values():
        seen = set()
        while note.copy_of is not None:
            assert note.report not in seen
            seen.add(note.report)
            note = notes[note.copy_of]  # noqa: PLW2901 - walks up the chain


@given(st.text(), st.text())
def test_a_text_hashes_the_same_alone_and_in_company(one: str, two: str) -> None:
    alone = hash_shingles([one]).of(0)
    assert np.array_equal(hash_shingles([two, one]).of(1), alone)


def test_hashes_are_the_same_on_every_machine() -> None:
    assert hash_shingles(["The gate was shut, he said"]).of(0).tolist() == PINNED


PINNED = [
    14957548963986119458,
    16400252545607224362,
    10075901914290522478,
    10410213790044020119,
]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_there_is_a_shingle_at_every_word_but_the_last_two(words: list[str]) -> None:
    found = hash_shingles([" ".join(words)])
    assert len(found.of(0)) == max(0, len(words) - 2)
    assert found.words[0] == len(words)


def test_no_shingle_reaches_across_a_quotation() -> None:
    masked = mask_quotations('He said: "one two three four five six" and left town soon')
    assert BREAK in masked
    assert len(hash_shingles([masked]).of(0)) == 2


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_masked() -> None:
    text_ = '"One two three four five six.\n\n"Seven eight nine ten eleven," he said.'
    assert mask_quotations(text_).replace(BREAK, "").split() == ["he", "said."]


def slow_pairs(texts: list[str], days: list[int], *, within: int) -> set[tuple[int, int]]:
    kept = []
    for one in texts:
        found = hash_shingles([one])
        scale = 4 if found.words[0] < 200 else 16
        kept.append({h for h in found.of(0).tolist() if h <= (2**64 - 1) // scale})
    pairs = set()
    for a in range(len(texts)):
        for b in range(a):
            shared = len(kept[a] & kept[b])
            near = UNKNOWN_DAY in {days[a], days[b]} or abs(days[a] - days[b]) <= within
            if near and shared >= 2 and shared >= 0.2 * min(len(kept[a]), len(kept[b])):
                pairs.add((b, a))
    return pairs


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_pairs_are_those_of_comparing_all_with_all(seed: int) -> None:
    rng = random.Random(seed)
    texts = [text(rng.randint(0, 5), words=rng.randint(5, 190)) for _ in range(rng.randint(0, 10))]
    days = [rng.choice([UNKNOWN_DAY, *range(0, 60, 3)]) for _ in texts]
    found = find_pairs(make_sketches(iter(texts), days=days), within_days=14)
    pairs = {(min(p), max(p)) for p in zip(found.left.tolist(), found.right.tolist(), strict=True)}
    assert len(pairs) == len(found.left)
    assert pairs == slow_pairs(texts, days, within=14)


@given(st.lists(st.integers(0, 40), max_size=8), st.integers(0, 8))
def test_parts_joined_are_the_whole(seeds: list[int], cut: int) -> None:
    texts = [text(seed) for seed in seeds]
    days = list(range(len(texts)))
    whole = make_sketches(iter(texts), days=days)
    parts = [
        make_sketches(iter(texts[:cut]), days=days[:cut]),
        make_sketches(iter(texts[cut:]), days=days[cut:]),
    ]
    assert _columns(join_sketches(parts)) == _columns(whole)


def _columns(sketches: Sketches) -> list[list[int]]:
    return [
        sketches.days.tolist(),
        sketches.scales.tolist(),
        sketches.starts.tolist(),
        sketches.hashes.tolist(),
    ]
