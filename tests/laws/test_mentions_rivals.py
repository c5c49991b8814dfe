"""Of rival edges one is kept and the others are told, none is lost."""

from hypothesis import given
from hypothesis import strategies as st

from khabar.mentions.events import ArgumentDraft, _without_rivals

EDGES = st.lists(
    st.builds(
        lambda label, first, size, p, carried: ArgumentDraft(
            label, first, first, first + size, p, carried=carried
        ),
        st.sampled_from(["actor", "place"]),
        st.integers(0, 20),
        st.integers(0, 4),
        st.floats(0.2, 1.0),
        st.booleans(),
    ),
    max_size=10,
)


@given(EDGES)
def test_every_edge_is_kept_or_told(edges: list[ArgumentDraft]) -> None:
    kept, outdone = _without_rivals(edges)
    assert sorted(map(str, [*kept, *outdone])) == sorted(map(str, edges))
    for i, one in enumerate(kept):
        for other in kept[i + 1 :]:
            if one.label == other.label:
                assert one.last < other.first or other.last < one.first
