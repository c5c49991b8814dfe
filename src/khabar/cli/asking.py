"""``khabar claims`` and ``search``: questions to a case."""

from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli._console import Output
from khabar.cli._filters import filtered
from khabar.cli._guard import ExitCode, exit_with, guarded
from khabar.cli._lines import write_claims
from khabar.cli._options import Case, FailEmpty, Json, Quiet
from khabar.cli._reviewed import open_reviewed

if TYPE_CHECKING:
    from khabar.store import ClaimQuery

__all__ = ["claims", "search"]


@guarded
@filtered
def claims(
    *,
    query: "ClaimQuery",
    case: Case = None,
    as_json: Json = False,
    fail_empty: FailEmpty = False,
    quiet: Quiet = False,
) -> None:
    """List claims: who says that who did what to whom, where and when."""
    from khabar.views.claim_lines import make_claim_line
    from khabar.views.claim_rows import make_claim_row

    output = Output(quiet=quiet, json=as_json)
    count = 0
    with open_reviewed(case) as store:
        for row in store.claims(query):
            count += 1
            if as_json:
                output.write_json(make_claim_row(row.claim, reading=row.reading))
            else:
                write_claims([make_claim_line(row.claim, reading=row.reading)], output=output)
    _finish(count, what="claims", output=output, fail_empty=fail_empty)


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
