"""Which of 151 real reports of the war in Syria tell of the same occurrence.

The labels (``data/fa_kes_links.json``) were made by reading; they hold ids, no text. A
report tells of many things: what is judged is the occurrence it leads with.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from khabar.events.cards import make_cards
from khabar.events.situation import tell_situation
from khabar.intake import make_report
from khabar.pipeline import Pipeline
from khabar.record.card import ClaimCard, ClaimKey
from khabar.record.claim import Reading
from khabar.record.codes import Status
from khabar.record.event import Event, Situation
from khabar_benchmarks.coref import b_cubed, f1
from khabar_benchmarks.fa_kes_contradictions import score_contradictions
from khabar_benchmarks.rows import read_rows

__all__ = ["find_leads", "score_fa_kes", "score_leads"]

LABELS: Final = Path(__file__).parent / "data" / "fa_kes_links.json"
_LEAD: Final = 3  # claims after which a report no longer tells what it is about
_ISO_DAY: Final = 10


def score_fa_kes(data: Path) -> dict[str, float]:
    """Read all 443 reports, link them, and compare their leads with the labels.

    Args:
        data: The data folder.

    Returns:
        F1 over the labelled pairs, B-cubed F1 over the labelled reports, precision and recall
        of contradictions shown for their leads.
    """
    labels = json.loads(LABELS.read_text("utf-8"))
    pipeline = Pipeline()
    readings = [pipeline.read(_report(row)) for row in read_rows(data / "fa_kes" / "docs.jsonl.gz")]
    situation = tell_situation(readings)
    return score_leads(readings, situation, labels) | score_contradictions(situation, labels)


def _report(row: Mapping[str, Any]) -> Any:
    day = str(row["date"] or "")
    return make_report(
        row["text"],
        report_id=row["id"],
        metadata_published=date.fromisoformat(day) if len(day) == _ISO_DAY else None,
        outlet=row["outlet"] or "",
        language="en",
    )


def score_leads(
    readings: Sequence[Reading], situation: Situation, labels: Mapping[str, Any]
) -> dict[str, float]:
    """Compare the occurrences that reports lead with.

    Args:
        readings: Of all reports.
        situation: What they say together.
        labels: As in the file.

    Returns:
        F1, precision and recall of pairs; B-cubed F1, precision and recall.
    """
    cards = [card for reading in readings for card in make_cards(reading)]
    leads = find_leads(cards, situation.events)
    gold = labels["reports"]
    mine = {report: leads.get(report, report) for report in gold}
    found = [(mine[one] == mine[two], same) for one, two, same in labels["pairs"]]
    right = sum(told and same for told, same in found)
    precision = right / max(1, sum(told for told, _ in found))
    recall = right / max(1, sum(same for _, same in found))
    own, true = b_cubed(mine, gold)
    return {
        "pairs f1": f1(precision, recall),
        "pairs precision": precision,
        "pairs recall": recall,
        "b-cubed f1": f1(own, true),
        "b-cubed precision": own,
        "b-cubed recall": true,
    }


def find_leads(cards: Sequence[ClaimCard], events: Sequence[Event]) -> dict[str, int]:
    """Return the event that each report leads with: the most told of its first claims.

    Args:
        cards: Of all reports.
        events: Every claim is in one.

    Returns:
        Number of an event by report; a report without claims has none.
    """
    home = {m.key: number for number, event in enumerate(events) for m in event.mentions}
    by_report: dict[str, list[ClaimCard]] = {}
    for card in sorted(cards, key=lambda card: card.trigger):
        by_report.setdefault(card.key.report, []).append(card)
    return {report: _lead(told, home) for report, told in by_report.items()}


def _lead(told: Sequence[ClaimCard], home: Mapping[ClaimKey, int]) -> int:
    first = list(_news(told))[:_LEAD] or told[:_LEAD]
    count = Counter(home[card.key] for card in told)
    return max((home[card.key] for card in first), key=lambda group: count[group])


def _news(told: Sequence[ClaimCard]) -> Iterator[ClaimCard]:
    yield from (card for card in told if card.status in (Status.ACTUAL, Status.ONGOING))
