"""It happened, or it did not."""

from collections.abc import Iterable, Iterator
from typing import Final

from khabar.base.names import fold_words
from khabar.events.bodies import bare_key
from khabar.events.contradictions.parties import find_disowned
from khabar.events.contradictions.sides import Case, make_variant
from khabar.events.figures import is_figure_denied
from khabar.record.card import ClaimCard, OriginKind
from khabar.record.codes import EntityKind, EventType, QuantityKind, Status
from khabar.record.event import Contradiction, Field
from khabar.record.report import ReportId
from khabar.record.span import Span

__all__ = ["find_denials", "find_rival_outcomes"]

_HAPPENED: Final = frozenset({Status.ACTUAL, Status.ONGOING})
_TAKEN: Final = frozenset(
    "capture conquer conquest fall liberate liberation lose overrun recapture retake retook seize "
    "seizure take".split()
)
_REPELLED: Final = frozenset(
    "repelled repulsed repel repulse foiled thwarted fended rebuffed".split()
)
_DRIVEN: Final = frozenset("beat drive fend fight hold hurl push throw".split())
_DEATHS: Final = frozenset(
    "casualty casualties die dead death hurt injure kill victim wound".split()
)
_HARM: Final = frozenset({QuantityKind.KILLED, QuantityKind.INJURED})
_HELD: Final = frozenset("clear control hold secure".split())
_WHOLE: Final = frozenset("completely entire entirely full fully total totally whole".split())
_PARTLY: Final = frozenset("half most mostly part partially partly parts".split())
_VIOLENT: Final = frozenset({EventType.ASSAULT, EventType.PROTEST})
_DENYING: Final = frozenset(
    "absurd anybody anyone baseless contradict contradicted denial denials denied denies deny "
    "denying disclaimed dismiss dismissed dismisses disputed disputes fabrication fabrications "
    "fairy false falsehood fantasy fiction invention inventions lie lies myth never nobody none "
    "nonsense nothing propaganda refuted refutes rejected rejects rumour rumours slander tale "
    "untrue".split()
)
_FORCE: Final = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.CONTROL})


def find_denials(case: Case) -> Iterator[Contradiction]:
    """Yield what one source says happened and another that it did not.

    A denial of a number is none of the event, nor is one of a part in it, in whatever words of
    its sentence; an outlet that tells of both on its own account tells of a change.

    Args:
        case: The event.

    Yields:
        At most one contradiction.
    """
    happened = [card for card in case.cards if card.status in _HAPPENED]
    disowned = {_said(card) for card in find_disowned(case)}
    denied = [
        card
        for card in case.cards
        if card.status is Status.NEGATED
        and not is_figure_denied(card)
        and _said(card) not in disowned
        and not _is_own_change(card, happened, case)
        and not _is_reported(card, case)
    ]
    deniers = case.keys_of(denied)
    told = [c for c in happened if not case.keys_of([c]) <= deniers]
    told = [c for c in told if any(_is_rival(c, each, case) for each in denied)]
    denied = [c for c in denied if any(_is_rival(each, c, case) for each in told)]
    if not told or not denied:
        return
    yield Contradiction(
        field=Field.STATUS,
        values=(
            make_variant("happened", cards=told, case=case),
            make_variant("did not happen", cards=denied, case=case),
        ),
        reconcilable=_is_settled(denied, told),
    )


def _said(card: ClaimCard) -> tuple[ReportId, str, Span]:
    """Return where a claim tells of its occurrence: "denied responsibility" is two words of one."""
    return card.key.report, card.identity, card.sentence


def _is_rival(told: ClaimCard, denied: ClaimCard, case: Case) -> bool:
    """Return whether a denial is of this claim: of that day or place, and by nobody's body."""
    apart = {v.key for v in case.voices[told.key]} != {v.key for v in case.voices[denied.key]}
    is_told_there = case.roots[told.key.report] == case.roots[denied.key.report]
    if is_told_there and not _is_denial(denied, case):
        return False
    if not apart or _denies_part(denied, told, case) or not _denies(denied, told):
        return False
    return case.kinship.ties(told, denied) and _is_of_same(told, denied, case)


def _is_of_same(told: ClaimCard, denied: ClaimCard, case: Case) -> bool:
    """Return whether more than a day ties a denial to a claim: place, party, or how it is told.

    On one day of fighting much happens, and much does not.
    """
    one, two = ({p.key for p in (*c.actors, *c.recipients)} for c in (told, denied))
    if case.kinship.is_one(told, denied) or case.kinship.is_same_place(told, denied) or one & two:
        return True
    is_alike = told.head == denied.head or (bool(told.mode) and told.mode == denied.mode)
    return is_alike and not (told.places and denied.places)


