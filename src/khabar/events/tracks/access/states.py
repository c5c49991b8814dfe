"""Whether something gets through, as single claims have it: open, restricted or closed."""

from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.access.closures import is_barrier, is_let_through
from khabar.events.tracks.access.goods import (
    AID,
    BACK,
    CURFEW,
    EMBARGO,
    FUEL,
    LEAVE,
    MEND,
    PASS,
    STOP,
    SUPPLIES,
    SUSPEND,
    VISIT,
    goods_in,
    is_aid,
    is_carried,
    is_cut_from,
    is_lacking,
    is_of_fuel,
    is_stopped,
    lane_of,
    own_words,
    stopped_service,
    turns_back_people,
    way_out,
)
from khabar.events.tracks.access.loads import is_carrier, is_load
from khabar.events.tracks.access.supplies import comes_again
from khabar.events.tracks.wording import TALK, UNDO, said
from khabar.record.card import ClaimCard, OriginKind
from khabar.record.codes import EntityKind, EventType, Status
from khabar.record.ledger import AccessState, Good
from khabar.record.time import TimeBasis

__all__ = ["SIEGES", "is_eased", "is_once", "is_undone", "state_of"]

_PEOPLE: Final = frozenset({EntityKind.CIVILIANS, EntityKind.PERSON})
_HALF_SHUT: Final = frozenset(
    "checkpoint* roadblock* restrict* limit* curb* harass* slow* delay* wait*".split()
)
_EASE: Final = frozenset("short* eas* relax* reduc* soften* loosen*".split())
_PORTS: Final = frozenset(
    "port harbour harbor airport airfield docks quay* road highway bridge border crossing hospital "
    "clinic".split()
)
_LIFT: Final = frozenset("lift* reopen* re ease* open* unblock* restor* end ended".split())
_REMOVE: Final = frozenset("remov* dismantl* clear* withdraw* withdrew take taken took".split())
_BARRIER: Final = frozenset("checkpoint* roadblock* barricade* barrier* cordon*".split())
SIEGES: Final = frozenset(
    "ban bans siege* blockade* closure* curfew* cordon* encirclement*".split()
)
_CLEARED: Final = frozenset("clear* authoris* authoriz* permit*".split())
_OPEN: Final = frozenset("open* reopen* resum*".split())
_MOVEMENT: Final = frozenset(
    "movement* flight* convoy* deliver* distribution* operation* mission*".split()
)
_FREE: Final = frozenset("freed releas* let go".split())  # "free to go on" is leave, not a start
_FLOUT: Final = frozenset("flout* defi* defy* violat* ignor* break* broke broken breach*".split())
_ADMIT: Final = frozenset("admit* enter* reach* through".split())
_SEARCH: Final = frozenset("search* inspect* check* examin*".split())
_WAY: Final = frozenset("passage access entry berth".split())
_GIVEN: Final = frozenset(
    "receiv* get got reach* arriv* deliver* enter* come came distribut* provid* suppl* hand* give "
    "gave given cancel* postpon* unload* land* dock* send sent leave left".split()
)
_SAID: Final = frozenset({
    EventType.ACCUSE,
    EventType.CONSULT,
    EventType.REQUEST,
    EventType.THREATEN,
})
_HAPPENS: Final = frozenset({Status.ACTUAL, Status.ONGOING})


def state_of(card: ClaimCard) -> AccessState | None:
    """Return whether something gets through, as a claim has it.

    What is announced, demanded or feared changes nothing: a planned reopening is none.

    Args:
        card: A claim.

    Returns:
        The state; ``None`` when the claim says nothing of access.
    """
    if comes_again(card) or is_let_through(card):
        return AccessState.OPEN
    told = _state_by_type(card)
    return _state_of_passage(card) if told is None else told


def _state_by_type(card: ClaimCard) -> AccessState | None:
    happens, denied = card.status in _HAPPENS, card.status is Status.NEGATED
    if is_undone(card):
        return _state_of_undoing(card, happens=happens, denied=denied)
    if card.type is EventType.COERCE:
        return _state_of_coercion(card, happens=happens, denied=denied)
    if card.type is EventType.RETREAT and card.mode == "access":
        if card.status is Status.FUTURE and card.conditions and is_aid(card):
            return AccessState.RESTRICTED  # it waits until somebody does something
        if happens and (said((card.head,), _CLEARED) or _opens_talks(card)):
            return None  # who has leave to go has not come yet
        if happens and is_stopped(card):
            back = said(card.phrase, BACK)  # "had to return" says not who is kept out
            return AccessState.CLOSED if back or is_aid(card) else None
        return AccessState.OPEN if happens else _shut(card) if denied else None
    if card.type is EventType.RETREAT and card.mode == "withdraw" and happens:
        turned = said((card.head,), STOP) and is_carrier((*card.recipients, *card.actors))
        return AccessState.CLOSED if turned else None
    if card.type is EventType.AID:
        return _state_of_help(card, happens=happens, denied=denied)
    if card.type is EventType.REJECT and (happens or said((card.head,), PASS)):
        return _shut(card) if _is_barred(card) else None
    if card.type is EventType.SANCTION and happens:
        return _state_of_sanction(card)
    if card.type is EventType.PROTEST and happens:
        return AccessState.CLOSED if _stops_port(card) else None
    return _state_of_easing(card) if card.type is EventType.CONCEDE and happens else None


