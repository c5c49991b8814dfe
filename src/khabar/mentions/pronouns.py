"""Who "he" is who goes on speaking: in one paragraph, who spoke before him.

"Minister Issa Marafa ruled out any withdrawal. 'The army does not negotiate,' he said." Pairs of
mentions are compared by their words, and "he" has none: it joins now and then the man whom the
paragraph before tells of.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from khabar.mentions.drafts import Draft
from khabar.mentions.statements import SPEECH

__all__ = ["find_speakers", "join_speakers"]

_SUBJECTS: Final = frozenset({"nsubj", "nsubj:outer"})
_ASIDE: Final = frozenset({"acl", "acl:relcl", "advcl"})  # "which the envoy has proposed"
_HE: Final = frozenset({"he", "she"})
_SHE: Final = frozenset({"she"})
_WOMEN: Final = frozenset(
    "actress chairwoman countess duchess girl lady madam mother mrs ms nun policewoman princess "
    "queen sister spokeswoman widow wife woman".split()
)
_MEN: Final = frozenset(
    "actor boy chairman duke father gentleman husband king man mr policeman priest prince sheikh "
    "sir spokesman widower".split()
)


def find_speakers(
    *, words: Sequence[str], draft: Draft, paragraphs: Sequence[int]
) -> dict[int, int]:
    """Return for "he" and "she" who say something who spoke before in the paragraph.

    Not where somebody else is told of in between, or the other sex is said.

    Args:
        words: All words of the report.
        draft: What the windows gave.
        paragraphs: Paragraph of each word.

    Returns:
        The head word of the speaker before, by the number of the pronoun.
    """
    found = {}
    spoke: list[int] = []  # words of who spoke in the paragraph so far, the last one last
    for word, rel in enumerate(draft.rels):
        if spoke and paragraphs[spoke[-1]] != paragraphs[word]:
            spoke = []
        if rel not in _SUBJECTS or draft.rels[draft.heads[word]] in _ASIDE:
            continue
        told, verb = words[word].lower(), draft.heads[word]
        if told in _HE:
            content = _content(verb, draft)  # "the rebels want peace, he said": they are not he
            before = next((one for one in reversed(spoke) if draft.heads[one] not in content), -1)
            speaks = before >= 0 and words[verb].lower() in SPEECH
            if speaks and _agrees(told, before, words, draft):
                found[word] = before
        elif draft.kinds[word] == "person" and words[verb].lower() in SPEECH:
            spoke.append(word)
        elif draft.kinds[word] == "person" and draft.rels[verb] == "root":
            spoke = []
    return found


def join_speakers(
    heads: Sequence[int], clusters: Sequence[int], *, speakers: Mapping[int, int]
) -> list[int]:
    """Give "he" and "she" the chain of who spoke before.

    Args:
        heads: Head word of each mention, in order.
        clusters: Chain of each mention.
        speakers: As ``find_speakers`` gives them.

    Returns:
        The chain of each mention.
    """
    joined = list(clusters)
    place = {head: at for at, head in enumerate(heads)}
    for pronoun, before in speakers.items():
        if pronoun in place and before in place:
            joined[place[pronoun]] = joined[place[before]]
    return joined


def _content(verb: int, draft: Draft) -> set[int]:
    """Return the heads of what is said, with the verb in front of it or behind it."""
    over = {draft.heads[verb]} if draft.rels[verb] == "parataxis" else set()
    return over | {at for at, head in enumerate(draft.heads) if head == verb}


def _agrees(pronoun: str, head: int, words: Sequence[str], draft: Draft) -> bool:
    """Return whether what somebody is called does not speak against a pronoun."""
    other = _MEN if pronoun in _SHE else _WOMEN
    called = [words[head].lower()]
    called += [words[at].lower() for at, over in enumerate(draft.heads) if over == head]
    return not other & set(called)
