"""Reports of an invented war, as many as one likes, the same for the same number."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from khabar.intake import make_report
from khabar.record.report import Report

__all__ = ["invent_reports"]

_PLACES: Final = ("Belesar", "Dareshan", "Ostrava Heights", "Quni", "Tal Marun", "Vostok Mill")
_SIDES: Final = ("the Northern Front", "the Belesar Council", "government troops", "the Quni Guard")
_OUTLETS: Final = ("Quni Courier", "Belesar Radio", "The Marun Post", "Northern Wire")
_SPEAKERS: Final = ("a doctor", "General Aro Vel", "the governor", "residents")
_LINES: Final = (
    "{side} shelled {place} on {day}, killing {n} people, {speaker} said.",
    "At least {n} people were killed when {side} attacked {place}, {speaker} told {outlet}.",
    "{side} denied that its fighters had attacked {place}.",
    "{side} captured {place} after clashes with {other}, {speaker} said.",
    "{side} closed the road to {place} and {n} trucks with aid were turned back.",
    "{side} and {other} met for talks in {place} on {day}.",
    "{speaker} said {n} wounded were brought to the hospital in {place}.",
    "{side} will open the road to {place} if {other} withdraws, {speaker} said.",
)
_REPRINT: Final = 0.1  # share of reports that another outlet prints again


def invent_reports(count: int, *, seed: int = 7) -> Iterator[Report]:
    """Yield reports made of a few templates.

    Args:
        count: How many.
        seed: Another one makes other reports.

    Yields:
        Reports with ids, outlets and days; some reprint the one before.
    """
    chance = random.Random(seed)
    lines: list[str] = []
    for number in range(count):
        if not lines or chance.random() > _REPRINT:
            lines = [_line(chance) for _ in range(chance.randint(3, 6))]
        yield make_report(
            "\n\n".join(lines),
            report_id=f"invented-{number:07d}",
            metadata_published=date(2031, 1, 1) + timedelta(days=number // 20),
            outlet=chance.choice(_OUTLETS),
        )


def _line(chance: random.Random) -> str:
    side, other = chance.sample(_SIDES, 2)
    told = chance.choice(_LINES).format(
        side=side,
        other=other,
        place=chance.choice(_PLACES),
        day=chance.choice(("Monday", "Tuesday", "Friday", "Sunday")),
        n=chance.randint(2, 60),
        speaker=chance.choice(_SPEAKERS),
        outlet=chance.choice(_OUTLETS),
    )
    return told[0].upper() + told[1:]
