"""Traffic that is told at a gate in one report and at the place behind it in another."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from khabar.base.names import fold_words
from khabar.events.tracks.access.signs import Sign
from khabar.events.tracks.spots import Spots
from khabar.record.ledger import AccessState, Good

__all__ = ["gather_passages"]

_GATES: Final = frozenset(
    "bridge checkpoint crossing crossroads roadblock pass gate border junction post".split()
)
_NEAR: Final = timedelta(days=1)


def gather_passages(signs: Iterable[Sign], *, spots: Spots) -> list[Sign]:
    """Return the signs with one place for each passage.

    What is stopped is told at the gate where it is stopped, whatever it was bound for; people
    who are brought out are told there too when they pass, or else where most tell of them.

    Args:
        signs: Of all places.
        spots: The places.

    Returns:
        As many signs, some of them at another row.
    """
    every = list(signs)
    alike: dict[tuple[Good, AccessState, str], list[Sign]] = {}
    for sign in every:
        for cargo in {*sign.cargo, ""}:
            alike.setdefault((sign.good, sign.state, cargo), []).append(sign)
    found = []
    for sign in every:
        same = {e.cite: e for c in sign.cargo or {""} for e in alike[sign.good, sign.state, c]}
        found.append(replace(sign, row=_row(sign, list(same.values()), spots)))
    return found


def _row(sign: Sign, same: Sequence[Sign], spots: Spots) -> str:
    """Return where a sign is told, of the places of the same cargo on the same day."""
    people = sign.good is Good.EXIT and bool(sign.cargo)
    stopped = sign.good is Good.AID and sign.state is AccessState.CLOSED
    if not (people or stopped) or _is_gate(sign.row, spots):
        return sign.row
    rows: Counter[str] = Counter()
    for each in same:
        if _are_near(each, sign, certain=stopped):
            rows.update(dict.fromkeys((each.row, *(each.other_rows if people else ())), 1))
            rows[each.row] += 1
    gates = [row for row in rows if _is_gate(row, spots)]
    order = sorted(gates or (rows if people else ()), key=lambda row: (-rows[row], row))
    return order[0] if order else sign.row


def _are_near(one: Sign, other: Sign, *, certain: bool) -> bool:
    """Return whether two signs can be of one day (a night has two dates)."""
    days: list[date | None] = [
        sign.since if certain else sign.since or sign.seen for sign in (one, other)
    ]
    first, second = days
    if first is None or second is None:
        return not certain
    return abs(first - second) <= _NEAR


def _is_gate(row: str, spots: Spots) -> bool:
    """Return whether a place is mostly told of as a gate; a town may have one as well."""
    return bool(_GATES & set(fold_words(spots.name(row))[-1:]))
