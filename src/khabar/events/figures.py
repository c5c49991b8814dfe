"""Counts of an event as its sources give them: who says how many, and what replaced what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khabar.events.voices import Voice, trace_reports
from khabar.record.card import ClaimCard, ClaimKey
from khabar.record.claim import Quantity
from khabar.record.codes import EntityKind, QuantityKind, Status
from khabar.record.event import SourceNote, Variant
from khabar.record.ledger import Cite
from khabar.record.report import ReportId

__all__ = ["Figure", "collect_figures", "is_figure_denied", "make_variants", "show_range"]

_TOLD: Final = frozenset({Status.ACTUAL, Status.ONGOING, Status.NEGATED, Status.HISTORICAL})
_VICTIMS: Final = {
    EntityKind.CIVILIANS: "civilians",
    EntityKind.ARMED_GROUP: "fighters",
    EntityKind.MILITARY: "forces",
    EntityKind.POLICE: "forces",
    EntityKind.GOVERNMENT: "forces",
}
_EARLY: Final = date.min


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that one voice gives in one report.

    Attributes:
        kind: What is counted.
        whom: ``civilians``, ``fighters``, ``forces``; empty when not told apart.
        low: Least; ``None`` when open below.
        high: Most; ``None`` when open above.
        voice: Who says so.
        cite: The words.
        claim: The claim they stand in.
        day: Day of the report; the first day there is when unknown.
        replaced: The same voice, or the same outlet on its own account, gave a later one.
        withdrawn: It is named only to be taken back ("not all 14").
    """

    kind: QuantityKind
    whom: str
    low: int | None
    high: int | None
    voice: Voice
    cite: Cite
    claim: ClaimKey
    day: date
    replaced: bool = False
    withdrawn: bool = False

    def agrees_with(self, other: "Figure") -> bool:
        """Return whether one number can be inside both."""
        lows = [each for each in (self.low, other.low) if each is not None]
        highs = [each for each in (self.high, other.high) if each is not None]
        return not lows or not highs or max(lows) <= min(highs)


def is_figure_denied(card: ClaimCard) -> bool:
    """Return whether a denial is of a number and not of the event ("not all 14 got through")."""
    return card.status is Status.NEGATED and any(quantity.low for quantity in card.quantities)


def collect_figures(
    cards: Iterable[ClaimCard],
    *,
    notes: Iterable[SourceNote],
    voices: Mapping[ClaimKey, tuple[Voice, ...]],
) -> Mapping[tuple[QuantityKind, str], tuple[Figure, ...]]:
    """Return the figures of an event by what they count.

    In one report a voice has one figure for one thing, the largest: smaller ones count parts
    ("12 people, among them three children"). An outlet's own words that repeat what its
    source says are the source's.

    Args:
        cards: The claims of the event.
        notes: Where the reports come from.
        voices: Who each claim rests on.

    Returns:
        Figures by kind and victims, oldest first, reprints left out.
    """
    cards = sorted(set(cards), key=lambda card: card.key)
    roots = trace_reports({card.key.report for card in cards}, notes=notes)
    found: dict[tuple[ReportId, str, QuantityKind, str, bool], Figure] = {}
    for card in cards:
        for quantity in card.quantities if card.status in _TOLD else ():
            if quantity.low is None and quantity.high is None:
                continue
            for voice in _voices_of(quantity, card, voices[card.key]):
                figure = _figure(card, quantity, voice)
                slot = (roots[card.key.report], voice.key, figure.kind, figure.whom,
                        figure.withdrawn)  # fmt: skip
                if slot not in found or _size(figure) > _size(found[slot]):
                    found[slot] = figure
    figures = _without_denied(_without_echoes(found, roots))
    groups: dict[tuple[QuantityKind, str], list[Figure]] = defaultdict(list)
    for figure in _told_apart(figures):
        groups[figure.kind, figure.whom].append(figure)
    outlets = {card.key.report: card.outlet for card in cards}
    return {key: _in_order(groups[key], outlets) for key in sorted(groups)}


