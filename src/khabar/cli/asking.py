"""``khabar claims`` and ``search``: questions to a case."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli._console import Output
from khabar.cli._filters import filtered
from khabar.cli._guard import ExitCode, exit_with, guarded
from khabar.cli._lines import write_claims
from khabar.cli._options import Case, FailEmpty, Json, Quiet
from khabar.cli._reviewed import name_report, open_reviewed

if TYPE_CHECKING:
    from khabar.record.decision import Decision
    from khabar.reviewed import ReviewedStore
    from khabar.store import ClaimQuery, ClaimRow

__all__ = ["claims", "search"]


@guarded
@filtered
def claims(
    *,
    query: "ClaimQuery",
    rejected: Annotated[
        bool, typer.Option("--rejected", help="Those that somebody rejected, with who and why.")
    ] = False,
    ids: Annotated[
        bool, typer.Option("--ids", help="With the id that khabar decide takes.")
    ] = False,
    case: Case = None,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """List claims: who says that who did what to whom, where and when."""
    from khabar.views.claim_lines import make_claim_line

    output = Output(quiet=quiet, json=as_json)
    count = 0
    with open_reviewed(case) as store:
        asked = name_report(query, store=store)
        for row, decision in _rows(store, asked, rejected=rejected):
            count += 1
            if as_json:
                _write_row(row, decision, output=output)
                continue
            write_claims([make_claim_line(row.claim, reading=row.reading)], output=output)
            if decision is not None:
                output.print(f"      {_tell_decision(decision)}", style="red")
            if ids:
                output.print(f"      {row.claim.id}", style="dim")
    _finish(count, what="claims", output=output, fail_empty=fail_empty)


def _rows(
    store: "ReviewedStore", query: "ClaimQuery", *, rejected: bool
) -> "Iterator[tuple[ClaimRow, Decision | None]]":
    """Yield claims that hold, or those that were rejected with the decision that says so."""
    if rejected:
        yield from islice(store.rejected(query), query.limit)
    else:
        yield from ((row, None) for row in store.claims(query))


def _write_row(row: "ClaimRow", decision: "Decision | None", *, output: Output) -> None:
    """Write a claim as JSON, with the decision that rejected it."""
    from khabar.views.claim_rows import make_claim_row

    told: dict[str, object] = dict(make_claim_row(row.claim, reading=row.reading))
    if decision is not None:
        told["rejected"] = {
            "id": decision.id,
            "by": decision.by,
            "at": decision.at.isoformat(),
            "why": decision.why,
        }
    output.write_json(told)


def _tell_decision(decision: "Decision") -> str:
    """Return who rejected a claim, when and why."""
    why = f": {decision.why}" if decision.why else ""
    return f"rejected by {decision.by} on {decision.at:%Y-%m-%d}{why}"


@guarded
def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help='Words, "phrases", begin*; all must be there.'),
    ],
    *,
    case: Case = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = 20,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """Find reports by their words; case and accents do not matter."""
    output = Output(quiet=quiet, json=as_json)
    with open_reviewed(case) as store:
        hits = store.search(" ".join(words), limit=limit)
    for hit in hits:
        if as_json:
            output.write_json({
                "report": hit.report,
                "title": hit.title,
                "outlet": hit.outlet,
                "published": None if hit.published is None else hit.published.isoformat(),
                "span": None if hit.span is None else [hit.span.start, hit.span.end],
                "snippet": hit.snippet,
                "marks": [[mark.start, mark.end] for mark in hit.marks],
            })
        else:
            output.print(
                f"{hit.report}  {hit.outlet or '(outlet unknown)'}, "
                f"{hit.published or 'date unknown'}  {hit.title}",
                style="bold",
            )
            output.print(f"    {' '.join(hit.snippet.split())}")
    _finish(len(hits), what="reports", output=output, fail_empty=fail_empty)


def _finish(count: int, *, what: str, output: Output, fail_empty: bool) -> None:
    """Say how many there were, and exit with 4 when there were none and that matters."""
    output.note(f"{count} {what}")
    exit_with(ExitCode.NOTHING if fail_empty and not count else ExitCode.DONE)
