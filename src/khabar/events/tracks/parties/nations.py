"""States by name: which word of "the Dareshani army" says whose army it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from typing import Final

from khabar.base.names import fold_name, fold_words
from khabar.events.tracks.wording import (
    GENERIC_STATE,
    LOCAL_OFFICE,
    OF_COUNTRY,
    STATE_HEADS,
    WHERE,
)
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, Sector
from khabar.record.report import ReportId

__all__ = [
    "STATE_SECTORS",
    "find_home",
    "front_of",
    "in_full",
    "is_large",
    "is_state",
    "join_states",
    "large_words",
    "same_state",
    "state_label",
]

_STATE_KINDS: Final = frozenset({
    EntityKind.MILITARY,
    EntityKind.POLICE,
    EntityKind.GOVERNMENT,
    EntityKind.COUNTRY,
})
STATE_SECTORS: Final = frozenset({Sector.COP, Sector.GOV, Sector.LEG, Sector.MIL, Sector.SPY})
_SAME_FRONT: Final = 4  # letters that a state and its adjective share
_LONGEST_ENDING: Final = 4  # letters in which they differ ("Dareshan", "Dareshani")
_RULED: Final = frozenset("government president parliament junta republic kingdom".split())
_BEFORE: Final = STATE_HEADS | {"defence", "defense", "foreign", "interior", "armed"}
_FEWEST_LEADS: Final = 2  # reports that begin with the country they are about
_CLEAR_LEADS: Final = 1.5  # times the runner-up, tuned with ``_FEWEST_LEADS`` on nineteen cases


def is_state(party: CardParty) -> bool:
    """Return whether an actor is a state, or one of its forces, offices or people."""
    if party.kind in _STATE_KINDS:
        return True
    body = party.kind in {EntityKind.ORGANISATION, EntityKind.PERSON}
    return body and party.sector in STATE_SECTORS


def state_label(words: tuple[str, ...]) -> str:
    """Return the word of a name that says which state: "the Dareshani army" -> "dareshani"."""
    if LOCAL_OFFICE & set(words):
        return ""
    stop = next((at for at, word in enumerate(words) if word in WHERE), len(words))
    return next((word for word in words[:stop] if word not in GENERIC_STATE), "")


def same_state(left: str, right: str) -> bool:
    """Return whether two words are a state and its adjective, or one of them twice."""
    front = next(
        (at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
    return front >= _SAME_FRONT and max(len(left), len(right)) - front <= _LONGEST_ENDING


def in_full(party: CardParty, large: Mapping[str, Sequence[str]]) -> CardParty:
    """Return "army" as "Dareshani army" where its report calls it so elsewhere.

    Args:
        party: An actor.
        large: Words of names of places, by ``front_of``: what is called so may be a state.

    Returns:
        The actor by the shortest such name; itself where it has none, or has those of two states.
    """
    if party.kind is EntityKind.PERSON or party.of or not is_state(party):
        return party
    if large_words(party.name) - GENERIC_STATE:
        return party
    found = {}
    for alias in party.aliases:
        words = tuple(alias.split())
        label = state_label(words) if STATE_HEADS & set(words) else ""
        if label and is_large(label, large):
            found[alias.removeprefix("the ")] = label
    first = min(found.values(), default="")
    if not found or not all(same_state(first, label) for label in found.values()):
        return party
    name = _capital(min(found, key=lambda alias: (len(alias), alias)), large)
    return replace(party, key="~" + fold_name(name), name=name)


def front_of(word: str) -> str:
    """Return the letters that a state and its adjective share."""
    return word[:_SAME_FRONT]


def is_large(label: str, large: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a word is a state's or its adjective, by a name of a place."""
    return any(same_state(label, word) for word in large.get(front_of(label), ()))


def _capital(alias: str, large: Mapping[str, Sequence[str]]) -> str:
    """Return folded words with the capitals of a name: "Dareshani army"."""
    told = []
    for word in alias.split():
        short = word.removesuffix("s")
        own = short if short in large.get(front_of(short), ()) else word
        is_name = own not in GENERIC_STATE and is_large(own, large)
        told.append(own.capitalize() if is_name else own)
    return " ".join(told)


