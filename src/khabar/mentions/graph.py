"""Drafts of all windows to one mention graph: spans, chains, occurrences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Final

import numpy as np

from khabar.mentions.background import settle_background
from khabar.mentions.drafts import Draft
from khabar.mentions.events import ArgumentDraft, EventDraft
from khabar.mentions.links import (
    COREF_FEATURES,
    MentionDraft,
    cluster,
    folded,
    score_mentions,
)
from khabar.mentions.marks import initials, marks_of
from khabar.mentions.occurrences import (
    FILLING,
    IDENTITY_FEATURES,
    OccurrenceDraft,
    Part,
    score_occurrences,
)
from khabar.mentions.pronouns import find_speakers, join_speakers
from khabar.mentions.quotes import inside_quotes
from khabar.mentions.saying import Page, complete_statements
from khabar.mentions.sequence import Run
from khabar.mentions.traits import mean_traits
from khabar.mentions.voices import Voice, find_voice, in_voice
from khabar.models.calibration import Calibration
from khabar.models.network import Labels
from khabar.models.occurrences import OccurrenceNetwork
from khabar.record.codes import EventType, NameType, QuantityKind, Role, Status
from khabar.record.graph import (
    Argument,
    Chain,
    EventMention,
    MentionGraph,
    Name,
    QuantityMention,
    StatementMention,
    Token,
)
from khabar.record.report import Sentence
from khabar.record.span import Span

__all__ = ["REFERRING", "build_graph", "draft_mention", "find_mentions", "find_occurrences"]

REFERRING: Final = frozenset({"actor", "recipient", "place", "source"})
"""Roles whose fillers are actors or places and so take part in coreference."""

_NUMBER: Final = "num:"
_LIGHT: Final = frozenset({"DET", "PUNCT", "ADP", "CCONJ", "PART", "AUX", "SCONJ", "SYM"})


_TAKING_UP: Final = frozenset(
    "the this that these those its his her their our my your such both".split()
)
_BRINGING: Final = frozenset(
    "a an some several many another other others dozens hundreds thousands scores few at more "
    "nearly about around over".split()
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Report-wide words with their sentences."""

    words: Sequence[str]
    spans: Sequence[Span]
    sentence_of: Sequence[int]

    def span(self, first: int, last: int) -> Span:
        return Span(self.spans[first].start, self.spans[last].end)


def build_graph(
    words: Sequence[str],
    sentences: Sequence[Sentence],
    draft: Draft,
    *,
    calibration: Calibration,
    labels: Labels,
    second: OccurrenceNetwork,
    outlet: str = "",
) -> MentionGraph:
    """Link the drafts of a report and give everything its characters.

    Args:
        words: All words.
        sentences: Their sentences.
        draft: What the windows gave.
        calibration: Weights of the pair scorers.
        labels: Names of kinds and sectors.
        second: The second pass over the triggers.
        outlet: Who published the report; empty when unknown.

    Returns:
        The mention graph.
    """
    frame = _Frame(
        words,
        [span for s in sentences for span in s.words],
        [number for number, s in enumerate(sentences) for _ in s.words],
    )
    paragraphs = [s.paragraph for s in sentences for _ in s.words]
    speakers = find_speakers(words=words, draft=draft, paragraphs=paragraphs)
    silent = _silent(speakers, draft)
    quoted = inside_quotes(words, paragraphs)
    voice = find_voice(words, quoted, outlet=outlet)
    mentions = find_mentions(words, frame.sentence_of, draft, silent=silent, voice=voice)
    heads = list(mentions)
    pairs = score_mentions(list(mentions.values()))
    clusters, sureness = cluster(
        pairs,
        COREF_FEATURES,
        link=calibration.coref,
        marks=[mention.marks for mention in mentions.values()],
    )
    clusters = join_speakers(heads, clusters, speakers=speakers)
    cluster_of = dict(zip(heads, clusters, strict=True))
    occurrences = find_occurrences(words, draft, cluster_of)
    rows = score_occurrences(occurrences, second=second.run)
    clusters, _ = cluster(rows, IDENTITY_FEATURES, link=calibration.identity)
    events, identities = settle_background(draft.events, clusters)
    return MentionGraph(
        sentences=tuple(sentences),
        tokens=_tokens(frame, draft),
        names=_names(frame, draft),
        events=tuple(
            _event(frame, event, sentence, identity, quoted=quoted[event.first])
            for event, sentence, identity in zip(events, draft.sentences, identities, strict=True)
        ),
        chains=_chains(
            frame,
            draft,
            cluster_of,
            sureness=dict(zip(heads, sureness, strict=True)),
            labels=labels,
            silent=silent,
        ),
        statements=_statements(frame, draft, paragraphs=paragraphs, quoted=quoted),
    )


