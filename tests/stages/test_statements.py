"""Speakers and contents that the tree, quotation marks and colons give to a cue."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from khabar.mentions.quotes import inside_quotes
from khabar.mentions.saying import Page, complete_statements
from khabar.mentions.statements import StatementDraft


def page_of(*sentences: str) -> Page:
    """Build a page of sentences in one paragraph, written as ``word/head/rel/upos``.

    Heads are counted from 1 inside the sentence, 0 for the root.
    """
    words: list[str] = []
    heads: list[int] = []
    rels: list[str] = []
    upos: list[str] = []
    ends = [0]
    for sentence in sentences:
        start = len(words)
        for item in sentence.split():
            word, head, rel, tag = item.rsplit("/", 3)
            words.append(word)
            heads.append(start + int(head) - 1 if int(head) else -1)
            rels.append(rel)
            upos.append(tag)
        ends.append(len(words))
    sentence_of = [n for n, (a, b) in enumerate(pairwise(ends)) for _ in range(a, b)]
    paragraphs = [0] * len(words)
    return Page(
        words=words,
        heads=heads,
        rels=rels,
        upos=upos,
        sentences=list(pairwise(ends)),
        sentence_of=sentence_of,
        paragraphs=paragraphs,
        quoted=inside_quotes(words, paragraphs),
    )


def told(page: Page, *cues: str) -> list[tuple[str, str, list[str]]]:
    """Return (speaker, cue, contents) of every statement, from cues alone."""
    drafts = [StatementDraft((), page.words.index(cue), ()) for cue in cues]

    def text(extents: Sequence[tuple[int, int]]) -> list[str]:
        return [" ".join(page.words[first : last + 1]) for first, last in extents]

    return [
        ("".join(text(one.source)), page.words[one.cue], text(one.content))
        for one in complete_statements(drafts, page)
    ]


CLAUSE_BEFORE = (
    "The/2/det/DET road/4/nsubj/NOUN is/4/cop/AUX closed/0/root/ADJ ,/4/punct/PUNCT "
    "Orlan/7/nsubj/PROPN said/4/parataxis/VERB ./4/punct/PUNCT"
)
QUOTED = (
    '"/4/punct/PUNCT We/4/nsubj/PRON will/4/aux/AUX stay/7/ccomp/VERB ,/4/punct/PUNCT '
    '"/4/punct/PUNCT said/0/root/VERB Orlan/7/nsubj/PROPN ./7/punct/PUNCT'
)
RUN_ON = (
    '"/4/punct/PUNCT Nobody/4/nsubj/PRON will/4/aux/AUX leave/0/root/VERB ./4/punct/PUNCT '
    '"/4/punct/PUNCT'
)


def test_a_clause_beside_its_cue_is_what_is_said() -> None:
    assert told(page_of(CLAUSE_BEFORE), "said") == [("Orlan", "said", ["The road is closed"])]


def test_a_quotation_runs_on_over_its_sentence() -> None:
    statements = told(page_of(QUOTED, RUN_ON), "said")
    assert [(s, c) for s, c, _ in statements] == [("Orlan", "said")]
    assert len(statements[0][2]) == 2
    assert "Nobody will leave" in statements[0][2][1]


def test_a_quotation_stops_where_plain_words_follow() -> None:
    plain = "Nobody/2/nsubj/PRON left/0/root/VERB ./2/punct/PUNCT"
    assert len(told(page_of(QUOTED, plain), "said")[0][2]) == 1


def test_a_colon_hands_over_the_next_sentence() -> None:
    colon = "Orlan/2/nsubj/PROPN added/0/root/VERB :/2/punct/PUNCT"
    after = "Nobody/2/nsubj/PRON left/0/root/VERB ./2/punct/PUNCT"
    assert told(page_of(colon, after), "added") == [("Orlan", "added", ["Nobody left ."])]


def test_a_shared_subject_speaks_both_times() -> None:
    both = (
        "Orlan/2/nsubj/PROPN smiled/0/root/VERB ,/4/punct/PUNCT adding/2/advcl/VERB "
        "nobody/6/nsubj/PRON left/4/ccomp/VERB ./2/punct/PUNCT"
    )
    assert told(page_of(both), "adding") == [("Orlan", "adding", ["nobody left"])]


ACCORDING_FIRST = (
    "According/4/case/VERB to/1/fixed/ADP the/4/det/DET clinic/8/obl/NOUN ,/8/punct/PUNCT "
    "nine/7/nummod/NUM people/8/nsubj/NOUN died/0/root/VERB ./8/punct/PUNCT"
)
ACCORDING_LAST = (
    "Nine/2/nummod/NUM people/3/nsubj/NOUN died/0/root/VERB ,/3/punct/PUNCT "
    "according/8/case/VERB to/5/fixed/ADP the/8/det/DET clinic/3/obl/NOUN ./3/punct/PUNCT"
)


@pytest.mark.parametrize(
    ("sentence", "cue", "content"),
    [
        (ACCORDING_FIRST, "According", "nine people died"),
        (ACCORDING_LAST, "according", "Nine people died"),
    ],
)
def test_according_to_names_the_speaker_and_leaves_the_rest(
    sentence: str, cue: str, content: str
) -> None:
    assert told(page_of(sentence), cue) == [("the clinic", cue, [content])]


def test_what_one_thinks_aloud_belongs_to_the_quotation() -> None:
    aloud = (
        '"/3/punct/PUNCT I/3/nsubj/PRON think/9/ccomp/VERB nobody/5/nsubj/PRON left/3/ccomp/VERB '
        ',/9/punct/PUNCT "/9/punct/PUNCT Orlan/9/nsubj/PROPN said/0/root/VERB ./9/punct/PUNCT'
    )
    statements = told(page_of(aloud), "think", "said")
    assert [(speaker, cue) for speaker, cue, _ in statements] == [("Orlan", "said")]


def test_a_cue_that_tells_nothing_is_no_statement() -> None:
    assert told(page_of("Orlan/2/nsubj/PROPN spoke/0/root/VERB ./2/punct/PUNCT"), "spoke") == []
