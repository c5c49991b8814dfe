"""Where the reports come from, how the case is, and what a search finds."""

from pathlib import Path
from typing import Final

from khabar._version import __version__
from khabar.base.names import fold_name
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.reference.outlets import Outlets
from khabar.reviewed import ReviewedStore
from khabar.store import ReportRow, Store
from khabar.views.outlet_families import find_outlet_families
from khabar.web.case.selection import Selection
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.parts import event_cards, one_line, pair, tell_day
from khabar.web.screens.reports import row_of
from khabar.web.shapes import screens
from khabar.web.shapes.shared import Named

__all__ = ["find_words", "sources_view"]

_HITS: Final = 30


def sources_view(
    snapshot: Snapshot, *, store: Store, case: Path, outlets: Outlets
) -> screens.SourcesView:
    """Return where the reports come from, and how the case is.

    Args:
        snapshot: The case.
        store: Open.
        case: Its file.
        outlets: The registry.

    Returns:
        The answer.

    Raises:
        StoreError: The case cannot be read.
    """
    told = store.situation.told()
    derivations = [
        screens.SourcesViewHealthDerivations(id=one.id, reports=count)
        for one, count in store.derivations()
    ]
    return screens.SourcesView(
        outlets=_outlets(snapshot, outlets=outlets),
        groups=[
            screens.SourcesViewGroups(owner=one.owner, outlets=list(one.outlets))
            for one in find_outlet_families(snapshot.notes.values(), outlets=outlets)
            if len(one.outlets) > 1
        ],
        reports=[
            screens.SourcesReport(
                **row_of(row, snapshot=snapshot),
                copy_p=note.p if note is not None and note.copy_of else None,
                credits=list(note.credits) if note is not None else [],
                quotes=list(note.quotes) if note is not None else [],
            )
            for report, row in snapshot.reports.items()
            for note in [snapshot.notes.get(report)]
        ],
        failures=[
            screens.SourcesViewFailures(
                input=row.failed.origin or row.failed.id,
                reason=row.failed.reason.value,
                message=row.failed.detail,
                seen=row.last_seen.isoformat(),
                times=1 if row.first_seen == row.last_seen else 2,
            )
            for row in store.failures()
        ],
        health=screens.SourcesViewHealth(
            path=case.name,
            size_bytes=case.stat().st_size if case.is_file() else 0,
            version=__version__,
            reader=derivations[0].id if derivations else "",
            derivations=derivations,
            last_run=None if told is None else told.at.isoformat(),
        ),
    )


def _outlets(snapshot: Snapshot, *, outlets: Outlets) -> list[screens.SourcesViewOutlets]:
    by_outlet: dict[str, list[ReportRow]] = {}
    for row in snapshot.reports.values():
        by_outlet.setdefault(row.outlet, []).append(row)
    made = []
    for name, mine in sorted(by_outlet.items(), key=lambda one: -len(one[1])):
        days = [one.published for one in mine if one.published]
        known = outlets.find(name)
        owner = None if known is None else outlets.last_owner(known)
        notes = [snapshot.notes.get(one.id) for one in mine]
        made.append(
            screens.SourcesViewOutlets(
                outlet=name or "(outlet unknown)",
                known=known is not None,
                kind="" if known is None else known.kind.value,
                owner="" if owner is None else owner.name,
                country=(known.country or None) if known is not None else None,
                reports=len(mine),
                claims=sum(one.claims for one in mine),
                copies=sum(note is not None and note.copy_of is not None for note in notes),
                first=tell_day(min(days, default=None)),
                last=tell_day(max(days, default=None)),
            )
        )
    return made


def find_words(words: str, *, snapshot: Snapshot, store: ReviewedStore) -> screens.Found:
    """Return what has all words of a search.

    Args:
        words: The search line.
        snapshot: The case.
        store: Open.

    Returns:
        Reports, events and actors, some of each.

    Raises:
        StoreError: The case cannot be read.
    """
    hits = store.search(words, limit=_HITS)
    folded = tuple(fold_name(words).split())
    events = snapshot.choose(Selection(words=folded))[:_HITS] if folded else []
    parties = _find_actors(folded, snapshot=snapshot)
    covered = {hit.report for hit in hits if hit.report in snapshot.sensitive_reports}
    return screens.Found(
        reports=[
            screens.FoundReports(
                id=hit.report,
                title=hit.title,
                outlet=hit.outlet,
                published=tell_day(hit.published),
                words="" if hit.report in covered else one_line(hit.snippet),
                sensitive=hit.report in covered,
                span=pair(hit.span or _first(hit.report, snapshot=snapshot)),
            )
            for hit in hits
        ],
        events=event_cards(events, snapshot=snapshot),
        actors=parties[:20],
    )


def _find_actors(words: tuple[str, ...], *, snapshot: Snapshot) -> list[Named]:
    """Return the actors whose name has all words."""
    names = snapshot.index.actors
    return [
        Named(name=names.names[at], key=names.keys[at])
        for at, name in enumerate(names.folded if words else ())
        if all(word in name for word in words)
    ]


def _first(report: ReportId, *, snapshot: Snapshot) -> Span:
    reading = snapshot.readings.get(report)
    return reading.sentences[0].span if reading and reading.sentences else Span(0, 1)
