"""Who talks with whom, what each side asks, offers and turns down, and what came of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.parties.claimants import Claimants
from khabar.events.tracks.parties.sides import Sides
from khabar.events.tracks.spots import Spots
from khabar.events.tracks.talks.between import Between, is_invitation, is_talk, seated
from khabar.events.tracks.talks.callings import call_by_sentence
from khabar.events.tracks.talks.deadlines import add_deadline, sets_deadline
from khabar.events.tracks.talks.rounds import Round, day_of, find_rounds, hears
from khabar.events.tracks.talks.stating import POINTS_BACK, Kind, kind_of, points_back
from khabar.events.tracks.talks.turns import ENDS, day_of_turn, denies, in_order, is_joint, turn_of
from khabar.events.tracks.wording import telling
from khabar.record.card import CardParty, ClaimCard, ClaimKey
from khabar.record.codes import EntityKind, EventType, Sector, Status
from khabar.record.event import SourceNote
from khabar.record.ledger import Cite, Deadline, Stated, TalksStep, TalksTrack
from khabar.record.report import ReportId

__all__ = ["track_talks"]

_LEAST_SURE: Final = 0.5
_CONDITIONAL: Final = frozenset({
    EventType.REQUEST,
    EventType.AGREE,
    EventType.CONCEDE,
    EventType.CONSULT,
    EventType.REJECT,
    EventType.THREATEN,
})
_TURNS: Final = _CONDITIONAL | {EventType.REQUEST}
_ARMED: Final = frozenset({Sector.COP, Sector.MIL})
_FORCES: Final = frozenset({EntityKind.MILITARY, EntityKind.POLICE})
_DEMANDS: Final = frozenset("demand demands request call ultimatum terms".split())


@dataclass(frozen=True, slots=True)
class _Case:
    """What all lines of a case share."""

    sides: Sides
    spots: Spots
    claimants: Claimants
    between: Between
    principals: frozenset[str]


@dataclass(slots=True)
class _Table:
    """What was stated around one line."""

    demands: list[Stated] = field(default_factory=list)
    conditions: list[Stated] = field(default_factory=list)
    offers: list[Stated] = field(default_factory=list)
    rejections: list[Stated] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    steps: list[TalksStep] = field(default_factory=list)
    offered: list[tuple[str, set[str]]] = field(default_factory=list)
    asked: list[tuple[str, set[str]]] = field(default_factory=list)
    voices: dict[str, str] = field(default_factory=dict)  # side of each who states something

    def of(self, kind: Kind) -> list[Stated] | None:
        """Return the list of a kind of statement; ``None`` for what is none."""
        lists = {
            Kind.DEMAND: self.demands,
            Kind.OFFER: self.offers,
            Kind.REJECTION: self.rejections,
        }
        return lists.get(kind)


def track_talks(
    cards: Iterable[ClaimCard], *, notes: Iterable[SourceNote]
) -> tuple[TalksTrack, ...]:
    """Return who is talking with whom.

    Args:
        cards: All claims of a case; their order makes no difference.
        notes: Where each report comes from: what a reprint tells is told once.

    Returns:
        One track for each round that was held, for each proposal by a third party, for each
        two fighting sides who make offers to each other without a meeting, and for the meeting
        that is set after the last one.
    """
    told = call_by_sentence(sorted(set(cards), key=lambda card: card.key))
    sides, spots = Sides(told), Spots(told)
    claimants = Claimants(told, notes=notes, sides=sides)
    between = Between(told, sides=sides)
    case = _Case(sides, spots, claimants, between, between.principals())
    rounds = find_rounds(told, between=between, principals=case.principals)
    parties = {id(each): _parties(each, rounds, case) for each in rounds}
    tables = {id(each): _Table() for each in rounds}
    home = {
        c.key: each for each in reversed(rounds) for c in (*each.cards, *each.ahead, *each.after)
    }
    home |= {card.key: each for each in rounds if each.next for card in each.cards}
    for card in sorted(told, key=_telling_order):
        place = home.get(card.key) or _round_of(card, rounds, case)
        if place is not None:
            _state(card, place, tables[id(place)], case)
        if sets_deadline(card) and (near := place or _last_of(card, rounds, case)):
            _set_deadline(card, near, tables[id(near)], case)
    brought = [(each, _bring(each, case)) for each in rounds]
    return tuple(
        _track(each, tables[id(each)], parties[id(each)], _mediators(each, brought), case)
        for each in sorted(rounds, key=lambda r: (r.first or date.min, r.proposer))
    )


def _telling_order(card: ClaimCard) -> tuple[date, bool, ClaimKey]:
    """Return where a claim stands: by day, and what answers after what it answers."""
    return card.published or date.min, card.type is EventType.REJECT, card.key


def _parties(own: Round, rounds: Sequence[Round], case: _Case) -> dict[str, str]:
    """Return the sides of a line and how they are shown; those of the case for "both sides"."""
    found = _seated_sides(own.cards, case)
    if own.sides - found.keys():
        shown = _seated_sides((card for each in rounds for card in each.cards), case)
        unseen = sorted(own.sides - found.keys())
        found |= {side: shown.get(side) or _body(side, case) for side in unseen}
    if len(found) < 2 and found.keys() <= case.principals:
        for side in sorted(case.principals):
            found.setdefault(side, _body(side, case))
    return {side: name for side, name in found.items() if name}


def _body(side: str, case: _Case) -> str:
    body = case.sides.capital(side) or case.sides.body(side)
    return body.name if body is not None else case.between.name(side)


def _seated_sides(cards: Iterable[ClaimCard], case: _Case) -> dict[str, str]:
    """Return how each side that sits down is shown: by a person where its body has no name."""
    found: dict[str, str] = {}
    plain: set[str] = set()  # sides shown by words such as "government"
    for card in cards:
        for party in seated(card) if is_talk(card) else ():
            members = case.between.members(party) if party.p >= _LEAST_SURE else ()
            for side in members:
                alone = len(members) == 1
                known = party.kind is not EntityKind.PERSON or side != "state:"
                shown = _shown(party, case) if known else party.name  # not "government (name)"
                if side in plain and alone and party.kind is EntityKind.PERSON:
                    plain.remove(side)
                    found[side] = shown
                elif side not in found:
                    found[side] = shown if alone else _body(side, case)
                    if party.kind is not EntityKind.PERSON and case.sides.body(side) is None:
                        plain.add(side)
    return found


def _body_of(party: CardParty, case: _Case) -> str:
    """Return the name of the body a person speaks for; empty when there is none to name."""
    side = case.between.side(party)
    if party.of or side == "state:":
        return case.sides.body_name(party) if side == case.sides.of_party(party) else ""
    if side.startswith("other:"):
        return ""
    armed = party.sector in _ARMED
    capital, body = case.sides.capital(side), case.sides.body(side)
    if not armed and (named := capital.name if capital else case.between.cabinet(side)):
        return named
    return body.name if body is not None else ""


def _shown(party: CardParty, case: _Case) -> str:
    """Return how somebody at a table is shown: by a name that tells the side, a person after."""
    if case.between.mediates(party):
        return party.name
    if party.kind is EntityKind.PERSON and (body := _body_of(party, case)):
        return f"{body} ({party.name})" if body != party.name else body
    if party.of and (body := case.sides.body_name(party)):
        return body
    side = case.sides.body(case.between.side(party))
    if side is None or case.sides.is_named(party):
        return party.name
    if party.kind is EntityKind.GOVERNMENT and side.kind in _FORCES:
        return f"{party.name} ({side.name})"  # a cabinet is not the army of its state
    office = any(word[:1].isupper() for word in party.name.split()[1:])
    return f"{side.name} ({party.name})" if office else side.name


def _round_of(card: ClaimCard, rounds: Sequence[Round], case: _Case) -> Round | None:
    """Return the line that a claim outside all lines belongs to; ``None`` when to none.

    It is the last that had begun, or was announced for a day, at which the speaker sits and
    so do those spoken to; a meeting that somebody left hears nothing more once it is over.
    """
    if card.type not in _TURNS:
        return None
    to = {case.between.side(party) for party in card.recipients} - {""}
    invited = [r for r in rounds if r.proposer and r.proposer in to]
    if invited:
        return invited[0]
    by = case.between.voices(card)
    day = day_of(card) or date.min
    fitting = [r for r in rounds if _is_heard(card, by, r, hears(r, case.principals), case)]
    begun = [r for r in fitting if (r.since or date.min) <= day]
    asks = card.type in {EventType.REQUEST, EventType.REJECT}
    if not begun and asks and to and all(side.startswith(("state:", "group:")) for side in to):
        begun = [
            r for r in rounds if r.held and (r.since or date.min) <= day and by and by <= r.sides
        ]  # said to an enemy who sits at no table
    held = [r for r in begun if r.held]
    if held and held[-1].broken and day > (held[-1].last or day):
        held += [r for r in fitting if r.held and r not in begun and r.sides == held[-1].sides][:1]
    exchanges = [r for r in begun if r.exchange]
    return next(iter((*held[-1:], *exchanges, *begun)), None)


def _is_heard(
    card: ClaimCard, by: set[str], line: Round, there: AbstractSet[str], case: _Case
) -> bool:
    """Return whether something is said at a table or to the sides and people of it."""
    mediates = any(case.between.mediates(party) for party in card.actors)
    if not (any(_sits(s, there) for s in by) if by else mediates or is_joint(card, case.between)):
        return False
    to = {side for party in card.recipients for side in case.between.members(party)}
    asks = card.type is EventType.REQUEST  # of civilians: a call to follow, no demand
    civilians = any(p.kind is EntityKind.CIVILIANS for p in card.recipients) and not asks
    mediated = any(case.between.mediates(party) for party in card.recipients)
    if not to and not mediated and any(map(case.between.holds, card.recipients)):
        return False  # to a body above the sides
    day = day_of(card) or date.max
    meets = line.held and (line.first or date.max) <= day <= (line.last or date.min)
    asked = any(_sits(side, there) for side in to - by)
    return not to or asked or civilians or mediated or meets


def _sits(side: str, there: AbstractSet[str]) -> bool:
    """Return whether a side sits at a table, under its name or a fuller one ("the elders")."""
    own = set(side.removeprefix("other:").split())
    fuller = (s.removeprefix("other:").split() for s in there if s.startswith("other:"))
    return side in there or (side.startswith("other:") and any(own <= set(s) for s in fuller))


def _state(card: ClaimCard, own: Round, table: _Table, case: _Case) -> None:
    """Write what a claim adds to the table of its line."""
    if card.status is Status.HISTORICAL or (card.p < _LEAST_SURE and not is_talk(card)):
        return
    step = turn_of(card, own, case.between)
    if step:
        table.steps.append(TalksStep(day_of_turn(card, step), step, card.key.report, _cite(card)))
    for party in _speakers(card, own, case):
        by = _shown(party, case)
        table.voices[by] = case.between.side(party)
        for what in _conditions(card):
            _add(table.conditions, by, what, card, table.voices)
        kind = table.of(kind_of(card, own, between=case.between, venue=_venue(own, case)))
        what = _what(card, own, table, case)
        if kind is not None and what:
            _add(kind, by, what, card, table.voices)
        if kind is table.offers and what:
            table.offered.append((what, case.between.voices(card)))
        if kind is table.demands and what:
            table.asked.append((what, case.between.voices(card)))


def _last_of(card: ClaimCard, rounds: Sequence[Round], case: _Case) -> Round | None:
    """Return the last line that had begun at which the side of a claim's speaker sits."""
    by, day = case.between.voices(card), day_of(card) or date.max
    own = [r for r in rounds if by & r.sides and (r.since or date.min) <= day]
    return own[-1] if own else None


