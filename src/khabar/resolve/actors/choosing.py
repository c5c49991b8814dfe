"""Which country each actor and place of a report belongs to, weighed together.

First each is weighed alone. Then, with those first guesses, each is weighed against the
others: who is named beside whom, and what the others of its kind are.
"""

from collections.abc import Mapping, Sequence
from math import exp
from typing import Final

from khabar.record.codes import EntityKind
from khabar.resolve.actors.countries import Table
from khabar.resolve.actors.weights import CountryWeights

__all__ = ["CLASSES", "OTHERS", "add_others", "choose_countries", "class_of", "share_out"]

CLASSES: Final = ("all", "person", "people", "forces", "armed group", "government", "body",
                  "media", "country", "place")  # fmt: skip
"""Groups of kinds with weights of their own; ``all`` holds for every kind."""

_CLASS_OF: Final = {
    EntityKind.PERSON: "person",
    EntityKind.CIVILIANS: "people",
    EntityKind.MILITARY: "forces",
    EntityKind.POLICE: "forces",
    EntityKind.ARMED_GROUP: "armed group",
    EntityKind.GOVERNMENT: "government",
    EntityKind.PARTY: "body",
    EntityKind.ORGANISATION: "body",
    EntityKind.MEDIA: "media",
    EntityKind.COUNTRY: "country",
    EntityKind.PLACE: "place",
    EntityKind.FACILITY: "place",
}
OTHERS: Final = ("the others", "the others near it", "the others alike")
"""What the first guesses for the other actors and places add; mean probabilities."""

_NEAR: Final = 3  # entities before and after, in order of first mention


def class_of(kind: EntityKind) -> str:
    """Return the group of kinds that shares weights.

    Args:
        kind: A kind.
    """
    return _CLASS_OF[kind]


def choose_countries(
    tables: Sequence[Table], kinds: Sequence[EntityKind], *, weights: CountryWeights
) -> list[str]:
    """Choose the country of every actor and place of a report.

    Args:
        tables: From ``find_countries``, in order of first mention.
        kinds: What each is.
        weights: Learned weights.

    Returns:
        ISO alpha-3 of each; empty when none is likely enough.
    """
    classes = [class_of(kind) for kind in kinds]
    guesses = [
        share_out(table, weights.first[own]) for table, own in zip(tables, classes, strict=True)
    ]
    if len(tables) > 1:
        grown = add_others(tables, classes, guesses)
        guesses = [
            share_out(table, weights.last[own]) for table, own in zip(grown, classes, strict=True)
        ]
    chosen = []
    for shares in guesses:
        best = max((code for code in shares if code), key=lambda code: shares[code], default="")
        chosen.append("" if shares[""] >= weights.none_at else best)
    return chosen


def share_out(table: Table, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the probability of each country of a table, and of none.

    Args:
        table: What speaks for each.
        weights: Natural log-odds by feature.

    Returns:
        Probabilities by ISO alpha-3; together 1.
    """
    odds = {
        code: sum(weights[name] * value for name, value in values.items())
        for code, values in table.items()
    }
    top = max(odds.values())
    raised = {code: exp(value - top) for code, value in odds.items()}
    total = sum(raised.values())
    return {code: value / total for code, value in raised.items()}


def add_others(
    tables: Sequence[Table], classes: Sequence[str], guesses: Sequence[Mapping[str, float]]
) -> list[Table]:
    """Add what the first guesses for the others say.

    Args:
        tables: What speaks for each country, in order of first mention.
        classes: Group of kinds of each.
        guesses: First probabilities of each.

    Returns:
        New tables with values of ``OTHERS``.
    """
    totals, alike = (
        _sums(guesses),
        {
            own: _sums([g for g, c in zip(guesses, classes, strict=True) if c == own])
            for own in set(classes)
        },
    )
    added: list[Table] = []
    for place, (table, own) in enumerate(zip(tables, classes, strict=True)):
        low, high = max(0, place - _NEAR), place + _NEAR + 1
        near = _sums(guesses[low:high])
        sizes = (len(guesses), len(guesses[low:high]), classes.count(own))
        sums = (totals, near, alike[own])
        grown = {}
        for code, values in table.items():
            grown[code] = dict(values)
            for name, summed, size in zip(OTHERS, sums, sizes, strict=True):
                if code and size > 1:
                    rest = summed.get(code, 0.0) - guesses[place].get(code, 0.0)
                    grown[code][name] = rest / (size - 1)
        added.append(grown)
    return added


def _sums(guesses: Sequence[Mapping[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for guess in guesses:
        for code, share in guess.items():
            sums[code] = sums.get(code, 0.0) + share
    return sums
