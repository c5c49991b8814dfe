"""Tolls that are told beside an attack."""

from dataclasses import replace

import pytest

from helpers.siege import siege
from khabar.claims.tolls import add_tolls
from khabar.record.claim import Claim, ClaimId, Quantity
from khabar.record.codes import QuantityKind
from khabar.record.report import BlockKind, Sentence
from khabar.record.span import Span


def _claim(text: str, word: str, *, quantities: tuple[Quantity, ...] = ()) -> Claim:
    start = text.index(word)
    return replace(
        siege().claims[0],
        id=ClaimId(f"claim-{start}"),
        trigger=Span(start, start + len(word)),
        sentence=0,
        quantities=quantities,
    )


def _tolls(text: str, *words: str, known: tuple[Quantity, ...] = ()) -> dict[str, int | None]:
    sentence = Sentence(Span(0, len(text)), (), BlockKind.BODY, 0)
    claims = [_claim(text, word, quantities=known if not n else ()) for n, word in enumerate(words)]
    found = add_tolls(text, sentences=[sentence], claims=claims)
    new = set(known)
    return {
        claim.trigger.quote(text): quantity.low
        for claim in found
        for quantity in claim.quantities
        if quantity not in new and quantity.kind is QuantityKind.KILLED
    }


@pytest.mark.parametrize(
    ("text", "words", "tolls"),
    [
        ("The toll of the mill bombing rose to 26 on Tuesday.", ["bombing"], {"bombing": 26}),
        ("The toll of the raid rose to six when a boy died.", ["raid", "died"], {"raid": 6}),
        ("A gunman shot shoppers, the death toll rising to 22.", ["shot"], {"shot": 22}),
        ("The toll of two weeks of shelling stands at 61.", ["shelling"], {"shelling": 61}),
        ("She put the number of people killed in the raid at 17.", ["killed"], {"killed": 17}),
        ("The number of dead in the blast is at least forty-one.", ["blast"], {"blast": 41}),
    ],
)
def test_a_toll_is_of_the_attack_it_is_told_of(
    text: str, words: list[str], tolls: dict[str, int]
) -> None:
    assert _tolls(text, *words) == tolls


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The clinic raised the toll to six.", []),
        ("A woman died and the toll rose to six.", ["died"]),
        ("Army storms Varo; market toll reaches nine", ["storms"]),
        ("The raid took a heavy toll on the town.", ["raid"]),
        ("They paid a toll of two coins at the shelled bridge.", ["shelled"]),
    ],
)
def test_no_toll_is_given_to_what_it_is_not_of(text: str, words: list[str]) -> None:
    assert not _tolls(text, *words)


def test_the_point_of_a_sentence_is_not_of_the_number() -> None:
    text = "The toll of the raid rose to 1,026."
    sentence = Sentence(Span(0, len(text)), (), BlockKind.BODY, 0)
    (claim,) = add_tolls(text, sentences=[sentence], claims=[_claim(text, "raid")])
    assert [each.span.quote(text) for each in claim.quantities] == ["1,026"]


def test_a_toll_that_is_known_is_not_counted_again() -> None:
    text = "The toll of the raid rose to 26."
    start = text.index("26")
    known = Quantity(QuantityKind.KILLED, Span(start, start + 2), 26, 26)
    assert not _tolls(text, "raid", known=(known,))