def _set_deadline(card: ClaimCard, own: Round, table: _Table, case: _Case) -> None:
    """Write the day by which the side of a claim wants something done."""
    for party in _speakers(card, own, case):
        by, what = _shown(party, case), card.theme or card.clause
        table.voices[by] = case.between.side(party)
        add_deadline(table.deadlines, card, by=by, what=what, voices=table.voices)


def _conditions(card: ClaimCard) -> Iterator[str]:
    """Yield what consent hangs on; a threat of force only where something left undone brings it."""
    asks = frozenset({"unless", "until", "before", "not"})
    boast = card.type is EventType.THREATEN and card.mode == "violence"
    held = card.type is EventType.CONSULT and card.status in {Status.ACTUAL, Status.ONGOING}
    if card.type not in _CONDITIONAL or held:
        return
    for what in card.conditions:
        if not boast or asks & set(fold_words(what)):
            yield _with_consent(what, card)


def _with_consent(what: str, card: ClaimCard) -> str:
    """Return a condition with the words of what hangs on it, where a claim has them."""
    if what in card.clause or what in card.theme:
        return card.theme if what in card.theme else card.clause
    if not card.theme or points_back(card):
        return what
    return f"{card.theme}, {what[:1].lower()}{what[1:]}"


def _speakers(card: ClaimCard, own: Round, case: _Case) -> Iterator[CardParty]:
    """Yield who states something, once for each side at the table; persons before bodies."""
    there, seen = hears(own, case.principals), set()
    card_voices = case.between.voices(card)
    tellers = case.between.tellers(card) if denies(card, case.between) else card_voices
    for party in sorted(card.actors, key=lambda p: p.kind is not EntityKind.PERSON):
        side = case.between.side(party)
        at_table = _sits(side, there) or side == own.proposer or case.between.mediates(party)
        if card_voices and not case.between.members(party):
            continue  # who brings a side to consent does not consent
        if card_voices and side not in tellers:
            continue  # the other side, of whom somebody denies that they agreed
        if side and at_table and side not in seen and party.p >= _LEAST_SURE:
            seen.add(side)
            yield party
        if is_talk(card) and seen:
            return


