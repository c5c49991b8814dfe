"""A report with everything that was read in it."""

from collections.abc import Iterable
from typing import Any

from khabar.record.card import ClaimKey
from khabar.record.claim import Claim, Filler
from khabar.record.codes import Role
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.store import ReportRow
from khabar.web.case.selection import Selection
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.parts import filler_name, one_line, pair, row_fields, tell_day
from khabar.web.screens.remarks import tell_remarks
from khabar.web.shapes import shared as shapes

__all__ = ["list_reports", "marks_of", "report_claim", "report_row", "report_view", "row_of"]

_FIELDS = {
    Role.ACTOR: "who",
    Role.RECIPIENT: "to",
    Role.PLACE: "where",
    Role.INSTRUMENT: "with",
    Role.THEME: "about",
}
_MARKS: dict[Role, shapes.MarkKind] = {
    Role.ACTOR: "actor",
    Role.RECIPIENT: "recipient",
    Role.PLACE: "place",
    Role.INSTRUMENT: "instrument",
    Role.THEME: "theme",
}


def row_of(report: ReportRow, *, snapshot: Snapshot) -> dict[str, Any]:
    """Return the fields of ``ReportRow``.

    Args:
        report: In few words.
        snapshot: Where it stands.

    Returns:
        By name.
    """
    note = snapshot.notes.get(report.id)
    return {
        "id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "published": tell_day(report.published),
        "language": report.language,
        "claims": report.claims,
        "copy_of": None if note is None else note.copy_of,
    }


def report_row(report: ReportRow, *, snapshot: Snapshot) -> shapes.ReportRow:
    """Return a report as lists show it.

    Args:
        report: In few words.
        snapshot: Where it stands.

    Returns:
        Without its text.
    """
    return shapes.ReportRow(**row_of(report, snapshot=snapshot))


def list_reports(snapshot: Snapshot, *, selection: Selection) -> list[ReportRow]:
    """Return the reports that tell of what is selected; all of them for a bare selection.

    Args:
        snapshot: The case.
        selection: Which events.

    Returns:
        In order.
    """
    if selection == Selection(limit=selection.limit, offset=selection.offset):
        return list(snapshot.reports.values())
    told = snapshot.index.reports.gather(snapshot.select(selection))
    names = {snapshot.index.reports.keys[number] for number in told}
    return [row for report, row in snapshot.reports.items() if report in names]


def report_view(report: ReportId, *, snapshot: Snapshot) -> shapes.ReportView:
    """Return a report with everything read in it.

    Args:
        report: Which.
        snapshot: Where it stands.

    Returns:
        The text, its marks and claims, and what was left out.
    """
    reading = snapshot.readings[report]
    told, note = reading.report, snapshot.notes.get(report)
    copy_of = None
    if note is not None and note.copy_of is not None:
        original = snapshot.reports[note.copy_of]
        copy_of = shapes.ReportViewCopyOf(report=note.copy_of, outlet=original.outlet, p=note.p)
    return shapes.ReportView(
        id=told.id,
        title=told.title,
        text=told.text,
        outlet=told.outlet,
        published=tell_day(told.published),
        published_basis=told.published_basis.value,
        language=told.language,
        url=told.url or None,
        copy_of=copy_of,
        copies=[
            shapes.ReportViewCopies(report=one.report, outlet=one.outlet)
            for one in snapshot.notes.values()
            if one.copy_of == report
        ],
        credits=[] if note is None else list(note.credits),
        sentences=[pair(sentence.span) for sentence in reading.sentences],
        marks=marks_of(reading.claims),
        claims=[
            report_claim(ClaimKey(report, one.id), snapshot=snapshot) for one in reading.claims
        ],
        dropped=[
            shapes.ReportViewDropped(
                what=one.what,
                span=None if one.span is None else pair(one.span),
                reason=one.reason.value + (f": {one.detail}" if one.detail else ""),
            )
            for one in reading.dropped
        ],
        sensitive=snapshot.remarks.is_sensitive(None, text_sha256=told.text_sha256),
        remarks=tell_remarks(snapshot.remarks.of_text(told.text_sha256)),
        redacted=[pair(span) for span in snapshot.withheld.find(told.text)],
    )


