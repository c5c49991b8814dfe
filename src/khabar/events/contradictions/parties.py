"""Who did it, and to whom: rival culprits, and victims called fighters by one side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from khabar.base.names import fold_words
from khabar.events.bodies import bare_key, same_bodies
from khabar.events.contradictions.sides import Case, make_variant
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType, QuantityKind, Status
from khabar.record.event import Contradiction, Field

__all__ = ["find_disowned", "find_rival_actors", "find_rival_victims"]

_DONE: Final = frozenset({Status.ACTUAL, Status.ONGOING})
_DEEDS: Final = frozenset({
    EventType.ASSAULT,
    EventType.COERCE,
    EventType.REJECT,
    EventType.SANCTION,
})
_STATE: Final = frozenset({
    EntityKind.MILITARY,
    EntityKind.POLICE,
    EntityKind.GOVERNMENT,
    EntityKind.COUNTRY,
})
_CULPRITS: Final = _STATE | {
    EntityKind.ARMED_GROUP,
    EntityKind.CIVILIANS,
    EntityKind.ORGANISATION,
    EntityKind.PERSON,
}
_SURE: Final = 0.7  # a doer that the reader guessed accuses nobody
_GENERIC: Final = frozenset(
    "a all an another armed assailants attackers bombers both enemies enemy fighter fighters "
    "forces group groups gunman gunmen he him i insurgents it its man men militant militants "
    "opposition our others people rebel rebels she side sides someone suspects terrorist "
    "terrorists the their them they takfiri suicide sniper snipers bomber alleged suspected "
    "those troops unidentified unknown us we who you jets warplanes aircraft helicopters drones "
    "planes jihadists".split()
)
_ARMED: Final = frozenset(
    "armed combatants fighters gunmen insurgents militants rebels terrorists".split()
)
_GUNMAN: Final = frozenset("bomber fighter gunman insurgent militant rebel terrorist".split())
_CIVIL: Final = frozenset(
    "boy child children civilian civilians family families farmers girl herdsmen passengers "
    "resident residents shepherds students villager villagers women worshippers".split()
)


def find_disowned(case: Case) -> Sequence[ClaimCard]:
    """Return denials that one party did it, where the deed is told without that party.

    They deny the doer and not the deed: "the Front had no part in the attack". Somebody names
    another doer, or the party itself denies its part in what others tell without a doer, where
    somebody blames it.

    Args:
        case: The event.

    Returns:
        Claims, in order.
    """
    cards = _deeds(case)
    culprits = _culprits(cards)
    return [
        c
        for c in cards
        if _is_denied(c)
        and (_blames_others(c, cards, culprits, case) or _denies_own(c, cards, culprits, case))
    ]


def _deeds(case: Case) -> list[ClaimCard]:
    """Return the claims that something was done, or was not."""
    return [c for c in case.cards if c.type in _DEEDS and (c.status in _DONE or _is_denied(c))]


def _is_denied(card: ClaimCard) -> bool:
    return card.status is Status.NEGATED


def _blames_others(
    denied: ClaimCard, cards: Iterable[ClaimCard], culprits: Mapping[str, str], case: Case
) -> bool:
    """Return whether somebody names another culprit of a deed than the one that a denial names."""
    mine = _named_by(denied, culprits)
    if not mine:
        return False
    for card in cards:
        others = _named_by(card, culprits) - mine
        hit = {culprits.get(p.key, _body(p)) for p in card.recipients}
        if not others or _is_denied(card) or mine & hit or not _are_same_dead(card, denied):
            continue
        if case.kinship.ties(card, denied):
            return True
    return False


def _denies_own(
    denied: ClaimCard, cards: Iterable[ClaimCard], culprits: Mapping[str, str], case: Case
) -> bool:
    """Return whether a party that is blamed denies its own part in what is told without it."""
    mine = _named_by(denied, culprits)
    bodies = {bare_key(key) for p in denied.actors for key in (p.key, p.of) if key}
    own = case.keys_of([denied])
    cards = [card for card in cards if not _is_denied(card)]
    blamed = [c for c in cards if mine & _named_by(c, culprits) and not case.keys_of([c]) <= own]
    if not blamed or not (bodies | mine) & own:
        return False
    return any(
        not mine & _named_by(card, culprits)
        and not mine & {culprits.get(p.key, _body(p)) for p in card.recipients}
        and _are_same_dead(card, denied)
        and case.kinship.ties(card, denied)
        for card in cards
    )


def _are_same_dead(told: ClaimCard, denied: ClaimCard) -> bool:
    """Return whether a denial that people were harmed is of those whom another claim names."""
    mine, theirs = ({party.key for party in card.recipients} for card in (denied, told))
    return denied.head not in _DEATHS or bool(mine & theirs)


def _named_by(card: ClaimCard, culprits: Mapping[str, str]) -> set[str]:
    return {culprits[p.key] for p in card.actors if p.key in culprits}


def find_rival_actors(case: Case) -> Iterator[Contradiction]:
    """Yield who did it when different sources name different culprits, or deny one.

    Two sides that fight each other are no rivals, nor is "gunmen" one of the Front, nor a
    brigade one of its army, nor a state one of its forces.

    Args:
        case: The event.

    Yields:
        At most one contradiction.
    """
    cards = [c for c in case.cards if c.type in _DEEDS and c.status in _DONE]
    disowned = find_disowned(case)
    culprits = _culprits(_deeds(case))
    named = _by_culprit(cards, culprits)
    denied = {key: found for key, found in _by_culprit(disowned, culprits).items() if key in named}
    denied = {k: f for k, f in denied.items() if not case.keys_of(f) >= case.keys_of(named[k])}
    rivals = [
        key
        for key in named
        if all(_is_rival(key, other, named, culprits, case) for other in named if other != key)
    ]
    if len(named) < 2 or len(rivals) < len(named):
        named = {key: found for key, found in named.items() if key in denied}
    if len(named) + len(denied) < 2:
        return
    names = {culprits[p.key]: p.name for c in reversed([*cards, *disowned]) for p in c.actors
             if p.key in culprits}  # fmt: skip
    values = [make_variant(names[key], cards=named[key], case=case) for key in sorted(named)]
    values.sort(key=lambda value: -len(value.according_to))
    values += [
        make_variant(f"not {names[key]}", cards=denied[key], case=case) for key in sorted(denied)
    ]
    yield Contradiction(field=Field.ACTOR, values=tuple(values), reconcilable=False)


def _by_culprit(
    cards: Iterable[ClaimCard], culprits: Mapping[str, str]
) -> dict[str, list[ClaimCard]]:
    named: dict[str, list[ClaimCard]] = defaultdict(list)
    for card in cards:
        for key in sorted(_named_by(card, culprits)):
            named[key].append(card)
    return named


def _culprits(cards: list[ClaimCard]) -> Mapping[str, str]:
    """Return one key for all actors that are the same culprit; generic ones are left out."""
    parties = {p.key: p for c in cards for p in c.actors if _is_telling(p)}
    names: dict[str, set[str]] = defaultdict(set)
    for party in parties.values():
        names[_body(party)] |= {bare_key(party.of) if party.of else party.name}
    one = same_bodies(names)
    keys = {key: one[_body(party)] for key, party in parties.items()}
    states = sorted({keys[key] for key, party in parties.items() if party.kind in _STATE})
    arms = {keys[key]: party for key, party in parties.items()}
    for at, left in enumerate(states):
        for right in states[at + 1 :]:
            if _are_one_state(arms[left], arms[right]):
                keys = {key: left if own == right else own for key, own in keys.items()}
    return keys


def _are_one_state(left: CardParty, right: CardParty) -> bool:
    """Return whether two arms can be of one state: a government commands its army."""
    if left.country and right.country:
        return left.country == right.country
    one, two = _whose(left), _whose(right)
    return left.kind != right.kind or one == two or not one or not two


def _is_telling(party: CardParty) -> bool:
    """Return whether a party names a culprit: a state's arm, or a name of its own."""
    told = [word for word in party.name.split() if not set(fold_words(word)) <= _GENERIC]
    if party.kind not in _CULPRITS or not told or party.p < _SURE:
        return False
    if party.of or party.kind in _STATE or not party.key.startswith("~"):
        return True
    return party.kind is not EntityKind.PERSON and any(word[:1].isupper() for word in told)


