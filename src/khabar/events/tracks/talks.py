"""Who talks with whom, what each side asks, offers and turns down, and what came of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from khabar.base.names import fold_name, fold_words, sound_key
from khabar.events.tracks.claimants import Claimants
from khabar.events.tracks.rounds import (
    Round,
    day_of,
    find_mediators,
    find_rounds,
    is_invitation,
    is_talk,
    seated,
)
from khabar.events.tracks.sides import Sides
from khabar.events.tracks.spots import Spots
from khabar.events.tracks.wording import DEAL, TALK, said
from khabar.record.card import CardParty, ClaimCard
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.event import SourceNote
from khabar.record.ledger import Cite, Stated, TalksStep, TalksTrack
from khabar.record.report import ReportId
from khabar.record.time import TimeBasis

__all__ = ["track_talks"]

_LEAST_SURE: Final = 0.5
_CONSULT_STEP: Final[Mapping[Status, str]] = {
    Status.ACTUAL: "held",
    Status.ONGOING: "under way",
    Status.FUTURE: "announced",
    Status.HYPOTHETICAL: "announced",
    Status.NEGATED: "rejected",
}
_ENDS: Final = frozenset({"agreed", "no agreement", "broken off", "suspended", "rejected"})


@dataclass(frozen=True, slots=True)
class _Case:
    """What all rounds of a case share."""

    sides: Sides
    spots: Spots
    claimants: Claimants
    mediators: frozenset[str]


@dataclass(slots=True)
class _Table:
    """What was stated around one round."""

    demands: list[Stated] = field(default_factory=list)
    conditions: list[Stated] = field(default_factory=list)
    offers: list[Stated] = field(default_factory=list)
    rejections: list[Stated] = field(default_factory=list)
    steps: list[TalksStep] = field(default_factory=list)


def track_talks(
    cards: Iterable[ClaimCard], *, notes: Iterable[SourceNote]
) -> tuple[TalksTrack, ...]:
    """Return who is talking with whom.

    Args:
        cards: All claims of a case; their order makes no difference.
        notes: Where each report comes from: what a reprint tells is told once.

    Returns:
        One track for each round that was held, and for each proposal by a third party.
    """
    told = sorted(set(cards), key=lambda card: card.key)
    sides, spots = Sides(told), Spots(told)
    claimants = Claimants(told, notes=notes, sides=sides)
    case = _Case(sides, spots, claimants, find_mediators(told))
    rounds = find_rounds(told, sides=sides)
    parties = {id(each): _parties(each, rounds, case) for each in rounds}
    proposers = {each.proposer for each in rounds}
    adverse = {side for found in parties.values() for side in found} - proposers
    tables = {id(each): _Table() for each in rounds}
    home = {c.key: each for each in reversed(rounds) for c in (*each.cards, *each.ahead)}
    for card in told:
        place = home.get(card.key) or _round_of(card, rounds, case)
        if place is not None:
            _state(card, place, tables[id(place)], adverse, case)
    return tuple(
        _track(each, tables[id(each)], parties[id(each)], case)
        for each in sorted(rounds, key=lambda r: (r.first or date.min, r.proposer))
    )


def _parties(own: Round, rounds: Sequence[Round], case: _Case) -> dict[str, str]:
    """Return the sides of a round and how they are shown; those of the case for "both sides"."""
    found = _seated_sides(own.cards, case)
    if len(found) < 2:
        for other in rounds if own.held else ():
            found |= {s: n for s, n in _seated_sides(other.cards, case).items() if s not in found}
    for side in () if len(found) > 1 else case.sides.principals():
        body = case.sides.body(side)
        found.setdefault(side, body.name if body is not None else side)
    proposers = {each.proposer for each in rounds} - ({""} if own.proposer else set())
    return {side: name for side, name in found.items() if side not in proposers}


def _seated_sides(cards: Iterable[ClaimCard], case: _Case) -> dict[str, str]:
    found: dict[str, str] = {}
    for card in cards:
        for party in seated(card) if is_talk(card) else ():
            side = case.sides.of_party(party)
            if side and party.p >= _LEAST_SURE and not _is_mediator(party, case):
                found.setdefault(side, _shown(party, case))
    return found


def _is_mediator(party: CardParty, case: _Case) -> bool:
    return sound_key(party.name) in case.mediators


def _shown(party: CardParty, case: _Case) -> str:
    """Return how somebody at a table is shown: by a name that tells the side, a person after."""
    if party.kind is EntityKind.PERSON and (body := case.sides.body_name(party)):
        return f"{body} ({party.name})"
    side = case.sides.body(case.sides.of_party(party))
    return side.name if side is not None and not case.sides.is_named(party) else party.name


def _round_of(card: ClaimCard, rounds: Sequence[Round], case: _Case) -> Round | None:
    """Return the round that a claim outside all rounds belongs to: the last that had begun."""
    speaks_of = {case.sides.of_party(party) for party in card.recipients}
    invited = [r for r in rounds if r.proposer and r.proposer in speaks_of]
    if invited:
        return invited[0]
    day = day_of(card) or date.min
    held = [r for r in rounds if r.held] or list(rounds)
    before = [r for r in held if (r.first or date.min) <= day]
    if before:
        return before[-1]
    return held[0] if held else None


def _state(card: ClaimCard, own: Round, table: _Table, adverse: set[str], case: _Case) -> None:
    """Write what a claim adds to the table of its round."""
    if card.status is Status.HISTORICAL:
        return
    step = _step(card, own, case)
    if step:
        table.steps.append(TalksStep(_step_day(card, step), step, card.key.report, _cite(card)))
    if _is_elsewhere(card, adverse, case):
        return
    for party in _speakers(card, adverse, case):
        by = _shown(party, case)
        for what in card.conditions:
            if card.type in {
                EventType.AGREE,
                EventType.THREATEN,
                EventType.CONCEDE,
                EventType.REJECT,
            }:
                _add(table.conditions, by, what, card)
        kind, what = _kind(card, table, case), card.theme or card.clause
        if kind is not None and what:
            _add(kind, by, what, card)


def _speakers(card: ClaimCard, adverse: set[str], case: _Case) -> Iterator[CardParty]:
    """Yield who states something, once for each side at the table; persons before bodies."""
    seen: set[str] = set()
    for party in sorted(card.actors, key=lambda p: p.kind is not EntityKind.PERSON):
        side = case.sides.of_party(party)
        at_table = side in adverse or side in case.sides.principals() or is_invitation(card)
        if at_table and side not in seen and party.p >= _LEAST_SURE:
            seen.add(side)
            yield party


def _is_elsewhere(card: ClaimCard, adverse: set[str], case: _Case) -> bool:
    """Return whether something is said to others than the sides and the people between them."""
    if is_talk(card) or is_invitation(card):
        return False
    to = {case.sides.of_party(party) for party in card.recipients} - {""}
    civilians = any(party.kind is EntityKind.CIVILIANS for party in card.recipients)
    mediated = any(_is_mediator(party, case) for party in card.recipients)
    at_table = to & (adverse | set(case.sides.principals()))
    return bool(to) and not at_table and not civilians and not mediated


def _kind(card: ClaimCard, table: _Table, case: _Case) -> list[Stated] | None:
    """Return the list a statement belongs to; ``None`` when it is none of them."""
    if card.type is EventType.AGREE and card.status is Status.NEGATED:
        return None if _is_joint(card, case) else table.rejections
    if card.status is not Status.ACTUAL:
        return None
    if is_invitation(card):
        return table.offers
    if card.type is EventType.REQUEST:
        return None if card.mode == "assist" else table.demands
    if card.type is EventType.REJECT:
        return None if card.mode == "assist" else table.rejections
    if card.type in {EventType.AGREE, EventType.CONCEDE} and not _is_joint(card, case):
        return table.offers
    return None


def _is_joint(card: ClaimCard, case: _Case) -> bool:
    """Return whether two sides agree with each other, or "both sides" do."""
    sides = {case.sides.of_party(p) for p in card.actors if not _is_mediator(p, case)}
    return len(sides) > 1 or sides == {""}


def _step(card: ClaimCard, own: Round, case: _Case) -> str:
    """Return the turn of talks that a claim tells; empty when it tells none."""
    if is_talk(card):
        if card.status is Status.NEGATED and card.places:
            return ""  # these talks are not held; others, elsewhere, may be
        return _CONSULT_STEP[card.status]
    if is_invitation(card):
        return "announced"
    theme = fold_words(card.theme)
    if card.type is EventType.AGREE and said(theme, TALK) and own.held:
        joint = card.status is Status.ACTUAL and _is_joint(card, case)
        return "announced" if joint else ""
    words = (card.head, *theme)
    if card.type in {EventType.AGREE, EventType.SUPPORT} and said(words, DEAL):
        if card.status is Status.NEGATED and _is_joint(card, case):
            return "no agreement"
        if card.status is Status.ACTUAL and (
            _is_joint(card, case) or said((card.head,), {"sign*"})
        ):
            return "agreed"
    return ""


def _step_day(card: ClaimCard, step: str) -> date | None:
    """Return the day of a turn: what was held or ended has its own, the rest its report's."""
    if step in _ENDS | {"held", "under way"} and card.basis is TimeBasis.CONTEXT:
        return card.first or card.published
    return day_of(card)


