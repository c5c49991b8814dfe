"""What holds of sentences for any text."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from khabar.intake import make_report
from khabar.record.report import Block, BlockKind, Report, ReportId, Sentence
from khabar.record.span import Span
from khabar.text import find_words, split_report
from khabar.text.sentences import LONGEST

_PIECES = [
    "Gen. Aram left.", "U.S. envoys met.", "\"We stay.", "No one came,\" she said.", "(File photo)",
    "\n", "\n\n", "\r\n", " ", "\t", "...", "He waited…", "No. 5", "10:42 - Gun", "- one", "1. ",
    "KABUL, Aug 28 (Agency) -", "date 2021-08-28", "Published: 3 March 2019", "THEY LEFT.", "گفت۔",
    "a\u0301", "\ud800", "\x07", "\u2028", "''", "“", "”", "«x»", "?!", "word " * 40, "x" * 900,
    "by Aram Sel, 3 March 2019", "🕊", ";", "wrapped line of text that goes on and on\n",
]  # fmt: skip
texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=12), max_size=30).map("".join)


def _plain(text: str) -> Report:
    return Report(id=ReportId("r"), text=text, text_sha256="")


def _visible(text: str, spans: list[Span]) -> list[int]:
    return [at for one in spans for at in range(one.start, one.end) if not text[at].isspace()]


def _stretches(report: Report) -> tuple[list[Span], list[Span]]:
    sentences, dropped = split_report(report)
    return [s.span for s in sentences], [d.span for d in dropped if d.span is not None]


@given(texts)
def test_every_visible_character_is_in_exactly_one_sentence_or_dropped(text: str) -> None:
    sentences, dropped = _stretches(_plain(text))
    visible = [at for at, char in enumerate(text) if not char.isspace()]
    assert sorted(_visible(text, sentences + dropped)) == visible


@given(texts)
def test_sentences_are_in_order_trimmed_and_not_empty(text: str) -> None:
    spans, _ = _stretches(_plain(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(one.quote(text) == one.quote(text).strip() != "" for one in spans)


@given(texts)
def test_words_fill_their_sentence(text: str) -> None:
    for sentence in split_report(_plain(text))[0]:
        words = list(sentence.words)
        assert words[0].start == sentence.span.start
        assert words[-1].end == sentence.span.end
        assert _visible(text, words) == _visible(text, [sentence.span])
        assert len(words) <= LONGEST


@given(texts)
def test_paragraphs_are_numbered_in_order(text: str) -> None:
    numbers = [sentence.paragraph for sentence in split_report(_plain(text))[0]]
    assert numbers == sorted(numbers)


@given(texts)
def test_only_what_has_no_readable_character_is_dropped(text: str) -> None:
    for span in _stretches(_plain(text))[1]:
        assert not any(char.isalnum() for char in span.quote(text))


@given(texts.filter(str.strip))
def test_a_dateline_is_never_in_a_sentence(text: str) -> None:
    report = make_report(text, metadata_published=date(2021, 9, 1))
    sentences, _ = split_report(report)
    for block in report.blocks:
        overlaps = [s for s in sentences if s.span.overlaps(block.span)]
        if block.kind is BlockKind.DATELINE:
            assert not overlaps
        else:
            assert all(s.block is block.kind for s in overlaps)


@given(texts)
def test_splitting_twice_gives_the_same(text: str) -> None:
    assert split_report(_plain(text)) == split_report(_plain(text))


@given(st.lists(st.sampled_from(["word", "it", ",", ";"]), min_size=301, max_size=1200))
def test_a_long_sentence_is_cut_and_nothing_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    sentences = split_report(_plain(text))[0]
    assert [w.quote(text) for s in sentences for w in s.words] == words
    assert all(len(s.words) <= LONGEST for s in sentences)


def test_a_block_that_is_title_stays_apart_from_the_body() -> None:
    text = "Army leaves town. It came back"
    blocks = (Block(Span(0, 17), BlockKind.TITLE), Block(Span(18, 30), BlockKind.BODY))
    report = Report(id=ReportId("r"), text=text, text_sha256="", blocks=blocks)
    found: list[Sentence] = list(split_report(report)[0])
    assert [(s.span.quote(text), s.block, s.paragraph) for s in found] == [
        ("Army leaves town.", BlockKind.TITLE, 0),
        ("It came back", BlockKind.BODY, 1),
    ]


def test_hyphens_that_nobody_sees_part_no_word() -> None:
    text = "Shells kil\u00adled eight peo\u200bple."
    words = [span.quote(text) for span in find_words(text, start=0, end=len(text))]
    assert words == ["Shells", "kil\u00adled", "eight", "peo\u200bple", "."]
