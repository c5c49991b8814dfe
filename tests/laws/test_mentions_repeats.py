"""A repeated name has one class; a missed repeat is found; names never overlap."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from khabar.mentions.repeats import settle_names
from khabar.mentions.sequence import Run

WORDS = ["Ode", "spoke", "in", "Varn", ".", "ode", "Varn", "fell", ";", "Aram", "Ode", "left"]


def test_the_surer_class_wins_and_missed_repeats_are_found() -> None:
    runs = [
        Run(3, 3, "Organization", 0.4),
        Run(6, 6, "Location", 0.9),
        Run(9, 10, "Person", 0.95),
    ]
    settled = [(run.first, run.last, run.label) for run in settle_names(runs, WORDS)]
    assert settled == [
        (0, 0, "Person"),
        (3, 3, "Location"),
        (6, 6, "Location"),
        (9, 10, "Person"),
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 11), st.sampled_from(["Person", "Location", "Date"]), st.floats(0.1, 1)
        ),
        max_size=8,
        unique_by=lambda item: item[0],
    )
)
def test_names_stay_apart_and_in_order(items: list[tuple[int, str, float]]) -> None:
    runs = [Run(word, word, label, p) for word, label, p in sorted(items)]
    settled = settle_names(runs, WORDS)
    places = [(run.first, run.last) for run in settled]
    assert places == sorted(places)
    assert all(a[1] < b[0] for a, b in pairwise(places))
    assert {(r.first, r.last) for r in runs} <= set(places)