def _body(party: CardParty) -> str:
    return bare_key(party.of) if party.of else bare_key(party.key)


def _whose(party: CardParty) -> str:
    """Return the first word of a name that does not say which arm it is."""
    words = [w for w in fold_words(party.name) if w not in _STATE_WORDS]
    return next(iter(words), "")


_STATE_WORDS: Final = frozenset(
    "the army armed forces force military government police ministry of defence defense interior "
    "artillery authorities authority jets officer officers regime security soldier soldiers state "
    "troops national warplanes".split()
)


def _is_rival(
    key: str,
    other: str,
    named: Mapping[str, list[ClaimCard]],
    culprits: Mapping[str, str],
    case: Case,
) -> bool:
    """Return whether two culprits are named by different voices and do not fight each other.

    Who walks out on the other is a rival of him: only one of them did.
    """
    mine, theirs = named[key], named[other]
    if case.keys_of(mine) & case.keys_of(theirs):
        return False
    if not any(_is_same_deed(one, two, case) for one in mine for two in theirs):
        return False
    both = {card.key for card in mine} & {card.key for card in theirs}
    hit = {culprits.get(p.key, _body(p)) for c in (*mine, *theirs) for p in c.recipients}
    fights = any(card.type is EventType.ASSAULT for card in (*mine, *theirs))
    return not both and not (fights and {key, other} & hit)


