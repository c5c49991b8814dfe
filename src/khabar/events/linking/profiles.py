"""What a report says of one occurrence, gathered from all its claims, ready to compare."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from khabar.base.names import fold_words, sound_key
from khabar.events.lemmas import lemma_of, stem_of
from khabar.events.linking.lexicon import Lexicon
from khabar.record.card import CardParty, CardPlace, ClaimCard, ClaimKey, OriginKind
from khabar.record.codes import EntityKind, QuantityKind
from khabar.record.report import ReportId
from khabar.record.time import TimeBasis

__all__ = ["Actor", "Profile", "Story", "find_story", "make_profile", "place_sound"]

_TOLD: Final = (TimeBasis.STATED, TimeBasis.RESOLVED, TimeBasis.CONTEXT, TimeBasis.DATELINE)
_FIGURES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday two three four five six seven eight "
    "nine ten eleven twelve twenty thirty forty fifty sixty hundred thousand first second third "
    "fourth fifth sixth seventh".split()
)
_LIKELY: Final = 0.5
_VAGUE: Final = frozenset(
    "a all an and another any anyone armed at authorities both civilians dozens everybody "
    "everyone families fighter fighters forces group groups gunman gunmen he her hers herself him "
    "himself his hundreds i it its itself least local man many me members men militant militants "
    "my nobody none of officers official officials one others our ours people police protesters "
    "rebel rebels residents security several she side sides soldier soldiers some terrorist "
    "terrorists that the their them themselves these they this those thousands three troops two "
    "unidentified unknown us victims villagers we which who whom whose woman women you your".split()
)
_PEOPLE: Final = frozenset({EntityKind.CIVILIANS, EntityKind.PERSON})
_CIVIL: Final = frozenset(
    "baby boy boys child children civilian civilians families family farmers girl girls herders "
    "herdsmen man nurse patients resident residents shepherds student students villager villagers "
    "woman women worshippers".split()
)
_DENIED: Final = frozenset({"negated"})
_NEWS: Final = timedelta(days=2)  # what has no day of its own is about as old as this
_SOON: Final = timedelta(days=5)  # what is planned without a day
_TITLES: Final = frozenset("the of and for in al el de".split())


class Story(NamedTuple):
    """What a report is about.

    Attributes:
        words: Lemmas of all its claims, names among them.
        length: As a vector of rarities; 0 or more.
    """

    words: frozenset[str]
    length: float


NO_STORY: Final = Story(frozenset(), 0.0)


@dataclass(frozen=True, slots=True)
class Actor:
    """A party as it is compared.

    Attributes:
        key: Row of the registry, else ``~`` and the folded name.
        name: As shown.
        sounds: Sound keys of the words of its name.
        is_vague: Its words fit many ("the soldiers").
        aliases: Folded words by which the report calls it.
        full_names: Those of them of two words or more: who shares one is the same.
        of: Key of the body it belongs to; empty when unknown.
        country: ISO 3166-1 alpha-3; empty when unknown.
        sector: PLOVER sector; empty when unknown.
        side: ``forces`` of a state or ``civilians``, which nobody takes for each other; empty
            for others: who is a fighter is often in dispute.
    """

    key: str
    name: str
    sounds: frozenset[str]
    is_vague: bool
    aliases: frozenset[str]
    full_names: frozenset[str]
    of: str
    country: str
    sector: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One occurrence in one report.

    Attributes:
        key: The first of its claims.
        report: The report.
        keys: All its claims, in order.
        heads: Lemmas of the triggers.
        stems: What the triggers share with their nouns and verbs.
        types: Event types.
        modes: Modes.
        statuses: Statuses.
        first: Earliest day of the surest time; ``None`` when open or unknown.
        last: Latest day; ``None`` when open or unknown.
        basis: How the days are known.
        days: Both ends as compared: what is open runs until the report was told, what only a
            dateline bounds is news; ``None`` for a denial without a day of its own, which may
            be of anything told before, and for other unknown days.
        published: Day the report was told on; ``None`` when unknown.
        places: Surest first, each once.
        place_names: Their keys and names: one that a report could not look up is still the name.
        actors: Who did it.
        recipients: To whom.
        actor_keys: Keys of ``actors``.
        recipient_keys: Keys of ``recipients``.
        counts: Bounds of each count.
        theme: Lemmas of what it is about.
        figures: Numbers and days of the week of what it is about and hangs on.
        words: Lemmas of its sentences, names left out.
        story: What its report is about.
        sentences: All words of each sentence, for reprints.
        speakers: Keys of who says so.
    """

    key: ClaimKey
    report: ReportId
    keys: tuple[ClaimKey, ...]
    heads: frozenset[str]
    stems: frozenset[str]
    types: frozenset[str]
    modes: frozenset[str]
    statuses: frozenset[str]
    first: date | None
    last: date | None
    basis: TimeBasis
    days: tuple[date, date] | None
    published: date | None
    places: tuple[CardPlace, ...]
    place_names: frozenset[str]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    actor_keys: frozenset[str]
    recipient_keys: frozenset[str]
    counts: Mapping[QuantityKind, tuple[tuple[int | None, int | None], ...]]
    theme: frozenset[str]
    figures: frozenset[str]
    words: frozenset[str]
    story: Story
    sentences: tuple[tuple[str, ...], ...]
    speakers: frozenset[str]


