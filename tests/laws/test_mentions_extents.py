"""Fillers lose the small words that lead to them, never their head."""

import numpy as np
import pytest

from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.extents import trim_extents

PHRASES = {
    "from/ADP Panjshir/PROPN*": "Panjshir",
    "the/DET valley/NOUN* 's/PART": "the valley",
    "the/DET Taliban/PROPN* to/PART": "the Taliban",
    "as/ADP per/ADP sources/NOUN*": "sources",
    "at/ADP least/ADJ three/NUM people/NOUN*": "at least three people",
    "up/ADP to/PART 40/NUM men/NOUN*": "up to 40 men",
    "in/ADP*": "in",
}


@pytest.mark.parametrize("phrase", PHRASES, ids=str)
def test_small_words_are_trimmed(phrase: str) -> None:
    pairs = [word.rstrip("*").rsplit("/", 1) for word in phrase.split()]
    words, upos = [w for w, _ in pairs], [tag for _, tag in pairs]
    head = next(i for i, word in enumerate(phrase.split()) if word.endswith("*"))
    argument = ArgumentDraft("place", head, 0, len(words) - 1, 0.9, carried=False)
    vector = np.zeros(2, dtype=np.float32)
    event = EventDraft(0, 0, 0, "ASSAULT", "", "actual", 0.9, 0.9, (argument,), vector, vector)
    draft = Draft(upos=upos, events=[event])
    trim_extents(draft, words)
    trimmed = draft.events[0].arguments[0]
    assert " ".join(words[trimmed.first : trimmed.last + 1]) == PHRASES[phrase]
