"""Lines of negotiation: meetings held, set or only proposed, and offers made without any."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from khabar.base.names import sound_key
from khabar.events.tracks.talks.between import (
    Between,
    is_coming,
    is_invitation,
    is_talk,
    is_truce,
    seated,
)
from khabar.events.tracks.wording import DEAL, said
from khabar.record.card import ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.time import TimeBasis

__all__ = ["Round", "day_of", "find_rounds", "hears"]

_TOLD: Final = frozenset({TimeBasis.STATED, TimeBasis.RESOLVED})
_HELD: Final = frozenset({Status.ACTUAL, Status.ONGOING})
_AHEAD: Final = frozenset({Status.FUTURE, Status.HYPOTHETICAL})
_ONE_ROUND: Final = timedelta(days=1)  # talks that go on past midnight
_SOON: Final = timedelta(days=7)  # a meeting "within days" is the next one held in them
_FEWEST: Final = 2  # sides of a meeting
_COUNTED: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
_MEETINGS: Final = frozenset("round session meeting talks sitting negotiations".split())


@dataclass(slots=True)
class Round:
    """One meeting, one proposal of it, or one offer made without a meeting.

    Attributes:
        first: Day it began; of what only lies ahead the day that was told; ``None`` when unknown.
        last: Last day on which it was under way.
        held: It took place; otherwise it is only proposed.
        proposer: Side of who proposes a meeting; empty for one that was held, and for an offer.
        sides: Sides that sit there, as far as claims name them.
        open: Civilians sit for one side: what its fighters say is heard there too.
        since: Day from which what is stated is stated towards it; ``None`` when unknown.
        broken: Somebody walked out.
        next: It is announced after another one, and not held so far.
        nth: Which meeting of its sides it is called, from 1; 0 when no claim counts it.
        cards: Claims that tell of it.
        ahead: Claims that announced it, or the next one.
        after: Claims of the truce that came of it.
    """

    first: date | None
    last: date | None
    held: bool
    proposer: str = ""
    sides: set[str] = field(default_factory=set)
    open: bool = False
    since: date | None = None
    broken: bool = False
    next: bool = False
    nth: int = 0
    cards: list[ClaimCard] = field(default_factory=list)
    ahead: list[ClaimCard] = field(default_factory=list)
    after: list[ClaimCard] = field(default_factory=list)

    @property
    def exchange(self) -> bool:
        """Whether it is an offer made without a meeting."""
        return not self.held and not self.proposer and not self.next


def day_of(card: ClaimCard) -> date | None:
    """Return the day a claim gives, else that of its report; for what lies ahead the latter."""
    own = card.basis in _TOLD and not _goes_on(card)
    if card.status not in _AHEAD and own and card.first is not None:
        return card.first
    return card.published


def _goes_on(card: ClaimCard) -> bool:
    """Return whether something is under way now, as the first "since August" is."""
    told = card.published
    if told is None or card.status is not Status.ONGOING:
        return False
    return (card.last or told) < told - _SOON


def _is_dated(card: ClaimCard) -> bool:
    """Return whether a claim gives its own day, or the text around it gives a day and no more."""
    near = card.first is not None and (card.last or date.max) <= card.first + _ONE_ROUND
    return (
        not _goes_on(card)
        and card.first is not None
        and (card.basis in _TOLD or (card.basis is TimeBasis.CONTEXT and near))
    )


def _nth(card: ClaimCard) -> int:
    """Return which of several meetings a claim tells of, from 1; 0 when it does not count them."""
    pairs = zip(card.words, card.words[1:], strict=False)
    told = {one for one, two in pairs if one in _COUNTED and two in _MEETINGS}
    return _COUNTED.index(told.pop()) + 1 if len(told) == 1 else 0


def find_rounds(
    cards: Sequence[ClaimCard], *, between: Between, principals: frozenset[str]
) -> list[Round]:
    """Return the lines of a case, in order.

    Args:
        cards: All claims, in order.
        between: Who sits and who stands between.
        principals: The two sides of the conflict, as far as they are clear.

    Returns:
        Meetings held, then proposals by third parties, then offers made without a meeting, then
        meetings that are set for a day after the last one.
    """
    talks = [card for card in cards if is_talk(card)]
    held = _held(talks, _walkouts(cards), between)
    for card in talks:
        if card.status in _HELD and not any(card in each.cards for each in held):
            _add_undated(card, held, between)
    for card in cards:
        _add_deal(card, held, between)
    held.sort(key=lambda each: each.first or date.min)
    _fill(held)
    proposals = _proposals(cards, between, principals)
    lines = held + proposals
    lines += _exchanges(cards, lines, between, principals)
    for card in cards:
        ahead = is_coming(card) or (is_talk(card) and card.status in _AHEAD)
        if ahead and not is_invitation(card) and not _is_above(card, between):
            _add_ahead(card, lines, between)
    for card in filter(is_truce, cards):
        _add_truce(card, held, between)
    lines += _next_rounds(held)
    lines = _without_held(lines, between)
    for each in lines:
        each.since = min(filter(None, (each.since, each.first)), default=None)
    return lines


def _next_rounds(held: Sequence[Round]) -> Iterator[Round]:
    """Yield the meeting that is set for a day after the last one of its sides."""
    last: dict[frozenset[str], Round] = {frozenset(each.sides): each for each in held}
    for each in last.values():
        over = each.last or each.first or date.max
        told = [c for c in each.ahead if c.status is Status.FUTURE and c.basis in _TOLD]
        told = [c for c in told if over < (c.first or over) and over <= (c.published or over)]
        if told:
            day = min(filter(None, (c.published for c in told)), default=None)
            yield Round(day, day, held=False, sides=set(each.sides), next=True, cards=told)


def _add_truce(card: ClaimCard, held: Sequence[Round], between: Between) -> None:
    """Add what became of a truce to the last meeting, of two sides of it, before that day."""
    day = day_of(card) or date.min
    over = [r for r in held if (r.first or date.max) <= day <= (r.last or date.min) + 2 * _SOON]
    own = _latest(card, over, between)
    if own is not None:
        own.after.append(card)


def _is_above(card: ClaimCard, between: Between) -> bool:
    """Return whether only a body above the sides is to meet, such as a council of states."""
    who = seated(card)
    return bool(who) and all(between.holds(p) and not between.mediates(p) for p in who)


def _walkouts(cards: Iterable[ClaimCard]) -> list[ClaimCard]:
    """Return claims that somebody left a meeting."""
    left = (c for c in cards if c.type is EventType.REJECT and c.mode == "meet")
    return [
        c
        for c in left
        if c.status is Status.ACTUAL and c.basis in {*_TOLD, TimeBasis.CONTEXT} and not c.conditions
    ]


def _held(
    talks: Iterable[ClaimCard], walkouts: Sequence[ClaimCard], between: Between
) -> list[Round]:
    dated = [card for card in talks if card.status in _HELD and _is_dated(card)]
    dated = [c for c in dated if not (c.basis is TimeBasis.CONTEXT and _nth(c) > 1)]
    found: list[Round] = []
    for card in sorted(dated, key=lambda c: (c.first or date.min, c.key)):
        day, last = card.first or date.min, card.last or card.first or date.min
        near = [r for r in found if r.last is not None and day <= r.last + _ONE_ROUND]
        near = [r for r in near if not _is_other(r, card, found)]
        own = _best(card, [r for r in near if not (r.broken and day > r.last)], between)  # type: ignore[operator]
        own = own or _same_spot(card, near, between)
        if own is None:
            own = Round(day, day, held=True)
            found.append(own)
        elif card.basis is not TimeBasis.CONTEXT:
            own.last = max(own.last or day, min(last, day + _ONE_ROUND))
        _seat(card, own, between)
        own.broken = own.broken or any(_leaves(c, own, between) for c in walkouts)
    return found


def _is_other(line: Round, card: ClaimCard, found: Sequence[Round]) -> bool:
    """Return whether a claim counts another meeting than a line, of those found so far."""
    nth = _nth(card)
    if line.nth and nth:
        return line.nth != nth
    before = [r for r in found if r is line or _is_same_table(r.sides, frozenset(line.sides))]
    began = (line.first or date.min) < (card.first or date.min)
    return began and before.index(line) + 1 < nth


def _same_spot(card: ClaimCard, lines: Iterable[Round], between: Between) -> Round | None:
    """Return the meeting of that day and place at which the other side has another name."""
    sides, here = between.seats(card), {place.key for place in card.places}
    for each in lines:
        same = each.first == card.first and here & _places(each) and each.sides & sides
        if same and all(side.startswith("other:") for side in each.sides ^ sides):
            return each
    return None


def _leaves(card: ClaimCard, own: Round, between: Between) -> bool:
    """Return whether a claim tells that somebody left this meeting."""
    day, leaving = card.first or date.min, {s for p in card.actors for s in between.members(p)}
    within = own.first is not None and own.first <= day <= (own.last or day)
    return within and bool(leaving) and leaving <= own.sides


def _seat(card: ClaimCard, own: Round, between: Between) -> None:
    own.cards.append(card)
    own.nth = own.nth or _nth(card)
    own.sides |= between.seats(card)
    civil = {EntityKind.CIVILIANS}
    own.open = own.open or any(p.kind in civil for p in seated(card) if not between.holds(p))


def _best(card: ClaimCard, lines: Iterable[Round], between: Between) -> Round | None:
    """Return the line at which those of a claim sit: the one they share most with, the last."""
    sides = between.seats(card)
    fitting = [each for each in lines if _is_same_table(each.sides, sides)]
    return max(reversed(fitting), key=lambda each: len(each.sides & sides), default=None)


def _is_same_table(left: set[str], right: frozenset[str]) -> bool:
    """Return whether claims can tell of one meeting by those whom they seat there.

    A claim that names one side tells of any, unless two others fight it out there.
    """
    shared = len(left & right)
    if len(right) == 1 and not (all(map(_fights, right)) and sum(map(_fights, left)) >= _FEWEST):
        return True
    return shared >= min(len(left), len(right), _FEWEST)


def _add_undated(card: ClaimCard, held: list[Round], between: Between) -> None:
    """Add what gives no day to the last round before its report, or open one."""
    day = card.published
    before = [r for r in held if day is None or (r.first or date.min) <= day]
    begun: date | None = None
    own: Round | None
    if _nth(card) > 1:
        own, begun = next(iter(_counted(card, before, between)), None), day
    else:
        own = _latest(card, before, between) or _best(card, held, between)
        if own is None and all(map(between.holds, seated(card))):
            return  # of whom it tells no side is known
    if own is None:
        own = Round(begun, day, held=True)
        held.append(own)
    _seat(card, own, between)


def _counted(card: ClaimCard, held: Sequence[Round], between: Between) -> list[Round]:
    """Return the meeting that a claim counts as the second, third ... of its sides."""
    nth, sides = _nth(card), between.seats(card)
    own = sorted(
        (r for r in held if _is_same_table(r.sides, sides)), key=lambda r: r.first or date.min
    )
    called = [r for r in own if r.nth == nth]
    return called or [r for at, r in enumerate(own, start=1) if not r.nth and at == nth]


def _add_deal(card: ClaimCard, held: list[Round], between: Between) -> None:
    """Add what two sides agreed days after they last met: they have met again."""
    dealt = card.type is EventType.AGREE and card.status is Status.ACTUAL
    if not dealt or not said((card.head,), DEAL) or card.basis not in _TOLD or is_coming(card):
        return
    sit = [p for p in card.actors if not between.holds(p)]
    day = card.first
    if day is None or day != card.last or not sit or not between.is_joint(sit):
        return
    if held and not any(_covers(each, day) for each in held):
        held.append(Round(day, day, held=True))
        _seat(card, held[-1], between)


def _latest(card: ClaimCard, lines: Sequence[Round], between: Between) -> Round | None:
    """Return the last line at which those of a claim sit."""
    sides = between.seats(card)
    fitting = [each for each in lines if _is_same_table(each.sides, sides)]
    return fitting[-1] if fitting else None


def _proposals(
    cards: Iterable[ClaimCard], between: Between, principals: frozenset[str]
) -> list[Round]:
    found: dict[str, Round] = {}
    named: dict[str, str] = {}
    for card in cards:
        if not is_invitation(card) or not card.actors:
            continue
        host = card.actors[0]
        side = named.setdefault(sound_key(host.name), between.side(host))
        asked = {s for p in card.recipients for s in between.members(p)}
        if side in asked or (card.recipients and not asked and not _is_joint(card, between)):
            continue  # to one's own people, or to a body above the sides
        proposal = found.setdefault(
            side, Round(day_of(card), day_of(card), held=False, proposer=side)
        )
        proposal.cards.append(card)
        proposal.sides |= asked
    for each in found.values():
        each.sides = each.sides if len(each.sides) >= _FEWEST else each.sides | principals
        each.sides -= {each.proposer}
    return list(found.values())


def _is_joint(card: ClaimCard, between: Between) -> bool:
    return any(not between.holds(p) and not between.side(p) for p in card.recipients)


def _exchanges(
    cards: Iterable[ClaimCard],
    lines: Sequence[Round],
    between: Between,
    principals: frozenset[str],
) -> Iterator[Round]:
    """Yield what an armed group and its enemy offer each other while the two sit at no table."""
    found: dict[frozenset[str], Round] = {}
    for card in cards:
        pair = _offered(card, between)
        day = day_of(card)
        known = (each for each in lines if _hears(each, pair, principals))
        if not pair or any(
            each.held or (each.first or date.min) <= (day or date.min) for each in known
        ):
            continue
        if pair not in found:
            found[pair] = Round(day, day, held=False, sides=set(pair))
        found[pair].cards.append(card)
        found[pair].first = min(filter(None, (found[pair].first, day)), default=None)
    yield from found.values()


def _offered(card: ClaimCard, between: Between) -> frozenset[str]:
    """Return the group and its enemy between whom a claim is an offer; none when it is not."""
    offers = card.type is EventType.AGREE and card.status is Status.ACTUAL and card.theme
    if not offers or is_invitation(card):
        return frozenset()
    own = {side for party in card.actors[:1] for side in between.members(party)}
    pairs = ({*own, s} for p in card.recipients for s in between.members(p) if _fights(s))
    pair = next((pair for pair in pairs if len(pair) == _FEWEST), set())
    armed = any(side.startswith("group:") for side in pair)
    return frozenset(pair) if armed and all(map(_fights, own)) else frozenset()


def _fights(side: str) -> bool:
    return side.startswith(("state:", "group:")) and side != "state:"


def hears(line: Round, principals: frozenset[str]) -> frozenset[str]:
    """Return the sides whose words count at a table: those seated, or whom others sit for."""
    if line.open or len(line.sides) < _FEWEST:
        return frozenset(line.sides) | principals
    return frozenset(line.sides)


def _hears(line: Round, pair: frozenset[str], principals: frozenset[str]) -> bool:
    return pair <= hears(line, principals)


def _covers(line: Round, day: date) -> bool:
    """Return whether a meeting was held on a day, or just before or after it."""
    first, last = line.first or date.max, line.last or date.min
    return first <= day + _ONE_ROUND and day <= last + _ONE_ROUND


def _fill(lines: Sequence[Round]) -> None:
    """Let "both sides" of a meeting be those of another one: at the same place, else mediated."""
    for own in lines:
        here = _places(own)
        kin = [r for r in lines if r is not own and len(r.sides) >= _FEWEST]
        kin = [r for r in kin if own.sides <= r.sides]
        same = [r for r in kin if here & _places(r)] or [r for r in kin if _is_mediated(r)]
        same = same or (kin if len({frozenset(r.sides) for r in kin}) == 1 else [])
        if len(own.sides) < _FEWEST and same:
            own.sides |= same[0].sides
            own.open = own.open or same[0].open


def _places(line: Round) -> set[str]:
    return {place.key for card in line.cards for place in card.places}


def _is_mediated(line: Round) -> bool:
    return any(card.mode == "third-party" for card in line.cards)


def _without_held(lines: Sequence[Round], between: Between) -> list[Round]:
    """Leave out a proposal that a meeting came of: it is what was said ahead of that one.

    The next meeting of those sides is the one, unless both name places and these differ; who
    proposed it and brings the sides together there may have changed the place.

    Args:
        lines: Meetings and proposals, by day.
        between: Who brings others together.

    Returns:
        What is left, in the same order.
    """
    left = []
    for line in lines:
        day, here = line.first or date.min, _places(line)
        meant = (r for r in lines if line.proposer and r.held and (r.first or date.min) >= day)
        meant = (r for r in meant if (r.first or day) <= day + _SOON)
        meant = (r for r in meant if not r.sides or not line.sides or r.sides & line.sides)
        meant = (
            r for r in meant if _may_be_there(r, here) or line.proposer in _between(r, between)
        )
        own = next((r for r in meant if _is_same_table(r.sides, frozenset(line.sides))), None)
        if own is None:
            left.append(line)
        else:
            own.ahead += line.cards
            own.since = min(filter(None, (own.since, line.first)), default=None)
    return left


def _may_be_there(line: Round, places: set[str]) -> bool:
    """Return whether a meeting was held at one of some places, as far as any are told."""
    there = _places(line)
    return not there or not places or bool(there & places)


def _between(line: Round, between: Between) -> set[str]:
    actors = (party for card in line.cards for party in card.actors)
    return {between.side(party) for party in actors if between.mediates(party)}


def _add_ahead(card: ClaimCard, lines: Sequence[Round], between: Between) -> None:
    """Add what is announced to the proposal it comes from, the round it became, or the last."""
    told_by = {between.side(party) for party in seated(card)}
    own = next((p for p in lines if p.proposer and p.proposer in told_by), None)
    if own is not None:
        own.cards.append(card)
        return
    day, meant = card.published or date.min, card.first or date.max
    held = [r for r in lines if r.held]
    after = [r for r in held if r.first is not None and day <= r.first <= day + _SOON]
    before = [r for r in held if (r.first or date.min) <= day]
    dated = [r for r in after if _is_dated(card) and _covers(r, meant)]
    own = _best(card, dated or after[::-1], between) or _latest(card, before, between)
    own = own or _best(card, [r for r in lines if not r.held], between)
    if own is None:
        return
    (own.ahead if own.held else own.cards).append(card)
    recent = before and day - (before[-1].last or day) <= _SOON
    if own in dated and not recent:
        own.since = min(filter(None, (own.since, card.published)), default=None)
