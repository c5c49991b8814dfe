"""Tolls: low, high and best of all sources together, as UCDP counts the dead.

The latest figure of an origin replaces its earlier ones. Low and high are the least and the
most that any origin's latest figure gives. Best is what most origins agree on; where none is
ahead and the figures cannot all be true, the lower one, as UCDP takes it when it knows of no
reason to trust one source more than another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from khabar.events.figures import Figure, collect_figures, make_variants
from khabar.events.voices import find_voices
from khabar.record.card import CardSource, ClaimCard
from khabar.record.event import SourceNote, Toll

__all__ = ["count_tolls"]


def count_tolls(
    cards: Sequence[ClaimCard],
    *,
    notes: Iterable[SourceNote],
    bodies_of_outlets: Mapping[str, CardSource] | None = None,
) -> tuple[Toll, ...]:
    """Return what all sources of an event together say of each count.

    Args:
        cards: The claims of the event.
        notes: Where the reports come from.
        bodies_of_outlets: For outlets that are the voice of a body, that body.

    Returns:
        One toll a kind, and one for each group of victims where several are told apart.
    """
    notes = tuple(notes)
    voices = find_voices(cards, notes=notes, bodies_of_outlets=bodies_of_outlets)
    figures = collect_figures(cards, notes=notes, voices=voices)
    return tuple(_toll(found) for found in figures.values())


def _toll(figures: Sequence[Figure]) -> Toll:
    standing = [f for f in figures if not f.replaced and not f.withdrawn] or list(figures)
    lows = [f.low for f in standing if f.low is not None]
    highs = [f.high for f in standing if f.high is not None]
    best, rule = _best(standing)
    return Toll(
        kind=figures[0].kind,
        low=min(lows, default=None),
        high=_most(standing) if highs else None,
        best=best,
        rule=rule,
        variants=make_variants(figures),
    )


def _most(standing: Sequence[Figure]) -> int | None:
    """Return the most that any figure gives; "at least 12" gives 12."""
    ends = [f.high if f.high is not None else f.low for f in standing]
    return max((end for end in ends if end is not None), default=None)


def _best(standing: Sequence[Figure]) -> tuple[int | None, str]:
    stated = {f.voice.key: f for f in standing if f.low is not None}
    if not stated:
        return None, ""
    votes = Counter(figure.low for figure in stated.values())
    (best, times), *others = votes.most_common()
    if len(votes) == 1:
        return best, "the only figure" if times == 1 else f"all {times} origins agree"
    if times > others[0][1]:
        return best, f"{times} of {len(stated)} origins agree"
    if all(a.agrees_with(b) for a in stated.values() for b in stated.values()):
        return max(low for low in votes if low is not None), "the most that fits all figures"
    return min(low for low in votes if low is not None), "the lowest of rival figures"