def _is_same_deed(one: ClaimCard, two: ClaimCard, case: Case) -> bool:
    """Return whether two claims tell of one deed: alike, there, and on that day if told."""
    is_alike = one.head == two.head or (bool(one.mode) and one.mode == two.mode)
    is_there = case.kinship.is_one(one, two) or case.kinship.is_same_place(one, two)
    return is_alike and case.kinship.ties(one, two) and is_there


def find_rival_victims(case: Case) -> Iterator[Contradiction]:
    """Yield that one side calls those fighters whom another calls civilians.

    Where somebody counts both among them, nobody has to be wrong.

    Args:
        case: The event.

    Yields:
        At most one contradiction.
    """
    cards = [c for c in case.cards if c.type is EventType.ASSAULT and c.status in _DONE]
    armed = [c for c in cards if _are(c, _ARMED) and not _are(c, _CIVIL)]
    civil = [c for c in cards if _are(c, _CIVIL) and not _are(c, _ARMED)]
    shared = _dead(armed) & _dead(civil)
    armed = [c for c in armed if any(p.key in shared for p in c.recipients)]
    civil = [c for c in civil if any(p.key in shared for p in c.recipients)]
    is_told = any(case.kinship.ties(one, two) for one in armed for two in civil)
    is_mixed = any(_are(c, _ARMED) and _are(c, _CIVIL) for c in cards)
    if is_told and not is_mixed and not case.keys_of(armed) & case.keys_of(civil):
        yield Contradiction(
            field=Field.RECIPIENT,
            values=(
                make_variant("civilians", cards=civil, case=case),
                make_variant("fighters", cards=armed, case=case),
            ),
            reconcilable=False,
        )
    else:
        yield from _find_rival_dead(cards, case)


def _find_rival_dead(cards: Iterable[ClaimCard], case: Case) -> Iterator[Contradiction]:
    """Yield that the one whom one side calls a gunman has a name for the other."""
    killed = [c for c in cards if c.head in _DEATHS and len(c.recipients) == 1]
    gunman = [c for c in killed if _are(c, _GUNMAN)]
    named = [c for c in killed if not _are(c, _GUNMAN | _ARMED) and _is_named(c.recipients[0])]
    named = [c for c in named if any(case.kinship.is_one(c, each) for each in gunman)]
    gunman = [c for c in gunman if any(case.kinship.ties(c, each) for each in named)]
    if len({c.recipients[0].key for c in named}) == 1 and not case.keys_of(gunman) & case.keys_of(
        named
    ):
        yield Contradiction(
            field=Field.RECIPIENT,
            values=tuple(
                make_variant(found[0].recipients[0].name, cards=found, case=case)
                for found in (gunman, named)
            ),
            reconcilable=False,
        )


def _is_named(party: CardParty) -> bool:
    words = party.name.split()
    return party.kind is EntityKind.PERSON and all(word[:1].isupper() for word in words)


def _dead(cards: Iterable[ClaimCard]) -> set[str]:
    """Return the people whom claims of killing or wounding are about."""
    return {
        party.key
        for card in cards
        if card.head in _DEATHS or any(q.kind in _HARM for q in card.quantities)
        for party in card.recipients
        if party.kind in (EntityKind.CIVILIANS, EntityKind.PERSON)
    }


_DEATHS: Final = frozenset(
    "body casualty dead death die execute execution fall kill killing lose massacre shoot victim "
    "wound".split()
)
_HARM: Final = frozenset({QuantityKind.KILLED, QuantityKind.INJURED})


def _are(card: ClaimCard, words: frozenset[str]) -> bool:
    return any(set(alias.split()) & words for p in card.recipients for alias in p.aliases)
