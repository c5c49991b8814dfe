"""Text and what is known about it to a report."""

import hashlib
from datetime import date

from khabar.base.ids import stable_id
from khabar.intake.dateline import Heading, complete_year, find_title_day, read_heading
from khabar.intake.dates import EARLIEST, LATEST, check_day
from khabar.record.errors import FailureReason, InputError
from khabar.record.report import PublishedBasis, Report, ReportId

__all__ = ["make_report"]


def make_report(  # noqa: PLR0913 (each is a fact of its own about a report)
    text: str,
    *,
    report_id: str | None = None,
    published: date | None = None,
    metadata_published: date | None = None,
    outlet: str = "",
    title: str = "",
    url: str = "",
    language: str = "",
    origin: str = "",
    today: date | None = None,
) -> Report:
    """Return the report that a text is; the text itself is never changed.

    Day of publication: the caller's, else the file's own, else the dateline's, else unknown.
    A dateline without a year takes it from the file's own date. A full date in the headline
    ("Security digest - 4 May 2025") counts as the dateline's when no other says the day.

    Outlet: the caller's or the file's, else a line "Outlet: Radio Sael" at the top, else the
    agency in the dateline ("KABUL (Reuters) -"), which says who published it first;
    ``Report.agency`` keeps the agency in either case.

    Args:
        text: The whole text.
        report_id: The caller's id; made from the content when ``None``.
        published: Day of publication as the caller says.
        metadata_published: Day of publication as the file's own fields say.
        outlet: Who published it; the agency in the dateline when empty.
        title: Its headline; read in the text when empty.
        url: Where it was published.
        language: ISO 639-1 code.
        origin: File name and row, for messages.
        today: A later day of publication is refused.

    Returns:
        The report.

    Raises:
        InputError: There is no text, or no report was published on that day.
    """
    if not text.strip():
        what = "there is no text in it"
        raise InputError(what, reason=FailureReason.EMPTY, where=origin, do="give a report")
    for day, name in ((published, "published"), (metadata_published, "published")):
        if day is not None:
            check_day(day, where=f"{origin} {name}".strip(), today=today)
    heading = read_heading(text)
    given = published or metadata_published
    dated = _dateline_day(heading, title=title or heading.title, given=given)
    if dated is not None and not EARLIEST <= dated <= (today or LATEST):
        dated = None  # a date that cannot be is not believed
    day, basis = _publication(published, metadata_published, dated)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    identity = report_id or stable_id("report", digest, outlet, str(day or ""))
    return Report(
        id=ReportId(identity),
        text=text,
        text_sha256=digest,
        title=title or heading.title,
        published=day,
        published_basis=basis,
        outlet=outlet or heading.outlet or heading.agency,
        url=url,
        language=language,
        origin=origin,
        blocks=heading.blocks,
        dateline_place=heading.place,
        dateline_day=dated,
        agency=heading.agency,
    )


def _dateline_day(heading: Heading, *, title: str, given: date | None) -> date | None:
    """Return the day of the dateline, else the one in the headline when none is given."""
    in_title = find_title_day(title) if given is None else None
    near = complete_year(in_title, near=None) if in_title is not None else given
    dated = complete_year(heading.day, near=near) if heading.day is not None else None
    return dated or (near if given is None else None)


def _publication(
    published: date | None, metadata: date | None, dated: date | None
) -> tuple[date | None, PublishedBasis]:
    if published is not None:
        return published, PublishedBasis.ARGUMENT
    if metadata is not None:
        return metadata, PublishedBasis.METADATA
    if dated is not None:
        return dated, PublishedBasis.DATELINE
    return None, PublishedBasis.UNKNOWN
