"""A dozen claims about a shelling, the next day's shelling, and talks, in invented places."""

from dataclasses import replace
from datetime import date, timedelta

from helpers.claim_cards import card, killed, party
from khabar.base.names import fold_name
from khabar.record.card import CardPlace, ClaimCard
from khabar.record.codes import EventType
from khabar.record.time import TimeBasis

__all__ = ["MONDAY", "at", "news"]

MONDAY = date(2031, 3, 3)


def at(told: ClaimCard, *places: str, identity: str = "V1", mode: str = "") -> ClaimCard:
    """Return the claim set at places that no gazetteer knows, its day told."""
    where = tuple(
        CardPlace(
            key="~" + fold_name(name),
            name=name,
            country="",
            lat=None,
            lon=None,
            precision_m=0,
            p=1.0,
        )
        for name in places
    )
    basis = TimeBasis.RESOLVED if told.first else TimeBasis.DATELINE
    return replace(told, places=where, identity=identity, mode=mode, basis=basis)


def news() -> list[ClaimCard]:
    """Return claims of four reports: two shellings of one village, and talks elsewhere."""
    army, people = (party("Velmar army"),), (party("villagers of Osk"),)
    found = []
    for number, outlet in enumerate(("Harbour Wire", "Osk Radio", "The Ledger", "Velmar Today")):
        report, told = f"r-{number}", MONDAY + timedelta(days=1 + number)
        for identity, day, count in (("V1", 0, 4), ("V2", 1, 2)):
            shelling = card(
                report, outlet, actors=army, recipients=people, quantities=(killed(count),),
                day=MONDAY + timedelta(days=day), published=told, words=("shells", "village"),
            )  # fmt: skip
            found.append(at(shelling, "Osk", identity=identity, mode="heavy-weapons"))
        talks = card(
            report, outlet, type=EventType.CONSULT, head="talks", published=told, day=MONDAY,
            actors=(party("Velmar government"), party("Osk council")),
        )  # fmt: skip
        found.append(at(talks, "Port Anselm", identity="V3", mode="multilateral"))
    return found
