"""Whose words follow: "he said" after somebody spoke, on trees written by hand."""

import pytest

from khabar.mentions.drafts import Draft
from khabar.mentions.pronouns import find_speakers, join_speakers

# word/relation/head (from 1, 0 for the root); a star marks a person, a bar a new paragraph.
# The mentions are persons and pronouns, each at first in a chain of its own.
JOINED = {
    "who denied it goes on": "Marafa*/nsubj/2 denied/root/0 it/obj/2 he/nsubj/5 said/root/0",
    "what he said stands first": (
        "Marafa*/nsubj/2 spoke/root/0 They/nsubj/4 left/ccomp/6 he/nsubj/6 said/root/0"
    ),
    "who wants peace is not who says so": (
        "Marafa*/nsubj/2 spoke/root/0 Rebels*/nsubj/4 want/ccomp/7 peace/obj/4 he/nsubj/7 "
        "said/root/0"
    ),
    "he said that he had asked": "Marafa*/nsubj/2 said/root/0 he/nsubj/4 asked/ccomp/2",
    "an aside is no speaker": (
        "Marafa*/nsubj/2 said/root/0 what/obj/2 envoy*/nsubj/5 proposed/acl:relcl/3 he/nsubj/7 "
        "added/root/0"
    ),
}
APART = {
    "in another paragraph": "Marafa*/nsubj/2 spoke/root/0 | he/nsubj/4 said/root/0",
    "the other sex": "spokesman/amod/2 Marafa*/nsubj/3 spoke/root/0 she/nsubj/5 said/root/0",
    "somebody came in between": (
        "Marafa*/nsubj/2 spoke/root/0 Ode*/nsubj/4 arrived/root/0 he/nsubj/6 said/root/0"
    ),
    "he did something else": "Marafa*/nsubj/2 spoke/root/0 he/nsubj/4 fled/root/0",
}


def _chains(told: str) -> dict[str, int]:
    """Return the chain of each mention, by its word."""
    words, heads, rels, kinds, paragraphs = [], [], [], [], []
    paragraph = 0
    for part in told.split():
        if part == "|":
            paragraph += 1
            continue
        word, rel, head = part.split("/")
        words.append(word.rstrip("*"))
        kinds.append("person" if word.endswith("*") else "place")
        rels.append(rel)
        heads.append(int(head) - 1)
        paragraphs.append(paragraph)
    draft = Draft(heads=heads, rels=rels, kinds=kinds)
    mentions = [
        at
        for at, kind in enumerate(kinds)
        if kind == "person" or words[at].lower() in {"he", "she"}
    ]
    speakers = find_speakers(words=words, draft=draft, paragraphs=paragraphs)
    chains = join_speakers(mentions, range(len(mentions)), speakers=speakers)
    return {words[at]: chain for at, chain in zip(mentions, chains, strict=True)}


@pytest.mark.parametrize("told", JOINED.values(), ids=JOINED)
def test_who_goes_on_speaking_is_who_spoke(told: str) -> None:
    chains = _chains(told)
    assert chains["he"] == chains["Marafa"]


@pytest.mark.parametrize("told", APART.values(), ids=APART)
def test_who_may_be_somebody_else_keeps_his_chain(told: str) -> None:
    chains = _chains(told)
    assert len(set(chains.values())) == len(chains)
