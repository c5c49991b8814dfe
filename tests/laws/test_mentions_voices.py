"""Whose "the army" is in a report that takes a side, on invented sentences."""

import numpy as np
import pytest

from khabar.mentions.links import MentionDraft
from khabar.mentions.marks import Marks, are_rivals, marks_of
from khabar.mentions.voices import Voice, find_voice, in_voice

OWN = "Our troops beat back the enemy at Norrik .".split()


def voice_of(words: list[str], *, outlet: str = "", quoted: bool = False) -> Voice | None:
    return find_voice(words, [quoted] * len(words), outlet=outlet)


def marks_in(voice: Voice | None, phrase: str) -> Marks:
    """Return the marks of a mention in a report with this voice."""
    words = phrase.split()
    drafted = MentionDraft(
        words=tuple(words),
        head=words[-1],
        proper=False,
        kind="military",
        sentence=0,
        position=0,
        vector=np.ones(2, dtype=np.float32),
        events=frozenset(),
        marks=marks_of(words, ["NOUN" for _ in words], kind="military"),
        definite=0,
    )
    assert voice is not None
    return in_voice(drafted, words, voice=voice).marks


def test_the_army_is_not_the_enemy_where_a_report_takes_a_side() -> None:
    voice = voice_of(OWN)
    assert are_rivals(marks_in(voice, "the army"), marks_in(voice, "enemy soldiers"))
    assert not are_rivals(marks_in(voice, "the army"), marks_in(voice, "our armed forces"))
    assert not are_rivals(marks_in(voice, "the army"), marks_in(voice, "Ordanian army"))


@pytest.mark.parametrize("outlet", ["Veskian State News", "Veskia Press Agency", "TASS"])
def test_the_army_of_a_state_s_outlet_is_that_state_s(outlet: str) -> None:
    voice = voice_of(OWN, outlet=outlet)
    named = "Ordanian army" if outlet != "TASS" else "Ukrainian army"
    own = "Veskian troops" if outlet != "TASS" else "Russian troops"
    assert are_rivals(marks_in(voice, "the army"), marks_in(voice, named))
    assert not are_rivals(marks_in(voice, "the army"), marks_in(voice, own))


def test_a_report_that_takes_no_side_leaves_the_army_open() -> None:
    neutral = "The army beat back the rebels at Norrik .".split()
    assert voice_of(neutral, outlet="Veskian State News") is None
    assert voice_of(OWN, outlet="Veskian State News", quoted=True) is None


def test_the_army_is_not_their_own_to_those_who_have_fighters() -> None:
    voice = voice_of("Our fighters beat back the enemy .".split(), outlet="Voice of the Hills")
    assert are_rivals(marks_in(voice, "the fighters"), marks_in(voice, "enemy soldiers"))
    assert not are_rivals(marks_in(voice, "the army"), marks_in(voice, "enemy soldiers"))


def test_who_only_has_an_enemy_has_an_army_where_the_outlet_is_a_state_s() -> None:
    words = "The army beat back the enemy .".split()
    own, others = (voice_of(words, outlet=each) for each in ("Veskia Press Agency", "Hill Radio"))
    assert are_rivals(marks_in(own, "the army"), marks_in(own, "enemy soldiers"))
    assert not are_rivals(marks_in(others, "the army"), marks_in(others, "enemy soldiers"))
