"""A report of the situation in sentences of which each cites its words."""

import html
import io
import re
from collections.abc import Container, Iterable
from datetime import date, timedelta
from typing import Protocol

from khabar.record.codes import EventType, Status
from khabar.record.event import Event
from khabar.record.ledger import AccessEntry, Cite, ControlEntry
from khabar.record.report import ReportId
from khabar.web.case.selection import Selection
from khabar.web.case.snapshot import Snapshot
from khabar.web.screens.lede import tell_access, tell_control
from khabar.web.screens.parts import one_line, pair, tell_day, to_cite
from khabar.web.shapes import screens

__all__ = ["clean", "make_sitrep", "sitrep_docx", "sitrep_html", "tell_event"]

_TOLD = frozenset({Status.ACTUAL, Status.ONGOING})
_MOST = 60
_RECENT = timedelta(days=31)
_PRONOUNS = frozenset(
    "it they them he him she her we us i you there here this that these those who which one its "
    "their both others other".split()
)
_DEEDS = {
    EventType.AGREE: ("agreed", "with"),
    EventType.CONSULT: ("talked", "with"),
    EventType.SUPPORT: ("supported", ""),
    EventType.CONCEDE: ("gave in", "to"),
    EventType.COOPERATE: ("worked together", "with"),
    EventType.AID: ("gave aid", "to"),
    EventType.RETREAT: ("withdrew", "with"),
    EventType.REQUEST: ("demanded something", "of"),
    EventType.ACCUSE: ("accused", ""),
    EventType.REJECT: ("refused", ""),
    EventType.THREATEN: ("threatened", ""),
    EventType.PROTEST: ("protested", "against"),
    EventType.SANCTION: ("imposed sanctions", "on"),
    EventType.MOBILIZE: ("moved forces", "against"),
    EventType.COERCE: ("used coercion", "against"),
    EventType.ASSAULT: ("attacked", ""),
    EventType.CONTROL: ("took or held control", "over"),
}
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
_STYLE = (
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:1rem/1.5 Georgia,serif}"
    "sup a{text-decoration:none}li{margin:.3em 0}"
)


def make_sitrep(snapshot: Snapshot, *, selection: Selection) -> screens.Sitrep:
    """Return a report of what is selected.

    Args:
        snapshot: The case.
        selection: Which events.

    Returns:
        Sections, sources, and what was left out.
    """
    found = snapshot.choose(selection)
    events = [event for event in found if not snapshot.is_sensitive(event)]
    happened = [event for event in events if event.status in _TOLD]
    happened.sort(key=lambda event: (-len(event.origins), -len(event.mentions), event.id))
    shown = sorted(happened[:_MOST], key=lambda event: (str(event.first or "9"), event.id))
    told = {report for event in events for report in event.reports}
    sections = _sections(shown, told=told, snapshot=snapshot)
    days = [day for event in events for day in (event.first, event.last) if day]
    return screens.Sitrep(
        title="Situation report",
        period=f"{min(days)} to {max(days)}" if days else "no days known",
        area=", ".join(sorted(selection.places)) or "all places of the case",
        sections=sections,
        sources=_sources(sections, snapshot=snapshot),
        left_out=[
            screens.SitrepLeftOut(what=what, why=why, count=count)
            for what, why, count in (
                ("events", "planned, threatened, denied or past", len(events) - len(happened)),
                ("events", "marked as sensitive", len(found) - len(events)),
                ("events", f"beyond the {_MOST} best supported", len(happened) - len(shown)),
            )
            if count
        ],
    )


