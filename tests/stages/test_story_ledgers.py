"""How rows of ledgers are held against a truth in words, on invented places."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from khabar.record.ledger import AccessEntry, AccessState, Good, Stated, TalksTrack
from khabar_benchmarks.story_ledgers import is_one, match_access, match_talks


def entry(what: Good, state: AccessState, first: int, last: int | None = None) -> AccessEntry:
    return AccessEntry(
        place="Merrow",
        place_key="~merrow",
        what=what,
        state=state,
        first=date(2031, 5, first),
        last=None if last is None else date(2031, 5, last),
        restricted_by=(),
        claimants=("Harbour Wire",),
        newest=None,
        cites=(),
    )


def row(what: str, state: str, since: int, until: str | None = None) -> dict[str, Any]:
    return {
        "place": "Merrow",
        "what": what,
        "state": state,
        "since": f"2031-05-{since:02}",
        "until": until,
        "claimant": "Harbour Wire",
    }


@pytest.mark.parametrize(
    ("what", "state", "ours"),
    [
        pytest.param("movement at night", "curfew", (Good.EXIT, "restricted"), id="curfew"),
        pytest.param("visits of lawyers", "refused", (Good.ENTRY, "restricted"), id="visits"),
        pytest.param("wards", "closed to visitors", (Good.ENTRY, "closed"), id="whom"),
        pytest.param("eight buses, evacuation", "let through", (Good.EXIT, "open"), id="through"),
        pytest.param("evacuation", "never left", (Good.EXIT, "closed"), id="never-left"),
        pytest.param("assistance", "none entered", (Good.AID, "closed"), id="none-entered"),
        pytest.param("telephones", "cut", (Good.TELECOM, "closed"), id="plural"),
        pytest.param("naval siege of the isle", "in force", (Good.ENTRY, "closed"), id="no-good"),
        pytest.param("emergency care", "closed", (Good.MEDICAL, "closed"), id="care"),
        pytest.param("intake sluices", "shut", (Good.WATER, "closed"), id="intake"),
        pytest.param("two aid workers", "turned back", (Good.ENTRY, "closed"), id="workers"),
        pytest.param("evacuation", "carried out", (Good.EXIT, "open"), id="carried-out"),
        pytest.param("one lane", "promised, not opened", (Good.ENTRY, "closed"), id="not-opened"),
        pytest.param(
            "water of the wells", "shut, or open at noon", (Good.WATER, "closed"), id="either-shut"
        ),
        pytest.param(
            "water of the wells", "shut, or open at noon", (Good.WATER, "open"), id="either-open"
        ),
        pytest.param("nine ferries with flour", "let in", (Good.AID, "open"), id="vehicles"),
    ],
)
def test_words_of_the_truth_name_goods_and_states(
    what: str, state: str, ours: tuple[Good, str]
) -> None:
    found = match_access([entry(ours[0], AccessState(ours[1]), 3)], [row(what, state, 3)])
    assert (found.right, found.errors) == (1, [])


def test_words_that_name_a_good_are_no_way() -> None:
    found = match_access([entry(Good.ENTRY, AccessState.CLOSED, 3)], [row("water", "cut", 3)])
    assert found.right == 0


def test_what_is_let_in_on_one_day_has_no_other_end() -> None:
    let_in = row("convoy", "let in", 3, "2031-05-03")
    assert match_access([entry(Good.AID, AccessState.OPEN, 3)], [let_in]).right == 1
    assert match_access([entry(Good.AID, AccessState.OPEN, 3, 9)], [let_in]).right == 0
    turned = row("convoy", "turned back", 3, "2031-05-03")
    assert match_access([entry(Good.AID, AccessState.CLOSED, 3)], [turned]).right == 0


def test_a_remark_in_brackets_is_no_part_of_a_day() -> None:
    true = row("movement at night", "curfew", 3, "2031-05-09 (Sund: still in force)")
    found = match_access([entry(Good.EXIT, AccessState.RESTRICTED, 3, 9)], [true])
    assert found.right == 1


def test_rows_are_paired_so_that_most_fit() -> None:
    ours = [entry(Good.AID, AccessState.CLOSED, 3), entry(Good.ENTRY, AccessState.CLOSED, 3)]
    true = [row("road and all supplies", "closed", 3), row("convoys of relief", "stopped", 3)]
    assert match_access(ours, true).right == 2


def test_open_again_is_the_other_side_of_cut_until() -> None:
    true = [row("water", "cut", 3, "2031-05-09")]
    back = entry(Good.WATER, AccessState.OPEN, 9)
    assert match_access([back], true).ours == 0
    assert match_access([back], true).right == 0
    later = entry(Good.WATER, AccessState.OPEN, 20)
    assert match_access([later], true).ours == 1


def test_a_day_noted_behind_a_statement_of_the_truth_is_no_wording() -> None:
    track = TalksTrack(
        parties=("Ordish government", "Hill Brotherhood"),
        venue="",
        mediators=(),
        demands=(),
        conditions=(),
        offers=(Stated("Ordish government", "an amnesty", None, ()),),
        rejections=(),
        outcome="",
        steps=(),
        next="",
        claimants=(),
        newest=None,
        cites=(),
    )
    truth: dict[str, Any] = {
        "parties": ["Ordish government", "Hill Brotherhood"],
        "venue": None,
        "mediator": None,
        "demands": [],
        "conditions": [],
        "offers": [{"by": "government", "what": "amnesty (2033-03-07)"}],
        "rejections": [],
        "status_by_date": {},
    }
    rows = match_talks([track], [truth])
    assert (rows.right, rows.ours, rows.true, rows.errors) == (3, 3, 3, [])


def test_the_gate_that_the_truth_names_is_one_with_the_place_behind_it() -> None:
    ours = replace(entry(Good.AID, AccessState.CLOSED, 3), place="Alder bridge")
    true = row("convoy", "turned back", 3)
    assert match_access([ours], [true]).right == 0
    assert match_access([ours], [{**true, "state": "came back from the Alder bridge"}]).right == 1
    by = {**true, "restricted_by": "gendarmes at the Alder checkpoint"}
    assert match_access([ours], [by]).right == 1
    assert match_access([ours], [{**true, "restricted_by": "Alder gendarmes"}]).right == 0


@pytest.mark.parametrize(
    ("ours", "true", "one"),
    [
        ("Ostrova army", "Ostrovan army", True),
        ("Sundish government", "Sund", True),
        ("Tarn", "Tarnopol", False),
        ("Merrow", "Merrion", False),
        ("Ora army", "Oran army", False),
    ],
)
def test_a_country_is_one_with_its_adjective(ours: str, true: str, *, one: bool) -> None:
    assert is_one(ours, true) is one


def test_a_people_and_the_garrisons_own_word_are_the_same_name() -> None:
    assert is_one("Ordians", "Ordian side")
    assert is_one("the garrison's road", "garrison of Sund")
    assert not is_one("Ordians", "Velmarkians")


def test_two_mediators_in_one_truth_are_two_pieces() -> None:
    truth: dict[str, Any] = {
        "parties": ["Ordia"],
        "venue": None,
        "mediator": "Ida Quill and League envoy Bram Oster",
        "demands": [],
        "conditions": [],
        "offers": [],
        "rejections": [],
        "status_by_date": {},
    }
    ours = TalksTrack(
        parties=("Ordia",),
        venue="",
        mediators=("Ida Quill", "Bram Oster"),
        demands=(),
        conditions=(),
        offers=(),
        rejections=(),
        outcome="",
        steps=(),
        next="",
        claimants=(),
        newest=None,
        cites=(),
    )
    found = match_talks([ours], [truth])
    assert (found.right, found.ours, found.true) == (3, 3, 3)
