"""The stories benchmark: a situation told as its truth says scores full marks."""

import json
from datetime import date
from pathlib import Path

import pytest

from khabar.events.situation import tell_situation
from khabar.record.errors import ConfigError
from khabar.record.ledger import AccessEntry, AccessState, ControlEntry, ControlState, Good
from khabar_benchmarks.stories import score_stories
from khabar_benchmarks.story_ledgers import is_one, match_access, match_control, match_talks

TEXT = "Shelling hits Varo\n\nFive people were killed in Varo on Monday, the Front said."


def _row(report: str, outlet: str, speaker: str, dead: str) -> dict[str, object]:
    text = TEXT.replace("Five", dead).replace("the Front", speaker)

    def at(words: str) -> list[int]:
        return [text.index(words, 20), text.index(words, 20) + len(words)]

    number = {"Five": "5", "Two": "2"}[dead]
    killed = {
        "trigger": at("killed"),
        "sentence": 1,
        "identity": "T-shell",
        "type": "ASSAULT",
        "mode": "heavy-weapons",
        "status": "actual",
        "quoted": False,
        "roles": [{"role": "place", "span": at("Varo"), "entity": "E1"}],
        "times": [{"span": at("on Monday"), "value": "2019-03-04"}],
        "quantities": [{"kind": "killed", "span": at(f"{dead} people"), "range": number}],
        "conditions": [],
        "sources": [{"span": at(speaker), "entity": "E2", "text": speaker}],
    }
    return {
        "id": report,
        "published": "2019-03-05",
        "outlet": outlet,
        "text": text,
        "sentences": [[0, 18], [20, len(text)]],
        "entities": {
            "E1": {"name": "Varo", "kind": "place"},
            "E2": {"name": speaker, "kind": "organisation"},
        },
        "events": [killed],
    }


def test_a_situation_told_right_scores_full_marks(tmp_path: Path) -> None:
    rows = [_row("t-1", "Ostrel Wire", "the Front", "Five")]
    rows.append(_row("t-2", "Plains Radio", "the ministry", "Two"))
    values = [
        {"value": "5", "according to": "Front", "report ids": ["t-1"]},
        {"value": "2", "according to": "ministry", "report ids": ["t-2"]},
    ]
    event = {
        "independent_origins": {"n": 2, "list": ["Front", "ministry"]},
        "contradictions": [{"field": "killed", "values": values, "reconcilable": False}],
    }
    truth = {"reports": ["t-1", "t-2"], "reprints": [], "events": {"T-shell": event}}
    truth |= {"must_not_merge": [], "control": [], "access": [], "talks": []}
    (tmp_path / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "truth.json").write_text(json.dumps({"t": truth}), encoding="utf-8")
    score = score_stories(tmp_path, tell=tell_situation)
    assert score.errors == []
    assert score.summary()["linking_b3_f1"] == 1.0
    assert score.summary()["contradictions_recall"] == 1.0
    assert score.summary()["origins_accuracy"] == 1.0


def _control(holder: str) -> ControlEntry:
    return ControlEntry(
        place="Varo",
        place_key="~varo",
        holder=holder,
        holder_key="~" + holder.lower(),
        state=ControlState.HELD,
        first=date(2014, 1, 1),
        last=None,
        claimants=("Ostrel Wire",),
        disputed_by=(),
        newest=None,
        cites=(),
    )


def test_rows_of_control_fit_by_place_holder_days_and_claimant() -> None:
    row = {"place": "Varo town", "holder": "Tarvand Mountain Front", "from": "2014", "to": None}
    row |= {"claimant": "Ostrel Wire; residents"}
    assert match_control([_control("Tarvand Front")], [row]).right == 1
    assert match_control([_control("Ostreli army")], [row]).right == 0
    ended = {**row, "to": "2018-02-01"}
    assert match_control([_control("Tarvand Front")], [ended]).right == 0


@pytest.mark.parametrize(
    ("ours", "true", "one"),
    [
        ("Veshar government", "government", True),
        ("Veshar government (Ada Lume)", "government", True),
        ("Ada Lume (Free Coast Movement)", "FCM", True),
        ("Ada Lume (Free Coast Movement)", "ALF", False),
        ("Free Coast Movement", "government", False),
        ("government", "Veshar government", False),
        ("Veshar government", "government of Oskar", False),
    ],
)
def test_names_are_one_by_a_telling_word_initials_or_plain_words(
    ours: str, true: str, *, one: bool
) -> None:
    assert is_one(ours, true) is one


def test_a_row_of_access_fits_the_goods_that_its_words_name() -> None:
    entry = AccessEntry(
        place="Varo",
        place_key="~varo",
        what=Good.POWER,
        state=AccessState.CLOSED,
        first=date(2019, 3, 1),
        last=None,
        restricted_by=(),
        claimants=("Ostrel Wire",),
        newest=None,
        cites=(),
    )
    row: dict[str, object] = {
        "place": "Varo",
        "what": "electricity",
        "state": "cut",
        "since": "2019-03-01",
    }
    row |= {"until": None, "claimant": "Ostrel Wire"}
    assert match_access([entry], [row]).right == 1
    assert match_access([entry], [{**row, "what": "telephone service"}]).right == 0
    assert match_access([entry], [{**row, "state": "restored"}]).right == 0


def test_no_talks_and_none_told_are_no_errors() -> None:
    assert match_talks([], []).errors == []


def test_a_situation_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "truth.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ConfigError, match="no such situation: s9"):
        score_stories(tmp_path, tell=tell_situation, only=("s9",))
