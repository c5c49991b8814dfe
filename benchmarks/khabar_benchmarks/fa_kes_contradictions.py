"""Whether contradictions shown between real reports of the war in Syria are ones.

The labels (``data/fa_kes_contradictions.json``) were made by reading; they hold ids, no text:
for each occurrence that two or more of the labelled reports lead with, the fields in which
they differ, and fields in which values only looked rival. What is judged is the event that
two or more of these reports tell most of, where no report of another occurrence does.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from khabar.record.codes import Status
from khabar.record.event import Event, Situation

__all__ = ["score_contradictions"]

LABELS: Final = Path(__file__).parent / "data" / "fa_kes_contradictions.json"
_HAPPENED: Final = frozenset({Status.ACTUAL, Status.ONGOING})


def score_contradictions(situation: Situation, links: Mapping[str, Any]) -> dict[str, float]:
    """Compare the contradictions of labelled events with what reading them says.

    Args:
        situation: All reports told together.
        links: Labels of which reports tell of one occurrence (``fa_kes_links.json``).

    Returns:
        Precision (a field that nobody judged counts as wrong), recall over the fields that
        differ, and how many events were judged.
    """
    labels = json.loads(LABELS.read_text("utf-8"))["events"]
    shown = right = judged = 0
    found: set[tuple[str, str]] = set()
    for occurrence, event in _leads(situation, links["reports"]):
        judged += 1
        for contradiction in event.contradictions:
            is_true = contradiction.field in labels.get(occurrence, {"true": []})["true"]
            shown += 1
            right += is_true
            found |= {(occurrence, contradiction.field)} if is_true else set()
    true = sum(len(label["true"]) for label in labels.values())
    return {
        "contradiction precision": right / max(1, shown),
        "contradiction recall": len(found) / max(1, true),
        "events judged": float(judged),
        "contradictions shown": float(shown),
    }


def _leads(situation: Situation, occurrence_of: Mapping[str, str]) -> Iterator[tuple[str, Event]]:
    """Yield events that reports of one occurrence alone tell most of."""
    told: dict[str, Counter[int]] = defaultdict(Counter)
    for number, event in enumerate(situation.events):
        for mention in event.mentions:
            if mention.status in _HAPPENED and mention.key.report in occurrence_of:
                told[mention.key.report][number] += 1
    leading: dict[int, Counter[str]] = defaultdict(Counter)
    for report, counts in sorted(told.items()):
        leading[counts.most_common(1)[0][0]][occurrence_of[report]] += 1
    for number, occurrences in sorted(leading.items()):
        if len(occurrences) == 1 and occurrences.total() > 1:
            yield next(iter(occurrences)), situation.events[number]
