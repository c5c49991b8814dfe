"""Whose spokesman or commander somebody is called."""

import pytest

from helpers.entities import make_entity
from helpers.markup import marked
from khabar.record.codes import EntityKind
from khabar.resolve.actors.posts import take_posts

BAND = "{body:The Veldan Band} burned the mill, and {other:the Varo Band} the barn. "


def body_of(source: str, *, name: str = "Ilan Verk") -> str:
    """Return the body of who is marked ``who``."""
    text, at = marked(source)
    bodies = [
        make_entity(at[mark], EntityKind.ARMED_GROUP, name=at[mark].quote(text))
        for mark in ("body", "other")
        if mark in at
    ]
    person = make_entity(at["who"], EntityKind.PERSON, name=name)
    return take_posts(text, entities=(*bodies, person))[-1].of


@pytest.mark.parametrize(
    "who",
    [
        "Veldan Band spokesman Major Ilan Verk",
        "the Veldan Band's commander, Ilan Verk",
        "Ilan Verk, a spokesman for the Veldan Band",
        "Colonel Ilan Verk, the Veldan Band's spokesman",
        "Ilan Verk, a commander of the Veldan Band in the north",
    ],
)
def test_a_post_names_the_body(who: str) -> None:
    assert body_of(BAND + f"{{who:{who}}} denied it.") == "The Veldan Band"


def test_one_body_is_meant_by_the_end_of_its_name() -> None:
    only = "{body:The Ostreli army} burned the mill. "
    assert body_of(only + "{who:Army spokesman Ilan Verk} denied it.") == "The Ostreli army"
    assert body_of(BAND + "{who:Band spokesman Ilan Verk} denied it.") == ""


@pytest.mark.parametrize(
    "who",
    [
        "Ilan Verk, who fled the Veldan Band",
        "the Veldan Band's cook Ilan Verk",
        "the Torda Band's spokesman Ilan Verk",
    ],
)
def test_other_words_name_no_post(who: str) -> None:
    assert body_of(BAND + f"{{who:{who}}} denied it.") == ""


def test_what_only_points_to_somebody_tells_no_post_of_his() -> None:
    told = BAND + "{who:The Veldan Band's spokesman} denied it."
    assert body_of(told) == ""
    assert body_of(told, name="spokesman") == "The Veldan Band"
