"""Rounds of talks: which claims tell of one meeting, who sat there and who brought them there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from khabar.base.names import fold_words, sound_key
from khabar.events.tracks.sides import Sides
from khabar.events.tracks.wording import MEDIATE, TALK, said
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.time import TimeBasis

__all__ = ["Round", "day_of", "find_mediators", "find_rounds", "is_invitation", "is_talk", "seated"]

_DATED: Final = frozenset({TimeBasis.STATED, TimeBasis.RESOLVED, TimeBasis.CONTEXT})
_HELD: Final = frozenset({Status.ACTUAL, Status.ONGOING})
_AHEAD: Final = frozenset({Status.FUTURE, Status.HYPOTHETICAL})
_FIGHTING: Final = frozenset({EntityKind.ARMED_GROUP, EntityKind.MILITARY})  # sit, never mediate
_ONE_ROUND: Final = timedelta(days=1)  # talks that go on past midnight
_SOON: Final = timedelta(days=7)  # a meeting "within days" is the next one held in them


@dataclass(slots=True)
class Round:
    """One meeting, or one proposal of it.

    Attributes:
        first: Day it began; of a proposal the day it was made; ``None`` when unknown.
        last: Last day on which it was under way.
        held: It took place; otherwise it is only proposed.
        proposer: Side of who proposes it; empty for a meeting that was held.
        cards: Claims that tell of it.
        ahead: Claims that announced it, or the next one.
    """

    first: date | None
    last: date | None
    held: bool
    proposer: str = ""
    cards: list[ClaimCard] = field(default_factory=list)
    ahead: list[ClaimCard] = field(default_factory=list)


def day_of(card: ClaimCard) -> date | None:
    """Return the day a claim gives, else that of its report; for what lies ahead the latter."""
    told = card.basis in {TimeBasis.STATED, TimeBasis.RESOLVED}
    if card.status not in _AHEAD and told and card.first is not None:
        return card.first
    return card.published


def is_talk(card: ClaimCard) -> bool:
    """Return whether a claim tells of negotiating and not of any visit or call."""
    if card.type is not EventType.CONSULT or card.status is Status.HISTORICAL:
        return False
    return card.mode in {"third-party", "multilateral"} or said((card.head,), TALK)


def is_invitation(card: ClaimCard) -> bool:
    """Return whether somebody offers or asks others to meet."""
    if card.status is not Status.ACTUAL:
        return False
    asks = card.type is EventType.REQUEST and card.mode == "meet"
    hosts = card.type is EventType.AGREE and said(
        (card.head,), frozenset("offer* propos* invit* host*".split())
    )
    return (asks or hosts) and (said(fold_words(card.theme), TALK) or card.mode == "meet")


def find_mediators(cards: Iterable[ClaimCard]) -> frozenset[str]:
    """Return the sound of the names of those who bring others together.

    Somebody is one who is called so, who alone brings others together in a claim, or whom
    more claims name among those who do than among those who sit with others. Reprints count
    as often as they are printed, on both scales.

    Args:
        cards: All claims of a case.
    """
    called: set[str] = set()
    brings: Counter[str] = Counter()
    sits: Counter[str] = Counter()
    for card in cards:
        leads = is_talk(card) and said((card.head,), MEDIATE)
        for party in card.actors:
            name = sound_key(party.name)
            if any("mediator" in alias.split() for alias in party.aliases):
                called.add(name)
            if leads and (card.recipients or len(card.actors) == 1):
                called.add(name)
            elif leads and party.kind not in _FIGHTING:
                brings[name] += 1
            elif is_talk(card) and len(seated(card)) > 1:
                sits[name] += 1
    return frozenset(called | {name for name, times in brings.items() if times > sits[name]})


def find_rounds(cards: Sequence[ClaimCard], *, sides: Sides) -> list[Round]:
    """Return the rounds of a case, in order, with the proposals that led to none.

    Args:
        cards: All claims, in order.
        sides: Their sides.

    Returns:
        Meetings held, then proposals by third parties.
    """
    talks = [card for card in cards if is_talk(card)]
    held = _held(talks)
    for card in talks:
        if card.status in _HELD and not any(card in each.cards for each in held):
            _add_undated(card, held)
    proposals = _proposals(cards, sides)
    for card in talks:
        if card.status in _AHEAD:
            _add_ahead(card, held, proposals, sides)
    return held + proposals


def _held(talks: Iterable[ClaimCard]) -> list[Round]:
    dated = [c for c in talks if c.status in _HELD and c.basis in _DATED and c.first is not None]
    found: list[Round] = []
    for card in sorted(dated, key=lambda c: (c.first or date.min, c.key)):
        day, last = card.first or date.min, card.last or card.first or date.min
        if found and found[-1].last is not None and day <= found[-1].last + _ONE_ROUND:
            found[-1].cards.append(card)
            if card.basis is not TimeBasis.CONTEXT:
                found[-1].last = max(found[-1].last, min(last, day + _ONE_ROUND))
        else:
            found.append(Round(day, day, held=True, cards=[card]))
    return found


def _add_undated(card: ClaimCard, held: list[Round]) -> None:
    """Add what gives no day to the last round before its report, or open one."""
    day = card.published
    before = [r for r in held if day is None or (r.first or date.min) <= day]
    if before:
        before[-1].cards.append(card)
    elif held:
        held[0].cards.append(card)
    else:
        held.append(Round(None, day, held=True, cards=[card]))


def _proposals(cards: Iterable[ClaimCard], sides: Sides) -> list[Round]:
    found: dict[str, Round] = {}
    for card in cards:
        if not is_invitation(card) or not card.actors:
            continue
        side = sides.of_party(card.actors[0])
        proposal = found.setdefault(
            side, Round(day_of(card), day_of(card), held=False, proposer=side)
        )
        proposal.cards.append(card)
    return list(found.values())


def _add_ahead(
    card: ClaimCard, held: Sequence[Round], proposals: Sequence[Round], sides: Sides
) -> None:
    """Add what is announced to the proposal it comes from, the round it became, or the last."""
    told_by = {sides.of_party(party) for party in card.actors}
    told_by |= {sides.of_source(link) for link in card.sources}
    own = [p for p in proposals if p.proposer in told_by]
    if own:
        own[0].cards.append(card)
        return
    day = card.published or date.min
    after = [r for r in held if r.first is not None and day <= r.first <= day + _SOON]
    before = [r for r in held if (r.first or date.min) <= day]
    if after:
        after[0].ahead.append(card)
    elif before:
        before[-1].ahead.append(card)
    elif proposals:
        proposals[0].cards.append(card)


def seated(card: ClaimCard) -> tuple[CardParty, ...]:
    """Return everybody a claim of talks names as taking part."""
    return (*card.actors, *card.recipients)
