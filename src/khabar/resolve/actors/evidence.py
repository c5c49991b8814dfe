"""What speaks for a kind and a sector: the marks that the learned scorer weighs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from khabar.record.codes import EntityKind, Role, Sector
from khabar.record.graph import EventMention
from khabar.reference.actors import fold_name
from khabar.resolve.actors.candidates import Candidate
from khabar.resolve.actors.cuts import WORD, cut_phrase
from khabar.resolve.actors.described import Described
from khabar.resolve.actors.mentions import Mention

__all__ = ["Evidence", "find_evidence"]

_SHOWN: Final = 6  # mentions whose words are weighed; later ones seldom say more
_USES: Final = 12  # events whose types are weighed
_TAIL_WORDS: Final = 6
_AROUND: Final = 24  # characters on either side of a mention


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the kind and the sector of an actor or place.

    Attributes:
        marks: Marks such as ``last=gunmen`` or ``use=actor:ASSAULT``; each has learned
            weights for every kind and sector.
        sayings: Rule and the kind it gives, rule and the sector it gives; a rule counts the
            same whatever it gives, so that it can be trusted on what is rare.
    """

    marks: frozenset[str]
    sayings: frozenset[tuple[str, EntityKind | Sector]]


def find_evidence(text: str, described: Described) -> Evidence:
    """Collect what speaks for the kind and the sector of an actor or place.

    Args:
        text: The report's text.
        described: Its mentions, the events in which it stands, and what its words say.

    Returns:
        The evidence.
    """
    return Evidence(frozenset(_marks(text, described)), frozenset(_sayings(described)))


def _sayings(described: Described) -> Iterator[tuple[str, EntityKind | Sector]]:
    for _, candidate in described.found[: 2 * _SHOWN]:
        rule = candidate.score.parts[0].feature
        yield f"kind by {rule}", candidate.kind
        if candidate.sector is not None:
            yield f"sector by {rule}", candidate.sector
    for post in described.posts:
        if post.sector is not None:
            yield "sector by post", post.sector


def _marks(text: str, described: Described) -> set[str]:
    group = described.group
    marks = {"always"}
    named = [mention for mention in group.mentions if not mention.is_pronoun]
    marks.add(f"mentions={min(3, len(group.mentions))}")
    for mention in group.mentions:
        if mention.is_pronoun:
            marks.add(f"pronoun={mention.text.lower()}")
    if not named:
        marks.add("only pronouns")
    for mention in named[:_SHOWN]:
        marks.update(_word_marks(mention))
        marks.update(_place_marks(mention))
    for mention in group.mentions[:3]:
        marks.update(_context_marks(text, mention))
    meanings: set[str] = set()
    for _, candidate in described.found[: 2 * _SHOWN]:
        meanings.update(_candidate_marks(candidate))
    marks |= meanings
    marks.update(f"title={word}" for word in described.titles)
    for post in described.posts:
        marks.update(_post_marks(post))
    roles = "+".join(sorted(group.roles))
    marks.add(f"roles={roles}")
    kinds = {mark for mark in meanings if mark.startswith("says=")}
    marks.update(f"{mark}, roles={roles}" for mark in kinds)
    for role, event in group.uses[:_USES]:
        use = f"use={role}:{event.type}"
        marks.update((use, *(f"{mark}, {use}" for mark in kinds)))
        if event.mode:
            marks.update(_mode_marks(role, event))
    return marks


def _mode_marks(role: Role, event: EventMention) -> Iterator[str]:
    yield f"use={role}:{event.type}/{event.mode}"


def _word_marks(mention: Mention) -> Iterator[str]:
    cut = cut_phrase(mention.text)
    words = [fold_name(word) for word in cut.words]
    if words:
        yield f"last={words[-1]}"
        yield f"last two={' '.join(words[-2:])}"
    for word in words[:-1]:
        yield f"word={word}"
    for word in [fold_name(word) for word in WORD.findall(cut.tail)][:_TAIL_WORDS]:
        yield f"tail={word}"
    first = fold_name(mention.text.partition(" ")[0])
    yield f"first={'number' if first.isdigit() else first}"
    yield f"written={_shape(cut.words)}"
    if cut.former:
        yield "former"
    if mention.name is not None:
        inside = "all" if mention.name_text == mention.text else "part"
        yield f"name={mention.name}"
        yield f"name={mention.name}, {inside}"


def _shape(words: Sequence[str]) -> str:
    """Return how the words are written: ``Xx``, ``xX``, ``x``, ``X`` for capitals alone."""
    if not words:
        return "none"
    if all(word.isupper() for word in words):
        return f"capitals {min(2, len(words))}"
    upper = sum(word[:1].isupper() for word in words)
    if upper == len(words):
        return f"names {min(3, len(words))}"
    last = "name" if words[-1][:1].isupper() else "noun"
    return f"some names, {last} last" if upper else "nouns"


def _place_marks(mention: Mention) -> Iterator[str]:
    if mention.link is not None:
        yield f"place={mention.link.row.kind}"
    elif mention.place is not None:
        yield f"place inside={mention.place.row.kind}"


def _context_marks(text: str, mention: Mention) -> Iterator[str]:
    before = text[max(0, mention.span.start - _AROUND) : mention.span.start].split()
    after = text[mention.span.end : mention.span.end + _AROUND].split()
    if before:
        yield f"before={fold_name(before[-1])}"
    if after:
        yield f"after={fold_name(after[0])}"
        yield f"written={_shape(cut_phrase(mention.text).words)}, after={fold_name(after[0])}"


def _candidate_marks(candidate: Candidate) -> Iterator[str]:
    sector = candidate.sector or "-"
    yield f"says={candidate.kind}"
    yield f"says={candidate.kind}/{sector}"
    part = candidate.score.parts[0] if candidate.score.parts else None
    if part is not None:
        yield f"says={candidate.kind}/{sector}, by {part.feature}"
    for other in candidate.score.parts[1:]:
        yield f"by {other.feature}"
    if candidate.registry_id:
        yield f"row={candidate.registry_id}"
        yield "linked"


def _post_marks(post: Candidate) -> Iterator[str]:
    yield f"post={fold_name(post.role)}"
    yield f"post sector={post.sector or '-'}"
    yield f"post of={post.of or '-'}"