def _what(card: ClaimCard, own: Round, table: _Table, case: _Case) -> str:
    """Return the words of a statement; with those of what they only point back to."""
    what = card.theme or ("" if card.conditions else card.clause)
    if card.type is not EventType.REJECT:
        return what
    of_demand = set(fold_words(card.theme)) & _DEMANDS and set(fold_words(card.theme)) <= (
        POINTS_BACK | _DEMANDS
    )
    if what and not points_back(card) and not of_demand:
        return what
    voices = case.between.voices(card)
    told = table.asked if of_demand else table.offered
    made = [words for words, by in told if not by & voices]
    if not made or (card.mode == "meet" and not own.proposer):
        return what
    return f"{card.theme or 'the offer'} ({made[-1]})"


def _add(to: list[Stated], by: str, what: str, card: ClaimCard, voices: Mapping[str, str]) -> None:
    """Add a statement, or another place where the same, or less of it, was stated."""
    words = telling(what)
    for at, other in enumerate(to):
        both = words, telling(other.what)
        same = voices.get(other.by) == voices.get(by)
        less = both[0] <= both[1] or (what == card.clause and is_invitation(card))
        if same and (less or both[0] >= both[1]) and all(both):
            own = not less or (both[0] == both[1] and len(what.split()) > len(other.what.split()))
            cites = tuple(sorted({*other.cites, _cite(card)}))
            to[at] = Stated(by if own else other.by, what if own else other.what, other.day, cites)
            return
    to.append(Stated(by, what, day_of(card), (_cite(card),)))


