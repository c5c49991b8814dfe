"""Claims: what a report says, and the reading that holds them all."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType

from khabar.record.actor import Entity, EntityId
from khabar.record.codes import EventType, QuantityKind, Role, Status
from khabar.record.dropped import Dropped
from khabar.record.graph import Name, StatementMention
from khabar.record.place import PlaceLink
from khabar.record.report import Report, Sentence
from khabar.record.span import Span
from khabar.record.time import TimeExpression, When

__all__ = [
    "Claim",
    "ClaimId",
    "Coverage",
    "Filler",
    "Quantity",
    "Reading",
    "SourceKind",
    "SourceLink",
]

ClaimId = NewType("ClaimId", str)

_LIKELY: Final = 0.5


class SourceKind(StrEnum):
    """What a link of an attribution chain is."""

    OUTLET = "outlet"  # who published the report
    RELAYED = "relayed"  # another outlet or a document it relies on
    VISUAL = "visual"  # a video, a photograph
    SPEAKER = "speaker"  # who said it
    UNNAMED = "unnamed"  # "sources", "witnesses"


@dataclass(frozen=True, slots=True)
class SourceLink:
    """One link of an attribution chain.

    Attributes:
        kind: What it is.
        span: Its words; ``None`` for an outlet that the text does not name.
        entity: The actor it means; ``None`` when unnamed.
        text: Its words, or the outlet's name.
        carried: The words stand in another sentence.
        p: Probability in [0, 1].
    """

    kind: SourceKind
    span: Span | None
    entity: EntityId | None
    text: str
    carried: bool
    p: float


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role of a claim.

    Attributes:
        role: Which role.
        span: Its words in the claim's sentence; ``None`` when understood from context.
        entity: The entity; ``None`` for plain phrases (theme, instrument).
        p: Probability in [0, 1].
        evidence: For what is understood, the words elsewhere it was read from.
    """

    role: Role
    span: Span | None
    entity: EntityId | None
    p: float
    evidence: Span | None = None

    @property
    def is_sure(self) -> bool:
        """Whether a table may show it as a value: said in the sentence, or likelier than not."""
        return self.span is not None or self.p >= _LIKELY


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count with its bounds.

    Attributes:
        kind: What is counted.
        span: The words.
        low: Least; ``None`` when open below or not a number.
        high: Most; ``None`` when open above or not a number.
    """

    kind: QuantityKind
    span: Span
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing a report says.

    Attributes:
        id: Stable over runs: made of the text's digest and the trigger's offsets.
        trigger: The words that name the event.
        sentence: Index into the reading's sentences.
        identity: ``V1``, ``V2`` ...: claims with the same one are the same occurrence.
        type: Event type.
        mode: Mode; empty when none fits.
        status: Whether it happened.
        quoted: The trigger stands in quotation marks.
        p: Probability in [0, 1] that this is an event of this type.
        p_status: Probability in [0, 1] of the status.
        fillers: Actor, recipient, place, instrument, theme.
        times: Expressions that date this claim, resolved.
        when: The days it happened on.
        quantities: Counts it caused.
        conditions: Words of the conditions it hangs on.
        attribution: From the outlet inwards to the nearest speaker.
    """

    id: ClaimId
    trigger: Span
    sentence: int
    identity: str
    type: EventType
    mode: str
    status: Status
    quoted: bool
    p: float
    p_status: float
    fillers: tuple[Filler, ...]
    times: tuple[TimeExpression, ...]
    when: When
    quantities: tuple[Quantity, ...]
    conditions: tuple[Span, ...]
    attribution: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a report was read.

    Attributes:
        words: Words in the report.
        words_read: Words that reached the reader.
    """

    words: int
    words_read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A report and everything read in it.

    Attributes:
        report: The report.
        sentences: In order.
        names: In order.
        timexes: Time expressions, in order.
        places: Linked place mentions, in order.
        entities: Actors and places that claims use.
        claims: In order of their triggers.
        statements: Who says what.
        dropped: What was left out, with reasons.
        coverage: How much of the text was read.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    timexes: tuple[TimeExpression, ...]
    places: tuple[PlaceLink, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    statements: tuple[StatementMention, ...]
    dropped: tuple[Dropped, ...]
    coverage: Coverage