def make_profile(cards: Iterable[ClaimCard], *, story: Story = NO_STORY) -> Profile:
    """Gather the claims of one report about one occurrence.

    Args:
        cards: At least one, of one report.
        story: Of the report, from ``find_story``.

    Returns:
        The profile; the order of the cards makes no difference.
    """
    told = sorted(cards, key=lambda card: (card.trigger, card.key))
    first, last, basis = _surest_days(told)
    published = told[0].published
    statuses = _kept(frozenset(str(card.status) for card in told))
    places = _places(told)
    actors = _actors(party for card in told for party in card.actors)
    recipients = _actors(party for card in told for party in card.recipients)
    names = _names(told)
    heads = _kept(frozenset(card.head for card in told))
    words = {lemma_of(w) for card in told for w in card.words if not names.intersection(_sounds(w))}
    return Profile(
        key=told[0].key,
        report=told[0].key.report,
        keys=tuple(card.key for card in told),
        heads=heads,
        stems=_kept(frozenset(stem_of(head) for head in heads)),
        types=_kept(frozenset(str(card.type) for card in told)),
        modes=_kept(frozenset(card.mode for card in told if card.mode)),
        statuses=statuses,
        first=first,
        last=last,
        basis=basis,
        days=_days(first, last or published, basis=basis, statuses=statuses),
        published=published,
        places=places,
        place_names=_place_names(places),
        actors=actors,
        recipients=recipients,
        actor_keys=_kept(frozenset(actor.key for actor in actors)),
        recipient_keys=_kept(frozenset(recipient.key for recipient in recipients)),
        counts=_counts(told),
        theme=frozenset(lemma_of(w) for card in told for w in fold_words(card.theme)) - _TITLES,
        figures=_figures(told),
        words=frozenset(words),
        story=story,
        sentences=tuple(dict.fromkeys(card.words for card in told)),
        speakers=_kept(
            frozenset(
                source.key
                for card in told
                for source in card.sources
                if source.kind is OriginKind.SPEAKER and source.key
            )
        ),
    )


@lru_cache(maxsize=100_000)
def _sounds(name: str) -> tuple[str, ...]:
    return tuple(sound_key(name).split())


@lru_cache(maxsize=100_000)
def place_sound(name: str) -> str:
    """Return what spellings of a place's name share; an h is heard by some and not by others."""
    return " ".join(word.replace("h", "") or word for word in _sounds(name) if word not in _TITLES)


def _days(
    first: date | None, last: date | None, *, basis: TimeBasis, statuses: frozenset[str]
) -> tuple[date, date] | None:
    if basis is TimeBasis.DATELINE and last is not None:
        if "ongoing" in statuses or statuses == _DENIED:
            return None
        return (last - _NEWS, last) if first is None else (first, max(first, last) + _SOON)
    if first is None or last is None or basis is TimeBasis.UNKNOWN:
        return None
    return (first, max(first, last))


