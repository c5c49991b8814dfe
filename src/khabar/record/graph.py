"""The mention graph: what the reader saw in one report, before any look-up."""

from dataclasses import dataclass

from khabar.record.codes import EntityKind, EventType, NameType, QuantityKind, Role, Sector, Status
from khabar.record.report import Sentence
from khabar.record.span import Span

__all__ = [
    "Argument",
    "Chain",
    "EventMention",
    "MentionGraph",
    "Name",
    "QuantityMention",
    "StatementMention",
    "Token",
]


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its syntax.

    Attributes:
        span: Where it stands.
        sentence: Index into ``MentionGraph.sentences``.
        upos: Universal part of speech (``VERB``).
        xpos: Penn tag (``VBD``), which carries tense and form.
        head: Index of the head in ``MentionGraph.tokens``; -1 for the root.
        rel: Universal Dependencies relation to the head (``nsubj``).
    """

    span: Span
    sentence: int
    upos: str
    xpos: str
    head: int
    rel: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name: a person, a place, a date expression and so on.

    Attributes:
        span: Where it stands.
        type: One of the nine classes.
        p: Probability in [0, 1] that span and class are right.
    """

    span: Span
    type: NameType
    p: float


@dataclass(frozen=True, slots=True)
class Argument:
    """An edge from an event to the words that fill one of its roles.

    Attributes:
        role: Which role.
        span: The filler's words; in another sentence when ``carried``.
        head: The word that heads the filler.
        p: Probability in [0, 1].
        carried: The words stand in another sentence ("he added"; a place named before).
    """

    role: Role
    span: Span
    head: Span
    p: float
    carried: bool = False


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A count that an event caused, as words.

    Attributes:
        kind: What is counted.
        span: The words ("at least 12 people").
        p: Probability in [0, 1].
    """

    kind: QuantityKind
    span: Span
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One trigger and all that hangs on it.

    Attributes:
        trigger: The words that name the event.
        sentence: Index into ``MentionGraph.sentences``.
        type: Event type.
        mode: Mode of the type; empty when none fits.
        status: Whether it happened.
        quoted: The trigger stands inside quotation marks.
        p: Probability in [0, 1] that this is an event of this type.
        p_status: Probability in [0, 1] of the status.
        arguments: Role edges, in order of their spans.
        quantities: Counts, in order of their spans.
        identity: Mentions with the same number are the same occurrence.
    """

    trigger: Span
    sentence: int
    type: EventType
    mode: str
    status: Status
    quoted: bool
    p: float
    p_status: float
    arguments: tuple[Argument, ...]
    quantities: tuple[QuantityMention, ...]
    identity: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions in one report that mean the same actor or place.

    Attributes:
        mentions: In order of their position; at least one.
        p: Probability in [0, 1] of the weakest link that holds the chain together.
        kinds: What the reader takes it for: mean of the natural log-probabilities of each
            kind over the mentions; empty when the reader does not say.
        sectors: The same for sectors.
    """

    mentions: tuple[Span, ...]
    p: float
    kinds: tuple[tuple[EntityKind, float], ...] = ()
    sectors: tuple[tuple[Sector, float], ...] = ()


@dataclass(frozen=True, slots=True)
class StatementMention:
    """Somebody says something.

    Attributes:
        source: Who speaks; more than one stretch when split, none when not named.
        cue: The word that says that it is said ("told").
        content: What is said; more than one stretch when the cue splits it.
    """

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionGraph:
    """Everything the reader saw in one report.

    Attributes:
        sentences: In order.
        tokens: All words of all sentences, in order.
        names: In order, not overlapping.
        events: In order of their triggers.
        chains: Coreference; every argument filler that refers is in exactly one.
        statements: In order of their cues.
    """

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    names: tuple[Name, ...]
    events: tuple[EventMention, ...]
    chains: tuple[Chain, ...]
    statements: tuple[StatementMention, ...]
