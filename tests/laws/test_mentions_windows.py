"""Windows cover every sentence once and stay inside their budget."""

from hypothesis import given
from hypothesis import strategies as st

from khabar.mentions.windows import cut_windows


@given(
    st.lists(st.integers(1, 120), max_size=60),
    st.integers(0, 300),
    st.integers(0, 100),
)
def test_every_sentence_is_read_once(costs: list[int], budget: int, context: int) -> None:
    windows = cut_windows(costs, budget=budget, context=context)
    own = [n for window in windows for n in range(window.own, window.end)]
    assert own == list(range(len(costs)))
    for window in windows:
        size = sum(costs[window.first : window.end])
        assert size <= budget or (window.first == window.own and window.end == window.own + 1)
        assert sum(costs[window.first : window.own]) <= context


def test_a_budget_of_nothing_reads_sentence_by_sentence() -> None:
    assert [w.end - w.first for w in cut_windows([5, 5, 5], budget=0, context=0)] == [1, 1, 1]
