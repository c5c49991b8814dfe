"""Situations told by reports of several sides, against what annotators say of them.

Every number is of whole situations, each told by itself and the counts added up:

* ``linking_b3_f1``: B-cubed F1 of events over the mentions that are in the annotation and in
  the reading (all of them with gold mentions; triggers that overlap with our own).
* ``reprints_f1``: pairs of copy and original; a copy of a copy counts for its original.
* ``origins_accuracy``: share of events with the right number of independent origins, of those
  that were linked right (the event holds these mentions and no others).
* ``contradictions_recall``: contradictions of the truth that one of its events (those that are
  mostly about it, and the one that holds most of it) shows with their sides:
  the same field, and two of our values that are two different values of the truth, by number
  or by the reports that tell them. An account in words ("drivers refused") is a status in the
  truth; ours can also show it as a rival actor or recipient. Counts other than the dead and
  the injured are one field. Those with fewer than two values are left out.
* ``contradictions_precision``: ours that are one of the truth's, of all of ours.
* ``must_not_merge_violations``: pairs of occurrences that share an event of ours.
* ``control_f1``, ``access_f1``, ``talks_f1``: rows of the ledgers, see ``story_ledgers``.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from khabar.events.voices import trace_reports
from khabar.record.claim import Reading
from khabar.record.errors import ConfigError
from khabar.record.event import Contradiction, Event, Situation, Variant
from khabar.record.report import ReportId
from khabar_benchmarks.events import match
from khabar_benchmarks.gold import read_gold
from khabar_benchmarks.rows import read_rows
from khabar_benchmarks.story_ledgers import Rows, match_access, match_control, match_talks

__all__ = ["Score", "read_stories", "score_stories"]

Row = Mapping[str, Any]
Tell = Callable[[Sequence[Reading]], Situation]
_ACCOUNTS: Final = frozenset({"status", "actor", "recipient"})
_OWN_FIELDS: Final = frozenset({"killed", "injured", "place", "date"})


@dataclass(slots=True)
class Score:
    """What was right in one or more situations.

    Attributes:
        counts: Numbers that add up over situations.
        errors: What was wrong, a line each.
    """

    counts: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    errors: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """Return the figures by name."""
        c = self.counts
        return {
            "linking_b3_f1": _f1(
                c["precision"] / max(1, c["mentions"]), c["recall"] / max(1, c["mentions"])
            ),
            "reprints_f1": self._f1_of("reprints"),
            "origins_accuracy": c["origins right"] / max(1, c["linked right"]),
            "contradictions_precision": c["contradictions good"] / max(1, c["contradictions ours"]),
            "contradictions_recall": c["contradictions found"] / max(1, c["contradictions true"]),
            "must_not_merge_violations": c["violations"],
            **{f"{name}_f1": self._f1_of(name) for name in ("control", "access", "talks")},
            "events_linked_right": c["linked right"] / max(1, c["events true"]),
            "mentions_read": c["mentions"] / max(1, c["mentions true"]),
        }

    def _f1_of(self, name: str) -> float:
        right, ours, true = (self.counts[f"{name} {what}"] for what in ("right", "ours", "true"))
        return 2 * right / (ours + true) if ours + true else 1.0

    def add_rows(self, name: str, rows: Rows) -> None:
        """Count matched rows of a ledger, and note the others."""
        self.counts[f"{name} right"] += rows.right
        self.counts[f"{name} ours"] += rows.ours
        self.counts[f"{name} true"] += rows.true
        self.errors += [f"{name}: {line}" for line in rows.errors]


def read_stories(data: Path) -> Iterator[tuple[str, Sequence[Row], Row]]:
    """Yield each situation of a folder.

    Args:
        data: Holds ``reports.jsonl`` or ``reports.jsonl.gz``, and ``truth.json``.

    Yields:
        Name, annotated reports in order, truth.

    Raises:
        ConfigError: A file is missing.
    """
    plain = data / "reports.jsonl"
    rows = list(read_rows(plain if plain.exists() else data / "reports.jsonl.gz"))
    truth = json.loads((data / "truth.json").read_text(encoding="utf-8"))
    for name, told in truth.items():
        ids = set(told["reports"])
        yield name, [row for row in rows if row["id"] in ids], told


def score_stories(
    data: Path,
    *,
    tell: Tell,
    read: Callable[[Row], Reading] | None = None,
    only: Sequence[str] = (),
) -> Score:
    """Return how well situations are told.

    Args:
        data: The folder.
        tell: Readings of one situation to what they say together.
        read: Reads a row; gold mentions without it.
        only: Names of situations; all of them without.

    Returns:
        Counts and errors of all situations.

    Raises:
        ConfigError: A file is missing, or a situation.
    """
    score = Score()
    found = list(read_stories(data))
    if unknown := sorted(set(only) - {name for name, _, _ in found}):
        names = " ".join(name for name, _, _ in found)
        msg = f"no such situation: {unknown[0]}"
        raise ConfigError(msg, where="--only", do=f"take of: {names}")
    for name, rows, truth in found:
        if only and name not in only:
            continue
        readings = [(read or read_gold)(row) for row in rows]
        situation = tell(readings)
        labels = _labels(rows, readings, situation)
        score.counts["mentions true"] += sum(len(row["events"]) for row in rows)
        _score_linking(score, situation, labels, truth)
        _score_reprints(score, situation, truth)
        _score_events(score, situation, labels, truth)
        score.add_rows("control", match_control(situation.control, truth["control"]))
        score.add_rows("access", match_access(situation.access, truth["access"]))
        score.add_rows("talks", match_talks(situation.talks, truth["talks"]))
    return score


def _labels(
    rows: Sequence[Row], readings: Sequence[Reading], situation: Situation
) -> Mapping[int, list[tuple[str, str]]]:
    """Return, by number of our event, labels of its mentions and where they stand."""
    texts = {reading.report.id: reading.report.text for reading in readings}
    mentions: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    for at, event in enumerate(situation.events):
        for mention in event.mentions:
            mentions[mention.key.report].append((at, mention))
    labels: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        mine = mentions[row["id"]]
        gold = [tuple(event["trigger"]) for event in row["events"]]
        found = [(m.cite.span.start, m.cite.span.end) for _, m in mine]
        for i, j in match(gold, found, span_of=lambda span: span):
            words = texts[row["id"]][slice(*gold[i])]
            labels[mine[j][0]].append((row["events"][i]["identity"], f"{row['id']} {words!r}"))
    return labels


def _score_linking(
    score: Score, situation: Situation, labels: Mapping[int, list[tuple[str, str]]], truth: Row
) -> None:
    true = Counter(label for found in labels.values() for label, _ in found)
    for at, found in labels.items():
        own = Counter(label for label, _ in found)
        score.counts["mentions"] += len(found)
        for label, both in own.items():
            score.counts["precision"] += both * both / len(found)
            score.counts["recall"] += both * both / true[label]
        if len(own) > 1:
            told = "; ".join(f"{label}: {where}" for label, where in sorted(found))
            kind = situation.events[at].type
            score.errors.append(f"merged: {kind} {told}")
    for label in sorted(true):
        holders = [[where for each, where in found if each == label] for found in labels.values()]
        parts = [part for part in holders if part]
        if len(parts) > 1:
            score.errors.append(f"split: {label}: " + " | ".join(", ".join(p) for p in parts))
    for left, right in truth["must_not_merge"]:
        if any({left, right} <= {label for label, _ in found} for found in labels.values()):
            score.counts["violations"] += 1
            score.errors.append(f"must not merge: {left} and {right}")


def _score_reprints(score: Score, situation: Situation, truth: Row) -> None:
    roots = trace_reports([note.report for note in situation.sources], notes=situation.sources)
    ours = {(copy, root) for copy, root in roots.items() if copy != root}
    true = {(ReportId(copy), ReportId(original)) for copy, original in truth["reprints"]}
    score.counts["reprints right"] += len(ours & true)
    score.counts["reprints ours"] += len(ours)
    score.counts["reprints true"] += len(true)
    score.errors += [f"reprint invented: {pair}" for pair in sorted(ours - true)]
    score.errors += [f"reprint missed: {pair}" for pair in sorted(true - ours)]


def _score_events(
    score: Score, situation: Situation, labels: Mapping[int, list[tuple[str, str]]], truth: Row
) -> None:
    """Count origins of events that were linked right, and contradictions of all."""
    true = Counter(label for found in labels.values() for label, _ in found)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, found in labels.items():
        own = Counter(label for label, _ in found)
        holders[own.most_common(1)[0][0]].append(at)
    score.counts["events true"] += len(true)
    good: set[tuple[int, int]] = set()
    for label, told in truth["events"].items():
        most = max(labels, key=lambda at: sum(each == label for each, _ in labels[at]))
        events = [(at, situation.events[at]) for at in sorted(holders[label])]
        is_right = len(events) == 1 and len(labels[events[0][0]]) == true[label]
        if is_right and {each for each, _ in labels[events[0][0]]} == {label}:
            _score_origins(score, label, events[0][1], told["independent_origins"])
        if true[label] and all(at != most for at, _ in events):
            events.append((most, situation.events[most]))
        good |= _score_contradictions(score, label, events, told["contradictions"])
    for at, event in enumerate(situation.events):
        name = next(iter(sorted({label for label, _ in labels.get(at, [])})), "no event of truth")
        for number, shown in enumerate(event.contradictions):
            score.counts["contradictions ours"] += 1
            score.counts["contradictions good"] += (at, number) in good
            if (at, number) not in good:
                score.errors.append(f"contradiction invented: {name} {_show(shown)}")


def _score_origins(score: Score, label: str, event: Event, told: Row) -> None:
    score.counts["linked right"] += 1
    score.counts["origins right"] += len(event.origins) == told["n"]
    if len(event.origins) != told["n"]:
        ours = [f"{each.name} ({each.kind}, {len(each.reports)})" for each in event.origins]
        score.errors.append(f"origins: {label} {len(ours)} {ours}, true {told['n']} {told['list']}")


def _score_contradictions(
    score: Score, label: str, events: Sequence[tuple[int, Event]], told: Sequence[Row]
) -> set[tuple[int, int]]:
    """Return which of our contradictions are true ones."""
    good: set[tuple[int, int]] = set()
    for true in told:
        if len(true["values"]) < 2:
            continue
        score.counts["contradictions true"] += 1
        shown = {
            (at, number)
            for at, event in events
            for number, ours in enumerate(event.contradictions)
            if _is_field(ours.field, true["field"]) and _has_sides(ours, true["values"])
        }
        score.counts["contradictions found"] += bool(shown)
        good |= shown
        if not shown:
            values = [(value["value"], value["according to"]) for value in true["values"]]
            score.errors.append(f"contradiction missed: {label} {true['field']} {values}")
    return good


def _is_field(ours: str, true: str) -> bool:
    if true == "status":
        return ours in _ACCOUNTS
    if {ours, true} & (_OWN_FIELDS | _ACCOUNTS):
        return ours == true
    return True  # both are counts


def _has_sides(ours: Contradiction, values: Sequence[Row]) -> bool:
    """Return whether two of our values are two different values of the truth."""
    are = [
        [at for at, value in enumerate(values) if _is_value(each, value)] for each in ours.values
    ]
    return any(
        one != two
        for at, left in enumerate(are)
        for right in are[at + 1 :]
        for one in left
        for two in right
    )


def _is_value(ours: Variant, true: Row) -> bool:
    number = str(true["value"])
    if number.rstrip("-").isdigit():
        return ours.low == int(number.rstrip("-"))
    return bool({cite.report for cite in ours.cites} & set(true["report ids"]))


def _show(shown: Contradiction) -> str:
    values = [
        f"{v.value} ({', '.join(v.according_to)}; {', '.join(sorted({c.report for c in v.cites}))})"
        for v in shown.values
    ]
    return f"{shown.field}: " + " | ".join(values)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