def report_claim(key: ClaimKey, *, snapshot: Snapshot) -> shapes.ReportClaim:
    """Return a claim as it stands beside its report.

    Args:
        key: Which.
        snapshot: Where it stands.

    Returns:
        With one entry for each field and its words.
    """
    return shapes.ReportClaim(
        **row_fields(key, snapshot=snapshot),
        fields=_fields(key, snapshot=snapshot),
        rejected_why=snapshot.states.get(key.claim, ("", ""))[1],
    )


def marks_of(claims: Iterable[Claim]) -> list[shapes.ReportMark]:
    """Return the stretches that claims were read from.

    Args:
        claims: Of one report.

    Returns:
        Each stretch once for each kind, with its claims, in order.
    """
    found: dict[tuple[Span, shapes.MarkKind], list[Claim]] = {}
    for claim in claims:
        for span, kind in _stretches(claim):
            found.setdefault((span, kind), []).append(claim)
    return [
        shapes.ReportMark(
            id=f"{kind}-{span.start}-{span.end}",
            kind=kind,
            span=pair(span),
            claims=list(dict.fromkeys(claim.id for claim in told)),
            status=told[0].status.value if kind == "trigger" else None,
        )
        for (span, kind), told in sorted(found.items(), key=lambda one: one[0])
    ]


def _stretches(claim: Claim) -> list[tuple[Span, shapes.MarkKind]]:
    made: list[tuple[Span, shapes.MarkKind]] = [(claim.trigger, "trigger")]
    for filler in claim.fillers:
        words, kind = filler.span or filler.evidence, _MARKS.get(filler.role)
        if words is not None and kind is not None and filler.is_sure:
            made.append((words, kind))
    made += [(time.span, "time") for time in claim.times]
    made += [(span, "condition") for span in claim.conditions]
    made += [(one.span, "quantity") for one in claim.quantities]
    made += [(link.span, "source") for link in claim.attribution if link.span is not None]
    return made


def _fields(key: ClaimKey, *, snapshot: Snapshot) -> list[shapes.FieldValue]:
    """Return each field of a claim with its words."""
    claim, report = snapshot.claims[key], snapshot.readings[key.report].report
    made = [
        _filled(one, key=key, snapshot=snapshot) for one in claim.fillers if one.role in _FIELDS
    ]
    deed = f"{claim.type.value}/{claim.mode}" if claim.mode else claim.type.value
    made.append(_value("what", deed, claim.trigger, p=claim.p, editable="type"))
    made.append(
        _value("status", claim.status.value, claim.trigger, p=claim.p_status, editable="status")
    )
    days = " to ".join(
        dict.fromkeys(str(day) for day in (claim.when.first, claim.when.last) if day)
    )
    made.append(
        _value("when", days, claim.when.span, basis=claim.when.basis.value, editable="when")
    )
    made += [_value("if", one_line(span.quote(report.text)), span) for span in claim.conditions]
    made += [
        _value("count", f"{one.kind.value}: {one_line(one.span.quote(report.text))}", one.span)
        for one in claim.quantities
    ]
    made += [
        _value("said by", one_line(link.text), link.span, p=link.p) for link in claim.attribution
    ]
    return made


def _filled(filler: Filler, *, key: ClaimKey, snapshot: Snapshot) -> shapes.FieldValue:
    name = filler_name(filler, snapshot=snapshot, report=key.report)
    return shapes.FieldValue(
        field=_FIELDS[filler.role],
        value=name.name,
        span=None if filler.span is None else pair(filler.span),
        basis="" if filler.span is not None else "understood from context",
        p=round(filler.p, 3),
        editable=filler.role.value
        if filler.role in {Role.ACTOR, Role.RECIPIENT, Role.PLACE}
        else "",
        key="" if filler.role is Role.PLACE else name.key,
    )


def _value(
    field: str,
    value: str,
    span: Span | None,
    *,
    basis: str = "",
    p: float | None = None,
    editable: str = "",
) -> shapes.FieldValue:
    return shapes.FieldValue(
        field=field,
        value=value,
        span=None if span is None else pair(span),
        basis=basis,
        p=None if p is None else round(p, 3),
        editable=editable,
        key="",
    )
