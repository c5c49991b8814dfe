"""Traffic that is told at a gate in one report and at the place behind it in another."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.signs import Sign
from khabar.events.tracks.spots import Spots
from khabar.record.ledger import Good

__all__ = ["gather_passages"]

_GATES: Final = frozenset(
    "bridge checkpoint crossing crossroads roadblock pass gate border junction post".split()
)
_NEAR: Final = timedelta(days=1)


def gather_passages(signs: Iterable[Sign], *, spots: Spots) -> list[Sign]:
    """Return the signs with one place for each passage.

    Aid that a checkpoint stops is told at the place it is for; people who are brought out
    are told at the checkpoint where they pass or do not, or else where most tell of them.

    Args:
        signs: Of all places.
        spots: The places.

    Returns:
        As many signs, some of them at another row.
    """
    every = list(signs)
    alike: dict[tuple[Good, str], list[Sign]] = {}
    for sign in every:
        for cargo in {*sign.cargo, ""}:
            alike.setdefault((sign.good, cargo), []).append(sign)
    return [replace(sign, row=_row(sign, alike, spots)) for sign in every]


def _row(sign: Sign, alike: Mapping[tuple[Good, str], Sequence[Sign]], spots: Spots) -> str:
    at_gate = sign.good is Good.AID and _is_gate(sign.row, spots)
    if at_gate and sign.goal:
        return sign.goal
    if not at_gate and not (sign.good is Good.EXIT and sign.cargo):
        return sign.row
    same = {each.cite: each for cargo in sign.cargo for each in alike[sign.good, cargo]}
    if at_gate and not _has_goal(same.values(), spots):
        same = {each.cite: each for each in alike[sign.good, ""] if _is_same_stop(each, sign)}
    if at_gate:
        return _goal_of_cargo(sign, list(same.values()), spots)
    return _gate_of_people(sign, list(same.values()), spots)


def _has_goal(signs: Iterable[Sign], spots: Spots) -> bool:
    return any(sign.goal or not _is_gate(sign.row, spots) for sign in signs)


def _is_same_stop(one: Sign, sign: Sign) -> bool:
    """Return whether two claims tell that aid was stopped, on certain days that are near."""
    certain = one.since is not None and sign.since is not None
    return certain and one.state is sign.state and _are_near(one.since, sign.since)


def _goal_of_cargo(sign: Sign, signs: Sequence[Sign], spots: Spots) -> str:
    """Return the place behind gates where most tell of the same aid, else its own row."""
    goals = Counter(
        each.goal or each.row for each in signs if each.goal or not _is_gate(each.row, spots)
    )
    most = [row for row in goals if goals[row] == max(goals.values())]
    return most[0] if len(most) == 1 else sign.row


def _gate_of_people(sign: Sign, signs: Sequence[Sign], spots: Spots) -> str:
    """Return where most tell of the same people on the same day, a gate before all."""
    rows: Counter[str] = Counter()
    for each in signs:
        if each.state is sign.state and _are_near(each.since or each.seen, sign.since or sign.seen):
            rows.update(dict.fromkeys((each.row, *each.other_rows), 1))
            rows[each.row] += 1
    order = sorted(rows, key=lambda row: (not _is_gate(row, spots), -rows[row], row))
    return order[0] if order else sign.row


def _are_near(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs(one - other) <= _NEAR


def _is_gate(row: str, spots: Spots) -> bool:
    """Return whether a place is mostly told of as a gate; a town may have one as well."""
    return bool(_GATES & set(fold_words(spots.name(row))[-1:]))
