"""Pairs that were compared before are not compared again, and nothing else is different."""

from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.demo_case import read_demo
from khabar.events.cards import make_cards
from khabar.events.linking import KnownPairs, link_cards
from khabar.events.syndication import find_copies
from khabar.record.card import ClaimCard
from khabar.record.event import SourceNote

few = settings(max_examples=5, deadline=None)


@cache
def cards() -> tuple[tuple[ClaimCard, ...], ...]:
    """Return the cards of each report of the demo."""
    return tuple(make_cards(reading) for reading in read_demo())


@cache
def notes() -> tuple[SourceNote, ...]:
    return tuple(find_copies([reading.report for reading in read_demo()]))


def flat(reports: list[int]) -> list[ClaimCard]:
    return [card for at in reports for card in cards()[at]]


@few
@given(before=st.sets(st.integers(0, 11), min_size=1), after=st.sets(st.integers(0, 11)))
def test_what_is_known_changes_no_group(before: set[int], after: set[int]) -> None:
    first = KnownPairs(scorer="one")
    link_cards(flat(sorted(before)), notes=notes(), known=first)
    again = KnownPairs(first.dump(), scorer="one")
    wanted = flat(sorted(before | after))
    assert link_cards(wanted, notes=notes(), known=again) == link_cards(wanted, notes=notes())


def test_one_more_report_is_compared_alone() -> None:
    first = KnownPairs(scorer="one")
    link_cards(flat([*range(11)]), notes=notes(), known=first)
    second = KnownPairs(first.dump(), scorer="one")
    link_cards(flat([*range(12)]), notes=notes(), known=second)
    third = KnownPairs(second.dump(), scorer="one")
    link_cards(flat([*range(12)]), notes=notes(), known=third)
    assert first.found == 0
    assert 0 < second.asked - second.found < second.asked / 3
    assert third.found == third.asked == second.asked


def test_a_report_that_is_read_otherwise_is_compared_again() -> None:
    first = KnownPairs(scorer="one")
    link_cards(flat([*range(12)]), notes=notes(), known=first)
    other = [replace(card, mode="") for card in cards()[0]]
    changed = [*other, *flat([*range(1, 12)])]
    again = KnownPairs(first.dump(), scorer="one")
    assert link_cards(changed, notes=notes(), known=again) == link_cards(changed, notes=notes())
    assert again.found < again.asked


def test_another_scorer_and_broken_bytes_know_nothing() -> None:
    first = KnownPairs(scorer="one")
    link_cards(flat([0, 1, 2]), notes=notes(), known=first)
    body = first.dump()
    for known in (KnownPairs(body, scorer="two"), KnownPairs(body[:-1], scorer="one")):
        link_cards(flat([0, 1, 2]), notes=notes(), known=known)
        assert known.asked
        assert known.found == 0
        assert len(known.dump()) == len(body)
