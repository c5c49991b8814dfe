"""The ledgers as boards: control, access, talks."""

from collections.abc import Iterable

from khabar.record.ledger import AccessEntry, Deadline, Good, Stated
from khabar.web.case.selection import Selection
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.parts import pair, tell_day, to_cite
from khabar.web.shapes import screens
from khabar.web.shapes.shared import Cite

__all__ = ["access_board", "control_list", "talks_list"]


def control_list(snapshot: Snapshot, *, selection: Selection) -> list[screens.ControlEntry]:
    """Return who holds what.

    Args:
        snapshot: The case.
        selection: Its places and days count.

    Returns:
        In the order of the ledger.
    """
    return [
        screens.ControlEntry(
            place=one.place,
            holder=one.holder,
            holder_key=one.holder_key,
            state=one.state.value,
            first=tell_day(one.first),
            first_by=tell_day(one.first_by),
            last=tell_day(one.last),
            claimants=list(one.claimants),
            disputed_by=list(one.disputed_by),
            newest=tell_day(one.newest),
            cites=[to_cite(cite) for cite in one.cites],
        )
        for one in snapshot.control
        if _holds(one.place, one.place_key, selection)
        and selection.holds_days(one.first or one.newest, one.last)
        and (not selection.actors or {one.holder, one.holder_key} & selection.actors)
    ]


def access_board(snapshot: Snapshot, *, selection: Selection) -> screens.AccessBoard:
    """Return what gets in and out, place by place.

    Args:
        snapshot: The case.
        selection: Its places and days count.

    Returns:
        Rows with the most entries first; what nobody tells is an empty cell.
    """
    rows: dict[str, dict[Good, list[AccessEntry]]] = {}
    for one in snapshot.access:
        if _holds(one.place, one.place_key, selection) and selection.holds_days(
            one.first or one.newest, one.last
        ):
            rows.setdefault(one.place, {}).setdefault(one.what, []).append(one)
    ordered = sorted(rows, key=lambda place: (-sum(map(len, rows[place].values())), place))
    return screens.AccessBoard(
        goods=[good.value for good in Good],
        rows=[
            screens.AccessBoardRows(
                place=place, cells=[_cells(rows[place].get(good, ())) for good in Good]
            )
            for place in ordered
        ],
    )


def _cells(entries: Iterable[AccessEntry]) -> list[screens.AccessCell]:
    newest = sorted(entries, key=lambda one: str(one.newest or ""), reverse=True)
    return [
        screens.AccessCell(
            state=one.state.value,
            first=tell_day(one.first),
            first_by=tell_day(one.first_by),
            last=tell_day(one.last),
            restricted_by=list(one.restricted_by),
            claimants=list(one.claimants),
            newest=tell_day(one.newest),
            cites=[to_cite(cite) for cite in one.cites],
        )
        for one in newest
    ]


def talks_list(snapshot: Snapshot, *, selection: Selection) -> list[screens.TalksTrack]:
    """Return who talks with whom.

    Args:
        snapshot: The case.
        selection: Its actors count, by name.

    Returns:
        In the order of the ledger.
    """
    return [
        screens.TalksTrack(
            parties=list(one.parties),
            venue=one.venue,
            mediators=list(one.mediators),
            demands=_stated(one.demands),
            conditions=_stated(one.conditions),
            offers=_stated(one.offers),
            rejections=_stated(one.rejections),
            deadlines=_stated(one.deadlines),
            outcome=one.outcome,
            steps=[
                screens.TalksTrackSteps(
                    day=tell_day(step.day), status=step.status, cite=to_cite(step.cite)
                )
                for step in one.steps
            ],
            next=one.next,
            claimants=list(one.claimants),
            newest=tell_day(one.newest),
            cites=[to_cite(cite) for cite in one.cites],
        )
        for one in snapshot.talks
        if not selection.actors or not selection.actors.isdisjoint(one.parties)
    ]


def _stated(found: Iterable[Stated | Deadline]) -> list[screens.Stated]:
    """Return what was stated, with the day; of a deadline it is the day that was set."""
    return [
        screens.Stated(
            by=one.by,
            what=one.what,
            day=tell_day(one.day),
            cites=[Cite(report=cite.report, span=pair(cite.span)) for cite in one.cites],
        )
        for one in found
    ]


def _holds(name: str, key: str, selection: Selection) -> bool:
    return not selection.places or bool({name, key} & selection.places)
