"""Sides: actors of many reports who are one party to a conflict, whatever each is called.

A soldier, the army and the ministry of one state are one side; a brigade, its commander and
the group they belong to are another. "The army" without more is the army that the other
reports name, as long as they name one clearly more often than any other.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from khabar.base.names import ENEMY, fold_name, fold_words, sound_key
from khabar.events.tracks.parties.bands import (
    MUTINEERS,
    group_in,
    join_groups,
    join_initials,
    join_short_forms,
)
from khabar.events.tracks.parties.fighting import count_fighters, find_leader
from khabar.events.tracks.parties.groups import Groups
from khabar.events.tracks.parties.nations import (
    STATE_SECTORS,
    find_home,
    in_full,
    is_large,
    is_state,
    join_states,
    large_words,
    same_state,
    state_label,
)
from khabar.events.tracks.parties.people import count_votes
from khabar.events.tracks.parties.posts import find_posts
from khabar.events.tracks.parties.words import (
    names_told,
    outlet_of,
    place_words,
    small_words,
    surnames,
)
from khabar.events.tracks.wording import (
    FORCES,
    GENERIC_GROUP,
    GENERIC_STATE,
    REBEL_WORDS,
    SENT,
    STATE_HEADS,
)
from khabar.record.card import CardParty, CardSource, ClaimCard
from khabar.record.codes import EntityKind, Sector
from khabar.record.report import ReportId

__all__ = ["Sides"]

_ARMED: Final = frozenset({Sector.REB, Sector.UAF, Sector.PRM})
_NO_ACTOR: Final = frozenset({EntityKind.PLACE, EntityKind.FACILITY})
_ANY_SIDE: Final = frozenset({"commander", "commanders", "leader", "fighter"})  # of either side
_RANKS: Final = frozenset("brigadier captain colonel general lieutenant major".split())
_OFFICE: Final = frozenset(
    "minister ministry army military government president police navy ruling junta".split()
)
_WHOLE: Final = FORCES | {"government", "junta"}  # heads of a state or its army as a whole
_OF_NO_SIDE: Final = {("parties",), ("both",), ("those",), ("neither",), ("whoever",)}
_OFTEN: Final = 3  # claims that name what is no slip of the reader
_DEEPEST: Final = 4  # bodies inside bodies


class Sides:
    """The sides of a case, by what its claims call them."""

    def __init__(self, cards: Iterable[ClaimCard]) -> None:
        """Learn the actors of all claims.

        Args:
            cards: All claims; their order makes no difference.
        """
        self._parties: dict[str, CardParty] = {}
        self._counts: Counter[str] = Counter()
        self._told: dict[str, set[tuple[ReportId, CardParty]]] = {}
        cards = sorted(cards, key=lambda card: card.key)
        self._outlets = {card.key.report: outlet_of(card) for card in cards}
        self._large = place_words(cards)
        self._full: dict[CardParty, CardParty] = {}
        self._called: dict[str, CardParty] = {}
        for card in cards:
            for told in (*card.actors, *card.recipients):
                if told.kind not in _NO_ACTOR:
                    party = self.in_full(told)
                    self._parties.setdefault(party.key, party)
                    if self._called.setdefault(told.key, party).key != party.key:
                        self._called[told.key] = told  # "the army" is not one army
                    self._counts[party.key] += 1
                    self._told.setdefault(party.key, set()).add((card.key.report, party))
        order = sorted(self._parties.values(), key=lambda p: (-self._counts[p.key], p.key))
        self._surnames = dict(reversed(list(surnames(self._parties.values()))))
        plain = frozenset(small_words(cards))
        places = frozenset(word for front in self._large.values() for word in front)
        people = self._surnames.keys()
        names = dict(join_groups(order, plain=plain, people=people, places=places))
        names |= join_initials(names_told(cards), names)
        self._groups = Groups(names | dict(join_short_forms(names)))
        whole = (p for p in order if not self._groups.inside(fold_words(p.name)))
        self._states = dict(join_states(whole, plain=plain, people=people, large=self._large))
        self._groups = self._groups.without(filter(self._is_of_state, self._groups.labels()))
        groups = self._fighters(order, self._groups.told)
        self._principal_group = find_leader(groups)
        coup = MUTINEERS in self._groups.labels() and not self._principal_group
        home = None if coup else self._home(cards)  # whose the state is, is then the question
        states = self._fighters(order, self._own_state)
        self._principal_state = find_leader(states) if home is None else home
        self._fighting = Counter({f"state:{name}": count for name, count in states.items()})
        self._fighting.update({f"group:{name}": count for name, count in groups.items()})
        self._people: dict[str, str] = {}
        self._posts = dict.fromkeys(find_posts(cards, known=self._words_of_names()))
        self._people = self._join_people(order)
        self._asked: dict[CardParty, str] = {}
        self._bodies: dict[str, CardParty | None] = {}
        self._capitals: dict[str, CardParty] = {}

    def in_full(self, party: CardParty) -> CardParty:
        """Return an actor by that name of its report that tells whose it is."""
        if party not in self._full:
            self._full[party] = in_full(party, self._large)
        return self._full[party]

    def of_party(self, party: CardParty) -> str:
        """Return the side an actor is on; empty for several sides at once."""
        side = self._asked.get(party)
        if side is None:
            side = self._asked[party] = self._find(self.in_full(party), depth=0)
        return side

    def members(self, party: CardParty) -> tuple[str, ...]:
        """Return the sides an actor joins: "the ministers of A and B" two, "both sides" none."""
        side = self.of_party(party)
        return (side,) if side else self._joined(fold_words(party.name))

    def of_source(self, link: CardSource) -> str:
        """Return the side a speaker is on; empty when nothing says so."""
        known = self._called.get(link.key)
        if known is not None:
            return self.of_party(known)
        person = self._people.get(sound_key(link.name))
        return person or self._of_name(link.of or link.key or "~" + fold_name(link.name))

    def tells_state(self, name: str) -> bool:
        """Return whether a name says of which state it is, as "Defence Ministry" does not."""
        return bool(self._state_told(fold_words(name)))

    def party(self, key: str) -> CardParty | None:
        """Return the actor with a key, as the first claim names it; ``None`` when none has it."""
        return self._called.get(key)

    def of_outlet(self, name: str) -> str:
        """Return the side whose own name an outlet's name is; outlets else have none."""
        known = self._called.get("~" + fold_name(name))
        return "" if known is None else self.of_party(known)

    def voice(self, outlet: str) -> str:
        """Return the armed group or fighting state with a telling word of an outlet's name."""
        own = set(fold_words(outlet)) - GENERIC_GROUP
        found = set(self._groups.sharing(own))
        if len(found) == 1:
            return f"group:{found.pop()}"
        states = {f"state:{self._state_named(word)}" for word in own} & self._fighting.keys()
        return states.pop() if not found and len(states) == 1 else ""

    def against(self, side: str) -> str:
        """Return whom a side calls the enemy: who fights it most, of those with a name."""
        return next((other for other, _ in self._fighting.most_common() if other != side), "")

    def body_of(self, link: CardSource) -> str:
        """Return the name of the body a speaker speaks for; empty when unknown."""
        known = self._called.get(link.key)
        body = link.of or ("" if known is None else known.of)
        if body in self._called:
            return self._called[body].name
        return body.removeprefix("~")

    def body_name(self, party: CardParty) -> str:
        """Return the name of the body an actor is part of; empty when unknown."""
        known = self._called.get(party.of)
        if known is not None:
            return known.name
        side = self.of_party(party)
        body = self.body(side) if side != "state:" else None  # of no state that is known
        if body is None or self._is_civil(party, body):
            body = self._government(side) or body
        return body.name if body is not None else party.of.removeprefix("~")

    def _is_civil(self, party: CardParty, body: CardParty) -> bool:
        """Return whether a body is an army and who is of its state no soldier: a minister."""
        army = body.kind is EntityKind.MILITARY and self.of_party(body).startswith("state:")
        return army and party.kind is EntityKind.PERSON and party.sector is Sector.GOV

    def _government(self, side: str) -> CardParty | None:
        """Return the government of a state that no report calls by its name."""
        plain = [
            party
            for party in self._parties.values()
            if party.kind is EntityKind.GOVERNMENT
            and self.is_body(party)
            and "government" in fold_words(party.name)
        ]
        plain = [party for party in plain if self.of_party(party) == side]
        return min(plain, key=lambda p: (-self._counts[p.key], p.key), default=None)

    def principals(self) -> tuple[str, ...]:
        """Return the two sides of the conflict, as far as the claims make them clear."""
        state, group = self._principal_state, self._principal_group
        return tuple(
            f"{kind}:{name}" for kind, name in (("state", state), ("group", group)) if name
        )

    def mutineers(self) -> str:
        """Return the side of soldiers who have turned on their state; empty when none have."""
        if MUTINEERS not in self._groups.labels():
            return ""
        led = (
            p
            for p in self._parties.values()
            if p.kind is EntityKind.MILITARY and self._groups.inside(fold_words(p.name))
        )
        own = {self.of_party(p) for p in led}
        group = f"group:{self._principal_group}"
        return group if group in own else f"group:{MUTINEERS}"

    def is_body(self, party: CardParty) -> bool:
        """Return whether an actor is the side itself and not one of its people or units."""
        return party.kind is not EntityKind.PERSON and not party.of

    def is_named(self, party: CardParty) -> bool:
        """Return whether an actor's name tells which side it is, as "the army" does not."""
        party = self.in_full(party)
        return bool(self._own_state(party) or self._groups.own(party))

    def is_state_named(self, word: str) -> bool:
        """Return whether a folded word is the name or adjective of a state of the case."""
        return bool(self._state_named(word))

    def body(self, side: str) -> CardParty | None:
        """Return the actor by which a side is shown; ``None`` when none has a name of its own.

        Args:
            side: A side.

        Returns:
            The most frequent name that tells the side, whole names before initials.
        """
        if not self._bodies:
            self._bodies = self._find_bodies()
        return self._bodies.get(side)

    def capital(self, side: str) -> CardParty | None:
        """Return the country or else the government of a side; ``None`` for who has neither."""
        if not self._capitals:
            kinds = (EntityKind.COUNTRY, EntityKind.GOVERNMENT)
            named = [p for p in self._parties.values() if p.kind in kinds and self.is_body(p)]
            named = [p for p in named if self.is_named(p)]
            for party in sorted(named, key=lambda p: (kinds.index(p.kind), -self._counts[p.key])):
                self._capitals.setdefault(self.of_party(party), party)
        return self._capitals.get(side)

    def _fighters(
        self, order: Iterable[CardParty], own: Callable[[CardParty], str]
    ) -> Counter[str]:
        """Return in how many claims the fighters of each state, or of each group, act."""
        labels = ((p, MUTINEERS if self._groups.own(p) == MUTINEERS else own(p)) for p in order)
        reports = {key: {report for report, _ in told} for key, told in self._told.items()}
        return count_fighters(
            [(party, label) for party, label in labels if label],
            claims=self._counts,
            reports=reports,
            grouped={p.key for p in self._parties.values() if self._groups.own(p)},
            groups=self._groups.labels(),
            states=frozenset(self._states.values()),
        )

    def _home(self, cards: Sequence[ClaimCard]) -> str | None:
        """Return the state that the reports are about, which is one of the case from now on."""
        home = find_home(
            cards,
            labels=self._states,
            large=self._large,
            parties=(p for p in self._parties.values() if self._counts[p.key] >= _OFTEN),
        )
        return self._states.setdefault(home, self._state_named(home) or home) if home else home

    def _find_bodies(self) -> dict[str, CardParty | None]:
        """Return the most frequent name of each side, whole names before initials."""
        named = [p for p in self._parties.values() if self.is_body(p) and self.is_named(p)]
        named.sort(
            key=lambda p: (
                " " not in p.name,
                is_state(p) and not STATE_HEADS & set(fold_words(p.name)),
                is_state(p) and not _WHOLE & set(fold_words(p.name)),
                group_in(p.name) != p.name,
                -self._counts[p.key],
                p.key,
            )
        )
        found: dict[str, CardParty | None] = {}
        for party in named:
            is_group = party.kind is EntityKind.ARMED_GROUP
            shown = replace(party, name=group_in(party.name)) if is_group else party
            found.setdefault(self.of_party(party), shown)
        return found

    def _find(self, party: CardParty, *, depth: int) -> str:
        words = fold_words(party.name)
        if _is_collective(words) or self._names_two(words) or len(self._joined(words)) > 1:
            return ""
        if party.of and party.of != party.key and depth < _DEEPEST:
            return self._of_name(party.of, depth=depth + 1)
        if len(words) == 1 and (state := self._state_named(words[0])):
            return f"state:{state}"
        if party.kind is EntityKind.PERSON and not (STATE_HEADS & set(words)):
            return self._people.get(sound_key(party.name), f"other:{sound_key(party.name)}")
        group = self._groups.own(party) or self._groups.inside(words)
        if group := group or self._groups.hinted(party, words):
            return f"group:{group}"
        if is_state(party):
            return f"state:{self._own_state(party) or self._principal_state}"
        if FORCES & set(words) and (state := self._state_named(state_label(words))):
            return f"state:{state}"  # whatever the reader takes "Ordanian forces" for
        if leader := self._led_by(words):
            return leader
        if party.kind is EntityKind.ARMED_GROUP or party.sector in _ARMED:
            return f"group:{self._principal_group or 'armed'}"
        return f"other:{_sound_of_body(words) or party.key}"

    def _of_name(self, key: str, *, depth: int = 0) -> str:
        """Return the side of a body known by its key or folded name alone."""
        known = self._called.get(key)
        if known is not None:
            return self._find(known, depth=depth)
        words = fold_words(key.removeprefix("~"))
        if _is_collective(words):
            return ""
        if group := self._groups.inside(words):
            return f"group:{group}"
        if STATE_HEADS & set(words):
            return f"state:{self._state_told(words) or self._principal_state}"
        if REBEL_WORDS & set(words) and self._principal_group:
            return f"group:{self._principal_group}"
        head = self._called.get(f"~{_head_of_body(words)}")
        if head is not None and head.kind is EntityKind.GOVERNMENT and depth < _DEEPEST:
            return self._find(head, depth=depth + 1)  # "the Council" of the council that rules
        return f"other:{_sound_of_body(words) or key}"

    def _own_state(self, party: CardParty) -> str:
        """Return the state an actor's own name or row tells; empty when neither does."""
        if not is_state(party) or self._groups.own(party):
            return ""
        label = state_label(fold_words(party.name))
        named = self._states.get(label, "") or self._state_named(label)
        telling = large_words(party.name) - GENERIC_STATE  # "the National Army" is any state's
        return named or (party.country if telling and not party.key.startswith("~") else "")

    def _words_of_names(self) -> frozenset[str]:
        """Return the words of names of groups and states, these also with a possessive "s"."""
        return frozenset(
            self._groups.words() | self._states.keys() | {f"{name}s" for name in self._states}
        )

    def _state_told(self, words: tuple[str, ...]) -> str:
        """Return the state that words tell, known or a place's: "Ostrova's foreign minister"."""
        label = state_label(words)
        known = self._states.get(label, "") or self._state_named(label)
        return known or (label if is_large(label, self._large) else "")

    def _state_named(self, word: str) -> str:
        """Return the state that a single word is the name or adjective of; empty when none."""
        named = (meant for label, meant in self._states.items() if same_state(word, label))
        return "" if word in self._groups else next(named, "")

    def _is_of_state(self, group: str) -> bool:
        """Return whether a group's name says no more than whose force it is: "Ordanian troops"."""
        telling = [word for word in group.split() if word not in FORCES]
        return len(telling) == 1 and any(same_state(telling[0], label) for label in self._states)

    def _names_two(self, words: tuple[str, ...]) -> bool:
        """Return whether words name a state's force and an armed group: "the army and the XLA"."""
        if "and" not in words:
            return False
        ends = words[: words.index("and")], words[words.index("and") + 1 :]
        groups = [self._groups.inside(end) or bool(self._groups.have_initials(end)) for end in ends]
        return any(groups) and any(STATE_HEADS & set(end) for end in ends)

    def _joined(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the sides that stand in words on either side of an "and"."""
        if "and" not in words:
            return ()
        at = words.index("and")
        found = [self._side_inside(end) for end in (words[:at], words[at + 1 :])]
        return tuple(dict.fromkeys(found)) if all(found) else ()

    def _side_inside(self, words: tuple[str, ...]) -> str:
        """Return the group or else the one state that words name; empty when they name none."""
        if group := self._groups.inside(words):
            return f"group:{group}"
        telling = (word for word in words if word not in GENERIC_STATE)
        state = next((state for word in telling if (state := self._state_named(word))), "")
        return f"state:{state}" if state else ""

    def _led_by(self, words: tuple[str, ...]) -> str:
        """Return the side of the person a band is named after; empty when there is none."""
        own = {word.removesuffix("s") for word in words}
        leads = min((self._surnames[word] for word in own if word in self._surnames), default=None)
        return "" if leads is None else self._people.get(leads[1], "")

    def _join_people(self, order: Iterable[CardParty]) -> dict[str, str]:
        """Return the side of each person, by the sound of the name."""
        people = [p for p in order if p.kind is EntityKind.PERSON]
        acting = [each for party in people for each in self._told[party.key]]
        return count_votes(
            (sound_key(told.name), report, side, weight)
            for report, told in (*acting, *self._posts)
            for side, weight in self._sides_of_person(told, self.voice(self._outlets[report]))
        )

    def _sides_of_person(self, party: CardParty, voice: str) -> Iterator[tuple[str, int]]:
        """Yield what speaks for a side of a person, with its weight: body, post, sector.

        Whose minister or officer it is where nothing tells is what the outlet speaks for.
        """
        some = voice if voice.startswith("state:") else f"state:{self._principal_state}"
        if party.of:
            yield self._of_name(party.of, depth=2), 4
        own = set(fold_words(party.name))
        post = tuple(w for alias in party.aliases for w in alias.split() if w not in own)
        if group := self._groups.of_post(post, principal=self._principal_group):
            yield f"group:{group}", 4
        elif REBEL_WORDS & set(post) and self._principal_group:
            yield f"group:{self._principal_group}", 2
        elif _OFFICE & set(post):
            state = self._state_told(post)
            yield f"state:{state}" if state else some, 4 if state else 2
        elif len(post) == 1 and (state := self._state_told(post)):
            yield f"state:{state}", 4  # "Ostrova's Petar Noskov"
        if party.sector in STATE_SECTORS and not _ANY_SIDE & set(post):
            yield some, 1
        elif party.sector in _ARMED and self._principal_group:
            yield f"group:{self._principal_group}", 1
        elif voice and _RANKS & set(post):
            yield voice, 1


def _sound_of_body(words: tuple[str, ...]) -> str:
    """Return the sound of a name, which those whom a body sends share with it."""
    own = tuple(word for word in words if word not in SENT)
    return sound_key(" ".join(own[1:] if own[:1] == ("of",) and own != words else own or words))


def _head_of_body(words: tuple[str, ...]) -> str:
    """Return the word by which a body is called for short: "council of national rescue"."""
    return next(iter(words[:1] if "of" in words else words[-1:]), "")


def _is_collective(words: tuple[str, ...]) -> bool:
    """Return whether words name several sides, or none: "both sides", "those at Sund"."""
    return bool(({"sides", "rivals"} | ENEMY) & set(words)) or words[:1] in _OF_NO_SIDE
