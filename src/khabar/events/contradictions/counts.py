"""Figures that cannot both be true, and figures that their source replaced."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from khabar.base.names import ENEMY, fold_words
from khabar.events.contradictions.sides import Case
from khabar.events.figures import Figure, make_variants
from khabar.record.card import ClaimCard, ClaimKey, OriginKind
from khabar.record.codes import EntityKind, EventType, QuantityKind, Status
from khabar.record.event import Contradiction, Field
from khabar.record.time import TimeBasis

__all__ = ["find_rival_counts"]

_FIELDS: Final = {
    QuantityKind.KILLED: Field.KILLED,
    QuantityKind.INJURED: Field.INJURED,
    QuantityKind.DISPLACED: Field.DISPLACED,
}

_PEOPLE: Final = frozenset({EntityKind.CIVILIANS, EntityKind.PERSON})
_SOME: Final = frozenset("child children families family women woman girl girls boy boys".split())
_ALL: Final = frozenset(
    "civilians dead fighters martyrs men members people persons residents soldiers students "
    "troops victims villagers workers".split()
)
_OPENING: Final = 4  # telling words in which "Among the dead were" opens a sentence
_FEW: Final = 3
_LONG: Final = 7  # days; a toll of a longer time counts more than one occurrence


def find_rival_counts(
    figures: Mapping[tuple[QuantityKind, str], Sequence[Figure]], *, case: Case
) -> Iterator[Contradiction]:
    """Yield the counts that sources give differently.

    Figures that one number can satisfy are no contradiction, unless a later report raised an
    "at least". That, and a figure that its own source replaced or took back, is marked as
    reconcilable when nothing else is rival.

    Args:
        figures: By what they count.
        case: The event.

    Yields:
        At most one contradiction for each thing counted.
    """
    deniers = case.keys_of(c for c in case.cards if c.status is Status.NEGATED)
    cards = {card.key: card for card in case.cards}
    for kind, found in _by_victims(figures):
        known = [f for f in found if not (f.high == 0 and f.voice.key in deniers)]
        known = _whole(known, cards)
        pairs = [
            (left, right)
            for at, left in enumerate(known)
            for right in known[at + 1 :]
            if _clash(left, right)
            and not _is_part(left, right)
            and _count_the_same(left, right, cards)
            and _is_of_one(left, right, cards, case)
        ]
        if not pairs:
            continue
        rivals = {id(figure) for pair in pairs for figure in pair}
        tied = [f for f in known if id(f) in rivals or _is_tied(f, pairs, cards, case)]
        yield Contradiction(
            field=_FIELDS.get(kind, Field.COUNT),
            values=make_variants(tied),
            reconcilable=all(_is_settled(left, right) for left, right in pairs),
        )


def _by_victims(
    figures: Mapping[tuple[QuantityKind, str], Sequence[Figure]],
) -> Iterator[tuple[QuantityKind, Sequence[Figure]]]:
    """Yield the figures to hold against each other: one side's soldiers are another's fighters."""
    groups: dict[tuple[QuantityKind, str], list[Figure]] = defaultdict(list)
    for (kind, whom), found in figures.items():
        groups[kind, "armed" if whom in {"fighters", "forces"} else whom] += found
    for (kind, _), found in groups.items():
        yield kind, found


def _count_the_same(left: Figure, right: Figure, cards: Mapping[ClaimKey, ClaimCard]) -> bool:
    """Return whether two figures count one thing.

    The dead of one side are not those of the other, and "other" in fighting can be anything:
    lorries and assaults are rivals only where the same people are told of, or in one word.
    """
    one, two = cards[left.claim], cards[right.claim]
    if one.outlet != two.outlet and _tells_of_enemy(one) and _tells_of_enemy(two):
        return False  # each side's enemy is the other's own
    mine, theirs = ({p.key for p in card.recipients} for card in (one, two))
    if left.kind is QuantityKind.OTHER and EventType.ASSAULT in (one.type, two.type):
        people = {p.key for p in (*one.recipients, *two.recipients) if p.kind in _PEOPLE}
        return one.head == two.head or bool(mine & theirs & people)
    killers = {p.key for p in one.actors}, {p.key for p in two.actors}
    is_shared = bool(mine & theirs)
    return is_shared or (
        left.whom == right.whom and not (killers[0] & theirs and killers[1] & mine)
    )


def _tells_of_enemy(card: ClaimCard) -> bool:
    return any(ENEMY & set(fold_words(p.name)) for p in (*card.actors, *card.recipients))


def _is_of_one(
    left: Figure, right: Figure, cards: Mapping[ClaimKey, ClaimCard], case: Case
) -> bool:
    """Return whether two figures are of one occurrence.

    An outlet tells of much on its own account: its later figure replaces an earlier one only
    where day and place are the same.
    """
    one, two = cards[left.claim], cards[right.claim]
    if (_is_past(left) or _is_past(right)) and (left.voice.is_own or right.voice.is_own):
        return case.kinship.is_update(one, two)
    return case.kinship.ties(one, two)


def _whole(figures: Sequence[Figure], cards: Mapping[ClaimKey, ClaimCard]) -> list[Figure]:
    """Leave out one dead of many, the children among the dead, and tolls that grew over weeks."""
    whole = [figure for figure in figures if not _counts_some(figure, cards[figure.claim])]
    figures = whole or figures
    most = max((figure.low or 0 for figure in figures), default=0)
    return [
        figure
        for figure in figures
        if not (figure.low == figure.high == 1 and most > _FEW)
        and not _is_long(cards[figure.claim])
        and not _is_of_own(figure, figures)
    ]


def _is_of_own(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Return whether a source's figure is a part of what the outlet itself counts there."""
    return any(
        each.voice.is_own and (each.low or 0) > (figure.low or 0) and _is_part(each, figure)
        for each in figures
        if each.whom == figure.whom
    )


