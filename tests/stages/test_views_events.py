"""Events as lines: what is a guess looks like one."""

from dataclasses import replace

from helpers.claim_cards import card, party, speaker
from khabar.events.situation import tell_cards
from khabar.record.event import Event
from khabar.record.report import ReportId
from khabar.views.situation_lines import SituationLines

ARMY = party("Ostreli army")


def told(p: float) -> Event:
    cards = [card("r1", "Ostrel Wire", speaker("Ministry"), actors=(replace(ARMY, p=p),))]
    (event,) = tell_cards(cards, notes=(), arrivals={ReportId("r1"): 1}).situation.events
    return event


def test_a_doer_less_likely_than_not_is_shown_as_a_guess() -> None:
    lines = SituationLines({})
    assert "(Ostreli army?) ->" in lines.event(told(0.4))
    assert "  Ostreli army ->" in lines.event(told(0.6))
