"""For whom somebody speaks at talks, as far as the names that reports give him tell it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from khabar.base.names import fold_words, sound_key
from khabar.events.tracks.parties.sides import Sides
from khabar.events.tracks.wording import GENERIC_GROUP, GENERIC_STATE, SENT
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType

__all__ = ["SPOKEN", "Delegates"]

_GENERAL: Final = GENERIC_STATE | GENERIC_GROUP
_SENT: Final = SENT | {"side"}
_CABINET: Final = frozenset("government cabinet authorities junta regime administration".split())
_SEVERAL: Final = frozenset("two both governments capitals armies delegations".split())
SPOKEN: Final = frozenset({
    EventType.AGREE,
    EventType.CONCEDE,
    EventType.REJECT,
    EventType.REQUEST,
    EventType.THREATEN,
})
"""What is done by saying it, for a side or to one."""

_POSTS: Final = frozenset({("foreign", "ministers"), ("prime", "ministers")})


class Delegates:
    """The sides of those who talk: of a minister the country that his post names."""

    def __init__(self, cards: Iterable[ClaimCard], *, sides: Sides) -> None:
        """Learn whose minister or envoy each person is called.

        Args:
            cards: All claims of a case.
            sides: Their sides.
        """
        self._sides = sides
        self._named: dict[str, str] = {}
        roles = (party for card in cards for party in (*card.actors, *card.recipients))
        named = (p for p in roles if p.kind is EntityKind.GOVERNMENT and not p.of)
        self._cabinet = Counter(p for p in named if _is_cabinet(fold_words(p.name)))
        self._cabinets: dict[str, Counter[str]] = {}
        self._asked: dict[CardParty, str] = {}
        self._bodies = {p.of for card in cards for p in (*card.actors, *card.recipients) if p.of}
        told: dict[str, Counter[str]] = {}
        seen = {party for card in cards for party in (*card.actors, *card.recipients)}
        for party in sorted(seen, key=lambda p: (p.key, p.aliases)):
            if _is_plain_person(party):
                votes = told.setdefault(sound_key(party.name), Counter())
                votes.update(self._posts(party))
        for card in cards:
            states = {side for p in card.actors if (side := self._capital_of(p))}
            for party in card.actors if len(states) == 1 and card.type in SPOKEN else ():
                if _is_plain_person(party):
                    told.setdefault(sound_key(party.name), Counter()).update(states)
        self._told = {
            sound: min(votes, key=lambda side, votes=votes: (-votes[side], side))  # type: ignore[misc]
            for sound, votes in told.items()
            if votes
        }

    def part(self, cards: Iterable[ClaimCard], *, pair: frozenset[str]) -> None:
        """Put people whose names tell no side, and who talk to what they would be, elsewhere.

        Args:
            cards: All claims of a case.
            pair: The two sides that talk; one who is not of the first is of the second.
        """
        apart: dict[str, str] = {}
        for card in cards:
            for party in card.actors if card.type in SPOKEN | {EventType.CONSULT} else ():
                side = self.of_party(party)
                if not _is_plain_person(party) or sound_key(party.name) in self._told:
                    continue
                met = card.actors if card.type is EventType.CONSULT else ()
                others = (p for p in (*card.recipients, *met) if self._is_told(p))
                if side.startswith("state:") and side in {self.of_party(p) for p in others}:
                    rest = sorted(pair - {side}) if side in pair else []
                    apart[sound_key(party.name)] = (*rest, f"other:{sound_key(party.name)}")[0]
        self._told |= apart
        self._asked.clear()

    def cabinet(self, side: str) -> str:
        """Return what the government of a side is called in most claims; empty when it is not."""
        if not self._cabinets:
            for party in self._cabinet:
                votes = self._cabinets.setdefault(self.of_party(party), Counter())
                votes[party.name] += self._cabinet[party]
        votes = self._cabinets.get(side, Counter())
        return min(votes, key=lambda name: (-votes[name], name), default="")

    def _is_told(self, party: CardParty) -> bool:
        """Return whether a name tells whose an actor is, as "the army" and most people's do not."""
        if _is_plain_person(party):
            return sound_key(party.name) in self._told
        return bool(party.of) or self._sides.is_named(party)

    def _capital_of(self, party: CardParty) -> str:
        """Return the state that a single word names, such as a country."""
        words = fold_words(party.name)
        return self._side_named(words[0]) if len(words) == 1 else ""

    def _posts(self, party: CardParty) -> set[str]:
        """Return the sides that words beside a person's name are the names of."""
        own = set(fold_words(party.name))
        words = {word for alias in party.aliases for word in alias.split()} - own - _GENERAL
        return {side for word in words if (side := self._side_named(word))}

    def _side_named(self, name: str) -> str:
        """Return the state or armed group that a name is the name of; empty when of neither."""
        if name not in self._named:
            asked = CardParty(
                key=f"~{name}",
                name=name,
                kind=EntityKind.ORGANISATION,
                country="",
                sector=None,
                of="",
                aliases=(),
                p=1.0,
            )
            side = self._sides.of_party(asked)
            self._named[name] = side if side.startswith(("state:", "group:")) else ""
        return self._named[name]

    def of_party(self, party: CardParty) -> str:
        """Return the side somebody is on; empty for several sides at once."""
        side = self._asked.get(party)
        if side is None:
            side = self._asked[party] = self._find(party)
        return side

    def _find(self, party: CardParty) -> str:
        words = fold_words(party.name)
        if _SEVERAL & set(words) or words in _POSTS:
            return ""
        if party.kind is EntityKind.PERSON:
            told = "" if party.of else self._told.get(sound_key(party.name), "")
            return told or self._sides.of_party(party)
        if _SENT & set(words):
            rest = [word for word in words if word not in _SENT | _GENERAL]
            if len(rest) == 1 and (side := self._side_named(rest[0])):
                return side
        side = self._sides.of_party(party)
        if side.startswith("state:") and not self._is_told(party) and party.key not in self._bodies:
            rest = [word for word in words if word not in _SENT | _GENERAL]
            return f"other:{sound_key(' '.join(rest))}" if rest else side
        return side

    def members(self, party: CardParty) -> tuple[str, ...]:
        """Return the sides an actor joins: "the ministers of A and B" two, "both sides" none."""
        if party.kind in {EntityKind.PLACE, EntityKind.FACILITY}:
            return ()
        if side := self.of_party(party):
            return (side,)
        named = (party.name, *party.aliases)
        joined = (self._sides.members(replace(party, name=name)) for name in named)
        return next((sides for sides in joined if len(sides) > 1), ())


def _is_cabinet(words: tuple[str, ...]) -> bool:
    return bool(_CABINET & set(words)) and not _SENT & set(words)


def _is_plain_person(party: CardParty) -> bool:
    return party.kind is EntityKind.PERSON and not party.of