def _denies_part(denied: ClaimCard, told: ClaimCard, case: Case) -> bool:
    """Return whether who denies this tells of the event too, and this claim says nothing of it.

    "A bread seller was not killed" by those who bombed the market denies no bomb.
    """
    deniers = case.keys_of([denied])
    tells = any(
        card.status in _HAPPENED
        and case.kinship.is_one(card, denied)
        and deniers <= case.keys_of([card])
        for card in case.cards
    )
    mine, theirs = _people(denied), _people(told)
    return tells and (denied.mode != told.mode or (bool(mine) and not mine & theirs))


def _people(card: ClaimCard) -> set[str]:
    kinds = (EntityKind.CIVILIANS, EntityKind.PERSON)
    return {party.key for party in card.recipients if party.kind in kinds}


def _denies(denied: ClaimCard, told: ClaimCard) -> bool:
    """Return whether a denial can be of this claim: "nobody died" denies no attack."""
    if denied.head not in _DEATHS:
        return True
    if denied.key.report == told.key.report:
        return False
    hurt = told.head in _DEATHS or any(quantity.kind in _HARM for quantity in told.quantities)
    mine, theirs = ({p.key for p in card.recipients} for card in (denied, told))
    return hurt and bool(mine & theirs)


def _is_denial(card: ClaimCard, case: Case) -> bool:
    """Return whether that it did not happen is said against somebody, by its words alone.

    That talks or withdrawals did not come about is mostly the news itself, and what one report
    tells of both is a change; nobody needs words of denial to say that no shot was fired.
    """
    if card.type in _VIOLENT or set(card.words) & _DENYING:
        return True
    doers = {bare_key(key) for p in card.actors for key in (p.key, p.of) if key}
    return bool(doers & case.keys_of([card]))


def _is_reported(card: ClaimCard, case: Case) -> bool:
    """Return whether an outlet that is nobody's voice says so on its own account.

    It corrects or updates the news; it does not deny what one side claims.
    """
    return all(v.is_own and v.kind is not OriginKind.SPEAKER for v in case.voices[card.key])


def _is_own_change(card: ClaimCard, happened: Iterable[ClaimCard], case: Case) -> bool:
    """Return whether an outlet's own denial stands in a report that also tells the event."""
    if not all(voice.is_own for voice in case.voices[card.key]):
        return False
    root = case.roots[card.key.report]
    return any(
        case.roots[each.key.report] == root and all(voice.is_own for voice in case.voices[each.key])
        for each in happened
    )


def _is_settled(denied: Iterable[ClaimCard], told: Iterable[ClaimCard]) -> bool:
    """Return whether the event came after all denials of it ("not by noon", "at night")."""
    said = [c.published for c in denied]
    began = [c.first for c in told if c.first is not None]
    return bool(began) and all(day is not None and day < min(began) for day in said)


def find_rival_outcomes(case: Case) -> Iterator[Contradiction]:
    """Yield that an attack took a place, all of it, and that it was beaten back, or took a part.

    Args:
        case: The event.

    Yields:
        At most one contradiction.
    """
    fought = [c for c in case.cards if c.type in _FORCE and c.status in _HAPPENED]
    repelled = [c for c in fought if _is_repelled(c) and c.head not in _TAKEN]
    taken = [c for c in fought if c.head in _TAKEN and not _REPELLED & set(c.words)]
    taken = [c for c in taken if not case.keys_of([c]) & case.keys_of(repelled)]
    taken = [c for c in taken if any(case.kinship.ties(c, each) for each in repelled)]
    if taken and repelled:
        yield _outcome("taken", taken, "beaten back", repelled, case)
        return
    held = [c for c in fought if c.head in _TAKEN | _HELD]
    whole = [c for c in held if _told(c) & _WHOLE and not _told(c) & _PARTLY]
    partly = [c for c in held if _told(c) & _PARTLY and not _told(c) & _WHOLE]
    partly = [c for c in partly if not case.keys_of([c]) & case.keys_of(whole)]
    if any(case.kinship.ties(one, two) for one in whole for two in partly):
        yield _outcome("wholly taken", whole, "partly taken", partly, case)


def _is_repelled(card: ClaimCard) -> bool:
    """Return whether an attack is told as beaten back: "repelled", "thrown back"."""
    words = {*card.words, card.head}
    return bool(words & _REPELLED) or (card.head in _DRIVEN and bool(words & {"back", "off"}))


def _told(card: ClaimCard) -> set[str]:
    return {*card.words, *fold_words(card.theme)}


def _outcome(
    one: str, ones: list[ClaimCard], two: str, twos: list[ClaimCard], case: Case
) -> Contradiction:
    return Contradiction(
        field=Field.STATUS,
        values=(make_variant(one, cards=ones, case=case), make_variant(two, cards=twos, case=case)),
        reconcilable=False,
    )
