"""The made-up answers that the page is tried with have the shapes of the server's."""

from typing import Final

import msgspec
import pytest

from khabar.web.openapi import ROUTES, Told
from page.answers import live_answers

# The stub answers a question for decisions as it answers one that is sent; the page never asks.
UNASKED: Final = ("/api/reports", "/api/decisions")
SHAPED: Final = [
    told
    for told in ROUTES
    if not isinstance(told.answer, str) and (told.path not in UNASKED or told.body is not None)
]


@pytest.mark.parametrize("told", SHAPED, ids=lambda told: told.path)
def test_a_made_up_answer_has_the_shape_of_the_real_one(told: Told) -> None:
    made = live_answers(told.path.removeprefix("/api/").replace("{id}", "1"))
    of = getattr(told.answer, "of", None)
    several = [made] if of is None else made["items"]
    assert several
    for one in several:
        msgspec.convert(one, of or told.answer)
