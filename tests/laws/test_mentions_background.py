"""Mentions of one occurrence agree on whether it is background."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from khabar.mentions.background import settle_background
from khabar.mentions.events import EventDraft

STATUSES = ("actual", "historical", "negated", "future")
Told = tuple[str, float, int]


def _draft(status: str, p: float) -> EventDraft:
    vector = np.zeros(2, dtype=np.float32)
    return EventDraft(0, 0, 0, "ASSAULT", "", status, 0.9, p, (), vector, vector)


def _settle(*told: Told) -> list[tuple[str, int]]:
    events, identities = settle_background(
        [_draft(status, p) for status, p, _ in told], [number for *_, number in told]
    )
    return [(event.status, at) for event, at in zip(events, identities, strict=True)]


def test_the_surer_mentions_decide() -> None:
    assert _settle(("historical", 0.9, 0), ("actual", 0.5, 0)) == [
        ("historical", 0),
        ("historical", 0),
    ]
    assert _settle(("actual", 0.9, 0), ("historical", 0.5, 0)) == [("actual", 0), ("actual", 0)]


def test_what_is_surely_background_among_news_is_another_occurrence() -> None:
    assert _settle(
        ("actual", 0.9, 0), ("historical", 0.95, 0), ("negated", 0.9, 0), ("actual", 0.8, 0)
    ) == [("actual", 0), ("historical", 1), ("negated", 1), ("actual", 0)]


def test_other_occurrences_and_other_statuses_stay() -> None:
    told = [("actual", 0.9, 0), ("historical", 0.9, 1), ("future", 0.9, 1), ("actual", 0.5, 2)]
    assert _settle(*told) == [(status, number) for status, _, number in told]


@given(
    st.lists(
        st.tuples(st.sampled_from(STATUSES), st.floats(0.2, 1.0), st.integers(0, 2)), max_size=8
    )
)
def test_no_occurrence_is_news_and_background(told: list[Told]) -> None:
    settled = _settle(*told)
    for number in {at for _, at in settled}:
        assert not {"actual", "historical"} <= {status for status, at in settled if at == number}
    for (status, _, _), (now, _) in zip(told, settled, strict=True):
        assert now == status or {now, status} == {"actual", "historical"}