def _tokens(frame: _Frame, draft: Draft) -> tuple[Token, ...]:
    columns = zip(
        frame.spans, frame.sentence_of, draft.upos, draft.xpos, draft.heads, draft.rels, strict=True
    )
    return tuple(Token(*column) for column in columns)


def _names(frame: _Frame, draft: Draft) -> tuple[Name, ...]:
    return tuple(
        Name(frame.span(run.first, run.last), NameType(run.label), run.p) for run in draft.names
    )


def _fillers(draft: Draft) -> dict[int, list[tuple[int, ArgumentDraft]]]:
    """Return the referring edges of each head word, in order of the words."""
    found: dict[int, list[tuple[int, ArgumentDraft]]] = {}
    for number, event in enumerate(draft.events):
        for argument in event.arguments:
            if argument.label in REFERRING:
                found.setdefault(argument.head, []).append((number, argument))
    return dict(sorted(found.items()))


def _silent(speakers: Mapping[int, int], draft: Draft) -> dict[int, Run]:
    """Return the names of speakers who have no part in any event, but whom "he said" takes up."""
    fillers = _fillers(draft)
    sought = {before for word, before in speakers.items() if word in fillers} - fillers.keys()
    return {
        head: name for name in draft.names for head in sought if name.first <= head <= name.last
    }


def find_mentions(
    words: Sequence[str],
    sentence_of: Sequence[int],
    draft: Draft,
    *,
    silent: Mapping[int, Run] = MappingProxyType({}),
    voice: Voice | None = None,
) -> dict[int, MentionDraft]:
    """Return what coreference compares, by head word, in order.

    Args:
        words: All words of the report.
        sentence_of: Sentence of each word.
        draft: What the windows gave.
        silent: Names that fill no role and are compared too, by head word.
        voice: The side that the report takes, if any.
    """
    fillers = _fillers(draft)
    found = {}
    for head, extent in _extents(fillers, silent).items():
        drafted = draft_mention(
            words,
            draft,
            extent=extent,
            sentence=sentence_of[head],
            events=frozenset((n, 0) for n, edge in fillers.get(head, ()) if not edge.carried),
        )
        told = words[extent[0] : extent[2] + 1]
        found[head] = in_voice(drafted, told, voice=voice) if voice else drafted
    return found


def _extents(
    fillers: Mapping[int, Sequence[tuple[int, ArgumentDraft]]], silent: Mapping[int, Run]
) -> dict[int, tuple[int, int, int]]:
    """Return the first word, head and last word of each mention, by head, in order."""
    found = {head: (name.first, head, name.last) for head, name in silent.items()}
    for head, edges in fillers.items():
        best = max(edges, key=lambda edge: edge[1].p)[1]
        found[head] = (best.first, head, best.last)
    return dict(sorted(found.items()))


def draft_mention(
    words: Sequence[str],
    draft: Draft,
    *,
    extent: tuple[int, int, int],
    sentence: int,
    events: frozenset[tuple[int, int]],
) -> MentionDraft:
    """Return what coreference compares of one mention.

    Args:
        words: All words of the report.
        draft: What the windows gave.
        extent: Numbers of its first word, its head and its last word.
        sentence: Number of its sentence.
        events: Triggers it hangs on.
    """
    first, head, last = extent
    inside = range(first, last + 1)
    near = [w for w in inside if draft.upos[w] not in _LIGHT] or [head]
    short = initials([words[w] for w in near])
    return MentionDraft(
        words=(*(folded(words[w]) for w in near), *([short] if short else [])),
        head=folded(words[head]),
        proper=any(draft.upos[w] == "PROPN" for w in inside),
        kind=draft.kinds[head],
        sentence=sentence,
        position=head,
        vector=draft.coref[head],
        events=events,
        marks=marks_of(
            [words[w] for w in inside], [draft.upos[w] for w in inside], kind=draft.kinds[head]
        ),
        definite=_definite(words[first].lower(), draft.upos[first]),
    )


def _definite(word: str, upos: str) -> int:
    """Return 1 for words that take up what is known, -1 for those that bring something new."""
    if word in _TAKING_UP:
        return 1
    return -1 if word in _BRINGING or upos == "NUM" else 0


