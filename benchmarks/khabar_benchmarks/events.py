"""How well events are read: triggers, types, statuses, roles, sources.

The measure is that of the event corpus: triggers match when they overlap, each once,
best overlap first; an argument counts when it overlaps half of the shorter span.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

__all__ = ["ROLES", "b_cubed_identity", "match", "score_events", "score_understood"]

Row = Mapping[str, Any]
Span = Sequence[int]

ROLES: Final = (
    "actor", "recipient", "place", "instrument", "theme", "source", "time", "quantity", "condition",
)  # fmt: skip


def overlap(left: Span, right: Span) -> int:
    """Return how many code points two spans share."""
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


def match(
    gold: Sequence[Any], found: Sequence[Any], *, span_of: Callable[[Any], Span]
) -> list[tuple[int, int]]:
    """Pair overlapping items, each once, best overlap first.

    Args:
        gold: True items.
        found: Found items.
        span_of: The span of an item.

    Returns:
        Pairs of indices.
    """
    pairs = sorted(
        (-overlap(span_of(g), span_of(f)), abs(span_of(g)[0] - span_of(f)[0]), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if overlap(span_of(g), span_of(f)) > 0
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    kept = []
    for _, _, i, j in pairs:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            kept.append((i, j))
    return kept


def _arguments(event: Row, role: str) -> list[Span]:
    lists = {"source": "sources", "time": "times", "quantity": "quantities"}
    if role == "condition":
        return [span for span in event["conditions"] if span]
    if role in lists:
        return [one["span"] for one in event[lists[role]] if one.get("span")]
    return [one["span"] for one in event["roles"] if one["role"] == role and one.get("span")]


def f1(right: float, found: float, gold: float) -> float:
    """Return the F1 of three counts."""
    return 2 * right / (found + gold) if found + gold else 0.0


class _Counts:
    """What was counted so far."""

    def __init__(self) -> None:
        self.all: Counter[Any] = Counter()

    def add_report(self, gold: Sequence[Row], found: Sequence[Row]) -> None:
        counts = self.all
        pairs = match(gold, found, span_of=lambda e: e["trigger"])
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        counts["matched"] += len(pairs)
        counts.update(("gold type", event["type"]) for event in gold)
        counts.update(("found type", event["type"]) for event in found)
        for i, j in pairs:
            self._add_pair(gold[i], found[j])
        self._add_roles(gold, found, dict(pairs))

    def _add_pair(self, gold: Row, found: Row) -> None:
        counts = self.all
        counts["status"] += gold["status"] == found["status"]
        counts["gold status", gold["status"]] += 1
        counts["right status", gold["status"]] += gold["status"] == found["status"]
        if gold["type"] == found["type"]:
            counts["type"] += 1
            counts["right type", gold["type"]] += 1
            if gold.get("mode"):
                counts["mode gold"] += 1
                counts["mode"] += gold["mode"] == found.get("mode")
        if gold["times"] and found["times"]:
            counts["time gold"] += 1
            values = {t["value"] for t in gold["times"]} & {t["value"] for t in found["times"]}
            counts["time"] += bool(values)

    def _add_roles(
        self, gold: Sequence[Row], found: Sequence[Row], pairs: Mapping[int, int]
    ) -> None:
        counts = self.all
        for role in ROLES:
            for number, event in enumerate(gold):
                true = _arguments(event, role)
                counts["role gold", role] += len(true)
                if number not in pairs:
                    continue
                mine = _arguments(found[pairs[number]], role)
                counts["role gold at trigger", role] += len(true)
                counts["role found at trigger", role] += len(mine)
                for i, j in match(true, mine, span_of=lambda span: span):
                    short = min(true[i][1] - true[i][0], mine[j][1] - mine[j][0])
                    counts["role", role] += overlap(true[i], mine[j]) >= 0.5 * short
                    counts["role exact", role] += list(true[i]) == list(mine[j])
            counts["role found", role] += sum(len(_arguments(e, role)) for e in found)


def score_events(gold: Iterable[Row], found: Mapping[str, Row]) -> dict[str, float]:
    """Score reports in the shape of the event corpus.

    Args:
        gold: True rows.
        found: Read rows by id; reports that are missing count as read empty.

    Returns:
        Measures by name, each in [0, 1].
    """
    counts = _Counts()
    for row in gold:
        counts.add_report(row["events"], found.get(row["id"], {"events": []})["events"])
    c = counts.all
    scores = {
        "trigger": f1(c["matched"], c["found"], c["gold"]),
        "trigger precision": c["matched"] / max(1, c["found"]),
        "trigger recall": c["matched"] / max(1, c["gold"]),
        "trigger+type": f1(c["type"], c["found"], c["gold"]),
        "mode|type": c["mode"] / max(1, c["mode gold"]),
        "status|trigger": c["status"] / max(1, c["matched"]),
        "time value|both": c["time"] / max(1, c["time gold"]),
    }

    def total(name: str) -> int:
        return sum(c[name, role] for role in ROLES)

    scores["roles|trigger"] = f1(
        total("role"), total("role found at trigger"), total("role gold at trigger")
    )
    scores["roles"] = f1(total("role"), total("role found"), total("role gold"))
    scores["roles exact"] = f1(total("role exact"), total("role found"), total("role gold"))
    for role in ROLES:
        scores[f"{role}|trigger"] = f1(
            c["role", role], c["role found at trigger", role], c["role gold at trigger", role]
        )
        scores[f"role {role}"] = f1(c["role", role], c["role found", role], c["role gold", role])
    for kind in sorted({key[1] for key in c if isinstance(key, tuple) and key[0] == "gold type"}):
        scores[f"type {kind}"] = f1(
            c["right type", kind], c["found type", kind], c["gold type", kind]
        )
    for kind in sorted({k[1] for k in c if isinstance(k, tuple) and k[0] == "gold status"}):
        scores[f"status {kind}"] = c["right status", kind] / c["gold status", kind]
    return scores


def b_cubed_identity(gold: Iterable[Row], found: Mapping[str, Row]) -> float:
    """Return B-cubed F1 of in-report identity over matched triggers.

    Args:
        gold: True rows.
        found: Read rows by id.
    """
    precision = recall = 0.0
    count = 0
    for row in gold:
        mine = found.get(row["id"], {"events": []})["events"]
        pairs = match(row["events"], mine, span_of=lambda e: e["trigger"])
        labels = [(row["events"][i]["identity"], mine[j]["identity"]) for i, j in pairs]
        for true, own in labels:
            both = sum(a == true and b == own for a, b in labels)
            precision += both / sum(b == own for _, b in labels)
            recall += both / sum(a == true for a, _ in labels)
        count += len(labels)
    if not count:
        return 0.0
    precision, recall = precision / count, recall / count
    return 2 * precision * recall / (precision + recall)


def score_understood(gold: Iterable[Row], found: Mapping[str, Row]) -> dict[str, float]:
    """Score what the report gives in another sentence: fillers and sources without words.

    A found entity is right when one of its mentions overlaps a mention of the true one.

    Args:
        gold: True rows.
        found: Read rows by id, with entities and their mentions.

    Returns:
        F1 over matched triggers of understood fillers, and of understood sources.
    """
    counts: Counter[str] = Counter()
    for row in gold:
        mine = found.get(row["id"], {"events": [], "entities": {}})
        where: dict[str, list[Span]] = {}
        for event in row["events"]:
            for one in (*event["roles"], *event["sources"]):
                if one.get("span") and one.get("entity"):
                    where.setdefault(one["entity"], []).append(one["span"])
        own_mentions = {e: entity["mentions"] for e, entity in mine["entities"].items()}
        pairs = match(row["events"], mine["events"], span_of=lambda e: e["trigger"])
        for i, j in pairs:
            for name in ("roles", "sources"):
                true = _understood(row["events"][i], name, where)
                own = _understood(mine["events"][j], name, own_mentions)
                counts[f"gold {name}"] += len(true)
                counts[f"found {name}"] += len(own)
                counts[name] += _count_shared(true, own)
    return {
        f"understood {name}|trigger": f1(
            counts[name], counts[f"found {name}"], counts[f"gold {name}"]
        )
        for name in ("roles", "sources")
    }


def _understood(
    event: Row, name: str, mentions: Mapping[str, Sequence[Span]]
) -> list[tuple[str, Sequence[Span]]]:
    return [
        (one.get("role", "source"), mentions.get(one["entity"], ()))
        for one in event[name]
        if not one.get("span") and one.get("entity")
    ]


def _count_shared(
    gold: Sequence[tuple[str, Sequence[Span]]], found: Sequence[tuple[str, Sequence[Span]]]
) -> int:
    """Count true items that have a found one with the role and an overlapping mention."""
    left = list(found)
    shared = 0
    for role, spans in gold:
        for other in left:
            if other[0] == role and any(overlap(a, b) > 0 for a in spans for b in other[1]):
                left.remove(other)
                shared += 1
                break
    return shared
