"""A reader of a few words, so that everything around the model can be tested without it."""

import re
from collections.abc import Iterator, Sequence

from khabar.record.codes import EventType, NameType, Role, Status
from khabar.record.dropped import Dropped, DropReason
from khabar.record.graph import Argument, Chain, EventMention, MentionGraph, Name, Token
from khabar.record.report import Report, Sentence
from khabar.record.span import Span

__all__ = ["FakeReader", "open_fake_reader", "open_place_reader"]

_TRIGGERS = {
    "shelled": (EventType.ASSAULT, "bombard", Status.ACTUAL),
    "closed": (EventType.COERCE, "restrict", Status.ONGOING),
    "threatened": (EventType.THREATEN, "", Status.FUTURE),
    "met": (EventType.CONSULT, "visit", Status.ACTUAL),
}
_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")


class FakeReader:
    """Finds four verbs; the name before is the actor, the name after the recipient."""

    def __init__(self, *, names: NameType = NameType.MISC) -> None:
        """Choose what every capitalised name is taken for."""
        self._names = names

    def read_mentions(
        self, report: Report, sentences: Sequence[Sentence]
    ) -> tuple[MentionGraph, tuple[Dropped, ...]]:
        """Return what the four verbs say; the word ``explode`` is a fault of this reader."""
        if "explode" in report.text:
            msg = "this reader cannot read 'explode'"
            raise ValueError(msg)
        tokens = [
            Token(word, number, "X", "FW", -1, "root")
            for number, sentence in enumerate(sentences)
            for word in sentence.words
        ]
        names = [
            Span(sentence.span.start + match.start(), sentence.span.start + match.end())
            for sentence in sentences
            for match in _NAME.finditer(sentence.span.quote(report.text))
        ]
        events = tuple(_events(report, tokens, names, sentences))
        spans = sorted({one.span for event in events for one in event.arguments})
        graph = MentionGraph(
            sentences=tuple(sentences),
            tokens=tuple(tokens),
            names=tuple(Name(span, self._names, 0.9) for span in names),
            events=events,
            chains=tuple(Chain((span,), 0.9) for span in spans),
            statements=(),
        )
        lost = [t.span for t in tokens if t.span.quote(report.text) == "maybe"]
        return graph, tuple(Dropped("trigger", one, DropReason.LOW_PROBABILITY) for one in lost)


def open_fake_reader() -> FakeReader:
    """Open it, in any process."""
    return FakeReader()


def open_place_reader() -> FakeReader:
    """Open one that takes every name for a place, in any process."""
    return FakeReader(names=NameType.LOCATION)


def _events(
    report: Report, tokens: list[Token], names: list[Span], sentences: Sequence[Sentence]
) -> Iterator[EventMention]:
    for token in tokens:
        found = _TRIGGERS.get(token.span.quote(report.text))
        if found is None:
            continue
        around = sentences[token.sentence].span
        before = [n for n in names if around.start <= n.start < token.span.start]
        after = [n for n in names if token.span.end <= n.start < around.end]
        arguments = [Argument(Role.ACTOR, one, one, 0.8) for one in before[-1:]]
        arguments += [Argument(Role.RECIPIENT, one, one, 0.8) for one in after[:1]]
        yield EventMention(
            trigger=token.span,
            sentence=token.sentence,
            type=found[0],
            mode=found[1],
            status=found[2],
            quoted=False,
            p=0.9,
            p_status=0.9,
            arguments=tuple(arguments),
            quantities=(),
            identity=token.span.start,
        )