def _voices_of(quantity: Quantity, card: ClaimCard, voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """Return who gives a figure: each his own where a claim has as many figures as voices."""
    same = [each for each in card.quantities if each.kind is quantity.kind]
    if len(same) == len(voices) > 1:
        return (voices[same.index(quantity)],)
    return voices


def _figure(card: ClaimCard, quantity: Quantity, voice: Voice) -> Figure:
    whom = next((_VICTIMS[p.kind] for p in card.recipients if p.kind in _VICTIMS), "")
    counts_people = quantity.kind in (QuantityKind.KILLED, QuantityKind.INJURED)
    return Figure(
        kind=quantity.kind,
        whom=whom if counts_people else "",
        low=quantity.low,
        high=quantity.high,
        voice=voice,
        cite=Cite(card.key.report, quantity.span),
        claim=card.key,
        day=card.published or _EARLY,
        withdrawn=is_figure_denied(card),
    )


def _size(figure: Figure) -> tuple[int, int]:
    return (figure.low or 0, figure.high or 0)


def _without_echoes(
    found: Mapping[tuple[ReportId, str, QuantityKind, str, bool], Figure],
    roots: Mapping[ReportId, ReportId],
) -> list[Figure]:
    sourced: dict[tuple[ReportId, QuantityKind], list[Figure]] = defaultdict(list)
    for figure in found.values():
        if not figure.voice.is_own and not figure.withdrawn:
            sourced[roots[figure.cite.report], figure.kind].append(figure)
    return [
        f
        for f in found.values()
        if not f.voice.is_own
        or f.withdrawn
        or not _is_echo(f, sourced[roots[f.cite.report], f.kind])
    ]


def _without_denied(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out what somebody denies in a number that others give: it is not his figure."""
    given = {(f.kind, f.low, f.high) for f in figures if not f.withdrawn}
    return [f for f in figures if not f.withdrawn or (f.kind, f.low, f.high) not in given]


def _is_echo(own: Figure, sourced: Sequence[Figure]) -> bool:
    """Return whether an outlet's own figure repeats a source's: it is no more than double."""
    return any(_size(own)[0] <= 2 * _size(each)[0] for each in sourced)


def _told_apart(figures: Sequence[Figure]) -> list[Figure]:
    """Keep victims apart only where more than one group of them is told of."""
    groups: dict[QuantityKind, set[str]] = defaultdict(set)
    for figure in figures:
        groups[figure.kind].add(figure.whom)
    return [
        figure if len(groups[figure.kind] - {""}) > 1 else replace(figure, whom="")
        for figure in figures
    ]


def _in_order(figures: Iterable[Figure], outlets: Mapping[ReportId, str]) -> tuple[Figure, ...]:
    """Return figures oldest first, with those that a later one replaced marked."""
    order = sorted(figures, key=lambda f: (f.day, f.cite, f.voice.key))
    return tuple(
        replace(figure, replaced=any(_replaces(later, figure, outlets) for later in order))
        for figure in order
    )


def _replaces(later: Figure, figure: Figure, outlets: Mapping[ReportId, str]) -> bool:
    if later.withdrawn or later.day <= figure.day:
        return False
    if (later.low, later.high) == (figure.low, figure.high):
        return False  # said again
    same_outlet = outlets[later.cite.report] == outlets[figure.cite.report]
    return later.voice.key == figure.voice.key or (figure.voice.is_own and same_outlet)


def make_variants(figures: Iterable[Figure]) -> tuple[Variant, ...]:
    """Return the different values of figures, best supported first.

    Args:
        figures: Of one thing.

    Returns:
        One variant a value.
    """
    groups: dict[tuple[int | None, int | None], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.low, figure.high].append(figure)
    variants = [
        Variant(
            value=show_range(low, high),
            low=low,
            high=high,
            according_to=tuple(dict.fromkeys(f.voice.name for f in same)),
            cites=tuple(sorted({f.cite for f in same})),
            newest=max((f.day for f in same if f.day != _EARLY), default=None),
        )
        for (low, high), same in groups.items()
    ]
    return tuple(sorted(variants, key=lambda v: (-len(v.according_to), v.low or 0, v.high or 0)))


def show_range(low: int | None, high: int | None) -> str:
    """Return a count as shown: ``12``, ``at least 12``, ``up to 30``, ``5-7``."""
    if low is None:
        return f"up to {high}" if high is not None else "not counted"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}-{high}"