def _state_of_passage(card: ClaimCard) -> AccessState | None:
    """Return whether aid passed or was turned back, in claims of any other type.

    So also where no power "has reached" a place, and where it is cut off "from food".
    """
    happens, denied = card.status in _HAPPENS, card.status is Status.NEGATED
    if card.type in _SAID or not (happens or denied):
        return None
    if is_lacking(card) or (happens and is_cut_from(card)):
        return AccessState.CLOSED
    if happens and card.type is EventType.RETREAT and way_out(card):
        return AccessState.OPEN
    if happens and turns_back_people(card):
        return AccessState.CLOSED
    if not is_carried(card):
        return None
    if _is_released(card):
        freed = said((card.head, *card.phrase), _FREE)
        return AccessState.OPEN if happens and freed and is_aid(card) else None
    turned = is_stopped(card) and said(card.phrase, BACK)
    held = said((card.head,), STOP) and card.type is EventType.COERCE and is_aid(card)
    if happens and (turned or held):
        return AccessState.CLOSED
    entered = said((card.head, *card.phrase), PASS)
    if entered and (card.places or not denied):
        return AccessState.OPEN if happens else AccessState.CLOSED
    return None


def _state_of_coercion(card: ClaimCard, *, happens: bool, denied: bool) -> AccessState | None:
    if card.mode == "withhold" and lane_of(card) == FUEL:
        return AccessState.RESTRICTED if happens else None
    if card.mode == "withhold":
        lacking = happens or (denied and not _is_denial(card))
        return AccessState.CLOSED if lacking else AccessState.OPEN if denied else None
    if lane_of(card) == CURFEW:
        if said((card.head,), _FLOUT):
            return None
        return AccessState.RESTRICTED if happens or _begins_today(card) else None
    if not happens:
        return None
    if card.mode == "restrict":
        if said((card.head,), _CLEARED) or not is_barrier(card):
            return None
        told = (card.head, *fold_words(card.theme))
        half = said((card.head,), _HALF_SHUT | _OPEN) or said(told, _BARRIER)
        half = half or _is_of_one_person(card) or is_of_fuel(card)
        return AccessState.RESTRICTED if half else _shut(card)
    kept = not said((card.head,), _SEARCH | _CLEARED)
    if card.mode == "seize" and kept and (is_aid(card) or _is_medical_load(card)):
        return AccessState.CLOSED
    return None


def _state_of_help(card: ClaimCard, *, happens: bool, denied: bool) -> AccessState | None:
    if way_out(card):
        return AccessState.OPEN if happens else AccessState.CLOSED if denied else None
    if happens and said((card.head,), MEND) and not SUPPLIES.isdisjoint(goods_in(card.words)):
        return AccessState.OPEN
    if happens and said((card.head,), PASS) and is_carried(card):
        return AccessState.OPEN
    told = (*card.words, *own_words(card))
    about_aid = said(told, AID) or is_load(told) or Good.FOOD in goods_in(own_words(card))
    lacking = denied and said((card.head,), _GIVEN | AID) and about_aid
    return AccessState.CLOSED if lacking else None


def _state_of_easing(card: ClaimCard) -> AccessState | None:
    own = (card.head, *fold_words(card.theme))
    supply = not SUPPLIES.isdisjoint(goods_in(own))
    anywhere = lane_of(card) == CURFEW or (supply and said((card.head,), _LIFT))
    if card.conditions or not (card.places or anywhere or said(own, SIEGES)):
        return None
    if said((card.head,), _EASE) and (lane_of(card) == CURFEW or said(own, SIEGES)):
        return AccessState.RESTRICTED
    removed = said((card.head,), _REMOVE) and said(fold_words(card.theme), _BARRIER)
    return AccessState.OPEN if supply or removed or said((card.head,), _LIFT) else None


def _is_released(card: ClaimCard) -> bool:
    """Return whether captives are let go, who are nobody's cargo; visitors are let in."""
    admitted = said((card.head,), _ADMIT)
    return card.type is EventType.RETREAT and card.mode == "release" and not admitted


def is_undone(card: ClaimCard) -> bool:
    """Return whether the head says that something shut or cut is so no longer.

    "Reopened" and "restored" tell of the end of a closure, whatever type they are read as.

    Args:
        card: A claim.

    Returns:
        Whether it is a claim of access whose head undoes what it is about.
    """
    of_access = card.type is EventType.COERCE and card.mode in {"restrict", "withhold", CURFEW}
    opened = card.type is EventType.RETREAT and card.mode == "access"
    theme = fold_words(card.theme)
    kept = card.type is EventType.CONCEDE and card.status is Status.NEGATED
    kept = kept and (not theme or said(theme, SIEGES) or theme == ("nothing",))
    supply = card.type not in _SAID and not SUPPLIES.isdisjoint(goods_in(theme))
    again = of_access and card.status is Status.ACTUAL and said((card.head,), _OPEN)
    return again or ((of_access or opened or kept or supply) and said((card.head,), UNDO))


