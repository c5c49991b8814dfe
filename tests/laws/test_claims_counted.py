"""Counts in the words for who was taken or freed."""

import pytest

from khabar.claims.counted import count_fillers
from khabar.record.claim import Filler, Quantity
from khabar.record.codes import EventType, QuantityKind, Role
from khabar.record.span import Span


def _counts(
    words: str,
    *,
    kind: EventType = EventType.ASSAULT,
    mode: str = "abduct",
    role: Role = Role.RECIPIENT,
    known: tuple[Quantity, ...] = (),
) -> list[tuple[QuantityKind, int | None, int | None]]:
    filler = Filler(role, Span(0, len(words)), None, 0.9, None)
    found = count_fillers(words, type=kind, mode=mode, fillers=[filler], known=known)
    return [(each.kind, each.low, each.high) for each in found]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("17 employees of the mine", 17, 17),
        ("At least two nuns", 2, None),
        ("the other eleven men", 11, 11),
        ("some 1,400 prisoners", 1400, 1400),
        ("a dozen villagers", 12, 12),
    ],
)
def test_who_is_taken_by_number_is_counted(words: str, low: int, high: int | None) -> None:
    assert _counts(words) == [(QuantityKind.CAPTURED, low, high)]


def test_the_mode_says_what_is_counted() -> None:
    assert _counts("six men", kind=EventType.COERCE, mode="arrest")[0][0] is QuantityKind.ARRESTED
    freed = _counts("six men", kind=EventType.RETREAT, mode="release")
    assert freed[0][0] is QuantityKind.RELEASED
    assert not _counts("six men", mode="beat")


@pytest.mark.parametrize(
    "words",
    [
        "the mayor",
        "men of the 3rd Brigade",
        "one of the nuns",
        "12 million dollars",
        "30 km of road",
    ],
)
def test_what_does_not_begin_with_a_number_of_people_is_not(words: str) -> None:
    assert not _counts(words)


def test_nothing_is_counted_twice_nor_who_did_it() -> None:
    known = (Quantity(QuantityKind.CAPTURED, Span(0, 2), 17, 17),)
    assert not _counts("17 employees", known=known)
    assert not _counts("six gunmen", role=Role.ACTOR)
