"""Independent origins of an event: where the news came from, not who printed it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from khabar.events.voices import Voice, find_voices, trace_reports
from khabar.record.card import CardSource, ClaimCard, ClaimKey
from khabar.record.codes import Status
from khabar.record.event import Origin, SourceNote
from khabar.record.report import ReportId

__all__ = ["find_origins"]


def find_origins(
    cards: Sequence[ClaimCard],
    *,
    notes: Iterable[SourceNote],
    bodies_of_outlets: Mapping[str, CardSource] | None = None,
) -> tuple[Origin, ...]:
    """Return what an event is independently known from.

    Reprints fold into their source; reports that rest on one speaker, body, wire or video
    count once. An outlet's own words count when it names no source for the event anywhere.
    Who only denies what others say happened is no origin of it.

    Args:
        cards: The claims of the event.
        notes: Where the reports come from.
        bodies_of_outlets: For outlets that are the voice of a body, that body.

    Returns:
        Origins with the reports that rest on them, most reports first.
    """
    notes = tuple(notes)
    cards = sorted(cards, key=lambda card: card.key)
    voices = find_voices(cards, notes=notes, bodies_of_outlets=bodies_of_outlets)
    roots = trace_reports({card.key.report for card in cards}, notes=notes)
    is_asserted = any(card.status in (Status.ACTUAL, Status.ONGOING) for card in cards)
    told = [c for c in cards if not is_asserted or c.status is not Status.NEGATED]
    sourced = {_outlet(c, roots, cards) for c in cards if any(not v.is_own for v in voices[c.key])}
    kept: dict[str, list[tuple[Voice, ReportId]]] = defaultdict(list)
    for card in told:
        for voice in voices[card.key]:
            if not (voice.is_own and _outlet(card, roots, cards) in sourced):
                kept[voice.key].append((voice, card.key.report))
    if not kept:
        kept = _everybody(cards, voices)
    origins = [_origin(found) for found in kept.values()]
    return tuple(sorted(origins, key=lambda each: (-len(each.reports), each.name, each.kind)))


def _everybody(
    cards: Iterable[ClaimCard], voices: Mapping[ClaimKey, tuple[Voice, ...]]
) -> dict[str, list[tuple[Voice, ReportId]]]:
    kept: dict[str, list[tuple[Voice, ReportId]]] = defaultdict(list)
    for card in cards:
        for voice in voices[card.key]:
            kept[voice.key].append((voice, card.key.report))
    return kept


def _outlet(card: ClaimCard, roots: Mapping[ReportId, ReportId], cards: Iterable[ClaimCard]) -> str:
    """Return the outlet whose words a claim is in, that of the original for a reprint."""
    root = roots[card.key.report]
    own = (each.outlet for each in cards if each.key.report == root)
    return next(own, "") or str(root)


def _origin(found: Sequence[tuple[Voice, ReportId]]) -> Origin:
    """Return an origin under the name most often shown, rather a speaker's than an outlet's."""
    names: dict[str, int] = defaultdict(int)
    for voice, _ in found:
        names[voice.name] += 1 if voice.is_own else len(found) + 1
    name = max(sorted(names), key=lambda each: names[each])
    kind = next(voice.kind for voice, _ in found if voice.name == name)
    return Origin(name, kind, tuple(sorted({report for _, report in found})))