def join_states(
    order: Iterable[CardParty],
    *,
    plain: AbstractSet[str],
    people: AbstractSet[str],
    large: Mapping[str, Sequence[str]],
) -> Iterator[tuple[str, str]]:
    """Yield the state that each label means: a country's code, else its most frequent form.

    A state is a place, or stands before its force: "the Council's soldiers" are of none.
    """
    found: dict[str, str] = {}
    for party in order:
        words = fold_words(party.name)
        label = state_label(words) if is_state(party) and _tells_state(party, words) else ""
        bearer = label.removesuffix("s")
        if bearer != label and bearer in people - found.keys():
            continue  # "Lovik's police"
        code = "" if party.key.startswith("~") else party.country
        is_place = bool(code) or party.kind is EntityKind.COUNTRY or is_large(label, large)
        is_place = is_place or _heads(label, party.name)
        if is_place and label in large_words(party.name) - plain and label not in found:
            same = next((meant for other, meant in found.items() if same_state(label, other)), "")
            found[label] = same or code or label
            yield label, found[label]


def _heads(label: str, name: str) -> bool:
    """Return whether a word stands right before a force or an office: "Dareshani army"."""
    words = [fold_name(word) for word in name.split()]  # "Council's" has no label's letters
    pairs = pairwise(words)
    owned = re.search(r"['’]s\b", name)
    return not owned and any(left == label and right in _BEFORE for left, right in pairs)


def large_words(name: str) -> set[str]:
    """Return the folded words of a name that it writes large."""
    return {part for word in name.split() if word[:1].isupper() for part in fold_words(word)}


def _tells_state(party: CardParty, words: tuple[str, ...]) -> bool:
    """Return whether a name can tell a state: a country, or a force or post with its state."""
    alone = len(words) == 1 and party.name[:1].isupper() and party.kind is not EntityKind.PERSON
    return alone or party.kind is EntityKind.COUNTRY or bool(STATE_HEADS & set(words))


def find_home(
    cards: Sequence[ClaimCard],
    *,
    labels: Iterable[str],
    large: Mapping[str, Sequence[str]],
    parties: Iterable[CardParty],
) -> str | None:
    """Return the country that reports are about: most name it where they begin.

    A neighbour whose coastguard is quoted is named too, but seldom first. A paper's own
    country ("The Ostrova Herald") does not count in that paper.

    Args:
        cards: All claims, in order.
        labels: Words known to be states of the case.
        large: Words of names of places, by ``front_of``.
        parties: All actors.

    Returns:
        The folded word; empty for a war of two countries, ``None`` when nothing tells.
    """
    words = {word for card in cards for word in card.words}
    ruled = {
        state_label(told)
        for p in parties
        if _RULED & set(told := fold_words(p.name)) or p.kind is EntityKind.COUNTRY
    }
    countries = {word for front in large.values() for word in front if _has_adjective(word, words)}
    leads = _leads(cards)
    found: Counter[str] = Counter()
    for label in sorted(countries | (ruled & set(labels)) - {""}):
        if not any(same_state(label, other) for other in found):
            found[label] = sum(
                any(same_state(label, word) for word in told) for told in leads.values()
            )
    (first, lead), (_, second) = (*found.most_common(2), ("", 0), ("", 0))[:2]
    if lead < _FEWEST_LEADS:
        return None
    return first if lead >= _CLEAR_LEADS * second else ""


def _leads(cards: Iterable[ClaimCard]) -> dict[ReportId, set[str]]:
    """Return the words of the first sentence of each report that claims something."""
    found: dict[ReportId, tuple[int, set[str]]] = {}
    for card in cards:
        start, _ = found.get(card.key.report, (card.sentence.start + 1, set()))
        if card.sentence.start < start:
            own = set(fold_words(card.outlet.removeprefix("~")))
            told = {w for w in card.words if not any(same_state(w, name) for name in own)}
            found[card.key.report] = card.sentence.start, told
    return {report: told for report, (_, told) in found.items()}


def _has_adjective(word: str, words: AbstractSet[str]) -> bool:
    """Return whether words have an adjective of a name: "Ostrova" and "Ostrovan"."""
    stem = word.rstrip("aeiou")
    forms = {word + ending for ending in OF_COUNTRY}
    forms |= {stem + ending for ending in OF_COUNTRY if stem != word and len(ending) > 1}
    return len(word) > _SAME_FRONT and bool(forms & words)
