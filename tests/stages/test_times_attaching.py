"""Of several times in a sentence the one that hangs on an event's words comes first."""

from datetime import date

import pytest

from khabar.record.graph import Token
from khabar.record.report import BlockKind, Sentence
from khabar.record.span import Span
from khabar.record.time import TimeExpression
from khabar.resolve.times import find_times
from khabar.resolve.times.attaching import Tree

# word/head (from 1, 0 for the root)
BURIED = "Saturday's/2 dead/4 were/4 buried/0 on/6 Tuesday/4"
LET_IN = "Trucks/6 turned/1 away/2 Wednesday/2 were/6 let/0 in/6 on/9 Sunday/6"


def _read(told: str) -> tuple[str, list[Token], tuple[TimeExpression, ...]]:
    """Return the text, its words and its times."""
    tokens: list[Token] = []
    start = 0
    for part in told.split():
        word, head = part.split("/")
        tokens.append(Token(Span(start, start + len(word)), 0, "X", "X", int(head) - 1, "dep"))
        start += len(word) + 1
    text = " ".join(part.split("/")[0] for part in told.split())
    sentence = Sentence(Span(0, len(text)), (), BlockKind.BODY, 0)
    times, _ = find_times(text, sentences=(sentence,), tokens=(), published=date(2027, 3, 10))
    assert len(times) == 2
    return text, tokens, times


@pytest.mark.parametrize(
    ("told", "trigger", "first"),
    [
        (BURIED, "dead", "Saturday"),
        (BURIED, "buried", "Tuesday"),
        (LET_IN, "turned", "Wednesday"),
        (LET_IN, "let", "Sunday"),
    ],
)
def test_the_time_that_hangs_on_the_words_comes_first(told: str, trigger: str, first: str) -> None:
    text, tokens, times = _read(told)
    start = text.index(trigger)
    span = Span(start, start + len(trigger))
    for given in (times, times[::-1]):
        ordered = Tree(tokens).nearest_first(given, trigger=span)
        assert first in ordered[0].span.quote(text)
        assert sorted(ordered, key=lambda time: time.span) == list(times)


def test_without_a_tree_the_surest_stays_first() -> None:
    _, _, times = _read(BURIED)
    assert Tree(()).nearest_first(times[::-1], trigger=Span(0, 4)) == list(times[::-1])


def test_a_word_that_hangs_on_itself_ends_nowhere() -> None:
    _, tokens, times = _read("Saturday's/2 dead/1 were/4 buried/3 on/6 Tuesday/5")
    assert set(Tree(tokens).nearest_first(times, trigger=Span(11, 15))) == set(times)
