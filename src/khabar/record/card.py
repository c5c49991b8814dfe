"""Cards: claims as the events stage sees them, one flat row each, without the text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.record.claim import ClaimId, Quantity
from khabar.record.codes import EntityKind, EventType, Sector, Status
from khabar.record.report import ReportId
from khabar.record.span import Span
from khabar.record.time import TimeBasis

__all__ = ["CardParty", "CardPlace", "CardSource", "ClaimCard", "ClaimKey", "OriginKind"]


class OriginKind(StrEnum):
    """What a piece of news rests on in the end."""

    SPEAKER = "speaker"  # a person or body that said it
    OUTLET = "outlet"  # an outlet's own reporting
    AGENCY = "agency"  # a wire that others carry
    DOCUMENT = "document"  # a statement, a law, a letter
    VISUAL = "visual"  # a video, a photograph
    UNNAMED = "unnamed"  # "sources", "witnesses": one for each report that has them


@dataclass(frozen=True, slots=True, order=True)
class ClaimKey:
    """Which claim of which report.

    Attributes:
        report: The report.
        claim: The claim in it.
    """

    report: ReportId
    claim: ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlace:
    """A place of a claim.

    Attributes:
        key: Row of the gazetteer, else ``~`` and the folded name.
        name: As shown.
        country: ISO 3166-1 alpha-3; empty when unknown.
        lat: Degrees north; ``None`` when the place is in no gazetteer.
        lon: Degrees east; ``None`` together with ``lat``.
        precision_m: Radius in metres; 0 when there is no point.
        p: Probability in [0, 1] that the claim is about this place.
    """

    key: str
    name: str
    country: str
    lat: float | None
    lon: float | None
    precision_m: int
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CardParty:
    """An actor or recipient of a claim.

    Attributes:
        key: Row of the registry, else ``~`` and the folded name.
        name: As shown.
        kind: What it is.
        country: ISO 3166-1 alpha-3; empty when unknown.
        sector: PLOVER sector; ``None`` when unknown.
        of: Key or folded name of the body it belongs to; empty when unknown.
        aliases: Folded words by which the report calls it.
        p: Probability in [0, 1] that it fills the role.
    """

    key: str
    name: str
    kind: EntityKind
    country: str
    sector: Sector | None
    of: str
    aliases: tuple[str, ...]
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSource:
    """One link of the chain a claim rests on, from the outlet inwards.

    Attributes:
        kind: What it is.
        key: Outlet or registry id, else ``~`` and the folded name; empty when unnamed.
        name: As shown.
        of: Key or folded name of the body a speaker speaks for; empty when unknown.
        span: Its words; ``None`` for an outlet that the text does not name.
    """

    kind: OriginKind
    key: str
    name: str
    of: str
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """What linking, independence, contradictions and ledgers know of one claim.

    Attributes:
        key: Which claim.
        trigger: The words that name the event.
        identity: In-report identity (``V1``): the reader's judgement inside the report.
        head: Folded lemma of the trigger's head word.
        words: Folded content words of the sentence, in order, each once.
        type: Event type.
        mode: Mode; empty when none fits.
        status: Whether it happened.
        quoted: The trigger stands in quotation marks.
        p: Probability in [0, 1] of trigger and type.
        published: Day the report was told on; ``None`` when unknown.
        outlet: Outlet id of the registry, else ``~`` and the folded name; empty when unknown.
        first: Earliest possible day; ``None`` when open or unknown.
        last: Latest possible day; ``None`` when open or unknown.
        basis: How the days are known.
        places: Surest first.
        actors: Who did it, surest first.
        recipients: To whom, surest first.
        theme: The words of what it is about; empty when nothing is said.
        clause: For something of talks without a theme, the words from the trigger on; else empty.
        quantities: Counts it caused.
        conditions: Words of the conditions it hangs on.
        sources: From the outlet inwards to the nearest speaker.
        sentence: Span of its sentence.
        sites: As ``places``, each by the claim's own words where these name another place
            than the chain they were joined to; nothing where the claim has no place.
        phrase: Folded words of the trigger, in order.
        first_by: Latest day on which it can have begun, as in ``When``; ``None`` when it is
            ``first``, or when no more is told than the two ends.
        before: It is told as over before what is told around it: "had been held since Monday".
        deadline: The day by which what is asked or threatened is to be done: "by Friday".
    """

    key: ClaimKey
    trigger: Span
    identity: str
    head: str
    words: tuple[str, ...]
    type: EventType
    mode: str
    status: Status
    quoted: bool
    p: float
    published: date | None
    outlet: str
    first: date | None
    last: date | None
    basis: TimeBasis
    places: tuple[CardPlace, ...]
    actors: tuple[CardParty, ...]
    recipients: tuple[CardParty, ...]
    theme: str
    clause: str
    quantities: tuple[Quantity, ...]
    conditions: tuple[str, ...]
    sources: tuple[CardSource, ...]
    sentence: Span
    sites: tuple[CardPlace, ...] = ()
    phrase: tuple[str, ...] = ()
    first_by: date | None = None
    before: bool = False
    deadline: date | None = None
