"""Sources in brackets, item by item."""

import numpy as np

from khabar.mentions.brackets import settle_brackets
from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.sequence import Run
from khabar.mentions.trees import tree_of

ITEM = "Galvesh : 8 killed , 22 injured ( hospital ) ; 14 killed ( Ministry of Defence )"


def sources(text: str, *triggers: str, names: tuple[Run, ...] = (), known: str = "") -> list[str]:
    """Return the source of each trigger, a word each, that brackets give or that was known."""
    words = text.split()
    vector = np.zeros(2, dtype=np.float32)
    events, start = [], 0
    for trigger in triggers:
        at = words.index(trigger, start)
        start = at + 1
        where = words.index(known) if known else -1
        own = (ArgumentDraft("source", where, where, where, 0.9, carried=False),) if known else ()
        events.append(EventDraft(at, at, 0, "ASSAULT", "", "actual", 0.9, 0.6, own, vector, vector))
    draft = Draft(
        heads=[-1] * len(words),
        rels=["root"] * len(words),
        upos=["NOUN"] * len(words),
        names=list(names),
        events=events,
    )
    settle_brackets(draft, tree_of(draft, words), [len(words)])
    return [
        " ".join(words[a.first : a.last + 1])
        for event in draft.events
        for a in event.arguments
        if a.label == "source"
    ]


def test_each_item_has_the_source_in_the_brackets_at_its_end() -> None:
    told = ["hospital", "hospital", "Ministry of Defence"]
    assert sources(ITEM, "killed", "injured", "killed") == told
    assert sources(ITEM, "killed", "injured", "killed", known="Ministry") == told


def test_a_name_of_a_body_is_a_source_and_other_words_are_none() -> None:
    text = "Orla : 2 killed ( MSF )"
    assert sources(text, "killed", names=(Run(5, 5, "Organization", 0.9),)) == ["MSF"]
    assert sources(text, "killed") == []
    assert sources("Orla : 2 killed ( children )", "killed") == []


def test_brackets_inside_a_sentence_name_no_source() -> None:
    assert sources("The ministry ( hospital ) counted 2 killed", "killed") == []
    assert sources("Many killed ( police )", "killed") == []


def test_who_speaks_in_the_item_itself_stays() -> None:
    told = sources("Medics : 8 killed ( police )", "killed", known="Medics")
    assert told == ["Medics"]
