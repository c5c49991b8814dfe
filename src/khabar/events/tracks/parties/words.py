"""Words of a case: of its places and people, and those that are no names."""

from collections.abc import Iterable, Iterator

from khabar.base.names import fold_name, fold_words, sound_key
from khabar.events.tracks.parties.nations import front_of
from khabar.record.card import CardParty, ClaimCard, OriginKind
from khabar.record.codes import EntityKind

__all__ = ["names_told", "outlet_of", "place_words", "small_words", "surnames"]


def names_told(cards: Iterable[ClaimCard]) -> Iterator[str]:
    """Yield the names by which claims call speakers and actors, folded, without an article."""
    for card in cards:
        yield from (fold_name(link.name) for link in card.sources)
        for party in (*card.actors, *card.recipients):
            yield from (alias.removeprefix("the ") for alias in party.aliases)


def outlet_of(card: ClaimCard) -> str:
    """Return the name of the outlet that printed a claim; empty when it is unknown."""
    named = (link.name for link in card.sources if link.kind is OriginKind.OUTLET)
    return next(named, card.outlet.removeprefix("~"))


def surnames(parties: Iterable[CardParty]) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield the surname of each person with number and sound of the name."""
    for number, party in enumerate(parties):
        own = party.name.split()[-1:]
        if party.kind is EntityKind.PERSON and own and own[0][:1].isupper():
            for word in fold_words(party.name)[-1:]:
                yield word.removesuffix("s"), (number, sound_key(party.name))


def place_words(cards: Iterable[ClaimCard]) -> dict[str, tuple[str, ...]]:
    """Return the words that names of places write large, by their first letters."""
    names = {place.name for card in cards for place in (*card.places, *card.sites)}
    large = {
        w for name in names for each in name.split() if each[:1].isupper() for w in fold_words(each)
    }
    found: dict[str, list[str]] = {}
    for word in sorted(large):
        found.setdefault(front_of(word), []).append(word)
    return {front: tuple(words) for front, words in found.items()}


def small_words(cards: Iterable[ClaimCard]) -> Iterator[str]:
    """Yield the words that claims write small: no name, also where a sentence begins with one."""
    for card in cards:
        told = [card.theme, card.clause, *card.conditions, *(place.name for place in card.places)]
        told += [party.name for party in (*card.actors, *card.recipients)]
        for word in " ".join(told).split():
            if word[:1].islower():
                yield from fold_words(word)