def _add(to: list[Stated], by: str, what: str, card: ClaimCard) -> None:
    """Add a statement, or another place where the same was stated."""
    for at, other in enumerate(to):
        if other.by == by and fold_name(other.what) == fold_name(what):
            cites = tuple(sorted({*other.cites, _cite(card)}))
            to[at] = Stated(by, other.what, other.day, cites)
            return
    to.append(Stated(by, what, day_of(card), (_cite(card),)))


def _cite(card: ClaimCard) -> Cite:
    return Cite(card.key.report, card.trigger)


def _track(own: Round, table: _Table, parties: Mapping[str, str], case: _Case) -> TalksTrack:
    steps = _in_order(table.steps, case.claimants)
    stated = (*table.demands, *table.conditions, *table.offers, *table.rejections)
    cites = {cite for each in stated for cite in each.cites} | {s.cite for s in table.steps}
    told = [c.published for c in (*own.cards, *own.ahead) if c.published is not None]
    claimants = {v.key: v.name for card in own.cards for v in case.claimants.speakers(card)}
    ended = [step.status for step in steps if step.status in _ENDS]
    return TalksTrack(
        parties=tuple(parties.values()),
        venue=_venue(own, case),
        mediators=_mediators(own, case),
        demands=tuple(table.demands),
        conditions=tuple(table.conditions),
        offers=tuple(table.offers),
        rejections=tuple(table.rejections),
        outcome=ended[-1] if ended else "",
        steps=steps,
        next=_next(own),
        claimants=tuple(claimants.values()),
        newest=max(told, default=None),
        cites=tuple(sorted(cites)),
    )


