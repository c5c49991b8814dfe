"""Every route that only reads."""

import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from khabar.exports.files import write_csv, write_geojson, write_jsonl
from khabar.record.claim import ClaimId, Reading
from khabar.record.codes import Status
from khabar.record.errors import ConfigError, StoreMissingError
from khabar.record.event import Event, EventId
from khabar.record.report import ReportId
from khabar.reviewed import ReviewedStore
from khabar.web.answering import answer, cover, page, route
from khabar.web.case.selection import Selection, parse_selection
from khabar.web.case.snapshot import Snapshot
from khabar.web.desk.deciding import decision_lines
from khabar.web.desk.desk import Desk
from khabar.web.openapi import make_openapi
from khabar.web.screens.actors import actor_view
from khabar.web.screens.boards import access_board, control_list, talks_list
from khabar.web.screens.events import compare, event_view
from khabar.web.screens.overview import tell_situation
from khabar.web.screens.parts import claim_row, event_cards
from khabar.web.screens.queue import card_of, find_waiting
from khabar.web.screens.reports import list_reports, report_row, report_view
from khabar.web.screens.sitrep import make_sitrep, sitrep_docx, sitrep_html
from khabar.web.screens.sources import find_words, sources_view

__all__ = ["reading_routes"]

_Ask = Callable[[Snapshot, Selection], Any]
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TABLES: Final[dict[str, tuple[Callable[..., int], str]]] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "jsonl": (write_jsonl, "application/x-ndjson"),
    "geojson": (write_geojson, "application/geo+json"),
}


def reading_routes(desk: Desk) -> list[Route]:
    """Return the routes that only read.

    Args:
        desk: The case.

    Returns:
        Routes under ``/api``.
    """
    asked: dict[str, _Ask] = {
        "situation": lambda case, chosen: tell_situation(case, selection=chosen),
        "claims": _claims,
        "reports": _reports,
        "contradictions": _contradictions,
        "control": lambda case, chosen: control_list(case, selection=chosen),
        "access": lambda case, chosen: access_board(case, selection=chosen),
        "talks": lambda case, chosen: talks_list(case, selection=chosen),
        "queue": _queue,
        "sitrep": lambda case, chosen: make_sitrep(case, selection=chosen),
        "decisions": lambda case, _: decision_lines(case),
    }
    return [
        *(Route(f"/api/{name}", route(_asking(desk, ask))) for name, ask in asked.items()),
        Route("/api/openapi.json", route(lambda *_: answer(make_openapi()))),
        Route("/api/case", route(lambda *_: answer(desk.tell()))),
        Route("/api/reports/{id:path}", route(_one(desk, _report))),
        Route("/api/events/{id:path}", route(_one(desk, _event(desk)))),
        Route("/api/compare/{id:path}", route(_one(desk, _compare(desk)))),
        Route("/api/actors/{id:path}", route(_one(desk, _actor(desk)))),
        Route("/api/sources", route(_sources(desk))),
        Route("/api/search", route(_search(desk))),
        Route("/api/export", route(_export(desk))),
        Route("/api/stream", _stream(desk)),
    ]


def _asking(desk: Desk, ask: _Ask) -> Callable[[Request, bytes], Response]:
    def work(request: Request, _: bytes) -> Response:
        snapshot = desk.snapshot()
        chosen = parse_selection(request.query_params)
        return answer(ask(snapshot, chosen), withheld=snapshot.withheld)

    return work


def _one(desk: Desk, ask: Callable[[Snapshot, str], Any]) -> Callable[[Request, bytes], Response]:
    def work(request: Request, _: bytes) -> Response:
        """Answer for one thing.

        Returns:
            The answer.

        Raises:
            StoreMissingError: The case does not hold it.
        """
        snapshot = desk.snapshot()
        wanted: str = request.path_params["id"]
        made = ask(snapshot, wanted)
        if made is None:
            what = f"the case does not hold {wanted[:80]!r}"
            raise StoreMissingError(what)
        return answer(made, withheld=snapshot.withheld)

    return work


def _claims(case: Snapshot, chosen: Selection) -> dict[str, Any]:
    found = [*case.choose_claims(chosen)]
    found += _rejected(case, chosen, told=set(found))
    shown = found[chosen.offset : chosen.offset + chosen.limit]
    rows = [claim_row(case.heads.key(at), snapshot=case) for at in shown]
    return page(rows, total=len(found), offset=chosen.offset)


def _rejected(case: Snapshot, chosen: Selection, *, told: set[int]) -> Iterable[int]:
    """Return rejected claims, which tell no event, where the selection asks for claims alone."""
    wide = not (chosen.actors or chosen.places or chosen.words or chosen.box)
    wide = wide and not chosen.origins and not chosen.disputed and not chosen.single
    if not wide or (chosen.review and "rejected" not in chosen.review):
        return ()
    found = (
        at
        for name, (state, _) in case.states.items()
        for at in (case.heads.by_id.get(ClaimId(name), ()) if state == "rejected" else ())
        if at not in told
    )
    return case.heads.choose(found, chosen)


def _reports(case: Snapshot, chosen: Selection) -> dict[str, Any]:
    found = list_reports(case, selection=chosen)
    shown = found[chosen.offset : chosen.offset + chosen.limit]
    rows = [report_row(one, snapshot=case) for one in shown]
    return page(rows, total=len(found), offset=chosen.offset)


