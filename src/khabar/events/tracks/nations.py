"""States by name: which word of "the Dareshani army" says whose army it is."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.wording import GENERIC_STATE, LOCAL_OFFICE, STATE_HEADS, WHERE
from khabar.record.card import CardParty
from khabar.record.codes import EntityKind, Sector

__all__ = ["STATE_SECTORS", "is_state", "join_states", "same_state", "state_label"]

_STATE_KINDS: Final = frozenset({
    EntityKind.MILITARY,
    EntityKind.POLICE,
    EntityKind.GOVERNMENT,
    EntityKind.COUNTRY,
})
STATE_SECTORS: Final = frozenset({Sector.COP, Sector.GOV, Sector.LEG, Sector.MIL, Sector.SPY})
_SAME_FRONT: Final = 4  # letters that a state and its adjective share
_LONGEST_ENDING: Final = 4  # letters in which they differ ("Dareshan", "Dareshani")


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


def join_states(
    order: Iterable[CardParty], *, plain: AbstractSet[str], people: AbstractSet[str]
) -> Iterator[tuple[str, str]]:
    """Yield the state that each label means: a country's code, else its most frequent form."""
    found: dict[str, str] = {}
    for party in order:
        words = fold_words(party.name)
        label = state_label(words) if is_state(party) and _tells_state(party, words) else ""
        bearer = label.removesuffix("s")
        if bearer != label and bearer in people - found.keys():
            continue  # "Lovik's police"
        if label in _large_words(party.name) - plain and label not in found:
            same = next((meant for other, meant in found.items() if same_state(label, other)), "")
            code = "" if party.key.startswith("~") else party.country
            found[label] = same or code or label
            yield label, found[label]


def _large_words(name: str) -> set[str]:
    return {part for word in name.split() if word[:1].isupper() for part in fold_words(word)}


def _tells_state(party: CardParty, words: tuple[str, ...]) -> bool:
    """Return whether a name can tell a state: a country, or a force or post with its state."""
    alone = len(words) == 1 and party.name[:1].isupper() and party.kind is not EntityKind.PERSON
    return alone or party.kind is EntityKind.COUNTRY or bool(STATE_HEADS & set(words))