def _state_of_undoing(card: ClaimCard, *, happens: bool, denied: bool) -> AccessState | None:
    if denied:
        return AccessState.CLOSED if lane_of(card) != CURFEW else AccessState.RESTRICTED
    if not happens or card.conditions:
        return None
    eases = said((card.head,), _EASE)  # what is eased goes on
    return AccessState.RESTRICTED if eases else AccessState.OPEN


def _state_of_sanction(card: ClaimCard) -> AccessState | None:
    """Return closed where those who bring aid stay away, restricted under an embargo."""
    if lane_of(card) == EMBARGO:
        return AccessState.RESTRICTED
    moved = said(fold_words(card.theme), _MOVEMENT) and said((card.head,), SUSPEND)
    brings = is_aid(card) or is_carrier(card.actors)
    return AccessState.CLOSED if moved and brings else None


def _stops_port(card: ClaimCard) -> bool:
    """Return whether a strike or a crowd shuts a port, an airport, a road."""
    names = [place.name for place in card.places[:1]] + [p.name for p in card.recipients[:1]]
    words = [word for name in names for word in fold_words(name)]
    return card.mode in {"strike", "obstruct"} and said(words, _PORTS)


def _shut(card: ClaimCard) -> AccessState:
    """Return closed; a place is but restricted where only visitors are kept out."""
    return AccessState.RESTRICTED if lane_of(card) == VISIT else AccessState.CLOSED


def _begins_today(card: ClaimCard) -> bool:
    """Return whether what is decreed is in force on the day of the report."""
    if card.status is not Status.FUTURE or card.conditions:
        return False
    return bool(card.first and card.published and card.first <= card.published)


def _is_denial(card: ClaimCard) -> bool:
    """Return whether somebody denies a cut: that nothing comes, or no water, is a lack.

    Who is said to cut water and says himself that he does not denies it, whatever the word.
    """
    speakers = {link.key for link in card.sources if link.kind is OriginKind.SPEAKER}
    if speakers & {party.key for party in card.actors}:
        return True
    return said((card.head,), STOP) and not card.theme.startswith("no ")


def _opens_talks(card: ClaimCard) -> bool:
    """Return whether it is a meeting that opens: no way and nothing let through is named."""
    nothing = not card.recipients and not card.theme
    return nothing and said((card.head,), _OPEN) and said(card.words, TALK)


def _is_of_one_person(card: ClaimCard) -> bool:
    kinds = {party.kind for party in card.recipients}
    return kinds == {EntityKind.PERSON} and lane_of(card) == ""


def _is_medical_load(card: ClaimCard) -> bool:
    return Good.MEDICAL in goods_in(own_words(card))


def _is_barred(card: ClaimCard) -> bool:
    """Return whether a refusal keeps aid, people or visitors from a place."""
    if card.mode == "assist":
        people = _is_of_people_somewhere(card) or (way_out(card) and bool(card.places))
        return is_aid(card) or people or bool(stopped_service(card))
    told = (*card.phrase, *fold_words(card.theme))
    way = bool(card.places) or lane_of(card) == VISIT or said(told, _WAY)
    refused = said((card.head, *card.phrase), STOP | PASS) or said((card.head,), _WAY)
    barred = way and refused
    kept_in = said(fold_words(card.theme), LEAVE) and _is_of_people_somewhere(card)
    return barred and (is_aid(card) or lane_of(card) == VISIT or kept_in)


def is_eased(card: ClaimCard) -> bool:
    """Return whether a claim tells of a curfew or siege that is shortened or eased, not lifted.

    Args:
        card: A claim.

    Returns:
        Whether it does.
    """
    return said((card.head,), _EASE)


def is_once(card: ClaimCard) -> bool:
    """Return whether a claim tells of one passage and not of a state that lasts.

    Args:
        card: A claim.

    Returns:
        Whether it does.
    """
    if card.type is not EventType.REJECT and turns_back_people(card):
        return True
    if is_let_through(card):
        return not is_aid(card)
    if card.type in {EventType.AID, EventType.RETREAT} and way_out(card):
        return card.status is not Status.NEGATED
    if card.type is EventType.COERCE and card.mode == "restrict":
        certain = card.basis is not TimeBasis.DATELINE and card.first == card.last
        certain = certain and bool(card.recipients)  # a roadblock stands; who is stopped goes on
        return certain and card.status is Status.ACTUAL and said((card.head,), _HALF_SHUT)
    kept_in = said(fold_words(card.theme), LEAVE)
    lasts = kept_in or is_aid(card) or way_out(card) or stopped_service(card) or lane_of(card)
    return card.type is EventType.REJECT and not lasts


def _is_of_people_somewhere(card: ClaimCard) -> bool:
    kinds = {party.kind for party in card.recipients}
    staff = EntityKind.ORGANISATION in kinds and said((card.head, *card.phrase), STOP)
    return bool(card.places) and (staff or not kinds.isdisjoint(_PEOPLE))
