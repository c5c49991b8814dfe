"""Who fights most in a case: whose "the army" is when nothing else says so."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.parties.bands import MUTINEERS, is_proper
from khabar.events.tracks.wording import FORCES
from khabar.record.card import CardParty
from khabar.record.codes import EntityKind
from khabar.record.report import ReportId

__all__ = ["count_fighters", "find_leader"]

_CLEAR_LEAD: Final = 2.0  # times the runner-up; below, "the army" could be either's


def count_fighters(
    order: Iterable[tuple[CardParty, str]],
    *,
    claims: Mapping[str, int],
    reports: Mapping[str, AbstractSet[ReportId]],
    grouped: AbstractSet[str],
    groups: AbstractSet[str],
    states: AbstractSet[str],
) -> Counter[str]:
    """Return in how many claims the fighters of each label act.

    Args:
        order: Actors, each with the state or group that its name tells.
        claims: Number of claims of each actor, by key.
        reports: Reports that name each actor, by key.
        grouped: Keys of actors whose whole name is that of a group.
        groups: Labels of groups.
        states: Labels of states.

    Returns:
        Claims by label; a state that one report alone names has none beside one that more do.
    """
    counts: Counter[str] = Counter()
    told: dict[str, set[ReportId]] = {}
    for party, label in order:
        fights = party.kind is EntityKind.ARMED_GROUP or FORCES & set(fold_words(party.name))
        described = party.key not in grouped and label in groups
        if fights or (described and not is_proper(party.name)):
            counts[label] += claims[party.key]
            told.setdefault(label, set()).update(reports.get(party.key, ()))
    once = {label for label, each in told.items() if len(each) == 1}
    if once < told.keys():
        for label in once & states:
            del counts[label]  # "Barefoot soldiers", the first words of one report
    return counts


def find_leader(counts: Counter[str]) -> str:
    """Return whose fighters most claims name; empty when none leads clearly.

    Args:
        counts: From ``count_fighters``.
    """
    (first, lead), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return first if lead >= _CLEAR_LEAD * second and first != MUTINEERS else ""
