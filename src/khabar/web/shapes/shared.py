"""The shapes that several screens share, as ``web/src/api.d.ts`` has them."""

from typing import Literal

import msgspec

__all__ = [
    "Case",
    "Cite",
    "ClaimRow",
    "ClaimRowQuantities",
    "Counts",
    "DayCount",
    "DecisionLine",
    "EventCard",
    "Facet",
    "FieldValue",
    "MarkKind",
    "Named",
    "PlaceRef",
    "Problem",
    "ReportClaim",
    "ReportMark",
    "ReportRow",
    "ReportView",
    "ReportViewCopies",
    "ReportViewCopyOf",
    "ReportViewDropped",
    "ReviewState",
    "Rivals",
    "Shape",
    "Situation",
    "SituationCounts",
    "SituationFacets",
    "SituationPoints",
    "SituationSummary",
    "SourceLink",
    "Span",
    "Status",
    "Variant",
    "When",
]

Span = tuple[int, int]
"""Code points of a report's text, half-open."""

Status = Literal["actual", "ongoing", "future", "hypothetical", "negated", "historical"]
RemarkKind = Literal["flag", "note", "sensitive", "seal"]
ReviewState = Literal["unseen", "accepted", "rejected", "edited", "redacted"]
MarkKind = Literal[
    "trigger",
    "actor",
    "recipient",
    "place",
    "time",
    "condition",
    "source",
    "quantity",
    "instrument",
    "theme",
]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all shapes: every field is always there, in this order."""


class Problem(Shape, frozen=True):
    """Why something was refused."""

    error: str
    message: str
    do: str = ""


class Cite(Shape, frozen=True):
    """Words that something rests on."""

    report: str
    span: Span


class Named(Shape, frozen=True):
    """A name with the key that its page has; empty when there is none."""

    name: str
    key: str


class SourceLink(Shape, frozen=True):
    """A link of a source chain, from the outlet inwards."""

    name: str
    kind: Literal["outlet", "relay", "speaker", "document", "unnamed"]
    span: Span | None


class When(Shape, frozen=True):
    """The days of a claim, and how they are known."""

    first: str | None
    last: str | None
    basis: str
    words: str


class Counts(Shape, frozen=True):
    """The three numbers."""

    mentions: int
    reports: int
    origins: int


class PlaceRef(Shape, frozen=True):
    """A place with its point, where there is one."""

    name: str
    lat: float | None
    lon: float | None
    precision_m: int | None


class DecisionLine(Shape, frozen=True):
    """A decision in words."""

    id: str
    kind: str
    what: str
    by: str
    at: str
    why: str
    undone: bool


class Case(Shape, frozen=True):
    """What the page says of the case."""

    name: str
    reports: int
    claims: int
    events: int
    contradictions: int
    queue: int
    first: str | None
    last: str | None
    newest: str | None
    writable: bool
    demo: bool
    version: str
    person: str
    key: str
    last_decision: DecisionLine | None


class Variant(Shape, frozen=True):
    """One value that sources give."""

    value: str
    low: int | None
    high: int | None
    according_to: list[str]
    cites: list[Cite]
    newest: str | None


class Rivals(Shape, frozen=True):
    """A field that sources tell differently."""

    field: str
    reconcilable: bool
    values: list[Variant]


class Remark(Shape, frozen=True):
    """What a person wrote beside the record; ``id`` is what an undo names."""

    id: str
    kind: RemarkKind
    text: str
    by: str
    at: str


class Seal(Shape, frozen=True):
    """An event is closed; whether it is told otherwise since."""

    id: str
    by: str
    at: str
    why: str
    changed: bool


class EventCard(Shape, frozen=True):
    """An event in a list."""

    id: str
    type: str
    modes: list[str]
    status: Status
    first: str | None
    last: str | None
    actors: list[Named]
    recipients: list[Named]
    places: list[PlaceRef]
    counts: Counts
    chain: list[SourceLink]
    words: str
    cite: Cite
    contradictions: list[Rivals]
    review: ReviewState
    flagged: bool
    sensitive: bool
    seal: Seal | None
    remarks: list[Remark]


class Facet(Shape, frozen=True):
    """One value that can be chosen, and how many events have it."""

    value: str
    label: str
    count: int


class DayCount(Shape, frozen=True):
    """How much is told of a day."""

    day: str
    exact: int
    vague: int
    reports: int


class SituationCounts(Shape, frozen=True):
    """Part of ``Situation``."""

    events: int
    claims: int
    reports: int
    origins: int


class SituationSummary(Shape, frozen=True):
    """Part of ``Situation``."""

    text: str
    cites: list[Cite]


class SituationFacets(Shape, frozen=True):
    """Part of ``Situation``."""

    type: list[Facet]
    status: list[Facet]
    actor: list[Facet]
    place: list[Facet]
    origins: list[Facet]
    review: list[Facet]


class SituationPoints(Shape, frozen=True):
    """Part of ``Situation``."""

    id: str
    lat: float
    lon: float
    precision_m: int
    status: Status
    place: str
    count: int


class Situation(Shape, frozen=True):
    """What is selected, all together."""

    counts: SituationCounts
    summary: list[SituationSummary]
    events: list[EventCard]
    total: int
    facets: SituationFacets
    days: list[DayCount]
    points: list[SituationPoints]
    unplaced: int


class ClaimRowQuantities(Shape, frozen=True):
    """Part of ``ClaimRow``."""

    kind: str
    low: int | None
    high: int | None
    words: str


class ClaimRow(Shape, frozen=True):
    """A claim in a list."""

    id: str
    report: str
    outlet: str
    published: str | None
    event: str | None
    type: str
    mode: str | None
    status: Status
    actors: list[Named]
    recipients: list[Named]
    places: list[PlaceRef]
    when: When
    chain: list[SourceLink]
    quoted: bool
    conditions: list[str]
    quantities: list[ClaimRowQuantities]
    words: str
    sentence: Span
    trigger: Span
    origins: int
    p: float
    review: ReviewState
    flagged: bool
    sensitive: bool
    sealed: bool
    remarks: list[Remark]


class ReportRow(Shape, frozen=True):
    """A report in a list."""

    id: str
    title: str
    outlet: str
    published: str | None
    language: str
    claims: int
    copy_of: str | None


class ReportMark(Shape, frozen=True):
    """A stretch of a report that something was read from."""

    id: str
    kind: MarkKind
    span: Span
    claims: list[str]
    status: Status | None


class FieldValue(Shape, frozen=True):
    """One field of a claim with its words."""

    field: str
    value: str
    span: Span | None
    basis: str
    p: float | None
    editable: str
    key: str


class ReportClaim(ClaimRow, frozen=True):
    """A claim beside its report."""

    fields: list[FieldValue]
    rejected_why: str


class ReportViewCopyOf(Shape, frozen=True):
    """Part of ``ReportView``."""

    report: str
    outlet: str
    p: float


class ReportViewCopies(Shape, frozen=True):
    """Part of ``ReportView``."""

    report: str
    outlet: str


class ReportViewDropped(Shape, frozen=True):
    """Part of ``ReportView``."""

    what: str
    span: Span | None
    reason: str


class ReportView(Shape, frozen=True):
    """A report with all that was read in it."""

    id: str
    title: str
    text: str
    outlet: str
    published: str | None
    published_basis: str
    language: str
    url: str | None
    copy_of: ReportViewCopyOf | None
    copies: list[ReportViewCopies]
    credits: list[str]
    sentences: list[Span]
    marks: list[ReportMark]
    claims: list[ReportClaim]
    dropped: list[ReportViewDropped]
    sensitive: bool
    remarks: list[Remark]
    redacted: list[Span]