def _sections(
    shown: list[Event], *, told: set[ReportId], snapshot: Snapshot
) -> list[screens.SitrepSections]:
    """Return what is said of the events that are shown, and the ledgers of their reports."""
    disputed = [event for event in shown if event.contradictions]
    begun = _begin(told, snapshot=snapshot)
    before = [event for event in shown if _is_before(event, begun)]
    news = [event for event in shown if not _is_before(event, begun)]
    sections = [
        _section("What happened", "Told as done or going on.", map(tell_event, news)),
        _section("Told differently", "Sources do not agree.", map(_tell_rivals, disputed)),
        _section(
            "Who holds what",
            "According to those named; nothing is filled in between reports.",
            (
                (tell_control(o), o.cites, None)
                for o in snapshot.control
                if _is_open(o, told=told, snapshot=snapshot)
            ),
        ),
        _section(
            "What gets in and out",
            "",
            (
                (tell_access(o), o.cites, None)
                for o in snapshot.access
                if _is_open(o, told=told, snapshot=snapshot)
            ),
        ),
    ]
    lead = f"Over by {begun}, some time before the first of these reports." if begun else ""
    sections.append(_section("Background", lead, map(tell_event, before)))
    return [section for section in sections if section.sentences]


def _is_open(
    entry: ControlEntry | AccessEntry, *, told: Container[ReportId], snapshot: Snapshot
) -> bool:
    """Return whether an entry is of the reports that are told, and none of it is sensitive."""
    if not any(cite.report in told for cite in entry.cites):
        return False
    return not any(snapshot.cite_is_sensitive(cite) for cite in entry.cites)


_Told = tuple[str, Iterable[Cite], Status | None]


def _section(heading: str, lead: str, found: Iterable[_Told]) -> screens.SitrepSections:
    return screens.SitrepSections(
        heading=heading,
        lead=lead,
        sentences=[
            screens.SitrepSectionsSentences(
                text=one_line(text),
                cites=[to_cite(cite) for cite in cites],
                status=None if status is None else status.value,
            )
            for text, cites, status in found
        ],
    )


def _begin(told: Iterable[ReportId], *, snapshot: Snapshot) -> date | None:
    """Return the day before which everything is background: a month before the first report."""
    rows = (snapshot.reports[report] for report in told)
    days = [row.published for row in rows if row.published is not None]
    return min(days) - _RECENT if days else None


def _is_before(event: Event, begun: date | None) -> bool:
    """Return whether an event was over before a day."""
    return begun is not None and event.last is not None and event.last < begun


class _Called(Protocol):
    @property
    def name(self) -> str: ...


def _names(found: Iterable[_Called], *, most: int = 3) -> str:
    """Return some names, each once, whatever its case; words for names are left out."""
    names: dict[str, str] = {}
    for one in found:
        names.setdefault(one.name.casefold().removeprefix("the "), one.name)
    told = [name for folded, name in names.items() if folded not in _PRONOUNS]
    return ", ".join(told[:most])


def tell_event(event: Event) -> _Told:
    """Return an event in one sentence.

    Args:
        event: Which.

    Returns:
        The sentence, what it cites, and its status.
    """
    who = _names(event.actors) or "somebody not named"
    whom, where = _names(event.recipients), _names(event.places, most=2)
    day = str(event.first) if event.first else "on a day not known"
    if event.last and event.first and event.last != event.first:
        day = f"{event.first} to {event.last}"
    said = ", ".join(origin.name for origin in event.origins[:3])
    deed, towards = _DEEDS[event.type]
    whom = " ".join(filter(None, (towards, whom))) if whom else ""
    mode = f"({event.modes[0]})" if event.modes else ""
    text = f"{day}: {' '.join(filter(None, (who, deed, whom, mode)))}"
    text += f", at {where}" if where else ""
    text += f", according to {said}." if said else "."
    return text, [mention.cite for mention in event.mentions], event.status


def _tell_rivals(event: Event) -> _Told:
    parts = []
    for one in event.contradictions:
        values = "; ".join(f"{v.value} ({', '.join(v.according_to)})" for v in one.values)
        parts.append(f"{one.field.value}: {values}")
    cites = [c for one in event.contradictions for v in one.values for c in v.cites]
    return (
        f"{event.first or 'Day not known'}, {event.type.value.lower()}: {'. '.join(parts)}.",
        cites,
        None,
    )


