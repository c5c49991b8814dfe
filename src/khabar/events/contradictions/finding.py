"""All contradictions of an event, most severe first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from khabar.events.contradictions.counts import find_rival_counts
from khabar.events.contradictions.extents import find_rival_days, find_rival_places
from khabar.events.contradictions.kinship import find_kinship
from khabar.events.contradictions.parties import find_rival_actors, find_rival_victims
from khabar.events.contradictions.sides import Case
from khabar.events.contradictions.status import find_denials, find_rival_outcomes
from khabar.events.figures import collect_figures
from khabar.events.voices import find_voices, trace_reports
from khabar.record.card import CardSource, ClaimCard
from khabar.record.event import Contradiction, Field, SourceNote

__all__ = ["find_contradictions"]

_SEVERITY: Final = {name: at for at, name in enumerate(Field)}


def find_contradictions(
    cards: Sequence[ClaimCard],
    *,
    notes: Iterable[SourceNote],
    bodies_of_outlets: Mapping[str, CardSource] | None = None,
) -> tuple[Contradiction, ...]:
    """Return what the sources of an event tell differently.

    Only rival values are shown: those of different voices that cannot both be true, and
    figures that their own source took back, which are marked as reconcilable.

    Args:
        cards: The claims of the event.
        notes: Where the reports come from.
        bodies_of_outlets: For outlets that are the voice of a body, that body.

    Returns:
        Contradictions, most severe first; those that cannot be reconciled before others.
    """
    notes = tuple(notes)
    cards = tuple(sorted(set(cards), key=lambda card: card.key))
    voices = find_voices(cards, notes=notes, bodies_of_outlets=bodies_of_outlets)
    roots = trace_reports({card.key.report for card in cards}, notes=notes)
    case = Case(cards, voices, roots, find_kinship(cards))
    denials = tuple(find_denials(case))
    found = [
        *denials,
        *(() if denials else find_rival_outcomes(case)),
        *find_rival_counts(collect_figures(cards, notes=notes, voices=voices), case=case),
        *find_rival_actors(case),
        *find_rival_victims(case),
        *find_rival_places(case),
        *find_rival_days(case),
    ]
    return tuple(sorted(found, key=lambda one: (_SEVERITY[one.field], one.reconcilable)))
