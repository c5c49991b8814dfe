"""Values of a field with the claims that give them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khabar.events.contradictions.kinship import Kinship
from khabar.events.voices import Voice
from khabar.record.card import ClaimCard, ClaimKey
from khabar.record.event import Variant
from khabar.record.ledger import Cite
from khabar.record.report import ReportId

__all__ = ["Case", "make_variant"]


@dataclass(frozen=True, slots=True)
class Case:
    """One event, for finding what its sources tell differently.

    Attributes:
        cards: Its claims, in order.
        voices: Who each claim rests on.
        roots: The report that each report reprints in the end.
        kinship: How the claims hang together.
    """

    cards: tuple[ClaimCard, ...]
    voices: Mapping[ClaimKey, tuple[Voice, ...]]
    roots: Mapping[ReportId, ReportId]
    kinship: Kinship

    def keys_of(self, cards: Iterable[ClaimCard]) -> frozenset[str]:
        """Return the keys of all voices of some claims."""
        return frozenset(voice.key for card in cards for voice in self.voices[card.key])


def make_variant(value: str, *, cards: Iterable[ClaimCard], case: Case) -> Variant:
    """Return a value with who says so and where.

    Args:
        value: As shown.
        cards: The claims that give it.
        case: The event.

    Returns:
        The variant; sources in the order of the claims.
    """
    cards = sorted(cards, key=lambda card: card.key)
    names = dict.fromkeys(voice.name for card in cards for voice in case.voices[card.key])
    days = [card.published for card in cards if card.published is not None]
    return Variant(
        value=value,
        low=None,
        high=None,
        according_to=tuple(names),
        cites=tuple(sorted({Cite(card.key.report, card.trigger) for card in cards})),
        newest=max(days, default=None),
    )