def _sources(
    sections: Iterable[screens.SitrepSections], *, snapshot: Snapshot
) -> list[screens.SitrepSources]:
    """Return each cited stretch once, numbered in the order of the sentences."""
    cites = dict.fromkeys(c for s in sections for line in s.sentences for c in line.cites)
    made = []
    for n, cite in enumerate(cites, start=1):
        report = snapshot.readings[ReportId(cite.report)].report
        sentences = snapshot.readings[report.id].sentences
        start, end = cite.span
        around = next((s.span for s in sentences if s.span.start <= start < s.span.end), None)
        span = pair(around) if around is not None else (start, end)
        made.append(
            screens.SitrepSources(
                n=n,
                report=report.id,
                outlet=report.outlet,
                published=tell_day(report.published),
                title=report.title,
                words=one_line(report.text[span[0] : span[1]]),
                span=cite.span,
            )
        )
    return made


def sitrep_html(sitrep: screens.Sitrep) -> str:
    """Return a report of the situation as one page without script that needs nothing else.

    Args:
        sitrep: What it says.

    Returns:
        HTML; each number leads to its words.
    """
    numbers = {(one.report, one.span): one.n for one in sitrep.sources}
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        "<meta name=viewport content='width=device-width'>",
        f"<title>{html.escape(sitrep.title)}</title><style>{_STYLE}</style>",
        f"<h1>{html.escape(sitrep.title)}</h1>",
        f"<p>{html.escape(sitrep.period)}; {html.escape(sitrep.area)}</p>",
    ]
    for section in sitrep.sections:
        parts.append(
            f"<h2>{html.escape(section.heading)}</h2><p>{html.escape(section.lead)}</p><ul>"
        )
        for line in section.sentences:
            marks = sorted({numbers[cite.report, cite.span] for cite in line.cites})
            links = " ".join(f"<a href='#n{n}'>[{n}]</a>" for n in marks)
            parts.append(f"<li dir=auto>{html.escape(line.text)} <sup>{links}</sup></li>")
        parts.append("</ul>")
    parts.append("<h2>Words</h2><ol>")
    for one in sitrep.sources:
        head = f"{one.outlet or 'outlet unknown'}, {one.published or 'date unknown'}"
        parts.append(
            f"<li id=n{one.n} dir=auto>{html.escape(head)}: <q>{html.escape(one.words)}</q>"
            f" ({html.escape(one.report)} {one.span[0]}-{one.span[1]})</li>"
        )
    parts.append("</ol><h2>Left out</h2><ul>")
    parts += [
        f"<li>{one.count} {html.escape(one.what)}: {html.escape(one.why)}</li>"
        for one in sitrep.left_out
    ]
    return "".join((*parts, "</ul></html>"))


def sitrep_docx(sitrep: screens.Sitrep) -> bytes:
    """Return a report of the situation for a word processor.

    Args:
        sitrep: What it says.

    Returns:
        DOCX.
    """
    from docx import Document

    numbers = {(one.report, one.span): one.n for one in sitrep.sources}
    made = Document()
    made.add_heading(sitrep.title, 0)
    made.add_paragraph(clean(f"{sitrep.period}; {sitrep.area}"))
    for section in sitrep.sections:
        made.add_heading(section.heading, 1)
        if section.lead:
            made.add_paragraph(section.lead)
        for line in section.sentences:
            marks = sorted({numbers[cite.report, cite.span] for cite in line.cites})
            cited = "".join(f"[{n}]" for n in marks)
            made.add_paragraph(f"{clean(line.text)} {cited}", style="List Bullet")
    made.add_heading("Words", 1)
    for one in sitrep.sources:
        head = f"[{one.n}] {one.outlet or 'outlet unknown'}, {one.published or 'date unknown'}"
        where = f"{one.report} {one.span[0]}-{one.span[1]}"
        made.add_paragraph(f"{clean(head)}: “{clean(one.words)}” ({clean(where)})")
    made.add_heading("Left out", 1)
    for left in sitrep.left_out:
        made.add_paragraph(f"{left.count} {left.what}: {left.why}", style="List Bullet")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def clean(words: str) -> str:
    """Return words without what XML cannot hold, and without what turns lines around.

    Args:
        words: Any.

    Returns:
        As many code points, those replaced.
    """
    return _UNFIT.sub("\ufffd", words)
