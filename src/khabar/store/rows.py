"""What is asked of a store, and the rows it answers with."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from khabar.record.claim import Claim, ClaimId, Reading, SourceKind
from khabar.record.codes import EventType, Status
from khabar.record.errors import ConfigError
from khabar.record.report import FailedInput, PublishedBasis, ReportId
from khabar.record.span import Span

__all__ = [
    "Box",
    "ClaimHead",
    "ClaimQuery",
    "ClaimQuote",
    "ClaimRow",
    "Counts",
    "EventRow",
    "FailureRow",
    "Feature",
    "ReportRow",
    "SearchHit",
]

_FULL_CIRCLE: Final = 180.0
_QUARTER_CIRCLE: Final = 90.0


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the globe, edges included.

    Attributes:
        west: Degrees east of Greenwich, -180 to 180.
        south: Degrees north, -90 to 90.
        east: Degrees; less than ``west`` when the box crosses the date line.
        north: Degrees, not less than ``south``.

    Raises:
        ConfigError: The four numbers are not a box.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse numbers outside the globe, and north below south."""
        longitudes = all(-_FULL_CIRCLE <= lon <= _FULL_CIRCLE for lon in (self.west, self.east))
        latitudes = -_QUARTER_CIRCLE <= self.south <= self.north <= _QUARTER_CIRCLE
        if not (longitudes and latitudes):
            what = f"not a box: {self.west}, {self.south}, {self.east}, {self.north}"
            raise ConfigError(what, do="give west, south, east, north in degrees")

    def contains(self, *, lat: float, lon: float) -> bool:
        """Return whether a point lies in this box.

        Args:
            lat: Degrees north.
            lon: Degrees east.

        Returns:
            True inside and on the edge.
        """
        if not self.south <= lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= lon <= self.east
        return lon >= self.west or lon <= self.east


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """Which claims; what is empty does not filter.

    Names match when the folded words asked for stand in the folded name.

    Attributes:
        since: First day; claims whose interval ends earlier are left out.
        until: Last day; claims whose interval begins later are left out. With either day,
            claims without any date are left out too.
        types: Event types.
        statuses: Statuses.
        actor: Name or registry id of an actor that does it.
        recipient: Name or registry id of whom it is done to.
        place: Name, country (alpha-3) or gazetteer id of a place of the claim.
        text: Search terms that must all stand in the claim's sentence.
        outlet: Who published the report.
        report: Only this report.
        box: A linked place of the claim lies in it.
        limit: At most this many claims; ``None`` for all.
    """

    since: date | None = None
    until: date | None = None
    types: frozenset[EventType] = frozenset()
    statuses: frozenset[Status] = frozenset()
    actor: str = ""
    recipient: str = ""
    place: str = ""
    text: str = ""
    outlet: str = ""
    report: ReportId | None = None
    box: Box | None = None
    limit: int | None = None


class ClaimHead(NamedTuple):
    r"""A claim in few words, for lists of very many.

    Attributes:
        report: Where it stands; lone surrogates are written out (``\ud800``).
        id: Its id.
        type: Event type.
        status: Status.
        first: Earliest day; ``None`` when unknown or open.
        last: Latest day; ``None`` when unknown or open.
        p: Probability in [0, 1] that the trigger is one.
        folded: Folded words of its sentence; empty unless they were asked for.
    """

    report: ReportId
    id: ClaimId
    type: EventType
    status: Status
    first: date | None
    last: date | None
    p: float
    folded: str


@dataclass(frozen=True, slots=True)
class ClaimQuote:
    """The words of a claim, and how it is attributed.

    Attributes:
        words: Its sentence, as it stands in the text.
        links: Kind and words of each link of its source chain, from the outlet inwards.
    """

    words: str
    links: tuple[tuple[SourceKind, Span | None], ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with the reading it stands in.

    Attributes:
        reading: Report, sentences, entities, places.
        claim: One of the reading's claims.
    """

    reading: Reading
    claim: Claim

    @property
    def sentence(self) -> str:
        """Words of the claim's sentence."""
        span = self.reading.sentences[self.claim.sentence].span
        return span.quote(self.reading.report.text)


@dataclass(frozen=True, slots=True)
class EventRow:
    """Claims of one report that are the same occurrence.

    Attributes:
        reading: Where they stand.
        identity: ``V1``, ``V2`` ... inside the report.
        claims: All claims with this identity, in order of their triggers; at least one.
    """

    reading: Reading
    identity: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    r"""A report without its text, for lists; lone surrogates are written out (``\ud800``).

    Attributes:
        id: Its id.
        title: Headline; may be empty.
        published: Day; ``None`` when unknown.
        published_basis: How the day is known.
        outlet: Who published it; may be empty.
        url: Where; may be empty.
        language: ISO 639-1; may be empty.
        origin: Where it was found first.
        words: Words in the text.
        words_read: Words that reached the reader.
        claims: How many claims its current reading has.
        sightings: How often it was seen.
        added: When it was added, UTC.
    """

    id: ReportId
    title: str
    published: date | None
    published_basis: PublishedBasis
    outlet: str
    url: str
    language: str
    origin: str
    words: int
    words_read: int
    claims: int
    sightings: int
    added: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A report that has all terms of a search.

    Attributes:
        report: The report.
        title: Its headline; may be empty.
        outlet: Who published it; may be empty.
        published: Day; ``None`` when unknown.
        span: The sentence that shows the terms best; ``None`` when no sentence has any.
        snippet: Words of that sentence, else the beginning of the text.
        marks: Where the terms stand, as offsets into the report's text.
    """

    report: ReportId
    title: str
    outlet: str
    published: date | None
    span: Span | None
    snippet: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FailureRow:
    """An input in quarantine.

    Attributes:
        failed: Which input and why.
        sha256: Digest of its bytes in the captures; empty when there were none.
        first_seen: When it failed first, UTC.
        last_seen: When it failed last, UTC.
    """

    failed: FailedInput
    sha256: str
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a store, by current readings.

    Attributes:
        reports: Reports.
        outlets: Different outlets, the unknown one not counted.
        claims: Claims.
        events: Occurrences, told apart inside each report.
        entities: Entities, told apart inside each report.
        captures: Different contents kept as bytes.
        sightings: How often any of them was seen.
        failures: Inputs in quarantine.
        first: Earliest publication day; ``None`` when none is known.
        last: Latest publication day; ``None`` when none is known.
        by_type: Claims by event type.
        by_status: Claims by status.
    """

    reports: int
    outlets: int
    claims: int
    events: int
    entities: int
    captures: int
    sightings: int
    failures: int
    first: date | None
    last: date | None
    by_type: dict[EventType, int] = field(default_factory=dict)
    by_status: dict[Status, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feature:
    """Something SQLite may have been built without.

    Attributes:
        name: What it is called.
        present: Whether this SQLite has it.
        without: What is different when it is missing.
    """

    name: str
    present: bool
    without: str
