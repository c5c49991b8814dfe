"""Statements made whole: speakers and contents that the predicate roles leave out.

The tree gives a speaker to "saying" and the words to ", he said"; quotation marks carry a
quotation over the end of its sentence, and a colon hands the next sentence to its speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from khabar.mentions.statements import Extent, StatementDraft
from khabar.mentions.trees import Tree

__all__ = ["Page", "complete_statements"]

_SPEAKERS: Final = frozenset({"nsubj", "nsubj:outer"})
_SHARING: Final = frozenset({"conj", "xcomp", "advcl", "ccomp"})  # share their head's subject
_CONTENTS: Final = ("ccomp", "xcomp", "obj", "parataxis", "obl", "advcl")
_CLAUSES: Final = frozenset({"root", "ccomp", "parataxis", "conj", "advcl", "acl:relcl", "acl"})
_EDGES: Final = frozenset({",", ":", ";", "-", "--", "–", "—", "―", ".", "and", "but"})
_OPENING: Final = frozenset({"“", '"', "``", "''", "«", "„"})
_SELF: Final = frozenset({"i", "we", "you"})
_LEAST_WORDS: Final = 3  # of a clause before "according to", to be what is told


@dataclass(slots=True)
class Page(Tree):
    """The trees of a report with its sentences, paragraphs and quotations.

    Attributes:
        sentences: Half-open word ranges.
        sentence_of: Sentence of each word.
        paragraphs: Paragraph of each word.
        quoted: Whether a word stands inside quotation marks.
    """

    sentences: Sequence[tuple[int, int]]
    sentence_of: Sequence[int]
    paragraphs: Sequence[int]
    quoted: Sequence[bool]

    def trimmed(self, first: int, last: int) -> Extent | None:
        """Return the extent without marks at its ends; ``None`` when nothing is left."""
        while first <= last and self.words[first].lower() in _EDGES:
            first += 1
        while last >= first and self.words[last] in _EDGES:
            last -= 1
        return (first, last) if first <= last else None

    def runs(self, words: Sequence[int]) -> list[Extent]:
        """Return the runs of neighbouring words, trimmed."""
        found: list[Extent] = []
        start = 0
        for place in range(1, len(words) + 1):
            if place == len(words) or words[place] != words[place - 1] + 1:
                run = self.trimmed(words[start], words[place - 1])
                found += [run] if run else []
                start = place
        return found


def complete_statements(drafts: Sequence[StatementDraft], page: Page) -> list[StatementDraft]:
    """Give statements the speakers and contents that can be read off the page.

    Args:
        drafts: From the predicate roles, some without speaker or content.
        page: The report.

    Returns:
        Statements with content, in order of their cues; what somebody says of himself
        inside a quotation ("I think") belongs to the quotation's statement.
    """
    whole = [_complete(draft, page) for draft in sorted(drafts, key=lambda one: one.cue)]
    told = [one for one in whole if one.content]
    cues = {page.sentence_of[one.cue] for one in told if not page.quoted[one.cue]}
    told = [_run_on(one, page, cues) for one in told]
    return [one for one in told if not _is_inner(one, told, page)]


def _complete(draft: StatementDraft, page: Page) -> StatementDraft:
    if page.words[draft.cue].lower() == "according":
        return _according(draft, page)
    source, content = draft.source, draft.content
    if not source:
        speaker = _speaker(draft.cue, page)
        source = (speaker,) if speaker else ()
    if not content:
        content = _content(draft.cue, page, source)
    return replace(draft, source=source, content=content)


def _speaker(cue: int, page: Page) -> Extent | None:
    """Return the subject of a cue, or of the verb whose subject it shares."""
    verb = cue
    while True:
        for child in page.children[verb]:
            if page.rels[child] in _SPEAKERS:
                own = [w for w in page.below(child) if w != verb]
                return page.trimmed(own[0], own[-1])
        if page.rels[verb] not in _SHARING or page.heads[verb] < 0:
            return None
        verb = page.heads[verb]


def _content(cue: int, page: Page, source: Sequence[Extent]) -> tuple[Extent, ...]:
    """Return what a cue tells: its object, the clause it stands in, a quotation beside it."""
    spoken = {w for first, last in source for w in range(first, last + 1)}
    quotation = _quotation_beside(cue, page)
    if quotation:
        return quotation
    for rel in _CONTENTS[:4]:
        for child in page.children[cue]:
            if page.rels[child].split(":")[0] == rel and child not in spoken:
                below = page.below(child)
                if page.words[below[0]] not in _EDGES or len(below) > 1:
                    return tuple(page.runs(below))
    if page.rels[cue].split(":")[0] == "parataxis" and page.heads[cue] >= 0:
        clause = page.below(page.heads[cue], without=cue)
        return tuple(page.runs(clause))
    return _after_colon(cue, page)


def _quotation_beside(cue: int, page: Page) -> tuple[Extent, ...]:
    """Return the quotations of a sentence whose cue stands outside of them."""
    if page.quoted[cue]:
        return ()
    start, end = page.sentences[page.sentence_of[cue]]
    inside = [w for w in range(start, end) if page.quoted[w]]
    longest = max((last - first for first, last in page.runs(inside)), default=0)
    return tuple(page.runs(inside)) if longest >= _LEAST_WORDS else ()


def _after_colon(cue: int, page: Page) -> tuple[Extent, ...]:
    """Return the next sentence when the cue's own ends with a colon."""
    number = page.sentence_of[cue]
    start, end = page.sentences[number]
    if number + 1 >= len(page.sentences) or page.words[end - 1] != ":" or end <= start:
        return ()
    first, last = page.sentences[number + 1]
    return ((first, last - 1),)