def find_occurrences(
    words: Sequence[str], draft: Draft, cluster_of: dict[int, int]
) -> list[OccurrenceDraft]:
    """Return what identity compares, in order of the triggers.

    Args:
        words: All words of the report.
        draft: What the windows gave.
        cluster_of: Entity cluster of each filler's head word.
    """
    found = []
    for event, sentence in zip(draft.events, draft.sentences, strict=True):
        linked: dict[bool, set[int]] = {True: set(), False: set()}
        for argument in event.arguments:
            if argument.label in {"actor", "recipient", "place"} and argument.head in cluster_of:
                linked[argument.label == "place"].add(cluster_of[argument.head])
        found.append(
            OccurrenceDraft(
                word=" ".join(folded(w) for w in words[event.first : event.last + 1]),
                type=event.type,
                mode=event.mode,
                status=event.status,
                sentence=sentence,
                vector=event.identity,
                traits=event.traits,
                fillers=frozenset(linked[False]),
                places=frozenset(linked[True]),
                parts={role: _part(event, role, words, draft) for role in FILLING},
                times=_words_of(event, "time", words),
            )
        )
    return found


def _part(event: EventDraft, role: str, words: Sequence[str], draft: Draft) -> Part:
    """Return what fills a role of an event."""
    fillers = [argument for argument in event.arguments if argument.label == role]
    if not fillers:
        return Part(np.zeros_like(draft.coref[event.first]), 0.0, frozenset())
    best = max(fillers, key=lambda argument: argument.p)
    return Part(draft.coref[best.head], best.p, _words_of(event, role, words))


def _words_of(event: EventDraft, role: str, words: Sequence[str]) -> frozenset[str]:
    return frozenset(
        folded(words[number])
        for argument in event.arguments
        if argument.label == role
        for number in range(argument.first, argument.last + 1)
    )


def _event(
    frame: _Frame, event: EventDraft, sentence: int, identity: int, *, quoted: bool
) -> EventMention:
    arguments, quantities = [], []
    for draft in event.arguments:
        span = frame.span(draft.first, draft.last)
        if draft.label.startswith(_NUMBER):
            kind = QuantityKind(draft.label.removeprefix(_NUMBER))
            quantities.append(QuantityMention(kind, span, draft.p))
        else:
            head = frame.spans[draft.head]
            arguments.append(Argument(Role(draft.label), span, head, draft.p, draft.carried))
    return EventMention(
        trigger=frame.span(event.first, event.last),
        sentence=sentence,
        type=EventType(event.type),
        mode=event.mode,
        status=Status(event.status),
        quoted=quoted,
        p=event.p,
        p_status=event.p_status,
        arguments=tuple(arguments),
        quantities=tuple(quantities),
        identity=identity,
    )


def _chains(
    frame: _Frame,
    draft: Draft,
    cluster_of: dict[int, int],
    *,
    sureness: dict[int, float],
    labels: Labels,
    silent: Mapping[int, Run],
) -> tuple[Chain, ...]:
    mentions: dict[int, list[Span]] = {}
    heads: dict[int, list[int]] = {}
    weakest: dict[int, float] = {}
    for first, head, last in _extents(_fillers(draft), silent).values():
        number = cluster_of[head]
        mentions.setdefault(number, []).append(frame.span(first, last))
        heads.setdefault(number, []).append(head)
        weakest[number] = min(weakest.get(number, 1.0), sureness[head])
    return tuple(
        Chain(
            tuple(sorted(set(spans))),
            weakest[number],
            *mean_traits([draft.traits[head] for head in heads[number]], labels),
        )
        for number, spans in mentions.items()
    )


def _statements(
    frame: _Frame, draft: Draft, *, paragraphs: Sequence[int], quoted: Sequence[bool]
) -> tuple[StatementMention, ...]:
    ends = [0]
    for _, words in groupby(frame.sentence_of):
        ends.append(ends[-1] + len(list(words)))
    page = Page(
        words=frame.words,
        heads=draft.heads,
        rels=draft.rels,
        upos=draft.upos,
        sentences=list(pairwise(ends)),
        sentence_of=frame.sentence_of,
        paragraphs=paragraphs,
        quoted=quoted,
    )
    return tuple(
        StatementMention(
            tuple(frame.span(*extent) for extent in one.source),
            frame.spans[one.cue],
            tuple(frame.span(*extent) for extent in one.content),
        )
        for one in complete_statements(draft.statements, page)
    )