def _counts_some(figure: Figure, card: ClaimCard) -> bool:
    """Return whether a figure is of some of the dead: the children, a family."""
    if "among" in card.words[:_OPENING]:
        same = [q.low or 0 for q in card.quantities if q.kind is figure.kind]
        return len(same) == 1 or (figure.low or 0) < max(same, default=0)
    words = {
        word
        for party in card.recipients
        for name in (party.name, *party.aliases)
        for word in fold_words(name)
    }
    return bool(words & _SOME) and not words & _ALL


def _is_long(card: ClaimCard) -> bool:
    if card.status is Status.HISTORICAL:
        return True
    if card.first is None or card.basis not in (TimeBasis.STATED, TimeBasis.RESOLVED):
        return False
    end = card.last or card.published
    return end is not None and (end - card.first).days > _LONG


def _clash(left: Figure, right: Figure) -> bool:
    """Return whether two figures of different voices, or of different days, disagree."""
    is_other = left.voice.key != right.voice.key or _is_past(left) or _is_past(right)
    return is_other and (not left.agrees_with(right) or _is_raised(left, right))


def _is_raised(left: Figure, right: Figure) -> bool:
    """Return whether a later report counts more than the least that an earlier one told."""
    early, late = sorted((left, right), key=lambda figure: figure.day)
    is_open = early.low is not None and early.high is None
    return is_open and early.day < late.day and (late.low or 0) > (early.low or 0)


def _is_part(left: Figure, right: Figure) -> bool:
    """Return whether one figure of a report is less than half of another: it counts a part."""
    if left.cite.report != right.cite.report or _is_past(left) or _is_past(right):
        return False
    if _are_two_speakers(left, right):
        return False
    low, high = sorted((left.low or 0, right.low or 0))
    return 2 * low < high


def _are_two_speakers(left: Figure, right: Figure) -> bool:
    """Return whether two people or bodies that a report names each give a figure of their own."""
    kinds = {left.voice.kind, right.voice.kind}
    return left.voice.key != right.voice.key and kinds == {OriginKind.SPEAKER}


def _is_settled(left: Figure, right: Figure) -> bool:
    """Return whether nobody has to be wrong: a figure was replaced, taken back, or rose."""
    return _is_past(left) or _is_past(right) or left.agrees_with(right)


def _is_past(figure: Figure) -> bool:
    return figure.replaced or figure.withdrawn


def _is_tied(
    figure: Figure,
    pairs: Sequence[tuple[Figure, Figure]],
    cards: Mapping[ClaimKey, ClaimCard],
    case: Case,
) -> bool:
    """Return whether a figure that is nobody's rival is one more voice for a rival's."""
    return any(
        (figure.low, figure.high) == (one.low, one.high)
        and case.kinship.ties(cards[figure.claim], cards[one.claim])
        for pair in pairs
        for one in pair
    )
