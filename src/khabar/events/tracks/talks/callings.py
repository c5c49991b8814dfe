"""Actors as their own sentence calls them, where a report's chain of names holds two of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from khabar.base.names import fold_name, fold_words, sound_key
from khabar.events.tracks.wording import GENERIC_GROUP, GENERIC_STATE
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind

__all__ = ["call_by_sentence"]

_SMALL: Final = frozenset("a an the of and all each both two neither either".split())
_SEVERAL: Final = frozenset({"both", "two", "neither", "either", "sides", "parties"})
_GENERAL: Final = (GENERIC_GROUP | GENERIC_STATE) - _SEVERAL


def call_by_sentence(cards: Iterable[ClaimCard]) -> list[ClaimCard]:
    """Return claims whose actors are those that their sentences name.

    A reader may take "both parties" for one of them, or a third group for one that was named
    before. Where a sentence does not name the actor itself, but calls it by words for several,
    or by the name that another actor of the case goes by, these are the actor.

    Args:
        cards: All claims of a case, in order.
    """
    cards = list(_in_full(list(cards)))
    known = {fold_name(p.name): p for card in cards for p in (*card.actors, *card.recipients)}
    return [
        replace(
            card,
            actors=tuple(_called(card.actors, card, known)),
            recipients=tuple(_called(card.recipients, card, known)),
        )
        for card in cards
    ]


def _in_full(cards: Sequence[ClaimCard]) -> Iterator[ClaimCard]:
    """Yield claims whose people go by their full names, where the case has one such person."""
    full: dict[str, dict[str, CardParty]] = {}
    for party in (p for card in cards for p in (*card.actors, *card.recipients)):
        words = fold_words(party.name)
        if party.kind is EntityKind.PERSON and len(words) > 1:
            full.setdefault(sound_key(words[-1]), {}).setdefault(sound_key(party.name), party)

    def named(party: CardParty) -> CardParty:
        words = fold_words(party.name)
        own = full.get(sound_key(party.name), {}) if len(words) == 1 else {}
        if party.kind is not EntityKind.PERSON or len(own) != 1:
            return party
        return replace(next(iter(own.values())), p=party.p)

    for card in cards:
        yield replace(
            card,
            actors=tuple(map(named, card.actors)),
            recipients=tuple(map(named, card.recipients)),
        )


def _called(
    parties: Sequence[CardParty], card: ClaimCard, known: dict[str, CardParty]
) -> Iterator[CardParty]:
    said = set(card.words)
    for party in parties:
        named = party.kind is EntityKind.PERSON or set(fold_words(party.name)) & said
        own = () if named else [alias for alias in party.aliases[1:] if _stands_in(alias, said)]
        several = next((alias for alias in own if _SEVERAL & set(alias.split())), "")
        full = [alias for alias in party.aliases[1:] if _is_fuller(alias, party)]
        other = next((known[w] for w in map(_bare, (*own[:1], *full)) if w in known), party)
        if several:
            yield replace(
                party,
                key=f"~{several}",
                name=several,
                kind=EntityKind.ORGANISATION,
                sector=None,
                of="",
                aliases=(several,),
            )
        else:
            yield replace(other, p=party.p) if other.key != party.key else party


def _bare(alias: str) -> str:
    return alias.removeprefix("the ")


def _is_fuller(alias: str, party: CardParty) -> bool:
    """Return whether words are the name of an actor and more: "Hill Front" of "Front"."""
    words = set(_bare(alias).split())
    return party.kind is not EntityKind.PERSON and set(fold_words(party.name)) < words


def _stands_in(alias: str, said: set[str]) -> bool:
    """Return whether the words of a name that say something stand in a sentence."""
    words = set(alias.split()) - _SMALL
    tells = bool(words - _GENERAL)
    return tells and words <= said