def _cite(card: ClaimCard) -> Cite:
    return Cite(card.key.report, card.trigger)


def _track(
    own: Round,
    table: _Table,
    parties: Mapping[str, str],
    mediators: tuple[str, ...],
    case: _Case,
) -> TalksTrack:
    steps = in_order(table.steps, case.claimants)
    stated = (*table.demands, *table.conditions, *table.offers, *table.rejections)
    cites = {cite for each in stated for cite in each.cites} | {s.cite for s in table.steps}
    told = [c.published for c in (*own.cards, *own.ahead, *own.after) if c.published is not None]
    claimants = {v.key: v.name for card in own.cards for v in case.claimants.speakers(card)}
    ended = [step.status for step in steps if step.status in ENDS]
    return TalksTrack(
        parties=tuple(parties.values()),
        venue=_venue(own, case),
        mediators=mediators,
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
        deadlines=tuple(table.deadlines),
    )


def _venue(own: Round, case: _Case) -> str:
    """Return where a round met: the place most claims give, else where it was to be."""
    over = own.last or date.max
    ahead = [card for card in own.ahead if (card.published or over) <= over]
    for cards, least in ((own.cards, _LEAST_SURE), (ahead, _LEAST_SURE), (own.cards, 0.0)):
        counts: Counter[str] = Counter()
        for card in filter(is_talk, cards):
            sure = (place for place in card.places if place.p >= least)
            rows = (case.spots.row(place, report=ReportId(card.key.report)) for place in sure)
            counts.update(row for row in rows if row)
        if counts:
            return case.spots.name(min(counts, key=lambda row: (-counts[row], row)))
    return ""


def _mediators(own: Round, brought: Sequence[tuple[Round, Mapping[str, str]]]) -> tuple[str, ...]:
    """Return who brings the sides of a line together; else who brought them together before."""
    found = next(told for each, told in brought if each is own)
    if not found and (own.held or own.next):
        others = (told for each, told in brought if each.held and each.sides >= own.sides)
        found = next(filter(None, others), {})
    return tuple(found.values())


def _bring(own: Round, case: _Case) -> dict[str, str]:
    """Return who brings the sides together: by taking part, else by telling of the talks."""
    found: dict[str, str] = {}
    above: dict[str, str] = {}
    tell: dict[str, str] = {}
    for card in (*own.cards, *own.ahead):
        for party in card.actors:
            side = case.between.side(party)
            if case.between.mediates(party) or (own.proposer and side == own.proposer):
                found.setdefault(side, party.name)
            elif is_talk(card) and len(case.between.seats(card)) > 1 and case.between.holds(party):
                above.setdefault(side, party.name)
        for link in card.sources if is_talk(card) else ():
            voice = case.sides.party(link.key)
            if voice is not None and case.between.mediates(voice):
                tell.setdefault(case.between.side(voice), voice.name)
    return found or above or tell


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
