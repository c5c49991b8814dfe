"""Ledgers filled in by a person are scored like the product's."""

import json
from pathlib import Path

from khabar_benchmarks.by_hand import BY_HAND, score_by_hand

TRUTH = {
    "x1": {
        "reports": [],
        "control": [
            {"place": "Merrow", "holder": "Tarn Front", "from": "2031-05-02", "to": None,
             "claimant": "Harbour Wire", "disputed_by": None},
            {"place": "Osk", "holder": "Veldan army", "from": None, "to": None,
             "claimant": "Harbour Wire", "disputed_by": None},
        ],
        "access": [],
        "talks": [],
    }
}  # fmt: skip
HELD = {"place": "Merrow", "holder": "Tarn Front", "state": "taken", "first": "2031-05-02",
        "last": None, "claimants": ["Harbour Wire"], "disputed_by": []}  # fmt: skip


def test_a_row_of_two_is_found(tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text("")
    (tmp_path / "truth.json").write_text(json.dumps(TRUTH))
    told = {"x1": {"control": [HELD], "access": [], "talks": []}}
    (tmp_path / BY_HAND).write_text(json.dumps(told))
    score = score_by_hand(tmp_path)
    assert round(score.summary()["control_f1"], 3) == 0.667
    assert [line.split(" ")[1] for line in score.errors] == ["missed"]
    assert not score_by_hand(tmp_path, only=["another"]).counts