def _place_names(places: tuple[CardPlace, ...]) -> frozenset[str]:
    names = {place_sound(place.name).replace(" ", "") for place in places}
    return _kept(frozenset(names.union(place.key for place in places)))


def _surest_days(cards: list[ClaimCard]) -> tuple[date | None, date | None, TimeBasis]:
    """Return the days of the surest, then narrowest time."""
    known = [card for card in cards if card.first or card.last]
    if not known:
        return None, None, TimeBasis.UNKNOWN
    best = min(known, key=lambda card: (_TOLD.index(card.basis) // 2, _width(card), card.trigger))
    return best.first, best.last, best.basis


def _width(card: ClaimCard) -> int:
    return (card.last - card.first).days if card.first and card.last else 3650


def _names(cards: list[ClaimCard]) -> frozenset[str]:
    """Return sound keys of all words that name a party or a place: they have their own parts."""
    named = [place.name for card in cards for place in card.places]
    named += [party.name for card in cards for party in (*card.actors, *card.recipients)]
    return frozenset(sound for name in named for sound in _sounds(name))


def _places(cards: list[ClaimCard]) -> tuple[CardPlace, ...]:
    best: dict[str, CardPlace] = {}
    told = [place for card in cards for place in card.places if _is_named(place)]
    least = min(_LIKELY, max((place.p for place in told), default=0.0))
    for place in (place for place in told if place.p >= least):
        if place.key not in best or place.p > best[place.key].p:
            best[place.key] = place
    return tuple(sorted(best.values(), key=lambda place: (-place.p, place.key)))


def _is_named(place: CardPlace) -> bool:
    """Return whether a place has a name; "the town" may be any."""
    return place.lat is not None or any(word[:1].isupper() for word in place.name.split()[:4])


def _actors(parties: Iterable[CardParty]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    sure = (party for party in parties if party.p >= _LIKELY)
    for party in sorted(sure, key=lambda party: (party.key, -party.p, party.aliases)):
        if party.key not in found:
            found[party.key] = _actor(replace(party, p=1.0))
    return tuple(found.values())


@lru_cache(maxsize=100_000)
def _actor(party: CardParty) -> Actor:
    return Actor(
        key=party.key,
        name=party.name,
        sounds=frozenset(_sounds(party.name)) - _TITLES,
        is_vague=all(word in _VAGUE for word in fold_words(party.name)),
        aliases=frozenset(party.aliases),
        full_names=frozenset(name for name in party.aliases if len(name) > 3 and " " in name),
        of=party.of,
        country=party.country,
        sector="" if party.sector is None else str(party.sector),
        side=_side(party),
    )


def _side(party: CardParty) -> str:
    if party.kind in (EntityKind.MILITARY, EntityKind.POLICE):
        return "forces"
    is_told = any(set(alias.split()) & _CIVIL for alias in party.aliases)
    return "civilians" if is_told and party.kind in _PEOPLE else ""


@lru_cache(maxsize=100_000)
def _kept(words: frozenset[str]) -> frozenset[str]:
    """Return the first set equal to this one, so that many profiles share it."""
    return words


def find_story(cards: Iterable[ClaimCard], *, lexicon: Lexicon) -> Story:
    """Return what a report is about: the lemmas of all its claims.

    Args:
        cards: All of one report.
        lexicon: Rarity of lemmas.

    Returns:
        Lemmas, names among them.
    """
    words = frozenset(lemma_of(word) for card in cards for word in card.words)
    return Story(words, lexicon.length(words))


def _figures(cards: list[ClaimCard]) -> frozenset[str]:
    told = (text for card in cards for text in (card.theme, *card.conditions))
    words = (word for text in told for word in fold_words(text))
    return frozenset(word for word in words if word.isdigit() or word in _FIGURES)


def _counts(
    cards: list[ClaimCard],
) -> dict[QuantityKind, tuple[tuple[int | None, int | None], ...]]:
    found: dict[QuantityKind, list[tuple[int | None, int | None]]] = {}
    for quantity in (quantity for card in cards for quantity in card.quantities):
        if quantity.low is not None or quantity.high is not None:
            found.setdefault(quantity.kind, []).append((quantity.low, quantity.high))
    return {kind: tuple(bounds) for kind, bounds in found.items()}
