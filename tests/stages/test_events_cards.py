"""Cards of a small reading: what a claim of talks says where nothing names its theme."""

from dataclasses import replace
from datetime import date

import pytest

from helpers.readings import make_small_reading
from helpers.siege import siege
from khabar.events.cards import make_cards
from khabar.record.claim import Quantity, Reading
from khabar.record.codes import EventType, QuantityKind
from khabar.record.span import Span
from khabar.record.time import TimeBasis, TimeExpression, TimexType


def reading_of(type_: EventType) -> Reading:
    """Return the small reading with its claims of another type."""
    reading = make_small_reading()
    return replace(reading, claims=tuple(replace(c, type=type_) for c in reading.claims))


def test_an_offer_without_a_theme_keeps_its_own_words() -> None:
    first = make_cards(reading_of(EventType.AGREE))[0]
    assert first.theme == ""
    assert first.clause.startswith("shell Old Tarn on Friday if the <gate> stays shut")


def test_what_is_no_talk_keeps_none() -> None:
    assert {card.clause for card in make_cards(reading_of(EventType.ASSAULT))} == {""}


def test_a_trigger_at_the_end_of_its_sentence_says_nothing_more() -> None:
    reading = reading_of(EventType.AGREE)
    claim, text = reading.claims[0], reading.report.text
    at = reading.sentences[claim.sentence].span
    last = replace(claim, trigger=replace(claim.trigger, start=at.end - 5, end=at.end - 1))
    assert text[at.end - 1] == "."
    assert make_cards(replace(reading, claims=(last,)))[0].clause == ""


def test_a_card_keeps_how_late_its_claim_can_have_begun() -> None:
    reading = make_small_reading()
    claim = reading.claims[0]
    when = replace(claim.when, first=date(2014, 1, 1), last=None, first_by=date(2014, 12, 31))
    card = make_cards(replace(reading, claims=(replace(claim, when=when),)))[0]
    assert (card.first, card.first_by, card.last) == (when.first, when.first_by, None)


def test_a_place_that_is_less_likely_than_not_is_told_by_its_words() -> None:
    reading = siege()
    (link,) = reading.places
    sure = {place.key: place for card in make_cards(reading) for place in card.places}
    doubtful = replace(reading, places=(replace(link, p=0.3),))
    told = {place.key: place for card in make_cards(doubtful) for place in card.places}
    assert sure[link.row.id].lat == link.row.lat
    assert told["~gulvand"].lat is None
    assert link.row.id not in told


def test_a_card_knows_what_is_told_in_the_past_perfect() -> None:
    reading = make_small_reading()
    claim = reading.claims[0]
    start = reading.sentences[claim.sentence].span.start
    for told, before in {
        "The town had been in the hands": True,
        "The town had long been held": True,
        "The Front had held": True,
        "The town has been in the hands": False,
        "The army had control": False,
    }.items():
        text = reading.report.text[:start] + told + reading.report.text[start + len(told) :]
        trigger = replace(claim.trigger, start=start + len(told) - 4, end=start + len(told))
        changed = replace(reading, report=replace(reading.report, text=text))
        card = make_cards(replace(changed, claims=(replace(claim, trigger=trigger),)))[0]
        assert card.before is before, told


def test_some_of_the_dead_are_no_toll() -> None:
    reading = make_small_reading()
    claim = reading.claims[0]
    start = reading.sentences[claim.sentence].span.start
    for words, counted, kept in (
        ("two of the dead", "two of the dead", 0),
        ("two of the wounded", "two", 0),
        ("two of the soldiers", "two of the soldiers", 1),
    ):
        text = (
            f"{reading.report.text[:start]}{words} {reading.report.text[start + len(words) + 1 :]}"
        )
        count = Quantity(QuantityKind.KILLED, Span(start, start + len(counted)), 2, 2)
        changed = replace(reading, report=replace(reading.report, text=text))
        told = replace(changed, claims=(replace(claim, quantities=(count,)),))
        assert len(make_cards(told)[0].quantities) == kept


@pytest.mark.parametrize(
    ("words", "is_set"),
    [
        ("by Friday", True),
        ("until noon on Friday", True),
        ("no later than Friday", True),
        ("on Friday", False),
    ],
)
def test_a_card_knows_by_when_something_is_to_be_done(words: str, *, is_set: bool) -> None:
    reading = make_small_reading()
    claim, day = reading.claims[0], reading.report.told_on
    sentence = reading.sentences[claim.sentence].span
    text = reading.report.text
    text = f"{text[: sentence.end - len(words) - 1]} {words}{text[sentence.end :]}"
    friday = Span(sentence.end - len("Friday"), sentence.end)
    time = TimeExpression(friday, TimexType.DATE, str(day), day, day, TimeBasis.RESOLVED)
    told = replace(reading, report=replace(reading.report, text=text), timexes=(time,))
    plain = replace(claim, conditions=())
    card = make_cards(replace(told, claims=(plain,)))[0]
    assert (card.deadline == day) is is_set
    past = replace(time, last=date(1999, 1, 1))
    assert make_cards(replace(told, claims=(plain,), timexes=(past,)))[0].deadline is None
