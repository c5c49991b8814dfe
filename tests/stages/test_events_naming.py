"""What a claim's own words name, and whether a chain is called so."""

import pytest

from khabar.events.naming import is_name, is_part, name_in, tells_another


@pytest.mark.parametrize(
    ("words", "called"),
    [
        pytest.param("the airfield", "central prison", id="another thing"),
        pytest.param("Bab Nur", "Ostrel district", id="another name"),
        pytest.param("the Merrow airstrip", "Merrow", id="a thing at a named place"),
        pytest.param("Merrow", "village", id="a name in place of a description"),
    ],
)
def test_words_that_name_something_else_are_told_from_what_a_chain_is_called(
    words: str, called: str
) -> None:
    assert tells_another(words, called=called)


@pytest.mark.parametrize(
    ("words", "called"),
    [
        pytest.param("the town", "Merrow", id="fits any town"),
        pytest.param("the mill", "grain mill at Merrow", id="the same thing, shorter"),
        pytest.param("Marrow", "Merrow", id="another spelling"),
        pytest.param("town in northern Ostrova", "Merrow", id="only where it lies"),
        pytest.param("the market and the church", "Merrow", id="several things"),
        pytest.param("SUF", "Steppe Union Front", id="initials"),
    ],
)
def test_words_that_fit_what_a_chain_is_called_name_nothing_else(words: str, called: str) -> None:
    assert not tells_another(words, called=called)


def test_a_chain_called_by_a_description_is_named_by_its_most_frequent_name() -> None:
    assert name_in(["the village", "Merrow", "Sund", "Merrow"], words="the village") == "Merrow"
    assert name_in(["the village", "it"], words="the village") == ""
    assert not is_name("The village")


def test_a_thing_has_the_name_of_such_a_thing_or_none() -> None:
    assert name_in(["Merrow", "the market", "Merrow market"], words="the market") == "Merrow market"
    assert name_in(["Merrow", "the market"], words="the market") == "the market"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("the mill", True),
        ("upper quarter", True),
        ("hill above it", True),
        ("the town", False),
        ("their hotel", False),
        ("every street of it", False),
        ("Merrow mill", False),
    ],
)
def test_a_part_is_a_thing_without_a_name(words: str, *, part: bool) -> None:
    assert is_part(words) is part