def _run_on(draft: StatementDraft, page: Page, cues: set[int]) -> StatementDraft:
    """Add the sentences over which a quotation runs on, while nobody else speaks."""
    last = draft.content[-1][1]
    if page.quoted[draft.cue] or not any(page.quoted[w] for w in (last, max(0, last - 1))):
        return draft
    content = list(draft.content)
    number = page.sentence_of[max(last, draft.cue)] + 1
    paragraph = page.paragraphs[draft.cue]
    while number < len(page.sentences) and number not in cues:
        first, end = page.sentences[number]
        words = range(first, end)
        plain = [w for w in words if not page.quoted[w] and page.upos[w] != "PUNCT"]
        if plain or page.paragraphs[first] != paragraph:
            break
        content.append((first, end - 1))
        number += 1
    return replace(draft, content=tuple(content))


def _is_inner(draft: StatementDraft, told: Sequence[StatementDraft], page: Page) -> bool:
    """Return whether a statement is a speaker's own "I think" inside another's content."""
    if not page.quoted[draft.cue] or not draft.source:
        return False
    first, last = draft.source[0]
    if first != last or page.words[first].lower() not in _SELF:
        return False
    return any(
        one is not draft and not page.quoted[one.cue] and start <= draft.cue <= end
        for one in told
        for start, end in one.content
    )


def _according(draft: StatementDraft, page: Page) -> StatementDraft:
    """Read "according to X": X is what the words introduce, the rest of the clause is told."""
    cue = draft.cue
    start, end = page.sentences[page.sentence_of[cue]]
    name = page.heads[cue] if page.heads[cue] > cue else _first_noun(cue, page, end)
    if name is None or not start <= name < end:
        return replace(draft, content=())
    below = [w for w in page.below(name) if w > cue and page.words[w].lower() != "to"]
    source = page.trimmed(below[0], below[-1]) if below else None
    clause = _clause_of(name, cue, page)
    rest = [w for w in clause if not (source and cue <= w <= source[1])]
    before = [w for w in rest if w < cue]
    told = before if len(before) >= _LEAST_WORDS else [w for w in rest if w > cue]
    if not told and source:
        told = list(range(source[1] + 1, end))
    return replace(draft, source=(source,) if source else (), content=tuple(page.runs(told)))


def _first_noun(cue: int, page: Page, end: int) -> int | None:
    nouns = ("NOUN", "PROPN", "PRON")
    return next((w for w in range(cue + 1, end) if page.upos[w] in nouns), None)


def _clause_of(name: int, cue: int, page: Page) -> list[int]:
    """Return the words of the clause that "according to" stands in."""
    top = page.heads[name]
    if top < 0 or top == cue:
        top = page.heads[cue]
    if top < 0:
        start, end = page.sentences[page.sentence_of[cue]]
        return list(range(start, end))
    while page.rels[top] not in _CLAUSES and page.heads[top] >= 0:
        top = page.heads[top]
    return list(_below_outside(top, name, page))


def _below_outside(top: int, name: int, page: Page) -> Iterator[int]:
    """Yield the words of a clause that do not belong to the one it is told by."""
    source = set(page.below(name))
    yield from (w for w in page.below(top) if w not in source)
