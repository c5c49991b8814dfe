"""Who sits at a table and who brings others to it: mediators are never a side of talks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from khabar.base.names import fold_words, sound_key
from khabar.events.tracks.parties.sides import Sides
from khabar.events.tracks.talks.delegates import SPOKEN, Delegates
from khabar.events.tracks.wording import ATTEND, DEAL, MEDIATE, OFFICE, RECEIVE, TALK, said
from khabar.record.card import CardParty, ClaimCard, OriginKind
from khabar.record.codes import EntityKind, EventType, Sector, Status

__all__ = ["Between", "is_coming", "is_invitation", "is_signing", "is_talk", "is_truce", "seated"]

_FIGHTING: Final = frozenset({EntityKind.ARMED_GROUP, EntityKind.MILITARY})  # sit, never mediate
_ABOVE: Final = frozenset({Sector.IGO, Sector.NGO})  # bodies that are no party to a conflict
_SPOTS: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY})
_PLURAL: Final = frozenset("both sides parties two".split())
_BRINGS: Final = frozenset("mediat* facilitat* broker* host*".split())  # what one offers to do
_FIGHTS: Final = re.compile(r"(state|group):.")
_BODIES: Final = _FIGHTING | {
    EntityKind.COUNTRY,
    EntityKind.GOVERNMENT,
    EntityKind.ORGANISATION,
    EntityKind.PARTY,
}
_CROWD: Final = frozenset(
    "people persons residents civilians citizens inhabitants population crowd women "
    "children".split()
)
_TWO: Final = 2
_MEET: Final = frozenset("meet meets met".split())
_LEAST_SURE: Final = 0.5
_LEAST_TOLD: Final = 0.3  # where no word says that it was a talk


def _is_crowd(party: CardParty) -> bool:
    """Return whether civilians are only called people: nobody sits at a table for them."""
    return party.kind is EntityKind.CIVILIANS and set(fold_words(party.name)) <= _CROWD


def is_talk(card: ClaimCard) -> bool:
    """Return whether a claim tells of negotiating and not of any visit or call."""
    if is_signing(card):
        return True
    if card.type is not EventType.CONSULT or card.status is Status.HISTORICAL:
        return False
    if _is_alone(card):
        return False
    if said((card.head,), TALK):
        return True
    if card.mode in {"third-party", "multilateral"} and card.p >= _LEAST_TOLD:
        return True
    return not card.mode and said((card.head,), RECEIVE) and len(seated(card)) > 1


def _is_alone(card: ClaimCard) -> bool:
    """Return whether only one is told to meet, as in "the offer met with scorn"."""
    meets = set(card.phrase) & _MEET and card.mode != "third-party"
    if not meets or len(seated(card)) > 1:
        return False
    words = {word for party in seated(card) for word in fold_words(party.name)}
    return not any(word in _PLURAL or word == "and" or word.endswith("s") for word in words)


def is_signing(card: ClaimCard) -> bool:
    """Return whether two sides put their names to a deal: they have met, and agreed."""
    told = card.type in {EventType.AGREE, EventType.SUPPORT} and card.status is Status.ACTUAL
    about = not card.theme or said(fold_words(card.theme), DEAL)
    return told and about and said((card.head,), {"sign*"}) and len(seated(card)) > 1


def is_invitation(card: ClaimCard) -> bool:
    """Return whether somebody offers or asks others to meet."""
    if card.status is not Status.ACTUAL:
        return False
    asks = card.type is EventType.REQUEST and card.mode == "meet"
    hosts = card.type is EventType.AGREE and said(
        (card.head,), frozenset("offer* propos* invit* host*".split())
    )
    theme = fold_words(card.theme)
    receives = said(theme, RECEIVE) and said(theme, _PLURAL)
    return (asks or hosts) and (said(theme, TALK) or receives or card.mode == "meet")


def is_coming(card: ClaimCard) -> bool:
    """Return whether somebody takes an invitation, or agrees to come to talks."""
    if card.type is not EventType.AGREE or card.status is not Status.ACTUAL:
        return False
    theme = [word for word in fold_words(card.theme) if word != "to"]
    return said(theme, {"invit*"}) or said(theme[:1], ATTEND | _MEET | {"return*", "resum*"})


def is_truce(card: ClaimCard) -> bool:
    """Return whether a claim tells that a truce is kept, or is not."""
    held = {Status.ACTUAL, Status.ONGOING, Status.NEGATED}
    told = card.type is EventType.RETREAT and card.mode == "ceasefire"
    return told and card.status in held and card.p >= _LEAST_SURE


def seated(card: ClaimCard) -> tuple[CardParty, ...]:
    """Return everybody a claim of talks names as taking part."""
    return (*card.actors, *card.recipients)


def _is_nameless(party: CardParty) -> bool:
    """Return whether a body is only called by what it is, as "the government"."""
    return party.kind is EntityKind.GOVERNMENT and party.name.islower()


def _holds_office(party: CardParty) -> bool:
    """Return whether somebody is called by an office that can speak for a side."""
    return said({word for alias in party.aliases for word in alias.split()}, OFFICE)


def _is_among_bodies(card: ClaimCard) -> bool:
    """Return whether who asks, offers or refuses does so with a body, or to one."""
    bodies = (p.kind in _BODIES for p in seated(card))
    return card.type in SPOKEN and any(bodies)


class Between:
    """Those who bring others together, and the sides of everybody else at a table."""

    def __init__(self, cards: Iterable[ClaimCard], *, sides: Sides) -> None:
        """Learn who stands between the sides.

        Somebody does who is called a mediator, who alone brings others together in a claim or
        offers to, or whom more claims show doing so than sitting with others: by a word for it,
        beside or in front of "both sides", or as the only one of a mediated meeting who does
        not fight. Reprints count as often as they are printed, on both scales.

        Args:
            cards: All claims of a case.
            sides: Their sides.
        """
        cards = list(cards)
        self._sides = Delegates(cards, sides=sides)
        self._speaks = sides
        self._seen = [party for card in cards for party in seated(card)]
        self._names: dict[str, str] = {}
        opposed = self._opposed(cards)
        self._sides.part(cards, pair=opposed)
        self._principals = frozenset(opposed or sides.principals())
        self._fight = frozenset(self._fighting(cards))
        self._called: set[str] = set()
        self._in_office: set[str] = set()
        self._brings: Counter[str] = Counter()
        self._sits: Counter[str] = Counter()
        for card in cards:
            self._learn(card)
        brings = {key for key, times in self._brings.items() if times > self._sits[key]}
        self._between = frozenset(self._called | brings)
        signed = (party for card in cards if is_signing(card) for party in card.actors)
        self._signed = frozenset(side for party in signed for side in sides.members(party))
        self._at_table = self._principals | self._signed | frozenset(self._facing(cards))

    def _opposed(self, cards: Iterable[ClaimCard]) -> frozenset[str]:
        """Return the two states or armed groups that talk with each other in most claims."""
        met: dict[frozenset[str], set[str]] = {}
        for card in cards:
            who = seated(card) if is_talk(card) else ()
            sides = sorted({side for party in who for side in self._sides.members(party)})
            fight = [side for side in sides if _FIGHTS.match(side)]
            for pair in combinations(fight, 2):
                met.setdefault(frozenset(pair), set()).add(card.key.report)
        ranked = sorted(met, key=lambda pair: (-len(met[pair]), sorted(pair)))
        first, second = (*(len(met[pair]) for pair in ranked[:2]), 0, 0)[:2]
        return ranked[0] if first > max(1, second) else frozenset()

    def principals(self) -> frozenset[str]:
        """Return the two sides that "both sides" are, as far as claims make them clear."""
        return self._principals

    def _fighting(self, cards: Iterable[ClaimCard]) -> Iterator[str]:
        """Yield the sides that use force, or against whom it is used."""
        for card in cards:
            for party in seated(card) if card.type is EventType.ASSAULT else ():
                sides = self._sides.members(party)
                yield from (side for side in sides if side.startswith(("state:", "group:")))

    def _facing(self, cards: Iterable[ClaimCard]) -> Iterator[str]:
        """Yield the sides of bodies that sit opposite one other side, with nobody between."""
        for card in cards:
            both = seated(card) if is_talk(card) and card.mode != "third-party" else ()
            for party in both if len(both) == _TWO else ():
                if party.key.startswith("~") and not party.of:
                    yield self._sides.of_party(party)

    def _learn(self, card: ClaimCard) -> None:
        talk = is_talk(card)
        alone = len(card.actors) == 1 and said((card.head,), {"conven*"})
        convenes = (card.mode == "multilateral" or alone) and not card.recipients  # itself
        leads = talk and said((card.head,), MEDIATE) and not convenes
        sits = talk and (
            len(seated(card)) > 2 or (card.mode != "third-party" and len(seated(card)) > 1)
        )
        brings = card.type is EventType.AGREE and said(fold_words(card.theme), _BRINGS)
        invites = is_invitation(card) and (brings or self.is_joint(card.recipients))
        among = talk or _is_among_bodies(card)
        officials = (p for p in seated(card) if among or p.of or _holds_office(p))
        self._in_office |= {word for p in officials for word in fold_words(p.name)[-1:]}
        for party in card.actors:
            if _is_nameless(party):
                continue
            key = self._key(party)
            if any("mediator" in alias.split() for alias in party.aliases):
                self._called.add(key)
            if invites or (leads and (card.recipients or len(card.actors) == 1)):
                self._called.add(key)
            elif (leads and self._is_neutral(party)) or self._is_third(party, card):
                self._brings[key] += 1
            elif sits:
                self._sits[key] += 1

    def is_private(self, party: CardParty) -> bool:
        """Return whether a person has no office and sits at no table, as far as claims tell."""
        surname = set(fold_words(party.name)[-1:])
        return party.kind is EntityKind.PERSON and not surname & self._in_office

    def is_joint(self, parties: Iterable[CardParty]) -> bool:
        """Return whether actors are two sides, one by one or as "both sides"."""
        sides = [self._sides.of_party(party) for party in parties]
        return not all(sides) or len(set(sides)) > 1

    def _is_neutral(self, party: CardParty) -> bool:
        """Return whether somebody can bring others together: no body of a side that fights."""
        person = party.kind is EntityKind.PERSON
        fights = self._sides.of_party(party) in self._fight
        return person or not (fights or party.kind in _FIGHTING)

    def _is_third(self, party: CardParty, card: ClaimCard) -> bool:
        """Return whether a claim shows somebody beside or in front of two sides of others."""
        own = self._sides.of_party(party)
        turns = card.status is Status.ACTUAL and card.type in {EventType.AGREE, EventType.REQUEST}
        beside = card.mode == "third-party" or (own and party.kind is EntityKind.PERSON)
        mediated = is_signing(card) or (is_talk(card) and bool(beside))
        if (
            not (turns or mediated)
            or party.kind in _FIGHTING
            or len(self._sides.members(party)) != 1
            or own in self._principals
        ):
            return False
        others = [p for p in (seated(card) if mediated else card.recipients) if p != party]
        others = [p for p in others if p.kind not in _SPOTS]
        if any(len(self._sides.members(p)) != 1 for p in others):
            joint = [p for p in others if len(self._sides.members(p)) != 1]
            return own not in {side for p in joint for side in self._sides.members(p)}
        met = {self._sides.of_party(p) for p in others} - {own}
        fight = {side for side in met if side.startswith(("state:", "group:"))}
        nobodys = own == "state:" or own.startswith("other:")
        apart = nobodys and len(fight) == len(others) == 2
        return mediated and (
            apart or (own not in self._fight and len(met) > 1 and met <= self._fight)
        )

    def _key(self, party: CardParty) -> str:
        """Return what counts for somebody: the side, or the name where that is a principal's."""
        side = self._sides.of_party(party)
        return sound_key(party.name) if self._is_loose(side) else side

    def _is_loose(self, side: str) -> bool:
        """Return whether a side is too wide to tell by it who brings others together."""
        return side in {"", "state:", *self._principals}

    def mediates(self, party: CardParty) -> bool:
        """Return whether claims show somebody bringing others together."""
        return self._key(party) in self._between

    def holds(self, party: CardParty) -> bool:
        """Return whether somebody is no side of talks: a mediator, or a body above the sides."""
        if self.mediates(party):
            return True
        return party.sector in _ABOVE and self._sides.of_party(party) not in self._at_table

    def side(self, party: CardParty) -> str:
        """Return the side somebody is on; who stands between is his own; empty for several."""
        side = self._sides.of_party(party)
        apart = bool(side) and self._is_loose(side) and self.holds(party)
        return f"other:{sound_key(party.name)}" if apart else side

    def members(self, party: CardParty) -> tuple[str, ...]:
        """Return the sides for which somebody sits at a table; none for who stands between."""
        apart = self.holds(party) or _is_crowd(party)
        return () if apart else self._sides.members(party)

    def seats(self, card: ClaimCard) -> frozenset[str]:
        """Return the sides that a claim of talks names as taking part."""
        sure = (party for party in seated(card) if party.p >= _LEAST_SURE)
        return frozenset(side for party in sure for side in self.members(party))

    def voices(self, card: ClaimCard) -> set[str]:
        """Return the sides that state something: all of them when they state it together."""
        sure = [party for party in card.actors if party.p >= _LEAST_SURE]
        return {side for party in sure for side in self.members(party)}

    def name(self, side: str) -> str:
        """Return the name of the first claim's actor of a side; empty when it has none."""
        if not self._names:
            for party in self._seen:
                self._names.setdefault(self.side(party), party.name)
        return self._names.get(side, "")

    def cabinet(self, side: str) -> str:
        """Return what the government of a side is called; empty when it is not."""
        return self._sides.cabinet(side)

    def tellers(self, card: ClaimCard) -> frozenset[str]:
        """Return the sides of the innermost speakers of a claim; none for who stands between."""
        told = [link for link in card.sources if link.kind is OriginKind.SPEAKER]
        return frozenset(side for link in told[-1:] if (side := self._speaks.of_source(link)))
