"""Decks: the cards of one report with the report they are of."""

from dataclasses import dataclass

from khabar.record.card import ClaimCard
from khabar.record.report import Report

__all__ = ["Deck"]


@dataclass(frozen=True, slots=True)
class Deck:
    """What the events stage knows of one report.

    Attributes:
        report: The report, with its text.
        cards: A card for each claim of its reading.
    """

    report: Report
    cards: tuple[ClaimCard, ...]
