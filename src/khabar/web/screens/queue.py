"""What waits for a person, the most urgent first."""

from collections.abc import Iterable
from typing import Final, Literal

from khabar.record.card import ClaimKey
from khabar.record.decision import DecisionKind
from khabar.record.event import Event, Field, Join
from khabar.web.case.selection import Selection
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.parts import tell_day
from khabar.web.screens.reports import marks_of, report_claim
from khabar.web.shapes import events as event_shapes
from khabar.web.shapes import screens
from khabar.web.shapes import shared as shapes

__all__ = ["Waiting", "card_of", "find_waiting"]

_UNSURE: Final = 0.6
_AROUND: Final = 240  # code points shown on either side of a claim
_SHOWN: Final = 8  # claims of a card
_GRAVE: Final = frozenset({Field.STATUS, Field.KILLED, Field.INJURED, Field.DISPLACED})


class Waiting:
    """One matter that waits, before its card is made."""

    __slots__ = ("event", "join", "keys", "kind", "order", "reason", "why")

    def __init__(
        self,
        reason: str,
        why: str,
        *,
        keys: Iterable[ClaimKey],
        kind: Literal["claim", "merge", "contradiction", "actor"],
        order: float,
        event: Event | None = None,
        join: Join | None = None,
    ) -> None:
        """Keep what a card is made of."""
        self.reason, self.why, self.kind, self.order = reason, why, kind, order
        self.keys, self.event, self.join = tuple(keys), event, join


def find_waiting(snapshot: Snapshot, *, selection: Selection) -> list[Waiting]:
    """Return what waits for a person in what is selected.

    Args:
        snapshot: The case.
        selection: Which events.

    Returns:
        What somebody flagged first, contradictions next, then doubtful merges, then unsure claims.
    """
    found: list[Waiting] = []
    for event in snapshot.choose(selection):
        found.extend(_flagged(event, snapshot=snapshot))
        for one in event.contradictions:
            if one.field not in _GRAVE:
                continue
            cites = {cite for value in one.values for cite in value.cites}
            keys = [m.key for m in event.mentions if m.cite in cites] or [event.mentions[0].key]
            values = " or ".join(value.value for value in one.values)
            why = f"sources differ on {one.field.value}: {values}"
            found.append(
                Waiting("contradiction", why, keys=keys, kind="contradiction", order=0, event=event)
            )
        for join in event.joins:
            p = join.score.probability
            if p < _UNSURE + 0.1:
                why = f"held to be one event with probability {p:.2f}"
                keys = [join.left, join.right]
                found.append(
                    Waiting(
                        "merge", why, keys=keys, kind="merge", order=1 + p, event=event, join=join
                    )
                )
        for mention in event.mentions:
            claim = snapshot.heads.heads[snapshot.heads.at[mention.key]]
            if claim.p < _UNSURE:
                why = f"read with probability {claim.p:.2f}"
                found.append(
                    Waiting(
                        "low-score",
                        why,
                        keys=[mention.key],
                        kind="claim",
                        order=2 + claim.p,
                        event=event,
                    )
                )
    waiting = (
        one
        for one in found
        if one.reason == "flagged"
        or any(
            snapshot.state(key.claim) == "unseen" and not snapshot.remarks.seal_of(key.claim)
            for key in one.keys
        )
    )
    return sorted(waiting, key=lambda one: one.order)


def _flagged(event: Event, *, snapshot: Snapshot) -> Iterable[Waiting]:
    """Yield the claims of an event that somebody flagged, with who and why."""
    for mention in event.mentions if snapshot.remarks.flagged else ():
        if mention.key.claim in snapshot.remarks.flagged:
            flags = [
                one
                for one in snapshot.remarks.of_claim(mention.key.claim)
                if one.kind is DecisionKind.FLAG
            ]
            said = "; ".join(": ".join(filter(None, (one.by, one.why))) for one in flags)
            yield Waiting(
                "flagged",
                f"flagged by {said}",
                keys=[mention.key],
                kind="claim",
                order=-1,
                event=event,
            )


def card_of(waiting: Waiting, *, snapshot: Snapshot) -> screens.QueueCard:
    """Return the card of something that waits.

    Args:
        waiting: What.
        snapshot: The case.

    Returns:
        Its claims with the words around them; of many those that nobody has seen yet, so that
        the matter comes back with the rest.
    """
    unseen_first = sorted(
        dict.fromkeys(waiting.keys), key=lambda key: snapshot.state(key.claim) != "unseen"
    )
    keys = unseen_first[:_SHOWN]
    parts = () if waiting.join is None else waiting.join.score.parts
    return screens.QueueCard(
        id=f"{waiting.reason}-{'-'.join(key.claim.removeprefix('claim-') for key in keys[:2])}",
        reason=waiting.reason,
        why=waiting.why,
        kind=waiting.kind,
        claims=[report_claim(key, snapshot=snapshot) for key in keys],
        passages=[_passage(key, snapshot=snapshot) for key in keys],
        event=None if waiting.event is None else waiting.event.id,
        parts=[
            event_shapes.Part(
                feature=one.feature, left=one.left, right=one.right, weight=one.weight
            )
            for one in parts
        ],
        p=None if waiting.join is None else round(waiting.join.score.probability, 4),
    )


def _passage(key: ClaimKey, *, snapshot: Snapshot) -> screens.QueueCardPassages:
    """Return the words around a claim; marks count from the report's beginning."""
    reading, claim = snapshot.readings[key.report], snapshot.claims[key]
    sentence = reading.sentences[claim.sentence].span
    start = max(0, sentence.start - _AROUND)
    end = min(len(reading.report.text), sentence.end + _AROUND)
    marks: list[shapes.ReportMark] = [
        mark for mark in marks_of([claim]) if start <= mark.span[0] and mark.span[1] <= end
    ]
    return screens.QueueCardPassages(
        report=key.report,
        outlet=reading.report.outlet,
        published=tell_day(reading.report.published),
        text=reading.report.text[start:end],
        start=start,
        marks=marks,
    )
