"""The shapes of the other screens, and of what the page sends."""

from typing import Literal

from khabar.web.shapes.events import Part
from khabar.web.shapes.shared import (
    Case,
    Cite,
    DecisionLine,
    EventCard,
    Named,
    ReportClaim,
    ReportMark,
    ReportRow,
    Shape,
    Span,
    Status,
)

__all__ = [
    "AccessBoard",
    "AccessBoardRows",
    "AccessCell",
    "AddStarted",
    "ControlEntry",
    "DecisionMade",
    "DecisionRequest",
    "Found",
    "FoundReports",
    "PasteRequest",
    "QueueCard",
    "QueueCardPassages",
    "Sitrep",
    "SitrepLeftOut",
    "SitrepSections",
    "SitrepSectionsSentences",
    "SitrepSources",
    "SourcesReport",
    "SourcesView",
    "SourcesViewFailures",
    "SourcesViewGroups",
    "SourcesViewHealth",
    "SourcesViewHealthDerivations",
    "SourcesViewOutlets",
    "Stated",
    "TalksTrack",
    "TalksTrackSteps",
]


class ControlEntry(Shape, frozen=True):
    """Who holds a place, according to whom."""

    place: str
    holder: str
    holder_key: str
    state: str
    first: str | None
    first_by: str | None
    last: str | None
    claimants: list[str]
    disputed_by: list[str]
    newest: str | None
    cites: list[Cite]


class AccessCell(Shape, frozen=True):
    """Whether something gets through, according to whom."""

    state: Literal["open", "restricted", "closed", "unknown"]
    first: str | None
    first_by: str | None
    last: str | None
    restricted_by: list[str]
    claimants: list[str]
    newest: str | None
    cites: list[Cite]


class AccessBoardRows(Shape, frozen=True):
    """Part of ``AccessBoard``."""

    place: str
    cells: list[list[AccessCell]]


class AccessBoard(Shape, frozen=True):
    """Places by what gets in and out."""

    goods: list[str]
    rows: list[AccessBoardRows]


class Stated(Shape, frozen=True):
    """A demand, condition, offer or rejection."""

    by: str
    what: str
    day: str | None
    cites: list[Cite]


class TalksTrackSteps(Shape, frozen=True):
    """Part of ``TalksTrack``."""

    day: str | None
    status: str
    cite: Cite


class TalksTrack(Shape, frozen=True):
    """One line of negotiation."""

    parties: list[str]
    venue: str
    mediators: list[str]
    demands: list[Stated]
    conditions: list[Stated]
    offers: list[Stated]
    rejections: list[Stated]
    deadlines: list[Stated]
    outcome: str
    steps: list[TalksTrackSteps]
    next: str
    claimants: list[str]
    newest: str | None
    cites: list[Cite]


class QueueCardPassages(Shape, frozen=True):
    """Part of ``QueueCard``."""

    report: str
    outlet: str
    published: str | None
    text: str
    start: int
    marks: list[ReportMark]


class QueueCard(Shape, frozen=True):
    """Something that waits for a person."""

    id: str
    reason: str
    why: str
    kind: Literal["claim", "merge", "contradiction", "actor"]
    claims: list[ReportClaim]
    passages: list[QueueCardPassages]
    event: str | None
    parts: list[Part]
    p: float | None


class SourcesReport(ReportRow, frozen=True):
    """A report with what it reprints and credits."""

    copy_p: float | None
    credits: list[str]
    quotes: list[str]


class SourcesViewOutlets(Shape, frozen=True):
    """Part of ``SourcesView``."""

    outlet: str
    known: bool
    kind: str
    owner: str
    country: str | None
    reports: int
    claims: int
    copies: int
    first: str | None
    last: str | None


class SourcesViewGroups(Shape, frozen=True):
    """Part of ``SourcesView``."""

    owner: str
    outlets: list[str]


class SourcesViewFailures(Shape, frozen=True):
    """Part of ``SourcesView``."""

    input: str
    reason: str
    message: str
    seen: str
    times: int


class SourcesViewHealthDerivations(Shape, frozen=True):
    """Part of ``SourcesViewHealth``."""

    id: str
    reports: int


class SourcesViewHealth(Shape, frozen=True):
    """Part of ``SourcesView``."""

    path: str
    size_bytes: int
    version: str
    reader: str
    derivations: list[SourcesViewHealthDerivations]
    last_run: str | None


class SourcesView(Shape, frozen=True):
    """Where the reports come from, and how the case is."""

    outlets: list[SourcesViewOutlets]
    groups: list[SourcesViewGroups]
    reports: list[SourcesReport]
    failures: list[SourcesViewFailures]
    health: SourcesViewHealth


class SitrepSectionsSentences(Shape, frozen=True):
    """Part of ``SitrepSections``."""

    text: str
    cites: list[Cite]
    status: Status | None


class SitrepSections(Shape, frozen=True):
    """Part of ``Sitrep``."""

    heading: str
    lead: str
    sentences: list[SitrepSectionsSentences]


class SitrepSources(Shape, frozen=True):
    """Part of ``Sitrep``."""

    n: int
    report: str
    outlet: str
    published: str | None
    title: str
    words: str
    span: Span


class SitrepLeftOut(Shape, frozen=True):
    """Part of ``Sitrep``."""

    what: str
    why: str
    count: int


class Sitrep(Shape, frozen=True):
    """A report of the situation, every sentence citing."""

    title: str
    period: str
    area: str
    sections: list[SitrepSections]
    sources: list[SitrepSources]
    left_out: list[SitrepLeftOut]


class FoundReports(Shape, frozen=True):
    """Part of ``Found``."""

    id: str
    title: str
    outlet: str
    published: str | None
    words: str
    span: Span
    sensitive: bool


class Found(Shape, frozen=True):
    """What a search finds."""

    reports: list[FoundReports]
    events: list[EventCard]
    actors: list[Named]


class DecisionRequest(Shape, frozen=True):
    """What is to be decided."""

    kind: Literal[
        "accept",
        "reject",
        "edit",
        "merge",
        "split",
        "link",
        "redact",
        "flag",
        "note",
        "sensitive",
        "seal",
    ]
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()
    events: tuple[str, ...] = ()
    field: str = ""
    value: str = ""
    why: str = ""


class DecisionMade(Shape, frozen=True):
    """What was decided, and the case after it."""

    decision: DecisionLine
    case: Case


class PasteRequest(Shape, frozen=True):
    """A report as pasted."""

    text: str
    outlet: str = ""
    published: str = ""
    title: str = ""


class AddStarted(Shape, frozen=True):
    """Whether reading began."""

    started: bool
    inputs: int
