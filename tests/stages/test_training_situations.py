"""How linking weights go on from annotated mentions to the reader's own claims."""

from dataclasses import replace
from typing import Any

import numpy as np

from khabar.events.linking.compare import FEATURES
from khabar.events.linking.weights import read_weights
from khabar_benchmarks.gold import read_gold
from khabar_benchmarks.quality import OPEN_DATA
from khabar_benchmarks.stories import read_stories
from khabar_training.fit_events import HELD, fit_near
from khabar_training.fit_situations import label_situation

ANY_TWO = FEATURES.index("any two")
TRIGGER = FEATURES.index("same trigger")
REPORT = FEATURES.index("same report")


def _table(*rows: tuple[float, float, float]) -> tuple[Any, Any]:
    """Return pairs of (same trigger, same report, label)."""
    seen = np.zeros((len(rows), len(FEATURES)))
    seen[:, ANY_TWO] = 1.0
    seen[:, TRIGGER] = [row[0] for row in rows]
    seen[:, REPORT] = [row[1] for row in rows]
    return seen, np.array([row[2] for row in rows])


def test_weights_move_to_what_the_pairs_tell_and_hold_what_is_held() -> None:
    start = np.array([read_weights().weights[name] for name in FEATURES])
    table = _table(*[(1.0, 0.0, 1.0)] * 90, *[(1.0, 0.0, 0.0)] * 10, *[(0.0, 0.0, 0.0)] * 300)
    fitted = fit_near(table, start=start, held=HELD, firmness=0.01, loose={"any two"})
    odds = fitted[ANY_TWO] + fitted[TRIGGER]
    assert abs(odds - np.log2(9)) < 0.3
    assert fitted[ANY_TWO] < -3
    assert fitted[REPORT] == start[REPORT]
    firm = fit_near(table, start=start, held=HELD, firmness=1e6, loose={"any two"})
    assert abs(firm[TRIGGER] - start[TRIGGER]) < 0.01


def test_pairs_of_two_reports_are_labelled_by_what_is_annotated() -> None:
    name, rows, _ = next(read_stories(OPEN_DATA / "situations"))
    readings = [read_gold(row) for row in rows[:6]]
    pairs = list(label_situation(rows[:6], readings, weights=read_weights()))
    same = [values for values, label in pairs if label]
    other = [values for values, label in pairs if not label]
    assert name == "s1"
    assert len(other) > len(same) > 5
    assert all(values[ANY_TWO] == 1.0 and not values[REPORT] for values, _ in pairs)
    assert np.mean(np.array(same)[:, TRIGGER]) > np.mean(np.array(other)[:, TRIGGER])
    near = list(label_situation(rows[:6], readings, weights=replace(read_weights(), unseen=0.0)))
    assert len(near) == len(pairs)  # what is far apart is left out by a limit of its own