def _in_order(steps: Sequence[TalksStep], claimants: Claimants) -> tuple[TalksStep, ...]:
    """Return one step a day and status, from the first report that is no reprint."""
    found: dict[tuple[date | None, str], TalksStep] = {}
    told = {(step.report, step.status) for step in steps}
    for step in sorted(steps, key=lambda step: step.cite):
        original = claimants.original(step.report)
        if original != step.report and (original, step.status) in told:
            continue
        found.setdefault((step.day, step.status), step)
    return tuple(sorted(found.values(), key=lambda s: (s.day or date.min, s.status in _ENDS)))


def _venue(own: Round, case: _Case) -> str:
    """Return where a round met: the place most claims give, towns before buildings in them."""
    counts: dict[str, int] = {}
    for card in own.cards:
        for place in card.places if is_talk(card) else ():
            if row := case.spots.row(place, report=ReportId(card.key.report)):
                counts[row] = counts.get(row, 0) + 1
    best = min(counts, key=lambda row: (-counts[row], row), default="")
    return case.spots.name(best) if best else ""


def _mediators(own: Round, case: _Case) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for card in own.cards:
        for party in card.actors:
            side = case.sides.of_party(party)
            if _is_mediator(party, case):
                found.setdefault(sound_key(party.name), party.name)
            elif own.proposer and side == own.proposer:
                found.setdefault(side, party.name)
    return tuple(found.values())


def _next(own: Round) -> str:
    """Return the words of the last announcement of a meeting that has not been held yet."""
    later = [
        card
        for card in (*own.ahead, *(c for c in own.cards if c.status is Status.FUTURE))
        if own.first is None or (card.published or date.min) >= own.first
    ]
    if not later:
        return ""
    last = max(later, key=lambda card: (card.published or date.min, card.key))
    return last.theme or last.clause
