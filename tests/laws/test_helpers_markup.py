"""Marked text, the way tests write spans."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import marked

_PLAIN = st.text(st.characters(exclude_characters="{}"))


def test_marked_text_gives_spans_that_quote_it() -> None:
    text, spans = marked("{who:General Amir} told {outlet:Republic TV} that talks went on.")
    assert text == "General Amir told Republic TV that talks went on."
    assert spans["outlet"].quote(text) == "Republic TV"


@given(_PLAIN, _PLAIN.filter(bool), _PLAIN, _PLAIN.filter(bool), _PLAIN)
def test_every_span_quotes_what_was_marked(
    before: str, first: str, between: str, second: str, after: str
) -> None:
    text, spans = marked(f"{before}{{a:{first}}}{between}{{b:{second}}}{after}")
    assert text == before + first + between + second + after
    assert (spans["a"].quote(text), spans["b"].quote(text)) == (first, second)


def test_a_name_used_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("mark 'x' is used twice")):
        marked("{x:one} and {x:two}")