def _contradictions(case: Snapshot, chosen: Selection) -> dict[str, Any]:
    found = [event for event in case.choose(chosen) if event.contradictions]
    shown = found[chosen.offset : chosen.offset + chosen.limit]
    cards = event_cards(shown, snapshot=case)
    return page(cards, total=len(found), offset=chosen.offset)


def _queue(case: Snapshot, chosen: Selection) -> dict[str, Any]:
    found = find_waiting(case, selection=chosen)
    shown = found[chosen.offset : chosen.offset + chosen.limit]
    cards = [card_of(one, snapshot=case) for one in shown]
    return page(cards, total=len(found), offset=chosen.offset)


def _report(case: Snapshot, wanted: str) -> Any:
    report = ReportId(wanted)
    return report_view(report, snapshot=case) if report in case.readings else None


def _find(desk: Desk, case: Snapshot, wanted: str) -> Event | None:
    """Return an event, wherever its id leads."""
    if EventId(wanted) in case.by_id:
        return case.by_id[EventId(wanted)]
    found = desk.reader().situation.event(EventId(wanted)).event
    return None if found is None else case.by_id.get(found.id)


def _event(desk: Desk) -> Callable[[Snapshot, str], Any]:
    def ask(case: Snapshot, wanted: str) -> Any:
        event = _find(desk, case, wanted)
        if event is None:
            return None
        claims = frozenset(mention.key.claim for mention in event.mentions)
        return event_view(event, snapshot=case, decisions=decision_lines(case, claims=claims))

    return ask


def _compare(desk: Desk) -> Callable[[Snapshot, str], Any]:
    def ask(case: Snapshot, wanted: str) -> Any:
        event = _find(desk, case, wanted)
        return None if event is None else compare(event, snapshot=case)

    return ask


def _actor(desk: Desk) -> Callable[[Snapshot, str], Any]:
    return lambda case, wanted: actor_view(wanted, snapshot=case, registry=desk.registry)


def _sources(desk: Desk) -> Callable[[Request, bytes], Response]:
    def work(*_: object) -> Response:
        snapshot = desk.snapshot()
        made = sources_view(snapshot, store=desk.reader(), case=desk.case, outlets=desk.outlets)
        return answer(made, withheld=snapshot.withheld)

    return work


def _search(desk: Desk) -> Callable[[Request, bytes], Response]:
    def work(request: Request, _: bytes) -> Response:
        snapshot = desk.snapshot()
        made = find_words(
            request.query_params.get("q", "")[:500],
            snapshot=snapshot,
            store=ReviewedStore(desk.reader(), rulings=snapshot.rulings),
        )
        return answer(made, withheld=snapshot.withheld)

    return work


def _chosen(case: Snapshot, chosen: Selection) -> Iterable[Reading]:
    """Yield readings with only the claims that are selected and not rejected, names covered.

    Rejected claims tell no event; where one was rejected a moment ago, its event may still
    be there.
    """
    chosen_ones = sorted(case.choose_claims(chosen))
    for report, found in groupby(map(case.heads.key, chosen_ones), key=lambda key: key.report):
        whole, keys = case.readings[report], {key.claim for key in found}
        reading = whole if chosen.sensitive else case.remarks.leave_out(whole)
        claims = tuple(
            claim
            for claim in reading.claims
            if claim.id in keys and case.state(claim.id) != "rejected"
        )
        if claims:
            yield case.withheld.cover_record(replace(reading, claims=claims))


def _export(desk: Desk) -> Callable[[Request, bytes], Response]:
    def work(request: Request, _: bytes) -> Response:
        """Answer with a file.

        Returns:
            The file.

        Raises:
            ConfigError: There is no such export.
        """
        form = request.query_params.get("format", "csv")
        snapshot, chosen = desk.snapshot(), parse_selection(request.query_params)
        if form in _TABLES:
            write, kind = _TABLES[form]
            file = io.BytesIO()
            write(_chosen(snapshot, chosen), file, statuses=chosen.statuses or frozenset(Status))
            text = cover(file.getvalue().decode("utf-8"), withheld=snapshot.withheld)
            return _file(text.encode("utf-8"), name=f"khabar.{form}", kind=kind)
        made = make_sitrep(snapshot, selection=chosen)
        if form == "sitrep.html":
            text = cover(sitrep_html(made), withheld=snapshot.withheld)
            data = text.encode("utf-8", "replace")
            return _file(data, name=form, kind="text/html; charset=utf-8")
        if form == "sitrep.docx":
            return _file(sitrep_docx(_covered(made, snapshot)), name=form, kind=_DOCX)
        what = f"there is no export {form[:80]!r}"
        raise ConfigError(what, do="ask for csv, jsonl, geojson, sitrep.html or sitrep.docx")

    return work


def _covered(made: Any, snapshot: Snapshot) -> Any:
    """Return a situation report without withheld names."""
    import msgspec

    told = cover(msgspec.to_builtins(made), withheld=snapshot.withheld)
    return msgspec.convert(told, type(made))


def _file(data: bytes, *, name: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "content-type": kind}
    return Response(data, headers=headers)


def _stream(desk: Desk) -> Callable[[Request], Any]:
    async def endpoint(_: Request) -> Response:
        return StreamingResponse(desk.feed.listen(look=desk.look), media_type="text/event-stream")

    return endpoint
