"""Reports of one event: written independently they stay two, made of each other they fold."""

from khabar_benchmarks.reworked import read_events, score_reworked


def test_independent_reports_stay_two_and_reworked_ones_fold() -> None:
    rows = read_events()
    scores = score_reworked(rows)
    assert len(rows) == 20
    assert scores["independent pairs folded"] == 0
    assert scores["recall, reworked"] >= 0.85  # the rest says everything in other words
    assert scores["recall, abridged"] >= 0.70


def test_no_two_reports_of_an_event_are_of_one_outlet() -> None:
    for row in read_events():
        kinds = ("independent", "wire", "abridged", "reworked")
        assert row["original"]["outlet"] not in {row[kind]["outlet"] for kind in kinds}
