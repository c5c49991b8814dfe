"""The table of who, where and when: targets, and the phrases of this repository."""

from pathlib import Path

import pytest

from khabar_benchmarks.resolve import Line, score_phrases


@pytest.mark.parametrize(
    ("value", "target", "less", "reached"),
    [
        pytest.param(0.9, 0.88, False, True, id="enough"),
        pytest.param(0.8, 0.88, False, False, id="too little"),
        pytest.param(41.0, 150.0, True, True, id="cheap"),
        pytest.param(151.0, 150.0, True, False, id="dear"),
        pytest.param(float("nan"), 0.5, False, False, id="not measured"),
        pytest.param(0.1, None, False, None, id="no target"),
    ],
)
def test_a_line_says_whether_its_target_is_reached(
    *, value: float, target: float | None, less: bool, reached: bool | None
) -> None:
    line = Line(group="times", name="any", value=value, target=target, less=less)
    assert line.reached is reached


def test_role_phrases_are_scored_with_those_that_name_nobody(tmp_path: Path) -> None:
    table = tmp_path / "phrases.tsv"
    rows = ("# notes", "Kyiv police\tpolice\tCOP\tUKR", "a wooden table\tnone\t-\t-",
            "Kyiv police\tmilitary\tMIL\tUKR", "a wooden table\tpolice\tCOP\tUKR")  # fmt: skip
    table.write_text("\n".join(rows), encoding="utf-8")
    assert score_phrases(table) == {"phrases": 0.5, "phrases_n": 4.0}
    assert score_phrases(tmp_path / "none.tsv") == {}
