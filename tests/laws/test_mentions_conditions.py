"""What hangs on an "if", on trees written by hand."""

import numpy as np
import pytest

from khabar.mentions.conditions import settle_conditions
from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.trees import tree_of

# word/relation/head (counted from 1, 0 for the root); the trigger has a star
IF_NEEDED = "They/nsubj/3 may/aux/3 deploy*/root/0 units/obj/3 if/mark/6 needed/advcl/3 ./punct/3"
BEFORE = "If/mark/3 they/nsubj/3 came/advcl/6 ,/punct/6 we/nsubj/6 fire*/root/0"
THROUGH_A_VERB = (
    "They/nsubj/2 hoped/root/0 to/mark/4 return*/xcomp/2 if/mark/7 talks/nsubj/7 failed/advcl/2"
)
WHEN = "They/nsubj/2 deploy*/root/0 when/advmod/4 needed/advcl/2"
INSIDE = "If/mark/3 they/nsubj/3 fire*/advcl/5 we/nsubj/5 leave/root/0"


def settled(
    told: str, status: str, *, known: tuple[ArgumentDraft, ...] = (), kind: str = "MOBILIZE"
) -> EventDraft:
    parts = [word.split("/") for word in told.split()]
    words = [part[0].rstrip("*") for part in parts]
    at = next(n for n, part in enumerate(parts) if part[0].endswith("*"))
    vector = np.zeros(2, dtype=np.float32)
    event = EventDraft(at, at, 0, kind, "", status, 0.9, 0.6, known, vector, vector)
    draft = Draft(
        heads=[int(part[2]) - 1 for part in parts],
        rels=[part[1] for part in parts],
        upos=["PUNCT" if part[1] == "punct" else "VERB" for part in parts],
        events=[event],
    )
    settle_conditions(draft, tree_of(draft, words))
    return draft.events[0]


def condition_of(told: str, status: str, *, known: tuple[ArgumentDraft, ...] = ()) -> list[str]:
    words = [word.split("/")[0].rstrip("*") for word in told.split()]
    found = [a for a in settled(told, status, known=known).arguments if a.label == "condition"]
    return [" ".join(words[a.first : a.last + 1]) for a in found]


@pytest.mark.parametrize(
    ("told", "clause"),
    [(IF_NEEDED, "if needed"), (BEFORE, "If they came"), (THROUGH_A_VERB, "if talks failed")],
)
def test_what_has_not_happened_hangs_on_the_if_of_its_clause(told: str, clause: str) -> None:
    assert condition_of(told, "hypothetical") == condition_of(told, "future") == [clause]


def test_what_happened_hangs_on_nothing() -> None:
    assert condition_of(IF_NEEDED, "actual") == []


@pytest.mark.parametrize("told", [WHEN, INSIDE])
def test_other_clauses_are_no_conditions(told: str) -> None:
    assert condition_of(told, "hypothetical") == []


def test_what_the_reader_found_stays() -> None:
    known = ArgumentDraft("condition", 3, 3, 3, 0.9, carried=False)
    assert condition_of(IF_NEEDED, "hypothetical", known=(known,)) == ["units"]


def test_a_deed_that_hangs_on_an_if_has_not_happened_and_a_threat_has() -> None:
    clause = ArgumentDraft("condition", 2, 0, 2, 0.9, carried=False)
    assert settled(BEFORE, "actual", known=(clause,)).status == "hypothetical"
    assert settled(BEFORE, "actual", known=(clause,), kind="THREATEN").status == "actual"
    assert settled(BEFORE, "ongoing", known=(clause,)).status == "ongoing"
    short = ArgumentDraft("condition", 5, 4, 5, 0.9, carried=False)
    assert settled(IF_NEEDED, "actual", known=(short,)).status == "actual"
